/* SPDX-License-Identifier: MIT */
/*
 * Delivery: how often something is put into service, how long changes waited
 * for it, and how often it went wrong, as far as deployments, the history and
 * records of incidents tell.
 *
 *	deployments, history, incidents -> delivery_make() -> delivery_figures()
 *
 * The change set of a deployment is what can be reached from its commit and from
 * no commit deployed earlier for the service, without merges: what
 * `git rev-list --no-merges c_i ^c_1 … ^c_(i-1)` prints.  All of them together
 * take one walk over the history.
 *
 * Every figure says how many are behind it, or why it is not known.  None is
 * about a person.
 */
#ifndef LINTEL_FACTS_DELIVERY_H
#define LINTEL_FACTS_DELIVERY_H

#include "facts/deployment.h"
#include "facts/history.h"

struct err;

#define DELIVERY_LEAST 8
#define DELIVERY_DEDUPE "10min"
#define DELIVERY_HOTFIX "7d"
#define DELIVERY_WINDOW "1y"

/* [from, to) */
struct delivery_span {
	moment from;
	moment to;
};

/* A service that has paths of its own: others are made of everything. */
struct delivery_service {
	struct str name;
	/* Patterns of base/glob.h. */
	const struct str *paths;
	size_t path_count;
};

struct delivery_incident {
	/* The release that brought it, or the commit, as its record says; may be empty. */
	struct str release;
	struct str commit;
	/* When it began and was over; MOMENT_EVER, MOMENT_NEVER where the record does not say. */
	moment began;
	moment restored;
};

/* What it is computed from; outlives the result. */
struct delivery_facts {
	/* Of a log or tags by time; of a branch from its beginning on. */
	const struct deployments *deployments;
	enum deployment_source source;
	/* NULL, or with a reason: then nobody knows what deployments brought. */
	const struct history *history;
	const struct delivery_service *services;
	size_t service_count;
	/* Somebody keeps records of incidents. */
	bool has_incidents;
	const struct delivery_incident *incidents;
	size_t incident_count;
	/* So soon after one another, deployments are one. */
	struct duration dedupe;
	/* So soon, a patch is a hotfix. */
	struct duration hotfix_within;
	/* With fewer deployments nothing is said. */
	size_t least;
	/* What is later has not happened yet. */
	moment as_of;
};

enum delivery_kind {
	/* It brought changes, and it is known which. */
	DELIVERY_CHANGES,
	/* The first: nobody knows what was there before it. */
	DELIVERY_FIRST,
	/* It shares no history with what was there before. */
	DELIVERY_UNRELATED,
	/* Its commit is not known, or that of the one before it. */
	DELIVERY_UNKNOWN,
	/* It went back to what was there before: no deployment of changes. */
	DELIVERY_BACK,
	/* An attempt that did not get into service. */
	DELIVERY_FAILED,
};

enum delivery_flags {
	/* What it brought was undone by a commit that was deployed later. */
	DELIVERY_REVERTED = 1 << 0,
	/* Its id is a version, so that one can tell what patches it … */
	DELIVERY_VERSIONED = 1 << 1,
	/* … and a patch of it came soon. */
	DELIVERY_HOTFIXED = 1 << 2,
	/* An incident names it, or a commit that it brought. */
	DELIVERY_BROKE = 1 << 3,
	/* It was made to mend an incident. */
	DELIVERY_MENDS = 1 << 4,
	/* `at` is when its commit was made. */
	DELIVERY_UNDATED = 1 << 5,
};

/* A deployment, or several that are one. */
struct delivery_event {
	/* Number in delivery.services. */
	uint32_t service;
	/* Of deployments.list; the last of those that are one, and how many they are. */
	uint32_t deployment;
	uint32_t rows;
	/* When the first of them was in service, and the last; the same again moves nothing. */
	moment began;
	moment at;
	/* Of several the one that nothing else of them is above; NONE where it is not known. */
	uint32_t commit;
	enum delivery_kind kind;
	unsigned flags;
	/* DELIVERY_REVERTED, DELIVERY_HOTFIXED: when what mended it was deployed. */
	moment mended;
	/* What it brought: delivery.shipped[first] up to first + count; by number of the commit. */
	uint32_t first;
	uint32_t count;
	/* Of these, how many are copies of commits that were shipped too. */
	uint32_t copies;
};

/* An incident that a deployment brought. */
struct delivery_break {
	uint32_t incident;
	uint32_t event;
};

struct delivery {
	struct arena *arena;
	const struct delivery_facts *facts;
	/* In the order in which they were first deployed. */
	VEC(struct str) services;
	/* Service by service, each in the order of the facts. */
	VEC(struct delivery_event) events;
	/* Commits. */
	VEC(uint32_t) shipped;
	/* By incident. */
	VEC(struct delivery_break) breaks;
	/* By row of the deployments: the event that it is a part of, or NONE. */
	uint32_t *event_of;
	/* By commit: a deployment has no other date than this commit's. */
	bool *undated;
	/* Rows that are later than `as_of`. */
	size_t future;
	/* Tags made together, long after their commits. */
	size_t belated;
	/* Somebody says which deployments mend incidents. */
	bool has_kinds;
};

/* More services would be a mistake, and take a walk over the history each. */
#define DELIVERY_SERVICES_MOST 1000

/* False if there are more than DELIVERY_SERVICES_MOST services. */
NODISCARD bool delivery_make(struct delivery *delivery, struct arena *arena,
		const struct delivery_facts *facts, struct err *err);

/* ---- figures ---- */

/* Times in seconds: of so many, the middle one, and what nine of ten do not exceed. */
struct delivery_times {
	enum reason reason;
	struct str why;
	size_t n;
	double median;
	double p90;
	/* In 95 of 100 cases the median lies between these: order statistics; from 6 on. */
	bool has_interval;
	double low;
	double high;
};

struct delivery_rate {
	enum reason reason;
	struct str why;
	/* `hits` of `n`. */
	size_t n;
	size_t hits;
};

/* From when on a change waits. */
enum delivery_since {
	SINCE_COMMITTED,
	SINCE_WRITTEN,
	SINCES,
};

struct delivery_lead {
	/* Over commits, and over the medians of deployments. */
	struct delivery_times commits;
	struct delivery_times deployments;
	/* Of the commits: deployed before they were made, and more than a year after. */
	size_t negative;
	size_t over_year;
};

struct delivery_figures {
	/* What was looked at: not before the first deployment. */
	struct delivery_span span;
	/* Deployments, each once. */
	size_t deployments;
	/* What was left out of them, or of lead times. */
	size_t back;
	size_t failed;
	size_t repeated;
	size_t first;
	size_t unrelated;
	size_t unknown;
	/* Among them. */
	size_t undated;
	size_t empty;
	struct delivery_lead lead[SINCES];
	size_t copies;
	/* Commits whose deployment has no other date than theirs: of no lead time. */
	size_t tips;
	/* Deployments a day; days with any in a week, the middle one of complete weeks. */
	enum reason frequency_reason;
	struct str frequency_why;
	double a_day;
	size_t weeks;
	double days_a_week;
	/* Signs of failure. */
	struct delivery_rate reverted;
	struct delivery_rate hotfixed;
	struct delivery_times mended;
	/* Failure, where records of incidents say so. */
	struct delivery_rate broke;
	struct delivery_times restored;
	size_t open_incidents;
	struct delivery_rate rework;
};

#define DELIVERY_ALL UINT32_MAX

/* Of one service (its number), or DELIVERY_ALL of them, within a span. */
void delivery_figures(struct delivery_figures *figures, const struct delivery *delivery,
		uint32_t service, struct delivery_span span, struct arena *arena);

/* The commits that an event brought, in seconds from then until it; sorted. */
double *delivery_waits(const struct delivery *delivery, const struct delivery_event *event,
		enum delivery_since since, struct arena *arena, size_t *count);

/* Of sorted numbers the middle one, and the least that nine of ten do not exceed. */
double delivery_median(const double *sorted, size_t count);
double delivery_p90(const double *sorted, size_t count);

/* ---- the same as a table ---- */

enum delivery_row_number {
	DELIVERY_ROW_FREQUENCY,
	DELIVERY_ROW_DAYS,
	DELIVERY_ROW_LEAD,
	DELIVERY_ROW_P90,
	DELIVERY_ROW_BY_DEPLOYMENT,
	DELIVERY_ROW_OTHER,
	DELIVERY_ROW_FAILURES,
	DELIVERY_ROW_RECOVERY,
	DELIVERY_ROW_REWORK,
	DELIVERY_ROW_REVERTS,
	DELIVERY_ROW_HOTFIXES,
	DELIVERY_ROW_MENDED,
	DELIVERY_ROWS,
};

struct delivery_row {
	/* As conditions call it: "lead_time". */
	const char *name;
	const char *title;
	/* "h", "%", "d", "deployment/d". */
	const char *unit;
	enum reason reason;
	struct str why;
	/* What it was computed from; of a rate, how many of them. */
	size_t n;
	size_t hits;
	/* "commit", "release": what they are. */
	const char *of;
	/* Only where `reason` is REASON_NONE. */
	double value;
	bool has_interval;
	double low;
	double high;
	/* The answer of the DORA Quick Check, or NULL. */
	const char *band;
};

/* `since` is what counts as the lead time; the other one has a row as well. */
void delivery_rows(struct delivery_row rows[DELIVERY_ROWS], const struct delivery_figures *figures,
		enum deployment_source source, enum delivery_since since);

/* "812 commits", "2 of 34 deployments", "34 deployments in 365 d". */
struct str delivery_row_count(const struct delivery_row *row, struct arena *arena);

/* The same, and who says so; or why it is not known. */
struct str delivery_row_evidence(
		const struct delivery_row *row, enum deployment_source source, struct arena *arena);

/* What one of them is called: "deployment", "release", "integration". */
const char *deployment_noun(enum deployment_source source);

/* "a log of deployments", "tags: released, not necessarily deployed". */
const char *deployment_source_text(enum deployment_source source);

/* The answer of the DORA Quick Check that it comes to: "a day to a week". */
const char *delivery_time_band(double seconds);
const char *delivery_rate_band(double a_day);

#endif
