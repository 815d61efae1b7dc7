/* SPDX-License-Identifier: MIT */
#include "config/schema.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/embedded.h"
#include "base/suggest.h"
#include "cli/command.h"
#include "cli/kinds.h"
#include "config/config.h"
#include "config/kind.h"
#include "registers/record_schema.h"
#include "rules/rule.h"

struct schema_settings {
	struct shared_settings shared;
	bool report;
	bool kind;
	bool records;
	bool assessment;
	bool trend;
	bool reference;
};

/* rules/schema/ and rules/schema/output/, part of the program. */
extern const struct embedded cli_schemas[];

#define SCHEMA_SUFFIX ".schema"

/* What some commands write is what another one does. */
static const struct {
	struct str command;
	struct str schema;
} sames[] = {
	{ STR_INIT("check"), STR_INIT("report") },
	{ STR_INIT("adr-lint"), STR_INIT("report") },
	{ STR_INIT("registers-check"), STR_INIT("report") },
	{ STR_INIT("assess"), STR_INIT("assessment") },
};

static struct str schema_name(struct str command)
{
	for (size_t i = 0; i < COUNT_OF(sames); i++) {
		if (str_eq(sames[i].command, command)) {
			return sames[i].schema;
		}
	}
	return command;
}

/* Empty if there is none of that name. */
static struct str schema_text(struct arena *arena, struct str name)
{
	struct str wanted = str_fmt(arena, STR_FMT SCHEMA_SUFFIX, STR_ARG(name));

	for (const struct embedded *schema = cli_schemas; schema->name.len; schema++) {
		if (str_eq(schema->name, wanted)) {
			return schema->text;
		}
	}
	return STR("");
}

static enum exit_code command_unknown(struct cli *cli, struct str command)
{
	VEC(struct str) names = { 0 };

	for (size_t i = 0; i < COUNT_OF(sames); i++) {
		*vec_add(&names, cli->arena) = sames[i].command;
	}
	for (const struct embedded *schema = cli_schemas; schema->name.len; schema++) {
		*vec_add(&names, cli->arena) = str_slice(
				schema->name, 0, schema->name.len - strlen(SCHEMA_SUFFIX));
	}
	struct str near = suggest(command, names.p, names.len);
	if (near.len) {
		return cli_error(cli, "no schema of '" STR_FMT "', did you mean '" STR_FMT "'?",
				STR_ARG(command), STR_ARG(near));
	}
	return cli_error(cli, "no schema of '" STR_FMT "': it writes no JSON of its own",
			STR_ARG(command));
}

/* "adr due" and "adr-due" are the same command. */
static enum exit_code command_schema_write(struct cli *cli)
{
	struct str command = cli->operands.p[0];

	if (cli->operands.len > 1) {
		command = str_fmt(cli->arena, STR_FMT "-" STR_FMT, STR_ARG(command),
				STR_ARG(cli->operands.p[1]));
	}
	struct str text = schema_text(cli->arena, schema_name(command));
	if (text.len == 0) {
		return command_unknown(cli, command);
	}
	output_write(&cli->out, text);
	return EXIT_HOLDS;
}

static enum exit_code schema_run(struct cli *cli, const void *target)
{
	const struct schema_settings *settings = target;
	const struct schema_kind *kinds = kinds_list(cli->arena);
	struct buf out;

	bool has_command = cli->operands.len > 0;
	if (has_command + settings->report + settings->assessment + settings->trend + settings->kind
					+ settings->records + settings->reference
			> 1) {
		return cli_error(cli, "each option asks for another schema: ask for one");
	}
	if (has_command) {
		return command_schema_write(cli);
	}
	buf_init(&out);
	if (settings->report) {
		buf_add(&out, schema_text(cli->arena, STR("report")));
	} else if (settings->kind) {
		schema_write(&config_kind_table, kinds, rule_kind_count, &out);
	} else if (settings->assessment) {
		buf_add(&out, schema_text(cli->arena, STR("assessment")));
	} else if (settings->trend) {
		buf_add(&out, schema_text(cli->arena, STR("trend")));
	} else if (settings->records) {
		record_schema_write(&out);
	} else if (settings->reference) {
		reference_write(&config_table, kinds, rule_kind_count, &out);
	} else {
		schema_write(&config_table, kinds, rule_kind_count, &out);
	}
	output_write(&cli->out, buf_str(&out));
	buf_finish(&out);
	return EXIT_HOLDS;
}

#define AT(member) offsetof(struct schema_settings, member)

/* clang-format off */
static const struct option schema_options[] = {
	{ .name = "report", .type = OPTION_FLAG, .offset = AT(report),
	  .help = "the schema of the JSON report instead" },
	{ .name = "kind", .type = OPTION_FLAG, .offset = AT(kind),
	  .help = "the schema of files that declare kinds of records instead" },
	{ .name = "records", .type = OPTION_FLAG, .offset = AT(records),
	  .help = "the schema of files of records instead, of the kinds that lintel brings" },
	{ .name = "trend", .type = OPTION_FLAG, .offset = AT(trend),
	  .help = "the schema of a line that lintel check --record appends instead" },
	{ .name = "assessment", .type = OPTION_FLAG, .offset = AT(assessment),
	  .help = "the schema of what lintel assess --format json writes instead" },
	{ .name = "reference", .type = OPTION_FLAG, .offset = AT(reference),
	  .help = "the reference of all keys instead, in Markdown" },
};
/* clang-format on */

static const struct option_table schema_table = { "What is printed", schema_options,
	COUNT_OF(schema_options) };

const struct command command_schema = {
	.name = "schema",
	.summary = "print the JSON Schema of lintel.yaml, or of what a command writes",
	.operands = "[COMMAND]",
	.about =
			(const char *const[]){
					"Made from the tables that read lintel.yaml, so it knows every key that they know.",
					"With a command, the schema of what it writes with --format json. Such a form "
					"is a promise: keys are only ever added.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel schema > lintel.schema.json",
							"then begin lintel.yaml with: # yaml-language-server: "
							"$schema=lintel.schema.json" },
					{ "lintel schema --reference", "all keys, to read" },
					{ "lintel schema adr due",
							"what lintel adr due --format json writes" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &schema_table, NULL },
	.settings_size = sizeof(struct schema_settings),
	.operand_kind = OPERAND_COMMAND,
	.most_operands = 2,
	.run = schema_run,
};
