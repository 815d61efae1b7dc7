/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/err.h"
#include "base/utf8.h"
#include "cli/session.h"
#include "engine/governing.h"
#include "formats/json_writer.h"
#include "reports/escape.h"
#include "reviews/due.h"
#include "reviews/life.h"
#include "reviews/recorded.h"

#define WITHIN_DAYS 90
/* Longer names stand over the edge of their column. */
#define COLUMN_MOST 28

struct due_settings {
	struct run_settings run;
	struct duration within;
	bool record;
	bool strict;
	unsigned format;
};

enum due_format {
	DUE_TEXT,
	DUE_JSON,
};

enum {
	COLUMN_DAY,
	COLUMN_KIND,
	COLUMN_RECORD,
	COLUMN_TRIGGER,
	COLUMNS
};

/* A row as it is printed: escaped. */
struct line {
	struct str cells[COLUMNS];
	struct str text;
};

static struct str shown(struct str text, struct arena *arena)
{
	struct buf out;
	buf_init(&out);
	escape_prose(&out, text);
	struct str copy = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return copy;
}

static struct str record_of(const struct due_row *row)
{
	if (row->exception) {
		return row->exception->id.s;
	}
	const struct decision *decision = row->trigger->decision;
	return decision->id.len ? decision->id : decision->path;
}

static struct str day_of(const struct due_row *row, struct arena *arena)
{
	return row->has_day ? moment_day((moment)row->day * MOMENT_DAY, arena) : STR("-");
}

static struct line line_of(const struct due_row *row, struct arena *arena)
{
	struct str owner = row->exception ? row->exception->owner.s : row->trigger->item->owner;
	struct str text = due_text(row, arena);
	struct str name = row->exception ? row->exception->scope.s : row->trigger->item->id;

	if (owner.len) {
		text = str_fmt(arena, STR_FMT "%s(" STR_FMT ")", STR_ARG(text), text.len ? " " : "",
				STR_ARG(owner));
	}
	return (struct line){
		.cells = {
			[COLUMN_DAY] = day_of(row, arena),
			[COLUMN_KIND] = str_of(due_words[row->kind]),
			[COLUMN_RECORD] = shown(record_of(row), arena),
			[COLUMN_TRIGGER] = shown(name, arena),
		},
		.text = shown(text, arena),
	};
}

static void write_rows(const struct due *due, struct arena *arena, struct buf *out)
{
	struct line *lines = arena_new_array(arena, struct line, due->rows.len);
	size_t widths[COLUMNS] = { 0 };

	for (size_t i = 0; i < due->rows.len; i++) {
		lines[i] = line_of(&due->rows.p[i], arena);
		for (size_t k = 0; k < COLUMNS; k++) {
			size_t width = utf8_width(lines[i].cells[k]);
			if (width > widths[k] && width <= COLUMN_MOST) {
				widths[k] = width;
			}
		}
	}
	for (size_t i = 0; i < due->rows.len; i++) {
		for (size_t k = 0; k < COLUMNS; k++) {
			size_t width = utf8_width(lines[i].cells[k]);
			bool is_last = k + 1 == COLUMNS && lines[i].text.len == 0;
			buf_add(out, lines[i].cells[k]);
			buf_add_repeat(out, ' ',
					is_last             ? 0
					: width < widths[k] ? widths[k] - width + 2
							    : 2);
		}
		buf_add(out, lines[i].text);
		buf_add_char(out, '\n');
	}
}

static void add_count(struct buf *out, size_t count, const char *word, bool *is_first)
{
	if (count) {
		buf_fmt(out, "%s%zu %s", *is_first ? "" : " \xc2\xb7 ", count, word);
		*is_first = false;
	}
}

/* "1 fired · 2 armed · 1 prose" */
static void write_counts(const struct due *due, struct buf *out)
{
	static const enum trigger_state order[] = { TRIGGER_FIRED, TRIGGER_BLIND, TRIGGER_UNKNOWN,
		TRIGGER_PENDING, TRIGGER_ACKNOWLEDGED, TRIGGER_ARMED, TRIGGER_RETIRED,
		TRIGGER_IDLE };

	bool is_first = true;

	for (size_t i = 0; i < COUNT_OF(order); i++) {
		add_count(out, due->states[order[i]], trigger_state_words[order[i]], &is_first);
	}
	add_count(out, due->broken, "broken", &is_first);
	add_count(out, due->attestations,
			due->attestations == 1 ? "attestation due" : "attestations due", &is_first);
	add_count(out, due->prose, "prose, to be looked at by hand", &is_first);
	add_count(out, due->exceptions, due->exceptions == 1 ? "exception ends" : "exceptions end",
			&is_first);
	buf_add_cstr(out, is_first ? "no record has a review trigger\n" : "\n");
}

static void json_moment(struct json_writer *json, const char *key, moment at, struct arena *arena)
{
	json_key(json, key);
	if (at == MOMENT_EVER || at == MOMENT_NEVER) {
		json_null(json);
	} else {
		json_str(json, moment_day(at, arena));
	}
}

static void json_outcome(struct json_writer *json, const struct outcome *outcome)
{
	json_member_str(json, "summary", outcome->summary);
	json_key(json, "atoms");
	json_array(json);
	vec_each (const struct atom_value, atom, &outcome->atoms) {
		json_object(json);
		json_member_str(json, "text", atom->text);
		json_member_str(json, "truth", str_of(truth_words[atom->truth]));
		json_member_str(json, "reason", str_of(reason_words[atom->reason]));
		json_member_str(json, "value", atom->value);
		json_member_str(json, "evidence", atom->evidence);
		json_end(json);
	}
	json_end(json);
	json_key(json, "periods");
	json_array(json);
	vec_each (const struct period_value, period, &outcome->periods) {
		json_object(json);
		json_member_str(json, "name", period->name);
		json_member_str(json, "truth", str_of(truth_words[period->truth]));
		json_member_str(json, "value", period->value);
		json_member_str(json, "coverage", period->coverage);
		json_end(json);
	}
	json_end(json);
}

static void json_trigger(
		struct json_writer *json, const struct trigger *trigger, struct arena *arena)
{
	json_member_str(json, "record", trigger->decision->id);
	json_member_str(json, "title", trigger->decision->title);
	json_member_str(json, "path", trigger->item->place.path);
	json_member_num(json, "line", trigger->item->place.line);
	json_member_str(json, "trigger", trigger->item->id);
	json_member_str(json, "form", str_of(trigger_form_words[trigger->form]));
	json_member_str(json, "state", str_of(trigger_state_words[trigger->state]));
	json_member_str(json, "text", trigger->item->text);
	json_member_str(json, "owner", trigger->item->owner);
	json_moment(json, "since", trigger->since, arena);
	json_moment(json, "fired", trigger->fired, arena);
	json_moment(json, "no_longer", trigger->no_longer, arena);
	json_member_bool(json, "repeat", trigger->is_repeat);
	json_member_str(json, "why", trigger->why);
	json_outcome(json, &trigger->outcome);
}

static void json_exception(struct json_writer *json, const struct exception *exception)
{
	json_member_str(json, "exception", exception->id.s);
	json_member_str(json, "rule", exception->rule.s);
	json_member_str(json, "scope", exception->scope.s);
	json_member_str(json, "owner", exception->owner.s);
	json_member_str(json, "path", exception->place.path);
	json_member_num(json, "line", exception->place.line);
}

static void write_json(const struct due *due, moment as_of, struct arena *arena, struct buf *out)
{
	struct json_writer json;

	json_begin(&json, out, JSON_PRETTY);
	json_object(&json);
	json_member_num(&json, "version", 1);
	json_moment(&json, "as_of", as_of, arena);
	json_key(&json, "due");
	json_array(&json);
	vec_each (const struct due_row, row, &due->rows) {
		json_object(&json);
		json_member_str(&json, "kind", str_of(due_words[row->kind]));
		json_key(&json, "day");
		if (row->has_day) {
			json_str(&json, day_of(row, arena));
		} else {
			json_null(&json);
		}
		if (row->trigger) {
			json_trigger(&json, row->trigger, arena);
		} else {
			json_exception(&json, row->exception);
		}
		json_end(&json);
	}
	json_end(&json);
	json_key(&json, "counts");
	json_object(&json);
	for (unsigned i = 0; trigger_state_words[i]; i++) {
		json_member_num(&json, trigger_state_words[i], (int64_t)due->states[i]);
	}
	json_member_num(&json, "broken", (int64_t)due->broken);
	json_member_num(&json, "attestations", (int64_t)due->attestations);
	json_member_num(&json, "prose", (int64_t)due->prose);
	json_member_num(&json, "exceptions", (int64_t)due->exceptions);
	json_end(&json);
	json_end(&json);
	json_finish(&json);
}

/* Writes down what cannot be looked up later. */
static bool record_states(struct session *session)
{
	struct cli *cli = session->cli;
	struct governing *governing = session->run.governing;
	size_t changed = recorded_update(&governing->recorded, cli->arena, &governing->triggers,
			governing->world.as_of);
	struct buf text;
	struct err err;

	if (changed == 0) {
		return true;
	}
	buf_init(&text);
	recorded_write(&governing->recorded, &text);
	struct str path = str_fmt(cli->arena, STR_FMT "/" STR_FMT, STR_ARG(session->run.root.path),
			STR_ARG(governing->recorded_path));
	bool is_good = file_write(path, buf_str(&text), &err);
	buf_finish(&text);
	if (!is_good) {
		(void)cli_error(cli, "%s", err.text);
		return false;
	}
	output_fmt(&cli->err, "lintel: note: " STR_FMT ": %zu line%s changed\n",
			STR_ARG(governing->recorded_path), changed, changed == 1 ? "" : "s");
	return true;
}

static enum exit_code answer(struct session *session, const struct due_settings *settings)
{
	struct cli *cli = session->cli;
	struct run *run = &session->run;
	struct governing *governing = run->governing;
	moment as_of = governing->world.as_of;
	date_day until = date_day_of(moment_after(as_of, settings->within) / MOMENT_SECOND);
	struct due due;
	struct buf out;

	if (!run->has_judged) {
		exceptions_check(&run->exceptions, cli->arena, date_day_of(run->options.as_of));
	}
	due_collect(&due, cli->arena, &governing->triggers, &run->exceptions, until);
	buf_init(&out);
	if (settings->format == DUE_JSON) {
		write_json(&due, as_of, cli->arena, &out);
	} else {
		write_rows(&due, cli->arena, &out);
		write_counts(&due, &out);
	}
	output_write(&cli->out, buf_str(&out));
	buf_finish(&out);
	if (settings->record && !record_states(session)) {
		return EXIT_ERROR;
	}
	return settings->strict && due.states[TRIGGER_FIRED] ? EXIT_FAILS : EXIT_HOLDS;
}

static enum exit_code due_run(struct cli *cli, const void *target)
{
	const struct due_settings *settings = target;
	struct session session;
	enum exit_code code = EXIT_ERROR;

	if (session_records(&session, cli, &settings->run) && session_triggers(&session)) {
		code = answer(&session, settings);
	}
	session_finish(&session);
	return code;
}

static bool due_prepare(void *target, struct err *err)
{
	struct due_settings *settings = target;

	settings->within = (struct duration){ .ms = WITHIN_DAYS * MOMENT_DAY };
	return run_settings_prepare(target, err);
}

#define AT(member) offsetof(struct due_settings, member)

static const char *const format_words[] = { "text", "json", NULL };

/* clang-format off */
static const struct option due_options[] = {
	{ .name = "within", .type = OPTION_DURATION, .offset = AT(within), .metavar = "DURATION",
	  .help = "also what comes within this while: 30d, 2w, 1q; default: 90d" },
	{ .name = "record", .type = OPTION_FLAG, .offset = AT(record),
	  .help = "write down what cannot be looked up later, in " RECORDED_NAME " beside the "
	  "records; for a nightly pipeline, which commits it" },
	{ .name = "strict", .type = OPTION_FLAG, .offset = AT(strict),
	  .help = "exit with 1 if a trigger has fired and nobody has answered" },
	{ .name = "format", .letter = 'f', .type = OPTION_CHOICE, .offset = AT(format),
	  .metavar = "FORMAT", .words = format_words, .help = "the form; default: text" },
};
/* clang-format on */

static const struct option_table due_table = { "The answer", due_options, COUNT_OF(due_options) };

const struct command command_adr_due = {
	.name = "adr due",
	.summary = "list the decisions that must be looked at again, and when",
	.operands = "",
	.about =
			(const char *const[]){
					"Evaluates the review triggers of all decision records: what fired, what is blind "
					"(unknown for 30 days), what is unknown or pending, which dates, words of people and "
					"exceptions end soon. Sorted by day; what has no day comes last.",
					"It informs: the exit code is 0 unless --strict is given.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel adr due",
							"what to look at now and in the next 90 days" },
					{ "lintel adr due --within 14d --strict",
							"in a pipeline that fails on what fired" },
					{ "lintel adr due --record",
							"every night, and commit the file" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &due_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct due_settings),
	.prepare = due_prepare,
	.run = due_run,
};
