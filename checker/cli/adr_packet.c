/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/err.h"
#include "cli/deliveries.h"
#include "cli/packet.h"
#include "cli/session.h"
#include "engine/governing.h"

#define WITHIN_DAYS 90

struct packet_settings {
	struct run_settings run;
	struct duration within;
	struct str output;
};

static enum exit_code answer(struct session *session, const struct packet_settings *settings)
{
	struct cli *cli = session->cli;
	struct run *run = &session->run;
	moment as_of = run->governing->world.as_of;
	date_day until = date_day_of(moment_after(as_of, settings->within) / MOMENT_SECOND);
	enum exit_code code = EXIT_HOLDS;
	struct due due;
	struct buf out;
	struct err err;

	if (!run->has_judged) {
		exceptions_check(&run->exceptions, cli->arena, date_day_of(run->options.as_of));
	}
	due_collect(&due, cli->arena, &run->governing->triggers, &run->exceptions, until);
	buf_init(&out);
	packet_write(run, &due, until, cli->arena, &out);
	if (!text_deliver(cli, settings->output, buf_str(&out), &err)) {
		code = cli_error(cli, "%s", err.text);
	}
	buf_finish(&out);
	return code;
}

static enum exit_code packet_run(struct cli *cli, const void *target)
{
	const struct packet_settings *settings = target;
	struct session session;
	enum exit_code code = EXIT_ERROR;

	if (session_records(&session, cli, &settings->run) && session_triggers(&session)) {
		code = answer(&session, settings);
	}
	session_finish(&session);
	return code;
}

static bool packet_prepare(void *target, struct err *err)
{
	struct packet_settings *settings = target;

	settings->within = (struct duration){ .ms = WITHIN_DAYS * MOMENT_DAY };
	return run_settings_prepare(target, err);
}

#define AT(member) offsetof(struct packet_settings, member)

/* clang-format off */
static const struct option packet_options[] = {
	{ .name = "within", .type = OPTION_DURATION, .offset = AT(within), .metavar = "DURATION",
	  .help = "also what comes within this while: 30d, 2w, 1q; default: 90d" },
	{ .name = "output", .letter = 'o', .type = OPTION_TEXT, .offset = AT(output),
	  .metavar = "FILE", .help = "write the page there, not to standard output" },
};
/* clang-format on */

static const struct option_table packet_table = { "The page", packet_options,
	COUNT_OF(packet_options) };

const struct command command_adr_packet = {
	.name = "adr packet",
	.summary = "write the page for those who meet to review decisions",
	.operands = "",
	.about =
			(const char *const[]){
					"One page of Markdown: decisions that fired or are due, with what was measured and "
					"when, what each of them was, the modules it concerns and the rules that protect it, "
					"exceptions that end, and open questions; with room for what is decided.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel adr packet --output review.md",
							"before the forum meets" },
					{ "lintel adr packet --within 1q",
							"looking a quarter ahead" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &packet_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct packet_settings),
	.prepare = packet_prepare,
	.run = packet_run,
};
