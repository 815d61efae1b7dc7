/* SPDX-License-Identifier: MIT */
/*
 * lintel delivery: how often, how soon and how well what is changed gets into
 * service, and what nobody can tell from where it was looked up.
 */
#include "base/arena.h"
#include "base/err.h"
#include "base/suggest.h"
#include "cli/delivery_table.h"
#include "cli/paragraph.h"
#include "cli/session.h"
#include "formats/json_writer.h"

#define LINE_WIDTH 100

enum delivery_format {
	DELIVERY_TEXT,
	DELIVERY_JSON,
	DELIVERY_CSV,
};

struct delivery_settings {
	struct run_settings run;
	struct duration window;
	struct str service;
	unsigned by;
	unsigned format;
};

static const char *const format_words[] = { "text", "json", "csv", NULL };

static const char *const by_words[] = {
	[BY_WINDOW] = "window",
	[BY_SERVICE] = "service",
	[BY_MONTH] = "month",
	[BY_QUARTER] = "quarter",
	[BY_DEPLOYMENT] = "deployment",
	[BY_COMMIT] = "commit",
	NULL,
};

struct delivery_show {
	struct arena *arena;
	const struct run_delivery *made;
	enum delivery_by by;
	/* DELIVERY_ALL, or the one that was asked for. */
	uint32_t service;
	struct delivery_figures figures;
	VEC(struct str) left_out;
};

/* What a figure cannot tell, by source. */
static const char *const limits[] = {
	[DEPLOYED_LOG] = "A log does not see flags that are switched, nor configuration and "
			 "infrastructure outside of the repository.",
	[DEPLOYED_TAGS] =
			"Tags do not tell where and since when a release runs, what was taken back, "
			"nor that it failed: reverts and patches are signs of it, and no more.",
	[DEPLOYED_BRANCH] =
			"A branch tells what was integrated, not what was released or runs; where "
			"commits are squashed, when work on them began is lost.",
};

/* ---- what was left out ---- */

static void left_out_add(
		struct delivery_show *show, size_t count, const char *noun, const char *what)
{
	if (count > 0) {
		*vec_add(&show->left_out, show->arena) = str_fmt(show->arena, "%zu %s%s %s", count,
				noun, count == 1 ? "" : "s", what);
	}
}

/* Deployments of the span that name no service, where others do. */
static size_t nameless_count(const struct delivery_show *show)
{
	const struct delivery *delivery = &show->made->delivery;
	size_t count = 0;

	for (uint32_t i = 0; delivery->services.len > 1 && i < delivery->services.len; i++) {
		struct delivery_figures figures;
		if (delivery->services.p[i].len == 0) {
			delivery_figures(&figures, delivery, i, show->made->span, show->arena);
			count = figures.deployments;
		}
	}
	return count;
}

static void left_out_find(struct delivery_show *show)
{
	const struct delivery_figures *figures = &show->figures;
	const struct delivery *delivery = &show->made->delivery;
	const struct delivery_lead *lead = &figures->lead[show->made->since];
	const char *noun = deployment_noun(show->made->facts.source);

	left_out_add(show, figures->back, noun, "back to what was there before: not counted");
	left_out_add(show, figures->failed, "attempt", "that failed: not counted");
	left_out_add(show, figures->repeated, noun,
			"of the same commit, or at once behind another: counted as one");
	left_out_add(show, show->service == DELIVERY_ALL ? nameless_count(show) : 0, noun,
			"of no named service: listed as (unnamed)");
	left_out_add(show, delivery->future, noun, "later than now: left out");
	left_out_add(show, figures->first, noun, "with none before: changes not known");
	left_out_add(show, figures->unknown, noun,
			"of a commit that is not known, or behind one: changes not known");
	left_out_add(show, figures->unrelated, noun,
			"of another history than those before: no lead time");
	left_out_add(show, figures->empty, noun, "without a commit of its own");
	if (show->made->facts.source == DEPLOYED_BRANCH) {
		left_out_add(show, figures->tips, "commit", "made there itself: no lead time");
	} else {
		left_out_add(show, figures->undated, noun,
				"without a date but the commit's: lead times are too short");
		left_out_add(show, figures->tips, "commit", "with no date but that: no lead time");
	}
	left_out_add(show, delivery->belated, "tag",
			"made together, of commits far apart: no dates of releases");
	left_out_add(show, figures->copies, "commit",
			"copied from another that was shipped: both count");
	left_out_add(show, lead->negative, "commit",
			"dated behind what brought it: a clock was wrong");
	left_out_add(show, lead->over_year, "commit", "that waited for more than a year");
	left_out_add(show, figures->open_incidents, "incident", "that is not over");
	vec_each (const struct str, note, &show->made->notes) {
		*vec_add(&show->left_out, show->arena) = *note;
	}
}

/* ---- formats ---- */

static struct str day_text(struct arena *arena, moment at)
{
	char day[DATE_DAY_SIZE];
	date_write_day(date_day_of(at / MOMENT_SECOND), day);
	return str_dup(arena, str_of(day));
}

static void show_text(const struct delivery_show *show, struct buf *out)
{
	const struct run_delivery *made = show->made;
	struct delivery_table table;
	struct str from = day_text(show->arena, show->figures.span.from);
	struct str to = day_text(show->arena, show->figures.span.to - 1);

	uint32_t service = show->service;
	bool is_each = service == DELIVERY_ALL && made->delivery.services.len > 1;
	buf_fmt(out, "From %s; " STR_FMT "..." STR_FMT, deployment_source_text(made->facts.source),
			STR_ARG(from), STR_ARG(to));
	if (is_each) {
		buf_fmt(out, "; %zu services", made->delivery.services.len);
	}
	buf_add_cstr(out, ".\n\n");
	if (show->by == BY_WINDOW) {
		/* Of all together; each service has a line below. */
		delivery_table_figures(&table, show->arena, made, service);
		delivery_table_text(&table, out);
	}
	if (show->by != BY_WINDOW || is_each) {
		buf_add_cstr(out, show->by == BY_WINDOW ? "\n" : "");
		delivery_table_make(&table, show->arena, made,
				show->by == BY_WINDOW ? BY_SERVICE : show->by, service);
		delivery_table_text(&table, out);
	}
	buf_add_cstr(out, "\n");
	vec_each (const struct str, line, &show->left_out) {
		buf_add_cstr(out, "- ");
		paragraph_add(out, &(struct paragraph){ .indent = 2, .width = LINE_WIDTH }, 2,
				*line);
	}
	paragraph_add(out, &(struct paragraph){ .width = LINE_WIDTH }, 0,
			str_of(limits[made->facts.source]));
}

static void show_json(const struct delivery_show *show, struct buf *out)
{
	static const char *const sources[] = {
		[DEPLOYED_LOG] = "log",
		[DEPLOYED_TAGS] = "tags",
		[DEPLOYED_BRANCH] = "branch",
	};
	const struct run_delivery *made = show->made;
	struct delivery_table table;
	struct json_writer json;

	delivery_table_make(&table, show->arena, made, show->by, show->service);
	json_begin(&json, out, JSON_PRETTY);
	json_object(&json);
	json_member_num(&json, "version", 1);
	json_member_str(&json, "source", str_of(sources[made->facts.source]));
	json_member_str(&json, "source_text", str_of(deployment_source_text(made->facts.source)));
	json_member_str(&json, "from", day_text(show->arena, show->figures.span.from));
	json_member_str(&json, "to", day_text(show->arena, show->figures.span.to - 1));
	json_member_num(&json, "least", (int64_t)made->facts.least);
	json_member_str(&json, "lead_time_since",
			str_of(made->since == SINCE_WRITTEN ? "written" : "committed"));
	json_member_str(&json, "limits", str_of(limits[made->facts.source]));
	json_key(&json, "notes");
	json_array(&json);
	vec_each (const struct str, line, &show->left_out) {
		json_str(&json, *line);
	}
	json_end(&json);
	json_member_str(&json, "by", str_of(by_words[show->by]));
	json_key(&json, "rows");
	delivery_table_json(&table, &json);
	json_end(&json);
	json_finish(&json);
}

/* ---- the command ---- */

static bool service_find(struct delivery_show *show, struct str name, struct err *err)
{
	const struct delivery *delivery = &show->made->delivery;
	struct str *names = arena_new_array(show->arena, struct str, delivery->services.len + 1);

	show->service = DELIVERY_ALL;
	if (name.len == 0) {
		return true;
	}
	for (uint32_t i = 0; i < delivery->services.len; i++) {
		names[i] = delivery_service_name(show->made, i);
		show->service = str_eq(names[i], name) ? i : show->service;
	}
	if (show->service != DELIVERY_ALL) {
		return true;
	}
	struct str near = suggest(name, names, delivery->services.len);
	return err_set(err, "no deployment is of a service '" STR_FMT "'%s" STR_FMT "%s",
			STR_ARG(name), near.len ? ": did you mean '" : "", STR_ARG(near),
			near.len ? "'?" : "");
}

static enum exit_code delivery_show(
		struct session *session, const struct delivery_settings *settings)
{
	struct cli *cli = session->cli;
	struct run *run = &session->run;
	struct delivery_show show = { .arena = cli->arena, .by = settings->by };
	struct run_delivery made;
	struct err err = { "" };
	struct buf out = { 0 };

	if (!run_has_deployments(run)) {
		return cli_error(cli,
				STR_FMT
				" says nothing about deployments; for example: deployments: "
				"{ tags: [\"v*\"] }",
				STR_ARG(run->config.path));
	}
	if (!run_delivery(run, &show.made, &err)) {
		bool is_told = run->problems.errors > 0;
		session_print_problems(session);
		return is_told ? EXIT_ERROR : cli_error(cli, "%s", err.text);
	}
	if (duration_is_set(settings->window)) {
		made = *show.made;
		made.span.from = moment_before(made.facts.as_of, settings->window);
		show.made = &made;
	}
	if (!service_find(&show, settings->service, &err)) {
		return cli_error(cli, "%s", err.text);
	}
	delivery_figures(&show.figures, &show.made->delivery, show.service, show.made->span,
			cli->arena);
	left_out_find(&show);
	if (settings->format == DELIVERY_CSV) {
		struct delivery_table table;
		delivery_table_make(&table, cli->arena, show.made, show.by, show.service);
		delivery_table_csv(&table, &out);
	} else {
		settings->format == DELIVERY_JSON ? show_json(&show, &out) : show_text(&show, &out);
	}
	output_write(&cli->out, buf_str(&out));
	buf_finish(&out);
	return EXIT_HOLDS;
}

static enum exit_code delivery_run(struct cli *cli, const void *target)
{
	const struct delivery_settings *settings = target;
	struct run_options options;
	struct session session;
	enum exit_code code = EXIT_ERROR;

	run_settings_apply(&settings->run, &options);
	if (session_configure(&session, cli, &options) && session_govern(&session)) {
		code = delivery_show(&session, settings);
	}
	session_finish(&session);
	return code;
}

#define AT(member) offsetof(struct delivery_settings, member)

/* clang-format off */
static const struct option delivery_options[] = {
	{ .name = "window", .type = OPTION_DURATION, .offset = AT(window), .metavar = "DURATION",
	  .help = "how far back to look; default: that of `deployments`, or 1y" },
	{ .name = "service", .type = OPTION_TEXT, .offset = AT(service), .metavar = "NAME",
	  .help = "of this service alone" },
	{ .name = "by", .type = OPTION_CHOICE, .offset = AT(by), .metavar = "WHAT",
	  .words = by_words,
	  .help = "a row for each service, month, quarter, deployment or commit; default: window, all "
		  "figures of the whole of it" },
	{ .name = "format", .letter = 'f', .type = OPTION_CHOICE, .offset = AT(format),
	  .metavar = "FORMAT", .words = format_words,
	  .help = "text, json or csv; default: text" },
};
/* clang-format on */

static const struct option_table delivery_table = { "What is shown", delivery_options,
	COUNT_OF(delivery_options) };

const struct command command_delivery = {
	.name = "delivery",
	.summary = "show how often, how soon and how well changes get into service",
	.operands = "",
	.about =
			(const char *const[]){
					"From the log of deployments, from tags or from a branch, as "
					"`deployments` of lintel.yaml says: how often there is one, how long the "
					"commits in it waited, and how many were reverted or patched soon.",
					"What only records of incidents can tell (change fail rate, recovery "
					"time, rework rate) is told where a log and such records are kept. Each "
					"figure says how many are behind it; with too few it is unknown.",
					"Figures are of services, and never of a person.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel delivery", "the last year, all services" },
					{ "lintel delivery --by quarter --window 3y",
							"how it moved" },
					{ "lintel delivery --by commit --format csv",
							"each commit and how long it waited, to be plotted" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &delivery_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct delivery_settings),
	.prepare = run_settings_prepare,
	.run = delivery_run,
};
