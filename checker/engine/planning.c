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
	roadmap_propose(roadmap);
	return true;
}

void planning_report(struct run *run)
{
	const struct own_settings settings = own_settings_of(&run->config);
	struct roadmap roadmap;

	if (run_roadmap(run, &roadmap)) {
		roadmap_report(&roadmap, &run->findings, &settings);
	}
}
