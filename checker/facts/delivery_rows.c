/* SPDX-License-Identifier: MIT */
#include "facts/delivery.h"

#include "base/arena.h"

#define HOUR 3600.0
#define PERCENT 100.0

static struct delivery_row row_of_times(const char *name, const char *title, const char *of,
		const struct delivery_times *times)
{
	return (struct delivery_row){
		.name = name,
		.title = title,
		.unit = "h",
		.reason = times->reason,
		.why = times->why,
		.n = times->n,
		.of = of,
		.value = times->median / HOUR,
		.has_interval = times->has_interval,
		.low = times->low / HOUR,
		.high = times->high / HOUR,
	};
}

static struct delivery_row row_of_rate(const char *name, const char *title, const char *of,
		const struct delivery_rate *rate)
{
	return (struct delivery_row){
		.name = name,
		.title = title,
		.unit = "%",
		.reason = rate->reason,
		.why = rate->why,
		.n = rate->n,
		.of = of,
		.hits = rate->hits,
		.value = rate->n ? PERCENT * (double)rate->hits / (double)rate->n : 0,
	};
}

static struct delivery_row row_of_count(const struct delivery_figures *figures, const char *name,
		const char *title, const char *unit, const char *of, size_t n, double value)
{
	return (struct delivery_row){
		.name = name,
		.title = title,
		.unit = unit,
		.reason = figures->frequency_reason,
		.why = figures->frequency_why,
		.n = n,
		.of = of,
		.value = value,
	};
}

/* Only a log speaks of deployments, and the bands are of them. */
static void bands_add(struct delivery_row *rows, enum deployment_source source)
{
	for (size_t i = 0; source == DEPLOYED_LOG && i < DELIVERY_ROWS; i++) {
		struct delivery_row *row = &rows[i];
		bool is_time = i == DELIVERY_ROW_LEAD || i == DELIVERY_ROW_RECOVERY;
		if (row->reason == REASON_NONE && is_time) {
			row->band = delivery_time_band(row->value * HOUR);
		} else if (row->reason == REASON_NONE && i == DELIVERY_ROW_FREQUENCY) {
			row->band = delivery_rate_band(row->value);
		}
	}
}

void delivery_rows(struct delivery_row rows[DELIVERY_ROWS], const struct delivery_figures *figures,
		enum deployment_source source, enum delivery_since since)
{
	static const char *const frequencies[] = {
		[DEPLOYED_LOG] = "deployment frequency",
		[DEPLOYED_TAGS] = "release frequency",
		[DEPLOYED_BRANCH] = "integration frequency",
	};
	const struct delivery_lead *lead = &figures->lead[since];
	const char *of = deployment_noun(source);
	const struct delivery_lead *other =
			&figures->lead[since == SINCE_WRITTEN ? SINCE_COMMITTED : SINCE_WRITTEN];

	rows[DELIVERY_ROW_LEAD] = row_of_times(
			"lead_time", "lead time of a commit", "commit", &lead->commits);
	rows[DELIVERY_ROW_P90] = row_of_times(
			"lead_time_p90", "  of nine in ten no more than", "commit", &lead->commits);
	rows[DELIVERY_ROW_P90].value = lead->commits.p90 / HOUR;
	rows[DELIVERY_ROW_P90].has_interval = false;
	rows[DELIVERY_ROW_BY_DEPLOYMENT] = row_of_times("lead_time_by_deployment",
			"  the same, median of medians", of, &lead->deployments);
	rows[DELIVERY_ROW_OTHER] = row_of_times(
			since == SINCE_WRITTEN ? "lead_time_committed" : "lead_time_written",
			since == SINCE_WRITTEN ? "  since it was committed"
					       : "  since it was written",
			"commit", &other->commits);
	rows[DELIVERY_ROW_FREQUENCY] = row_of_count(figures, "frequency", frequencies[source],
			"deployment/d", of, figures->deployments, figures->a_day);
	rows[DELIVERY_ROW_DAYS] = row_of_count(figures, "days_a_week", "  days with one in a week",
			"d", "week", figures->weeks, figures->days_a_week);
	if (figures->frequency_reason == REASON_NONE && figures->weeks == 0) {
		rows[DELIVERY_ROW_DAYS].reason = REASON_SPARSE;
		rows[DELIVERY_ROW_DAYS].why = STR("no week is over");
	}
	rows[DELIVERY_ROW_FAILURES] =
			row_of_rate("change_failure_rate", "change fail rate", of, &figures->broke);
	rows[DELIVERY_ROW_RECOVERY] = row_of_times("recovery_time", "failed deployment recovery",
			"incident", &figures->restored);
	rows[DELIVERY_ROW_REWORK] =
			row_of_rate("rework_rate", "deployment rework rate", of, &figures->rework);
	rows[DELIVERY_ROW_REVERTS] = row_of_rate(
			"revert_rate", "reverted later (a sign)", of, &figures->reverted);
	rows[DELIVERY_ROW_HOTFIXES] =
			row_of_rate("hotfix_rate", "patched soon (a sign)", of, &figures->hotfixed);
	rows[DELIVERY_ROW_MENDED] = row_of_times("proxy_recovery",
			"until reverted or patched (a sign)", of, &figures->mended);
	bands_add(rows, source);
}

struct str delivery_row_count(const struct delivery_row *row, struct arena *arena)
{
	bool is_rate = row->unit[0] == '%';
	const char *plural = row->n == 1 ? "" : "s";

	if (is_rate) {
		return str_fmt(arena, "%zu of %zu %s%s", row->hits, row->n, row->of, plural);
	}
	return str_fmt(arena, "%zu %s%s", row->n, row->of, plural);
}

const char *deployment_noun(enum deployment_source source)
{
	static const char *const nouns[] = {
		[DEPLOYED_LOG] = "deployment",
		[DEPLOYED_TAGS] = "release",
		[DEPLOYED_BRANCH] = "integration",
	};
	return nouns[source];
}

const char *deployment_source_text(enum deployment_source source)
{
	static const char *const texts[] = {
		[DEPLOYED_LOG] = "a log of deployments",
		[DEPLOYED_TAGS] = "tags: released, not necessarily deployed",
		[DEPLOYED_BRANCH] = "a branch: integrated, neither released nor deployed",
	};
	return texts[source];
}

struct str delivery_row_evidence(
		const struct delivery_row *row, enum deployment_source source, struct arena *arena)
{
	if (row->reason != REASON_NONE) {
		return row->why;
	}
	struct str count = delivery_row_count(row, arena);
	return str_fmt(arena, STR_FMT ", by %s", STR_ARG(count), deployment_source_text(source));
}
