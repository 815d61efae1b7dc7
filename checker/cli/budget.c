/* SPDX-License-Identifier: MIT */
/*
 * lintel budget: what is left of the error budgets of service levels, and how
 * fast they burn.
 */
#include "gates/budget.h"
#include "base/arena.h"
#include "base/suggest.h"
#include "cli/columns.h"
#include "cli/command.h"
#include "cli/session.h"
#include "engine/governing.h"
#include "formats/json_writer.h"
#include "gates/burn_text.h"
#include "reports/escape.h"

#include <math.h>

#define UNKNOWN STR("unknown")

enum budget_format {
	BUDGET_TEXT,
	BUDGET_JSON,
};

struct budget_settings {
	struct run_settings run;
	unsigned format;
};

struct budget_show {
	struct arena *arena;
	moment as_of;
	const struct budget_policy *policy;
	/* Those that were asked for. */
	const struct service_level **levels;
	size_t len;
	/* They were named, so that each is shown window by window. */
	bool is_detailed;
};

/* ---- cells ---- */

static struct str taken(struct arena *arena, struct buf *out)
{
	struct str text = str_dup(arena, buf_str(out));
	buf_finish(out);
	return text;
}

static struct str period_text(struct arena *arena, const struct service_level *level)
{
	struct buf out = { 0 };
	if (duration_ms(level->period) > 0) {
		duration_write(level->period, &out);
	} else {
		buf_add_char(&out, '-');
	}
	return taken(arena, &out);
}

static struct str remaining_text(struct arena *arena, const struct service_level *level)
{
	struct buf out = { 0 };
	if (!level->is_remaining_known) {
		return UNKNOWN;
	}
	share_write(level->remaining, &out);
	return taken(arena, &out);
}

/* "1h 16.2, 6h 4.1, 1d ?": the long windows. */
static struct str burn_text(struct arena *arena, const struct service_level *level)
{
	struct buf out = { 0 };
	vec_each (const struct burn_pair, pair, &level->pairs) {
		buf_add_cstr(&out, pair == level->pairs.p ? "" : ", ");
		duration_write(pair->longer.window, &out);
		buf_add_char(&out, ' ');
		if (pair->longer.is_known) {
			rate_write(pair->longer.rate, &out);
		} else {
			buf_add_char(&out, '?');
		}
	}
	return taken(arena, &out);
}

static struct str moment_text(struct arena *arena, moment at)
{
	char text[DATE_MOMENT_SIZE];
	date_write_moment(at / MOMENT_SECOND - (at % MOMENT_SECOND < 0), text);
	return str_dup(arena, str_of(text));
}

static struct str exhausted_text(const struct budget_show *show, const struct service_level *level)
{
	char day[DATE_DAY_SIZE];
	if (level->exhausted_at == MOMENT_EVER) {
		return UNKNOWN;
	}
	if (level->exhausted_at == MOMENT_NEVER) {
		return STR("-");
	}
	if (level->exhausted_at <= show->as_of) {
		return STR("now");
	}
	date_write_day(date_day_of(level->exhausted_at / MOMENT_SECOND), day);
	return str_dup(show->arena, str_of(day));
}

/* "burns", "burns slowly", "unknown (sparse)", "holds" */
static struct str verdict_text(struct arena *arena, const struct service_level *level)
{
	switch (level->verdict) {
	case BURN_QUICK:
		return STR("burns");
	case BURN_SLOW:
		return STR("burns slowly");
	case BURN_UNKNOWN:
		return str_fmt(arena, "unknown (%s)", reason_words[level->reason]);
	case BURN_NONE:
		break;
	}
	return STR("holds");
}

static struct str state_text(const struct budget_show *show, const struct service_level *level)
{
	return str_of(budget_words[budget_state_of(level, show->policy)]);
}

/* ---- text ---- */

static void level_row(const struct budget_show *show, const struct service_level *level,
		struct columns *table)
{
	struct arena *arena = show->arena;

	columns_add(table, level->entry->id);
	columns_add(table, register_text(level->entry, STR("objective")));
	columns_add(table, period_text(arena, level));
	columns_add(table, remaining_text(arena, level));
	columns_add(table, state_text(show, level));
	columns_add(table, burn_text(arena, level));
	columns_add(table, exhausted_text(show, level));
	columns_add(table, verdict_text(arena, level));
}

static void window_write(const struct burn *burn, double factor, struct buf *out)
{
	buf_add_cstr(out, "    ");
	burn_write(burn, out);
	if (burn->is_known) {
		buf_add_cstr(out, ": ");
		count_write(burn->bad, out);
		buf_add_cstr(out, " of ");
		count_write(burn->all, out);
		buf_add_cstr(out, " bad, between ");
		share_write(burn->least, out);
		buf_add_cstr(out, " and ");
		share_write(burn->most, out);
	}
	if (burn->reason_text.len) {
		buf_add_cstr(out, burn->is_known ? "; " : ": ");
		escape_prose(out, burn->reason_text);
	}
	if (factor > 0) {
		buf_add_cstr(out, "; the limit is ");
		factor_write(factor, out);
	}
	buf_add_char(out, '\n');
}

static void level_details(
		const struct budget_show *show, const struct service_level *level, struct buf *out)
{
	buf_add_char(out, '\n');
	escape_text(out, level->entry->id);
	buf_add_cstr(out, ": ");
	escape_prose(out, level->summary);
	buf_add_char(out, '\n');
	if (!show->is_detailed) {
		return;
	}
	vec_each (const struct burn_pair, pair, &level->pairs) {
		buf_add_cstr(out, pair->is_quick ? "  page: " : "  ticket: ");
		share_write(pair->share, out);
		buf_add_cstr(out, " of the budget in ");
		duration_write(pair->longer.window, out);
		buf_fmt(out, " (%s)\n",
				pair->is_unreachable ? "can never burn"
						     : burn_words[pair->verdict]);
		window_write(&pair->longer, pair->factor, out);
		window_write(&pair->shorter, pair->factor, out);
	}
	if (level->is_sound) {
		buf_add_cstr(out, "  the whole period\n");
		window_write(&level->whole, 0, out);
	}
}

static void show_text(const struct budget_show *show, struct buf *out)
{
	static const struct str heads[] = { STR_INIT("service level"), STR_INIT("objective"),
		STR_INIT("period"), STR_INIT("left"), STR_INIT("state"), STR_INIT("burn"),
		STR_INIT("used up"), STR_INIT("verdict") };
	struct columns table = {
		.arena = show->arena,
		.count = COUNT_OF(heads),
		.is_right = { [1] = true, [2] = true, [3] = true },
	};

	for (size_t i = 0; i < COUNT_OF(heads); i++) {
		columns_add(&table, heads[i]);
	}
	for (size_t i = 0; i < show->len; i++) {
		level_row(show, show->levels[i], &table);
	}
	columns_write(&table, out);
	for (size_t i = 0; i < show->len; i++) {
		if (show->is_detailed || show->levels[i]->verdict != BURN_NONE) {
			level_details(show, show->levels[i], out);
		}
	}
}

/* ---- JSON ---- */

static void member_real(struct json_writer *json, const char *key, double value, bool is_known)
{
	json_key(json, key);
	if (is_known) {
		json_real(json, value);
	} else {
		json_null(json);
	}
}

static void json_window(struct json_writer *json, const char *key, const struct burn *burn)
{
	struct buf window = { 0 };

	duration_write(burn->window, &window);
	json_key(json, key);
	json_object(json);
	json_member_str(json, "window", buf_str(&window));
	member_real(json, "burn", burn->rate, burn->is_known);
	member_real(json, "bad", burn->bad, burn->is_known);
	if (burn->bad_most > burn->bad) {
		member_real(json, "bad_most", burn->bad_most, true);
	}
	member_real(json, "all", burn->all, burn->is_known);
	member_real(json, "least", burn->least, burn->is_known);
	member_real(json, "most", burn->most, burn->is_known);
	json_member_num(json, "resets", burn->resets);
	if (burn->reason != REASON_NONE) {
		json_member_str(json, "reason", str_of(reason_words[burn->reason]));
		json_member_str(json, "because", burn->reason_text);
	}
	json_end(json);
	buf_finish(&window);
}

static void json_pair(struct json_writer *json, const struct burn_pair *pair)
{
	json_object(json);
	json_member_str(json, "alert", pair->is_quick ? STR("page") : STR("ticket"));
	member_real(json, "factor", pair->factor, true);
	member_real(json, "share", pair->share, true);
	json_member_bool(json, "unreachable", pair->is_unreachable);
	json_member_str(json, "verdict", str_of(burn_words[pair->verdict]));
	json_window(json, "long", &pair->longer);
	json_window(json, "short", &pair->shorter);
	json_end(json);
}

static void json_exhausted(const struct budget_show *show, struct json_writer *json,
		const struct service_level *level)
{
	bool is_known = level->exhausted_at != MOMENT_EVER && level->exhausted_at != MOMENT_NEVER;

	json_key(json, "used_up_at");
	if (is_known) {
		json_str(json, moment_text(show->arena, level->exhausted_at));
	} else {
		json_null(json);
	}
	json_member_bool(json, "is_used_up_known", level->exhausted_at != MOMENT_EVER);
}

static void json_level(const struct budget_show *show, struct json_writer *json,
		const struct service_level *level)
{
	json_object(json);
	json_member_str(json, "id", level->entry->id);
	json_member_str(json, "objective", register_text(level->entry, STR("objective")));
	json_member_str(json, "period", period_text(show->arena, level));
	json_member_str(json, "verdict", str_of(burn_words[level->verdict]));
	json_member_str(json, "state", state_text(show, level));
	member_real(json, "remaining", level->remaining, level->is_remaining_known);
	member_real(json, "rate", level->rate, !isnan(level->rate));
	json_exhausted(show, json, level);
	if (level->reason != REASON_NONE) {
		json_member_str(json, "reason", str_of(reason_words[level->reason]));
	}
	json_member_str(json, "summary", level->summary);
	if (level->upto != MOMENT_EVER) {
		json_member_str(json, "upto", moment_text(show->arena, level->upto));
		json_member_num(json, "age_seconds", (show->as_of - level->upto) / MOMENT_SECOND);
	}
	json_key(json, "pairs");
	json_array(json);
	vec_each (const struct burn_pair, pair, &level->pairs) {
		json_pair(json, pair);
	}
	json_end(json);
	json_window(json, "whole", &level->whole);
	json_member_str(json, "path", level->entry->place.path);
	json_member_num(json, "line", level->entry->place.line);
	json_end(json);
}

static void show_json(const struct budget_show *show, struct buf *out)
{
	struct json_writer json;

	json_begin(&json, out, JSON_PRETTY);
	json_object(&json);
	json_member_num(&json, "version", 1);
	json_member_str(&json, "as_of", moment_text(show->arena, show->as_of));
	json_key(&json, "service_levels");
	json_array(&json);
	for (size_t i = 0; i < show->len; i++) {
		json_level(show, &json, show->levels[i]);
	}
	json_end(&json);
	json_end(&json);
	json_finish(&json);
}

/* ---- the command ---- */

static bool level_unknown(struct cli *cli, const struct service_levels *all, struct str id)
{
	struct str *ids = arena_new_array(cli->arena, struct str, all->list.len);
	size_t count = 0;

	vec_each (const struct service_level, level, &all->list) {
		ids[count++] = level->entry->id;
	}
	struct str near = suggest(id, ids, count);
	(void)cli_error(cli,
			near.len ? "no service level '" STR_FMT "': did you mean '" STR_FMT "'?"
				 : "no service level '" STR_FMT "'%.*s",
			STR_ARG(id), STR_ARG(near));
	return false;
}

/* The levels named on the command line, or all. */
static bool levels_choose(
		struct cli *cli, struct budget_show *show, const struct service_levels *all)
{
	const struct texts *operands = &cli->operands;

	show->len = operands->len ? operands->len : all->list.len;
	show->is_detailed = operands->len > 0;
	show->levels = arena_new_array(cli->arena, const struct service_level *, show->len);
	for (size_t i = 0; i < show->len; i++) {
		show->levels[i] = operands->len ? service_level_find(all, operands->p[i])
						: &all->list.p[i];
		if (!show->levels[i]) {
			return level_unknown(cli, all, operands->p[i]);
		}
	}
	return true;
}

static bool levels_are_kept(struct cli *cli, const struct session *session)
{
	const struct governing *governing = session->run.governing;

	if (!governing->registers) {
		(void)cli_error(cli,
				STR_FMT " names no files of records; for example: registers: "
					"[\"governance/**\"]",
				STR_ARG(session->run.config.path));
	} else if (governing->levels.list.len == 0) {
		(void)cli_error(cli, "no record of the kind service-level is kept; 'lintel "
				     "registers new service-level' writes a first one");
	}
	return governing->levels.list.len > 0;
}

static enum exit_code levels_show(struct cli *cli, struct session *session, unsigned format)
{
	const struct run *run = &session->run;
	const struct gate *release = gate_find(&run->gates, STR("release"));
	struct budget_show show = {
		.arena = cli->arena,
		.as_of = run->options.as_of * MOMENT_SECOND,
		.policy = release ? &release->budget.policy : &budget_policy_default,
	};
	struct buf out = { 0 };

	if (!levels_are_kept(cli, session) || !levels_choose(cli, &show, &run->governing->levels)) {
		return EXIT_ERROR;
	}
	format == BUDGET_JSON ? show_json(&show, &out) : show_text(&show, &out);
	output_write(&cli->out, buf_str(&out));
	buf_finish(&out);
	return EXIT_HOLDS;
}

static enum exit_code budget_run(struct cli *cli, const void *target)
{
	const struct budget_settings *settings = target;
	struct run_options options;
	struct session session;
	enum exit_code code = EXIT_ERROR;

	run_settings_apply(&settings->run, &options);
	if (session_configure(&session, cli, &options) && session_govern(&session)) {
		code = levels_show(cli, &session, settings->format);
	}
	session_finish(&session);
	return code;
}

#define AT(member) offsetof(struct budget_settings, member)

static const char *const format_words[] = { "text", "json", NULL };

/* clang-format off */
static const struct option budget_options[] = {
	{ .name = "format", .letter = 'f', .type = OPTION_CHOICE, .offset = AT(format),
	  .metavar = "FORMAT", .words = format_words, .help = "the form; default: text" },
};
/* clang-format on */

static const struct option_table budget_table = { "What is shown", budget_options,
	COUNT_OF(budget_options) };

const struct command command_budget = {
	.name = "budget",
	.summary = "show what is left of error budgets, and how fast they burn",
	.operands = "[SERVICE-LEVEL...]",
	.about =
			(const char *const[]){
					"One line for each record of the kind service-level: its objective and period, how "
					"much of its error budget is left, how many times too fast it burns over each long "
					"window, when it is used up at this rate, and whether a pair of windows burns. What "
					"burns, or cannot be told, is explained below. Levels that are named are shown "
					"window by window. It shows and decides nothing: 'lintel check' does that.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel budget", "all of them" },
					{ "lintel budget checkout-availability",
							"one, window by window" },
					{ "lintel budget --as-of 2026-11-21 --format json",
							"as on that day, for a script" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &budget_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct budget_settings),
	.prepare = run_settings_prepare,
	.operand_kind = OPERAND_NONE,
	.most_operands = 1000,
	.run = budget_run,
};
