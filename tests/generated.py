#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What the program itself writes into the tree: generated.py LINTEL [--update].

Each file must be what the program writes today; --update writes them anew.  What
the README shows of the worked example must be so as well.
"""

import pathlib
import re
import subprocess
import sys

import tap

ROOT = pathlib.Path(__file__).resolve().parent.parent

GENERATED = {
    "docs/reference.md": ["schema", "--reference"],
    "rules/schema/lintel.schema.json": ["schema"],
}


EXAMPLE = ROOT / "tests" / "cases" / "example"


def written(lintel, arguments, folder=ROOT):
    return subprocess.run([lintel, *arguments], cwd=folder, check=True, capture_output=True).stdout


def differs(lintel, path, arguments):
    wanted = written(lintel, arguments)
    if not path.exists() or path.read_bytes() != wanted:
        name = path.relative_to(ROOT)
        yield f"{name}: run tests/generated.py {lintel} --update"


def readme_blocks(language):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [body for name, body in blocks if name == language]


def readme_output():
    """The README shows findings of the example's transcript, and rules that made them."""
    transcript = (EXAMPLE / "expected.txt").read_text(encoding="utf-8")
    rules = (EXAMPLE / "lintel.yaml").read_text(encoding="utf-8")
    shown = [b for b in readme_blocks("") if "\nFAILED: " in b]
    if len(shown) != 1:
        yield "README.md: one block must show what lintel check says"
    for paragraph in "".join(shown).strip().split("\n\n"):
        if paragraph not in transcript:
            yield f"README.md: not in the example's transcript: {paragraph}"
    for paragraph in "".join(readme_blocks("yaml")).replace("rules:\n", "").strip("\n").split("\n\n"):
        if paragraph not in rules:
            yield f"README.md: not in the example's rules: {paragraph}"


def readme_graph(lintel):
    graph = written(lintel, ["graph", "--format", "mermaid", "--no-store"], EXAMPLE).decode()
    if readme_blocks("mermaid") != [graph]:
        yield "README.md: the graph must be what `lintel graph --format mermaid` says:"
        yield graph


def main():
    lintel = str(pathlib.Path(sys.argv[1]).resolve())
    if "--update" in sys.argv[2:]:
        for name, arguments in GENERATED.items():
            (ROOT / name).write_bytes(written(lintel, arguments))
        return 0
    claims = tap.Tap()
    for name, arguments in GENERATED.items():
        claims.result(f"{name} is what the program writes",
                      differs(lintel, ROOT / name, arguments))
    claims.result("README.md shows the example's rules and output", readme_output())
    claims.result("README.md shows the example's graph", readme_graph(lintel))
    return claims.finish()


if __name__ == "__main__":
    sys.exit(main())
