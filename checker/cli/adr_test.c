/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/err.h"
#include "cli/operand.h"
#include "cli/session.h"
#include "cli/show.h"
#include "engine/governing.h"
#include "formats/json_writer.h"
#include "reports/escape.h"
#include "reviews/rehearsal.h"

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
		is_good = (!is_chosen[i] || run_record(session, &rehearsal, i)) && is_good;
	}
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
