#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What is derived from history names nobody: privacy.py LINTEL.

A repository with a past of several people, and every command that looks at it,
in every form: no name, no address and no part of either may be in what it
prints, whether it succeeds or not.  Then, on a terminal, `--show-authors` does
name them, so that the search for names is known to find some.
"""

import contextlib
import os
import pathlib
import pty
import subprocess
import sys
import tempfile

import tap

# Names that are nowhere else: not in code, messages, owners or commit messages.
PEOPLE = [
    ("Xaviera Quux", "xquux@humans.example.org"),
    ("Zebedee Wibble", "zed.wibble@humans.example.org"),
    ("Ottoline \x1b[31mFroop", "ofroop@elsewhere.example.net"),
    ("Perpetua Nix (Contractor)", "77+pnix@users.noreply.example.com"),
]
PARTS = ["Xaviera", "Quux", "Zebedee", "Wibble", "Ottoline", "Froop", "Perpetua", "Nix", "Contractor",
         "zed.wibble", "pnix", "humans.example", "elsewhere.example", "noreply.example"]

CONFIG = """version: 1
sources: { roots: [src] }
modules:
  app: { paths: [src/app], owner: team-app }
  net: { paths: [src/net], owner: team-net, uses: [] }
  disk: { paths: [src/disk] }
decisions: { dirs: [adr], id: "{number}" }
deployments: { log: [deploys.jsonl] }
history: { window: 2y }
"""
RULES = "rules:\n  - { id: coupled, kind: co-change, min_shared: 1, min_degree: 1 }\n"

RECORD = """# One: keep them apart

- Status: accepted
- Date: 2026-01-05

## Context

They change for different reasons.

## Decision

Two modules, because each has its own owner.

## Review triggers

- few: git(authors, 'src/net/**', 1y) < 2
- much: git(owners_share, 'src/net/**', 1y) > 10 %
- crossed: git(crossing, 'src/net/**', 1y) > 1 %
- churned: git(churn, 'src/net/**', 1y) > 1
"""

CODE_OWNERS = "/src/app/ @acme/team-app\n/src/net/ @acme/team-app\n/src/disk/ @acme/team-disk\n"

DAY = [["--as-of", "2026-06-30"], []]
FORMATS = ["text", "json", "csv", "sarif", "junit", "github", "gitlab", "github-summary", "dot", "mermaid", "html"]

# What makes a command fail that is run to see what it says then.
WRONG = {"nowhere", "nowhere..HEAD", "nothing", "--show-authors"}

# Commands that look at the past, or may one day; each is run in every format too.
COMMANDS = [
    ["check"], ["check", "--gate", "release"], ["check", "--gate", "nightly"], ["check", "--since", "HEAD~5"],
    ["check", "--changes", "HEAD~5"], ["check", "--timings"], ["check", "--since", "nowhere"], ["baseline"],
    ["owners"], ["owners", "net", "--window", "5y"], ["owners", "nothing"], ["owners", "--show-authors"],
    ["co-change"], ["co-change", "--level", "module"], ["co-change", "net"],
    ["delivery"], ["delivery", "--window", "2y"], ["drift", "HEAD~5..HEAD"], ["drift", "nowhere..HEAD"],
    ["adr", "due"], ["adr", "list"], ["adr", "lint"], ["adr", "packet"], ["adr", "show", "0001"],
    ["explain", "src/net/net.c:1"], ["explain", "--condition", "git(owners_share, 'src/net/**', 1y) > 10 %"],
    ["explain", "--condition", "git(authors, 'src/net/**', 1y) > 1"], ["facts"], ["gates"], ["config"],
]


class Repository:
    def __init__(self, folder, lintel):
        self.top = pathlib.Path(folder, "tree")
        self.home = pathlib.Path(folder, "home")
        self.home.mkdir()
        self.lintel = lintel
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(self.home), "XDG_CACHE_HOME": str(self.home),
            "LC_ALL": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
            **{k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}}
        for path, text in (("lintel.yaml", CONFIG), ("adr/0001-one.md", RECORD), ("CODEOWNERS", CODE_OWNERS)):
            self.write(path, text)
        self.write("deploys.jsonl", '{"id":"r1","at":"2026-03-01T10:00:00Z","commit":"HEAD~3","class":"feature"}\n')
        self.git("init", "-q", "-b", "main")
        self.past()

    def write(self, path, text):
        target = self.top / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def git(self, *words, person=PEOPLE[0], day=1):
        when = f"2026-{1 + day // 28:02}-{1 + day % 28:02}T12:00:00Z"
        who = {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER")
               for part, value in (("NAME", person[0]), ("EMAIL", person[1]), ("DATE", when))}
        subprocess.run(["git", *words], cwd=self.top, env={**self.environment, **who}, check=True,
                       capture_output=True)

    def past(self):
        for number in range(60):
            person = PEOPLE[number * number % 7 % len(PEOPLE)]
            modules = [["app"], ["net"], ["net", "disk"], ["app", "net"]][number % 4]
            for module in modules:
                self.write(f"src/{module}/{module}.c", f"int {module}_{number};\n")
            self.git("add", "-A", person=person, day=number)
            trailer = "\n\nCo-authored-by: {} <{}>\nSigned-off-by: {} <{}>".format(*person, *person)
            self.git("commit", "-q", "-m", f"Change {number}{trailer}", person=person, day=number)

    def run(self, *words):
        """The exit code, and everything it says."""
        done = subprocess.run([self.lintel, *words, *DAY[words[0] == "help"]], cwd=self.top, check=False,
                              capture_output=True, stdin=subprocess.DEVNULL,
                              env={**self.environment, "GITHUB_STEP_SUMMARY": str(self.home / "summary")})
        summary = self.home / "summary"
        said = done.stdout + done.stderr + (summary.read_bytes() if summary.exists() else b"")
        return done.returncode, said.decode(errors="backslashreplace")

    def on_terminal(self, *words):
        """The same on a terminal."""
        master, slave = pty.openpty()
        with os.fdopen(master, "rb", buffering=0) as screen:
            child = subprocess.Popen([self.lintel, *words, "--as-of", "2026-06-30"], cwd=self.top, stdin=slave,
                                     stdout=slave, stderr=slave, env={**self.environment, "TERM": "xterm"})
            os.close(slave)
            said = b""
            # The end of a terminal is an error on Linux.
            with contextlib.suppress(OSError):
                while part := screen.read(65536):
                    said += part
            return child.wait(), said.decode(errors="backslashreplace")


def named(text):
    """Which parts of names and addresses are in it."""
    return sorted({part for part in PARTS if part.lower() in text.lower()})


def known_commands(repository):
    """What `lintel help` lists, by first word."""
    _, said = repository.run("help")
    return {line.split()[0] for line in said.splitlines() if line.startswith("  ") and line.split()}


def nobody_is_named(repository, words):
    for form in [None, *FORMATS]:
        more = ["--format", form] if form else []
        code, said = repository.run(*words, *more)
        if code == 2 and not form and not WRONG.intersection(words):
            yield f"lintel {' '.join(words)} fails, so that it says nothing: {said[:300]}"
        for part in named(said):
            line = next(line for line in said.splitlines() if part.lower() in line.lower())
            yield f"lintel {' '.join(words + more)} says {part!r}: {line.strip()}"


def files_name_nobody(repository):
    """What lintel wrote below the tree and the home, but for what git itself keeps."""
    for top in (repository.top, repository.home):
        for path in top.rglob("*"):
            is_ours = path.is_file() and ".git" not in path.relative_to(top).parts and path.suffix != ".db"
            for part in named(path.read_text(encoding="utf-8", errors="replace")) if is_ours else []:
                if "store" not in path.as_posix():
                    yield f"{path} says {part!r}"


def names_need_a_terminal(repository):
    code, said = repository.run("owners", "--show-authors")
    if code != 2 or "terminal" not in said:
        yield f"exit {code}: {said}"
    code, said = repository.on_terminal("owners", "--show-authors", "--format", "json")
    if code != 2 or named(said):
        yield f"with json: exit {code}: {said}"


def a_terminal_shows_names(repository):
    code, said = repository.on_terminal("owners", "--show-authors")
    if code != 0:
        yield f"exit {code}: {said}"
    for name in ("Xaviera Quux", "Zebedee Wibble", "Ottoline \\x1b[31mFroop", "zed.wibble@humans.example.org"):
        if name not in said:
            yield f"{name!r} is not shown:\n{said}"
    if "\x1b[31m" in said:
        yield "a name is obeyed by the terminal"
    code, said = repository.on_terminal("owners")
    if code != 0 or named(said):
        yield f"without the option: exit {code}, {named(said)}"


def main():
    claims = tap.Tap()
    with tempfile.TemporaryDirectory() as folder:
        repository = Repository(folder, os.path.abspath(sys.argv[1]))
        known = known_commands(repository)
        if "co-change" in known:
            repository.write("lintel.yaml", CONFIG + RULES)
        for words in COMMANDS:
            option = next((word for word in words if word.startswith("--")), "")
            if words[0] in known and option in repository.run("help", words[0])[1]:
                claims.result(f"lintel {' '.join(words)} names nobody", nobody_is_named(repository, words))
        claims.result("nothing that was written names anybody", files_name_nobody(repository))
        claims.result("names are not given to files and pipes", names_need_a_terminal(repository))
        try:
            pty.openpty()
        except OSError as error:
            print(f"# no terminal can be had: {error}")
            return claims.finish()
        claims.result("on a terminal they are, when asked for", a_terminal_shows_names(repository))
    return claims.finish()


if __name__ == "__main__":
    sys.exit(main())
