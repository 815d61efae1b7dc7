/* SPDX-License-Identifier: MIT */
/*
 * Who owns what, in a run: by `owner:` of modules, by the file of code owners,
 * and by what really happens.
 */
#ifndef LINTEL_ENGINE_OWNING_H
#define LINTEL_ENGINE_OWNING_H

#include "facts/module_owners.h"
#include "facts/owner_name.h"

struct err;
struct run;

struct owning {
	/* Never NULL; its path is empty where there is no file, and none was named. */
	const struct code_owners *code_owners;
	/* By module. */
	struct module_owners *modules;
	/* The patterns are too many for so many files: no module has code owners. */
	bool is_exhausted;
	/* The rest is there after run_ownership(): how far back commits count. */
	struct duration window;
	const struct ownership *ownership;
	/* How many of those who ever committed are left out. */
	size_t robots;
};

/* After run_configure(): read once, when somebody asks for it. */
const struct owning *run_owning(struct run *run);

/*
 * owning_history.c: the same joined with the history.  That there is none is no
 * error; false as run_history().
 */
NODISCARD bool run_ownership(struct run *run, struct err *err);

/* Whether there is a file or folder of that name below the root. */
bool owning_is_there(const struct run *run, struct str path);

/*
 * owner_findings.c: adds what does not fit together: nothing, unless some module has an owner or
 * the configuration names a file of code owners.
 */
void owning_findings(struct run *run);

#endif
