# SPDX-License-Identifier: MIT
"""The compiler flags of each source and each folder, as the build uses them."""

import json
import os
import shlex

KEPT_WITH_VALUE = {"-I", "-isystem", "-include", "-D"}
DROPPED = ("-Wl,", "-fdiagnostics-color")


def by_path(build):
    """Maps each source, and its folder by one of them, to (compiler, flags)."""
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as file:
        entries = json.load(file)
    flags = {}
    for entry in entries:
        words = shlex.split(entry["command"])
        if words[0].endswith("ccache"):
            words = words[1:]
        source = os.path.realpath(os.path.join(entry["directory"], entry["file"]))
        flags[source] = (words[0], kept(words[1:], entry["directory"]))
        flags.setdefault(os.path.dirname(source), flags[source])
    return flags


def kept(words, directory):
    """Include folders, macros, language and warnings; paths made absolute."""
    out = []
    words = iter(words)
    for word in words:
        name = next((k for k in KEPT_WITH_VALUE if word.startswith(k)), None)
        if name:
            value = word[len(name):] or next(words)
            if name != "-D":
                value = os.path.normpath(os.path.join(directory, value))
            out += [name, value]
        elif word.startswith(("-std=", "-W", "-f", "-m")) and not word.startswith(DROPPED):
            out.append(word)
    return out


def nearest(flags, path):
    """The flags of `path`, of a folder above it, or of any below its folder."""
    above = path
    while above != "/":
        if above in flags:
            return flags[above]
        above = os.path.dirname(above)
    for known in sorted(flags):
        if known.startswith(os.path.dirname(path) + "/"):
            return flags[known]
    return next(iter(flags.values()))
