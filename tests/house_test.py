#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Shows that each claim of house.py can fail: a tree that breaks it, and one that does not."""

import pathlib
import sys
import tempfile

import house
import tap

SPDX = "/* SPDX-License-Identifier: MIT */\n"
BODY = "\tcount++;\n"

# claim, file, content, is it fine
ROWS = [
    (house.top_level, "src/a.c", SPDX, False),
    (house.top_level, "checker/base/a.c", SPDX, True),
    (house.file_names, "checker/base/str_util.c", SPDX, False),
    (house.file_names, "docs/common.md", "", False),
    (house.file_names, "checker/base/utility.c", SPDX, True),
    (house.file_length, "checker/base/a.c", "\n" * 601, False),
    (house.file_length, "checker/base/a.c", "\n" * 600, True),
    (house.function_length, "checker/base/a.c", "int f(void)\n{\n" + BODY * 61 + "}\n", False),
    (house.function_length, "checker/base/a.c", "int f(void)\n{\n" + BODY * 60 + "}\n", True),
    (house.function_length, "checker/base/a.c",
     "/* waiver: a table. */\nint f(void)\n{\n" + BODY * 61 + "}\n", True),
    (house.function_length, "checker/base/a.c",
     "/* waiver: a table. */\nint g(void)\n{\n}\n\nint f(void)\n{\n" + BODY * 61 + "}\n", False),
    (house.room_builds, "checker/base/meson.build", "\n" * 31, False),
    (house.room_builds, "checker/base/meson.build", "\n" * 30, True),
    (house.comments, "checker/base/a.c", "int a; // b\n", False),
    (house.comments, "checker/base/a.c", 'int a; /* // */\nchar *b = "//";\n', True),
    (house.licence_lines, "checker/base/a.c", "int a;\n", False),
    (house.licence_lines, "ci/go", "#!/bin/sh\n", False),
    (house.licence_lines, "ci/go", "#!/bin/sh\n# SPDX-License-Identifier: MIT\n", True),
    (house.guards, "checker/base/a.h", SPDX + "#ifndef A_H\n#define A_H\n#endif\n", False),
    (house.guards, "checker/sources/c/a.h",
     SPDX + "#ifndef LINTEL_SOURCES_C_A_H\n#define LINTEL_SOURCES_C_A_H\n#endif\n", True),
    (house.qualified_includes, "checker/base/a.c", '#include "a.h"\n', False),
    (house.qualified_includes, "checker/base/a.c", '#include "base/b.h"\n', True),
    (house.foreign_headers, "checker/rules/a.c", "#include <clang-c/Index.h>\n", False),
    (house.foreign_headers, "checker/rules/a.c", "#include <glib.h>\n", False),
    (house.foreign_headers, "checker/sources/c/a.c", "#include <clang-c/Index.h>\n", True),
    (house.foreign_headers, "checker/rules/a.c", "#include <sys/stat.h>\n", True),
    (house.printing, "checker/rules/a.c", "void f(void)\n{\n\tprintf(a);\n}\n", False),
    (house.printing, "checker/rules/a.c", "void f(void)\n{\n\tfputs(a, stderr);\n}\n", False),
    (house.printing, "checker/rules/a.c", "void f(void)\n{\n\texit(1);\n}\n", False),
    (house.printing, "checker/cli/a.c", "void f(void)\n{\n\tprintf(a);\n\texit(1);\n}\n", True),
    (house.printing, "checker/rules/a.c", 'char *f = "exit(1)";\n', True),
    (house.json_escapes, "checker/rules/a.c", 'char *f = "\\\\u%04x";\n', False),
    (house.json_escapes, "checker/formats/json_writer.c", 'char *f = "\\\\u%04x";\n', True),
]
ROWS += [(house.mutable_state, "checker/base/a.c", text, False) for text in (
    "static int count;\n", "int count = 3;\n", "extern int count;\n",
    'static const char *name = "x";\n', "static void (*hook)(int);\n",
    "static struct { int a; } state;\n", "static _Thread_local int last;\n",
    "int f(void)\n{\n\tstatic int calls;\n}\n",
)]
ROWS += [(house.mutable_state, "checker/base/a.c", text, True) for text in (
    "static const int count = 3;\n", 'static const char *const names[] = { "a", "b" };\n',
    "static void f(int (*hook)(int));\n", "struct point {\n\tint x;\n};\n", "enum { A, B };\n",
    "typedef int (*fn)(void);\n", "static const struct { int a; } rows[] = { { 1 } };\n",
    "static volatile sig_atomic_t stopped;\n", '_Static_assert(sizeof(int) == 4, "x;");\n',
    "int f(void)\n{\n\tstatic const int limit = 3;\n\tint count;\n}\n",
)]


def problems_of(claim, name, content):
    """What `claim` says of a tree with this one file."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, name)
        path.parent.mkdir(parents=True)
        path.write_text(content, encoding="utf-8")
        return list(claim(house.Tree(folder)))


def main():
    claims = tap.Tap()
    for number, (claim, name, content, is_fine) in enumerate(ROWS, 1):
        problems = problems_of(claim, name, content)
        verdict = "holds" if is_fine else "breaks"
        claims.result(f"{claim.__name__}: row {number} {verdict}",
                      [f"{content!r}: {problems}"] if is_fine != (not problems) else [])
    tested = {row[0] for row in ROWS if not row[3]}
    claims.result("each claim has a tree that breaks it",
                  [c.__name__ for c in house.CLAIMS if c not in tested])
    return claims.finish()


if __name__ == "__main__":
    sys.exit(main())
