/* SPDX-License-Identifier: MIT */
/*
 * Classes of change: what a change is for, as whoever makes it says.  Some are
 * there without a word, `risk.classes` adds others; any other word is a mistake.
 */
#ifndef LINTEL_GATES_CHANGE_CLASS_H
#define LINTEL_GATES_CHANGE_CLASS_H

#include "config/config.h"

struct arena;
struct problems;

bool change_class_is_known(const struct config_risk *config, struct str word);

/* "did you mean 'feature'?", or all that there are. */
struct str change_class_remedy(
		const struct config_risk *config, struct str word, struct arena *arena);

/* Looks at every class that the configuration names; false if one is none. */
NODISCARD bool change_classes_check(const struct config *config, struct problems *problems);

#endif
