#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Records and trends as an editor reads them, which goes by their schemas.

`record_schemas.py LINTEL` checks the records of cases that are complete against
rules/schema/records.schema.json, and lines that lintel appends to a trend
against rules/schema/trend.schema.json; neither schema may take what is wrong.
Prints TAP.
"""

import copy
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import jsonschema
import yaml

import tap

ROOT = pathlib.Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"
COMPLETE = [*(CASES / "registers" / "kinds-complete" / "governance").rglob("*.yaml"),
            *(CASES / "marketplace" / "governance").glob("*.yaml")]


def records():
    """Files of records by name, every scalar as it was written."""
    for path in sorted(COMPLETE):
        content = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        if isinstance(content, dict) and "register" not in content:
            yield path.relative_to(ROOT).as_posix(), content


def refused(validator, content, mistake):
    wrong = copy.deepcopy(content)
    mistake(wrong)
    return [] if list(validator.iter_errors(wrong)) else ["taken, though it is wrong"]


def trend_lines(lintel):
    """What a run appends, in a copy of the case about the price of gates."""
    with tempfile.TemporaryDirectory() as folder:
        copied = pathlib.Path(folder) / "copy"
        shutil.copytree(CASES / "gates" / "price", copied)
        for words in ([], ["--gate", "release", "--release", "1.0"]):
            subprocess.run([lintel, "check", "--no-store", "--quiet", "--record", "--as-of", "2026-11-06", *words],
                           cwd=copied, check=False, capture_output=True)
        lines = (copied / "governance" / "trend.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in lines.splitlines()]


def main():
    lintel = str(pathlib.Path(sys.argv[1]).resolve())
    claims = tap.Tap()
    schema = json.loads((ROOT / "rules" / "schema" / "records.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    kinds = set()
    for name, content in records():
        kinds |= content.keys()
        # The marketplace has records that lack something, on purpose.
        errors = [e for e in validator.iter_errors(content)
                  if "marketplace" not in name or e.validator != "required"]
        claims.result(f"{name} is as the schema says", [f"{list(e.path)}: {e.message[:120]}" for e in errors])
    shipped = {path.stem for path in (ROOT / "rules" / "registers").glob("*.yaml")}
    claims.result("every kind that lintel brings was looked at", sorted(shipped - kinds))
    role = {"role": [{"id": "a", "responsibilities": ["b"], "held_by": "c", "respond_within": "1 d"}]}
    claims.result("a key that is misspelt is refused",
                  refused(validator, role, lambda r: r["role"][0].update(dputy="d")))
    claims.result("a word that is none of its field's is refused",
                  refused(validator, role, lambda r: r["role"][0].update(may_approve=["all"])))
    claims.result("a record without what it must have is refused",
                  refused(validator, role, lambda r: r["role"][0].pop("held_by")))
    trend = json.loads((ROOT / "rules" / "schema" / "trend.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(trend)
    judge = jsonschema.Draft202012Validator({**trend, "additionalProperties": False})
    lines = trend_lines(lintel)
    claims.result("each run appended a line as the schema says",
                  [e.message for line in lines for e in judge.iter_errors(line)]
                  if len(lines) == 2 else [f"{len(lines)} lines"])
    return claims.finish()


if __name__ == "__main__":
    sys.exit(main())
