/* SPDX-License-Identifier: MIT */
/*
 * lintel ledger: what is owed, what that costs a month, and what ends when.
 */
#include "registers/ledger.h"

#include "base/arena.h"
#include "base/buf.h"
#include "cli/columns.h"
#include "cli/command.h"
#include "cli/session.h"
#include "engine/governing.h"
#include "engine/planning.h"
#include "formats/json_writer.h"

#include <math.h>

/* Endings that are shown; JSON has all. */
#define ENDINGS_SHOWN 20

enum ledger_format {
	LEDGER_TEXT,
	LEDGER_JSON,
};

struct ledger_settings {
	struct run_settings run;
	unsigned format;
};

struct ledger_show {
	struct arena *arena;
	const struct ledger *ledger;
	/* In seconds, and its day. */
	int64_t as_of;
	date_day today;
};

/* ---- cells ---- */

static struct str taken(struct arena *arena, struct buf *out)
{
	struct str text = str_dup(arena, buf_str(out));
	buf_finish(out);
	return text;
}

static struct str quantity_text(struct arena *arena, const struct quantity *quantity)
{
	struct buf out = { 0 };
	quantity_write(quantity, &out);
	return taken(arena, &out);
}

/* Of sums nobody needs more than two places. */
static struct str amount_text(struct arena *arena, double value, struct str of)
{
	bool is_whole = value >= 100 || value <= -100;
	return str_fmt(arena, "%.*f " STR_FMT, is_whole ? 0 : 2, value, STR_ARG(of));
}

static struct str month_text(struct arena *arena, const struct ledger_item *item)
{
	if (!item->has_price) {
		return STR("-");
	}
	return item->month.is_known ? amount_text(arena, item->month.value, item->month.of)
				    : STR("unknown");
}

static struct str payback_text(struct arena *arena, const struct ledger_item *item)
{
	return item->payback < 0 ? STR("-") : str_fmt(arena, "%.1f months", item->payback);
}

static struct str day_text(struct arena *arena, date_day day)
{
	char text[DATE_DAY_SIZE];
	date_write_day(day, text);
	return str_dup(arena, str_of(text));
}

/* The day of a record, marked once it is over. */
static struct str due_text(const struct ledger_show *show, const struct register_entry *entry,
		struct str field)
{
	date_day day;
	if (!register_day(entry, field, &day)) {
		return STR("-");
	}
	return str_fmt(show->arena, STR_FMT "%s", STR_ARG(day_text(show->arena, day)),
			day < show->today ? ", over" : "");
}

static void cells_add(struct columns *table, const struct str *cells, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		columns_add(table, cells[i].len ? cells[i] : STR("-"));
	}
}

/* ---- the parts ---- */

static bool is_shown(const struct ledger_item *item)
{
	return !item->is_closed || item->scaffolding > 0;
}

static void table_end(const struct columns *table, struct buf *out)
{
	if (table->cells.len > table->count) {
		columns_write(table, out);
		buf_add_char(out, '\n');
	}
}

static void debts_text(const struct ledger_show *show, struct buf *out)
{
	static const struct str heads[] = { STR_INIT("debt"), STR_INIT("a month"),
		STR_INIT("paying it"), STR_INIT("pays back in"), STR_INIT("due"), STR_INIT("owner"),
		STR_INIT("decision") };
	struct columns table = {
		.arena = show->arena,
		.count = COUNT_OF(heads),
		.is_right = { [1] = true, [2] = true, [3] = true },
	};
	cells_add(&table, heads, COUNT_OF(heads));
	vec_each (const struct ledger_item, item, &show->ledger->items) {
		if (item->kind != LEDGER_DEBT || item->is_closed) {
			continue;
		}
		const struct str cells[] = {
			item->entry->id,
			month_text(show->arena, item),
			item->has_principal ? quantity_text(show->arena, &item->principal)
					    : STR("-"),
			payback_text(show->arena, item),
			due_text(show, item->entry, STR("due")),
			register_text(item->entry, STR("owner")),
			register_text(item->entry, STR("adr")),
		};
		cells_add(&table, cells, COUNT_OF(cells));
	}
	table_end(&table, out);
}

static void options_text(const struct ledger_show *show, struct buf *out)
{
	static const struct str heads[] = { STR_INIT("option"), STR_INIT("a month"),
		STR_INIT("looked at"), STR_INIT("owner"), STR_INIT("keeps possible") };
	struct columns table = {
		.arena = show->arena,
		.count = COUNT_OF(heads),
		.is_right = { [1] = true },
	};
	cells_add(&table, heads, COUNT_OF(heads));
	vec_each (const struct ledger_item, item, &show->ledger->items) {
		if (item->kind != LEDGER_OPTION || item->is_closed) {
			continue;
		}
		bool has_when = register_field(item->entry, STR("review_when")) != NULL;
		const struct str cells[] = {
			item->entry->id,
			month_text(show->arena, item),
			has_when ? STR("by its condition")
				 : due_text(show, item->entry, STR("review_by")),
			register_text(item->entry, STR("owner")),
			register_text(item->entry, STR("keeps_possible")),
		};
		cells_add(&table, cells, COUNT_OF(cells));
	}
	table_end(&table, out);
}

static struct str state_text(const struct ledger_show *show, const struct ledger_item *item)
{
	struct str status = register_text(item->entry, STR("status"));
	if (item->scaffolding == 0) {
		return status;
	}
	return str_fmt(show->arena, STR_FMT ", %zu file%s of scaffolding", STR_ARG(status),
			item->scaffolding, item->scaffolding == 1 ? "" : "s");
}

static void work_text(const struct ledger_show *show, struct buf *out)
{
	static const struct str heads[] = { STR_INIT("under way"), STR_INIT("by"),
		STR_INIT("scaffolding gone"), STR_INIT("owner"), STR_INIT("state") };
	struct columns table = { .arena = show->arena, .count = COUNT_OF(heads) };
	cells_add(&table, heads, COUNT_OF(heads));
	vec_each (const struct ledger_item, item, &show->ledger->items) {
		bool is_runway = item->kind == LEDGER_RUNWAY;
		if ((!is_runway && item->kind != LEDGER_MIGRATION) || !is_shown(item)) {
			continue;
		}
		const struct str cells[] = {
			register_label(item->entry, show->arena),
			due_text(show, item->entry, is_runway ? STR("horizon") : STR("ends")),
			is_runway ? STR("-") : due_text(show, item->entry, STR("removal")),
			register_text(item->entry, STR("owner")),
			state_text(show, item),
		};
		cells_add(&table, cells, COUNT_OF(cells));
	}
	table_end(&table, out);
}

/* Those of today and later; how many are over is said. */
static void endings_text(const struct ledger_show *show, struct buf *out)
{
	struct columns table = { .arena = show->arena, .count = 4 };
	static const struct str heads[] = { STR_INIT("next"), STR_INIT("what"), STR_INIT(""),
		STR_INIT("owner") };
	size_t over = 0;
	size_t shown = 0;
	size_t more = 0;
	for (size_t i = 0; i < COUNT_OF(heads); i++) {
		columns_add(&table, heads[i]);
	}
	vec_each (const struct ledger_ending, ending, &show->ledger->endings) {
		if (ending->day < show->today) {
			over++;
		} else if (shown == ENDINGS_SHOWN) {
			more++;
		} else {
			const struct str cells[] = { day_text(show->arena, ending->day),
				ending->label, str_of(ending->what), ending->owner };
			cells_add(&table, cells, COUNT_OF(cells));
			shown++;
		}
	}
	table_end(&table, out);
	if (more || over) {
		buf_fmt(out, "%zu more later, %zu whose day is over ('lintel check' names them)\n\n",
				more, over);
	}
}

static void sum_part(const struct ledger_show *show, const struct ledger_sum *sum, double value,
		size_t count, const char *word, struct buf *out)
{
	if (count) {
		buf_fmt(out, "%s" STR_FMT " for %zu %s%s", out->p[out->len - 1] == ':' ? " " : ", ",
				STR_ARG(amount_text(show->arena, value, sum->of)), count, word,
				count == 1 ? "" : "s");
	}
}

static void sums_text(const struct ledger_show *show, struct buf *out)
{
	const struct ledger *ledger = show->ledger;
	vec_each (const struct ledger_sum, sum, &ledger->sums) {
		struct str all = amount_text(show->arena, sum->debts + sum->options, sum->of);
		buf_fmt(out, STR_FMT " a month:", STR_ARG(all));
		sum_part(show, sum, sum->debts, sum->debt_count, "debt", out);
		sum_part(show, sum, sum->options, sum->option_count, "option", out);
		buf_add_char(out, '\n');
	}
	if (ledger->unpriced) {
		buf_fmt(out, "and %zu whose price by time is unknown\n", ledger->unpriced);
	}
	if (ledger->sums.len == 0 && ledger->unpriced == 0) {
		buf_add_cstr(out, "no debts, no options\n");
	}
}

static void write_text(const struct ledger_show *show, struct buf *out)
{
	debts_text(show, out);
	options_text(show, out);
	work_text(show, out);
	endings_text(show, out);
	sums_text(show, out);
}

/* ---- JSON ---- */

/* A month is an average, so what is far behind the point says nothing. */
static void json_amount(struct json_writer *json, const char *key, double value)
{
	json_key(json, key);
	json_real(json, round(value * 1e6) / 1e6);
}

static void json_item(const struct ledger_show *show, const struct ledger_item *item,
		struct json_writer *json)
{
	const struct register_entry *entry = item->entry;
	json_object(json);
	json_member_str(json, "kind", str_of(ledger_words[item->kind]));
	json_member_str(json, "id", entry->id);
	json_member_bool(json, "open", !item->is_closed);
	json_member_str(json, "owner", register_text(entry, STR("owner")));
	if (item->has_price) {
		json_member_str(json, "price", quantity_text(show->arena, &item->price));
	}
	if (item->month.is_known) {
		json_amount(json, "a_month", item->month.value);
		json_member_str(json, "of", item->month.of);
	}
	if (item->has_principal) {
		json_member_str(json, "principal", quantity_text(show->arena, &item->principal));
	}
	if (item->payback >= 0) {
		json_amount(json, "payback_months", item->payback);
	}
	if (item->kind == LEDGER_MIGRATION) {
		json_member_num(json, "scaffolding_files", (int64_t)item->scaffolding);
	}
	json_member_str(json, "path", entry->place.path);
	json_member_num(json, "line", entry->place.line);
	json_end(json);
}

static void json_sums(const struct ledger *ledger, struct json_writer *json)
{
	json_key(json, "a_month");
	json_array(json);
	vec_each (const struct ledger_sum, sum, &ledger->sums) {
		json_object(json);
		json_member_str(json, "of", sum->of);
		json_amount(json, "debts", sum->debts);
		json_amount(json, "options", sum->options);
		json_end(json);
	}
	json_end(json);
	json_member_num(json, "unpriced", (int64_t)ledger->unpriced);
}

static void write_json(const struct ledger_show *show, struct buf *out)
{
	struct json_writer json;
	char as_of[DATE_MOMENT_SIZE];

	json_begin(&json, out, JSON_PRETTY);
	json_object(&json);
	json_member_num(&json, "version", 1);
	date_write_moment(show->as_of, as_of);
	json_member_str(&json, "as_of", str_of(as_of));
	json_sums(show->ledger, &json);
	json_key(&json, "items");
	json_array(&json);
	vec_each (const struct ledger_item, item, &show->ledger->items) {
		json_item(show, item, &json);
	}
	json_end(&json);
	json_key(&json, "endings");
	json_array(&json);
	vec_each (const struct ledger_ending, ending, &show->ledger->endings) {
		json_object(&json);
		json_member_str(&json, "day", day_text(show->arena, ending->day));
		json_member_str(&json, "of", ending->label);
		json_member_str(&json, "what", str_of(ending->what));
		json_member_str(&json, "owner", ending->owner);
		json_member_bool(&json, "over", ending->day < show->today);
		json_end(&json);
	}
	json_end(&json);
	json_end(&json);
	json_finish(&json);
}

/* ---- the command ---- */

static enum exit_code answer(
		struct cli *cli, struct session *session, const struct ledger_settings *settings)
{
	struct ledger ledger;
	struct ledger_show show = {
		.arena = cli->arena,
		.ledger = &ledger,
		.as_of = session->run.options.as_of,
		.today = date_day_of(session->run.options.as_of),
	};
	struct buf out;

	if (!session->run.governing->registers && session->run.exceptions.list.len == 0) {
		return cli_error(cli,
				"nothing is kept here: lintel.yaml names neither `registers` nor "
				"`exceptions`");
	}
	run_ledger(&session->run, &ledger);
	buf_init(&out);
	(settings->format == LEDGER_JSON ? write_json : write_text)(&show, &out);
	output_write(&cli->out, buf_str(&out));
	buf_finish(&out);
	return EXIT_HOLDS;
}

static enum exit_code ledger_run(struct cli *cli, const void *target)
{
	const struct ledger_settings *settings = target;
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

#define AT(member) offsetof(struct ledger_settings, member)

static const char *const format_words[] = { "text", "json", NULL };

/* clang-format off */
static const struct option ledger_options[] = {
	{ .name = "format", .letter = 'f', .type = OPTION_CHOICE, .offset = AT(format),
	  .metavar = "FORMAT", .words = format_words, .help = "the form; default: text" },
};
/* clang-format on */

static const struct option_table ledger_table = { "What is shown", ledger_options,
	COUNT_OF(ledger_options) };

const struct command command_ledger = {
	.name = "ledger",
	.summary = "show what is owed, what it costs a month, and what ends when",
	.operands = "",
	.about =
			(const char *const[]){
					"Debts by how soon paying them pays back, options with what keeping them open costs, "
					"runway and migrations that are under way with what is left of their scaffolding, and "
					"the next days on which a record or an exception ends, is due, or is looked at again.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel ledger", "before a planning round" },
					{ "lintel ledger --format json --as-of 2027-01-31",
							"as it will be then" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &ledger_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct ledger_settings),
	.prepare = run_settings_prepare,
	.run = ledger_run,
};
