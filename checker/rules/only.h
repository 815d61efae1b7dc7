/* SPDX-License-Identifier: MIT */
/*
 * What `only` and `uses:` have in common.
 */
#ifndef LINTEL_RULES_ONLY_H
#define LINTEL_RULES_ONLY_H

#include "facts/code.h"

#include <stdbool.h>

struct selector;

/*
 * Whether a list of what may be used has a say about such a target: modules
 * and unassigned files always, the outside only if the list names it.  A file
 * that is ignored and in no module is as good as outside.
 */
bool only_judges(const struct selector *to, const struct code *code, const struct code_use *use);

#endif
