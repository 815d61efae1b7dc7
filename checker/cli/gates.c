/* SPDX-License-Identifier: MIT */
/*
 * lintel gates: each gate as it is in force, and its price.
 */
#include "base/arena.h"
#include "base/err.h"
#include "base/suggest.h"
#include "cli/gate_keys.h"
#include "cli/session.h"
#include "cli/show.h"
#include "engine/governing.h"
#include "engine/trending.h"
#include "formats/json_writer.h"
#include "gates/price.h"
#include "reports/escape.h"

enum gates_format {
	GATES_TEXT,
	GATES_JSON,
};

struct gates_settings {
	struct run_settings run;
	unsigned format;
};

static const char *const format_words[] = { "text", "json", NULL };

/* More rules or incidents than these are counted. */
#define NAMES_SHOWN 6

struct gates_show {
	struct arena *arena;
	struct run *run;
	const struct trend *trend;
	/* Those that were asked for. */
	const struct gate **gates;
	size_t len;
};

static struct gate_price price_of(const struct gates_show *show, const struct gate *gate)
{
	struct gate_price price;
	gate_price_make(&price, show->arena, gate, show->trend, show->run->governing->registers,
			(moment)show->run->options.as_of * MOMENT_SECOND);
	return price;
}

/* ---- text ---- */

static void caught_write(const struct gate_price *price, struct buf *out)
{
	buf_add_cstr(out, "\n  caught         ");
	buf_add_cstr(out, price->caught.len ? "" : "nothing");
	for (size_t i = 0; i < price->caught.len && i < NAMES_SHOWN; i++) {
		const struct price_caught *caught = &price->caught.p[i];
		buf_add_cstr(out, i ? ", " : "");
		escape_text(out, caught->rule);
		buf_fmt(out, " in %zu run%s (%lld finding%s)", caught->runs,
				caught->runs == 1 ? "" : "s", (long long)caught->findings,
				caught->findings == 1 ? "" : "s");
	}
	if (price->caught.len > NAMES_SHOWN) {
		buf_fmt(out, " and %zu other rules", price->caught.len - NAMES_SHOWN);
	}
}

static void escaped_write(
		const struct gates_show *show, const struct gate_price *price, struct buf *out)
{
	buf_add_cstr(out, "\n  escaped        ");
	if (!show->run->governing->registers || price->passed_releases == 0) {
		buf_add_cstr(out, show->run->governing->registers
						  ? "unknown: no release that passed is recorded"
						  : "unknown: nobody keeps incidents");
		return;
	}
	buf_fmt(out, "%zu incident%s of %zu release%s that had passed", price->escaped.len,
			price->escaped.len == 1 ? "" : "s", price->passed_releases,
			price->passed_releases == 1 ? "" : "s");
	for (size_t i = 0; i < price->escaped.len && i < NAMES_SHOWN; i++) {
		const struct price_escaped *escaped = &price->escaped.p[i];
		buf_add_cstr(out, i ? ", " : ": ");
		escape_text(out, escaped->incident->id);
		buf_add_cstr(out, " (");
		escape_text(out, escaped->release);
		buf_add_char(out, ')');
	}
}

static void price_write(const struct gates_show *show, const struct gate *gate, struct buf *out)
{
	const struct gate_price price = price_of(show, gate);

	if (!price.is_known) {
		buf_fmt(out, "  price          unknown: %zu run%s recorded, %d are needed\n",
				price.runs, price.runs == 1 ? "" : "s", PRICE_RUNS_LEAST);
		return;
	}
	buf_fmt(out, "  price          %zu runs, %zu failed", price.runs, price.failed);
	caught_write(&price, out);
	escaped_write(show, &price, out);
	buf_fmt(out, "\n  time           median %.3g s, 90 %% within %.3g s, %.3g s in all\n",
			price.median, price.p90, price.sum);
}

static void key_write(const struct gate_key *key, struct buf *out)
{
	buf_fmt(out, "  %-14s ", key->name);
	escape_prose(out, key->value);
	if (key->place.path.len) {
		buf_add_cstr(out, "  (");
		show_place(&key->place, out);
		buf_add_char(out, ')');
	}
	buf_add_char(out, '\n');
}

static void show_text(const struct gates_show *show, struct buf *out)
{
	for (size_t i = 0; i < show->len; i++) {
		const struct gate *gate = show->gates[i];
		struct gate_keys keys;

		gate_keys_make(&keys, show->arena, gate);
		buf_add_cstr(out, i ? "\n" : "");
		escape_text(out, gate->name);
		buf_add_cstr(out, gate->summary.len ? ": " : "");
		buf_add(out, gate->summary);
		buf_add_char(out, '\n');
		vec_each (const struct gate_key, key, &keys.list) {
			key_write(key, out);
		}
		price_write(show, gate, out);
	}
}

/* ---- JSON ---- */

static void json_keys(
		const struct gates_show *show, struct json_writer *json, const struct gate *gate)
{
	struct gate_keys keys;

	gate_keys_make(&keys, show->arena, gate);
	json_key(json, "keys");
	json_array(json);
	vec_each (const struct gate_key, key, &keys.list) {
		json_object(json);
		json_member_str(json, "name", str_of(key->name));
		json_member_str(json, "value", key->value);
		json_key(json, "from");
		if (key->place.path.len) {
			json_object(json);
			json_member_str(json, "path", key->place.path);
			json_member_num(json, "line", key->place.line);
			json_end(json);
		} else {
			json_null(json);
		}
		json_end(json);
	}
	json_end(json);
}

static void json_price(
		const struct gates_show *show, struct json_writer *json, const struct gate *gate)
{
	const struct gate_price price = price_of(show, gate);

	json_key(json, "price");
	json_object(json);
	json_member_bool(json, "known", price.is_known);
	json_member_num(json, "runs", (int64_t)price.runs);
	json_member_num(json, "failed", (int64_t)price.failed);
	json_key(json, "caught");
	json_array(json);
	vec_each (const struct price_caught, caught, &price.caught) {
		json_object(json);
		json_member_str(json, "rule", caught->rule);
		json_member_num(json, "runs", (int64_t)caught->runs);
		json_member_num(json, "findings", caught->findings);
		json_end(json);
	}
	json_end(json);
	json_member_num(json, "passed_releases", (int64_t)price.passed_releases);
	json_key(json, "escaped");
	json_array(json);
	vec_each (const struct price_escaped, escaped, &price.escaped) {
		json_object(json);
		json_member_str(json, "incident", escaped->incident->id);
		json_member_str(json, "release", escaped->release);
		json_end(json);
	}
	json_end(json);

	const struct {
		const char *name;
		double value;
	} times[] = { { "median_seconds", price.median }, { "p90_seconds", price.p90 },
		{ "sum_seconds", price.sum } };

	for (size_t i = 0; i < COUNT_OF(times); i++) {
		json_key(json, times[i].name);
		json_real(json, times[i].value);
	}
	json_end(json);
}

static void show_json(const struct gates_show *show, struct buf *out)
{
	struct json_writer json;

	json_begin(&json, out, JSON_PRETTY);
	json_object(&json);
	json_member_num(&json, "version", 1);
	json_member_str(&json, "trend", run_trend_path(show->run));
	json_key(&json, "gates");
	json_array(&json);
	for (size_t i = 0; i < show->len; i++) {
		json_object(&json);
		json_member_str(&json, "name", show->gates[i]->name);
		json_member_str(&json, "summary", show->gates[i]->summary);
		json_keys(show, &json, show->gates[i]);
		json_price(show, &json, show->gates[i]);
		json_end(&json);
	}
	json_end(&json);
	json_end(&json);
	json_finish(&json);
}

/* ---- the command ---- */

static bool gate_unknown(struct cli *cli, const struct gates *gates, struct str name)
{
	struct str *names = arena_new_array(cli->arena, struct str, gates->len);

	for (size_t i = 0; i < gates->len; i++) {
		names[i] = gates->p[i].name;
	}
	struct str near = suggest(name, names, gates->len);
	struct str known = gates_text(gates, cli->arena);
	(void)cli_error(cli,
			near.len ? "unknown gate '" STR_FMT "', did you mean '" STR_FMT "'?"
				 : "unknown gate '" STR_FMT "': there are " STR_FMT,
			STR_ARG(name), STR_ARG(near.len ? near : known));
	return false;
}

static bool gates_choose(struct cli *cli, struct gates_show *show)
{
	const struct gates *all = &show->run->gates;

	show->len = cli->operands.len ? cli->operands.len : all->len;
	show->gates = arena_new_array(cli->arena, const struct gate *, show->len);
	for (size_t i = 0; i < show->len; i++) {
		show->gates[i] =
				cli->operands.len ? gate_find(all, cli->operands.p[i]) : &all->p[i];
		if (!show->gates[i]) {
			return gate_unknown(cli, all, cli->operands.p[i]);
		}
	}
	return true;
}

static enum exit_code gates_show(struct cli *cli, struct session *session, unsigned format)
{
	struct trend trend;
	struct gates_show show = { .arena = cli->arena, .run = &session->run, .trend = &trend };
	struct err err = { "" };
	struct buf out;

	if (!gates_choose(cli, &show)) {
		return EXIT_ERROR;
	}
	if (!run_trend_read(&session->run, &trend, &err)) {
		bool is_told = session->run.problems.errors > 0;
		session_print_problems(session);
		return is_told ? EXIT_ERROR : cli_error(cli, "%s", err.text);
	}
	buf_init(&out);
	format == GATES_JSON ? show_json(&show, &out) : show_text(&show, &out);
	output_write(&cli->out, buf_str(&out));
	buf_finish(&out);
	return EXIT_HOLDS;
}

static enum exit_code gates_run(struct cli *cli, const void *target)
{
	const struct gates_settings *settings = target;
	struct run_options options;
	struct session session;
	enum exit_code code = EXIT_ERROR;

	run_settings_apply(&settings->run, &options);
	if (session_configure(&session, cli, &options) && session_govern(&session)) {
		code = gates_show(cli, &session, settings->format);
	}
	session_finish(&session);
	return code;
}

/* clang-format off */
static const struct option gates_options[] = {
	{ .name = "format", .letter = 'f', .type = OPTION_CHOICE,
	  .offset = offsetof(struct gates_settings, format), .metavar = "FORMAT",
	  .words = format_words, .help = "text, or json for programs; default: text" },
};
/* clang-format on */

static const struct option_table gates_table = { "The report", gates_options,
	COUNT_OF(gates_options) };

const struct command command_gates = {
	.name = "gates",
	.summary = "show each gate as it is in force, and what it caught, let through, and cost",
	.operands = "[GATE…]",
	.about =
			(const char *const[]){
					"Every key with its value, and where it is written; what has no place is a "
					"default.",
					"The price comes from the trend that 'lintel check --record' keeps: runs, "
					"what they caught by rule, incidents of releases that had passed, and the "
					"time they took.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel gates", "all of them" },
					{ "lintel gates release --format json",
							"one, for a program" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &gates_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct gates_settings),
	.prepare = run_settings_prepare,
	.most_operands = 100,
	.run = gates_run,
};
