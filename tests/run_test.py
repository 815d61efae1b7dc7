#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Shows that run.py sees what it should: each row is a case and a verdict on it."""

import argparse
import pathlib
import sys
import tempfile

import run
import tap

# What stands in for the program: prints its arguments and where it is.
PROGRAM = """#!/bin/sh
echo "args: $*"
case $1 in
jobs) echo "$LINTEL_JOBS" ;;
where) pwd; echo "$LC_ALL $TZ $COLUMNS" ;;
fail) echo why >&2; exit 3 ;;
crash) kill -SEGV $$ ;;
write) echo text >"$2" ;;
bytes) printf '\\377' ;;
esac
"""

# name, files of the case, does it pass
ROWS = [
    ("same", {"cmd": "lintel a\n", "expected.txt": "$ lintel a\nargs: a\n"}, True),
    ("other", {"cmd": "lintel a\n", "expected.txt": "$ lintel a\nargs: b\n"}, False),
    ("missing", {"cmd": "lintel a\n"}, False),
    ("exit", {"cmd": "lintel fail\n",
              "expected.txt": "$ lintel fail\nargs: fail\nwhy\n[exit 3]\n"}, True),
    ("exit-unseen", {"cmd": "lintel fail\n",
                     "expected.txt": "$ lintel fail\nargs: fail\nwhy\n"}, False),
    ("place", {"cmd": "lintel where\n",
               "expected.txt": "$ lintel where\nargs: where\n<TMP>\nC.UTF-8 UTC 100\n"}, True),
    ("jobs", {"cmd": "lintel jobs\n", "expected.txt": "$ lintel jobs\nargs: jobs\n1\n"}, False),
    ("input", {"cmd": "# a comment\ncat d/cmd\nls -A\n", "d/cmd": "inner\n",
               "expected.txt": "$ cat d/cmd\ninner\n$ ls -A\nd\n"}, True),
    ("empty", {"cmd": "ls -A d\n", "d/.keep": "", "expected.txt": "$ ls -A d\n"}, True),
    ("bytes", {"cmd": "lintel bytes\n", "expected.txt":
               "$ lintel bytes\nargs: bytes\n\\xff\n[no newline at the end]\n"}, True),
    ("file", {"cmd": "lintel write o\n", "expected.txt": "$ lintel write o\nargs: write o\n",
              "expected/o": "text\n"}, True),
    ("file-other", {"cmd": "lintel write o\n", "expected.txt": "$ lintel write o\nargs: write o\n",
                    "expected/o": "else\n"}, False),
    ("file-missing", {"cmd": "true\n", "expected.txt": "$ true\n", "expected/o": ""}, False),
    ("bug.b", {"cmd": "lintel a\n", "expected.txt": "$ lintel a\nargs: b\n"}, True),
    ("mended.b", {"cmd": "lintel a\n", "expected.txt": "$ lintel a\nargs: a\n"}, False),
    ("crash", {"cmd": "lintel crash\n", "expected.txt": "$ lintel crash\nargs: crash\n"}, False),
    ("slow", {"cmd": "sleep 100 & sleep 100\n", "expected.txt": "$ sleep 100 & sleep 100\n"}, False),
]


def write(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def main():
    claims = tap.Tap()
    with tempfile.TemporaryDirectory() as top:
        top = pathlib.Path(top).resolve()
        run.CASES = top / "cases"
        write(top, {"lintel": PROGRAM})
        (top / "lintel").chmod(0o755)
        options = argparse.Namespace(lintel=top / "lintel", twice=True, update=False)
        for name, files, passes in ROWS:
            write(run.CASES / name, files)
            run.TIME_LIMIT = 1 if name == "slow" else 60
            problems = run.judge(run.Case(run.CASES / name), options)
            claims.result(f"case {name} {'passes' if passes else 'fails'}",
                          [str(problems)] if passes != (not problems) else [])
        claims.result("a folder below a case is input",
                      [] if len(run.find([])) == len(ROWS) else [str(len(run.find([])))])
    return claims.finish()


if __name__ == "__main__":
    sys.exit(main())
