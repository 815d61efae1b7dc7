/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/err.h"
#include "cli/columns.h"
#include "cli/operand.h"
#include "cli/session.h"
#include "engine/governing.h"
#include "engine/registering.h"
#include "formats/json_writer.h"

enum list_format {
	LIST_TEXT,
	LIST_JSON,
};

struct registers_list_settings {
	struct run_settings run;
	unsigned format;
};

static const char *const list_format_words[] = { "text", "json", NULL };

/* How much of some records is there. */
struct score {
	size_t records;
	size_t incomplete;
	size_t expired;
	uint64_t required;
	uint64_t complete;
};

static void score_add(struct score *score, const struct register_range *range)
{
	for (size_t i = 0; i < range->len; i++) {
		const struct register_entry *entry = &range->p[i];
		score->records++;
		score->incomplete += entry->complete < entry->required;
		score->expired += entry->is_expired;
		score->required += entry->required;
		score->complete += entry->complete;
	}
}

/* Rounded down, so that only what is complete is 100 %. */
static uint64_t percent(uint64_t complete, uint64_t required)
{
	return required ? complete * 100 / required : 100;
}

static struct str percent_text(struct arena *arena, uint64_t complete, uint64_t required)
{
	return str_fmt(arena, "%llu %%", (unsigned long long)percent(complete, required));
}

static struct str number_text(struct arena *arena, size_t number)
{
	return str_fmt(arena, "%zu", number);
}

/* ---- kinds ---- */

static void kind_row(
		struct columns *table, struct str name, const struct score *score, struct str title)
{
	struct arena *arena = table->arena;
	bool is_kept = score->records > 0;

	columns_add(table, name);
	columns_add(table, number_text(arena, score->records));
	columns_add(table,
			is_kept ? percent_text(arena, score->complete, score->required) : STR("-"));
	columns_add(table, is_kept ? number_text(arena, score->incomplete) : STR("-"));
	columns_add(table, is_kept ? number_text(arena, score->expired) : STR("-"));
	columns_add(table, title);
}

static void kinds_text(const struct registers *registers, struct arena *arena, struct buf *out)
{
	static const struct str heads[] = { STR_INIT("kind"), STR_INIT("records"),
		STR_INIT("complete"), STR_INIT("incomplete"), STR_INIT("expired"),
		STR_INIT("purpose") };
	struct columns table = {
		.arena = arena,
		.count = COUNT_OF(heads),
		.is_right = { [1] = true, [2] = true, [3] = true, [4] = true },
	};
	struct score all = { 0 };

	for (size_t i = 0; i < COUNT_OF(heads); i++) {
		columns_add(&table, heads[i]);
	}
	for (size_t i = 0; i < registers->kinds.len; i++) {
		const struct register_kind *kind = registers->kinds.p[i];
		struct register_range range = register_of_kind(registers, kind->name);
		struct score score = { 0 };
		score_add(&score, &range);
		score_add(&all, &range);
		kind_row(&table, kind->name, &score, kind->purpose);
	}
	kind_row(&table, STR("all"), &all, STR(""));
	columns_write(&table, out);
}

static void json_score(struct json_writer *json, const struct score *score)
{
	json_member_num(json, "records", (int64_t)score->records);
	json_member_num(json, "incomplete", (int64_t)score->incomplete);
	json_member_num(json, "expired", (int64_t)score->expired);
	json_member_num(json, "fields_required", (int64_t)score->required);
	json_member_num(json, "fields_complete", (int64_t)score->complete);
	json_key(json, "complete_percent");
	if (score->records) {
		json_num(json, (int64_t)percent(score->complete, score->required));
	} else {
		json_null(json);
	}
}

static void kinds_json(const struct registers *registers, struct json_writer *json)
{
	struct score all = { 0 };

	json_key(json, "kinds");
	json_array(json);
	for (size_t i = 0; i < registers->kinds.len; i++) {
		const struct register_kind *kind = registers->kinds.p[i];
		struct register_range range = register_of_kind(registers, kind->name);
		struct score score = { 0 };
		score_add(&score, &range);
		score_add(&all, &range);
		json_object(json);
		json_member_str(json, "kind", kind->name);
		json_member_str(json, "title", kind->title);
		json_member_str(json, "purpose", kind->purpose);
		json_member_bool(json, "shipped", kind->is_shipped);
		json_score(json, &score);
		json_end(json);
	}
	json_end(json);
	json_key(json, "all");
	json_object(json);
	json_score(json, &all);
	json_end(json);
}

/* ---- the records of one kind ---- */

/* What of two names the record says, "-" if neither. */
static struct str either(const struct register_entry *entry, const char *first, const char *second)
{
	struct str text = register_text(entry, str_of(first));
	text = text.len ? text : register_text(entry, str_of(second));
	return text.len ? text : STR("-");
}

static struct str due_of(const struct register_entry *entry)
{
	struct str text = entry->kind->expires.len ? register_text(entry, entry->kind->expires)
						   : STR("");
	return text.len ? text : either(entry, "due", "removal");
}

static void records_text(const struct register_range *range, struct arena *arena, struct buf *out)
{
	static const struct str heads[] = { STR_INIT("id"), STR_INIT("complete"), STR_INIT("state"),
		STR_INIT("due"), STR_INIT("owner"), STR_INIT("title") };
	struct columns table = {
		.arena = arena, .count = COUNT_OF(heads), .is_right = { [1] = true }
	};
	struct score score = { 0 };

	for (size_t i = 0; i < COUNT_OF(heads); i++) {
		columns_add(&table, heads[i]);
	}
	for (size_t i = 0; i < range->len; i++) {
		const struct register_entry *entry = &range->p[i];
		columns_add(&table, entry->id);
		columns_add(&table, percent_text(arena, entry->complete, entry->required));
		columns_add(&table, either(entry, "state", "status"));
		columns_add(&table, due_of(entry));
		columns_add(&table, either(entry, "owner", "held_by"));
		columns_add(&table, either(entry, "title", "note"));
	}
	score_add(&score, range);
	if (range->len) {
		columns_write(&table, out);
	}
	buf_fmt(out, "%zu record%s, %llu %% complete, %zu incomplete, %zu expired\n", score.records,
			score.records == 1 ? "" : "s",
			(unsigned long long)percent(score.complete, score.required),
			score.incomplete, score.expired);
}

static void json_derived(struct json_writer *json, const struct register_entry *entry)
{
	json_key(json, "derived");
	json_object(json);
	for (size_t i = 0; i < entry->kind->derived_count; i++) {
		const struct derived_value *value = &entry->derived[i];
		struct buf text = { 0 };
		if (value->is_known) {
			quantity_write(&value->quantity, &text);
		}
		json_key_str(json, entry->kind->derived[i].name);
		json_object(json);
		json_member_bool(json, "known", value->is_known);
		json_member_str(json, "value", buf_str(&text));
		json_member_str(json, "evidence", value->evidence);
		json_end(json);
		buf_finish(&text);
	}
	json_end(json);
}

static void json_values(struct json_writer *json, const struct field_kind *kind,
		const struct register_field *field)
{
	json_key_str(json, kind->name);
	json_array(json);
	for (size_t v = 0; v < field->len; v++) {
		const struct register_value *value = &field->values[v];
		if (kind->value != VALUE_GROUP) {
			json_str(json, value->text);
			continue;
		}
		json_object(json);
		for (size_t i = 0; i < kind->field_count; i++) {
			if (value->fields[i].is_there) {
				json_key_str(json, kind->fields[i].name);
				json_str(json, value->fields[i].values[0].text);
			}
		}
		json_end(json);
	}
	json_end(json);
}

static void json_record(struct json_writer *json, const struct register_entry *entry)
{
	json_object(json);
	json_member_str(json, "id", entry->id);
	json_member_str(json, "path", entry->place.path);
	json_member_num(json, "line", entry->place.line);
	json_member_num(json, "fields_required", entry->required);
	json_member_num(json, "fields_complete", entry->complete);
	json_member_num(json, "complete_percent",
			(int64_t)percent(entry->complete, entry->required));
	json_member_bool(json, "expired", entry->is_expired);
	json_key(json, "fields");
	json_object(json);
	for (size_t i = 0; i < entry->kind->field_count; i++) {
		const struct field_kind *kind = &entry->kind->fields[i];
		if (entry->fields[i].is_there && !str_eq(kind->name, STR("id"))) {
			json_values(json, kind, &entry->fields[i]);
		}
	}
	json_end(json);
	json_derived(json, entry);
	json_end(json);
}

static void records_json(const struct register_range *range, struct json_writer *json)
{
	struct score score = { 0 };

	json_key(json, "records");
	json_array(json);
	for (size_t i = 0; i < range->len; i++) {
		json_record(json, &range->p[i]);
	}
	json_end(json);
	score_add(&score, range);
	json_key(json, "all");
	json_object(json);
	json_score(json, &score);
	json_end(json);
}

/* ---- the command ---- */

static enum exit_code list_write(
		struct cli *cli, const struct registers *registers, unsigned format)
{
	struct buf out = { 0 };
	struct str kind = cli->operands.len ? cli->operands.p[0] : STR("");
	struct register_range range = register_of_kind(registers, kind);

	if (kind.len && !operand_kind(cli, registers, kind)) {
		return EXIT_ERROR;
	}
	if (format == LIST_JSON) {
		struct json_writer json;
		json_begin(&json, &out, JSON_PRETTY);
		json_object(&json);
		json_member_num(&json, "version", 1);
		if (kind.len) {
			json_member_str(&json, "kind", kind);
			records_json(&range, &json);
		} else {
			kinds_json(registers, &json);
		}
		json_end(&json);
		json_finish(&json);
	} else if (kind.len) {
		records_text(&range, cli->arena, &out);
	} else {
		kinds_text(registers, cli->arena, &out);
	}
	output_write(&cli->out, buf_str(&out));
	buf_finish(&out);
	return EXIT_HOLDS;
}

static enum exit_code list_run(struct cli *cli, const void *target)
{
	const struct registers_list_settings *settings = target;
	struct register_book book;
	struct session session;
	struct run_options options;
	enum exit_code code = EXIT_ERROR;

	run_settings_apply(&settings->run, &options);
	if (!session_configure(&session, cli, &options)) {
		code = EXIT_ERROR;
	} else if (session.run.config.registers.len == 0) {
		/* Whoever begins wants to know what there is. */
		if (session_kinds(&session, &book)) {
			code = list_write(cli, &book.registers, settings->format);
			output_fmt(&cli->err,
					"lintel: note: " STR_FMT
					" names no files of records; for example: registers: "
					"[\"governance/**\"]\n",
					STR_ARG(session.run.config.path));
		}
	} else if (session_registers_judged(&session)) {
		code = list_write(cli, session.run.governing->registers, settings->format);
	}
	session_finish(&session);
	return code;
}

#define AT(member) offsetof(struct registers_list_settings, member)

/* clang-format off */
static const struct option list_options[] = {
	{ .name = "format", .letter = 'f', .type = OPTION_CHOICE, .offset = AT(format),
	  .metavar = "FORMAT", .words = list_format_words, .help = "the form; default: text" },
};
/* clang-format on */

static const struct option_table list_table = { "The list", list_options, COUNT_OF(list_options) };

const struct command command_registers_list = {
	.name = "registers list",
	.summary = "list the kinds of records, or the records of one kind",
	.operands = "[KIND]",
	.about =
			(const char *const[]){
					"Without KIND, all kinds that there are, those of lintel and those of the "
					"repository, with how many records are kept and how much of what they must say "
					"is there. With KIND, its records.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel registers list",
							"the kinds, and how complete they are" },
					{ "lintel registers list contract", "the contracts" },
					{ "lintel registers list risk --format json",
							"for a script" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &list_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct registers_list_settings),
	.prepare = run_settings_prepare,
	.most_operands = 1,
	.run = list_run,
};
