/* SPDX-License-Identifier: MIT */
/*
 * Drift as people and plots read it.
 */
#ifndef LINTEL_CLI_DRIFT_SHOW_H
#define LINTEL_CLI_DRIFT_SHOW_H

#include "base/buf.h"
#include "engine/drifting.h"

struct cli;

/* A table, and below each row what changed since the one above; `most` lines of it at a time. */
void drift_show_text(const struct drift *drift, struct cli *cli, size_t most, struct buf *out);
void drift_show_json(const struct drift *drift, struct cli *cli, size_t most, struct buf *out);
void drift_show_csv(const struct drift *drift, struct cli *cli, size_t most, struct buf *out);

void drift_show_found_text(const struct drift_found *found, const struct drift_quest *quest,
		const struct drift_ends *ends, struct buf *out);
void drift_show_found_json(const struct drift_found *found, const struct drift_quest *quest,
		const struct drift_ends *ends, struct buf *out);

#endif
