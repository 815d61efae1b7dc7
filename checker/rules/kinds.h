/* SPDX-License-Identifier: MIT */
/*
 * The records of all rule kinds, for the list of them and for each other.
 */
#ifndef LINTEL_RULES_KINDS_H
#define LINTEL_RULES_KINDS_H

struct rule_kind;

#define RULE(name) extern const struct rule_kind rule_##name;
#include "rules/rules.def"
#undef RULE

#endif
