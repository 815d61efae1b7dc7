/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/suggest.h"
#include "base/utf8.h"
#include "cli/record_past.h"
#include "cli/session.h"
#include "engine/governing.h"
#include "formats/json_writer.h"
#include "reports/escape.h"

enum list_format {
	LIST_TEXT,
	LIST_JSON,
};

struct list_settings {
	struct run_settings run;
	struct texts statuses;
	unsigned format;
};

static const char *const list_format_words[] = { "text", "json", NULL };

/* A table of records: what is in a column sets its width. */
enum column {
	COLUMN_ID,
	COLUMN_STATUS,
	COLUMN_DATE,
	COLUMN_TRIGGERS,
	COLUMN_TITLE,
	COLUMNS,
};

static const char *const headings[COLUMNS] = { "id", "status", "date", "triggers", "title" };

static struct str escaped(struct arena *arena, struct str text)
{
	struct buf out;
	buf_init(&out);
	escape_text(&out, text);
	struct str copy = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return copy;
}

static struct str cell(struct arena *arena, const struct decision *decision, enum column column)
{
	char day[DATE_DAY_SIZE] = "-";
	switch (column) {
	case COLUMN_ID:
		return escaped(arena, decision->id.len ? decision->id : decision->path);
	case COLUMN_STATUS:
		return str_of(decision_status_words[decision->status]);
	case COLUMN_DATE:
		if (decision->date.is_known) {
			date_write_day(decision->date.day, day);
		}
		return str_dup(arena, str_of(day));
	case COLUMN_TRIGGERS:
		return str_fmt(arena, "%zu", decision->triggers.len);
	case COLUMN_TITLE:
	case COLUMNS:
		break;
	}
	return escaped(arena, decision->title);
}

struct row {
	struct str cells[COLUMNS];
};

static void row_write(const struct row *row, const size_t widths[COLUMNS], struct buf *out)
{
	for (size_t i = 0; i < COLUMNS; i++) {
		/* Nothing follows the last one. */
		size_t pad = i + 1 < COLUMNS ? widths[i] - utf8_width(row->cells[i]) : 0;
		bool is_number = i == COLUMN_TRIGGERS;
		buf_add_repeat(out, ' ', is_number ? pad : 0);
		buf_add(out, row->cells[i]);
		if (i + 1 < COLUMNS) {
			buf_add_repeat(out, ' ', (is_number ? 0 : pad) + 2);
		}
	}
	buf_add_char(out, '\n');
}

static bool is_wanted(const struct decision *decision, const struct list_settings *settings)
{
	vec_each (const struct str, word, &settings->statuses) {
		if (str_eq(*word, str_of(decision_status_words[decision->status]))) {
			return true;
		}
	}
	return settings->statuses.len == 0;
}

static void table_write(const struct row *rows, size_t count, struct buf *out)
{
	size_t widths[COLUMNS] = { 0 };
	for (size_t r = 0; r < count; r++) {
		for (size_t i = 0; i < COLUMNS; i++) {
			size_t width = utf8_width(rows[r].cells[i]);
			widths[i] = width > widths[i] ? width : widths[i];
		}
	}
	for (size_t r = 0; r < count; r++) {
		row_write(&rows[r], widths, out);
	}
}

static void list_text(const struct decisions *decisions, const struct list_settings *settings,
		struct arena *arena, struct buf *out)
{
	VEC(struct row) rows = { 0 };
	size_t failures = 0;
	struct row *first = vec_add(&rows, arena);
	for (size_t i = 0; i < COLUMNS; i++) {
		first->cells[i] = str_of(headings[i]);
	}
	vec_each (const struct decision, decision, &decisions->list) {
		if (is_wanted(decision, settings)) {
			struct row *row = vec_add(&rows, arena);
			for (size_t i = 0; i < COLUMNS; i++) {
				row->cells[i] = cell(arena, decision, (enum column)i);
			}
		}
	}
	if (rows.len > 1) {
		table_write(rows.p, rows.len, out);
	}
	vec_each (const struct decision_skipped, skipped, &decisions->skipped) {
		failures += skipped->is_failure;
	}
	buf_fmt(out, "%zu of %zu record%s", rows.len - 1, decisions->list.len,
			decisions->list.len == 1 ? "" : "s");
	if (failures > 0) {
		buf_fmt(out, "; %zu file%s could not be read, see: lintel adr lint", failures,
				failures == 1 ? "" : "s");
	}
	buf_add_char(out, '\n');
}

static void json_record(const struct run *run, const struct decision *decision,
		const struct decision_past *past, struct json_writer *json)
{
	char day[DATE_DAY_SIZE];
	json_object(json);
	json_member_str(json, "id", decision->id);
	json_member_str(json, "path", decision->path);
	json_member_str(json, "title", decision->title);
	json_member_str(json, "status", str_of(decision_status_words[decision->status]));
	json_key(json, "date");
	if (decision->date.is_known) {
		date_write_day(decision->date.day, day);
		json_cstr(json, day);
	} else {
		json_null(json);
	}
	past_json(run, past, json);
	json_member_str(json, "owner", decision->owner);
	json_member_num(json, "triggers", (int64_t)decision->triggers.len);
	json_end(json);
}

static void list_json(const struct run *run, const struct decision_past *pasts,
		const struct list_settings *settings, struct buf *out)
{
	const struct decisions *decisions = &run->governing->decisions;
	struct json_writer json;
	json_begin(&json, out, JSON_PRETTY);
	json_object(&json);
	json_member_num(&json, "version", 1);
	json_member_num(&json, "seen", (int64_t)decisions->seen);
	json_key(&json, "records");
	json_array(&json);
	for (size_t i = 0; i < decisions->list.len; i++) {
		const struct decision *decision = &decisions->list.p[i];
		if (is_wanted(decision, settings)) {
			json_record(run, decision, pasts ? &pasts[i] : NULL, &json);
		}
	}
	json_end(&json);
	json_key(&json, "skipped");
	json_array(&json);
	vec_each (const struct decision_skipped, skipped, &decisions->skipped) {
		json_object(&json);
		json_member_str(&json, "path", skipped->path);
		json_member_str(&json, "reason", skipped->reason);
		json_member_bool(&json, "failure", skipped->is_failure);
		json_end(&json);
	}
	json_end(&json);
	json_end(&json);
	json_finish(&json);
}

static bool statuses_exist(struct cli *cli, const struct list_settings *settings)
{
	struct str words[STATUSES];
	for (size_t i = 0; i < STATUSES; i++) {
		words[i] = str_of(decision_status_words[i]);
	}
	vec_each (const struct str, word, &settings->statuses) {
		bool is_known = false;
		for (size_t i = 0; i < STATUSES; i++) {
			is_known = is_known || str_eq(*word, words[i]);
		}
		struct str near = is_known ? STR("") : suggest(*word, words, STATUSES);
		if (!is_known && near.len > 0) {
			(void)cli_error(cli,
					"no status is called '" STR_FMT "', did you mean '" STR_FMT
					"'?",
					STR_ARG(*word), STR_ARG(near));
		} else if (!is_known) {
			(void)cli_error(cli,
					"no status is called '" STR_FMT
					"'; lintel adr list --help names them",
					STR_ARG(*word));
		}
		if (!is_known) {
			return false;
		}
	}
	return true;
}

static enum exit_code list_run(struct cli *cli, const void *target)
{
	const struct list_settings *settings = target;
	struct session session;
	enum exit_code code = EXIT_ERROR;

	if (!statuses_exist(cli, settings)) {
		return EXIT_ERROR;
	}
	const struct decision_past *pasts = NULL;
	/* Only those who write a script about records ask for their past. */
	if (session_records(&session, cli, &settings->run)
			&& (settings->format != LIST_JSON || session_pasts(&session, &pasts))) {
		struct buf out;
		const struct decisions *decisions = &session.run.governing->decisions;
		buf_init(&out);
		if (settings->format == LIST_JSON) {
			list_json(&session.run, pasts, settings, &out);
		} else {
			list_text(decisions, settings, cli->arena, &out);
		}
		output_write(&cli->out, buf_str(&out));
		buf_finish(&out);
		if (decisions->list.len == 0) {
			output_fmt(&cli->err,
					"lintel: note: no decision record was read, of %zu Markdown file%s "
					"in the folders: name the folder that holds the records, or write "
					"the first one with 'lintel adr new TITLE'\n",
					decisions->seen, decisions->seen == 1 ? "" : "s");
		}
		code = EXIT_HOLDS;
	}
	session_finish(&session);
	return code;
}

#define AT(member) offsetof(struct list_settings, member)

/* clang-format off */
static const struct option list_options[] = {
	{ .name = "status", .letter = 's', .type = OPTION_TEXTS, .offset = AT(statuses),
	  .metavar = "STATUS", .words = decision_status_words,
	  .help = "only records with this status; repeatable" },
	{ .name = "format", .letter = 'f', .type = OPTION_CHOICE, .offset = AT(format),
	  .metavar = "FORMAT", .words = list_format_words, .help = "the form; default: text" },
};
/* clang-format on */

static const struct option_table list_table = { "The list", list_options, COUNT_OF(list_options) };

const struct command command_adr_list = {
	.name = "adr list",
	.summary = "list the decision records",
	.operands = "",
	.about =
			(const char *const[]){
					"Each record with its status, its own date and how many review triggers it has. "
					"What a record does not state is unknown, or -.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel adr list --status proposed --status draft",
							"what waits for a decision" },
					{ "lintel adr list --format json", "for a script" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &list_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct list_settings),
	.prepare = run_settings_prepare,
	.run = list_run,
};
