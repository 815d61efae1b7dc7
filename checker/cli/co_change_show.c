/* SPDX-License-Identifier: MIT */
#include "cli/co_change.h"

#include "base/arena.h"
#include "base/quantity.h"
#include "cli/columns.h"
#include "cli/csv.h"
#include "formats/json_writer.h"

static struct str day_of(moment at, struct arena *arena)
{
	char day[DATE_DAY_SIZE];
	date_write_day(date_day_of(at / MOMENT_SECOND), day);
	return str_dup(arena, str_of(day));
}

/* "net uses core", "net may use core", "none" */
static struct str tie_text(unsigned ties, struct str a, struct str b, struct arena *arena)
{
	unsigned uses = ties & (TIE_FORTH | TIE_BACK);
	bool is_forth = ties & (uses ? TIE_FORTH : TIE_DECLARED_FORTH);
	const char *verb = uses ? "uses" : "may use";

	if (ties == 0) {
		return STR("none");
	}
	if (uses == (TIE_FORTH | TIE_BACK)) {
		return STR("each uses the other");
	}
	return str_fmt(arena, STR_FMT " %s " STR_FMT, STR_ARG(is_forth ? a : b), verb,
			STR_ARG(is_forth ? b : a));
}

static struct str row_text(const struct pair_row *row, bool is_file, struct arena *arena)
{
	if (is_file && row->ties) {
		return tie_text(row->ties, STR("the first"), STR("the second"), arena);
	}
	switch (row->state) {
	case PAIR_GONE:
		return STR("gone");
	case PAIR_UNASSIGNED:
		return STR("in no module");
	case PAIR_WITHIN:
		return str_fmt(arena, "within " STR_FMT, STR_ARG(row->modules[0]));
	case PAIR_CROSSING:
		break;
	}
	return is_file ? tie_text(row->module_ties, row->modules[0], row->modules[1], arena)
		       : tie_text(row->module_ties, row->names[0], row->names[1], arena);
}

/* ---- text ---- */

static void write_table(
		const struct pair_table *table, bool is_file, struct arena *arena, struct buf *out)
{
	const char *what = is_file ? "file" : "module";
	const struct str heads[] = { STR("degree"), STR("shared"), str_of(what), STR("commits"),
		str_of(what), STR("commits"), STR("use") };
	struct columns columns = { .arena = arena,
		.count = COUNT_OF(heads),
		.is_right = { true, true, false, true, false, true } };

	if (!table->is_wanted) {
		return;
	}
	buf_add_char(out, '\n');
	if (table->rows.len == 0) {
		buf_fmt(out, "no %ss that change together%s\n", what,
				is_file ? " without a use between their modules" : "");
		return;
	}
	for (size_t i = 0; i < COUNT_OF(heads); i++) {
		columns_add(&columns, heads[i]);
	}
	vec_each (const struct pair_row, row, &table->rows) {
		columns_add(&columns, str_fmt(arena, "%.1f %%", row->degree));
		columns_add(&columns, str_fmt(arena, "%u", row->shared));
		for (size_t i = 0; i < 2; i++) {
			columns_add(&columns, row->names[i]);
			columns_add(&columns, str_fmt(arena, "%u", row->revisions[i]));
		}
		columns_add(&columns, row_text(row, is_file, arena));
	}
	columns_write(&columns, out);
}

void co_change_text(const struct co_change_result *result, struct arena *arena, struct buf *out)
{
	const struct cochange_window *window = &result->window;

	if (result->commits < result->least.shared) {
		buf_add_cstr(out, "too little history: ");
	}
	buf_fmt(out, "%zu %s", result->commits,
			result->commits == 1 ? "commit counts" : "commits count");
	if (window->since != MOMENT_EVER) {
		buf_fmt(out, " since " STR_FMT, STR_ARG(day_of(window->since, arena)));
	}
	if (result->too_large > 0) {
		buf_fmt(out, "; %zu of more than %zu files %s not", result->too_large,
				window->max_set, result->too_large == 1 ? "does" : "do");
	}
	if (result->ignored > 0) {
		buf_fmt(out, "; %zu to be ignored %s not", result->ignored,
				result->ignored == 1 ? "does" : "do");
	}
	buf_add_char(out, '\n');
	write_table(&result->modules, false, arena, out);
	write_table(&result->files, true, arena, out);
}

/* ---- JSON ---- */

static void json_pair(struct json_writer *json, const char *key, struct str a, struct str b)
{
	json_key(json, key);
	json_array(json);
	json_str(json, a);
	json_str(json, b);
	json_end(json);
}

static void json_tie(struct json_writer *json, const char *key, unsigned forth, unsigned back)
{
	json_key(json, key);
	json_array(json);
	json_bool(json, forth);
	json_bool(json, back);
	json_end(json);
}

static void json_row(struct json_writer *json, const struct pair_row *row, bool is_file)
{
	static const char *const states[] = { "crossing", "within", "unassigned", "gone" };

	json_object(json);
	json_pair(json, "names", row->names[0], row->names[1]);
	json_key(json, "commits");
	json_array(json);
	json_num(json, row->revisions[0]);
	json_num(json, row->revisions[1]);
	json_end(json);
	json_member_num(json, "shared", row->shared);
	json_key(json, "degree");
	json_real(json, row->degree);
	if (is_file) {
		json_member_str(json, "state", str_of(states[row->state]));
		json_pair(json, "modules", row->modules[0], row->modules[1]);
		json_tie(json, "uses", row->ties & TIE_FORTH, row->ties & TIE_BACK);
	}
	json_tie(json, is_file ? "modules_use" : "uses", row->module_ties & TIE_FORTH,
			row->module_ties & TIE_BACK);
	json_tie(json, is_file ? "modules_may_use" : "may_use",
			row->module_ties & TIE_DECLARED_FORTH,
			row->module_ties & TIE_DECLARED_BACK);
	json_end(json);
}

static void json_table(struct json_writer *json, const char *key, const struct pair_table *table,
		bool is_file)
{
	if (!table->is_wanted) {
		return;
	}
	json_key(json, key);
	json_array(json);
	vec_each (const struct pair_row, row, &table->rows) {
		json_row(json, row, is_file);
	}
	json_end(json);
}

static void json_moment(struct json_writer *json, const char *key, moment at)
{
	char text[DATE_MOMENT_SIZE];

	json_key(json, key);
	if (at == MOMENT_EVER) {
		json_null(json);
		return;
	}
	date_write_moment(at / MOMENT_SECOND, text);
	json_cstr(json, text);
}

void co_change_json(const struct co_change_result *result, struct arena *arena, struct buf *out)
{
	struct json_writer json;
	struct buf decay = { 0 };

	(void)arena;
	json_begin(&json, out, JSON_PRETTY);
	json_object(&json);
	json_member_num(&json, "version", 1);
	json_moment(&json, "since", result->window.since);
	json_moment(&json, "until", result->window.until);
	json_member_num(&json, "max_set", (int64_t)result->window.max_set);
	json_key(&json, "decay");
	if (duration_is_set(result->half_life)) {
		duration_write(result->half_life, &decay);
		json_str(&json, buf_str(&decay));
		buf_finish(&decay);
	} else {
		json_null(&json);
	}
	json_member_num(&json, "min_revisions", result->least.revisions);
	json_member_num(&json, "min_shared", result->least.shared);
	json_key(&json, "min_degree");
	json_real(&json, result->least.degree);
	json_member_num(&json, "commits", (int64_t)result->commits);
	json_member_num(&json, "too_large", (int64_t)result->too_large);
	json_member_num(&json, "ignored", (int64_t)result->ignored);
	json_table(&json, "modules", &result->modules, false);
	json_table(&json, "files", &result->files, true);
	json_end(&json);
	json_finish(&json);
}

/* ---- CSV ---- */

static void csv_rows(
		const struct pair_table *table, bool is_file, struct arena *arena, struct buf *out)
{
	vec_each (const struct pair_row, row, &table->rows) {
		csv_text(is_file ? STR("file") : STR("module"), out);
		for (size_t i = 0; i < 2; i++) {
			buf_add_char(out, ',');
			csv_text(row->names[i], out);
			buf_fmt(out, ",%u", row->revisions[i]);
		}
		buf_fmt(out, ",%u,", row->shared);
		number_write(row->degree, out);
		buf_add_char(out, ',');
		csv_text(row_text(row, is_file, arena), out);
		buf_add_char(out, '\n');
	}
}

void co_change_csv(const struct co_change_result *result, struct arena *arena, struct buf *out)
{
	buf_add_cstr(out, "\"level\",\"a\",\"commits_a\",\"b\",\"commits_b\",\"shared\",\"degree\","
			  "\"use\"\n");
	csv_rows(&result->modules, false, arena, out);
	csv_rows(&result->files, true, arena, out);
}
