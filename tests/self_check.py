#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""lintel on lintel: self_check.py LINTEL BUILD.

The repository passes with the compiler's facts and without them.  In a copy,
one forbidden include is put into one file at a time: lintel must say so at that
line, and say nothing else.
"""

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


def check(program, folder, home, *arguments):
    """(exit code, what the gate answers for as "path:line rule: message", error output)."""
    done = subprocess.run(
        [program, "check", "--format", "json", *arguments], cwd=folder, check=False, capture_output=True, text=True,
        stdin=subprocess.DEVNULL,
        env={"PATH": "/usr/bin:/bin", "HOME": home, "XDG_CACHE_HOME": home, "LC_ALL": "C.UTF-8"})
    findings = json.loads(done.stdout)["findings"] if done.stdout else []
    lines = [f"{f['place']['path']}:{f['place']['line']} {f['rule']}: {f['message']}"
             for f in findings if f["level"] in ("error", "warning")]
    return done.returncode, lines, done.stderr


def passes(result):
    """Exit 0 and nothing to answer for."""
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
        tree = pathlib.Path(private, "tree")
        shutil.copytree(ROOT / "checker", tree / "checker")
        shutil.copytree(ROOT / "adr", tree / "adr")
        # What records name as their checks.
        shutil.copytree(ROOT / "tests", tree / "tests", ignore=shutil.ignore_patterns("corpus"))
        shutil.copy(ROOT / "lintel.yaml", tree)
        if (ROOT / "lintel.baseline").exists():
            shutil.copy(ROOT / "lintel.baseline", tree)
        claims.result("it passes without a compile database",
                      passes(check(program, tree, private)))
        for room, header in SEEDS:
            claims.result(f"{header} in {room}/ is found",
                          seed(program, tree, private, room, header))
    return claims.finish()


if __name__ == "__main__":
    sys.exit(main())
