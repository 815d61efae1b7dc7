/* SPDX-License-Identifier: MIT */
/*
 * Who owns what, in a run: by `owner:` of modules, by the file of code owners,
 * and by what really happens.
 */
#ifndef LINTEL_ENGINE_OWNING_H
#define LINTEL_ENGINE_OWNING_H

#include "facts/module_owners.h"
#include "facts/owner_name.h"

struct run;

struct owning {
	/* Never NULL; its path is empty where there is no file, and none was named. */
	const struct code_owners *code_owners;
	/* By module. */
	struct module_owners *modules;
	/* The patterns are too many for so many files: no module has code owners. */
	bool is_exhausted;
};

/* After run_configure(): read once, when somebody asks for it. */
const struct owning *run_owning(struct run *run);

/* Whether there is a file or folder of that name below the root. */
bool owning_is_there(const struct run *run, struct str path);

/*
 * owner_findings.c: adds what does not fit together: nothing, unless some module has an owner or
 * the configuration names a file of code owners.
 */
void owning_findings(struct run *run);

#endif
