# SPDX-License-Identifier: MIT
"""Results in the Test Anything Protocol, so that meson counts each claim."""

import sys


class Tap:
    """Numbers the claims of one test program and prints them as they come."""

    def __init__(self):
        self.count = 0
        self.failed = 0

    def result(self, name, problems=()):
        """One claim, and what speaks against it: none means that it holds."""
        self.count += 1
        problems = list(problems)
        if problems:
            self.failed += 1
        print(("not ok" if problems else "ok"), self.count, "-", name.replace("#", "＃"))
        for problem in problems:
            for line in problem.splitlines():
                print("#", line)
        sys.stdout.flush()

    def finish(self):
        """Prints the plan; returns the exit code."""
        print(f"1..{self.count}")
        return 1 if self.failed or not self.count else 0
