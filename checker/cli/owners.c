/* SPDX-License-Identifier: MIT */
/*
 * lintel owners: who owns the modules by what is written, and by what happens.
 */
#include "cli/owners.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/glob.h"
#include "base/suggest.h"
#include "cli/session.h"
#include "engine/historing.h"
#include "engine/owning.h"
#include "reports/escape.h"

#include <stdlib.h>

/* Of a module, with --show-authors. */
#define AUTHORS_MOST 5

struct owners_settings {
	struct run_settings run;
	struct duration window;
	unsigned format;
	bool show_authors;
};

enum owners_format {
	OWNERS_TEXT,
	OWNERS_JSON,
	OWNERS_CSV,
};

static owners_write_fn *const writers[] = { owners_write_text, owners_write_json,
	owners_write_csv };
static const char *const format_words[] = { "text", "json", "csv", NULL };

/* ---- which modules ---- */

/* Marks the modules that an operand names; false, and said, if there is none. */
static bool operand_mark(struct cli *cli, const struct code *code, struct str operand, bool *marks)
{
	struct str *names = arena_new_array(cli->arena, struct str, code->module_count);
	struct err err;
	bool has_any = false;

	if (!glob_check(operand, &err)) {
		(void)cli_error(cli, "%s", err.text);
		return false;
	}
	for (size_t i = 0; i < code->module_count; i++) {
		names[i] = code->modules[i].name;
		bool is_one = glob_is_pattern(operand) ? glob_match(operand, names[i])
						       : str_eq(operand, names[i]);
		marks[i] |= is_one;
		has_any |= is_one;
	}
	if (!has_any) {
		struct str near = suggest(operand, names, code->module_count);
		(void)cli_error(cli,
				near.len ? "no module '" STR_FMT "': did you mean '" STR_FMT "'?"
					 : "no module '" STR_FMT "'%.*s",
				STR_ARG(operand), STR_ARG(near));
	}
	return has_any;
}

static bool modules_choose(struct cli *cli, struct owners_view *view)
{
	const struct code *code = view->code;
	bool *marks = arena_new_array(cli->arena, bool, code->module_count);
	uint32_t *modules = arena_new_array(cli->arena, uint32_t, code->module_count);

	for (size_t i = 0; i < cli->operands.len; i++) {
		if (!operand_mark(cli, code, cli->operands.p[i], marks)) {
			return false;
		}
	}
	for (uint32_t i = 0; i < code->module_count; i++) {
		if (marks[i] || cli->operands.len == 0) {
			modules[view->module_count++] = i;
		}
	}
	view->modules = modules;
	return true;
}

/* ---- what is counted ---- */

/* Whether the owner owns one of the modules that were asked for. */
static bool *owners_mark(struct owners_view *view)
{
	const struct ownership *ownership = view->ownership;
	bool *marks = arena_new_array(view->arena, bool, ownership->owner_count);

	for (size_t i = 0; i < view->module_count; i++) {
		uint32_t owner = ownership->module_owners[view->modules[i]];
		if (owner != NONE) {
			marks[owner] = true;
		}
	}
	return marks;
}

static int most_order(const void *a, const void *b)
{
	const struct ownership_pair *left = a;
	const struct ownership_pair *right = b;
	uint64_t left_count = (uint64_t)left->together + left->left_in_right + left->right_in_left;
	uint64_t right_count =
			(uint64_t)right->together + right->left_in_right + right->right_in_left;

	if (left_count != right_count) {
		return left_count > right_count ? -1 : 1;
	}
	if (left->left != right->left) {
		return left->left < right->left ? -1 : 1;
	}
	return left->right < right->right ? -1 : left->right > right->right;
}

static void pairs_choose(struct owners_view *view)
{
	const struct ownership *ownership = view->ownership;
	const uint8_t *people = view->belonging->people;
	const bool *marks = owners_mark(view);
	size_t count;
	struct ownership_pair *pairs = ownership_pairs(
			ownership, view->span, view->belonging, view->arena, &count);

	for (size_t i = 0; i < count; i++) {
		bool is_asked = marks[pairs[i].left] || marks[pairs[i].right];
		bool is_hidden = people[pairs[i].left] == PEOPLE_ONE
				 || people[pairs[i].right] == PEOPLE_ONE;
		view->hidden_pairs += is_asked && is_hidden;
		if (is_asked && !is_hidden) {
			pairs[view->pair_count++] = pairs[i];
		}
	}
	if (view->pair_count > 1) {
		qsort(pairs, view->pair_count, sizeof(*pairs), most_order);
	}
	view->pairs = pairs;
}

static struct str window_text(struct arena *arena, struct duration window)
{
	struct buf out = { 0 };
	duration_write(window, &out);
	struct str text = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

static bool view_make(struct session *session, const struct owners_settings *settings,
		struct owners_view *view)
{
	struct cli *cli = session->cli;
	const struct run *run = &session->run;
	const struct owning *owning = run_owning(&session->run);
	struct duration window =
			duration_is_set(settings->window) ? settings->window : owning->window;
	moment now = run->options.as_of * MOMENT_SECOND;

	*view = (struct owners_view){
		.arena = cli->arena,
		.code = run->code,
		.code_owners = owning->code_owners,
		.is_exhausted = owning->is_exhausted,
		.owners = owning->modules,
		.ownership = owning->ownership,
		.span = { moment_before(now, window), now },
		.window = window_text(cli->arena, window),
		.robots = owning->robots,
	};
	if (!modules_choose(cli, view)) {
		return false;
	}
	view->belonging = ownership_belonging(view->ownership, view->span, view->arena);
	view->sums = ownership_of_modules(
			view->ownership, view->span, view->belonging, view->arena);
	pairs_choose(view);
	return true;
}

/* ---- names, for a terminal ---- */

static void authors_write(struct session *session, const struct owners_view *view, struct buf *out)
{
	size_t count;
	const struct str *names = run_history_people(&session->run);
	const struct ownership_author *authors =
			ownership_authors(view->ownership, view->span, view->arena, &count);

	if (!names) {
		return;
	}
	buf_add_cstr(out, "\nwho made most commits\n");
	/* Both are in the order of the modules. */
	for (size_t i = 0, k = 0; i < view->module_count; i++) {
		uint32_t module = view->modules[i];
		size_t shown = 0;
		while (k < count && authors[k].module <= module) {
			if (authors[k].module == module && shown++ < AUTHORS_MOST) {
				buf_add_cstr(out, "  ");
				escape_text(out, view->code->modules[module].name);
				buf_fmt(out, "  %u  ", authors[k].commits);
				escape_text(out, names[authors[k].person]);
				buf_add_char(out, '\n');
			}
			k++;
		}
	}
}

static bool authors_allowed(struct cli *cli, const struct owners_settings *settings)
{
	if (!settings->show_authors) {
		return true;
	}
	if (settings->format != OWNERS_TEXT) {
		(void)cli_error(cli,
				"--show-authors goes with --format text alone: names of people "
				"belong on a screen, not into data");
		return false;
	}
	if (!cli->out_terminal.is_terminal) {
		(void)cli_error(cli, "--show-authors needs a terminal: names of people belong on a "
				     "screen, not into a file or the log of a pipeline");
		return false;
	}
	return true;
}

/* ---- the command ---- */

static enum exit_code owners_show(struct session *session, const struct owners_settings *settings)
{
	struct owners_view view;
	struct buf out = { 0 };

	if (!session_ownership(session) || !view_make(session, settings, &view)) {
		return EXIT_ERROR;
	}
	writers[settings->format](&view, &out);
	if (settings->show_authors && view.ownership->history->reason == REASON_NONE) {
		authors_write(session, &view, &out);
	}
	output_write(&session->cli->out, buf_str(&out));
	buf_finish(&out);
	return EXIT_HOLDS;
}

static enum exit_code owners_run(struct cli *cli, const void *target)
{
	const struct owners_settings *settings = target;
	struct run_options options;
	struct session session;
	enum exit_code code = EXIT_ERROR;

	if (!authors_allowed(cli, settings)) {
		return EXIT_ERROR;
	}
	run_settings_apply(&settings->run, &options);
	if (session_configure(&session, cli, &options)) {
		code = owners_show(&session, settings);
	}
	session_finish(&session);
	return code;
}

#define AT(member) offsetof(struct owners_settings, member)

/* clang-format off */
static const struct option owners_options[] = {
	{ .name = "window", .type = OPTION_DURATION, .offset = AT(window), .metavar = "TIME",
	  .help = "how far back commits count; default: `history.window`, or 1y" },
	{ .name = "show-authors", .type = OPTION_FLAG, .offset = AT(show_authors),
	  .help = "say by name who made most commits; on a terminal only" },
	{ .name = "format", .letter = 'f', .type = OPTION_CHOICE, .offset = AT(format),
	  .metavar = "FORMAT", .words = format_words, .help = "the form; default: text" },
};
/* clang-format on */

static const struct option_table owners_table = { "What is shown", owners_options,
	COUNT_OF(owners_options) };

const struct command command_owners = {
	.name = "owners",
	.summary = "show who owns the modules, and who changes them",
	.operands = "[MODULE...]",
	.about =
			(const char *const[]){
					"For each module: its owner in lintel.yaml and what the file of code owners says to "
					"that; how many commits by how many people changed it, how much of that is one "
					"person's, how much people of another owner's, and how much of it changed other "
					"owners' modules too.",
					"Numbers are about modules and owners, never about a person. Too few commits are "
					"unknown.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel owners", "all modules, over the last year" },
					{ "lintel owners net --window 90d",
							"one module, over a quarter" },
					{ "lintel owners --format csv > owners.csv",
							"for a spreadsheet" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &owners_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct owners_settings),
	.prepare = run_settings_prepare,
	.most_operands = 1000,
	.run = owners_run,
};
