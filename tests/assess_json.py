#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What `lintel assess --format json` writes, as those read it who go by its schema.

`assess_json.py LINTEL` assesses copies of the cases in cases/pillars/ and checks
each answer against rules/schema/assessment.schema.json, which must name every
key.  Prints TAP.
"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import jsonschema

import reports
import tap

ROOT = pathlib.Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases" / "pillars"
# The case, and what is asked of it one after the other.
ASKED = {
    "assess": [[]],
    "results": [["--record", "--as-of", "2026-11-01"], ["--compare", "last"]],
    "lens": [[]],
}


def answers(lintel, case):
    """The JSON of each question to a copy of the case."""
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "copy"
        shutil.copytree(CASES / case, copy)
        for words in ASKED[case]:
            words = words if "--as-of" in words else [*words, "--as-of", "2026-11-21"]
            run = subprocess.run([lintel, "assess", "--no-store", "--format", "json", *words],
                                 cwd=copy, check=True, capture_output=True)
            yield json.loads(run.stdout)


def mistakes(lintel, case, schema):
    validator = jsonschema.Draft202012Validator(schema)
    for answer in answers(lintel, case):
        for error in validator.iter_errors(answer):
            yield f"{case}: {list(error.path)}: {error.message}"
        for pillar in answer["pillars"]:
            if pillar["assessed"] and not pillar["lower"] <= pillar["upper"]:
                yield f"{case}: {pillar['id']} is from {pillar['lower']} to {pillar['upper']}"


def main():
    lintel = pathlib.Path(sys.argv[1]).resolve()
    claims = tap.Tap()
    path = ROOT / "rules" / "schema" / "assessment.schema.json"
    text = path.read_bytes()
    schema = json.loads(text)
    jsonschema.Draft202012Validator.check_schema(schema)
    printed = subprocess.run([lintel, "schema", "--assessment"], check=True, capture_output=True)
    claims.result("lintel schema --assessment prints the published one",
                  [] if printed.stdout == text else ["it differs"])
    for case in ASKED:
        claims.result(f"{case} is as the schema says",
                      list(mistakes(lintel, case, reports.closed(schema))))
    return claims.finish()


if __name__ == "__main__":
    sys.exit(main())
