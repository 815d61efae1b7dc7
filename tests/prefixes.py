#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prefixes change nothing but time: prefixes.py LINTEL [SEED].

A tree of units that begin alike is put together from fragments, each of them
something that makes what a header says depend on what comes after it.  What
lintel keeps of every unit must be the same, byte for byte, with prefixes and
without; and prefixes must have been used.
"""

import json
import os
import pathlib
import random
import re
import sqlite3
import subprocess
import sys
import tempfile

import tap

SYSTEM = ["assert.h", "ctype.h", "errno.h", "fcntl.h", "inttypes.h", "limits.h", "signal.h", "stdio.h",
          "stdlib.h", "string.h", "sys/stat.h", "sys/types.h", "sys/wait.h", "unistd.h"]

HEADERS = {
    # No guard that the compiler sees: something follows it.
    "open.h": """#ifndef OPEN_H
#define OPEN_H
struct later;
enum state { IDLE, BUSY };
extern struct later *later_now(void);
extern const int limit;
extern int limits[];
int open_use(struct later *l, struct tm *t, struct sockaddr *a, struct inner *i);
#endif
#ifdef VERBOSE
extern int verbose_level;
#endif
""",
    "common.h": """#ifndef COMMON_H
#define COMMON_H
#include "open.h"
#include "words.def"
#define LATE_BODY(x) late_name(x) + LATE_VALUE
#define VALUE 3
#define TWICE(f, x) f(x) + f(x)
#define CLEAN __attribute__((cleanup(clean_int)))
static inline void clean_int(int *p) { *p = 0; }
static inline int guess(struct later *l) { CLEAN int n = VALUE; return l ? n : limits[0]; }
static inline int kind(size_t n) { return _Generic(n, int: IDLE, size_t: BUSY) + (limit ?: 2); }
static inline struct later *pass(struct later *l) { return l ? l : later_now(); }
struct holder { struct later *l; struct deep *d; _Alignas(long) char room[sizeof(long)]; };
#ifdef FEATURE
static inline int feature(void) { return FEATURE + VALUE; }
#endif
#endif
""",
    "words.def": """#ifndef WORD
#define WORD(name) extern int word_##name;
#endif
WORD(one)
WORD(two)
#undef WORD
""",
    "later.h": "#pragma once\nstruct later { int a; struct inner { int b; } i; };\n",
    "deep.h": "#pragma once\ntypedef struct { struct deep { int c; } d; } deep_t;\n",
    "plain.h": "#ifndef PLAIN_H\n#define PLAIN_H\n#include \"common.h\"\nint plain(struct holder *h);\n#endif\n",
}

FRAGMENTS = [
    '#include "later.h"\nint in_NAME(struct later *l) { return guess(l) + l->a; }\n',
    '#include "deep.h"\nint deep_NAME(struct holder *h) { return h->d->c; }\n',
    "struct later { int own; };\nint own_NAME(void) { return pass(0)->own; }\n",
    "#include <time.h>\n#include <sys/socket.h>\n",
    "#include <stddef.h>\n#include <pwd.h>\nsize_t size_NAME(void) { return sizeof(struct passwd); }\n",
    "#define LATE_VALUE 4\n#define late_name(x) x\nint late_NAME(void) { return LATE_BODY(VALUE); }\n",
    "#undef VALUE\n#define VALUE 7\nint value_NAME(void) { return VALUE + TWICE(abs, VALUE); }\n",
    '#define WORD(name) int word_##name = VALUE;\n#include "words.def"\n',
    '#include "open.h"\n',
    '#define VERBOSE 1\n#include "open.h"\nint loud_NAME(void) { return verbose_level; }\n',
    "const int limit = 5;\n",
    "int limits[3];\n",
    "typedef int IDLE_t;\nstatic void other_clean(int *p) { (void)p; }\n"
    "int cleaned_NAME(void) { __attribute__((cleanup(other_clean))) int n = 1; return n; }\n",
    "static inline void clean_int(int *p);\nint again_NAME(void) { CLEAN int m = 0; return m; }\n",
    '#include "plain.h"\nint plain(struct holder *h) { return h->room[0] + kind(2); }\n',
    "#ifdef FEATURE\nint feature_NAME(void) { return feature() + FEATURE; }\n#endif\n",
    "int counter_NAME[__COUNTER__ + 1];\n",
    "#if 0\nint never;\n#endif\n#ifdef COMMON_H\nint always_NAME;\n#else\nint missing;\n#endif\n",
    "int pointer_NAME(void) { int (*p)(struct later *) = guess; return p(later_now()); }\n",
    "#pragma push_macro(\"VALUE\")\n#undef VALUE\n#define VALUE 9\nint pushed_NAME = VALUE;\n#pragma pop_macro(\"VALUE\")\n"
    "int popped_NAME = VALUE;\n",
    '#if __INCLUDE_LEVEL__ == 0\nint level_NAME(enum state s) { return s == BUSY; }\n#endif\n',
    "int wrong_NAME(void) { return not_declared_at_all; }\n",
    '#include "missing_NAME.h"\n',
    '#ifndef SELF\n#define SELF\n#include "NAME.c"\n#endif\n',
    "#pragma weak guess\n",
    "union word { int i; }; struct holder; extern struct holder *held(void);\n"
    "char size_NAME_of[sizeof(struct holder)];\nvoid *held_NAME(void) { return held()->l; }\n",
]


def lead(chosen, kind):
    """The first lines of a unit: some in common with others, at lines of their own."""
    lines = [f"#include <{name}>" for name in SYSTEM]
    if kind == 1:
        lines.insert(0, "#define FEATURE 1")
    if kind == 2:
        lines.insert(0, '#define FEATURE \\\n\t2')
    if kind == 3:
        lines.insert(3, '#include "local.h" /* of this folder */')
    if kind == 4:
        lines.insert(3, '#include "broken.h"')
    lines.append('#include "common.h"')
    text = ""
    for line in lines:
        text += chosen.choice(["", "", "", "\n", "/* a comment\n   of two lines */\n", "// another\n"]) + line + "\n"
    return text


def write(folder, name, text):
    path = pathlib.Path(folder, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def tree_make(folder, seed):
    """Writes the tree; how many units it has."""
    chosen = random.Random(seed)
    for name, text in HEADERS.items():
        write(folder, "include/" + name, text)
    units = []
    for place in ("src", "lib"):
        write(folder, f"{place}/local.h", f"#pragma once\nstruct later;\nextern int local_{place};\n")
    write(folder, "include/broken.h", "int broken(;\n")
    for number in range(72):
        place = "src" if number % 3 else "lib"
        name = f"u{number}"
        first = number % len(FRAGMENTS)
        fragments = [FRAGMENTS[first]]
        fragments += [FRAGMENTS[i] for i in chosen.sample(range(20), chosen.randrange(0, 4)) if i != first]
        text = lead(chosen, number % 7) + "".join(chosen.sample(fragments, len(fragments))).replace("NAME", name)
        write(folder, f"{place}/{name}.c", text)
        flags = ["-Iinclude", "-DALL=1"]
        if number % 24 == 23:
            flags += ["-include", "later.h"]
        units.append({"directory": folder, "file": f"{place}/{name}.c",
                      "arguments": ["cc", *flags, "-c", f"{place}/{name}.c"]})
    write(folder, "compile_commands.json", json.dumps(units))
    write(folder, "lintel.yaml", "version: 1\nmodules:\n" + "".join(
        f"  {name}: {{ paths: [{name}], uses: [] }}\n" for name in ("include", "src", "lib")))
    return len(units)


def run(program, folder, home, *arguments):
    env = {"PATH": "/usr/bin:/bin", "HOME": home, "XDG_CACHE_HOME": home, "LC_ALL": "C.UTF-8", "TMPDIR": home}
    return subprocess.run([program, *arguments], cwd=folder, check=False, capture_output=True, text=True, env=env,
                          stdin=subprocess.DEVNULL)


def kept(store):
    """What a store holds: units by key, and the names of their blocks."""
    with sqlite3.connect(os.path.join(store, "facts.db")) as facts:
        return (sorted(facts.execute("SELECT key, packed FROM variants")),
                sorted(facts.execute("SELECT hash, bytes FROM blocks")))


def differences(folder, home, program, units):
    """What speaks against it."""
    said, stores = {}, {}
    for way in ("--no-prefixes", "-j1", "-j4"):
        stores[way] = os.path.join(home, "store" + way)
        arguments = [way] if way != "--no-prefixes" else [way, "-j2"]
        done = run(program, folder, home, "check", "--timings", "--store", stores[way], *arguments)
        said[way] = done.stdout
        behind = re.search(r"(\d+) of them behind one of (\d+) prefixes; (\d+) did", done.stderr)
        if way == "--no-prefixes":
            if behind:
                yield "prefixes were used although they were switched off"
        elif not behind or int(behind[1]) < units // 5 or int(behind[2]) < 3 or int(behind[3]) < 3:
            yield f"{way}: prefixes were hardly used, or held for everything:\n{done.stderr}"
        else:
            print("#", behind[0], "of", units)
    whole = kept(stores["--no-prefixes"])
    if len(whole[0]) != units:
        yield f"{len(whole[0])} units were kept, of {units}"
    for way in ("-j1", "-j4"):
        if said[way] != said["--no-prefixes"]:
            yield f"{way}: the report differs"
        found = kept(stores[way])
        for what, with_them, without in zip(("unit", "block"), found, whole):
            count = len(set(with_them) ^ set(without))
            if count:
                yield f"{way}: {count} differences of {what}s"
    left = [name for name in os.listdir(home) if name.startswith("lintel-prefixes")]
    if left:
        yield f"left behind: {left}"


def main():
    program = os.path.abspath(sys.argv[1])
    results = tap.Tap()
    for seed in [int(sys.argv[2])] if len(sys.argv) > 2 else [1, 2]:
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as home:
            units = tree_make(folder, seed)
            results.result(f"with prefixes and without, facts are the same (seed {seed})",
                           list(differences(folder, home, program, units)))
    return results.finish()


if __name__ == "__main__":
    sys.exit(main())
