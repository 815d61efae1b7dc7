/* SPDX-License-Identifier: MIT */
/*
 * Completion for the shells, made from the tables.
 */
#ifndef LINTEL_CLI_SHELLS_H
#define LINTEL_CLI_SHELLS_H

#include "cli/command.h"

struct buf;

typedef void shell_write_fn(const struct command *const *list, size_t count, struct buf *out);

void shell_bash(const struct command *const *list, size_t count, struct buf *out);
void shell_zsh(const struct command *const *list, size_t count, struct buf *out);
void shell_fish(const struct command *const *list, size_t count, struct buf *out);

#endif
