/* SPDX-License-Identifier: MIT */
/*
 * What `lintel init` sees of a folder before it reads any code: compile
 * databases, and folders that a build made.
 */
#ifndef LINTEL_CLI_SURROUNDINGS_H
#define LINTEL_CLI_SURROUNDINGS_H

#include "base/attr.h"
#include "base/str.h"
#include "base/vec.h"

struct arena;
struct err;

struct surroundings {
	/* Below the folder, sorted: those of the folder itself first. */
	VEC(struct str) compile_commands;
	VEC(struct str) build_folders;
};

/* Looks into `folder` and the folders right below it. */
NODISCARD bool surroundings_see(
		struct surroundings *seen, struct arena *arena, struct str folder, struct err *err);

/* Whether `folder` holds something called `name`. */
bool surroundings_has(struct arena *arena, struct str folder, const char *name);

#endif
