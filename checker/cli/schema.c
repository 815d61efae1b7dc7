/* SPDX-License-Identifier: MIT */
#include "config/schema.h"
#include "base/buf.h"
#include "base/embedded.h"
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

/* rules/schema/, part of the program. */
extern const struct embedded cli_schemas[];

static enum exit_code schema_run(struct cli *cli, const void *target)
{
	const struct schema_settings *settings = target;
	const struct schema_kind *kinds = kinds_list(cli->arena);
	struct buf out;

	if (settings->report + settings->assessment + settings->trend + settings->kind
					+ settings->records + settings->reference
			> 1) {
		return cli_error(cli, "each option asks for another schema: ask for one");
	}
	buf_init(&out);
	if (settings->report) {
		buf_add(&out, cli_schemas[0].text);
	} else if (settings->kind) {
		schema_write(&config_kind_table, kinds, rule_kind_count, &out);
	} else if (settings->assessment) {
		buf_add(&out, cli_schemas[1].text);
	} else if (settings->trend) {
		buf_add(&out, cli_schemas[2].text);
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
	.summary = "print the JSON Schema of lintel.yaml, for editors",
	.operands = "",
	.about =
			(const char *const[]){
					"Made from the tables that read lintel.yaml, so it knows every key that they know.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel schema > lintel.schema.json",
							"then begin lintel.yaml with: # yaml-language-server: "
							"$schema=lintel.schema.json" },
					{ "lintel schema --reference", "all keys, to read" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &schema_table, NULL },
	.settings_size = sizeof(struct schema_settings),
	.run = schema_run,
};
