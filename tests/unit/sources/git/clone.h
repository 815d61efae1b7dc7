/* SPDX-License-Identifier: MIT */
/*
 * A repository of git for one test, made by git itself in a folder of its own.
 */
#ifndef LINTEL_UNIT_SOURCES_GIT_CLONE_H
#define LINTEL_UNIT_SOURCES_GIT_CLONE_H

#include "base/err.h"
#include "sources/git/repository.h"

#include "unit/unit.h"

#include <stdlib.h>
#include <unistd.h>

struct clone {
	struct arena *arena;
	/* Absolute, without links. */
	struct str folder;
};

/* Runs a line of shell in the folder; git sees no configuration but the repository's. */
static inline void clone_run(const struct clone *clone, const char *line)
{
	struct str command = str_fmt(clone->arena,
			"cd '" STR_FMT
			"' && export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null "
			"GIT_AUTHOR_NAME='Ada Byron' GIT_AUTHOR_EMAIL=ada@example.org "
			"GIT_COMMITTER_NAME='Ada Byron' GIT_COMMITTER_EMAIL=ada@example.org "
			"GIT_AUTHOR_DATE=2026-11-01T12:00:00Z GIT_COMMITTER_DATE=2026-11-01T12:00:00Z; "
			"{ %s; } >/dev/null 2>&1",
			STR_ARG(clone->folder), line);
	assert_int_equal(system(command.p), 0); /* NOLINT(cert-env33-c): the test's own folder */
}

/* A folder with an empty repository in it; clone_remove() when done. */
static inline struct clone clone_make(struct arena *arena)
{
	struct str name = str_fmt(arena, "%s/lintel-git-XXXXXX",
			getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
	char *path = mkdtemp((char *)(uintptr_t)name.p);
	assert_non_null(path);
	char *real = realpath(path, NULL);
	struct clone clone = { .arena = arena, .folder = str_dup(arena, str_of(real)) };
	free(real);
	clone_run(&clone, "git init -q -b main");
	return clone;
}

static inline void clone_remove(const struct clone *clone)
{
	clone_run(clone, "rm -rf .git * .[a-z]*");
	assert_int_equal(rmdir(clone->folder.p), 0);
}

static inline struct repository *clone_open(const struct clone *clone)
{
	struct repository *repository;
	struct err err = { "" };
	bool is_open = repository_open(&repository, clone->arena, clone->folder, &err);
	assert_string_equal(err.text, "");
	assert_true(is_open);
	return repository;
}

#endif
