/* SPDX-License-Identifier: MIT */
/*
 * lintel init: propose, try, and only then write.
 *
 *	folders -> files -> modules -> facts -> uses -> lintel.yaml
 *	                                     -> findings -> lintel.baseline
 *
 * Nothing is written before the whole of it has been judged and passes.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "cli/proposal.h"
#include "cli/session.h"
#include "cli/show.h"
#include "cli/surroundings.h"
#include "cli/use_graph.h"
#include "findings/baseline.h"
#include "reports/escape.h"

#define CONFIG "lintel.yaml"
/* The rest is only counted. */
#define UNITS_SHOWN 10

struct init_settings {
	struct run_settings run;
	bool print;
};

struct init {
	struct cli *cli;
	const struct init_settings *settings;
	struct str folder;
	struct proposal proposal;
	struct session session;
	/* lintel.yaml as it will be. */
	struct str text;
	struct baseline baseline;
};

static bool is_free(struct init *init)
{
	static const char *const names[] = { CONFIG, BASELINE_PATH };

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		if (surroundings_has(init->cli->arena, init->folder, names[i])) {
			(void)cli_error(init->cli,
					"there is a %s already, and init overwrites nothing",
					names[i]);
			return false;
		}
	}
	return true;
}

static bool look_around(struct init *init)
{
	struct arena *arena = init->cli->arena;
	struct surroundings seen;
	struct err err;

	if (!surroundings_see(&seen, arena, init->folder, &err)) {
		(void)cli_error(init->cli, "%s", err.text);
		return false;
	}
	vec_each (const struct str, folder, &seen.build_folders) {
		*vec_add(&init->proposal.ignore, arena) = *folder;
	}
	if (init->settings->run.compile_commands.len) {
		vec_each (const struct str, path, &init->settings->run.compile_commands) {
			/* One outside the tree serves this run; lintel.yaml cannot name it. */
			if (!path_is_absolute(*path) && !path_leaves(path_clean(arena, *path))) {
				*vec_add(&init->proposal.compile_commands, arena) =
						path_clean(arena, *path);
			}
		}
	} else if (seen.compile_commands.len) {
		*vec_add(&init->proposal.compile_commands, arena) = seen.compile_commands.p[0];
	}
	return true;
}

static struct str proposal_text(struct init *init, bool has_uses)
{
	struct buf text;

	buf_init(&text);
	proposal_write(&init->proposal, has_uses, &text);
	struct str copy = str_dup(init->cli->arena, buf_str(&text));
	buf_finish(&text);
	return copy;
}

/* Reads the tree as if lintel.yaml held what is proposed by now. */
static bool configure(struct init *init)
{
	struct run_options options;

	run_settings_apply(&init->settings->run, &options);
	options.folder = init->folder;
	options.no_baseline = true;
	options.proposed = proposal_text(init, false);
	return session_configure(&init->session, init->cli, &options);
}

static bool find_modules(struct init *init)
{
	bool is_read = configure(init);

	if (is_read) {
		proposal_split(&init->proposal, init->session.run.code);
	}
	session_finish(&init->session);
	if (is_read && !init->proposal.modules.len) {
		(void)cli_error(init->cli, "there is no C file below '" STR_FMT "'",
				STR_ARG(init->folder));
		return false;
	}
	return is_read;
}

static size_t units_with(const struct code *code, bool is_parsed)
{
	size_t count = 0;
	for (size_t i = 0; i < code->unit_count; i++) {
		count += (code->units[i].status == UNIT_PARSED) == is_parsed;
	}
	return count;
}

/* A compile database of which nothing can be parsed says nothing that holds. */
static bool has_facts(struct init *init)
{
	const struct code *code = init->session.run.code;

	if (code->unit_count == 0 || units_with(code, true) > 0) {
		return true;
	}
	struct buf shown;
	buf_init(&shown);
	escape_text(&shown, code->units[0].problem);
	(void)cli_error(init->cli,
			"not one of %zu units could be parsed, the first because %s; nothing was "
			"written, see 'lintel help init' for --compile-commands and --text-only",
			code->unit_count, shown.p);
	buf_finish(&shown);
	return false;
}

/* Judges what is proposed, and puts into a baseline what does not hold. */
static bool judge(struct init *init)
{
	struct run *run = &init->session.run;
	struct arena *arena = init->cli->arena;
	struct err err;

	if (!session_gather(&init->session, NEEDS_INCLUDES | NEEDS_SYMBOLS) || !has_facts(init)) {
		return false;
	}
	struct use_graph uses = use_graph_create(arena, run->code, LEVEL_MODULE, false);
	proposal_use(&init->proposal, &uses, run->code);
	init->text = proposal_text(init, true);
	if (!run_reconfigure(run, init->text, &err)) {
		session_print_problems(&init->session);
		(void)cli_error(init->cli, "%s", err.text);
		return false;
	}
	run_judge(run);
	baseline_from(&init->baseline, arena, &run->findings);
	baseline_apply(&init->baseline, &run->findings, NULL, NULL);

	struct verdict verdict = verdict_of(run->gate, &run->findings);
	if (verdict.word == VERDICT_FAIL) {
		(void)cli_error(init->cli,
				"what is proposed does not pass: " STR_FMT "; nothing was written",
				STR_ARG(verdict.deciding->message));
		return false;
	}
	return true;
}

static bool write_file(struct init *init, const char *name, struct str text)
{
	struct err err;
	struct str path = str_fmt(init->cli->arena, STR_FMT "/%s", STR_ARG(init->folder), name);

	if (!file_write(path, text, &err)) {
		(void)cli_error(init->cli, "%s", err.text);
		return false;
	}
	return true;
}

/* The baseline first: a configuration without it would fail. */
static bool write_files(struct init *init)
{
	bool is_good = true;

	if (init->baseline.entries.len) {
		struct buf text;
		buf_init(&text);
		baseline_write(&init->baseline, &text);
		is_good = write_file(init, BASELINE_PATH, buf_str(&text));
		buf_finish(&text);
	}
	return is_good && write_file(init, CONFIG, init->text);
}

static void say_which_were_not(const struct code *code, size_t lost, struct buf *out)
{
	size_t shown = 0;

	for (size_t i = 0; i < code->unit_count && shown < UNITS_SHOWN; i++) {
		const struct code_unit *unit = &code->units[i];
		if (unit->status != UNIT_PARSED) {
			buf_add_cstr(out, "  not ");
			escape_text(out, unit->file == NONE ? unit->path
							    : code->files[unit->file].path);
			buf_add_cstr(out, ": ");
			escape_text(out, unit->problem);
			buf_add_char(out, '\n');
			shown++;
		}
	}
	if (lost > shown) {
		buf_fmt(out, "  and %zu more: lintel facts --units\n", lost - shown);
	}
}

static void say_what_was_read(const struct code *code, struct buf *out)
{
	size_t parsed = units_with(code, true);
	size_t lost = units_with(code, false);

	if (!code->unit_count) {
		buf_add_cstr(out, "there is no compile database: only includes were read\n");
		return;
	}
	buf_fmt(out, "%zu of %zu units were parsed\n", parsed, parsed + lost);
	say_which_were_not(code, lost, out);
}

static void say_what_was_done(struct init *init)
{
	size_t known = 0;
	struct buf out;

	vec_each (const struct baseline_entry, entry, &init->baseline.entries) {
		known += entry->count;
	}
	buf_init(&out);
	say_what_was_read(init->session.run.code, &out);
	buf_fmt(&out, "wrote " CONFIG ": %zu module%s, each with the uses that it has today\n",
			init->proposal.modules.len, init->proposal.modules.len == 1 ? "" : "s");
	if (known) {
		buf_fmt(&out, "wrote " BASELINE_PATH ": %zu finding%s of today\n", known,
				known == 1 ? "" : "s");
	}
	buf_add_cstr(&out, "next: lintel check passes now; read " CONFIG
			   ", make its modules the ones that people speak of\n");
	output_write(&init->cli->out, buf_str(&out));
	buf_finish(&out);
}

static enum exit_code propose(struct init *init)
{
	if (!is_free(init) || !look_around(init) || !find_modules(init)) {
		return EXIT_ERROR;
	}

	enum exit_code code = EXIT_ERROR;
	if (configure(init) && judge(init)) {
		if (init->settings->print) {
			output_write(&init->cli->out, init->text);
			code = EXIT_HOLDS;
		} else if (write_files(init)) {
			say_what_was_done(init);
			code = EXIT_HOLDS;
		}
	}
	session_finish(&init->session);
	return code;
}

static enum exit_code init_run(struct cli *cli, const void *target)
{
	const struct init_settings *settings = target;
	struct init init = {
		.cli = cli,
		.settings = settings,
		.folder = settings->run.folder.len ? settings->run.folder : STR("."),
		.proposal = { .arena = cli->arena },
		.baseline = { .path = STR(BASELINE_PATH) },
	};
	return propose(&init);
}

/* clang-format off */
static const struct option init_options[] = {
	{ .name = "print", .type = OPTION_FLAG, .offset = offsetof(struct init_settings, print),
	  .help = "print the proposed " CONFIG " and write nothing" },
};
/* clang-format on */

static const struct option_table init_table = { "The proposal", init_options,
	COUNT_OF(init_options) };

const struct command command_init = {
	.name = "init",
	.summary = "propose a lintel.yaml that holds today",
	.operands = "",
	.about =
			(const char *const[]){
					"Proposes modules from the folders, the compile database and the include graph, and "
					"allows each the uses that it has today. What does not hold, such as cycles between "
					"modules, goes into " BASELINE_PATH
					", so that 'lintel check' passes and fails only "
					"for what is new. Nothing is overwritten.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel init", "begin in the working folder" },
					{ "lintel init --compile-commands build/compile_commands.json",
							"with this compile database" },
					{ "lintel init --print", "look first" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &init_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct init_settings),
	.prepare = run_settings_prepare,
	.run = init_run,
};
