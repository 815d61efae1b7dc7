/* SPDX-License-Identifier: MIT */
#include "facts/delivery.h"

#include "base/arena.h"

#include <math.h>
#include <stdlib.h>

#define YEAR_SECONDS (365.25 * 86400)
#define DAYS_OF_WEEK 7

struct figuring {
	struct delivery_figures *figures;
	const struct delivery *delivery;
	uint32_t service;
	struct arena *arena;
	/* Within the span, and not of another service. */
	VEC(struct delivery_event) events;
};

struct numbers {
	VEC(double) list;
};

/* ---- statistics ---- */

static int doubles_order(const void *a, const void *b)
{
	double left = *(const double *)a;
	double right = *(const double *)b;
	return (left > right) - (left < right);
}

double delivery_median(const double *sorted, size_t count)
{
	double upper = sorted[count / 2];
	return count % 2 ? upper : (sorted[count / 2 - 1] + upper) / 2;
}

double delivery_p90(const double *sorted, size_t count)
{
	return sorted[(9 * count + 9) / 10 - 1];
}

/*
 * The interval of the median from the d-th smallest to the d-th largest: the
 * largest d for which fewer than d of n, each below it in one of two cases, are
 * not more likely than one in forty.  0 if there is none.
 */
static size_t interval_rank(size_t n)
{
	int sign;
	double log_all = lgamma_r((double)n + 1, &sign) - (double)n * log(2);
	double sum = 0;
	size_t rank = 0;

	while (2 * rank < n) {
		double k = (double)rank;
		sum += exp(log_all - lgamma_r(k + 1, &sign) - lgamma_r((double)n - k + 1, &sign));
		if (sum > 0.025) {
			break;
		}
		rank++;
	}
	return rank;
}

/* Sorts the numbers. */
static void times_fill(struct delivery_times *times, struct numbers *numbers)
{
	size_t n = numbers->list.len;

	times->n = n;
	if (n == 0) {
		return;
	}
	vec_sort(&numbers->list, doubles_order);
	times->median = delivery_median(numbers->list.p, n);
	times->p90 = delivery_p90(numbers->list.p, n);
	size_t rank = interval_rank(n);
	times->has_interval = rank > 0;
	if (times->has_interval) {
		times->low = numbers->list.p[rank - 1];
		times->high = numbers->list.p[n - rank];
	}
}

double *delivery_waits(const struct delivery *delivery, const struct delivery_event *event,
		enum delivery_since since, struct arena *arena, size_t *count)
{
	const struct history *history = delivery->facts->history;
	double *waits = arena_new_array(arena, double, event->count + 1);

	*count = 0;
	for (uint32_t i = 0; i < event->count; i++) {
		uint32_t number = delivery->shipped.p[event->first + i];
		const struct history_commit *commit = &history->commits[number];
		moment from = since == SINCE_WRITTEN ? commit->written : commit->at;
		if (!delivery->undated[number]) {
			waits[(*count)++] = (double)(event->at - from) / MOMENT_SECOND;
		}
	}
	if (*count > 1) {
		qsort(waits, *count, sizeof(double), doubles_order);
	}
	return waits;
}

/* ---- what is looked at ---- */

static bool is_deployment(const struct delivery_event *event)
{
	return event->kind != DELIVERY_BACK && event->kind != DELIVERY_FAILED;
}

static void span_cut(struct figuring *figuring, struct delivery_span span)
{
	const struct delivery *delivery = figuring->delivery;
	moment first = MOMENT_NEVER;

	vec_each (const struct delivery_event, event, &delivery->events) {
		bool is_of = figuring->service == DELIVERY_ALL
			     || event->service == figuring->service;
		if (is_of && event->kind != DELIVERY_FAILED) {
			first = event->at < first ? event->at : first;
		}
		if (is_of && event->at >= span.from && event->at < span.to) {
			*vec_add(&figuring->events, figuring->arena) = *event;
		}
	}
	/* Before the first one nobody wrote down that there were none. */
	span.from = first > span.from ? first : span.from;
	span.from = span.from < span.to ? span.from : span.to;
	figuring->figures->span = span;
}

static void events_count(struct figuring *figuring)
{
	struct delivery_figures *figures = figuring->figures;

	vec_each (const struct delivery_event, event, &figuring->events) {
		figures->back += event->kind == DELIVERY_BACK;
		figures->failed += event->kind == DELIVERY_FAILED;
		figures->repeated += event->rows - 1;
		if (!is_deployment(event)) {
			continue;
		}
		figures->deployments++;
		figures->first += event->kind == DELIVERY_FIRST;
		figures->unrelated += event->kind == DELIVERY_UNRELATED;
		figures->unknown += event->kind == DELIVERY_UNKNOWN;
		figures->undated += (event->flags & DELIVERY_UNDATED) != 0;
		if (event->kind == DELIVERY_CHANGES) {
			figures->empty += event->count == 0;
			figures->copies += event->copies;
		}
	}
}

/* ---- lead time ---- */

static bool is_history_known(const struct figuring *figuring)
{
	const struct history *history = figuring->delivery->facts->history;
	return history && history->reason == REASON_NONE;
}

static void history_unknown(const struct figuring *figuring, enum reason *reason, struct str *why)
{
	const struct history *history = figuring->delivery->facts->history;
	*reason = history ? history->reason : REASON_NO_HISTORY;
	*why = history ? history->why : STR("the history is not read");
}

/* Without a history nobody knows whether all tags are there, or what came to a branch. */
static bool is_blind(const struct figuring *figuring)
{
	return figuring->delivery->facts->source != DEPLOYED_LOG && !is_history_known(figuring);
}

/* Why so few say nothing. */
static void sparse(const struct figuring *figuring, enum reason *reason, struct str *why,
		size_t count, const char *which)
{
	const struct delivery_facts *facts = figuring->delivery->facts;

	if (is_blind(figuring)) {
		history_unknown(figuring, reason, why);
		return;
	}
	*reason = REASON_SPARSE;
	*why = str_fmt(figuring->arena, "%zu %s%s%s, %zu are needed", count,
			deployment_noun(facts->source), count == 1 ? "" : "s", which, facts->least);
}

static void lead_unknown(
		const struct figuring *figuring, struct delivery_times *times, size_t brought)
{
	if (!is_history_known(figuring)) {
		history_unknown(figuring, &times->reason, &times->why);
	} else if (brought < figuring->delivery->facts->least) {
		sparse(figuring, &times->reason, &times->why, brought,
				" known to have brought commits");
	} else if (times->n == 0) {
		times->reason = REASON_UNDEFINED;
		times->why = figuring->figures->tips > 0
					     ? STR("only commits that have the date of what brought them")
					     : STR("none brought a commit");
	}
}

static void lead_fill(struct figuring *figuring, enum delivery_since since)
{
	struct delivery_lead *lead = &figuring->figures->lead[since];
	struct numbers commits = { 0 };
	struct numbers medians = { 0 };
	size_t brought = 0;

	figuring->figures->tips = 0;
	vec_each (const struct delivery_event, event, &figuring->events) {
		size_t count;
		if (event->kind != DELIVERY_CHANGES) {
			continue;
		}
		double *waits = delivery_waits(
				figuring->delivery, event, since, figuring->arena, &count);
		brought += event->count > 0;
		figuring->figures->tips += event->count - count;
		if (count > 0) {
			*vec_add(&medians.list, figuring->arena) = delivery_median(waits, count);
		}
		for (size_t i = 0; i < count; i++) {
			*vec_add(&commits.list, figuring->arena) = waits[i];
			lead->negative += waits[i] < 0;
			lead->over_year += waits[i] > YEAR_SECONDS;
		}
	}
	times_fill(&lead->commits, &commits);
	times_fill(&lead->deployments, &medians);
	lead_unknown(figuring, &lead->commits, brought);
	lead_unknown(figuring, &lead->deployments, brought);
}

/* ---- frequency ---- */

static int days_order(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a;
	int64_t right = *(const int64_t *)b;
	return (left > right) - (left < right);
}

/* Distinct days with a deployment, of each complete week. */
static void weeks_fill(struct figuring *figuring)
{
	struct delivery_figures *figures = figuring->figures;
	struct delivery_span span = figures->span;
	moment begin = period_begin(span.from, PERIOD_WEEK);
	VEC(int64_t) days = { 0 };
	struct numbers weeks = { 0 };
	size_t at = 0;

	vec_each (const struct delivery_event, event, &figuring->events) {
		if (is_deployment(event)) {
			*vec_add(&days, figuring->arena) = date_day_of(event->at / MOMENT_SECOND);
		}
	}
	vec_sort(&days, days_order);
	begin = begin < span.from ? period_next(begin, PERIOD_WEEK) : begin;
	for (moment end = period_next(begin, PERIOD_WEEK); end <= span.to;
			begin = end, end = period_next(end, PERIOD_WEEK)) {
		double count = 0;
		while (at < days.len && days.p[at] * MOMENT_DAY < end) {
			bool is_new = at == 0 || days.p[at] != days.p[at - 1];
			count += is_new && days.p[at] * MOMENT_DAY >= begin;
			at++;
		}
		*vec_add(&weeks.list, figuring->arena) = count;
	}
	figures->weeks = weeks.list.len;
	if (weeks.list.len > 0) {
		vec_sort(&weeks.list, doubles_order);
		figures->days_a_week = delivery_median(weeks.list.p, weeks.list.len);
	}
}

static void frequency_fill(struct figuring *figuring)
{
	struct delivery_figures *figures = figuring->figures;
	double days = (double)(figures->span.to - figures->span.from) / (double)MOMENT_DAY;

	if (figures->deployments < figuring->delivery->facts->least || days <= 0
			|| is_blind(figuring)) {
		sparse(figuring, &figures->frequency_reason, &figures->frequency_why,
				figures->deployments, "");
		return;
	}
	figures->a_day = (double)figures->deployments / days;
	weeks_fill(figuring);
}

/* ---- failures ---- */

static void rate_check(
		const struct figuring *figuring, struct delivery_rate *rate, const char *which)
{
	bool is_sparse = rate->n < figuring->delivery->facts->least || is_blind(figuring);
	if (rate->reason == REASON_NONE && is_sparse) {
		sparse(figuring, &rate->reason, &rate->why, rate->n, which);
	}
}

static void signs_fill(struct figuring *figuring)
{
	struct delivery_figures *figures = figuring->figures;
	const struct delivery_facts *facts = figuring->delivery->facts;
	struct numbers mended = { 0 };

	vec_each (const struct delivery_event, event, &figuring->events) {
		if (!is_deployment(event)) {
			continue;
		}
		/* A young one may still be patched. */
		bool is_over = moment_after(event->at, facts->hotfix_within) <= facts->as_of;
		/* What brought nothing has nothing that could be undone. */
		bool is_known = event->kind == DELIVERY_CHANGES && event->count > 0;
		bool is_version = is_over && (event->flags & DELIVERY_VERSIONED);
		figures->reverted.n += is_known;
		figures->reverted.hits += is_known && (event->flags & DELIVERY_REVERTED);
		figures->hotfixed.n += is_version;
		figures->hotfixed.hits += is_version && (event->flags & DELIVERY_HOTFIXED);
		if (event->mended != MOMENT_NEVER) {
			*vec_add(&mended.list, figuring->arena) =
					(double)(event->mended - event->at) / MOMENT_SECOND;
		}
	}
	if (!is_history_known(figuring)) {
		history_unknown(figuring, &figures->reverted.reason, &figures->reverted.why);
	}
	rate_check(figuring, &figures->reverted, " known to have brought commits");
	rate_check(figuring, &figures->hotfixed, " (versions, and old enough)");
	times_fill(&figures->mended, &mended);
	if (figures->deployments < facts->least || is_blind(figuring)) {
		sparse(figuring, &figures->mended.reason, &figures->mended.why,
				figures->deployments, "");
	} else if (figures->mended.n == 0) {
		figures->mended.reason = REASON_UNDEFINED;
		figures->mended.why = STR("none was reverted or patched");
	}
}

static bool is_looked_at(const struct figuring *figuring, const struct delivery_event *event)
{
	const struct delivery_span span = figuring->figures->span;
	return (figuring->service == DELIVERY_ALL || event->service == figuring->service)
	       && event->at >= span.from && event->at < span.to;
}

static void restored_fill(struct figuring *figuring)
{
	const struct delivery *delivery = figuring->delivery;
	struct delivery_figures *figures = figuring->figures;
	struct numbers restored = { 0 };
	uint32_t last = NONE;

	vec_each (const struct delivery_break, one, &delivery->breaks) {
		const struct delivery_incident *incident =
				&delivery->facts->incidents[one->incident];
		if (one->incident == last
				|| !is_looked_at(figuring, &delivery->events.p[one->event])) {
			continue;
		}
		last = one->incident;
		bool is_over = incident->restored <= delivery->facts->as_of;
		figures->open_incidents += !is_over;
		if (is_over && incident->began != MOMENT_EVER) {
			*vec_add(&restored.list, figuring->arena) =
					(double)(incident->restored - incident->began)
					/ MOMENT_SECOND;
		}
	}
	times_fill(&figures->restored, &restored);
}

/* Why neither failures nor repairs are known, whatever their number; or NULL. */
static const char *why_no_failures(const struct delivery_facts *facts)
{
	if (facts->source != DEPLOYED_LOG) {
		return "no log says what was in service";
	}
	return facts->has_incidents ? NULL : "no records of incidents are kept";
}

static void failures_fill(struct figuring *figuring)
{
	struct delivery_figures *figures = figuring->figures;
	const struct delivery_facts *facts = figuring->delivery->facts;
	const char *why = why_no_failures(facts);

	vec_each (const struct delivery_event, event, &figuring->events) {
		figures->broke.n += is_deployment(event);
		figures->broke.hits += is_deployment(event) && (event->flags & DELIVERY_BROKE);
		figures->rework.hits += is_deployment(event) && (event->flags & DELIVERY_MENDS);
	}
	figures->rework.n = figures->broke.n;
	if (facts->source != DEPLOYED_LOG || !figuring->delivery->has_kinds) {
		figures->rework.reason = REASON_NO_RECORD;
		figures->rework.why = facts->source != DEPLOYED_LOG
						      ? str_of(why)
						      : STR("the log says of none what kind it is");
	}
	rate_check(figuring, &figures->rework, "");
	if (why) {
		figures->broke.reason = REASON_NO_RECORD;
		figures->broke.why = str_of(why);
		figures->restored.reason = REASON_NO_RECORD;
		figures->restored.why = str_of(why);
		return;
	}
	rate_check(figuring, &figures->broke, "");
	restored_fill(figuring);
	if (figures->broke.reason != REASON_NONE) {
		figures->restored.reason = figures->broke.reason;
		figures->restored.why = figures->broke.why;
	} else if (figures->restored.n == 0) {
		figures->restored.reason = REASON_UNDEFINED;
		figures->restored.why = STR("no incident that a deployment brought is over");
	}
}

void delivery_figures(struct delivery_figures *figures, const struct delivery *delivery,
		uint32_t service, struct delivery_span span, struct arena *arena)
{
	struct figuring figuring = {
		.figures = figures,
		.delivery = delivery,
		.service = service,
		.arena = arena,
	};

	*figures = (struct delivery_figures){ 0 };
	span_cut(&figuring, span);
	events_count(&figuring);
	for (unsigned since = 0; since < SINCES; since++) {
		lead_fill(&figuring, since);
	}
	frequency_fill(&figuring);
	signs_fill(&figuring);
	failures_fill(&figuring);
}

/* ---- bands ---- */

struct band {
	double below;
	const char *text;
};

const char *delivery_time_band(double seconds)
{
	static const struct band bands[] = {
		{ 3600.0, "less than an hour" },
		{ 86400.0, "less than a day" },
		{ 7 * 86400.0, "a day to a week" },
		{ YEAR_SECONDS / 12, "a week to a month" },
		{ YEAR_SECONDS / 2, "one to six months" },
	};
	for (size_t i = 0; i < sizeof(bands) / sizeof(*bands); i++) {
		if (seconds < bands[i].below) {
			return bands[i].text;
		}
	}
	return "more than six months";
}

/* What is deployed whenever somebody wants to cannot be told from how often they wanted to. */
const char *delivery_rate_band(double a_day)
{
	static const struct band bands[] = {
		{ 2 / 365.25, "less than once in six months" },
		{ 12 / 365.25, "once in one to six months" },
		{ 1 / 7.0, "once a week to once a month" },
		{ 1, "once a day to once a week" },
	};
	for (size_t i = 0; i < sizeof(bands) / sizeof(*bands); i++) {
		if (a_day < bands[i].below) {
			return bands[i].text;
		}
	}
	return "once a day or more, or on demand";
}
