#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The house rules that no other tool checks, over the whole tree.

Each function below is one claim; its doc string is the claim's name, and it
yields "path:line: what is wrong".  `house.py ROOT` prints them as TAP.
"""

import os
import pathlib
import re
import sys

import c_text
import tap

TOP = set("""
    .ci .clang-format .clang-tidy .editorconfig .git .gitattributes .gitignore
    CHANGELOG.md LICENSE README.md adr checker ci docs lintel.baseline lintel.yaml meson.build
    meson_options.txt reports rules tests
""".split())

# What tests read is not ours to judge.
INPUTS = {"tests/cases", "tests/fuzz/corpus"}

# Foreign headers, and the one room that may know each.
FOREIGN = {
    "xxhash.h": "base",
    "yaml.h": "formats",
    "tree_sitter/": "sources/text",
    "clang-c/": "sources/c",
    "git2.h": "sources/git",
    "git2/": "sources/git",
    "cmark": "sources/decisions",
    "sqlite3.h": "sources/store",
    "curl/": "sources/store",
}

SYSTEM = re.compile(r"""
    (sys|linux|netinet|arpa|sanitizer)/.*
    |(assert|ctype|dirent|dlfcn|errno|fcntl|fnmatch|float|inttypes|langinfo|libgen|limits|locale
     |malloc|math|poll|pthread|pwd|sched|semaphore|setjmp|signal|spawn|stdalign|stdarg|stdatomic
     |stdbool|stddef|stdint|stdio|stdlib|stdnoreturn|string|strings|termios|threads|time|unistd
     |wchar|wctype)\.h""", re.VERBOSE)

FORBIDDEN_WORDS = {"util", "utils", "helper", "helpers", "misc", "common"}

# Who may print besides cli/: the last words of a dying program, and the log.
PRINTERS = {"checker/base/arena.c", "checker/base/log.c"}
PRINTS = (r"\b(?:printf|vprintf|puts|putchar|perror)\s*\("
          r"|\b(?:fprintf|vfprintf|fputs|fputc|putc|fwrite)\s*\([^;]*\bstd(?:out|err)\b")
# A forked worker must leave without running the handlers of its parent.
FORKERS = ("checker/sources/c/", "checker/engine/sweeper.c")
EXITS = r"\b(?:exit|_exit|quick_exit|_Exit)\s*\("

JSON_WRITER = "checker/formats/json_write"


class Tree:
    """All that is ours in the repository: what git would track."""

    def __init__(self, root):
        self.root = pathlib.Path(root).resolve()
        self.paths = sorted(self._walk())
        self.c = [c_text.CText(self.root / p, p) for p in self.paths
                  if p.endswith((".c", ".h")) and p.startswith(("checker/", "tests/unit/",
                                                                "tests/fuzz/"))]
        self.checker = [f for f in self.c if f.name.startswith("checker/")]

    def _walk(self):
        skipped = re.compile(r"^(build.*|\.git|node_modules|__pycache__)$")
        for folder, names, files in os.walk(self.root):
            below = os.path.relpath(folder, self.root)
            names[:] = [n for n in names if not skipped.match(n)
                        and os.path.normpath(os.path.join(below, n)) not in INPUTS]
            for name in files:
                yield os.path.normpath(os.path.join(below, name))


def room_of(name):
    """checker/sources/c/unit.c is in room sources/c, checker/base/str.h in base."""
    parts = name.split("/")[1:-1]
    return "/".join(parts[:2] if parts[:1] == ["sources"] else parts[:1])


def top_level(tree):
    """the top level holds only what the map of the house names"""
    for name in sorted(os.listdir(tree.root)):
        if name not in TOP and not re.match(r"build|.*\.swp$", name):
            yield f"{name}: not in the map of the house"


def file_names(tree):
    """no file is called util, helper, misc or common"""
    for name in tree.paths:
        words = set(re.split(r"[_.\-/]", name.lower()))
        for word in sorted(words & FORBIDDEN_WORDS):
            yield f"{name}: name it after what it holds, not '{word}'"


def file_length(tree):
    """no file of C has more than 600 lines"""
    for file in tree.c:
        if len(file.lines) > 600:
            yield f"{file.name}:601: {len(file.lines)} lines"


def function_length(tree):
    """no function has more than 60 lines without a waiver"""
    for file in tree.c:
        for line, length, above in file.functions():
            if length > 60 and "waiver:" not in above:
                yield f"{file.name}:{line}: {length} lines; split it, or say why after 'waiver:'"


def room_builds(tree):
    """no meson.build of a room has more than 30 lines"""
    for name in tree.paths:
        if name.startswith("checker/") and name.endswith("meson.build"):
            count = len((tree.root / name).read_text(encoding="utf-8").splitlines())
            if count > 30:
                yield f"{name}:31: {count} lines"


def comments(tree):
    """comments are /* … */"""
    for file in tree.c:
        for line in file.line_comments:
            yield f"{file.name}:{line}: '//' is for work in progress"


def licence_lines(tree):
    """each source file begins with its licence"""
    for file in tree.c:
        if file.lines[:1] != ["/* SPDX-License-Identifier: MIT */"]:
            yield f"{file.name}:1: must be '/* SPDX-License-Identifier: MIT */'"
    for name in tree.paths:
        is_script = name.endswith(".py") or (name.startswith("ci/") and "." not in name)
        if is_script:
            lines = (tree.root / name).read_text(encoding="utf-8").splitlines()
            if not any("SPDX-License-Identifier: MIT" in line for line in lines[:2]):
                yield f"{name}:1: no SPDX line among the first two"


def guards(tree):
    """each header has the guard of its path"""
    for file in tree.c:
        if not file.name.endswith(".h"):
            continue
        below = file.name.split("/", 1)[1]
        guard = "LINTEL_" + re.sub(r"[^A-Z0-9]", "_", below.upper())
        wanted = [f"#ifndef {guard}", f"#define {guard}"]
        directives = [line for line in file.lines if line.startswith("#")]
        if directives[:2] != wanted or file.lines[-1:] != ["#endif"]:
            yield f"{file.name}:1: the guard must be {guard}, with a bare #endif last"


def qualified_includes(tree):
    """includes name the room, and a source includes its own header first"""
    for file in tree.c:
        includes = list(file.includes())
        for line, mark, name in includes:
            if mark == '"' and "/" not in name:
                yield f"{file.name}:{line}: '{name}' must say its room"
        own = file.name.split("/", 1)[1][:-2] + ".h"
        if file.name.endswith(".c") and (tree.root / "checker" / own).exists():
            if not includes or includes[0][2] != own:
                yield f"{file.name}:1: must include \"{own}\" first"


def foreign_headers(tree):
    """each foreign library is known in one room"""
    for file in tree.checker:
        room = room_of(file.name)
        for line, mark, name in file.includes():
            if mark != "<":
                continue
            owner = next((r for prefix, r in FOREIGN.items() if name.startswith(prefix)), None)
            if owner and owner != room:
                yield f"{file.name}:{line}: <{name}> is for {owner}/ alone"
            if not owner and not SYSTEM.fullmatch(name):
                yield f"{file.name}:{line}: <{name}> is in no table of tests/house.py"


def mutable_state(tree):
    """nothing at file scope can change"""
    for file in tree.checker:
        for line, item in file.items():
            if c_text.is_mutable(item):
                yield f"{file.name}:{line}: can change: {item[:60]}"
        for line, item in file.static_locals():
            if c_text.is_mutable(item):
                yield f"{file.name}:{line}: can change: {item[:60]}"


def printing(tree):
    """only cli/ prints or exits"""
    for file in tree.checker:
        if file.name.startswith("checker/cli/"):
            continue
        if file.name not in PRINTERS:
            for line in file.grep(PRINTS):
                yield f"{file.name}:{line}: prints"
        for line in file.grep(EXITS):
            if not file.name.startswith(FORKERS):
                yield f"{file.name}:{line}: exits"


def json_escapes(tree):
    """one file knows how JSON is escaped"""
    for file in tree.checker:
        if not file.name.startswith(JSON_WRITER):
            for line, text in file.strings:
                if re.search(r"\\\\u(00|%)", text):
                    yield f"{file.name}:{line}: writes JSON escapes; use the JSON writer"


CLAIMS = [top_level, file_names, file_length, function_length, room_builds, comments,
          licence_lines, guards, qualified_includes, foreign_headers, mutable_state, printing,
          json_escapes]


def main():
    tree = Tree(sys.argv[1])
    claims = tap.Tap()
    for claim in CLAIMS:
        claims.result(claim.__doc__, claim(tree))
    return claims.finish()


if __name__ == "__main__":
    sys.exit(main())
