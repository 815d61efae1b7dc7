#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Reads reports as those who consume them do.

`reports.py ROOT SAMPLE` runs the program SAMPLE (tests/unit/reports/sample.c)
for runs made by hand, one of them with names as hostile as they can be, and
checks each report against its published schema or against what its readers
are known to demand.  Prints TAP.  With --update it writes the samples in
reports/ first.
"""

import copy
import json
import pathlib
import re
import subprocess
import sys
import urllib.parse
import xml.etree.ElementTree as ET

import jsonschema

import tap

RUNS = ("plain", "hostile", "empty", "many")
# Nothing of this may come through, in any report: controls and marks of direction.
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f]")
PIPELINE = re.compile(r"##\w*\[")


class Sample:
    def __init__(self, root, program):
        self.root = pathlib.Path(root)
        self.program = program

    def bytes(self, run, report, *flags):
        return subprocess.run([self.program, run, report, *flags], check=True,
                              stdout=subprocess.PIPE).stdout

    def text(self, run, report, *flags):
        return self.bytes(run, report, *flags).decode("utf-8")


SAMPLES = {
    "text": "sample.txt",
    "json": "sample.json",
    "sarif": "sample.sarif",
    "github": "sample.github.txt",
    "github-summary": "sample.summary.md",
    "junit": "sample.junit.xml",
}


def samples_write(sample):
    for report, name in SAMPLES.items():
        (sample.root / "reports" / name).write_bytes(sample.bytes("plain", report))


def samples_are_current(sample):
    """the samples in reports/ are what is written"""
    for report, name in SAMPLES.items():
        path = sample.root / "reports" / name
        if path.read_bytes() != sample.bytes("plain", report):
            yield f"{path.relative_to(sample.root)} differs: tests/reports.py --update, and look"


def closed(schema):
    """The schema with no room for keys that it does not name."""
    schema = copy.deepcopy(schema)

    def close(part):
        if isinstance(part, dict):
            if "properties" in part:
                part["additionalProperties"] = False
            for value in part.values():
                close(value)
        elif isinstance(part, list):
            for value in part:
                close(value)
    close(schema)
    return schema


def json_schema(sample):
    """the JSON report is as its schema says, and the schema names every key"""
    path = sample.root / "rules/schema/report.schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(closed(schema))
    for run in ("plain", "hostile", "empty"):
        report = json.loads(sample.text(run, "json"))
        for error in validator.iter_errors(report):
            yield f"{run}: {list(error.path)}: {error.message}"


def json_numbers(sample):
    """the numbers of the JSON report agree with its lists"""
    for run in RUNS:
        report = json.loads(sample.text(run, "json"))
        findings = report["findings"]
        counts = {state: sum(f["state"] == state for f in findings)
                  for state in ("new", "baselined", "excepted", "left")}
        for state, count in counts.items():
            listed = sum(rule[state] for rule in report["rules"])
            if listed != count:
                yield f"{run}: rules say {listed} {state}, there are {count}"
        verdict = report["verdict"]
        named = sum(verdict[key] for key in ("new_errors", "new_warnings", "infos", "notes"))
        if named != counts["new"] or verdict["baselined"] != counts["baselined"]:
            yield f"{run}: the verdict counts {verdict}"
        if (verdict["word"] == "fail") != bool(verdict["deciding"]):
            yield f"{run}: {verdict['word']} decided by {verdict['deciding']}"
        order = [(f["place"]["path"].encode(), f["place"]["line"], f["place"]["column"])
                 for f in findings]
        if order != sorted(order):
            yield f"{run}: findings are not sorted"


def json_is_data(sample):
    """the JSON report keeps names as they are, yet no pipeline sees a command"""
    text = sample.text("hostile", "json")
    name = json.loads(text)["findings"][0]["place"]["path"]
    if not name.startswith("::error::x\n##vso[y]##teamcity[z]]]><script>&\"'|`](h)@a\x1b[2J"):
        yield f"the path became {name!r}"
    if PIPELINE.search(text):
        yield f"a command is written: {PIPELINE.search(text)[0]}"


def sarif_place(place, what):
    physical = place.get("physicalLocation")
    if not physical:
        yield f"{what}: no physical location"
        return
    uri = physical.get("artifactLocation", {}).get("uri", "")
    parts = urllib.parse.urlsplit(uri)
    if not uri or parts.scheme or parts.netloc or uri.startswith("/"):
        yield f"{what}: '{uri}' is not relative to the root"
    if not re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri):
        yield f"{what}: '{uri}' is not encoded"
    region = physical.get("region", {})
    for key, value in region.items():
        if value < 1:
            yield f"{what}: {key} is {value}"
    if "startLine" not in region:
        yield f"{what}: no startLine"
    if "endColumn" in region and region["endColumn"] <= region["startColumn"]:
        yield f"{what}: the region is empty"


def sarif_rule(rule):
    for key in ("shortDescription", "fullDescription", "help"):
        text = rule.get(key, {}).get("text", "")
        if not text.strip() or (key != "help" and len(text) > 1024):
            yield f"{rule['id']}: {key} has {len(text)} characters"
    if not 0 < len(rule["id"]) <= 255 or not 0 < len(rule["name"]) <= 255:
        yield f"{rule['id']}: an id or a name has 1 to 255 characters"
    properties = rule["properties"]
    if len(properties["tags"]) > 10 or len(set(properties["tags"])) != len(properties["tags"]):
        yield f"{rule['id']}: tags {properties['tags']}"
    if properties["precision"] not in ("very-high", "high", "medium", "low"):
        yield f"{rule['id']}: precision {properties['precision']}"
    if properties["problem.severity"] not in ("error", "warning", "recommendation"):
        yield f"{rule['id']}: severity {properties['problem.severity']}"
    if "security-severity" in properties:
        yield f"{rule['id']}: an architecture finding is no security alert"
    if "helpUri" in rule and not urllib.parse.urlsplit(rule["helpUri"]).netloc:
        yield f"{rule['id']}: helpUri '{rule['helpUri']}'"
    if rule["defaultConfiguration"]["level"] not in ("none", "note", "warning", "error"):
        yield f"{rule['id']}: level"


def sarif_result(result, rules, index):
    what = f"result {index}"
    if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
        yield f"{what}: ruleIndex names another rule"
    if result["level"] not in ("note", "warning", "error"):
        yield f"{what}: level {result['level']}"
    if not result["message"]["text"].strip():
        yield f"{what}: no message"
    if re.search(r"\]\(", result["message"]["text"]):
        yield f"{what}: the message holds a link"
    if len(result["locations"]) != 1:
        yield f"{what}: {len(result['locations'])} locations"
    for place in result["locations"] + result.get("relatedLocations", []):
        yield from sarif_place(place, what)
    prints = result["partialFingerprints"]
    if not re.fullmatch(r"[0-9a-f]{16}:[1-9][0-9]*", prints["primaryLocationLineHash"]):
        yield f"{what}: primaryLocationLineHash {prints['primaryLocationLineHash']}"
    if not re.fullmatch(r"[0-9a-f]{32}", prints["lintel/v1"]):
        yield f"{what}: lintel/v1 {prints['lintel/v1']}"


def sarif_github(sample):
    """GitHub takes the SARIF report"""
    for run in RUNS:
        for flags in ((), ("mark",)):
            report = json.loads(sample.text(run, "sarif", *flags))
            if report["version"] != "2.1.0" or not report["$schema"].startswith("https://"):
                yield f"{run}: version or $schema"
            if len(report["runs"]) != 1:
                yield f"{run}: {len(report['runs'])} runs"
            only = report["runs"][0]
            if only["automationDetails"]["id"] != "lintel/architecture/":
                yield f"{run}: category {only['automationDetails']['id']}"
            rules = only["tool"]["driver"]["rules"]
            ids = [rule["id"] for rule in rules]
            if len(set(ids)) != len(ids):
                yield f"{run}: a rule is listed twice"
            for rule in rules:
                yield from sarif_rule(rule)
            results = only["results"]
            if len(results) > 25000:
                yield f"{run}: {len(results)} results"
            for index, result in enumerate(results):
                yield from sarif_result(result, rules, index)
            hashes = [r["partialFingerprints"]["primaryLocationLineHash"] for r in results]
            if len(set(hashes)) != len(hashes):
                yield f"{run}: two results have one fingerprint"


def sarif_rules_without_results(sample):
    """SARIF lists rules without results, so that mended findings close"""
    only = json.loads(sample.text("empty", "sarif"))["runs"][0]
    ids = {rule["id"] for rule in only["tool"]["driver"]["rules"]}
    if only["results"] or not {"layering", "lintel/unit", "lintel/baseline"} <= ids:
        yield f"{len(only['results'])} results, rules {sorted(ids)}"


def sarif_suppressed(sample):
    """SARIF leaves suppressed results out, or marks them"""
    out = json.loads(sample.text("plain", "sarif"))["runs"][0]["results"]
    marked = json.loads(sample.text("plain", "sarif", "mark"))["runs"][0]["results"]
    if len(out) != 3 or any("suppressions" in result for result in out):
        yield f"{len(out)} results without marks"
    kinds = sorted(result["suppressions"][0]["kind"] for result in marked
                   if result["suppressions"])
    if len(marked) != 5 or kinds != ["external", "external"]:
        yield f"{len(marked)} results with marks, suppressed {kinds}"


def sarif_limit(sample):
    """SARIF keeps the worst 25,000 results and says what it left out"""
    only = json.loads(sample.text("many", "sarif"))["runs"][0]
    levels = [result["level"] for result in only["results"]]
    if len(levels) != 25000 or levels.count("error") != 13001:
        yield f"{len(levels)} results, {levels.count('error')} errors"
    left_out = only["properties"]["lintel.resultsLeftOut"]
    notes = only["invocations"][0]["toolExecutionNotifications"]
    if left_out != 1003 or not any("1003 results" in n["message"]["text"] for n in notes):
        yield f"left out {left_out}: {notes}"


def sarif_is_harmless(sample):
    """SARIF shows nobody's terminal escapes, directions or commands"""
    text = sample.text("hostile", "sarif", "mark")
    strings = []

    def collect(part):
        if isinstance(part, str):
            strings.append(part)
        elif isinstance(part, (dict, list)):
            for value in part.values() if isinstance(part, dict) else part:
                collect(value)
    collect(json.loads(text))
    for string in strings:
        if HIDDEN.search(string):
            yield repr(string)
    if PIPELINE.search(text):
        yield f"a command is written: {PIPELINE.search(text)[0]}"


ANNOTATION = re.compile(r"::(error|warning|notice)(?: ((?:\w+=[^:,]*)(?:,\w+=[^:,]*)*))?::(.*)")


def github_split(text):
    """The annotations, and the text between the marks."""
    head, found, rest = text.partition("::stop-commands::")
    token, _, rest = rest.partition("\n")
    body, _, tail = rest.partition(f"::{token}::\n")
    assert found and re.fullmatch(r"[0-9a-f]{32}", token) and tail == ""
    return head.splitlines(), body


def github_annotations(sample):
    """GitHub annotations are sound, and at most ten of each level"""
    for run in RUNS:
        lines, body = github_split(sample.text(run, "github"))
        counts = {}
        for line in lines:
            match = ANNOTATION.fullmatch(line)
            if not match:
                yield f"{run}: {line[:200]}"
                continue
            counts[match[1]] = counts.get(match[1], 0) + 1
            if HIDDEN.search(line):
                yield f"{run}: hidden characters in {line[:200]!r}"
        if any(count > 10 for count in counts.values()):
            yield f"{run}: {counts}"
        if run == "many" and "::error title=lintel::12992 more" not in "\n".join(lines):
            yield f"{run}: does not say how many more there are: {lines[-1]}"
        if body != sample.text(run, "text"):
            yield f"{run}: the text differs from the text report"


def lines_obey_nothing(sample):
    """no line of any report is a command, unless it is ours"""
    for report in ("text", "github", "github-summary", "junit", "json", "sarif"):
        text = sample.text("hostile", report, "all")
        if report == "github":
            text = "\n".join(github_split(text)[1].splitlines())
        for line in re.split(r"[\n\r\x0b\x0c\x85\u2028\u2029]", text):
            if line.strip().startswith("::") or PIPELINE.search(line):
                yield f"{report}: {line[:120]!r}"
            if report not in ("json",) and HIDDEN.search(line.replace("\t", "")):
                yield f"{report}: hidden characters in {line[:120]!r}"


def summary_markup(sample):
    """the job summary holds no markup but its own"""
    text = sample.text("hostile", "github-summary")
    for tag in set(re.findall(r"<[^>]*>", text)):
        if tag not in ("<code>", "</code>", "<br>"):
            yield f"markup: {tag}"
    rows = [line for line in text.splitlines() if line.startswith("|")]
    if len(rows) != 6 or any(row.count("|") != 5 for row in rows):
        yield f"{len(rows)} rows: {[row.count('|') for row in rows]}"
    if re.search(r"[`\[\]@]|https?:", text):
        yield "a link, a mention or a code span"


def summary_size(sample):
    """the job summary stays below what GitHub takes, cut after a row"""
    for run in RUNS:
        size = len(sample.bytes(run, "github-summary"))
        if size > 900_000:
            yield f"{run}: {size} bytes"
    text = sample.text("many", "github-summary")
    if "more findings do not fit here" not in text or "| error |" not in text:
        yield "it does not say that it was cut"


JUNIT = {
    "testsuites": ([], []),
    "testsuite": (["package", "id", "name", "timestamp", "hostname", "tests", "failures",
                   "errors", "skipped", "time"], []),
    "properties": ([], []),
    "property": (["name", "value"], []),
    "testcase": (["classname", "name", "time"], ["file", "line"]),
    "failure": (["type", "message"], []),
    "error": (["type", "message"], []),
    "skipped": (["message"], []),
    "system-out": ([], []),
    "system-err": ([], []),
}


def junit_suite(suite, what):
    order = [child.tag for child in suite]
    wanted = ["properties"] + ["testcase"] * (len(order) - 3) + ["system-out", "system-err"]
    if order != wanted:
        yield f"{what}: children {sorted(set(order))}"
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", suite.get("timestamp")):
        yield f"{what}: timestamp {suite.get('timestamp')}"
    cases = suite.findall("testcase")
    counts = {"tests": len(cases)}
    for tag, key in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
        counts[key] = sum(case.find(tag) is not None for case in cases)
    for key, count in counts.items():
        if int(suite.get(key)) != count:
            yield f"{what}: {key} is {suite.get(key)}, there are {count}"
    names = [(case.get("classname"), case.get("name")) for case in cases]
    if len(set(names)) != len(names):
        yield f"{what}: two test cases have one name"
    for case in cases:
        if len(case) > 1:
            yield f"{what}: {case.get('name')} has {len(case)} outcomes"
        if not re.fullmatch(r"\d+\.\d{1,3}", case.get("time")):
            yield f"{what}: time {case.get('time')}"


def junit(sample, flags, allowed):
    for run in RUNS:
        root = ET.fromstring(sample.bytes(run, "junit", *flags))
        for element in root.iter():
            required, optional = JUNIT[element.tag]
            optional = [name for name in optional if allowed]
            names = list(element.keys())
            if not set(required) <= set(names) <= set(required) | set(optional):
                yield f"{run}: <{element.tag}> has {names}"
        if root.tag != "testsuites" or len(root) != 1:
            yield f"{run}: {root.tag} of {len(root)}"
        yield from junit_suite(root[0], run)


def junit_strict(sample):
    """JUnit keeps to what both schemas allow"""
    yield from junit(sample, (), False)
    yield from junit(sample, ("all",), False)


def junit_rich(sample):
    """rich JUnit adds file and line, nothing else"""
    yield from junit(sample, ("rich",), True)
    if b' file="src/net/conn.c" line="88"' not in sample.bytes("plain", "junit", "rich"):
        yield "no file and line"


def junit_outcomes(sample):
    """in JUnit only what decides the gate fails"""
    root = ET.fromstring(sample.bytes("plain", "junit"))
    failed = [case.get("name") for case in root.iter("testcase") if case.find("failure") is not None]
    if failed != ["call src/net/conn.c -> app_notify"]:
        yield f"failed: {failed}"
    skipped = {s.get("message").split(":")[0] for s in root.iter("skipped")}
    if skipped != {"warning", "note", "error"}:
        yield f"skipped: {skipped}"
    root = ET.fromstring(sample.bytes("hostile", "junit"))
    errors = [case.get("classname") for case in root.iter("testcase")
              if case.find("error") is not None]
    if errors != ["lintel.lintel/unit"]:
        yield f"could not be checked: {errors}"


CLAIMS = [json_schema, json_numbers, json_is_data, sarif_github, sarif_rules_without_results,
          sarif_suppressed, sarif_limit, sarif_is_harmless, github_annotations,
          lines_obey_nothing, summary_markup, summary_size, junit_strict, junit_rich,
          junit_outcomes, samples_are_current]


def main():
    sample = Sample(sys.argv[1], sys.argv[2])
    if "--update" in sys.argv[3:]:
        samples_write(sample)
    claims = tap.Tap()
    for claim in CLAIMS:
        claims.result(claim.__doc__, claim(sample))
    return claims.finish()


if __name__ == "__main__":
    sys.exit(main())
