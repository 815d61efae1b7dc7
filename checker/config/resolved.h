/* SPDX-License-Identifier: MIT */
/*
 * What is in force after everything was merged, as YAML that can be read again,
 * each value with the file and line that it came from.
 */
#ifndef LINTEL_CONFIG_RESOLVED_H
#define LINTEL_CONFIG_RESOLVED_H

#include "base/buf.h"

struct config;

/* `config` must have been read without an error. */
void config_resolved_write(const struct config *config, struct buf *out);

#endif
