/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/err.h"
#include "base/listing.h"
#include "base/map.h"
#include "base/path.h"
#include "base/suggest.h"
#include "cli/operand.h"
#include "cli/session.h"
#include "cli/show.h"
#include "engine/governing.h"
#include "formats/json_writer.h"
#include "reports/escape.h"
#include "reviews/rehearsal.h"

#include <stdlib.h>

#define OPERANDS_MOST 100000
#define FILE_MOST ((size_t)4 << 20)

struct test_settings {
	struct run_settings run;
	bool strict;
	unsigned format;
};

enum test_format {
	TEST_TEXT,
	TEST_JSON,
};

/* What cannot be read never fires, whatever is tested. */
static bool name_broken(struct session *session, const struct decision *decision)
{
	bool is_good = true;

	vec_each (const struct trigger, trigger, &session->run.governing->triggers.list) {
		if (trigger->decision != decision || trigger->form != TRIGGER_BROKEN) {
			continue;
		}
		vec_each (const struct problem, fault, &trigger->faults) {
			is_good = problem_add(&session->run.problems, fault->place, fault->remedy,
					"trigger " STR_FMT " is broken: " STR_FMT,
					STR_ARG(trigger->item->id), STR_ARG(fault->text));
		}
	}
	return is_good;
}

/* A file of tests whose record is not there tests nothing. */
static bool refuse_orphan(struct session *session, struct str path, const struct str *paths)
{
	struct str near = suggest(path, paths, session->run.governing->decisions.list.len);
	struct arena *arena = session->cli->arena;

	return problem_add(&session->run.problems, (struct place){ .path = path },
			near.len ? str_fmt(arena, "did you mean '" STR_FMT "'?", STR_ARG(near))
				 : STR("name it like the record that it tests: 0007-x.md, "
				       "0007-x" REHEARSAL_EXTENSION),
			"no record stands beside these tests: nothing is tested by them");
}

/* Looks for tests in one folder that belong to no record. */
static bool look_for_orphans(struct session *session, struct str folder, struct map *known,
		const struct str *paths)
{
	struct arena *arena = session->cli->arena;
	struct listing listing;
	struct listed entry;
	struct texts names = { 0 };
	bool is_good = true;

	if (listing_open(&listing, &session->run.root, folder)) {
		while (listing_next(&listing, &entry)) {
			struct str path = path_join(arena, folder, entry.name);
			if (str_ends(path, STR(REHEARSAL_EXTENSION)) && !map_find(known, path)) {
				*vec_add(&names, arena) = path;
			}
		}
		listing_close(&listing);
	}
	vec_sort(&names, str_order);
	vec_each (const struct str, name, &names) {
		is_good = refuse_orphan(session, *name, paths);
	}
	return is_good;
}

static struct str folder_of(struct str path)
{
	size_t slash = str_find_last(path, '/');
	return slash < path.len ? str_slice(path, 0, slash) : STR(".");
}

/* In the folders of the configuration, and wherever a record stands. */
static bool refuse_orphans(struct session *session)
{
	const struct decisions *decisions = &session->run.governing->decisions;
	const struct config_decisions *config = &session->run.config.decisions;
	struct arena *arena = session->cli->arena;
	struct str *paths = arena_new_array(arena, struct str, decisions->list.len + 1);
	struct map *known = map_create(arena);
	struct map *folders = map_create(arena);
	bool is_good = true;
	bool is_new;

	for (size_t i = 0; i < decisions->list.len; i++) {
		paths[i] = rehearsal_path(&decisions->list.p[i], arena);
		map_put(known, paths[i], &is_new);
	}
	for (size_t i = 0; i < config->dirs.len + decisions->list.len; i++) {
		struct str folder = i < config->dirs.len ? config->dirs.p[i].s
							 : folder_of(paths[i - config->dirs.len]);
		map_put(folders, folder, &is_new);
		if (is_new) {
			is_good = look_for_orphans(session, folder, known, paths) && is_good;
		}
	}
	return is_good;
}

/* Runs the tests of one record, if it has any. */
static bool run_record(struct session *session, struct rehearsal *rehearsal, size_t number)
{
	struct run *run = &session->run;
	struct arena *arena = session->cli->arena;
	struct str path = rehearsal_path(&rehearsal->decisions.list.p[number], arena);
	bool is_good = true;
	struct node root;
	struct buf text;

	rehearsal_add(rehearsal, number);
	buf_init(&text);
	enum file_status status = root_read(&run->root, path, FILE_MOST, &text, NULL);
	if (status == FILE_OK) {
		is_good = node_read_yaml(&root, arena, path, buf_str(&text), NULL, &run->problems)
			  && rehearsal_run(rehearsal, number, &root, &run->problems);
	} else if (status != FILE_MISSING) {
		is_good = problem_add(&run->problems, (struct place){ .path = path }, STR(""),
				"cannot read '" STR_FMT "': %s", STR_ARG(path),
				file_status_text(status));
	}
	buf_finish(&text);
	return is_good;
}

/* Marks the records that the operands name; all of them without any. */
static bool choose(struct session *session, uint8_t *is_chosen)
{
	struct cli *cli = session->cli;
	const struct decisions *decisions = &session->run.governing->decisions;

	for (size_t i = 0; i < decisions->list.len; i++) {
		is_chosen[i] = cli->operands.len == 0;
	}
	vec_each (const struct str, operand, &cli->operands) {
		const struct decision *decision = operand_record(cli, &session->run, *operand);
		if (!decision) {
			return false;
		}
		is_chosen[decision - decisions->list.p] = 1;
	}
	return true;
}

static size_t untested_count(const struct rehearsal *rehearsal)
{
	size_t count = 0;
	vec_each (const struct rehearsed, rehearsed, &rehearsal->triggers) {
		count += !rehearsed->has_fired;
	}
	return count;
}

static void write_text(const struct rehearsal *rehearsal, struct buf *out)
{
	size_t untested = untested_count(rehearsal);

	vec_each (const struct rehearsal_failure, failure, &rehearsal->failures) {
		show_place(&failure->place, out);
		buf_add_cstr(out, ": ");
		escape_prose(out, failure->text);
		buf_add_char(out, '\n');
	}
	vec_each (const struct rehearsed, rehearsed, &rehearsal->triggers) {
		if (rehearsed->has_fired) {
			continue;
		}
		const struct decision *decision = rehearsed->decision;
		escape_text(out, decision->path);
		buf_add_cstr(out, ": untested: ");
		escape_text(out, rehearsed->trigger);
		buf_add_cstr(out, " was never seen firing\n");
	}
	buf_fmt(out, "%zu expectation%s %s, %zu fail%s, %zu of %zu triggers untested\n",
			rehearsal->passed, rehearsal->passed == 1 ? "" : "s",
			rehearsal->passed == 1 ? "holds" : "hold", rehearsal->failures.len,
			rehearsal->failures.len == 1 ? "s" : "", untested, rehearsal->triggers.len);
}

static void write_json(const struct rehearsal *rehearsal, struct buf *out)
{
	struct json_writer json;

	json_begin(&json, out, JSON_PRETTY);
	json_object(&json);
	json_member_num(&json, "version", 1);
	json_member_num(&json, "passed", (int64_t)rehearsal->passed);
	json_key(&json, "failures");
	json_array(&json);
	vec_each (const struct rehearsal_failure, failure, &rehearsal->failures) {
		json_object(&json);
		json_member_str(&json, "path", failure->place.path);
		json_member_num(&json, "line", failure->place.line);
		json_member_str(&json, "text", failure->text);
		json_end(&json);
	}
	json_end(&json);
	json_key(&json, "triggers");
	json_array(&json);
	vec_each (const struct rehearsed, rehearsed, &rehearsal->triggers) {
		json_object(&json);
		json_member_str(&json, "record", rehearsed->decision->id);
		json_member_str(&json, "path", rehearsed->decision->path);
		json_member_str(&json, "trigger", rehearsed->trigger);
		json_member_bool(&json, "seen_firing", rehearsed->has_fired);
		json_end(&json);
	}
	json_end(&json);
	json_end(&json);
	json_finish(&json);
}

static enum exit_code answer(struct session *session, const struct test_settings *settings)
{
	struct cli *cli = session->cli;
	const struct governing *governing = session->run.governing;
	size_t count = governing->decisions.list.len;
	uint8_t *is_chosen = arena_new_array(cli->arena, uint8_t, count);
	struct rehearsal rehearsal;
	bool is_good = true;
	struct buf out;

	if (!choose(session, is_chosen)) {
		return EXIT_ERROR;
	}
	rehearsal_init(&rehearsal, cli->arena, &governing->decisions, &governing->metrics,
			session->run.code);
	for (size_t i = 0; i < count; i++) {
		if (is_chosen[i]) {
			is_good = name_broken(session, &governing->decisions.list.p[i]) && is_good;
			is_good = run_record(session, &rehearsal, i) && is_good;
		}
	}
	is_good = (cli->operands.len || refuse_orphans(session)) && is_good;
	if (!is_good) {
		session_print_problems(session);
		return EXIT_ERROR;
	}
	buf_init(&out);
	if (settings->format == TEST_JSON) {
		write_json(&rehearsal, &out);
	} else {
		write_text(&rehearsal, &out);
	}
	output_write(&cli->out, buf_str(&out));
	buf_finish(&out);
	bool fails = rehearsal.failures.len || (settings->strict && untested_count(&rehearsal));
	return fails ? EXIT_FAILS : EXIT_HOLDS;
}

static enum exit_code test_run(struct cli *cli, const void *target)
{
	const struct test_settings *settings = target;
	struct session session;
	enum exit_code code = EXIT_ERROR;

	if (session_records(&session, cli, &settings->run) && session_govern(&session)) {
		code = answer(&session, settings);
	}
	session_finish(&session);
	return code;
}

#define AT(member) offsetof(struct test_settings, member)

static const char *const format_words[] = { "text", "json", NULL };

/* clang-format off */
static const struct option test_options[] = {
	{ .name = "strict", .type = OPTION_FLAG, .offset = AT(strict),
	  .help = "exit with 1 also if a trigger was never seen firing" },
	{ .name = "format", .letter = 'f', .type = OPTION_CHOICE, .offset = AT(format),
	  .metavar = "FORMAT", .words = format_words, .help = "the form; default: text" },
};
/* clang-format on */

static const struct option_table test_table = { "The answer", test_options,
	COUNT_OF(test_options) };

const struct command command_adr_test = {
	.name = "adr test",
	.summary = "test review triggers on series that somebody made up",
	.operands = "[RECORD...]",
	.about =
			(const char *const[]){
					"The tests of a record stand beside it, 0007-x.md in 0007-x.test.yaml: series of "
					"values, facts, reviews, and what a trigger must be on some days. docs/triggers.md "
					"describes the file.",
					"A trigger that no test has seen firing is listed as untested: it may never fire. "
					"Exits with 1 if an expectation fails.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel adr test", "all records" },
					{ "lintel adr test ADR-0007 --strict",
							"one record, whose triggers must all have fired once" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &test_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct test_settings),
	.prepare = run_settings_prepare,
	.most_operands = OPERANDS_MOST,
	.run = test_run,
};
