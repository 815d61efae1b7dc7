#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`lintel assess` on a pseudo-terminal: assess_tty.py LINTEL.

Somebody answers, is interrupted in every way at every point, and starts again:
no answer may be lost, and the terminal must be as it was.
"""

import contextlib
import fcntl
import os
import pathlib
import pty
import random
import re
import select
import signal
import struct
import sys
import tempfile
import termios
import time

import yaml

import tap

PATIENCE = 20 * float(os.environ.get("LINTEL_SLOWER", "1"))

PACK = """\
pack: small
version: "1.0"
title: A small pack
pillars:
  modularity:
    title: Modularity
    property: change stays local
    question: Can one part change alone?
    items:
      - id: local-change
        kind: question
        ask: Can one part change alone – “always”?
        help: The tests of the other parts need not be run by hand.
        choices: coverage
        criteria:
          - { id: c1, text: somebody tried it this quarter }
          - { id: c2, text: the result is written down }
        remedy: cut the cycles
      - id: owned
        kind: question
        ask: Does each part have one owner?
        choices: yes-no
        remedy: name an owner
      - id: hostile
        kind: question
        ask: "\\e]0;pwned\\a \\e[2J \\u202E turned"
        choices: yes-no
        remedy: nothing to do
  reversibility:
    title: Reversibility
    property: being wrong is cheap
    question: Can a release be taken back?
    items:
      - id: back
        kind: question
        ask: Can a release be taken back in minutes?
        choices: yes-no
        remedy: rehearse it
bands:
  - { name: Ad hoc, lower: 0 %, evidenced: 0 %, meaning: nobody looks }
  - { name: Emerging, lower: 20 %, evidenced: 0 %, meaning: some look }
  - { name: Managed, lower: 40 %, evidenced: 20 %, meaning: most look }
  - { name: Measured, lower: 60 %, evidenced: 60 %, meaning: it is measured }
  - { name: Optimising, lower: 80 %, evidenced: 80 %, meaning: it gets better }
readings:
  - { name: mostly no, least: 0 %, text: it does not learn }
  - { name: mostly yes, least: 60 %, text: it learns }
"""

CONFIG = """\
version: 1
sources: { roots: [src] }
modules: { all: { paths: [src] } }
pillars: { pack: small.yaml, answers: assessment/answers.yaml }
"""

IDS = ["modularity.local-change", "modularity.owned", "modularity.hostile", "reversibility.back"]
# What is typed at each question, what one waits for before, and what it means.
LINES = ["2\n", "yes\n", "1\n", "2\n"]
CHOICES = ["some", "yes", "no", "yes"]
DONE = "evidenced"

# The escapes that lintel itself writes.
OWN_ESCAPES = re.compile(rb"\x1b\[(?:H|2J|[0-9;]*m)")


class Repository:
    """A folder with a pack of four questions."""

    def __init__(self, folder):
        self.top = pathlib.Path(folder)
        (self.top / "src").mkdir()
        (self.top / "src/a.c").write_text("int a;\n")
        (self.top / "lintel.yaml").write_text(CONFIG)
        (self.top / "small.yaml").write_text(PACK, encoding="utf-8")
        self.answers = self.top / "assessment/answers.yaml"

    def choices(self):
        """What the file says, by id; it must be whole."""
        if not self.answers.exists():
            return {}
        data = yaml.load(self.answers.read_text(encoding="utf-8"), yaml.BaseLoader)
        assert data["pack"] == "small", data
        return {key: value["answer"] for key, value in data["answers"].items()}

    def strays(self):
        folder = self.answers.parent
        return sorted(p.name for p in folder.iterdir() if p != self.answers) if folder.exists() else []


class Session:
    """A program on a terminal of its own."""

    def __init__(self, words, folder, size=(40, 80), **variables):
        self.seen = b""
        self.at = 0
        environment = {"PATH": os.environ["PATH"], "HOME": folder.as_posix(), "TERM": "xterm-256color",
                       "LC_ALL": "C.UTF-8", **{k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}}
        environment.update(variables)
        # Both ends stay open here, so that the terminal outlives the program.
        self.master, self.slave = pty.openpty()
        self.resize(*size)
        self.before = termios.tcgetattr(self.slave)
        self.pid = os.fork()
        if self.pid == 0:
            with contextlib.suppress(BaseException):
                os.setsid()
                fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)
                for descriptor in range(3):
                    os.dup2(self.slave, descriptor)
                os.closerange(3, 64)
                os.chdir(folder)
                os.execvpe(words[0], words, environment)
            os._exit(127)

    def resize(self, rows, columns):
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def type(self, text):
        os.write(self.master, text.encode())

    def read(self, seconds):
        if select.select([self.master], [], [], seconds)[0]:
            self.seen += os.read(self.master, 65536)
            return True
        return False

    def expect(self, *texts):
        """Waits until each text was shown, behind the one before."""
        deadline = time.monotonic() + PATIENCE
        for text in texts:
            wanted = text.encode().replace(b"\n", b"\r\n")
            while (found := self.seen.find(wanted, self.at)) < 0:
                left = deadline - time.monotonic()
                if left <= 0 or not self.read(left):
                    raise AssertionError(f"{text!r} was not shown; behind it came:\n"
                                         + self.seen[self.at:].decode(errors="backslashreplace"))
            self.at = found + len(wanted)

    def expect_question(self, number, total=4):
        self.expect(f"question {number} of {total}:", "\n> ")

    def end(self):
        """Waits for the end; the exit code, or minus the signal."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self.read(0.01)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.pid = 0
                while self.read(0):
                    pass
                return os.waitstatus_to_exitcode(status)
        raise AssertionError("it did not end:\n" + self.seen[self.at:].decode(errors="backslashreplace"))

    def terminal_changes(self):
        return [] if termios.tcgetattr(self.slave) == self.before else ["the terminal is not as it was"]

    def close(self):
        if self.pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.slave)
        if self.master >= 0:
            os.close(self.master)


class Runner:
    """Opens sessions and closes them whatever happens."""

    def __init__(self, lintel):
        self.lintel = lintel
        self.stack = contextlib.ExitStack()

    def repository(self):
        return Repository(self.stack.enter_context(tempfile.TemporaryDirectory()))

    def session(self, repository, *words, program=None, **more):
        session = Session(program or [self.lintel, "assess", *words], repository.top, **more)
        self.stack.callback(session.close)
        return session


def answer_all(session, first=0):
    for number in range(first, 4):
        session.expect_question(number + 1)
        session.type(LINES[number])
    session.expect(DONE)


# ---- claims ----

def a_whole_session(run):
    """a session asks each question, saves each answer and ends with the result"""
    repository = run.repository()
    session = run.session(repository)
    session.expect("0 of 4 are answered")
    session.at = 0
    for number in range(4):
        session.expect_question(number + 1)
        have = list(repository.choices().items())
        if have != list(zip(IDS, CHOICES))[:number]:
            yield f"before question {number + 1} the file has {have}"
        session.type(LINES[number])
    session.expect(DONE)
    code = session.end()
    if repository.choices() != dict(zip(IDS, CHOICES)):
        yield f"the file has {repository.choices()}"
    if code != 0:
        yield f"exit code {code}"
    yield from session.terminal_changes()
    yield from (f"left behind: {name}" for name in repository.strays())
    for text in (b"Modularity", b"Reversibility"):
        if text.lower() not in session.seen[session.at:].lower():
            yield f"the result does not name {text!r}"


def interrupt_kill(session):
    os.kill(session.pid, signal.SIGKILL)


def interrupt_terminate(session):
    os.kill(session.pid, signal.SIGTERM)


def interrupt_key(session):
    session.type("\x03")


def interrupt_end(session):
    session.type("\x04")


def interrupt_hang_up(session):
    os.close(session.master)
    session.master = -1


def interrupted(run, how, wanted):
    for point in range(4):
        repository = run.repository()
        session = run.session(repository)
        for number in range(point):
            session.expect_question(number + 1)
            session.type(LINES[number])
        session.expect_question(point + 1)
        how(session)
        if session.master >= 0:
            code = session.end()
            yield from session.terminal_changes()
            kept = f"keeps {point} of 4 answers".encode()
            if wanted in (-signal.SIGINT, -signal.SIGTERM) and kept not in session.seen:
                yield f"at question {point + 1}: it does not say that it {kept!r}"
            if code != wanted:
                yield f"at question {point + 1}: ended with {code}, not {wanted}"
        else:
            os.waitpid(session.pid, 0)
            session.pid = 0
        if repository.choices() != dict(zip(IDS[:point], CHOICES)):
            yield f"at question {point + 1}: the file has {repository.choices()}"
        again = run.session(repository)
        again.expect(f"question {point + 1} of 4:", f"{point} of 4 are answered")
        again.at = 0
        answer_all(again, point)
        again.end()
        if repository.choices() != dict(zip(IDS, CHOICES)):
            yield f"after question {point + 1}: the file has {repository.choices()}"
        yield from (f"left behind: {name}" for name in repository.strays())


def killed(run):
    """killed at any question, it loses no answer, and goes on there"""
    yield from interrupted(run, interrupt_kill, -signal.SIGKILL)


def terminated(run):
    """so it does when asked to end"""
    yield from interrupted(run, interrupt_terminate, -signal.SIGTERM)


def control_c(run):
    """so it does on Ctrl-C"""
    yield from interrupted(run, interrupt_key, -signal.SIGINT)


def control_d(run):
    """so it does at the end of input, which is no failure"""
    yield from interrupted(run, interrupt_end, 0)


def closed_terminal(run):
    """so it does when the terminal is closed"""
    yield from interrupted(run, interrupt_hang_up, None)


def killed_while_saving(run):
    """killed while it saves, it leaves the old file or the new one"""
    chance = random.Random(7)
    for _ in range(30):
        repository = run.repository()
        session = run.session(repository)
        session.expect_question(1)
        session.type("".join(LINES[:3]))
        deadline = time.monotonic() + chance.random() * 0.01
        while time.monotonic() < deadline:
            session.read(0)
        interrupt_kill(session)
        session.end()
        have = list(repository.choices().items())
        if have != list(zip(IDS, CHOICES))[:len(have)]:
            yield f"the file has {have}"
        yield from session.terminal_changes()


def criteria_are_saved_at_once(run):
    """an answer is saved before its criteria are asked for, and each of those"""
    repository = run.repository()
    session = run.session(repository)
    session.expect_question(1)
    session.type("most\n")
    session.expect("Which of these hold?", "Enter goes on > ")
    if repository.choices() != {IDS[0]: "most"}:
        yield f"the file has {repository.choices()}"
    session.type("2\n")
    session.expect("2 [x] the result", "Enter goes on > ")
    if "c2" not in repository.answers.read_text():
        yield "what was ticked is not in the file"
    interrupt_kill(session)
    session.end()
    again = run.session(repository)
    again.expect_question(2)
    again.type("b\n")
    again.expect("2 [x] the result", "answered", "most", "> 4")


def stopped_and_resumed(run):
    """Ctrl-Z stops it; in the foreground again it shows the question and goes on"""
    repository = run.repository()
    session = run.session(repository, program=["sh", "-i"], PS1="READY ", LINTEL=run.lintel, ENV="")
    session.expect("READY ")
    session.type('"$LINTEL" assess\n')
    session.expect_question(1)
    session.type(LINES[0])
    session.expect_question(2)
    session.type("ye\x1a")
    session.expect("READY ")
    session.type("fg\n")
    session.expect_question(2)
    session.type(LINES[1])
    session.expect_question(3)
    session.type("q\n")
    session.expect("READY ")
    if repository.choices() != dict(zip(IDS[:2], CHOICES)):
        yield f"the file has {repository.choices()}"


def small_windows(run):
    """in a small window what one needs to answer is there, and a resized one is drawn anew"""
    repository = run.repository()
    session = run.session(repository, size=(10, 40))
    session.expect_question(1)
    screen = session.seen.split(b"\x1b[2J")[-1].decode()
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in screen.split("\r\n")]
    if max(map(len, lines)) > 40 or "  4  most" not in screen or "The tests" in screen:
        yield f"the window shows:\n{screen}"
    session.type("?\n")
    session.expect("The tests of the other parts need not", "Enter", "\n> ")
    session.resize(50, 100)
    session.type("\n")
    session.expect("The tests of the other parts need not be run by hand.\n", "\n> ")
    tiny = run.session(repository, size=(2, 5))
    tiny.expect("\n> ")
    tiny.type("2\n")
    tiny.expect("\n> ")
    if repository.choices() != {IDS[0]: "some"}:
        yield f"the file has {repository.choices()}"


def plain_terminals(run):
    """a dumb terminal gets no escape, NO_COLOR no colour, and a C locale ASCII"""
    for variables, forbidden in (({"TERM": "dumb"}, rb"\x1b"), ({"NO_COLOR": "1"}, rb"\x1b\[[0-9;]*m"),
                                 ({"LC_ALL": "C"}, rb"[\x80-\xff]")):
        repository = run.repository()
        session = run.session(repository, **variables)
        answer_all(session)
        session.end()
        found = re.search(forbidden, session.seen.split(b"\npillar ")[0])
        if found:
            yield f"{variables}: {session.seen[max(0, found.start() - 40):found.end() + 40]!r}"


def hostile_text(run):
    """nothing that a pack says is obeyed by the terminal"""
    repository = run.repository()
    repository.answers.parent.mkdir()
    repository.answers.write_text('pack: small\nversion: "1.0"\nanswers:\n  modularity.hostile: { answer: yes, '
                                  'note: "\\e]0;x\\a\\u202e", on: 2026-01-01, by: "\\e[31m" }\n')
    session = run.session(repository)
    session.expect_question(1)
    session.type("g 3\n")
    session.expect_question(3)
    session.type("q\n")
    session.end()
    rest = OWN_ESCAPES.sub(b"", session.seen)
    if b"\x1b" in rest or b"\x07" in rest or "\u202e".encode() in rest:
        yield repr(rest)
    if rb"\x1b]0;pwned" not in rest:
        yield "the question is not shown"


def comments_stay(run):
    """what people wrote into the file stays"""
    repository = run.repository()
    repository.answers.parent.mkdir()
    text = ('# ours\npack: small\nversion: "1.0"\nanswers:\n  # asked in May\n'
            '  modularity.owned: { answer: yes, on: 2026-11-01 }\n')
    repository.answers.write_text(text)
    session = run.session(repository)
    session.expect_question(1)
    session.type("1\n")
    session.expect("question", "\n> ")
    session.type("q\n")
    session.end()
    if not repository.answers.read_text().startswith(text):
        yield repository.answers.read_text()


def who_answers(run):
    """who answers, and when, is written beside each answer"""
    repository = run.repository()
    session = run.session(repository, "--by", "team-a", "--as-of", "2026-11-20")
    session.expect_question(1)
    session.type("1\n")
    session.expect_question(2)
    session.type("q\n")
    session.end()
    if "{ answer: none, on: 2026-11-20, by: team-a }" not in repository.answers.read_text():
        yield repository.answers.read_text()


def unwritable(run):
    """what cannot be saved is said, and nobody is led on"""
    repository = run.repository()
    # Where the folder should be stands a file.
    repository.answers.parent.write_text("")
    session = run.session(repository)
    session.expect_question(1)
    session.type("1\n")
    session.expect("question 1 of 4:", "not saved: ", "\n> ")
    repository.answers.parent.unlink()
    session.type("\n")
    session.expect_question(2)
    if repository.choices() != {IDS[0]: "none"}:
        yield f"the file has {repository.choices()}"


CLAIMS = [a_whole_session, killed, terminated, control_c, control_d, closed_terminal, killed_while_saving,
          criteria_are_saved_at_once, stopped_and_resumed, small_windows, plain_terminals, hostile_text,
          comments_stay, who_answers, unwritable]


def problems_of(claim, run):
    try:
        return list(claim(run))
    except (AssertionError, OSError) as error:
        return [f"{type(error).__name__}: {error}"]


def why_no_terminal():
    """Why no pseudo-terminal can be had, as in a container without /dev/pts; else nothing."""
    try:
        for descriptor in pty.openpty():
            os.close(descriptor)
    except OSError as error:
        return str(error)
    return ""


def main():
    why = why_no_terminal()
    if why:
        print(f"1..0 # SKIP {why}")
        return 0
    claims = tap.Tap()
    wanted = sys.argv[2:]
    for claim in CLAIMS:
        run = Runner(os.path.abspath(sys.argv[1]))
        with run.stack:
            if not wanted or claim.__name__ in wanted:
                claims.result(claim.__doc__, problems_of(claim, run))
    return claims.finish()


if __name__ == "__main__":
    sys.exit(main())
