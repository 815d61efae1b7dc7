/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/buf.h"
#include "cli/session.h"
#include "cli/show.h"
#include "formats/json_writer.h"
#include "reports/escape.h"

struct facts_settings {
	struct run_settings run;
	bool uses;
	bool files;
	bool units;
	bool flags;
	bool system;
	bool within;
	unsigned format;
};

enum facts_format {
	FACTS_TEXT,
	FACTS_JSON,
};

static const char *const unit_status_words[] = {
	[UNIT_PARSED] = "parsed",
	[UNIT_FAILED] = "failed",
	[UNIT_CRASHED] = "crashed",
	[UNIT_TIMED_OUT] = "timed-out",
	[UNIT_SKIPPED] = "skipped",
};

static const struct {
	uint32_t flag;
	const char *word;
} file_words[] = {
	{ FILE_JUDGED, "judged" },
	{ FILE_HEADER, "header" },
	{ FILE_SOURCE, "source" },
	{ FILE_PUBLIC, "public" },
	{ FILE_PORT, "port" },
	{ FILE_COMPILED, "compiled" },
	{ FILE_INCLUDED, "included" },
	{ FILE_PARSED, "parsed" },
	{ FILE_UNREAD, "unread" },
	{ FILE_OTHER_LANGUAGE, "other-language" },
};

/* A use as it is printed. */
struct use_row {
	struct str path;
	uint32_t line;
	uint32_t column;
	const char *kind;
	struct str symbol;
	struct str owner;
	struct str carrier;
	bool is_ambiguous;
	bool is_inactive;
};

static int first_difference(const int *differences, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (differences[i]) {
			return differences[i];
		}
	}
	return 0;
}

static int number_cmp(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

static int row_order(const void *left, const void *right)
{
	const struct use_row *a = left;
	const struct use_row *b = right;
	const int differences[] = {
		str_cmp(a->path, b->path),
		number_cmp(a->line, b->line),
		number_cmp(a->column, b->column),
		str_cmp(str_of(a->kind), str_of(b->kind)),
		str_cmp(a->symbol, b->symbol),
		str_cmp(a->owner, b->owner),
		str_cmp(a->carrier, b->carrier),
		a->is_ambiguous - b->is_ambiguous,
		a->is_inactive - b->is_inactive,
	};
	return first_difference(differences, COUNT_OF(differences));
}

/* The module, the external, "system", or "-" for what no module holds. */
static struct str owner_of(const struct code *code, const struct code_use *use, struct arena *arena)
{
	bool is_unassigned = use->target == TARGET_UNKNOWN
			     || (use->target == TARGET_FILE && code_use_module(code, use) == NONE);
	return is_unassigned ? STR("-") : code_use_owner(code, use, arena);
}

static bool is_wanted(const struct code *code, const struct code_use *use,
		const struct facts_settings *settings)
{
	if (!(code->files[use->file].flags & FILE_JUDGED)) {
		return false;
	}
	if (use->target == TARGET_SYSTEM) {
		return settings->system;
	}
	if (use->target == TARGET_FILE && !settings->within) {
		return code_use_module(code, use) != code->files[use->file].module;
	}
	return true;
}

static size_t collect_uses(const struct code *code, const struct facts_settings *settings,
		struct arena *arena, struct use_row **rows)
{
	size_t count = 0;

	*rows = arena_new_array(arena, struct use_row, code->use_count);
	for (size_t i = 0; i < code->use_count; i++) {
		const struct code_use *use = &code->uses[i];
		if (!is_wanted(code, use, settings)) {
			continue;
		}
		(*rows)[count++] = (struct use_row){
			.path = code->files[use->file].path,
			.line = use->line,
			.column = use->column,
			.kind = use_kind_words[use->kind],
			.symbol = code_use_target(code, use),
			.owner = owner_of(code, use, arena),
			.carrier = use->carrier == NONE ? STR("")
							: code->symbols[use->carrier].name,
			.is_ambiguous = use->flags & USE_AMBIGUOUS,
			.is_inactive = use->flags & USE_INACTIVE,
		};
	}
	if (count == 0) {
		return 0;
	}
	qsort(*rows, count, sizeof(**rows), row_order);

	size_t kept = 1;
	for (size_t i = 1; i < count; i++) {
		if (row_order(&(*rows)[kept - 1], &(*rows)[i]) != 0) {
			(*rows)[kept++] = (*rows)[i];
		}
	}
	return kept;
}

static void uses_text(const struct use_row *rows, size_t count, struct buf *out)
{
	for (size_t i = 0; i < count; i++) {
		const struct use_row *row = &rows[i];
		show_place(&(struct place){ row->path, row->line, row->column, 0 }, out);
		buf_fmt(out, " %s ", row->kind);
		escape_text(out, row->symbol);
		buf_add_char(out, ' ');
		escape_text(out, row->owner);
		if (row->carrier.len) {
			buf_add_cstr(out, " via ");
			escape_text(out, row->carrier);
		}
		buf_fmt(out, "%s%s\n", row->is_ambiguous ? " ambiguous" : "",
				row->is_inactive ? " inactive" : "");
	}
}

static void uses_json(const struct use_row *rows, size_t count, struct json_writer *json)
{
	json_key(json, "uses");
	json_array(json);
	for (size_t i = 0; i < count; i++) {
		const struct use_row *row = &rows[i];
		json_object(json);
		json_member_str(json, "path", row->path);
		json_member_num(json, "line", row->line);
		json_member_num(json, "column", row->column);
		json_member_str(json, "kind", str_of(row->kind));
		json_member_str(json, "symbol", row->symbol);
		json_member_str(json, "owner", row->owner);
		if (row->carrier.len) {
			json_member_str(json, "via", row->carrier);
		}
		json_member_bool(json, "ambiguous", row->is_ambiguous);
		json_member_bool(json, "inactive", row->is_inactive);
		json_end(json);
	}
	json_end(json);
}

static struct str module_of(const struct code *code, const struct code_file *file)
{
	return file->module == NONE ? STR("-") : code->modules[file->module].name;
}

static void files_text(const struct code *code, struct buf *out)
{
	for (size_t i = 0; i < code->file_count; i++) {
		const struct code_file *file = &code->files[i];
		show_place(&(struct place){ .path = file->path }, out);
		buf_add_char(out, ' ');
		escape_text(out, module_of(code, file));
		buf_fmt(out, " %u", file->lines);
		for (size_t k = 0; k < COUNT_OF(file_words); k++) {
			if (file->flags & file_words[k].flag) {
				buf_fmt(out, " %s", file_words[k].word);
			}
		}
		if (file->problem.len) {
			buf_add_cstr(out, ": ");
			escape_text(out, file->problem);
		}
		buf_add_char(out, '\n');
	}
}

static void files_json(const struct code *code, struct json_writer *json)
{
	json_key(json, "files");
	json_array(json);
	for (size_t i = 0; i < code->file_count; i++) {
		const struct code_file *file = &code->files[i];
		json_object(json);
		json_member_str(json, "path", file->path);
		json_member_str(json, "module", module_of(code, file));
		json_member_num(json, "lines", file->lines);
		json_key(json, "is");
		json_array(json);
		for (size_t k = 0; k < COUNT_OF(file_words); k++) {
			if (file->flags & file_words[k].flag) {
				json_cstr(json, file_words[k].word);
			}
		}
		json_end(json);
		if (file->problem.len) {
			json_member_str(json, "problem", file->problem);
		}
		json_end(json);
	}
	json_end(json);
}

static struct str unit_path(const struct code *code, const struct code_unit *unit)
{
	return unit->file == NONE ? unit->path : code->files[unit->file].path;
}

static struct str unit_database(const struct code *code, const struct code_unit *unit)
{
	return unit->configuration < code->configuration_count
			       ? code->configurations[unit->configuration]
			       : STR("-");
}

static void units_text(const struct code *code, struct buf *out)
{
	for (size_t i = 0; i < code->unit_count; i++) {
		const struct code_unit *unit = &code->units[i];
		show_place(&(struct place){ .path = unit_path(code, unit) }, out);
		buf_add_char(out, ' ');
		escape_text(out, unit_database(code, unit));
		buf_fmt(out, " %s", unit_status_words[unit->status]);
		if (unit->problem.len) {
			buf_add_cstr(out, ": ");
			if (unit->problem_place.path.len) {
				show_place(&unit->problem_place, out);
				buf_add_cstr(out, ": ");
			}
			escape_text(out, unit->problem);
		}
		buf_add_char(out, '\n');
	}
}

static void units_json(const struct code *code, struct json_writer *json)
{
	json_key(json, "units");
	json_array(json);
	for (size_t i = 0; i < code->unit_count; i++) {
		const struct code_unit *unit = &code->units[i];
		json_object(json);
		json_member_str(json, "path", unit_path(code, unit));
		json_member_str(json, "database", unit_database(code, unit));
		json_member_str(json, "status", str_of(unit_status_words[unit->status]));
		if (unit->problem.len) {
			json_member_str(json, "problem", unit->problem);
		}
		json_end(json);
	}
	json_end(json);
}

static void flags_text(const struct code *code, struct buf *out)
{
	for (size_t i = 0; i < code->dropped_count; i++) {
		escape_text(out, code->dropped[i].flag);
		buf_fmt(out, " %zu\n", code->dropped[i].count);
	}
}

static void flags_json(const struct code *code, struct json_writer *json)
{
	json_key(json, "dropped_flags");
	json_array(json);
	for (size_t i = 0; i < code->dropped_count; i++) {
		json_object(json);
		json_member_str(json, "flag", code->dropped[i].flag);
		json_member_num(json, "count", (int64_t)code->dropped[i].count);
		json_end(json);
	}
	json_end(json);
}

static void facts_text(const struct code *code, const struct facts_settings *settings,
		struct arena *arena, struct buf *out)
{
	if (settings->uses) {
		struct use_row *rows;
		size_t count = collect_uses(code, settings, arena, &rows);
		uses_text(rows, count, out);
	}
	if (settings->files) {
		files_text(code, out);
	}
	if (settings->units) {
		units_text(code, out);
	}
	if (settings->flags) {
		flags_text(code, out);
	}
}

static void facts_json(const struct code *code, const struct facts_settings *settings,
		struct arena *arena, struct buf *out)
{
	struct json_writer json;

	json_begin(&json, out, JSON_PRETTY);
	json_object(&json);
	json_member_num(&json, "version", 1);
	if (settings->uses) {
		struct use_row *rows;
		size_t count = collect_uses(code, settings, arena, &rows);
		uses_json(rows, count, &json);
	}
	if (settings->files) {
		files_json(code, &json);
	}
	if (settings->units) {
		units_json(code, &json);
	}
	if (settings->flags) {
		flags_json(code, &json);
	}
	json_end(&json);
	json_finish(&json);
}

static enum exit_code facts_run(struct cli *cli, const void *target)
{
	struct facts_settings settings = *(const struct facts_settings *)target;
	struct session session;
	enum exit_code code = EXIT_ERROR;

	/* Uses are what people come for. */
	settings.uses |= !settings.files && !settings.units && !settings.flags;
	if (session_open(&session, cli, &settings.run, NEEDS_INCLUDES | NEEDS_SYMBOLS)) {
		struct buf out;
		buf_init(&out);
		if (settings.format == FACTS_JSON) {
			facts_json(session.run.code, &settings, cli->arena, &out);
		} else {
			facts_text(session.run.code, &settings, cli->arena, &out);
		}
		output_write(&cli->out, buf_str(&out));
		buf_finish(&out);
		code = EXIT_HOLDS;
	}
	session_finish(&session);
	return code;
}

#define AT(member) offsetof(struct facts_settings, member)

static const char *const format_words[] = { "text", "json", NULL };

/* clang-format off */
static const struct option facts_options[] = {
	{ .name = "uses", .type = OPTION_FLAG, .offset = AT(uses),
	  .help = "uses that cross from one module to another, one a line: PATH:LINE:COLUMN KIND "
	  "SYMBOL OWNER, then 'via MACRO', 'ambiguous', 'inactive' where they apply; the default" },
	{ .name = "files", .type = OPTION_FLAG, .offset = AT(files),
	  .help = "files: PATH MODULE LINES and what they are" },
	{ .name = "units", .type = OPTION_FLAG, .offset = AT(units),
	  .help = "units: PATH DATABASE STATUS and what went wrong" },
	{ .name = "flags", .type = OPTION_FLAG, .offset = AT(flags),
	  .help = "compiler flags that are not passed on: FLAG COUNT" },
	{ .name = "system", .type = OPTION_FLAG, .offset = AT(system),
	  .help = "also uses of what is outside the tree and in no declared external" },
	{ .name = "within", .type = OPTION_FLAG, .offset = AT(within),
	  .help = "also uses within one module" },
	{ .name = "format", .type = OPTION_CHOICE, .offset = AT(format), .metavar = "FORMAT",
	  .words = format_words, .help = "the form; default: text" },
};
/* clang-format on */

static const struct option_table facts_table = { "Facts", facts_options, COUNT_OF(facts_options) };

const struct command command_facts = {
	.name = "facts",
	.summary = "print what is known about the code",
	.operands = "",
	.about =
			(const char *const[]){
					"The facts that rules judge: who uses what, where, and whose it is. The owner of a "
					"file that is in no module is '-'. Lines are sorted by path, line, column, kind "
					"and symbol.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel facts --uses | grep ' call '",
							"all calls between modules" },
					{ "lintel facts --units --format json",
							"which units were parsed, for a script" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &facts_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct facts_settings),
	.prepare = run_settings_prepare,
	.run = facts_run,
};
