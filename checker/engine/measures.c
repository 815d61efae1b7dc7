/* SPDX-License-Identifier: MIT */
#include "engine/measures.h"

#include "base/err.h"
#include "conditions/derive.h"
#include "engine/run.h"
#include "sources/telemetry/telemetry.h"

#include <stdlib.h>

static int fault_order(const void *a, const void *b)
{
	const struct measure_fault *x = a;
	const struct measure_fault *y = b;
	int order = place_cmp(&x->place, &y->place);
	order = order ? order : str_cmp(x->kind, y->kind);
	order = order ? order : str_cmp(x->subject, y->subject);
	return order ? order : str_cmp(x->text, y->text);
}

bool run_measures(struct run *run, bool keep_all, struct measures *measures,
		struct metrics *metrics, struct err *err)
{
	const struct run_options *options = &run->options;
	const struct config_telemetry *config = &run->config.telemetry;
	moment as_of = options->as_of * MOMENT_SECOND;
	const struct telemetry_limits limits = {
		.max_bytes = options->max_snapshot_size,
		.max_samples = options->max_samples,
		.max_series = options->max_series,
		.until = as_of + TELEMETRY_CLOCK_SLACK,
	};

	if (!telemetry_read(measures, run->arena, &run->root, config, &limits, keep_all,
			    options->jobs, err)) {
		return false;
	}
	if (!metrics_bind(metrics, run->arena, measures, config, as_of, &run->problems)
			|| !metrics_derive(metrics, run->arena, &run->problems)) {
		return err_set(err, "nothing was checked");
	}
	metrics_validate(measures, metrics, as_of);
	vec_sort(&measures->faults, fault_order);
	return true;
}
