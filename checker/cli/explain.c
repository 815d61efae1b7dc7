/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/buf.h"
#include "base/suggest.h"
#include "cli/explain_condition.h"
#include "cli/explanation.h"
#include "cli/operand.h"
#include "cli/session.h"
#include "registers/book.h"

struct explain_settings {
	struct run_settings run;
	struct str condition;
	struct str record;
};

/* "src/a.c:12" or "src/a.c:12:5": path and line. */
static bool is_place(struct str operand, struct str *path, uint32_t *line)
{
	uint64_t number;
	uint64_t first;
	size_t colon = str_find_last(operand, ':');

	if (colon == operand.len || !str_to_u64(str_from(operand, colon + 1), &number)
			|| number > UINT32_MAX) {
		return false;
	}
	*path = str_slice(operand, 0, colon);
	*line = (uint32_t)number;

	/* A column behind the line is what editors and reports write. */
	colon = str_find_last(*path, ':');
	if (colon < path->len && str_to_u64(str_from(*path, colon + 1), &first)
			&& first <= UINT32_MAX) {
		*line = (uint32_t)first;
		*path = str_slice(*path, 0, colon);
	}
	return true;
}

static const struct rule *rule_find(const struct run *run, struct str id)
{
	for (size_t i = 0; i < run->rule_count; i++) {
		if (str_eq(run->rules[i].id, id)) {
			return &run->rules[i];
		}
	}
	return NULL;
}

static enum exit_code unknown_rule(struct cli *cli, const struct run *run, struct str id)
{
	struct texts known = { 0 };

	for (size_t i = 0; i < run->rule_count; i++) {
		*vec_add(&known, cli->arena) = run->rules[i].id;
	}
	for (size_t i = 0; i < rule_kind_count; i++) {
		*vec_add(&known, cli->arena) = str_of(rule_kinds[i]->name);
	}
	struct str near = suggest(id, known.p, known.len);
	if (near.len) {
		return cli_error(cli,
				"no rule is called '" STR_FMT "', did you mean '" STR_FMT "'?",
				STR_ARG(id), STR_ARG(near));
	}
	return cli_error(cli,
			"no rule is called '" STR_FMT "'; for a place in the code write FILE:LINE",
			STR_ARG(id));
}

/* What needs no configured rule: a kind, or an id of lintel itself. */
static bool explain_general(struct str name, struct buf *out)
{
	const struct rule_kind *kind = rule_kind_find(name);
	if (kind) {
		explanation_kind(kind, out);
		return true;
	}
	return explanation_own(name, out);
}

static enum exit_code explain_in_run(struct cli *cli, const struct run *run, struct buf *out)
{
	struct str operand = cli->operands.p[0];
	const struct rule *rule = rule_find(run, operand);
	struct str path;
	uint32_t line;

	if (rule) {
		explanation_rule(run, rule, out);
		return EXIT_HOLDS;
	}
	if (!is_place(operand, &path, &line)) {
		return unknown_rule(cli, run, operand);
	}
	if (!operand_path(cli, run, path, &path) || code_file_find(run->code, path) == NONE) {
		return cli_error(cli, "no file of the tree is called '" STR_FMT "'", STR_ARG(path));
	}
	explanation_line(run, code_file_find(run->code, path), line, out);
	return EXIT_HOLDS;
}

static enum exit_code explain_of_kind(struct cli *cli, struct session *session, struct buf *out)
{
	struct register_book book;

	if (!session_kinds(session, &book)) {
		return EXIT_ERROR;
	}
	if (!explanation_of_kind(&book.registers, cli->operands.p[0], out)) {
		return cli_error(cli,
				"no rule is called '" STR_FMT "'; it is " STR_FMT "KIND/ID, and "
				"'lintel registers list' names the kinds",
				STR_ARG(cli->operands.p[0]), STR_ARG(REGISTER_RULES));
	}
	return EXIT_HOLDS;
}

static enum exit_code explain(struct cli *cli, struct session *session, struct buf *out)
{
	/* A kind needs no facts. */
	if (!rule_find(&session->run, cli->operands.p[0])
			&& explain_general(cli->operands.p[0], out)) {
		return EXIT_HOLDS;
	}
	if (str_starts(cli->operands.p[0], REGISTER_RULES)) {
		return explain_of_kind(cli, session, out);
	}
	/* Also compiler facts that no rule needs: the uses of the line are shown. */
	unsigned history = run_needs(&session->run) & NEEDS_HISTORY;
	if (!session_gather(session, NEEDS_INCLUDES | NEEDS_SYMBOLS | history)) {
		return EXIT_ERROR;
	}
	run_judge(&session->run);
	return explain_in_run(cli, &session->run, out);
}

/* Either a rule or a place, or a condition. */
static bool operands_fit(struct cli *cli, const struct explain_settings *settings)
{
	if (settings->condition.len && cli->operands.len) {
		(void)cli_error(cli, "'--condition' does not go with '" STR_FMT "'",
				STR_ARG(cli->operands.p[0]));
		return false;
	}
	if (settings->record.len && !settings->condition.len) {
		(void)cli_error(cli, "'--record' says where a '--condition' would stand");
		return false;
	}
	if (!settings->condition.len && !cli->operands.len) {
		(void)cli_error(cli, "'lintel explain' needs RULE, FILE:LINE or --condition TEXT; "
				     "'lintel help explain' says more");
		return false;
	}
	return true;
}

static enum exit_code explain_run(struct cli *cli, const void *target)
{
	const struct explain_settings *settings = target;
	struct run_options options;
	struct session session;
	enum exit_code code = EXIT_ERROR;

	if (!operands_fit(cli, settings)) {
		return EXIT_ERROR;
	}
	run_settings_apply(&settings->run, &options);
	if (settings->condition.len) {
		if (session_configure(&session, cli, &options)) {
			code = explain_condition(&session, settings->condition, settings->record);
		}
	} else if (session_configure(&session, cli, &options)) {
		struct buf out;
		buf_init(&out);
		code = explain(cli, &session, &out);
		output_write(&cli->out, buf_str(&out));
		buf_finish(&out);
	}
	session_finish(&session);
	return code;
}

#define AT(member) offsetof(struct explain_settings, member)

/* clang-format off */
static const struct option explain_options[] = {
	{ .name = "condition", .type = OPTION_TEXT, .offset = AT(condition), .metavar = "TEXT",
	  .help = "say how this condition is read, and what each of its atoms comes to" },
	{ .name = "record", .type = OPTION_TEXT, .offset = AT(record), .metavar = "ID",
	  .help = "with --condition: as if it stood in this decision record, or in the record "
		  "KIND/ID of a register" },
};
/* clang-format on */

static const struct option_table explain_table = { "What is explained", explain_options,
	COUNT_OF(explain_options) };

const struct command command_explain = {
	.name = "explain",
	.summary = "say what a rule, a line or a condition means to lintel",
	.operands = "RULE | FILE:LINE | --condition TEXT",
	.about =
			(const char *const[]){
					"RULE is the id of a rule of lintel.yaml, or a kind of rule: what it says, why, "
					"where it is configured, what it looks at and what it finds at present.",
					"FILE:LINE says which module the file belongs to, which uses stand on the line, "
					"and for each of them which rules look at it and what they say.",
					"--condition says how a condition of a review trigger is read, and for each of its "
					"atoms the value, where it comes from, or why it is not known.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel explain layering", "a rule of lintel.yaml" },
					{ "lintel explain layers",
							"a kind of rule, with its keys" },
					{ "lintel explain src/net/conn.c:88",
							"why there is or is no finding" },
					{ "lintel explain --condition 'code(fan_in, core) > 25'",
							"what it comes to today" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &explain_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct explain_settings),
	.prepare = run_settings_prepare,
	.operand_kind = OPERAND_FILE,
	.most_operands = 1,
	.run = explain_run,
};
