/* SPDX-License-Identifier: MIT */
/*
 * The trend file of a run: read as a whole, grown by a line.
 */
#ifndef LINTEL_ENGINE_TRENDING_H
#define LINTEL_ENGINE_TRENDING_H

#include "engine/run.h"
#include "gates/trend.h"

/* Where it is: what `report.trend` says, or beside lintel.yaml. */
struct str run_trend_path(const struct run *run);

/* Reads it; nothing is there where there is no file.  What is damaged is in `run->problems`. */
NODISCARD bool run_trend_read(struct run *run, struct trend *trend, struct err *err);

/*
 * Adds a line about the judged run and the time since it began; refuses to where
 * the file is damaged.
 */
NODISCARD bool run_trend_append(struct run *run, struct err *err);

#endif
