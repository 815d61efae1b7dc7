/* SPDX-License-Identifier: MIT */
/*
 * What a scalar means: strict forms only, so that a slip is an error and never
 * a value nobody meant.
 */
#ifndef LINTEL_CONFIG_VALUE_H
#define LINTEL_CONFIG_VALUE_H

#include "config/table.h"

struct err;

/* A bare `true` or `false`. */
bool value_is_truth(const struct node *node);
/* What people write for "none" and YAML 1.1 reads as false: off, no, false. */
bool value_is_off(struct str text);

/* Digits with an optional sign, not in quotes; false if it is anything else. */
NODISCARD bool value_read_number(const struct node *node, int64_t *value);
/* A decimal number, not in quotes, finite. */
NODISCARD bool value_read_real(const struct node *node, double *value);

/* [A-Za-z0-9][A-Za-z0-9._/{}-]* */
bool value_is_name(struct str name);

/* Checks an item of a list of `type`; a path is cleaned.  After a failure, `*remedy` may help. */
NODISCARD bool value_check_item(struct str *item, enum field_type type, struct arena *arena,
		struct str *remedy, struct err *err);

#endif
