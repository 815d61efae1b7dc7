/* SPDX-License-Identifier: MIT */
#include "registers/ledger.h"

#include "base/arena.h"
#include "base/map.h"

#include <stdlib.h>

/* An average one, as rates by the month are read. */
#define MONTH_SECONDS 2629746.0
#define HOUR_SECONDS 3600.0

const char *const ledger_words[] = {
	[LEDGER_DEBT] = "debt",
	[LEDGER_OPTION] = "option",
	[LEDGER_RUNWAY] = "runway",
	[LEDGER_MIGRATION] = "migration",
	[LEDGER_KINDS] = NULL,
};

/* Where each kind says that it is over, and its price. */
static const struct {
	struct str state;
	struct str closed[3];
	struct str price;
} forms[] = {
	[LEDGER_DEBT] = { STR_INIT("status"), { STR_INIT("paid") }, STR_INIT("interest") },
	[LEDGER_OPTION] = { STR_INIT("state"), { STR_INIT("used"), STR_INIT("dropped") },
			STR_INIT("carrying_cost") },
	[LEDGER_RUNWAY] = { STR_INIT("status"), { STR_INIT("done"), STR_INIT("stopped") },
			STR_INIT("") },
	[LEDGER_MIGRATION] = { STR_INIT("status"), { STR_INIT("done"), STR_INIT("stopped") },
			STR_INIT("") },
};

/* ---- prices ---- */

/* What is left of a unit by time when the time is taken out: "EUR" of "EUR/week". */
static bool by_time(const struct unit *unit, struct unit *per_second)
{
	for (uint8_t i = 0; i < unit->base_count; i++) {
		if (str_eq(unit->bases[i].name, STR("s")) && unit->bases[i].power == -1) {
			return unit_multiply(unit, &unit_second, per_second);
		}
	}
	return false;
}

static struct monthly monthly_of(const struct quantity *price, struct arena *arena)
{
	struct monthly month = { .of = STR("h") };
	struct unit unit;
	bool is_work = price->unit.is_ratio
		       && str_find(price->unit.text, '/') < price->unit.text.len;
	if (is_work) {
		/* Hours a week: a time by a time. */
		month.is_known = true;
		month.value = price->value * price->unit.scale * MONTH_SECONDS / HOUR_SECONDS;
		return month;
	}
	if (!by_time(&price->unit, &unit) || unit.base_count == 0) {
		return month;
	}
	struct unit named = unit;
	struct buf text = { 0 };
	named.scale = 1;
	named.text = STR("");
	unit_write(&named, &text);
	month.is_known = true;
	month.value = price->value * price->unit.scale * MONTH_SECONDS;
	month.of = str_dup(arena, buf_str(&text));
	buf_finish(&text);
	return month;
}

/* After how many months the interest has cost what paying it costs. */
static double payback_of(const struct ledger_item *item)
{
	const struct unit *unit = &item->principal.unit;
	if (!item->has_principal || !item->month.is_known || !(item->month.value > 0)) {
		return -1;
	}
	bool is_time = unit->base_count == 1 && str_eq(unit->bases[0].name, STR("s"))
		       && unit->bases[0].power == 1;
	if (is_time) {
		bool is_same = str_eq(item->month.of, STR("h"));
		return is_same ? item->principal.value * unit->scale / HOUR_SECONDS
						       / item->month.value
			       : -1;
	}
	struct unit named = *unit;
	struct buf text = { 0 };
	named.scale = 1;
	named.text = STR("");
	unit_write(&named, &text);
	bool is_same = text.len && str_eq(buf_str(&text), item->month.of);
	buf_finish(&text);
	return is_same ? item->principal.value * unit->scale / item->month.value : -1;
}

/* ---- scaffolding ---- */

/* The first file that is not before `path`. */
static uint32_t file_bound(const struct code *code, struct str path)
{
	uint32_t low = 0;
	uint32_t high = code->file_count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (str_cmp(code->files[middle].path, path) < 0) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}

/* Files of C at or below a path; one that is no C and there counts as one. */
static size_t files_below(const struct code *code, struct str path, struct arena *arena)
{
	while (path.len > 1 && path.p[path.len - 1] == '/') {
		path = str_slice(path, 0, path.len - 1);
	}
	uint32_t at = file_bound(code, path);
	bool is_file = at < code->file_count && str_eq(code->files[at].path, path);
	struct str below = str_fmt(arena, STR_FMT "/", STR_ARG(path));
	/* '0' is what follows '/'. */
	struct str behind = str_fmt(arena, STR_FMT "0", STR_ARG(path));
	size_t count = file_bound(code, behind) - file_bound(code, below) + is_file;
	return count ? count : 1;
}

static size_t scaffolding_of(
		const struct register_entry *entry, const struct code *code, struct arena *arena)
{
	const struct register_field *field = register_field(entry, STR("scaffolding"));
	size_t count = 0;
	for (size_t i = 0; field && i < field->len; i++) {
		/* A path that is not there any more is no value. */
		count += files_below(code, field->values[i].text, arena);
	}
	return count;
}

/* ---- items ---- */

static bool is_closed(enum ledger_kind kind, const struct register_entry *entry)
{
	struct str word = register_text(entry, forms[kind].state);
	for (size_t i = 0; i < COUNT_OF(forms[kind].closed); i++) {
		if (word.len && str_eq(word, forms[kind].closed[i])) {
			return true;
		}
	}
	return false;
}

static void item_read(struct ledger *ledger, enum ledger_kind kind,
		const struct register_entry *entry, const struct code *code)
{
	struct ledger_item *item = vec_add(&ledger->items, ledger->arena);
	*item = (struct ledger_item){
		.kind = kind, .entry = entry, .is_closed = is_closed(kind, entry), .payback = -1
	};
	if (forms[kind].price.len) {
		item->has_price = register_quantity(entry, forms[kind].price, &item->price);
	}
	if (item->has_price) {
		item->month = monthly_of(&item->price, ledger->arena);
	}
	if (kind == LEDGER_DEBT) {
		item->has_principal = register_quantity(entry, STR("principal"), &item->principal);
		item->payback = payback_of(item);
	}
	if (kind == LEDGER_MIGRATION) {
		item->scaffolding = scaffolding_of(entry, code, ledger->arena);
	}
}

static int item_order(const void *a, const void *b)
{
	const struct ledger_item *x = a;
	const struct ledger_item *y = b;
	if (x->kind != y->kind) {
		return x->kind < y->kind ? -1 : 1;
	}
	if ((x->payback < 0) != (y->payback < 0)) {
		return x->payback < 0 ? 1 : -1;
	}
	if (x->payback != y->payback) {
		return x->payback < y->payback ? -1 : 1;
	}
	int order = str_cmp(x->entry->id, y->entry->id);
	return order ? order : place_cmp(&x->entry->place, &y->entry->place);
}

static int sum_order(const void *a, const void *b)
{
	const struct ledger_sum *x = a;
	const struct ledger_sum *y = b;
	return str_cmp(x->of, y->of);
}

static void sums_fill(struct ledger *ledger)
{
	struct map *by_unit = map_create(ledger->arena);
	vec_each (const struct ledger_item, item, &ledger->items) {
		bool is_debt = item->kind == LEDGER_DEBT;
		if (item->is_closed || (!is_debt && item->kind != LEDGER_OPTION)) {
			continue;
		}
		if (!item->month.is_known) {
			ledger->unpriced++;
			continue;
		}
		bool is_new;
		struct map_entry *entry = map_put(by_unit, item->month.of, &is_new);
		if (is_new) {
			entry->num = ledger->sums.len;
			*vec_add(&ledger->sums, ledger->arena) =
					(struct ledger_sum){ .of = item->month.of };
		}
		struct ledger_sum *sum = &ledger->sums.p[entry->num];
		*(is_debt ? &sum->debts : &sum->options) += item->month.value;
		++*(is_debt ? &sum->debt_count : &sum->option_count);
	}
	vec_sort(&ledger->sums, sum_order);
}

/* ---- endings ---- */

static void ending_add(struct ledger *ledger, const struct register_entry *entry, struct str field,
		const char *what)
{
	const struct register_field *found = register_field(entry, field);
	if (found) {
		*vec_add(&ledger->endings, ledger->arena) = (struct ledger_ending){
			.day = found->values[0].day,
			.label = register_label(entry, ledger->arena),
			.what = what,
			.owner = register_text(entry, STR("owner")),
			.place = found->values[0].place,
		};
	}
}

static void endings_of_item(struct ledger *ledger, const struct ledger_item *item)
{
	if (item->kind == LEDGER_MIGRATION && item->scaffolding) {
		ending_add(ledger, item->entry, STR("removal"), "is rid of its scaffolding");
	}
	if (item->is_closed) {
		return;
	}
	switch (item->kind) {
	case LEDGER_DEBT:
		ending_add(ledger, item->entry, STR("due"), "is due");
		break;
	case LEDGER_OPTION:
		ending_add(ledger, item->entry, STR("review_by"), "is looked at again");
		break;
	case LEDGER_RUNWAY:
		ending_add(ledger, item->entry, STR("horizon"), "carries something");
		break;
	case LEDGER_MIGRATION:
		ending_add(ledger, item->entry, STR("ends"), "ends");
		break;
	case LEDGER_KINDS:
		break;
	}
}

static void exceptions_read_into(struct ledger *ledger, const struct exceptions *exceptions)
{
	vec_each (const struct exception, exception, &exceptions->list) {
		date_day day;
		if (exception->permanent || exception->faults.len
				|| !date_read_day(exception->expires.s, &day)) {
			continue;
		}
		*vec_add(&ledger->endings, ledger->arena) = (struct ledger_ending){
			.day = day,
			.label = str_fmt(ledger->arena, "exception " STR_FMT,
					STR_ARG(exception->id.s)),
			.what = "ends",
			.owner = exception->owner.s,
			.place = exception->expires.place,
			.is_exception = true,
		};
	}
}

static int ending_order(const void *a, const void *b)
{
	const struct ledger_ending *x = a;
	const struct ledger_ending *y = b;
	if (x->day != y->day) {
		return x->day < y->day ? -1 : 1;
	}
	int order = str_cmp(x->label, y->label);
	return order ? order : place_cmp(&x->place, &y->place);
}

void ledger_read(struct ledger *ledger, struct arena *arena, const struct registers *registers,
		const struct exceptions *exceptions, const struct code *code)
{
	*ledger = (struct ledger){ .arena = arena };
	for (unsigned kind = 0; registers && kind < LEDGER_KINDS; kind++) {
		struct register_range range =
				register_of_kind(registers, str_of(ledger_words[kind]));
		for (size_t i = 0; i < range.len; i++) {
			item_read(ledger, (enum ledger_kind)kind, &range.p[i], code);
		}
	}
	vec_sort(&ledger->items, item_order);
	sums_fill(ledger);
	vec_each (const struct ledger_item, item, &ledger->items) {
		endings_of_item(ledger, item);
	}
	for (size_t i = 0; registers && i < registers->entries.len; i++) {
		const struct register_entry *entry = &registers->entries.p[i];
		if (entry->kind->expires.len) {
			ending_add(ledger, entry, entry->kind->expires, "ends");
		}
	}
	exceptions_read_into(ledger, exceptions);
	vec_sort(&ledger->endings, ending_order);
}
