#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes data files into a C array, so that the program needs none at run time.

    embed.py OUT.c ARRAY FILE...

makes `const struct embedded ARRAY[]` (base/embedded.h), in the order given.
"""

import pathlib
import sys


def literal(data):
    """C string literals, a line of the file each; bytes that need it are octal."""
    lines = data.split(b"\n")
    for i, line in enumerate(lines):
        end = b"\n" if i + 1 < len(lines) else b""
        text = "".join(chr(b) if 0x20 <= b < 0x7f and b not in b'"\\?' else f"\\{b:03o}"
                       for b in line + end)
        if text:
            yield f'\t\t"{text}"'


def main():
    out, array, *files = sys.argv[1:]
    lines = ["/* Made by ci/embed.py. */", '#include "base/embedded.h"', "",
             # ISO C promises 4095 characters; every compiler that we use takes more.
             '#pragma GCC diagnostic ignored "-Woverlength-strings"', "",
             f"extern const struct embedded {array}[];", f"const struct embedded {array}[] = {{"]
    for name in files:
        path = pathlib.Path(name)
        data = path.read_bytes()
        text = list(literal(data)) or ['\t\t""']
        lines += [f'\t{{ STR_INIT("{path.stem}"), {{', *text, f"\t\t, {len(data)} }} }},"]
    lines += ['\t{ STR_INIT(""), STR_INIT("") },', "};", ""]
    pathlib.Path(out).write_text("\n".join(lines), encoding="ascii")


if __name__ == "__main__":
    main()
