#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""lintel on lintel: self_check.py LINTEL BUILD.

The repository passes with the compiler's facts and without them, and each
review trigger of its decision records can be evaluated.  In a copy, one
forbidden include is put into one file at a time: lintel must say so at that
line, and say nothing else.  What the clock or the data caused is not asked.
"""

import csv
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import tap

ROOT = pathlib.Path(__file__).resolve().parent.parent

# room of the file, header of a room that it must not know
SEEDS = [
    ("base", "facts/code.h"),
    ("facts", "rules/rule.h"),
    ("findings", "engine/run.h"),
    ("rules", "sources/text/text.h"),
    ("sources/text", "sources/c/c.h"),
    ("sources/store", "sources/text/text.h"),
    ("gates", "engine/run.h"),
    ("engine", "reports/report.h"),
    ("rules", "<clang-c/Index.h>"),
    ("reports", "<jansson.h>"),
]


def report(program, folder, home, *arguments):
    """(exit code, the JSON report, error output)."""
    done = subprocess.run(
        [program, "check", "--format", "json", *arguments], cwd=folder, check=False, capture_output=True, text=True,
        stdin=subprocess.DEVNULL,
        env={"PATH": "/usr/bin:/bin", "HOME": home, "XDG_CACHE_HOME": home, "LC_ALL": "C.UTF-8"})
    return done.returncode, json.loads(done.stdout) if done.stdout else {}, done.stderr


def check(program, folder, home, *arguments):
    """(exit code, findings as "path:line rule: message" but for notes, error output)."""
    code, said, errors = report(program, folder, home, *arguments)
    lines = [f"{f['place']['path']}:{f['place']['line']} {f['rule']}: {f['message']}"
             for f in said.get("findings", []) if f["level"] != "note"]
    return code, lines, errors


def measured():
    """The day of the last measurement that our records are reviewed by."""
    with (ROOT / "tests" / "bench" / "history.csv").open(encoding="utf-8", newline="") as rows:
        return max(row["timestamp"][:10] for row in csv.DictReader(rows))


def triggers_are_alive(program, home):
    """On the day of the last measurement nothing is unknown but what people must look at."""
    _, said, errors = report(program, ROOT, home, "--text-only", "--as-of", measured())
    triggers = said.get("triggers", [])
    if not triggers:
        yield errors or "no trigger at all"
    for trigger in triggers:
        waits = trigger["text"].startswith("manual(") and trigger["state"] == "unknown"
        if trigger["form"] not in ("condition", "date") or \
                (trigger["state"] in ("unknown", "blind") and not waits):
            yield f"{trigger['decision']} {trigger['id']}: {trigger['state']}, {trigger['why']}"


def passes(result):
    """Exit 0 and no finding."""
    code, lines, errors = result
    return [] if code == 0 and not lines else [f"exit {code}", *lines, errors]


def seed(program, tree, home, room, header):
    """Puts `header` into a file of `room`, checks, and takes it out again."""
    target = sorted((tree / "checker" / room).glob("*.[ch]"))[0]
    before = target.read_text(encoding="utf-8")
    quoted = header if header.startswith("<") else f'"{header}"'
    target.write_text(before + f"#include {quoted}\n", encoding="utf-8")
    where = f"{target.relative_to(tree)}:{before.count(chr(10)) + 1}"
    code, lines, errors = check(program, tree, home)
    target.write_text(before, encoding="utf-8")
    if code == 1 and lines and all(line.startswith(where + " ") for line in lines):
        return []
    return [f"wanted exit 1 and {where} alone, got exit {code}", *lines, errors]


def main():
    program, build = (os.path.abspath(a) for a in sys.argv[1:3])
    claims = tap.Tap()
    with tempfile.TemporaryDirectory() as private:
        database = os.path.join(build, "compile_commands.json")
        claims.result("this repository passes, uses included",
                      passes(check(program, ROOT, private, "--compile-commands", database)))
        claims.result("each review trigger of its records can be evaluated",
                      triggers_are_alive(program, private))
        tree = pathlib.Path(private, "tree")
        shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(
            ".git", "build*", "node_modules", "corpus"))
        claims.result("it passes without a compile database",
                      passes(check(program, tree, private)))
        for room, header in SEEDS:
            claims.result(f"{header} in {room}/ is found",
                          seed(program, tree, private, room, header))
    return claims.finish()


if __name__ == "__main__":
    sys.exit(main())
