#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs clang-format, clang-tidy or the analyzer over the C of this repository, in parallel.

    lint.py format BUILD    all C files: layout as .clang-format says
    lint.py tidy BUILD      checker/ only: the checks of .clang-tidy but the analyzer
    lint.py analyze BUILD   checker/ only: the analyzer, which takes its time
"""

import concurrent.futures
import os
import pathlib
import subprocess
import sys

import build_flags
import tap

ROOT = pathlib.Path(__file__).resolve().parent.parent


def c_files(*patterns):
    """C files below the folders that hold code; test inputs are not ours to format."""
    found = []
    for folder in ("checker", "tests/unit", "tests/fuzz"):
        for pattern in patterns:
            found += (ROOT / folder).rglob(pattern)
    return sorted(f for f in found if "corpus" not in f.parts)


def run(command):
    result = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    return [result.stdout + result.stderr] if result.returncode else []


def format_file(path, _flags):
    return run(["clang-format-19", "--dry-run", "-Werror", str(path)])


def tidy_file(path, flags, checks="-clang-analyzer-*"):
    _, words = build_flags.nearest(flags, str(path))
    words = [w for w in words if not w.startswith("-W")]
    return run(["clang-tidy-19", "--quiet", "--warnings-as-errors=*", "--checks", checks, str(path), "--",
                "-std=gnu17", "-x", "c", "-D_GNU_SOURCE", *words])


def analyze_file(path, flags):
    return tidy_file(path, flags, "-bugprone-*,-cert-*,-concurrency-*,-misc-*,-readability-*")


def main():
    mode, build = sys.argv[1:3]
    flags = build_flags.by_path(build)
    if mode == "format":
        check, files = format_file, c_files("*.c", "*.h", "*.def")
    else:
        check = tidy_file if mode == "tidy" else analyze_file
        files = sorted((ROOT / "checker").rglob("*.c"))
    claims = tap.Tap()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, problems in zip(files, pool.map(lambda f: check(f, flags), files)):
            claims.result(f"{mode} {path.relative_to(ROOT)}", problems)
    return claims.finish()


if __name__ == "__main__":
    sys.exit(main())
