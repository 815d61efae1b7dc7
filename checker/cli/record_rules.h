/* SPDX-License-Identifier: MIT */
/*
 * Which of lintel's own rules speak of decision records and the words of their
 * triggers, for commands that judge by these alone.
 */
#ifndef LINTEL_CLI_RECORD_RULES_H
#define LINTEL_CLI_RECORD_RULES_H

#include "base/str.h"

struct arena;
struct run_options;

bool record_rules_has(struct str rule);

/* Makes them the only rules of a run that has not judged yet. */
void record_rules_choose(struct run_options *options, struct arena *arena);

#endif
