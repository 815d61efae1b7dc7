/* SPDX-License-Identifier: MIT */
/*
 * Series selectors, as Prometheus writes them:
 *
 *	http_requests_total    http_requests_total{service="web",code!="200"}
 *	{"http.server.errors"}    {"http.server.errors",code="500"}    {job="api"}
 *
 * Every label named must match, other labels may be there; a label that is not
 * there is empty.  Patterns (=~, !~) are refused: which series a metric is made
 * of should be readable in lintel.yaml.
 */
#ifndef LINTEL_SOURCES_TELEMETRY_SELECTOR_H
#define LINTEL_SOURCES_TELEMETRY_SELECTOR_H

#include "facts/measure.h"

struct arena;
struct err;

struct matcher {
	struct str name;
	struct str value;
	/* != */
	bool is_not;
};

struct series_selector {
	/* Empty: any name. */
	struct str name;
	struct matcher *matchers;
	size_t matcher_count;
};

/*
 * Reads one; texts live in `arena`.  False: `err` says what is wrong, `*at` at
 * which byte, `*remedy` what to write instead.
 */
NODISCARD bool series_selector_read(struct series_selector *selector, struct arena *arena,
		struct str text, size_t *at, struct str *remedy, struct err *err);

/* `labels` are sorted by name. */
bool series_selector_matches(const struct series_selector *selector, struct str name,
		const struct label *labels, size_t label_count);

#endif
