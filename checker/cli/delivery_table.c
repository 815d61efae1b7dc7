/* SPDX-License-Identifier: MIT */
#include "cli/delivery_table.h"

#include "base/arena.h"
#include "cli/columns.h"
#include "formats/json_writer.h"
#include "reports/escape.h"

#include <math.h>

#define MINUTE 60.0
#define HOUR 3600.0
#define DAY 86400.0
#define SHORT_ID 12

/* What the table shows of one service. */
struct tabling {
	struct delivery_table *table;
	const struct run_delivery *made;
	struct arena *arena;
};

struct str wait_text(double seconds, struct arena *arena)
{
	double size = fabs(seconds);
	if (size < 2 * MINUTE) {
		return str_fmt(arena, "%.0f s", seconds);
	}
	if (size < 2 * HOUR) {
		return str_fmt(arena, "%.0f min", seconds / MINUTE);
	}
	return size < 2 * DAY ? str_fmt(arena, "%.1f h", seconds / HOUR)
			      : str_fmt(arena, "%.1f d", seconds / DAY);
}

/* ---- cells ---- */

static void column(struct delivery_table *table, const char *key, const char *head, bool is_right)
{
	table->keys[table->count] = key;
	table->heads[table->count] = head;
	table->is_right[table->count] = is_right;
	table->count++;
}

static struct delivery_cell *cell(const struct tabling *tabling)
{
	struct delivery_cell *added = vec_add(&tabling->table->cells, tabling->arena);
	*added = (struct delivery_cell){ .kind = CELL_NONE };
	return added;
}

static void text_cell(const struct tabling *tabling, struct str text)
{
	*cell(tabling) = (struct delivery_cell){ .kind = CELL_TEXT, .text = text };
}

static void shown_cell(const struct tabling *tabling, struct str text, struct str shown)
{
	*cell(tabling) = (struct delivery_cell){ .kind = CELL_TEXT, .text = text, .shown = shown };
}

static void number_cell(const struct tabling *tabling, double number, struct str shown)
{
	*cell(tabling) = (struct delivery_cell){
		.kind = CELL_NUMBER, .number = number, .shown = shown
	};
}

static void count_cell(const struct tabling *tabling, size_t count)
{
	number_cell(tabling, (double)count, str_fmt(tabling->arena, "%zu", count));
}

static void moment_cell(const struct tabling *tabling, moment at)
{
	char text[DATE_MOMENT_SIZE];
	date_write_moment(at / MOMENT_SECOND - (at % MOMENT_SECOND < 0), text);
	text_cell(tabling, str_dup(tabling->arena, str_of(text)));
}

struct str delivery_service_name(const struct run_delivery *made, uint32_t service)
{
	const struct delivery *delivery = &made->delivery;
	if (service == DELIVERY_ALL) {
		return STR("");
	}
	bool is_nameless = delivery->services.p[service].len == 0 && delivery->services.len > 1;
	return is_nameless ? STR("(unnamed)") : delivery->services.p[service];
}

static struct str value_shown(const struct delivery_row *row, double value, struct arena *arena)
{
	if (str_eq(str_of(row->unit), STR("h"))) {
		return wait_text(value * HOUR, arena);
	}
	if (str_eq(str_of(row->unit), STR("%"))) {
		return str_fmt(arena, "%.1f %%", value);
	}
	if (str_eq(str_of(row->unit), STR("d"))) {
		return str_fmt(arena, "%g", value);
	}
	return value >= 1 ? str_fmt(arena, "%.1f a day", value)
			  : str_fmt(arena, "one in %.1f d", 1 / value);
}

/* A figure; why there is none, other columns of the row say. */
static void row_cell(const struct tabling *tabling, const struct delivery_row *row)
{
	if (row->reason == REASON_NONE) {
		number_cell(tabling, row->value, value_shown(row, row->value, tabling->arena));
	} else {
		cell(tabling)->shown = STR("?");
	}
}

/* ---- figures of the whole window ---- */

static void figures_columns(struct delivery_table *table, enum deployment_source source)
{
	/* The bands are of deployments, which only a log speaks of. */
	bool has_bands = source == DEPLOYED_LOG;

	column(table, "service", NULL, false);
	column(table, "from", NULL, false);
	column(table, "to", NULL, false);
	column(table, "figure", NULL, false);
	column(table, "title", "figure", false);
	column(table, "value", "value", true);
	column(table, "unit", NULL, false);
	column(table, "n", NULL, false);
	column(table, "hits", NULL, false);
	column(table, "low", NULL, false);
	column(table, "high", NULL, false);
	column(table, "interval", "95 %", false);
	column(table, "band", has_bands ? "quick check" : NULL, false);
	column(table, "count", "of", false);
	column(table, "reason", NULL, false);
	column(table, "why", NULL, false);
}

static void interval_cells(const struct tabling *tabling, const struct delivery_row *row)
{
	bool has_any = row->reason == REASON_NONE && row->has_interval;

	if (!has_any) {
		cell(tabling);
		cell(tabling);
		cell(tabling);
		return;
	}
	struct str low = value_shown(row, row->low, tabling->arena);
	struct str high = value_shown(row, row->high, tabling->arena);
	number_cell(tabling, row->low, STR(""));
	number_cell(tabling, row->high, STR(""));
	text_cell(tabling, str_fmt(tabling->arena, STR_FMT " to " STR_FMT, STR_ARG(low),
					   STR_ARG(high)));
}

static void figure_cells(const struct tabling *tabling, struct str service,
		struct delivery_span span, const struct delivery_row *row)
{
	bool is_known = row->reason == REASON_NONE;

	text_cell(tabling, service);
	moment_cell(tabling, span.from);
	moment_cell(tabling, span.to - 1);
	text_cell(tabling, str_of(row->name));
	shown_cell(tabling, str_trim(str_of(row->title)), str_of(row->title));
	if (is_known) {
		number_cell(tabling, row->value, value_shown(row, row->value, tabling->arena));
	} else {
		cell(tabling)->shown = STR("unknown");
	}
	text_cell(tabling, str_of(row->unit));
	count_cell(tabling, row->n);
	if (row->unit[0] == '%') {
		count_cell(tabling, row->hits);
	} else {
		cell(tabling);
	}
	interval_cells(tabling, row);
	if (row->band) {
		text_cell(tabling, str_of(row->band));
	} else {
		cell(tabling);
	}
	if (is_known) {
		text_cell(tabling, delivery_row_count(row, tabling->arena));
	} else {
		cell(tabling)->shown = str_fmt(tabling->arena, "%s: " STR_FMT,
				reason_words[row->reason], STR_ARG(row->why));
	}
	text_cell(tabling, str_of(reason_words[row->reason]));
	text_cell(tabling, row->why);
}

static void window_take(const struct tabling *tabling, uint32_t service)
{
	const struct run_delivery *made = tabling->made;
	struct delivery_row rows[DELIVERY_ROWS];
	struct delivery_figures figures;

	delivery_figures(&figures, &made->delivery, service, made->span, tabling->arena);
	delivery_rows(rows, &figures, made->facts.source, made->since);
	for (size_t i = 0; i < DELIVERY_ROWS; i++) {
		figure_cells(tabling, delivery_service_name(made, service), figures.span, &rows[i]);
	}
}

/* ---- a row for each period, or each service ---- */

static const enum delivery_row_number period_rows[] = { DELIVERY_ROW_LEAD, DELIVERY_ROW_P90,
	DELIVERY_ROW_FAILURES, DELIVERY_ROW_REVERTS, DELIVERY_ROW_HOTFIXES };

static void periods_columns(struct delivery_table *table, enum delivery_by by, bool has_services,
		enum deployment_source source)
{
	static const char *const heads[] = {
		[DEPLOYED_LOG] = "deployments",
		[DEPLOYED_TAGS] = "releases",
		[DEPLOYED_BRANCH] = "integrations",
	};

	column(table, "period", by == BY_SERVICE ? NULL : "period", false);
	column(table, "service", has_services ? "service" : NULL, false);
	column(table, "from", NULL, false);
	column(table, "to", NULL, false);
	column(table, "deployments", heads[source], true);
	column(table, "commits", "commits", true);
	column(table, "lead_time_hours", "lead time", true);
	column(table, "lead_time_p90_hours", "90 %", true);
	column(table, "change_failure_percent", "failed", true);
	column(table, "reverted_percent", "reverted", true);
	column(table, "hotfixed_percent", "patched", true);
}

static void period_take(const struct tabling *tabling, uint32_t service, struct delivery_span span,
		struct str name)
{
	const struct run_delivery *made = tabling->made;
	struct delivery_row rows[DELIVERY_ROWS];
	struct delivery_figures figures;

	delivery_figures(&figures, &made->delivery, service, span, tabling->arena);
	delivery_rows(rows, &figures, made->facts.source, made->since);
	text_cell(tabling, name);
	text_cell(tabling, delivery_service_name(made, service));
	moment_cell(tabling, span.from);
	moment_cell(tabling, span.to - 1);
	count_cell(tabling, figures.deployments);
	count_cell(tabling, rows[DELIVERY_ROW_LEAD].n);
	for (size_t i = 0; i < sizeof(period_rows) / sizeof(*period_rows); i++) {
		row_cell(tabling, &rows[period_rows[i]]);
	}
}

static void periods_take(const struct tabling *tabling, uint32_t service, enum period period)
{
	const struct run_delivery *made = tabling->made;
	struct delivery_figures figures;

	delivery_figures(&figures, &made->delivery, service, made->span, tabling->arena);
	moment from = figures.span.from;
	while (from < made->span.to) {
		moment next = period_next(period_begin(from, period), period);
		moment to = next < made->span.to ? next : made->span.to;
		struct buf name = { 0 };
		period_name(from, period, &name);
		period_take(tabling, service, (struct delivery_span){ from, to },
				str_dup(tabling->arena, buf_str(&name)));
		buf_finish(&name);
		from = next;
	}
}

/* ---- a row for each deployment, and each commit ---- */

static void deployments_columns(struct delivery_table *table, bool has_services)
{
	column(table, "at", "at", false);
	column(table, "service", has_services ? "service" : NULL, false);
	column(table, "id", "id", false);
	column(table, "commit", "commit", false);
	column(table, "deployments", NULL, true);
	column(table, "commits", "commits", true);
	column(table, "lead_time_hours", "lead time", true);
	column(table, "lead_time_p90_hours", "90 %", true);
	column(table, "what", "what", false);
}

/* "first", "rollback, reverted later" */
static struct str what_text(const struct delivery_event *event, enum deployment_source source,
		struct arena *arena)
{
	static const char *const kinds[] = {
		[DELIVERY_CHANGES] = "",
		[DELIVERY_FIRST] = "the first",
		[DELIVERY_UNRELATED] = "of another history",
		[DELIVERY_UNKNOWN] = "changes not known",
		[DELIVERY_BACK] = "went back",
		[DELIVERY_FAILED] = "never came into service",
	};

	static const struct {
		unsigned flag;
		const char *text;
	} flags[] = {
		{ DELIVERY_REVERTED, "reverted later" },
		{ DELIVERY_HOTFIXED, "patched soon" },
		{ DELIVERY_BROKE, "brought an incident" },
		{ DELIVERY_MENDS, "mends an incident" },
	};
	struct buf text = { 0 };

	buf_add_cstr(&text, kinds[event->kind]);
	if (event->flags & DELIVERY_UNDATED) {
		buf_add_cstr(&text, text.len ? ", " : "");
		buf_add_cstr(&text,
				source == DEPLOYED_BRANCH ? "made there" : "no date of its own");
	}
	for (size_t i = 0; i < sizeof(flags) / sizeof(*flags); i++) {
		if (event->flags & flags[i].flag) {
			buf_add_cstr(&text, text.len ? ", " : "");
			buf_add_cstr(&text, flags[i].text);
		}
	}
	struct str result = str_dup(arena, buf_str(&text));
	buf_finish(&text);
	return result;
}

static void id_cell(const struct tabling *tabling, uint32_t commit)
{
	const struct history *history = tabling->made->facts.history;
	if (commit == NONE) {
		cell(tabling);
		return;
	}
	struct str id = history_commit_id(history, commit, tabling->arena);
	shown_cell(tabling, id, str_slice(id, 0, SHORT_ID));
}

static void deployment_take(const struct tabling *tabling, const struct delivery_event *event)
{
	const struct run_delivery *made = tabling->made;
	const struct deployment *row = &made->deployments.list.p[event->deployment];
	double *waits = NULL;
	size_t count = 0;

	moment_cell(tabling, event->at);
	text_cell(tabling, delivery_service_name(made, event->service));
	text_cell(tabling, row->id);
	id_cell(tabling, event->commit);
	count_cell(tabling, event->rows);
	if (event->kind == DELIVERY_CHANGES) {
		waits = delivery_waits(&made->delivery, event, made->since, tabling->arena, &count);
		count_cell(tabling, event->count);
	} else {
		cell(tabling);
	}
	if (count > 0) {
		double median = delivery_median(waits, count);
		double p90 = delivery_p90(waits, count);
		number_cell(tabling, median / HOUR, wait_text(median, tabling->arena));
		number_cell(tabling, p90 / HOUR, wait_text(p90, tabling->arena));
	} else {
		cell(tabling);
		cell(tabling);
	}
	text_cell(tabling, what_text(event, made->facts.source, tabling->arena));
}

static void commits_columns(struct delivery_table *table, bool has_services)
{
	column(table, "at", "at", false);
	column(table, "service", has_services ? "service" : NULL, false);
	column(table, "id", "id", false);
	column(table, "commit", "commit", false);
	column(table, "committed_hours", "committed", true);
	column(table, "written_hours", "written", true);
}

static void commits_take(const struct tabling *tabling, const struct delivery_event *event)
{
	const struct run_delivery *made = tabling->made;
	const struct deployment *row = &made->deployments.list.p[event->deployment];

	for (uint32_t i = 0; event->kind == DELIVERY_CHANGES && i < event->count; i++) {
		uint32_t number = made->delivery.shipped.p[event->first + i];
		const struct history_commit *commit = &made->facts.history->commits[number];
		double committed = (double)(event->at - commit->at) / MOMENT_SECOND;
		double written = (double)(event->at - commit->written) / MOMENT_SECOND;
		moment_cell(tabling, event->at);
		text_cell(tabling, delivery_service_name(made, event->service));
		text_cell(tabling, row->id);
		id_cell(tabling, number);
		number_cell(tabling, committed / HOUR, wait_text(committed, tabling->arena));
		number_cell(tabling, written / HOUR, wait_text(written, tabling->arena));
	}
}

static void events_take(const struct tabling *tabling, enum delivery_by by, uint32_t service)
{
	const struct run_delivery *made = tabling->made;

	vec_each (const struct delivery_event, event, &made->delivery.events) {
		bool is_asked = (service == DELIVERY_ALL || event->service == service)
				&& event->at >= made->span.from && event->at < made->span.to;
		if (is_asked && by == BY_DEPLOYMENT) {
			deployment_take(tabling, event);
		} else if (is_asked) {
			commits_take(tabling, event);
		}
	}
}

/* Of the service that was asked for; or of all together, and then one by one. */
static void services_take(const struct tabling *tabling, enum delivery_by by, uint32_t service)
{
	enum period period = by == BY_MONTH ? PERIOD_MONTH : PERIOD_QUARTER;

	if (by == BY_WINDOW) {
		window_take(tabling, service);
	} else if (by == BY_SERVICE) {
		period_take(tabling, service, tabling->made->span, STR(""));
	} else {
		periods_take(tabling, service, period);
	}
}

void delivery_table_figures(struct delivery_table *table, struct arena *arena,
		const struct run_delivery *made, uint32_t service)
{
	const struct tabling tabling = { table, made, arena };

	*table = (struct delivery_table){ .arena = arena };
	figures_columns(table, made->facts.source);
	window_take(&tabling, service);
}

void delivery_table_make(struct delivery_table *table, struct arena *arena,
		const struct run_delivery *made, enum delivery_by by, uint32_t service)
{
	const struct tabling tabling = { table, made, arena };
	uint32_t services = (uint32_t)made->delivery.services.len;

	*table = (struct delivery_table){ .arena = arena };
	switch (by) {
	case BY_WINDOW:
		figures_columns(table, made->facts.source);
		break;
	case BY_SERVICE:
	case BY_MONTH:
	case BY_QUARTER:
		periods_columns(table, by, services > 1, made->facts.source);
		break;
	case BY_DEPLOYMENT:
		deployments_columns(table, services > 1);
		events_take(&tabling, by, service);
		return;
	case BY_COMMIT:
		commits_columns(table, services > 1);
		events_take(&tabling, by, service);
		return;
	}
	if (by != BY_SERVICE || service != DELIVERY_ALL || services < 2) {
		services_take(&tabling, by, service);
	}
	for (uint32_t i = 0; service == DELIVERY_ALL && services > 1 && i < services; i++) {
		services_take(&tabling, by, i);
	}
}
