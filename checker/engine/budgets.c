/* SPDX-License-Identifier: MIT */
#include "engine/budgets.h"

#include "base/arena.h"
#include "base/err.h"
#include "engine/gathering.h"
#include "engine/governing.h"
#include "gates/service_report.h"

#include <math.h>

#define FAMILY STR("budget")

/* budget(ID): what is left of it, in per cent. */
static struct value_row remaining_row(const struct service_level *level, const struct unit *percent)
{
	struct value_row row = {
		.family = FAMILY,
		.name = STR("remaining"),
		.subject = level->entry->id,
		.from = MOMENT_EVER,
		.evidence = level->summary,
	};

	if (level->is_remaining_known) {
		/* To a millionth: what is shown of it is what somebody would write. */
		double share = round(level->remaining / percent->scale * 1e6) / 1e6;
		row.value = (struct quantity){ share, *percent };
	} else {
		row.reason = level->whole.reason;
		row.evidence = level->whole.reason_text;
	}
	return row;
}

/* budget(ID).burn: the faster rate of the pair that looks furthest back. */
static struct value_row burn_row(const struct service_level *level)
{
	const struct burn_pair *pair =
			level->pairs.len ? &level->pairs.p[level->pairs.len - 1] : NULL;
	struct value_row row = {
		.family = FAMILY,
		.name = STR("burn"),
		.subject = level->entry->id,
		.from = MOMENT_EVER,
		.evidence = level->summary,
	};

	if (pair && pair->longer.is_known && pair->shorter.is_known) {
		row.value = (struct quantity){ fmax(pair->longer.rate, pair->shorter.rate),
			unit_bare };
		return row;
	}
	const struct burn *open = pair && pair->longer.is_known ? &pair->shorter : &level->whole;
	open = pair && !pair->longer.is_known ? &pair->longer : open;
	row.reason = open->reason != REASON_NONE ? open->reason : REASON_UNDEFINED;
	row.evidence = open->reason_text;
	return row;
}

void run_budgets(struct run *run)
{
	struct governing *governing = run->governing;
	struct unit percent;
	struct err err;

	if (!governing->registers || !unit_read(&percent, STR("%"), &err)) {
		return;
	}
	int64_t begin = stopwatch();
	service_levels_evaluate(
			&governing->levels, run->arena, governing->registers, &governing->world);
	size_t count = governing->levels.list.len;
	struct value_row *rows = arena_new_array(run->arena, struct value_row, 2 * count);
	for (size_t i = 0; i < count; i++) {
		rows[2 * i] = remaining_row(&governing->levels.list.p[i], &percent);
		rows[2 * i + 1] = burn_row(&governing->levels.list.p[i]);
	}
	govern_values(run, FAMILY, rows, 2 * count);
	run->timings.registers += stopwatch() - begin;
}

void budgets_report(struct run *run)
{
	struct governing *governing = run->governing;

	if (governing->levels.list.len) {
		const struct own_settings settings = own_settings_of(&run->config);
		service_levels_report(&governing->levels, &run->gate->budget.policy, &run->findings,
				&settings, governing->world.as_of);
	}
}
