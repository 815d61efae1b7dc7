#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares every degree that `lintel co-change` prints with a slow, separate computation.

    co_change.py LINTEL REPOSITORY [--window all] [--max-set 30] [--min-shared 1]
                 [--min-degree 0] [--decay-days N] [--as-of DAY] [--no-renames]

The repository is only read: lintel runs in a bare-bones clone that shares its
objects, with a module for each folder at the top.  The computation here takes
nothing from lintel but the two moments of the window: it reads `git log --raw`,
pairs renames, sorts commits and counts pairs in the simplest way that follows
the definition in docs/co-change.md.  With --no-renames it says besides how many
degrees would be others if renames were not followed.
"""
import argparse
import collections
import datetime
import heapq
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

EMPTY = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'
FILE_TYPES = (0o100000, 0o120000)

Commit = collections.namedtuple('Commit', 'id parents at changes')
# What it was called before is None unless it was renamed; kinds are letters of git.
Change = collections.namedtuple('Change', 'path before kind')


def git(folder, *words):
    return subprocess.run(['git', '-C', folder, *words], check=True, stdout=subprocess.PIPE).stdout


def renamed(entries):
    """Pairs what was deleted with what was added: same contents, then same base name, then order."""
    groups = collections.defaultdict(lambda: ([], []))
    for letter, old_mode, new_mode, old, new, path in entries:
        if letter == 'A' and new_mode & 0o170000 in FILE_TYPES and new != EMPTY:
            groups[new, new_mode & 0o170000][1].append(path)
        elif letter == 'D' and old_mode & 0o170000 in FILE_TYPES and old != EMPTY:
            groups[old, old_mode & 0o170000][0].append(path)
    before = {}
    for deleted, added in groups.values():
        if not deleted or not added:
            continue
        names = collections.defaultdict(lambda: ([], []))
        for side, paths in enumerate((deleted, added)):
            for path in sorted(paths):
                names[path.rsplit(b'/', 1)[-1]][side].append(path)
        for old, new in names.values():
            before.update(zip(new, old))
        gone = set(before.values())
        before.update(zip([path for path in sorted(added) if path not in before],
                          [path for path in sorted(deleted) if path not in gone]))
    return before


def changes_of(entries):
    before = renamed(entries)
    gone = set(before.values())
    for letter, _, _, _, _, path in entries:
        if letter == 'D' and path in gone:
            continue
        yield Change(path, before.get(path), 'R' if path in before else letter)


def commits_read(folder):
    """All commits of HEAD, as `git log` prints them; a merge has no changes."""
    log = git(folder, '-c', 'log.showRoot=true', '-c', 'diff.renames=false',
              '--no-replace-objects', 'log', '--raw', '-z', '--no-abbrev', '--no-renames',
              '--no-ext-diff', '--ignore-submodules=none', '--full-history',
              '--format=%x01%H %ct %P', 'HEAD')
    commits = []
    parts = iter(log.split(b'\0'))
    entries = []

    def finish():
        if commits:
            last = commits[-1]
            merge = len(last.parents) > 1
            commits[-1] = last._replace(changes=[] if merge else list(changes_of(entries)))
        entries.clear()

    for part in parts:
        if part.startswith(b'\x01') or part.startswith(b'\n\x01'):
            finish()
            words = part.lstrip(b'\n').lstrip(b'\x01').split()
            commits.append(Commit(words[0].decode(), [word.decode() for word in words[2:]],
                                  int(words[1]), []))
        elif part.lstrip(b'\n').startswith(b':'):
            old_mode, new_mode, old, new, letter = part.lstrip(b'\n')[1:].split(b' ')
            entries.append((letter[:1].decode(), int(old_mode, 8), int(new_mode, 8), old.decode(),
                            new.decode(), next(parts)))
    finish()
    return commits


def latest_first(commits):
    """Children before parents; of those that could be next the latest, then by id."""
    known = {commit.id: commit for commit in commits}
    children = collections.Counter(parent for commit in commits for parent in commit.parents
                                   if parent in known)
    ready = [(-commit.at, commit.id) for commit in commits if not children[commit.id]]
    heapq.heapify(ready)
    while ready:
        commit = known[heapq.heappop(ready)[1]]
        yield commit
        for parent in commit.parents:
            if parent in known:
                children[parent] -= 1
                if not children[parent]:
                    heapq.heappush(ready, (-known[parent].at, parent))


def looked_at(change, prefix):
    """The change as seen from a folder, and how many files outside it counts for."""
    path_in = change.path.startswith(prefix)
    before_in = change.before is not None and change.before.startswith(prefix)
    cut = len(prefix)
    if change.before is None:
        return (change._replace(path=change.path[cut:]), 0) if path_in else (None, 1)
    if path_in and before_in:
        return Change(change.path[cut:], change.before[cut:], 'R'), 0
    if path_in:
        return Change(change.path[cut:], None, 'A'), 1
    return (Change(change.before[cut:], None, 'D'), 1) if before_in else (None, 1)


def names_today(commits):
    """What each path is called today; a name that another file got later is not followed."""
    today = {}
    taken = set()
    for commit in commits:
        renames = [change for change in commit.changes if change.before is not None]
        followed = {change.before: today.get(change.path, change.path)
                    for change in renames if change.before not in taken}
        today.update(followed)
        taken.update(followed)
        taken.update(change.path for change in commit.changes if change.kind in 'AR')
    return today


class Counting:
    """Degrees of a list of commits, each with its set of things."""

    def __init__(self, sets, weight):
        self.revisions = collections.Counter()
        self.shared = collections.Counter()
        self.weights = collections.Counter()
        self.shared_weights = collections.Counter()
        for at, things in sets:
            for thing in things:
                self.revisions[thing] += 1
                self.weights[thing] += weight(at)
            for pair in itertools.combinations(sorted(things), 2):
                self.shared[pair] += 1
                self.shared_weights[pair] += weight(at)

    def rows(self, least_shared, least_degree, least_revisions, has_decay):
        for (a, b), shared in self.shared.items():
            if has_decay:
                degree = 200 * self.shared_weights[a, b] / (self.weights[a] + self.weights[b])
            else:
                degree = 200 * shared / (self.revisions[a] + self.revisions[b])
            if shared >= least_shared and degree >= least_degree \
                    and min(self.revisions[a], self.revisions[b]) >= least_revisions:
                yield (a, b), (self.revisions[a], self.revisions[b], shared, degree)


def as_text(path):
    return path.decode(errors='replace')


def expected(folder, answer, ignored, options, prefix=b'', follows=True, module_of=None):
    """The rows of files and of modules that `answer`, from lintel, should have."""
    commits = []
    for commit in latest_first(commits_read(folder)):
        seen = [looked_at(change, prefix) for change in commit.changes]
        outside = sum(count for _, count in seen)
        commits.append((commit._replace(changes=[change for change, _ in seen if change]), outside))
    today = names_today(commit for commit, _ in commits) if follows else {}
    until = datetime.datetime.fromisoformat(answer['until'].replace('Z', '+00:00')).timestamp()
    since = answer['since']
    since = since and datetime.datetime.fromisoformat(since.replace('Z', '+00:00')).timestamp()
    file_sets, module_sets, too_large = [], [], 0
    for commit, outside in commits:
        if len(commit.parents) > 1 or commit.at > until or (since and commit.at <= since):
            continue
        if any(commit.id.startswith(revision) for revision in ignored):
            continue
        if len(commit.changes) + outside > options.max_set:
            too_large += 1
            continue
        names = {as_text(today.get(change.path, change.path)) for change in commit.changes}
        file_sets.append((commit.at, names))
        module_sets.append((commit.at, {module_of(name) for name in names} - {None}))
    half = options.decay_days and options.decay_days * 86400

    def weight(at):
        return 0.5 ** ((until - at) / half) if half else 1
    rows = [dict(Counting(sets, weight).rows(options.min_shared, options.min_degree,
                                             options.min_revisions, bool(half)))
            for sets in (file_sets, module_sets)]
    return rows[0], rows[1], len(file_sets), too_large


def printed(rows):
    found = {}
    for row in rows:
        (a, b), (of_a, of_b) = row['names'], row['commits']
        if a > b:
            a, b, of_a, of_b = b, a, of_b, of_a
        found[a, b] = (of_a, of_b, row['shared'], row['degree'])
    return found


def differences(what, right, found, has_decay):
    lines = []
    for pair in sorted(right.keys() | found.keys()):
        ours, theirs = right.get(pair), found.get(pair)
        same = ours == theirs
        if has_decay and ours and theirs:
            same = ours[:3] == theirs[:3] and abs(ours[3] - theirs[3]) < 1e-6
        if not same:
            lines.append(f'{what} {pair}: {theirs}, and not {ours}')
    return lines


def lintel_words(options, lintel, folder, store):
    words = [lintel, 'co-change', '-C', folder, '--files', '--all', '--format', 'json', '--text-only',
             '--store', store, '--window', options.window, '--max-set', str(options.max_set),
             '--min-shared', str(options.min_shared), '--min-degree', str(options.min_degree),
             '--min-revisions', str(options.min_revisions), '--max-pairs', '1000000000']
    words += ['--as-of', options.as_of] if options.as_of else []
    return words + (['--decay', f'{options.decay_days}d'] if options.decay_days else [])


def folders_as_modules(folder, revision='HEAD', prefix=''):
    """A lintel.yaml with a module for each folder at the top, and who belongs where."""
    names = git(folder, 'ls-tree', '-z', '-d', '--name-only', f'{revision}:{prefix}').decode()
    names = [name for name in names.split('\0') if re.fullmatch(r'[A-Za-z0-9][A-Za-z0-9._-]*', name)]
    text = 'version: 1\nmodules:\n' + ''.join(f'  {name}: {{ paths: ["{name}/**"] }}\n'
                                              for name in names)
    known = set(names)

    def module_of(path):
        first, slash, _ = path.partition('/')
        return first if slash and first in known else None
    return text, module_of


def compare(lintel, folder, options, ignored=(), prefix=b'', module_of=None):
    """Whether all is equal, what is not, and how long lintel took, first and again."""
    with tempfile.TemporaryDirectory() as store:
        root = os.path.join(folder, prefix.decode())
        words = lintel_words(options, lintel, root, store)
        seconds = []
        for _ in range(2):
            begin = time.monotonic()
            run = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
            seconds.append(time.monotonic() - begin)
        if run.returncode != 0:
            return [f'exit {run.returncode}: {run.stderr.decode()}'], seconds, None
        answer = json.loads(run.stdout)
    files, modules, count, too_large = expected(folder, answer, ignored, options, prefix,
                                                module_of=module_of)
    lines = differences('files', files, printed(answer['files']), options.decay_days)
    lines += differences('modules', modules, printed(answer['modules']), options.decay_days)
    if (answer['commits'], answer['too_large']) != (count, too_large):
        lines.append(f'{answer["commits"]} commits count and {answer["too_large"]} are too large, '
                     f'and not {count} and {too_large}')
    return lines, seconds, (answer, files, modules)


def options_read(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('lintel')
    parser.add_argument('repository')
    parser.add_argument('--window', default='all')
    parser.add_argument('--as-of')
    parser.add_argument('--max-set', type=int, default=30)
    parser.add_argument('--min-shared', type=int, default=1)
    parser.add_argument('--min-degree', type=int, default=0)
    parser.add_argument('--min-revisions', type=int, default=1)
    parser.add_argument('--decay-days', type=int, default=0)
    parser.add_argument('--no-renames', action='store_true')
    return parser.parse_args(arguments)


def main():
    options = options_read(sys.argv[1:])
    folder = tempfile.mkdtemp()
    try:
        clone = os.path.join(folder, 'clone')
        subprocess.run(['git', 'clone', '-q', '-s', '-n', options.repository, clone], check=True)
        text, module_of = folders_as_modules(clone)
        with open(os.path.join(clone, 'lintel.yaml'), 'w', encoding='utf-8') as file:
            file.write(text)
        lines, seconds, known = compare(os.path.abspath(options.lintel), clone, options,
                                        module_of=module_of)
        for line in lines[:20]:
            print(line)
        print(f'lintel took {seconds[0]:.2f} s, and {seconds[1]:.2f} s with what it kept')
        if known:
            answer, files, modules = known
            print(f'{answer["commits"]} commits, {len(files)} pairs of files, {len(modules)} of modules, '
                  f'{len(lines)} differ')
        if known and options.no_renames:
            other = expected(clone, answer, (), options, follows=False, module_of=module_of)[0]
            print(f'{len(differences("files", files, other, options.decay_days))} pairs of files '
                  'would differ if renames were not followed')
    finally:
        shutil.rmtree(folder)
    sys.exit(1 if lines else 0)


if __name__ == '__main__':
    main()
