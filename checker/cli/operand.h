/* SPDX-License-Identifier: MIT */
/*
 * What a person writes on the command line to say "which": a module, a file or
 * a folder (below the root or seen from the working folder), a symbol, or any
 * selector.  What cannot be understood is printed.
 */
#ifndef LINTEL_CLI_OPERAND_H
#define LINTEL_CLI_OPERAND_H

#include "cli/command.h"

struct decision;
struct register_kind;
struct registers;
struct run;
struct selector;

/* Those who use; a symbol stands for the files that define it.  NULL after an error. */
NODISCARD struct selector *operand_users(
		struct cli *cli, const struct run *run, struct str operand);

/* What is used.  NULL after an error. */
NODISCARD struct selector *operand_targets(
		struct cli *cli, const struct run *run, struct str operand);

/* The path of a file or folder below the root; false (and nothing printed) if there is none. */
NODISCARD bool operand_path(
		struct cli *cli, const struct run *run, struct str operand, struct str *path);

/*
 * The record that is called so: by id, number, file's name or path, below the
 * root or seen from the working folder.  NULL after an error.
 */
NODISCARD const struct decision *operand_record(
		struct cli *cli, const struct run *run, struct str operand);

/* The kind of records that is called so.  NULL after an error. */
NODISCARD const struct register_kind *operand_kind(
		struct cli *cli, const struct registers *registers, struct str name);

#endif
