/* SPDX-License-Identifier: MIT */
#include "cli/co_change.h"

#include "base/arena.h"
#include "base/err.h"
#include "cli/operand.h"
#include "cli/session.h"
#include "engine/historing.h"
#include "facts/selector.h"

#define OPERANDS_MOST 1000
#define COUNT_MOST 1000000

struct co_change_settings {
	struct run_settings run;
	bool wants_files;
	bool wants_all;
	struct str min_degree;
	uint64_t min_shared;
	uint64_t min_revisions;
	uint64_t max_set;
	uint64_t max_pairs;
	struct str window;
	struct duration decay;
	unsigned format;
};

/* What was asked for, and the facts that answer. */
struct asking {
	struct cli *cli;
	const struct co_change_settings *settings;
	struct rule_facts facts;
	struct coupling coupling;
	/* By file and by module: whether the operands name it; NULL without operands. */
	uint8_t *has_file;
	uint8_t *has_module;
	struct co_change_result *result;
};

/* ---- what was asked for ---- */

static bool operands_read(struct asking *asking, const struct run *run)
{
	struct cli *cli = asking->cli;
	const struct code *code = asking->facts.code;

	if (cli->operands.len == 0) {
		return true;
	}
	asking->has_file = arena_new_array(cli->arena, uint8_t, code->file_count);
	asking->has_module = arena_new_array(cli->arena, uint8_t, code->module_count);
	for (size_t i = 0; i < cli->operands.len; i++) {
		const struct selector *selector = operand_users(cli, run, cli->operands.p[i]);
		if (!selector) {
			return false;
		}
		for (uint32_t file = 0; file < code->file_count; file++) {
			uint32_t module = code->files[file].module;
			if (selector_has_file(selector, code, file)) {
				asking->has_file[file] = 1;
				if (module != NONE) {
					asking->has_module[module] = 1;
				}
			}
		}
	}
	return true;
}

static bool degree_read(const struct asking *asking, double *degree)
{
	struct str written = asking->settings->min_degree;

	*degree = COCHANGE_MIN_DEGREE;
	if (!written.p || cochange_degree_read(degree, written)) {
		return true;
	}
	(void)cli_error(asking->cli,
			"'--min-degree' cannot be '" STR_FMT
			"': it is in percent from 0 to 100, for example 30 or 30%%",
			STR_ARG(written));
	return false;
}

static bool window_read(struct asking *asking, const struct run *run)
{
	const struct co_change_settings *settings = asking->settings;
	const struct number max_set = { .value = (int64_t)settings->max_set,
		.is_set = settings->max_set > 0 };
	struct cochange_window read;
	double degree;

	if (!degree_read(asking, &degree)) {
		return false;
	}
	if (settings->window.len && !cochange_window_read(&read, settings->window, 0)) {
		(void)cli_error(asking->cli,
				"'--window' cannot be '" STR_FMT
				"': it is a duration such as 90d or 2y, or all",
				STR_ARG(settings->window));
		return false;
	}
	asking->result->half_life = settings->decay;
	asking->result->window = coupling_window(&run->config, settings->window, &max_set,
			settings->decay, asking->facts.as_of);
	asking->result->least = (struct cochange_least){
		.revisions = (uint32_t)settings->min_revisions,
		.shared = (uint32_t)settings->min_shared,
		.degree = degree,
		.max_pairs = settings->max_pairs,
	};
	return true;
}

static bool count(struct asking *asking, const uint32_t *items, size_t item_count,
		struct cochange *cochange)
{
	struct err err;
	struct co_change_result *result = asking->result;

	if (!cochange_count(cochange, asking->cli->arena, asking->facts.history, items, item_count,
			    &result->window, &result->least, &err)) {
		(void)cli_error(asking->cli,
				"%s; raise '--min-shared', or allow more with '--max-pairs'",
				err.text);
		return false;
	}
	result->commits = cochange->commits;
	result->too_large = cochange->too_large;
	result->ignored = cochange->ignored;
	return true;
}

static struct pair_row *row_add(struct asking *asking, struct pair_table *table,
		const struct cochange *cochange, const struct cochange_pair *pair)
{
	struct pair_row *row = vec_add(&table->rows, asking->cli->arena);
	*row = (struct pair_row){
		.revisions = { cochange->revisions[pair->a], cochange->revisions[pair->b] },
		.shared = pair->shared,
		.degree = pair->degree,
	};
	return row;
}

/* ---- modules ---- */

static bool modules_pair(struct asking *asking)
{
	const struct code *code = asking->facts.code;
	struct pair_table *table = &asking->result->modules;
	struct cochange cochange;

	table->is_wanted = true;
	if (!count(asking, asking->facts.history_modules, code->module_count, &cochange)) {
		return false;
	}
	for (size_t i = 0; i < cochange.pair_count; i++) {
		const struct cochange_pair *pair = &cochange.pairs[i];
		if (asking->has_module && !asking->has_module[pair->a]
				&& !asking->has_module[pair->b]) {
			continue;
		}
		struct pair_row *row = row_add(asking, table, &cochange, pair);
		row->names[0] = code->modules[pair->a].name;
		row->names[1] = code->modules[pair->b].name;
		row->module_ties = coupling_of_modules(&asking->coupling, pair->a, pair->b);
	}
	return true;
}

/* ---- files ---- */

static bool is_asked_for(const struct asking *asking, const uint32_t files[2])
{
	return !asking->has_file || (files[0] != NONE && asking->has_file[files[0]])
	       || (files[1] != NONE && asking->has_file[files[1]]);
}

static uint32_t module_of(const struct asking *asking, uint32_t file)
{
	return file == NONE ? NONE : asking->facts.code->files[file].module;
}

static void file_pair_add(struct asking *asking, const struct cochange *cochange,
		const struct cochange_pair *pair)
{
	const struct code *code = asking->facts.code;
	const uint32_t paths[2] = { pair->a, pair->b };
	const uint32_t files[2] = { asking->coupling.files[pair->a],
		asking->coupling.files[pair->b] };
	const uint32_t modules[2] = { module_of(asking, files[0]), module_of(asking, files[1]) };
	bool is_there = files[0] != NONE && files[1] != NONE;
	bool has_modules = modules[0] != NONE && modules[1] != NONE;
	bool is_crossing = has_modules && modules[0] != modules[1];
	unsigned ties = is_crossing ? coupling_of_modules(&asking->coupling, modules[0], modules[1])
				    : 0;

	if (!is_asked_for(asking, files)
			|| (!asking->settings->wants_all && (!is_crossing || ties != 0))) {
		return;
	}
	struct pair_row *row = row_add(asking, &asking->result->files, cochange, pair);
	for (size_t i = 0; i < 2; i++) {
		row->names[i] = asking->facts.history->paths[paths[i]];
		row->modules[i] = modules[i] == NONE ? STR("") : code->modules[modules[i]].name;
	}
	row->module_ties = ties;
	row->ties = is_there ? coupling_of_files(&asking->coupling, files[0], files[1]) : 0;
	row->state = !is_there      ? PAIR_GONE
		     : !has_modules ? PAIR_UNASSIGNED
		     : is_crossing  ? PAIR_CROSSING
				    : PAIR_WITHIN;
}

/* Without --all, files that can be in no row are not counted in the first place. */
static bool files_pair(struct asking *asking)
{
	const struct history *history = asking->facts.history;
	const struct coupling *coupling = &asking->coupling;
	uint32_t *items = arena_new_array(asking->cli->arena, uint32_t, history->path_count);
	struct cochange cochange;

	asking->result->files.is_wanted = true;
	for (size_t i = 0; i < history->path_count; i++) {
		uint32_t name = coupling->names[i];
		bool has_module = module_of(asking, coupling->files[name]) != NONE;
		items[i] = asking->settings->wants_all || has_module ? name : NONE;
	}
	if (!count(asking, items, history->path_count, &cochange)) {
		return false;
	}
	for (size_t i = 0; i < cochange.pair_count; i++) {
		file_pair_add(asking, &cochange, &cochange.pairs[i]);
	}
	return true;
}

/* ---- the command ---- */

static bool answer(struct asking *asking, struct run *run)
{
	const struct rule any = { .by = (1U << USE_KINDS) - 1 };

	asking->facts = (struct rule_facts){
		.code = run->code,
		.config = &run->config,
		.rules = run->rules,
		.rule_count = run->rule_count,
		.history = run->history,
		.history_modules = run_history_modules(run),
		.as_of = run->options.as_of * MOMENT_SECOND,
	};
	if (!window_read(asking, run) || !operands_read(asking, run)) {
		return false;
	}
	coupling_create(&asking->coupling, asking->cli->arena, &asking->facts, &any);
	return modules_pair(asking) && (!asking->settings->wants_files || files_pair(asking));
}

typedef void write_fn(const struct co_change_result *result, struct arena *arena, struct buf *out);

static write_fn *const writers[] = { co_change_text, co_change_json, co_change_csv };
static const char *const format_words[] = { "text", "json", "csv", NULL };

static enum exit_code co_change_run(struct cli *cli, const void *target)
{
	const struct co_change_settings *settings = target;
	struct co_change_result result = { 0 };
	struct asking asking = { .cli = cli, .settings = settings, .result = &result };
	struct session session;
	enum exit_code code = EXIT_ERROR;
	struct run_options options;

	run_settings_apply(&settings->run, &options);
	if (session_configure(&session, cli, &options) && session_history(&session)
			&& session_gather(&session, NEEDS_INCLUDES | NEEDS_SYMBOLS)
			&& answer(&asking, &session.run)) {
		struct buf out;
		buf_init(&out);
		writers[settings->format](&result, cli->arena, &out);
		output_write(&cli->out, buf_str(&out));
		buf_finish(&out);
		code = EXIT_HOLDS;
	}
	session_finish(&session);
	return code;
}

static bool co_change_prepare(void *target, struct err *err)
{
	struct co_change_settings *settings = target;

	settings->min_shared = COCHANGE_MIN_SHARED;
	settings->min_revisions = COCHANGE_MIN_REVISIONS;
	settings->max_pairs = COCHANGE_MAX_PAIRS;
	return run_settings_prepare(settings, err);
}

#define AT(member) offsetof(struct co_change_settings, member)

/* clang-format off */
static const struct option co_change_options[] = {
	{ .name = "files", .type = OPTION_FLAG, .offset = AT(wants_files),
	  .help = "files of different modules, too, between whose modules there is no use" },
	{ .name = "all", .type = OPTION_FLAG, .offset = AT(wants_all),
	  .help = "with --files: also those that a use explains, within one module, in none, and "
		  "gone" },
	{ .name = "window", .type = OPTION_TEXT, .offset = AT(window), .metavar = "DURATION",
	  .help = "how far back commits count, or all; default: window of history, else 1y" },
	{ .name = "decay", .type = OPTION_DURATION, .offset = AT(decay), .metavar = "DURATION",
	  .help = "a commit that old weighs half; default: all weigh the same" },
	{ .name = "min-degree", .type = OPTION_TEXT, .offset = AT(min_degree),
	  .metavar = "PERCENT",
	  .help = "shared commits in percent of the average of either; default: 30" },
	{ .name = "min-shared", .type = OPTION_COUNT, .offset = AT(min_shared), .metavar = "N",
	  .least = 1, .most = COUNT_MOST, .help = "fewer shared commits are chance; default: 5" },
	{ .name = "min-revisions", .type = OPTION_COUNT, .offset = AT(min_revisions),
	  .metavar = "N", .least = 1, .most = COUNT_MOST,
	  .help = "what changed less often is left out; default: 5" },
	{ .name = "max-set", .type = OPTION_COUNT, .offset = AT(max_set), .metavar = "N",
	  .least = 2, .most = HISTORY_MOST_SET,
	  .help = "commits that change more files do not count; default: max_set of history, else "
		  "30" },
	{ .name = "max-pairs", .type = OPTION_COUNT, .offset = AT(max_pairs), .metavar = "N",
	  .least = 1, .most = 1000000000, .help = "more pairs are an error; default: 1000000" },
	{ .name = "format", .letter = 'f', .type = OPTION_CHOICE, .offset = AT(format),
	  .metavar = "FORMAT", .words = format_words, .help = "the form; default: text" },
};
/* clang-format on */

static const struct option_table co_change_table = { "What counts", co_change_options,
	COUNT_OF(co_change_options) };

const struct command command_co_change = {
	.name = "co-change",
	.summary = "print what keeps changing together",
	.operands = "[MODULE | PATH ...]",
	.about =
			(const char *const[]){
					"Two modules, or two files, are coupled by degree: the commits that change both, "
					"in percent of the average of the commits that change either. Merges do not "
					"count, nor revisions to ignore, nor commits that change very many files; a "
					"file that was renamed is followed.",
					"A pair without a use between its two is hidden coupling: who changes one has "
					"to know of the other, and nothing in the code says so. The rule kind "
					"co-change makes it a finding.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel co-change", "pairs of modules, strongest first" },
					{ "lintel co-change --files net --window 2y",
							"what is hidden between net and others" },
					{ "lintel co-change --files --format csv > coupling.csv",
							"for a spreadsheet" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &co_change_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct co_change_settings),
	.prepare = co_change_prepare,
	.operand_kind = OPERAND_FILE,
	.most_operands = OPERANDS_MOST,
	.run = co_change_run,
};
