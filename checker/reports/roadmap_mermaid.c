/* SPDX-License-Identifier: MIT */
/*
 * A flowchart of two boxes, one for each plan; in them the milestones in the
 * order of time, and in these their fragments, service by service.  All names of
 * nodes are made here, so that nothing that somebody wrote is taken for Mermaid.
 */
#include "base/arena.h"
#include "facts/code.h"
#include "reports/escape.h"
#include "reports/roadmap.h"
#include "reports/roadmap_grid.h"

static void milestone_write(
		const struct roadmap_grid *grid, char plan, uint32_t column, struct buf *out)
{
	static const char *const classes[] = {
		[ROADMAP_STAYS] = "",
		[ROADMAP_IS_FIXED] = ":::fixed",
		[ROADMAP_EARLIER] = ":::earlier",
		[ROADMAP_LATER] = ":::later",
	};
	const struct roadmap *roadmap = grid->roadmap;
	const struct roadmap_milestone *milestone = &roadmap->milestones[column];
	bool is_empty = true;
	buf_fmt(out, "\t\tsubgraph %c%u [\"", plan, column);
	escape_mermaid(out, milestone->entry->id);
	buf_add_char(out, ' ');
	roadmap_day_write(milestone, out);
	buf_fmt(out, "%s\"]\n", grid->plan->is_whole[column] ? ": from end to end" : "");
	for (uint32_t row = 0; row < grid->rows; row++) {
		uint32_t len;
		uint32_t more;
		const uint32_t *list = roadmap_cell(grid, row, column, &len, &more);
		for (uint32_t i = 0; i < len; i++) {
			const struct roadmap_fragment *fragment = &roadmap->fragments[list[i]];
			buf_fmt(out, "\t\t\t%cf%u[\"", plan, list[i]);
			escape_mermaid(out, roadmap->services.p[row]);
			buf_add_cstr(out, ": ");
			escape_mermaid(out, fragment->entry->id);
			buf_fmt(out, "\"]%s\n", classes[roadmap_move_of(grid, fragment)]);
		}
		if (more) {
			buf_fmt(out, "\t\t\t%cm%u_%u[\"", plan, row, column);
			escape_mermaid(out, roadmap->services.p[row]);
			buf_fmt(out, ": and %u more\"]\n", more);
		}
		is_empty = is_empty && len == 0;
	}
	if (is_empty) {
		buf_fmt(out, "\t\t\t%ce%u[\"nothing\"]\n", plan, column);
	}
	buf_add_cstr(out, "\t\tend\n");
}

static void plan_write(const struct roadmap_grid *grid, char plan, struct buf *out)
{
	struct buf reach = { 0 };
	roadmap_plan_reach(grid, &reach);
	buf_fmt(out, "\tsubgraph %c [\"%s: ", plan, roadmap_plan_name(grid));
	escape_mermaid(out, buf_str(&reach));
	buf_add_cstr(out, "\"]\n\t\tdirection LR\n");
	buf_finish(&reach);
	for (uint32_t column = 0; column < grid->columns; column++) {
		milestone_write(grid, plan, column, out);
	}
	for (uint32_t column = 1; column < grid->columns; column++) {
		buf_fmt(out, "\t\t%c%u --> %c%u\n", plan, column - 1, plan, column);
	}
	buf_add_cstr(out, "\tend\n");
}

void roadmap_mermaid(const struct roadmap *roadmap, struct buf *out)
{
	struct arena *arena = arena_create();
	struct roadmap_grid as_is = roadmap_grid_of(roadmap, false, arena);
	buf_add_cstr(out, "flowchart TB\n");
	plan_write(&as_is, 'a', out);
	if (roadmap->is_better) {
		struct roadmap_grid proposed = roadmap_grid_of(roadmap, true, arena);
		plan_write(&proposed, 'b', out);
	}
	buf_add_cstr(out, "\tclassDef earlier stroke:#1a7f37,stroke-width:3px\n"
			  "\tclassDef later stroke-dasharray:4 3\n"
			  "\tclassDef fixed stroke-width:0\n");
	arena_destroy(arena);
}
