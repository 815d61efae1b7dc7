/* SPDX-License-Identifier: MIT */
#include "engine/planning.h"

#include "base/arena.h"
#include "engine/governing.h"

bool run_roadmap(const struct run *run, struct roadmap *roadmap)
{
	const struct registers *registers = run->governing->registers;

	if (!registers || !roadmap_is_kept(registers)) {
		return false;
	}
	roadmap_read(roadmap, run->arena, registers, date_day_of(run->options.as_of));
	if (run->history && run->history->reason == REASON_NONE) {
		roadmap_live(roadmap, run->history, (moment)run->options.as_of * MOMENT_SECOND);
	}
	roadmap_propose(roadmap);
	return true;
}

void run_ledger(const struct run *run, struct ledger *ledger)
{
	ledger_read(ledger, run->arena, run->governing->registers, &run->exceptions, run->code);
}

/* Whether it is the target of a milestone that nobody has judged, and that can be by now. */
static bool is_open_target(const struct registers *registers, const struct register_condition *own)
{
	const struct register_entry *entry = &registers->entries.p[own->entry];
	return str_eq(entry->kind->name, STR("milestone"))
	       && str_eq(own->field->name, STR("target")) && own->condition && !own->is_evaluated
	       && !(condition_needs(own->condition) & CONDITION_NEEDS_FINDINGS);
}

/* Those of milestones that are due are judged with all other objectives. */
static void targets_report(
		struct run *run, const struct roadmap *roadmap, const struct own_settings *settings)
{
	const struct governing *governing = run->governing;
	VEC(struct roadmap_target) targets = { 0 };

	vec_each (const struct register_condition, own, &governing->book.conditions) {
		if (is_open_target(governing->registers, own)) {
			struct roadmap_target *target = vec_add(&targets, run->arena);
			*target = (struct roadmap_target){
				.entry = &governing->registers->entries.p[own->entry],
				.place = own->place,
				.condition = own->condition,
			};
			condition_evaluate(&target->outcome, run->arena, own->condition,
					&governing->world, MOMENT_EVER);
		}
	}
	roadmap_report_targets(roadmap, targets.p, targets.len, &run->findings, settings);
}

void planning_report(struct run *run)
{
	const struct own_settings settings = own_settings_of(&run->config);
	struct roadmap roadmap;
	struct ledger ledger;

	run_ledger(run, &ledger);
	ledger_report(&ledger, date_day_of(run->options.as_of), &run->findings, &settings);
	if (run_roadmap(run, &roadmap)) {
		roadmap_report(&roadmap, &run->findings, &settings);
		targets_report(run, &roadmap, &settings);
	}
}
