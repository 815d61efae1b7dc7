/* SPDX-License-Identifier: MIT */
/*
 * What lintel.yaml says of a metric, understood.
 */
#ifndef LINTEL_SOURCES_TELEMETRY_DECLARE_H
#define LINTEL_SOURCES_TELEMETRY_DECLARE_H

#include "config/config.h"
#include "facts/measure.h"

struct arena;
struct problems;

/*
 * One metric for each declared one, in the order of the configuration, and then
 * for each derived one, all without samples.  What is wrong goes to `problems`.
 */
void metrics_declare(struct metrics *metrics, struct arena *arena,
		const struct config_telemetry *config, struct problems *problems);

/* Says what is wrong with a series selector; false if anything is. */
bool selector_check(const struct text *from, struct arena *arena, struct problems *problems);

#endif
