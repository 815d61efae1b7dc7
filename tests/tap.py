# SPDX-License-Identifier: MIT
"""Results in the Test Anything Protocol, so that meson counts each claim."""

import sys


class Tap:
    """Numbers the claims of one test program and prints them as they come."""

    def __init__(self, out=sys.stdout):
        """Prints to `out`; None counts only."""
        self.out = out
        self.count = 0
        self.failed = 0

    def result(self, name, problems=()):
        """One claim, and what speaks against it: none means that it holds."""
        self.count += 1
        problems = list(problems)
        self.failed += bool(problems)
        self._print("not ok" if problems else "ok", self.count, "-", name.replace("#", "＃"))
        for problem in problems:
            for line in problem.splitlines():
                self._print("#", line)

    def finish(self):
        """Prints the plan; returns the exit code.  No claim at all is a failure."""
        self._print(f"1..{self.count}")
        return 1 if self.failed or not self.count else 0

    def _print(self, *words):
        if self.out:
            print(*words, file=self.out, flush=True)
