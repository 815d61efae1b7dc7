# SPDX-License-Identifier: MIT
"""What docs/registers.md says of the kinds that are shipped, from the kinds themselves."""

import pathlib
import re

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "registers.md"
KINDS = ROOT / "rules" / "registers"
CASES = ROOT / "tests" / "cases" / "registers"
COMPLETE = CASES / "kinds-complete" / "governance"

BEGIN = "<!-- kinds: written by tests/generated.py from rules/registers -->\n"
END = "<!-- end of kinds -->"

TOPICS = {
    "What is wanted": ["scenario", "service-level", "driver", "constraint"],
    "Services and what they promise": [
        "contract", "call-policy", "failure-mode", "readiness", "deployment",
        "configuration-item"],
    "Data and trust": ["data-item", "threat"],
    "Who decides, and what went wrong": ["role", "approval", "risk", "incident"],
    "What is owed and what is moved": ["runway", "debt", "option", "migration"],
    "The roadmap": ["milestone", "fragment"],
}

# Above so many lines an example shows its first record only.
EXAMPLE_LINES = 45


def kind_read(name):
    text = (KINDS / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)


def unlisted():
    """Every shipped kind stands under one topic."""
    named = sorted(name for names in TOPICS.values() for name in names)
    return sorted(set(p.stem for p in KINDS.glob("*.yaml")) ^ set(named))


def cell(text):
    return text.replace("|", "\\|")


def type_of(field):
    kinds = {"one-of": "words", "record": "of"}
    words = field.get(kinds.get(field["type"], ""), [])
    text = " · ".join(f"`{word}`" for word in words) or field["type"]
    if "unit" in field:
        text = f"{text} ({'any unit' if field['unit'] == 'any' else field['unit']})"
    if "judged" in field:
        when = f" when `{field['judged_when']}`" if "judged_when" in field else ""
        text = f"{text} ({field['judged']}{when})"
    return ("several: " if "list" in field else "") + text


def needed(field):
    if "required" in field:
        return "yes"
    return f"when `{field['required_when']}`" if "required_when" in field else ""


def field_rows(fields, group=""):
    for name, field in fields.items():
        yield (f"| `{group}{name}` | {cell(field.get('help', ''))} | {cell(type_of(field))} "
               f"| {cell(needed(field))} | {cell(field.get('why', ''))} |")
        yield from field_rows(field.get("fields", {}), f"{group}{name}.")


def derived_rows(kind):
    for name, derived in kind.get("derived", {}).items():
        how = next(f"{word} `{derived[word]}`" for word in
                   ("of", "longest", "total", "least", "most") if word in derived)
        along = f" along `{derived['along']}`" if "along" in derived else ""
        yield f"| `{name}` | {cell(derived['help'])} | {how}{along} ({derived['unit']}) |"


def rule_rows(kind):
    for rule in kind.get("rules", []):
        when = f"when `{rule['when']}`: " if "when" in rule else ""
        yield f"| `{rule['id']}` | {when}`{rule['holds']}` | {cell(rule['why'])} |"


def example(name):
    text = (COMPLETE / f"{name}.yaml").read_text(encoding="utf-8")
    if text.count("\n") > EXAMPLE_LINES:
        records = re.split(r"^(?=  - id: )", text, flags=re.MULTILINE)
        text = records[0] + records[1]
    return text


def section(name):
    kind = kind_read(name)
    yield f"#### {name}"
    yield ""
    yield f"**{kind['title']}.** {kind['purpose']}"
    yield ""
    yield "| field | what it says | type | required | because |"
    yield "|---|---|---|---|---|"
    yield from field_rows(kind["fields"])
    for title, rows in (("computed | what it is | how", derived_rows(kind)),
                        ("rule | what must hold | because", rule_rows(kind))):
        found = list(rows)
        if found:
            yield from ("", f"| {title} |", "|---|---|---|", *found)
    if "expires" in kind:
        expires = kind["expires"]
        yield ""
        yield (f"It expires with `{expires['field']}`, because then {expires['why']}: a warning "
               f"{expires['warn']} before, {expires['grace']} of grace after.")
    for names in kind.get("unique", []):
        yield ""
        yield "No two have the same " + ", ".join(f"`{n}`" for n in names) + "."
    yield from ("", "```yaml", example(name) + "```", "")


def untrue(shown):
    """What the page shows of commands is what its cases say."""
    transcripts = [(CASES / case / "expected.txt").read_text(encoding="utf-8")
                   for case in ("latency-budget", "own-kind")]
    for block in shown:
        if block.startswith("$ lintel") and not any(block in text for text in transcripts):
            yield f"docs/registers.md: not what lintel says: {block}"


def section_all():
    yield ""
    for topic, names in TOPICS.items():
        yield from (f"### {topic}", "")
        for name in names:
            yield from section(name)


def page():
    """The page with its sections about kinds written anew."""
    text = PAGE.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN, 1)
    _, tail = rest.split(END, 1)
    return head + BEGIN + "\n".join(section_all()) + END + tail
