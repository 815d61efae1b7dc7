/* SPDX-License-Identifier: MIT */
/*
 * Derived metrics: quantities that lintel.yaml makes of other metrics.
 */
#ifndef LINTEL_CONDITIONS_DERIVED_H
#define LINTEL_CONDITIONS_DERIVED_H

#include "conditions/evaluation.h"
#include "conditions/formula.h"

/* One within another, and all of them in one condition. */
#define DERIVED_DEPTH_MAX 16
#define DERIVED_MAX 256

/* What computes it, in its unit; NULL if it cannot be, or is made of itself. */
struct formula *derived_formula(struct evaluation *evaluation, const struct metric *metric,
		struct conversion *conversion);

/*
 * The metric with a sample at each moment at which something that it is made
 * of was measured; one that cannot be computed has no value.  NULL as above.
 */
const struct metric *derived_samples(struct evaluation *evaluation, const struct metric *metric);

/*
 * The same outside of a condition, for whoever shows it: the values alone, and
 * with `reason` where it is unknown at as_of, whatever it was before.  NULL as
 * above.
 */
const struct metric *metric_compute(
		struct arena *arena, const struct metric *metric, const struct world *world);

#endif
