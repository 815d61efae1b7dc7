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

import kinds
import tap

ROOT = pathlib.Path(__file__).resolve().parent.parent

GENERATED = {
    "docs/reference.md": ["schema", "--reference"],
    "rules/schema/kind.schema.json": ["schema", "--kind"],
    "rules/schema/lintel.schema.json": ["schema"],
    "rules/schema/records.schema.json": ["schema", "--records"],
}


EXAMPLE = ROOT / "tests" / "cases" / "example"
CONDITIONS = ROOT / "docs" / "conditions.md"
CONDITION_CASES = ROOT / "tests" / "cases" / "conditions"
FACTS = ROOT / "checker" / "conditions" / "facts.def"


def written(lintel, arguments, folder=ROOT):
    return subprocess.run([lintel, *arguments], cwd=folder, check=True, capture_output=True).stdout


def differs(lintel, path, arguments):
    wanted = written(lintel, arguments)
    if not path.exists() or path.read_bytes() != wanted:
        name = path.relative_to(ROOT)
        yield f"{name}: run tests/generated.py {lintel} --update"


def blocks(path, language):
    text = path.read_text(encoding="utf-8")
    found = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [body for name, body in found if name == language]


def readme_blocks(language):
    return blocks(ROOT / "README.md", language)


def readme_output():
    """The README shows findings of the example's transcript, and rules that made them."""
    transcript = (EXAMPLE / "expected.txt").read_text(encoding="utf-8")
    rules = (EXAMPLE / "lintel.yaml").read_text(encoding="utf-8")
    shown = [b for b in readme_blocks("") if "\nFAILED: " in b and not b.startswith("$ ")]
    if len(shown) != 1:
        yield "README.md: one block must show what lintel check says"
    for paragraph in "".join(shown).strip().split("\n\n"):
        if paragraph not in transcript:
            yield f"README.md: not in the example's transcript: {paragraph}"
    for paragraph in "".join(readme_blocks("yaml")).replace("rules:\n", "").strip("\n").split("\n\n"):
        if paragraph not in rules:
            yield f"README.md: not in the example's rules: {paragraph}"


def readme_decisions():
    """The README shows a record's triggers, and what becomes of them in its case."""
    case = ROOT / "tests" / "cases" / "adr" / "few-consumers"
    record = (case / "adr" / "0007-event-backbone.md").read_text(encoding="utf-8")
    transcript = (case / "expected.txt").read_text(encoding="utf-8")
    shown = [b for b in readme_blocks("") if b.startswith("$ lintel adr")]
    for text, source in [(b, transcript) for b in shown] + \
            [(b, record) for b in readme_blocks("markdown")]:
        if text not in source:
            yield f"README.md: not in tests/cases/adr/few-consumers: {text}"
    if not shown:
        yield "README.md: one block must show what lintel adr says"


def readme_marketplace():
    """What the README shows of a governed repository is what lintel says of it."""
    transcript = (ROOT / "tests" / "cases" / "marketplace" / "expected.txt").read_text(encoding="utf-8")
    shown = [b for b in readme_blocks("") if re.match(r"\$ lintel (?!adr)", b)]
    if not shown:
        yield "README.md: one block must show what lintel says of tests/cases/marketplace"
    for paragraph in "\n\n".join(shown).strip().split("\n\n"):
        if paragraph.strip() not in transcript:
            yield f"README.md: not in tests/cases/marketplace: {paragraph}"


def readme_graph(lintel):
    graph = written(lintel, ["graph", "--format", "mermaid", "--no-store"], EXAMPLE).decode()
    if readme_blocks("mermaid") != [graph]:
        yield "README.md: the graph must be what `lintel graph --format mermaid` says:"
        yield graph


ARGUMENTS = {
    "ARGUMENT_SELECTOR": ", SELECTOR",
    "ARGUMENT_PATH": ", PATH",
    "ARGUMENT_PATH_AND_WINDOW": ", PATH, WINDOW",
    "ARGUMENT_FILTER": "SELECTOR, rule=ID, adr=ID",
    "ARGUMENT_SUBJECT": "NAME",
    "ARGUMENT_SERVICE": ", SERVICE",
    "ARGUMENT_RECORDS": "KIND, FIELD=VALUE",
    "ARGUMENT_RECORDS_AND_FIELD": "KIND, FIELD=VALUE",
}


def facts():
    """The rows of facts.def: family, name, argument, unit, help, example."""
    text = FACTS.read_text(encoding="utf-8")
    for row in re.findall(r"^FACT\((.*?)\)$", text, re.MULTILINE | re.DOTALL):
        plain, _, rest = row.partition('"')
        family, name, argument, _ = [word.strip() for word in plain.split(",", 3)]
        texts = re.findall(r'"((?:[^"\\]|\\.)*)"\s*(,|$)?', '"' + rest, re.MULTILINE)
        joined = "".join(body + ("\0" if comma else "") for body, comma in texts).split("\0")
        yield family, name, argument, *joined[:3]


def facts_table():
    families = set()
    yield "| fact | what it is | unit | for example |"
    yield "|---|---|---|---|"
    for family, name, argument, unit, text, example in facts():
        is_named = family in ("code", "git", "delivery")
        suffix = "" if is_named or family not in families else f".{name}"
        suffix += "(FIELD)" if argument == "ARGUMENT_RECORDS_AND_FIELD" else ""
        families.add(family)
        words = f"{family}({name if is_named else ''}{ARGUMENTS[argument]}){suffix}"
        yield f"| `{words}` | {text} | {unit} | `{example}` |"


def with_facts(text):
    begin, rest = text.split("facts.def -->\n", 1)
    _, end = rest.split("<!-- end of facts -->", 1)
    table = "\n".join(facts_table())
    return f"{begin}facts.def -->\n{table}\n<!-- end of facts -->{end}"


def conditions_facts(lintel):
    text = CONDITIONS.read_text(encoding="utf-8")
    if with_facts(text) != text:
        yield f"docs/conditions.md: run tests/generated.py {lintel} --update"


def conditions_examples():
    """The page's conditions are those of a case, and so are its errors."""
    shown = "".join(blocks(CONDITIONS, "condition"))
    if shown != (CONDITION_CASES / "documented" / "conditions.txt").read_text(encoding="utf-8"):
        yield "docs/conditions.md: tests/cases/conditions/documented must explain its conditions"
    transcript = (CONDITION_CASES / "wrong" / "expected.txt").read_text(encoding="utf-8")
    for block in blocks(CONDITIONS, ""):
        if ": error: " in block and block not in transcript:
            yield f"docs/conditions.md: not what lintel says: {block}"


def service_levels():
    """What the page shows of lintel was said in a case."""
    cases = (ROOT / "tests" / "cases" / "gates").glob("slo-*/expected.txt")
    transcripts = [path.read_text(encoding="utf-8") for path in cases]
    shown = [block for block in blocks(ROOT / "docs" / "service-levels.md", "")
             if block.startswith(("$ ", "error["))]
    for block in shown:
        if not any(block in transcript for transcript in transcripts):
            yield f"docs/service-levels.md: not in tests/cases/gates/slo-*: {block}"
    if len(shown) < 3:
        yield "docs/service-levels.md: three blocks must show what lintel says"


def registers_kinds(lintel):
    for name in kinds.unlisted():
        yield f"tests/kinds.py: the kind '{name}' stands under no topic, or is not there"
    if kinds.page() != kinds.PAGE.read_text(encoding="utf-8"):
        yield f"docs/registers.md: run tests/generated.py {lintel} --update"
    yield from kinds.untrue(blocks(kinds.PAGE, ""))


def main():
    lintel = str(pathlib.Path(sys.argv[1]).resolve())
    if "--update" in sys.argv[2:]:
        for name, arguments in GENERATED.items():
            (ROOT / name).write_bytes(written(lintel, arguments))
        CONDITIONS.write_text(with_facts(CONDITIONS.read_text(encoding="utf-8")), encoding="utf-8")
        kinds.PAGE.write_text(kinds.page(), encoding="utf-8")
        return 0
    claims = tap.Tap()
    for name, arguments in GENERATED.items():
        claims.result(f"{name} is what the program writes",
                      differs(lintel, ROOT / name, arguments))
    claims.result("README.md shows the example's rules and output", readme_output())
    claims.result("README.md shows a record's triggers and what became of them",
                  readme_decisions())
    claims.result("README.md shows what lintel says of a governed repository",
                  readme_marketplace())
    claims.result("README.md shows the example's graph", readme_graph(lintel))
    claims.result("docs/conditions.md has the facts of facts.def", conditions_facts(lintel))
    claims.result("docs/conditions.md shows conditions and errors of cases",
                  conditions_examples())
    claims.result("docs/service-levels.md shows what lintel says in its cases", service_levels())
    claims.result("docs/registers.md says of the kinds what they say", registers_kinds(lintel))
    return claims.finish()


if __name__ == "__main__":
    sys.exit(main())
