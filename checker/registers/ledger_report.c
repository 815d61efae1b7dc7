/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/calendar.h"
#include "registers/ledger.h"

/* So many on one day, or in one week, are not looked at one by one. */
#define CLIFF_DAY 5
#define CLIFF_WEEK 10
/* Of them, those that a finding names. */
#define ENDINGS_NAMED 20

struct report {
	const struct ledger *ledger;
	struct findings *findings;
	const struct own_settings *settings;
};

static void price_say(const struct report *report, const struct ledger_item *item)
{
	struct arena *arena = report->findings->arena;
	const struct register_entry *entry = item->entry;
	struct buf price = { 0 };
	if (item->is_closed || !item->has_price || item->month.is_known) {
		return;
	}
	const char *field = item->kind == LEDGER_DEBT ? "interest" : "carrying_cost";
	struct finding *finding = own_finding(report->findings, report->settings, OWN_LEDGER_PRICE,
			entry->kind->name, entry->place.path, entry->id,
			register_field(entry, str_of(field))->values[0].place);
	if (!finding) {
		return;
	}
	quantity_write(&item->price, &price);
	finding->message = str_fmt(arena, STR_FMT ": %s of " STR_FMT " is no price by time",
			STR_ARG(register_label(entry, arena)), field, STR_ARG(buf_str(&price)));
	finding->reason = finding->reason.len
					  ? finding->reason
					  : STR("what cannot be added is weighed by who says it "
						"loudest");
	finding->remedy = str_fmt(arena,
			"write what it costs as long as it is kept, in money or work: "
			"%s: 1200 EUR/month, or 6 h/week",
			field);
	buf_finish(&price);
}

/* ---- cliffs ---- */

static date_day week_of(date_day day)
{
	return (date_day)(period_begin((moment)day * MOMENT_DAY, PERIOD_WEEK) / MOMENT_DAY);
}

static void cliff_say(const struct report *report, size_t first, size_t end, bool is_week)
{
	const struct ledger_ending *endings = report->ledger->endings.p;
	struct arena *arena = report->findings->arena;
	char day[DATE_DAY_SIZE];
	date_write_day(is_week ? week_of(endings[first].day) : endings[first].day, day);
	struct finding *finding = own_finding(report->findings, report->settings,
			OWN_REGISTER_CLIFF, is_week ? STR("week") : STR("day"),
			endings[first].place.path, str_dup(arena, str_of(day)),
			endings[first].place);
	if (!finding) {
		return;
	}
	finding->message = str_fmt(arena, "%zu things end or are due %s %s", end - first,
			is_week ? "in the week of" : "on", day);
	finding->reason = finding->reason.len
					  ? finding->reason
					  : STR("what ends together is not looked at one by one, "
						"and is put off together");
	finding->remedy = STR("give each the day that its own reason asks for");
	size_t named = end - first < ENDINGS_NAMED ? end - first : ENDINGS_NAMED;
	finding->evidence = arena_new_array(arena, struct evidence, named);
	finding->evidence_len = named;
	for (size_t i = 0; i < named; i++) {
		const struct ledger_ending *ending = &endings[first + i];
		finding->evidence[i] = (struct evidence){
			.place = ending->place,
			.text = str_fmt(arena, STR_FMT " %s", STR_ARG(ending->label), ending->what),
		};
	}
}

static size_t day_end(const struct ledger *ledger, size_t first)
{
	size_t end = first;
	while (end < ledger->endings.len
			&& ledger->endings.p[end].day == ledger->endings.p[first].day) {
		end++;
	}
	return end;
}

static size_t week_end(const struct ledger *ledger, size_t first)
{
	date_day week = week_of(ledger->endings.p[first].day);
	size_t end = first;
	while (end < ledger->endings.len && week_of(ledger->endings.p[end].day) == week) {
		end++;
	}
	return end;
}

/* Exceptions alone are told as such where exceptions are judged. */
static bool is_exceptions(const struct ledger *ledger, size_t first, size_t end)
{
	bool is_all = true;
	for (size_t i = first; i < end; i++) {
		is_all = is_all && ledger->endings.p[i].is_exception;
	}
	return is_all;
}

/* A week is told where none of its days is. */
static void week_look(const struct report *report, size_t first, size_t end)
{
	const struct ledger *ledger = report->ledger;
	bool is_told = false;
	for (size_t at = first; at < end;) {
		size_t next = day_end(ledger, at);
		if (next - at >= CLIFF_DAY) {
			is_told = true;
			if (!is_exceptions(ledger, at, next)) {
				cliff_say(report, at, next, false);
			}
		}
		at = next;
	}
	if (!is_told && end - first >= CLIFF_WEEK) {
		cliff_say(report, first, end, true);
	}
}

void ledger_report(const struct ledger *ledger, date_day today, struct findings *findings,
		const struct own_settings *settings)
{
	const struct report report = { ledger, findings, settings };
	vec_each (const struct ledger_item, item, &ledger->items) {
		price_say(&report, item);
	}
	size_t at = 0;
	while (at < ledger->endings.len && ledger->endings.p[at].day < today) {
		at++;
	}
	while (at < ledger->endings.len) {
		size_t next = week_end(ledger, at);
		week_look(&report, at, next);
		at = next;
	}
}
