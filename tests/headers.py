#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compiles each header of checker/ alone, and twice in one unit.

A header that compiles alone needs nothing to be included before it.  It is
compiled with the flags of its own room, so it can reach the foreign library of
that room and no other.
"""

import concurrent.futures
import os
import pathlib
import subprocess
import sys

import build_flags
import tap

ROOT = pathlib.Path(__file__).resolve().parent.parent


def compile_alone(header, flags):
    """What the compiler says about `header`; empty if it is content."""
    compiler, words = build_flags.nearest(flags, str(header))
    name = header.relative_to(ROOT / "checker")
    unit = f'#include "{name}"\n#include "{name}"\ntypedef int is_not_empty;\n'
    run = subprocess.run(
        [compiler, *words, "-I", str(ROOT / "checker"), "-Werror", "-fsyntax-only", "-x", "c", "-"],
        input=unit, capture_output=True, text=True, check=False)
    return [run.stderr] if run.returncode else []


def main():
    flags = build_flags.by_path(sys.argv[1])
    headers = sorted((ROOT / "checker").rglob("*.h"))
    claims = tap.Tap()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for header, problems in zip(headers, pool.map(lambda h: compile_alone(h, flags), headers)):
            claims.result(str(header.relative_to(ROOT)), problems)
    return claims.finish()


if __name__ == "__main__":
    sys.exit(main())
