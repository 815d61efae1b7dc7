/* SPDX-License-Identifier: MIT */
#include "gates/risk_measure.h"

#include "base/arena.h"

struct measuring {
	struct risks *risks;
	struct risk_row *row;
	struct arena *arena;
	const struct risk_facts *facts;
};

static bool is_module(const struct measuring *measuring, const struct register_entry *entry,
		const char *field)
{
	const struct register_field *list = register_field(entry, str_of(field));
	for (size_t i = 0; list && i < list->len; i++) {
		if (list->values[i].is_valid && list->values[i].reference == measuring->row->module
				&& measuring->row->module != NONE) {
			return true;
		}
	}
	return false;
}

/* Those that name the module; of a data item, its own and those of its source of truth. */
static bool concerns(const struct measuring *measuring, const struct register_entry *incident)
{
	const struct str prefix = STR("data-item ");
	struct str name = measuring->row->name;
	if (str_starts(name, prefix)
			&& register_has(incident, STR("data"), str_from(name, prefix.len))) {
		return true;
	}
	return is_module(measuring, incident, "modules");
}

static bool impact_read(struct str word, enum config_impact *impact)
{
	for (size_t i = 0; i < IMPACTS; i++) {
		if (str_eq(word, str_of(impact_words[i]))) {
			*impact = (enum config_impact)i;
			return true;
		}
	}
	return false;
}

static void measured_raise(struct risk_row *row, enum config_impact impact)
{
	row->measured = row->is_measured && row->measured > impact ? row->measured : impact;
	row->is_measured = true;
}

static void reason_add(const struct measuring *measuring, struct str text, struct place place)
{
	*vec_add(&measuring->row->measures, measuring->arena) =
			(struct risk_reason){ .text = text, .place = place };
}

/* "incident INC-7: severe, 2026-11-03, 90 min" */
static void incident_say(const struct measuring *measuring, const struct register_entry *incident,
		enum config_impact impact, moment began, int64_t lasted)
{
	char day[DATE_DAY_SIZE];
	date_write_day(date_day_of(began / MOMENT_SECOND), day);
	struct str time = lasted > 0 ? str_fmt(measuring->arena, ", %lld min",
						       (long long)(lasted / (60 * MOMENT_SECOND)))
				     : STR("");
	reason_add(measuring,
			str_fmt(measuring->arena, "incident " STR_FMT ": %s, %s" STR_FMT,
					STR_ARG(incident->id), impact_words[impact], day,
					STR_ARG(time)),
			incident->place);
}

static void incident_count(const struct measuring *measuring, const struct register_entry *incident)
{
	const moment as_of = measuring->facts->as_of;
	moment began;
	moment restored;
	enum config_impact impact;

	if (!concerns(measuring, incident) || !register_moment(incident, STR("began"), &began)
			|| began > as_of || began < moment_before(as_of, measuring->risks->window)
			|| !impact_read(register_text(incident, STR("severity")), &impact)) {
		return;
	}
	bool is_over = register_moment(incident, STR("restored"), &restored) && restored > began;
	int64_t lasted = is_over ? restored - began : 0;
	measuring->row->incidents++;
	measuring->row->lasted += lasted;
	measured_raise(measuring->row, impact);
	incident_say(measuring, incident, impact, began, lasted);
}

static void incidents_count(const struct measuring *measuring)
{
	struct risk_row *row = measuring->row;
	struct register_range incidents =
			register_of_kind(measuring->facts->registers, STR("incident"));

	for (size_t i = 0; i < incidents.len; i++) {
		incident_count(measuring, &incidents.p[i]);
	}
	if (row->incidents >= (size_t)measuring->risks->repeats && row->measured < IMPACT_SEVERE) {
		reason_add(measuring,
				str_fmt(measuring->arena, "%zu incidents: one worse than %s",
						row->incidents, impact_words[row->measured]),
				row->place);
		row->measured++;
	}
}

/* A budget that is used up hurt as many as it was meant to protect. */
static void budgets_count(const struct measuring *measuring)
{
	if (!measuring->facts->levels) {
		return;
	}
	vec_each (const struct service_level, level, &measuring->facts->levels->list) {
		if (level->is_remaining_known && level->remaining <= 0
				&& is_module(measuring, level->entry, "service")) {
			measured_raise(measuring->row, IMPACT_MAJOR);
			reason_add(measuring,
					str_fmt(measuring->arena,
							"service-level " STR_FMT
							": its budget is used up (%.0f %% left)",
							STR_ARG(level->entry->id),
							level->remaining * 100),
					level->entry->place);
		}
	}
}

static void overdue_count(const struct measuring *measuring)
{
	struct register_range risks = register_of_kind(measuring->facts->registers, STR("risk"));
	date_day today = date_day_of(measuring->facts->as_of / MOMENT_SECOND);

	for (size_t i = 0; i < risks.len; i++) {
		const struct register_entry *risk = &risks.p[i];
		date_day due;
		char day[DATE_DAY_SIZE];
		if (!is_module(measuring, risk, "modules")
				|| !str_eq(register_text(risk, STR("status")), STR("open"))
				|| !register_day(risk, STR("due"), &due) || due >= today) {
			continue;
		}
		date_write_day(due, day);
		*vec_add(&measuring->row->overdue, measuring->arena) = (struct risk_reason){
			.text = str_fmt(measuring->arena,
					"risk " STR_FMT ": its mitigation was due on %s",
					STR_ARG(risk->id), day),
			.place = risk->place,
		};
	}
}

void risk_measure(struct risks *risks, struct risk_row *row, struct arena *arena,
		const struct risk_facts *facts)
{
	const struct measuring measuring = { risks, row, arena, facts };
	if (facts->registers) {
		incidents_count(&measuring);
		overdue_count(&measuring);
	}
	budgets_count(&measuring);
}
