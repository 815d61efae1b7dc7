/* SPDX-License-Identifier: MIT */
/*
 * lintel telemetry show: what the metrics say, one a line, or which series the
 * snapshots hold.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/suggest.h"
#include "cli/columns.h"
#include "cli/command.h"
#include "cli/session.h"
#include "cli/show.h"
#include "conditions/derived.h"
#include "facts/measure.h"
#include "formats/json_writer.h"
#include "reports/escape.h"
#include "sources/telemetry/telemetry.h"

#include <math.h>
#include <stdlib.h>

#define SPARK_CELLS 24
#define SPARK_DAYS 90

enum show_format {
	SHOW_TEXT,
	SHOW_JSON,
};

struct telemetry_show_settings {
	struct run_settings run;
	unsigned format;
	bool series;
	bool ascii;
};

struct telemetry_show {
	struct arena *arena;
	moment as_of;
	bool is_ascii;
	const struct measures *measures;
	/* Those that were asked for. */
	const struct metric **metrics;
	size_t metric_count;
};

static struct str moment_text(struct arena *arena, moment at)
{
	char text[DATE_MOMENT_SIZE];
	date_write_moment(at / MOMENT_SECOND - (at % MOMENT_SECOND < 0), text);
	return str_dup(arena, str_of(text));
}

/* To six digits, which is all that a table is for. */
static struct str value_text(struct arena *arena, double value)
{
	struct buf out;
	buf_init(&out);
	if (isfinite(value) && fabs(value) >= 1e-12 && fabs(value) < 1e12) {
		int digits = 5 - (int)floor(log10(fabs(value)));
		double scale = pow(10, abs(digits));
		value = digits < 0 ? round(value / scale) * scale : round(value * scale) / scale;
	}
	number_write(value, &out);
	struct str text = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

/* "30 h"; "future" where there is nothing but what is later. */
static struct str age_text(struct arena *arena, moment age)
{
	struct buf out = { 0 };

	/* Clocks differ by minutes. */
	if (age < -TELEMETRY_CLOCK_SLACK) {
		return STR("future");
	}
	age_write(age, &out);
	struct str text = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

/* ---- the sparkline ---- */

struct spark {
	double sums[SPARK_CELLS];
	size_t counts[SPARK_CELLS];
	double least;
	double most;
};

/* The mean of each stretch of time, from the first sample or ninety days before the newest. */
static void spark_fill(struct spark *spark, const struct metric *metric)
{
	moment last = metric->samples[metric->len - 1].at;
	size_t first = metric->len - 1;

	*spark = (struct spark){ .least = (double)INFINITY, .most = (double)-INFINITY };
	while (first > 0 && last - metric->samples[first - 1].at <= SPARK_DAYS * MOMENT_DAY) {
		first--;
	}
	moment begin = metric->samples[first].at;
	double span = (double)(last - begin) + 1;
	for (size_t i = first; i < metric->len; i++) {
		double part = (double)(metric->samples[i].at - begin) / span;
		size_t cell = (size_t)(part * SPARK_CELLS);
		if (isfinite(metric->samples[i].value)) {
			spark->sums[cell] += metric->samples[i].value;
			spark->counts[cell]++;
		}
	}
	for (size_t i = 0; i < SPARK_CELLS; i++) {
		double mean = spark->sums[i] / (double)(spark->counts[i] ? spark->counts[i] : 1);
		spark->sums[i] = mean;
		if (spark->counts[i]) {
			spark->least = mean < spark->least ? mean : spark->least;
			spark->most = mean > spark->most ? mean : spark->most;
		}
	}
}

static struct str spark_text(const struct telemetry_show *show, const struct metric *metric)
{
	static const char *const blocks[] = { "\xe2\x96\x81", "\xe2\x96\x82", "\xe2\x96\x83",
		"\xe2\x96\x84", "\xe2\x96\x85", "\xe2\x96\x86", "\xe2\x96\x87", "\xe2\x96\x88" };
	static const char *const signs[] = { "_", ".", ":", "-", "=", "+", "*", "#" };
	struct spark spark;
	struct buf out;

	if (metric->len < 2) {
		return STR("");
	}
	spark_fill(&spark, metric);
	buf_init(&out);
	for (size_t i = 0; i < SPARK_CELLS; i++) {
		double height = spark.most > spark.least
						? (spark.sums[i] - spark.least)
								  / (spark.most - spark.least)
						: 0.5;
		size_t level = spark.counts[i] ? (size_t)(height * 7 + 0.5) : 0;
		buf_add_cstr(&out,
				spark.counts[i] ? (show->is_ascii ? signs : blocks)[level] : " ");
	}
	struct str text = str_dup(show->arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

/* ---- metrics ---- */

static bool is_stale(const struct telemetry_show *show, const struct metric *metric)
{
	return metric->len && metric->max_age_ms
	       && show->as_of - metric->samples[metric->len - 1].at + metric->lookback_ms
				  > metric->max_age_ms;
}

static const char *state_of(const struct telemetry_show *show, const struct metric *metric)
{
	if (metric->reason != REASON_NONE) {
		return reason_words[metric->reason];
	}
	if (metric->derived.len) {
		return "derived";
	}
	if (isnan(metric->samples[metric->len - 1].value)) {
		return reason_words[REASON_NAN];
	}
	return is_stale(show, metric) ? reason_words[REASON_STALE] : "ok";
}

/* As declared; of what is derived, as it came out. */
static struct str unit_text(struct arena *arena, const struct unit *unit)
{
	if (unit->text.len || unit->base_count == 0) {
		return unit->text.len == 0 && unit->is_ratio ? STR("ratio") : unit->text;
	}
	struct buf out;
	buf_init(&out);
	unit_write(unit, &out);
	struct str text = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

static void metric_row(const struct telemetry_show *show, const struct metric *metric,
		struct columns *table)
{
	struct arena *arena = show->arena;
	const struct sample *newest = metric->len ? &metric->samples[metric->len - 1] : NULL;

	columns_add(table, metric->name);
	columns_add(table, newest ? value_text(arena, newest->value) : STR("-"));
	columns_add(table, unit_text(arena, &metric->unit));
	columns_add(table, newest ? moment_text(arena, newest->at) : STR("-"));
	columns_add(table, newest ? age_text(arena, show->as_of - newest->at) : STR("-"));
	columns_add(table, str_fmt(arena, "%zu", metric->len));
	columns_add(table, str_fmt(arena, "%zu", metric->snapshot_count));
	columns_add(table, str_of(state_of(show, metric)));
	columns_add(table, spark_text(show, metric));
}

static void note_write(
		const struct metric *metric, const char *between, struct str text, struct buf *out)
{
	escape_text(out, metric->name);
	buf_add_cstr(out, between);
	escape_text(out, text);
	buf_add_char(out, '\n');
}

static void metrics_text(const struct telemetry_show *show, struct buf *out)
{
	static const struct str heads[] = { STR_INIT("metric"), STR_INIT("newest"),
		STR_INIT("unit"), STR_INIT("of"), STR_INIT("age"), STR_INIT("samples"),
		STR_INIT("snapshots"), STR_INIT("state"), STR_INIT("") };
	struct columns table = {
		.arena = show->arena,
		.count = COUNT_OF(heads),
		.is_right = { [1] = true, [4] = true, [5] = true, [6] = true },
	};

	for (size_t i = 0; i < COUNT_OF(heads); i++) {
		columns_add(&table, heads[i]);
	}
	for (size_t i = 0; i < show->metric_count; i++) {
		metric_row(show, show->metrics[i], &table);
	}
	columns_write(&table, out);
	for (size_t i = 0; i < show->metric_count; i++) {
		const struct metric *metric = show->metrics[i];
		if (metric->derived.len && metric->family.len == 0) {
			note_write(metric, " = ", metric->derived, out);
		}
		if (metric->reason != REASON_NONE) {
			struct str word = str_of(reason_words[metric->reason]);
			note_write(metric, " is unknown: ",
					metric->reason_text.len ? metric->reason_text : word, out);
		}
	}
}

static void json_metric(const struct telemetry_show *show, const struct metric *metric,
		struct json_writer *json)
{
	struct arena *arena = show->arena;

	json_object(json);
	json_member_str(json, "name", metric->name);
	json_member_str(json, "type", str_of(measure_type_words[metric->type]));
	json_member_str(json, "unit", unit_text(arena, &metric->unit));
	json_member_str(json, "state", str_of(state_of(show, metric)));
	if (metric->reason != REASON_NONE) {
		json_member_str(json, "reason", metric->reason_text);
	}
	if (metric->derived.len) {
		json_member_str(json, "of", metric->derived);
	}
	if (metric->family.len) {
		json_member_str(json, "family", metric->family);
		json_member_str(json, "segment", metric->segment);
	}
	if (metric->len) {
		const struct sample *newest = &metric->samples[metric->len - 1];
		json_key(json, "value");
		json_real(json, newest->value);
		json_member_str(json, "at", moment_text(arena, newest->at));
		json_member_num(json, "age_seconds", (show->as_of - newest->at) / MOMENT_SECOND);
	}
	if (metric->len && metric->source.path.len) {
		json_member_str(json, "path", metric->source.path);
		json_member_num(json, "line", metric->source.line);
	}
	json_member_num(json, "samples", (int64_t)metric->len);
	json_member_num(json, "series", (int64_t)metric->series_count);
	json_member_num(json, "snapshots", (int64_t)metric->snapshot_count);
	json_end(json);
}

static void metrics_json(const struct telemetry_show *show, struct buf *out)
{
	struct json_writer json;

	json_begin(&json, out, JSON_PRETTY);
	json_object(&json);
	json_member_num(&json, "version", 1);
	json_member_str(&json, "as_of", moment_text(show->arena, show->as_of));
	json_key(&json, "metrics");
	json_array(&json);
	for (size_t i = 0; i < show->metric_count; i++) {
		json_metric(show, show->metrics[i], &json);
	}
	json_end(&json);
	json_end(&json);
	json_finish(&json);
}

/* ---- series ---- */

static void series_text(const struct telemetry_show *show, struct buf *out)
{
	static const struct str heads[] = { STR_INIT("series"), STR_INIT("type"), STR_INIT("unit"),
		STR_INIT("samples"), STR_INIT("newest"), STR_INIT("of") };
	struct columns table = {
		.arena = show->arena,
		.count = COUNT_OF(heads),
		.is_right = { [3] = true, [4] = true },
	};

	for (size_t i = 0; i < COUNT_OF(heads); i++) {
		columns_add(&table, heads[i]);
	}
	vec_each (const struct series, series, &show->measures->series) {
		size_t len = series->samples.len;
		const struct sample *newest = len ? &series->samples.p[len - 1] : NULL;
		columns_add(&table, series_write(series, show->arena));
		columns_add(&table, str_of(measure_type_words[series->type]));
		columns_add(&table, series->unit);
		columns_add(&table, str_fmt(show->arena, "%zu", len));
		columns_add(&table, newest ? value_text(show->arena, newest->value) : STR("-"));
		columns_add(&table, newest ? moment_text(show->arena, newest->at) : STR("-"));
	}
	columns_write(&table, out);
}

static void series_json(const struct telemetry_show *show, struct buf *out)
{
	struct json_writer json;

	json_begin(&json, out, JSON_PRETTY);
	json_object(&json);
	json_member_num(&json, "version", 1);
	json_key(&json, "series");
	json_array(&json);
	vec_each (const struct series, series, &show->measures->series) {
		size_t len = series->samples.len;
		json_object(&json);
		json_member_str(&json, "series", series_write(series, show->arena));
		json_member_str(&json, "type", str_of(measure_type_words[series->type]));
		json_member_str(&json, "unit", series->unit);
		json_member_num(&json, "samples", (int64_t)len);
		if (len) {
			json_key(&json, "value");
			json_real(&json, series->samples.p[len - 1].value);
			json_member_str(&json, "at",
					moment_text(show->arena, series->samples.p[len - 1].at));
		}
		json_member_str(&json, "path", series->place.path);
		json_member_num(&json, "line", series->place.line);
		json_end(&json);
	}
	json_end(&json);
	json_end(&json);
	json_finish(&json);
}

/* ---- the command ---- */

/* The metrics named on the command line, or all. */
static bool metrics_choose(struct cli *cli, struct telemetry_show *show, const struct metrics *all)
{
	const struct texts *operands = &cli->operands;
	size_t count = operands->len ? operands->len : all->len;

	show->metrics = arena_new_array(cli->arena, const struct metric *, count);
	for (size_t i = 0; i < count; i++) {
		show->metrics[i] = operands->len ? metric_find(all, operands->p[i]) : &all->list[i];
		if (!show->metrics[i]) {
			struct str *names = arena_new_array(cli->arena, struct str, all->len);
			for (size_t k = 0; k < all->len; k++) {
				names[k] = all->list[k].name;
			}
			struct str near = suggest(operands->p[i], names, all->len);
			(void)cli_error(cli,
					near.len ? "no metric '" STR_FMT "': did you mean '" STR_FMT
						   "'?"
						 : "no metric '" STR_FMT "'%.*s",
					STR_ARG(operands->p[i]), STR_ARG(near));
			return false;
		}
	}
	show->metric_count = count;
	return true;
}

/* Derived metrics have no samples of their own: they are computed to be shown. */
static void derived_compute(struct telemetry_show *show, const struct metrics *all)
{
	const struct world world = {
		.as_of = show->as_of,
		.metrics = all,
		.subject = SUBJECT_NONE,
	};

	for (size_t i = 0; i < show->metric_count; i++) {
		const struct metric *metric = show->metrics[i];
		const struct metric *made =
				metric->derived.len ? metric_compute(show->arena, metric, &world)
						    : NULL;
		show->metrics[i] = made ? made : metric;
	}
}

static enum exit_code show_data(struct cli *cli, struct session *session,
		const struct telemetry_show_settings *settings)
{
	struct measures measures;
	struct metrics metrics;
	struct telemetry_show show = {
		.arena = cli->arena,
		.as_of = session->run.options.as_of * MOMENT_SECOND,
		.is_ascii = settings->ascii,
		.measures = &measures,
	};
	bool is_json = settings->format == SHOW_JSON;
	struct buf out;

	if (!session_measures(session, settings->series, &measures, &metrics)
			|| !metrics_choose(cli, &show, &metrics)) {
		return EXIT_ERROR;
	}
	derived_compute(&show, &metrics);
	buf_init(&out);
	if (settings->series) {
		is_json ? series_json(&show, &out) : series_text(&show, &out);
	} else {
		is_json ? metrics_json(&show, &out) : metrics_text(&show, &out);
	}
	output_write(&cli->out, buf_str(&out));
	buf_finish(&out);
	return EXIT_HOLDS;
}

static enum exit_code telemetry_show_run(struct cli *cli, const void *target)
{
	const struct telemetry_show_settings *settings = target;
	struct run_options options;
	struct session session;
	enum exit_code code = EXIT_ERROR;

	run_settings_apply(&settings->run, &options);
	if (session_configure(&session, cli, &options)) {
		code = show_data(cli, &session, settings);
	}
	session_finish(&session);
	return code;
}

#define AT(member) offsetof(struct telemetry_show_settings, member)

static const char *const format_words[] = { "text", "json", NULL };

/* clang-format off */
static const struct option show_options[] = {
	{ .name = "series", .type = OPTION_FLAG, .offset = AT(series),
	  .help = "all series that the snapshots hold, also those that no metric asks for" },
	{ .name = "ascii", .type = OPTION_FLAG, .offset = AT(ascii),
	  .help = "draw with _ . : - = + * # instead of blocks" },
	{ .name = "format", .letter = 'f', .type = OPTION_CHOICE, .offset = AT(format),
	  .metavar = "FORMAT", .words = format_words, .help = "the form; default: text" },
};
/* clang-format on */

static const struct option_table show_table = { "What is shown", show_options,
	COUNT_OF(show_options) };

const struct command command_telemetry_show = {
	.name = "telemetry show",
	.summary = "show what the metrics say",
	.operands = "[METRIC...]",
	.about =
			(const char *const[]){
					"One line for each metric: its newest value, of when that is and how old, how many "
					"samples from how many snapshots, whether it is evidence or why not, and how it "
					"went in the 90 days up to its newest sample.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel telemetry show checkout.latency", "one metric" },
					{ "lintel telemetry show --series",
							"which series there are, to declare a metric" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &show_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct telemetry_show_settings),
	.prepare = run_settings_prepare,
	.operand_kind = OPERAND_NONE,
	.most_operands = 1000,
	.run = telemetry_show_run,
};
