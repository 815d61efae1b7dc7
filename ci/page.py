#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Puts a page together that needs no file besides itself.

    page.py OUT.html PAGE.html STYLE.css SCRIPT.js...

replaces @STYLE@ and @SCRIPT@ in PAGE.html by the files, and @STYLE-HASH@ and
@SCRIPT-HASH@ by what a content security policy calls them.  @DATA@ stays: the
program puts it in.
"""

import base64
import hashlib
import pathlib
import sys


def source(text):
    """The name of an inline element in a content security policy."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def main():
    out, page, style, *scripts = sys.argv[1:]
    style = pathlib.Path(style).read_text(encoding="utf-8")
    script = "".join(pathlib.Path(name).read_text(encoding="utf-8") for name in scripts)
    for text, end in (style, "</style"), (script, "</script"):
        if end in text.lower() or "<!--" in text:
            sys.exit(f"page.py: error: '{end}' or '<!--' would end the element it stands in")
    text = pathlib.Path(page).read_text(encoding="utf-8")
    for mark, value in (("@STYLE-HASH@", source(style)), ("@SCRIPT-HASH@", source(script)),
                        ("@STYLE@", style), ("@SCRIPT@", script)):
        if text.count(mark) != 1:
            sys.exit(f"page.py: error: {page} must have {mark} once")
        text = text.replace(mark, value)
    pathlib.Path(out).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
