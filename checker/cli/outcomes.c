/* SPDX-License-Identifier: MIT */
/*
 * lintel outcomes: what two times came to, side by side.
 */
#include "base/arena.h"
#include "base/err.h"
#include "cli/columns.h"
#include "cli/session.h"
#include "engine/deploying.h"
#include "engine/governing.h"
#include "formats/json_writer.h"
#include "gates/comparison.h"

#include <math.h>

#define WINDOW_DAYS 90

enum outcomes_format {
	OUTCOMES_TEXT,
	OUTCOMES_JSON,
};

struct outcomes_settings {
	struct run_settings run;
	struct str before;
	struct str after;
	struct str split;
	struct duration window;
	unsigned format;
};

static const char *const format_words[] = { "text", "json", NULL };

/* A smaller change than this share is none to speak of. */
#define SAME_SHARE 0.005

/* ---- the two times ---- */

/* A day is from its beginning, or up to its end. */
static bool end_read(struct str text, bool is_last, moment *at, struct err *err)
{
	date_day day;
	int64_t seconds;

	if (date_read_day(text, &day)) {
		*at = (moment)day * MOMENT_DAY + (is_last ? MOMENT_DAY : 0);
		return true;
	}
	if (date_read_moment(text, &seconds)) {
		*at = seconds * MOMENT_SECOND;
		return true;
	}
	return err_set(err, "'" STR_FMT "' is neither a day nor a moment: write 2026-11-21",
			STR_ARG(text));
}

static bool span_read(
		const char *option, struct str text, struct comparison_span *span, struct err *err)
{
	size_t dots = 0;
	while (dots < text.len && !str_starts(str_from(text, dots), STR(".."))) {
		dots++;
	}
	if (dots == text.len) {
		return err_set(err, "%s wants two days: 2026-01-01..2026-03-31", option);
	}
	if (!end_read(str_slice(text, 0, dots), false, &span->from, err)
			|| !end_read(str_from(text, dots + 2), true, &span->to, err)) {
		return err_wrap(err, "%s", option);
	}
	return span->from < span->to || err_set(err, "%s ends before it begins", option);
}

static bool split_read(const struct outcomes_settings *settings, struct comparison_facts *facts,
		struct err *err)
{
	struct duration window = settings->window;
	moment at;

	if (settings->before.len > 0 || settings->after.len > 0) {
		return err_set(err, "either --split and --window, or --before and --after");
	}
	if (!end_read(settings->split, false, &at, err)) {
		return err_wrap(err, "--split");
	}
	if (!duration_is_set(window)) {
		window.ms = WINDOW_DAYS * MOMENT_DAY;
	}
	facts->before = (struct comparison_span){ moment_before(at, window), at };
	facts->after = (struct comparison_span){ at, moment_after(at, window) };
	return true;
}

static bool spans_read(const struct outcomes_settings *settings, struct comparison_facts *facts,
		struct err *err)
{
	if (settings->split.len > 0) {
		return split_read(settings, facts, err);
	}
	if (duration_is_set(settings->window)) {
		return err_set(err, "--window goes with --split");
	}
	if (settings->before.len == 0 || settings->after.len == 0) {
		return err_set(err, "which times? --before A..B and --after C..D, or --split DAY");
	}
	if (!span_read("--before", settings->before, &facts->before, err)
			|| !span_read("--after", settings->after, &facts->after, err)) {
		return false;
	}
	return facts->before.to <= facts->after.from
	       || err_set(err, "--after begins before --before has ended");
}

/* What is later than the run's day has not happened yet. */
static bool spans_cut(struct comparison_facts *facts, int64_t as_of, bool *is_cut, struct err *err)
{
	moment now = as_of * MOMENT_SECOND + 1;
	*is_cut = facts->after.to > now;
	facts->after.to = *is_cut ? now : facts->after.to;
	return facts->after.from < facts->after.to
	       || err_set(err, "the later time has not begun as of then: see --as-of");
}

/* ---- text ---- */

struct outcomes_show {
	struct arena *arena;
	const struct comparison_facts *facts;
	const struct comparisons *comparison;
	bool is_cut;
};

static struct str day_text(struct arena *arena, moment at)
{
	char day[DATE_DAY_SIZE];
	date_write_day(date_day_of(at / MOMENT_SECOND), day);
	return str_dup(arena, str_of(day));
}

static struct str span_text(struct arena *arena, struct comparison_span span)
{
	struct str from = day_text(arena, span.from);
	struct str to = day_text(arena, span.to - 1);
	return str_fmt(arena, STR_FMT "..." STR_FMT, STR_ARG(from), STR_ARG(to));
}

static struct str side_text(
		struct arena *arena, const struct comparison_row *row, const struct compared *side)
{
	if (!row->is_known) {
		return str_fmt(arena, "? (n=%zu)", side->count);
	}
	return str_fmt(arena, "%.3g%s" STR_FMT " (n=%zu)", side->value, row->unit.len ? " " : "",
			STR_ARG(row->unit), side->count);
}

/* "-38 %, better": what is compared with nothing has no share. */
static struct str change_text(struct arena *arena, const struct comparison_row *row)
{
	double difference = row->after.value - row->before.value;
	bool is_same = fabs(difference) <= SAME_SHARE * fabs(row->before.value);
	if (!row->is_known) {
		return str_fmt(arena, "unknown: " STR_FMT, STR_ARG(row->why));
	}
	if (is_same) {
		return STR("the same");
	}
	bool is_better = (difference < 0) == (row->better == COMPARED_LESS);
	struct str share =
			row->before.value != 0
					? str_fmt(arena, "%+.0f %%",
							  100 * difference
									  / fabs(row->before.value))
					: STR("from none");
	return str_fmt(arena, STR_FMT "%s", STR_ARG(share),
			row->better == COMPARED_NEITHER ? ""
			: is_better                     ? ", better"
							: ", worse");
}

static void show_text(const struct outcomes_show *show, struct buf *out)
{
	struct columns table = { .arena = show->arena, .count = 4 };

	columns_add(&table, STR("outcome"));
	columns_add(&table, span_text(show->arena, show->facts->before));
	columns_add(&table, span_text(show->arena, show->facts->after));
	columns_add(&table, STR("change"));
	vec_each (const struct comparison_row, row, &show->comparison->rows) {
		columns_add(&table, row->name);
		columns_add(&table, side_text(show->arena, row, &row->before));
		columns_add(&table, side_text(show->arena, row, &row->after));
		columns_add(&table, change_text(show->arena, row));
	}
	columns_write(&table, out);
	buf_add_cstr(out,
			"\nMedians, but for what is counted; n is how many are behind a number.\n");
	if (show->is_cut) {
		buf_add_cstr(out, "The later time is not over: it is taken up to --as-of.\n");
	}
	buf_add_cstr(out, "These are differences between two times. What brought them about, they "
			  "do not say.\n");
}

/* ---- JSON ---- */

static void json_side(struct json_writer *json, const char *key, const struct comparison_row *row,
		const struct compared *side)
{
	json_key(json, key);
	json_object(json);
	json_member_num(json, "n", (int64_t)side->count);
	json_key(json, "value");
	if (row->is_known) {
		json_real(json, side->value);
	} else {
		json_null(json);
	}
	json_end(json);
}

static void json_span(struct json_writer *json, const char *key, struct comparison_span span)
{
	char from[DATE_MOMENT_SIZE];
	char to[DATE_MOMENT_SIZE];
	date_write_moment(span.from / MOMENT_SECOND, from);
	date_write_moment(span.to / MOMENT_SECOND, to);
	json_key(json, key);
	json_object(json);
	json_member_str(json, "from", str_of(from));
	json_member_str(json, "to", str_of(to));
	json_end(json);
}

static void show_json(const struct outcomes_show *show, struct buf *out)
{
	static const char *const betters[] = {
		[COMPARED_LESS] = "less",
		[COMPARED_MORE] = "more",
		[COMPARED_NEITHER] = "neither",
	};
	struct json_writer json;

	json_begin(&json, out, JSON_PRETTY);
	json_object(&json);
	json_member_num(&json, "version", 1);
	json_span(&json, "before", show->facts->before);
	json_span(&json, "after", show->facts->after);
	json_member_bool(&json, "after_is_over", !show->is_cut);
	json_key(&json, "outcomes");
	json_array(&json);
	vec_each (const struct comparison_row, row, &show->comparison->rows) {
		json_object(&json);
		json_member_str(&json, "name", row->name);
		json_member_str(&json, "unit", row->unit);
		json_member_str(&json, "better", str_of(betters[row->better]));
		json_member_bool(&json, "known", row->is_known);
		json_member_str(&json, "why", row->why);
		json_side(&json, "before", row, &row->before);
		json_side(&json, "after", row, &row->after);
		json_end(&json);
	}
	json_end(&json);
	json_end(&json);
	json_finish(&json);
}

/* ---- the command ---- */

static bool facts_read(struct session *session, struct comparison_facts *facts,
		struct deployments *deployments, struct err *err)
{
	struct run *run = &session->run;

	facts->config = &run->config;
	facts->registers = run->governing->registers;
	facts->metrics = &run->governing->metrics;
	if (!run_deployments(run, deployments, err)
			|| !comparison_check(&run->config, facts->metrics, &run->problems)) {
		return false;
	}
	facts->deployments = run->config.deployments.log.len ? deployments : NULL;
	return facts->registers || facts->deployments || run->config.outcomes.measures.len > 0
	       || err_set(err, "there is nothing to compare: keep incident records (registers:), a "
			       "log (deployments:), or name measures (outcomes:)");
}

static enum exit_code outcomes_show(
		struct session *session, const struct outcomes_settings *settings)
{
	struct cli *cli = session->cli;
	struct comparison_facts facts = { 0 };
	struct deployments deployments;
	struct comparisons comparison;
	struct outcomes_show show = {
		.arena = cli->arena, .facts = &facts, .comparison = &comparison
	};
	struct err err = { "" };
	struct buf out;

	bool is_good = spans_read(settings, &facts, &err)
		       && spans_cut(&facts, settings->run.as_of, &show.is_cut, &err)
		       && facts_read(session, &facts, &deployments, &err);
	if (!is_good) {
		bool is_told = session->run.problems.errors > 0;
		session_print_problems(session);
		return is_told ? EXIT_ERROR : cli_error(cli, "%s", err.text);
	}
	comparison_make(&comparison, cli->arena, &facts);
	buf_init(&out);
	settings->format == OUTCOMES_JSON ? show_json(&show, &out) : show_text(&show, &out);
	output_write(&cli->out, buf_str(&out));
	buf_finish(&out);
	return EXIT_HOLDS;
}

static enum exit_code outcomes_run(struct cli *cli, const void *target)
{
	const struct outcomes_settings *settings = target;
	struct run_options options;
	struct session session;
	enum exit_code code = EXIT_ERROR;

	run_settings_apply(&settings->run, &options);
	if (session_configure(&session, cli, &options) && session_govern(&session)) {
		code = outcomes_show(&session, settings);
	}
	session_finish(&session);
	return code;
}

#define AT(member) offsetof(struct outcomes_settings, member)

/* clang-format off */
static const struct option outcomes_options[] = {
	{ .name = "before", .type = OPTION_TEXT, .offset = AT(before), .metavar = "A..B",
	  .help = "the earlier time: two days, both included, or moments" },
	{ .name = "after", .type = OPTION_TEXT, .offset = AT(after), .metavar = "C..D",
	  .help = "the later time" },
	{ .name = "split", .type = OPTION_TEXT, .offset = AT(split), .metavar = "DAY",
	  .help = "instead: so long before this day, and so long from it on" },
	{ .name = "window", .type = OPTION_DURATION, .offset = AT(window), .metavar = "DURATION",
	  .help = "how long on each side of --split; default: 90d" },
	{ .name = "format", .letter = 'f', .type = OPTION_CHOICE, .offset = AT(format),
	  .metavar = "FORMAT", .words = format_words,
	  .help = "text, or json for programs; default: text" },
};
/* clang-format on */

static const struct option_table outcomes_table = { "What is compared", outcomes_options,
	COUNT_OF(outcomes_options) };

const struct command command_outcomes = {
	.name = "outcomes",
	.summary = "compare incidents, deployments and measures of two times",
	.operands = "",
	.about =
			(const char *const[]){
					"How often things went wrong, how badly, how long it took to see and to "
					"mend them, and the metrics that outcomes.measures names: before and "
					"after, each with how many are behind it.",
					"With too few nothing is said; and nothing is said about causes.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel outcomes --split 2026-07-01 --window 90d",
							"a quarter before and after a change of how one works" },
					{ "lintel outcomes --before 2026-01-01..2026-03-31 "
					  "--after 2026-07-01..2026-09-30",
							"two quarters with some time between them" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &outcomes_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct outcomes_settings),
	.prepare = run_settings_prepare,
	.run = outcomes_run,
};
