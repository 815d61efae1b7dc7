/* SPDX-License-Identifier: MIT */
/*
 * What is in force after everything was merged, as YAML that can be read again,
 * each value with the file and line that it came from.
 */
#ifndef LINTEL_CONFIG_RESOLVED_H
#define LINTEL_CONFIG_RESOLVED_H

#include "base/buf.h"

struct config;
struct schema_kind;

/*
 * `config` must have been read without an error.  What a rule does not say is
 * written as its kind has it, if the kind is among `kinds`.
 */
void config_resolved_write(const struct config *config, const struct schema_kind *kinds,
		size_t count, struct buf *out);

#endif
