#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What `lintel co-change` counts in made-up histories, against tests/bench/co_change.py.

`co_change_test.py LINTEL [ROUNDS]` makes small repositories at random, with merges,
renames, swaps, copies, large commits, clocks that go backwards and revisions to
ignore, seen from the top or from a folder below, and compares every degree.
Prints TAP.
"""

import argparse
import pathlib
import random
import subprocess
import sys
import tempfile

import tap

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "bench"))
import co_change  # noqa: E402  pylint: disable=wrong-import-position

FOLDERS = ("app", "core", "net", "sub/app", "sub/net", ".")
NOW = 1_780_000_000
DAY = 86400
AS_OF = "2026-05-28T20:26:40Z"
COMMITS = 90


class Repository:
    """Files and branches, and the commands that `git fast-import` makes of them."""

    def __init__(self, chance):
        self.chance = chance
        self.stream = []
        self.trees = {"main": {}}
        self.last = {}
        self.mark = 0
        self.now = NOW - COMMITS * 2 * DAY

    def path(self):
        folder = self.chance.choice(FOLDERS)
        name = f"{self.chance.choice('abcdef')}.c"
        return name if folder == "." else f"{folder}/{name}"

    def content(self):
        # Few different ones, so that files without a common past are alike, and some are empty.
        many = self.chance.random() < 0.7
        return f"{self.chance.randrange(1000000)}\n" if many else "same\n" * self.chance.randrange(3)

    def move(self, tree):
        for path in self.chance.sample(sorted(tree), min(len(tree), self.chance.randint(1, 4))):
            tree[self.path()] = tree.pop(path)

    def swap(self, tree):
        if len(tree) > 1:
            one, other = self.chance.sample(sorted(tree), 2)
            tree[one], tree[other] = tree[other], tree[one]

    def turn(self, tree):
        """Names go round: a to b, b to c, c to something new."""
        paths = self.chance.sample(sorted(tree), min(len(tree), 3))
        if len(paths) == 3:
            contents = [tree.pop(path) for path in paths]
            tree.update(zip([*paths[1:], self.path()], contents))

    def copy(self, tree):
        if tree:
            tree[self.path()] = tree[self.chance.choice(sorted(tree))]

    def remove(self, tree):
        if tree:
            del tree[self.chance.choice(sorted(tree))]

    def write(self, tree):
        for _ in range(self.chance.choice((1, 2, 2, 3, 9))):
            tree[self.path()] = self.content()

    def commit(self, branch, tree, parents):
        self.mark += 1
        self.now += self.chance.randint(-2 * DAY, 6 * DAY)
        person = "A <a@example.org>"
        self.stream.append(f"commit refs/heads/{branch}\nmark :{self.mark}\n"
                           f"committer {person} {self.now} +0000\ndata 0\n")
        lines = [f"{word} :{parent}\n" for word, parent in zip(("from", "merge", "merge"), parents)]
        self.stream += lines + ["deleteall\n"]
        for path, text in tree.items():
            self.stream.append(f"M 100644 inline {path}\ndata {len(text)}\n{text}\n")
        self.trees[branch] = tree
        self.last[branch] = self.mark

    def step(self):
        branch = self.chance.choice(sorted(self.trees))
        roll = self.chance.random()
        tree = dict(self.trees[branch])
        parents = [self.last[branch]] if branch in self.last else []
        if parents and roll < 0.08 and len(self.trees) < 3:
            name = f"side{self.mark}"
            self.trees[name], self.last[name] = tree, parents[0]
            return
        others = [name for name in self.trees if name != branch and name in self.last]
        if parents and others and roll < 0.25:
            other = others[0]
            tree.update(self.trees[other])
            self.commit(branch, tree, [*parents, self.last[other]])
            if other != "main":
                del self.trees[other], self.last[other]
            return
        for action in self.chance.sample((self.write, self.write, self.write, self.move, self.swap,
                                          self.turn, self.copy, self.remove), 2):
            action(tree)
        self.commit(branch, tree, parents)

    def make(self, folder):
        """Imports it; the ids of all commits."""
        while self.mark < COMMITS:
            self.step()
        git = ["git", "-C", folder]
        subprocess.run([*git, "init", "-q", "-b", "main"], check=True)
        marks = pathlib.Path(folder, ".git", "marks")
        subprocess.run([*git, "fast-import", "--quiet", f"--export-marks={marks}"], check=True,
                       input="".join(self.stream).encode())
        return [line.split()[1] for line in marks.read_text(encoding="ascii").splitlines()]


def problems(lintel, seed):
    """What differs in one history, and how many pairs of files there are."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        ids = Repository(chance).make(folder)
        prefix = chance.choice((b"", b"", b"sub/"))
        root = pathlib.Path(folder, prefix.decode())
        root.mkdir(exist_ok=True)
        text, module_of = co_change.folders_as_modules(folder, prefix=prefix.decode())
        if text.endswith("modules:\n"):
            return [], 0
        (root / "lintel.yaml").write_text(text, encoding="utf-8")
        ignored = chance.sample(ids, chance.choice((0, 0, 5, 20)))
        (root / ".git-blame-ignore-revs").write_text("".join(f"{id}\n" for id in ignored),
                                                     encoding="ascii")
        options = argparse.Namespace(
            window=chance.choice(("all", "90d", "4mo")), as_of=AS_OF, min_degree=chance.choice((0, 20)),
            max_set=chance.choice((3, 6, 30)), min_shared=chance.choice((1, 2)),
            min_revisions=chance.choice((1, 3)), decay_days=chance.choice((0, 0, 30)))
        lines, _, known = co_change.compare(lintel, folder, options, ignored, prefix, module_of)
        return lines[:5], len(known[1]) if known else 0


def main():
    lintel = str(pathlib.Path(sys.argv[1]).resolve())
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 12
    claims = tap.Tap()
    pairs = 0
    for seed in range(rounds):
        lines, count = problems(lintel, seed)
        claims.result(f"history {seed} has the degrees of the definition", lines)
        pairs += count
    claims.result("there are pairs to compare", [] if pairs > 20 * rounds else [f"only {pairs}"])
    return claims.finish()


if __name__ == "__main__":
    sys.exit(main())
