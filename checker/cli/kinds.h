/* SPDX-License-Identifier: MIT */
/*
 * The rule kinds as config/ wants them for the schema, the reference and what is
 * in force: it lives below rules/ and cannot ask itself.
 */
#ifndef LINTEL_CLI_KINDS_H
#define LINTEL_CLI_KINDS_H

#include "config/schema.h"

struct arena;

/* `rule_kind_count` of them (rules/rule.h), in its order. */
struct schema_kind *kinds_list(struct arena *arena);

#endif
