/* SPDX-License-Identifier: MIT */
#include "reports/roadmap.h"

#include "base/buf.h"
#include "base/err.h"
#include "cli/deliveries.h"
#include "cli/session.h"
#include "engine/planning.h"

struct roadmap_settings {
	struct run_settings run;
	unsigned format;
	struct str output;
};

static enum exit_code answer(
		struct cli *cli, struct session *session, const struct roadmap_settings *settings)
{
	static roadmap_write_fn *const writers[] = { roadmap_text, roadmap_mermaid, roadmap_svg,
		roadmap_json };
	struct roadmap roadmap;
	struct err err = { "" };
	struct buf out;
	enum exit_code code = EXIT_HOLDS;

	if (!run_roadmap(&session->run, &roadmap)) {
		return cli_error(cli, "nobody keeps a roadmap here: no file that `registers` of "
				      "lintel.yaml names has records of kind fragment or milestone "
				      "('lintel registers new fragment' writes one to fill in)");
	}
	buf_init(&out);
	writers[settings->format](&roadmap, &out);
	if (!text_deliver(cli, settings->output, buf_str(&out), &err)) {
		code = cli_error(cli, "%s", err.text);
	}
	buf_finish(&out);
	return code;
}

static enum exit_code roadmap_run(struct cli *cli, const void *target)
{
	const struct roadmap_settings *settings = target;
	struct run_options options;
	struct session session;
	enum exit_code code = EXIT_ERROR;

	run_settings_apply(&settings->run, &options);
	if (session_configure(&session, cli, &options) && session_govern(&session)) {
		code = answer(cli, &session, settings);
	}
	session_finish(&session);
	return code;
}

#define AT(member) offsetof(struct roadmap_settings, member)

static const char *const format_words[] = { "text", "mermaid", "svg", "json", NULL };

/* clang-format off */
static const struct option roadmap_options[] = {
	{ .name = "format", .letter = 'f', .type = OPTION_CHOICE, .offset = AT(format),
	  .metavar = "FORMAT", .words = format_words, .help = "the form; default: text" },
	{ .name = "output", .letter = 'o', .type = OPTION_TEXT, .offset = AT(output),
	  .metavar = "FILE", .help = "write it there, not to standard output" },
};
/* clang-format on */

static const struct option_table roadmap_table = { "The drawing", roadmap_options,
	COUNT_OF(roadmap_options) };

const struct command command_roadmap = {
	.name = "roadmap",
	.summary = "draw the roadmap as it is, and an order that reaches customers earlier",
	.operands = "",
	.about =
			(const char *const[]){
					"Rows are services, columns milestones, cells fragments, from the records of "
					"these kinds. Beside the plan as it is stands one in which the first fragment of "
					"each service comes first, then the second, as far as fragments do not wait for "
					"each other and no owner has more in a milestone than the most they have in one now; "
					"what is begun, done or over stays where it is.",
					"What does not hold of a roadmap is found by 'lintel check'.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel roadmap", "both plans, in text" },
					{ "lintel roadmap --format svg -o roadmap.svg",
							"a drawing for a page" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &roadmap_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct roadmap_settings),
	.prepare = run_settings_prepare,
	.run = roadmap_run,
};
