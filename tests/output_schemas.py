#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What commands write with --format json, against the schemas that they publish.

`output_schemas.py LINTEL` takes every JSON document that some case shows and
checks it against `lintel schema COMMAND`.  Each command that offers JSON has a
schema, some case shows what it writes, and its schema does not take a document
that lacks a key.  Prints TAP.
"""

import copy
import json
import pathlib
import re
import subprocess
import sys

import jsonschema

import tap

ROOT = pathlib.Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"
WORDS = re.compile(r"lintel ((?:adr|registers|telemetry) [a-z]+|[a-z-]+)")
JSON_FORMAT = re.compile(r"(?:-f|--format)[ =]?json\b")


def said(lintel, *words):
    return subprocess.run([lintel, *words], check=True, capture_output=True, text=True).stdout


def commands(lintel):
    """Commands whose help says that they write JSON."""
    overview = said(lintel, "help")
    for name in re.findall(r"^  ((?:[a-z-]+ )?[a-z-]+)  +\S", overview, re.MULTILINE):
        text = said(lintel, *name.split(), "--help")
        option = re.search(r"--format FORMAT.*?(?=\n  -|\n\n)", text, re.DOTALL)
        if option and re.search(r"\bjson\b", option[0]):
            yield name


def documents():
    """Command, case and content of every JSON document on its own in what a case expects."""
    for path in sorted(CASES.rglob("expected.txt")):
        text = path.read_text(encoding="utf-8", errors="surrogateescape")
        for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            line, _, output = part.partition("\n")
            words = WORDS.match(line)
            if not words or not JSON_FORMAT.search(line) or re.search(r"[|>;]", line):
                continue
            output = re.sub(r"\n?\[exit \d\]\n?$", "", output).strip()
            try:
                yield words[1], path.parent.relative_to(CASES).as_posix(), json.loads(output)
            except json.JSONDecodeError:
                # An error instead, or notes beside it: a case about something else.
                continue


def problems(validator, content):
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(content)]


def takes_less(validator, schema, content):
    """Required keys of the document without which it is taken all the same."""
    for key in schema["required"]:
        less = copy.deepcopy(content)
        del less[key]
        if not problems(validator, less):
            yield f"taken without '{key}'"


def main():
    lintel = str(pathlib.Path(sys.argv[1]).resolve())
    claims = tap.Tap()
    shown = {}
    for command, case, content in documents():
        shown.setdefault(command, []).append((case, content))
    offered = sorted(commands(lintel))
    claims.result("commands offer JSON", [] if len(offered) > 15 else [f"found {offered} alone"])
    for command in offered:
        known = subprocess.run([lintel, "schema", *command.split()], check=False, capture_output=True, text=True)
        claims.result(f"what {command} writes has a schema", known.stderr.splitlines())
        if known.returncode:
            continue
        schema = json.loads(known.stdout)
        validator = jsonschema.Draft202012Validator(schema)
        validator.check_schema(schema)
        samples = shown.get(command, [])
        claims.result(f"some case shows what {command} writes", [] if samples else ["none does"])
        for case, content in samples:
            claims.result(f"{case}: what {command} writes is what it says", problems(validator, content))
        if samples:
            claims.result(f"the schema of {command} asks for its keys",
                          takes_less(validator, schema, samples[0][1]))
    return claims.finish()


if __name__ == "__main__":
    sys.exit(main())
