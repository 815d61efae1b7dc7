# SPDX-License-Identifier: MIT
"""Just enough of C's surface to check house rules: comments, strings, items.

It relies on the layout that clang-format enforces, and on nothing deeper.
"""

import re

TOKEN = re.compile(
    r"""(?P<block>/\*.*?\*/)|(?P<line>//[^\n]*)
      |(?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')""",
    re.VERBOSE | re.DOTALL)


class CText:
    """One file: as written, and without what is not code."""

    def __init__(self, path, name):
        self.name = name
        self.raw = path.read_text(encoding="utf-8")
        self.lines = self.raw.splitlines()
        self.line_comments = []
        self.strings = []
        self.code = TOKEN.sub(self._blank, self.raw)
        self.items_text = "\n".join(self._without_directives())

    def _blank(self, match):
        text = match.group(0)
        line = self.raw.count("\n", 0, match.start()) + 1
        if match.lastgroup == "line":
            self.line_comments.append(line)
        if match.lastgroup == "text":
            self.strings.append((line, text))
            return text[0] + " " * (len(text) - 2) + text[-1]
        return re.sub(r"[^\n]", " ", text)

    def _without_directives(self):
        continued = False
        for line in self.code.split("\n"):
            directive = continued or line.lstrip().startswith("#")
            continued = directive and line.rstrip().endswith("\\")
            yield "" if directive else line

    def includes(self):
        """(line, '<' or '"', name) of each include directive."""
        for number, line in enumerate(self.lines, 1):
            match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
            if match:
                yield number, match.group(1), match.group(2)

    def grep(self, pattern):
        """Line numbers where `pattern` stands in code."""
        for match in re.finditer(pattern, self.items_text):
            yield self.items_text.count("\n", 0, match.start()) + 1

    def functions(self):
        """(line of '{', lines in the body, comment and signature above)."""
        begin = None
        for number, line in enumerate(self.lines, 1):
            if line == "{":
                begin = number
            elif line == "}" and begin:
                yield begin, number - begin - 1, self._above(begin)
                begin = None

    def _above(self, line):
        top = line - 1
        while top > 0 and self.lines[top - 1].strip() and self.lines[top - 1] != "}":
            top -= 1
        return "\n".join(self.lines[top:line])

    def items(self):
        """(line, text) of each item at file scope; bodies are reduced to '{}'."""
        text, start, depth, line = [], 1, 0, 1
        for char in self.items_text:
            if char == "\n":
                line += 1
            if char == "}":
                depth -= 1
            if depth == 0:
                if not "".join(text).strip():
                    text, start = [], line
                text.append(char)
            if char == "{":
                depth += 1
            item = " ".join("".join(text).split())
            is_body = char == "}" and depth == 0 and re.search(r"\) ?\{\}$", item)
            if depth == 0 and ((char == ";" and item) or (is_body and "=" not in item)):
                yield start, item
                text = []

    def static_locals(self):
        """(line, text) of each `static` variable inside a function."""
        for match in re.finditer(r"^[\t ]+static\b[^;={]*", self.items_text, re.MULTILINE):
            line = self.items_text.count("\n", 0, match.start()) + 1
            yield line, " ".join(match.group(0).split())


def is_mutable(item):
    """Whether an item at file scope defines something that can change."""
    item = re.sub(r"__attribute__ ?\(\(.*?\)\) ?", "", item).rstrip("; ")
    if re.match(r"(typedef|_Static_assert|static_assert)\b", item):
        return False
    if re.fullmatch(r"(struct|union|enum)( \w+)?( ?\{\})?", item):
        return False
    head = item.split("=")[0]
    is_pointer_to_function = re.match(r"[\w\s*]+\(\s*\*", head)
    if "(" in head and not is_pointer_to_function:
        return False
    if re.search(r"\bvolatile sig_atomic_t\b", head):
        return False
    if "*" in head:
        return not re.match(r"\s*const\b", head[head.rindex("*") + 1:])
    return not re.search(r"\bconst(expr)?\b", head)
