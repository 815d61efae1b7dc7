#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the cases below tests/cases and compares what they print and write.

A case is a folder GROUP/.../CASE with

    cmd            the commands, one a line: `lintel ...`, or a line for sh
    expected.txt   `$ command`, its output (both streams), `[exit N]` if N is not 0
    expected/NAME  what the case must have written to NAME; optional

and everything else in it is the input.  It runs in a fresh copy of that input
with a fixed environment.  The copy's path is shown as <TMP>.  A case whose name
ends in `.b` is a known bug: it must fail.
"""

import argparse
import concurrent.futures
import difflib
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile

import tap

CASES = pathlib.Path(__file__).resolve().parent / "cases"
NOT_INPUT = {"cmd", "expected.txt", "expected"}
TIME_LIMIT = 60
OUTPUT_LIMIT = 4 << 20


class Case:
    """One folder, and what was seen when it ran."""

    def __init__(self, folder):
        self.folder = folder
        self.name = str(folder.relative_to(CASES))
        self.is_known_bug = folder.name.endswith(".b")

    def commands(self):
        lines = (self.folder / "cmd").read_text(encoding="utf-8").splitlines()
        return [line for line in lines if line.strip() and not line.startswith("#")]

    def wanted_files(self):
        top = self.folder / "expected"
        return sorted(p.relative_to(top) for p in top.rglob("*") if p.is_file())


def find(filters):
    """All cases whose name contains one of `filters`; all of them without any."""
    cases = []
    for folder, names, files in os.walk(CASES):
        names.sort()
        if "cmd" in files:
            cases.append(Case(pathlib.Path(folder)))
            # Below a case all is input, whatever it is called.
            names.clear()
    return [c for c in cases if not filters or any(f in c.name for f in filters)]


def environment(lintel, private, jobs):
    """Nothing of the caller's environment reaches a case."""
    env = {
        "PATH": f"{private / 'bin'}:/usr/bin:/bin",
        "HOME": str(private / "home"),
        "XDG_CACHE_HOME": str(private / "cache"),
        "TMPDIR": str(private / "tmp"),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "COLUMNS": "100",
    }
    # Sanitizers and valgrind are told how to behave from outside.
    env.update({k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")})
    if jobs:
        env["LINTEL_JOBS"] = str(jobs)
    for folder in ("bin", "home", "cache", "tmp"):
        (private / folder).mkdir()
    (private / "bin" / "lintel").symlink_to(lintel)
    return env


def run_command(command, work, env):
    """The transcript of one command."""
    with subprocess.Popen(["/bin/sh", "-c", command], cwd=work, env=env, start_new_session=True,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT) as process:
        try:
            output, code = process.communicate(timeout=TIME_LIMIT)[0], process.returncode
        except subprocess.TimeoutExpired:
            # The group: a child of the shell would keep the pipe open.
            os.killpg(process.pid, signal.SIGKILL)
            output, code = process.communicate()[0], f"none: took over {TIME_LIMIT} s"
    # Bytes that are no UTF-8 are shown, not dropped: they may be the point.
    text = output[:OUTPUT_LIMIT].decode("utf-8", errors="backslashreplace")
    if text and not text.endswith("\n"):
        text += "\n[no newline at the end]\n"
    # A signal is negative here and 128 + N in a shell.
    if isinstance(code, int) and code < 0:
        code = 128 - code
    return f"$ {command}\n{text}" + (f"[exit {code}]\n" if code != 0 else "")


def remove(folder):
    """Also what a case made unreadable."""
    for path, names, _ in os.walk(folder):
        for name in names:
            inner = os.path.join(path, name)
            if not os.path.islink(inner):
                os.chmod(inner, 0o700)
    shutil.rmtree(folder)


def run_case(case, lintel, jobs=None):
    """Runs all commands in a fresh copy; returns {'expected.txt': text, NAME: text}."""
    private = pathlib.Path(tempfile.mkdtemp(prefix="lintel-case-"))
    try:
        private = private.resolve()
        env = environment(lintel, private, jobs)
        work = private / "work"
        shutil.copytree(case.folder, work, symlinks=True, ignore=lambda folder, names: [
            n for n in names if folder == str(case.folder) and n in NOT_INPUT])
        # Git keeps no empty folder; a file `.keep` stands for one.
        for keep in work.rglob(".keep"):
            keep.unlink()
        seen = {"expected.txt": "".join(run_command(c, work, env) for c in case.commands())}
        for name in case.wanted_files():
            path = work / name
            seen[f"expected/{name}"] = (path.read_text(encoding="utf-8", errors="backslashreplace")
                                        if path.is_file() else None)
        return {name: text and text.replace(str(work), "<TMP>").replace(str(private), "<PRIVATE>")
                for name, text in seen.items()}
    finally:
        remove(private)


def difference(wanted, seen, wanted_name, seen_name):
    """A unified diff; empty if they are the same."""
    if seen is None:
        return f"{seen_name} was not written\n"
    return "".join(difflib.unified_diff(wanted.splitlines(True), seen.splitlines(True),
                                        wanted_name, seen_name))


def compare(case, seen):
    problems = []
    for name, text in seen.items():
        path = case.folder / name
        wanted = path.read_text(encoding="utf-8") if path.exists() else ""
        problems.append(difference(wanted, text, f"{case.name}/{name}", "seen"))
    if not (case.folder / "expected.txt").exists():
        problems.append(f"{case.name} has no expected.txt: run.py --update {case.name}\n")
    return [p for p in problems if p]


def judge(case, options):
    """What is wrong with `case`, as a list of texts."""
    if options.update:
        # What a known bug should print is written by hand.
        if case.is_known_bug and (case.folder / "expected.txt").exists():
            return []
        seen = run_case(case, options.lintel)
        for name, text in seen.items():
            (case.folder / name).write_text(text or "", encoding="utf-8")
        return []
    problems = []
    if options.twice:
        one, eight = (run_case(case, options.lintel, jobs) for jobs in (1, 8))
        problems = compare(case, one)
        problems += [p for p in (difference(one[n] or "", eight[n], f"{case.name}/{n} with -j1",
                                            "with -j8") for n in one) if p]
    else:
        problems = compare(case, run_case(case, options.lintel))
    if case.is_known_bug:
        return [] if problems else ["a known bug passes now: drop '.b' from its name\n"]
    return problems


def rule_names():
    """The names of rules.def, which may not be there yet."""
    table = CASES.parent.parent / "checker" / "rules" / "rules.def"
    if not table.exists():
        return []
    return re.findall(r"^\s*RULE\(\s*\"?([\w-]+)", table.read_text(encoding="utf-8"), re.MULTILINE)


def finds_something(case):
    """Whether the transcript shows a finding: its first line, or exit 1."""
    path = case.folder / "expected.txt"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return bool(re.search(r"^\[exit 1\]$|^(error|warning|info|note)\[", text, re.MULTILINE))


def meta_claims(claims, cases):
    """Each rule kind has a case that finds something and one that finds nothing."""
    for rule in rule_names():
        name = rule.replace("_", "-")
        finds = {finds_something(c) for c in cases if c.name.startswith(f"rules/{name}/")}
        missing = [f"no case below tests/cases/rules/{name}/ {text}"
                   for found, text in ((True, "finds"), (False, "passes")) if found not in finds]
        claims.result(f"rule {name} has a case that finds and one that passes", missing)


def options_read():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lintel", default="build/checker/cli/lintel", help="the program to run")
    parser.add_argument("--jobs", type=int, default=min(4, os.cpu_count() or 1),
                        help="cases at a time")
    parser.add_argument("--twice", action="store_true",
                        help="run each case with LINTEL_JOBS=1 and 8: the bytes must be the same")
    parser.add_argument("--update", action="store_true", help="write what is expected anew")
    parser.add_argument("--tap", action="store_true", help="print results for meson")
    parser.add_argument("filter", nargs="*", help="parts of the names of cases")
    options = parser.parse_args()
    options.lintel = pathlib.Path(options.lintel).resolve()
    return options


def main():
    options = options_read()
    if not os.access(options.lintel, os.X_OK):
        sys.exit(f"run.py: error: no program at '{options.lintel}' (--lintel PATH)")
    cases = find(options.filter)
    claims = tap.Tap(sys.stdout if options.tap else None)
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for case, problems in zip(cases, pool.map(lambda c: judge(c, options), cases)):
            claims.result(case.name, problems)
            if problems and not options.tap:
                print(f"FAILED {case.name}", *problems, sep="\n")
    if not options.filter:
        meta_claims(claims, cases)
    if not options.tap:
        verb = "written" if options.update else "passed"
        print(f"{claims.count - claims.failed} {verb}, {claims.failed} failed")
    return claims.finish()


if __name__ == "__main__":
    sys.exit(main())
