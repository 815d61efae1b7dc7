/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "facts/code.h"
#include "formats/json_writer.h"
#include "reports/roadmap.h"
#include "reports/roadmap_grid.h"

/* Services that a milestone is said to miss; `missing` counts all. */
#define MISSES_MOST 100

static void day_member(struct json_writer *json, const char *key, bool has_day, date_day day)
{
	char text[DATE_DAY_SIZE];
	if (has_day) {
		date_write_day(day, text);
		json_member_str(json, key, str_of(text));
	}
}

static void milestone_member(struct json_writer *json, const char *key,
		const struct roadmap *roadmap, uint32_t column)
{
	json_key(json, key);
	if (column == NONE) {
		json_null(json);
	} else {
		json_str(json, roadmap->milestones[column].entry->id);
	}
}

static void services_member(struct json_writer *json, const char *key,
		const struct roadmap *roadmap, const uint32_t *rows, size_t len)
{
	json_key(json, key);
	json_array(json);
	for (size_t i = 0; i < len; i++) {
		json_str(json, roadmap->services.p[rows[i]]);
	}
	json_end(json);
}

static void milestone_write(
		struct json_writer *json, const struct roadmap *roadmap, uint32_t column)
{
	const struct roadmap_milestone *milestone = &roadmap->milestones[column];
	json_object(json);
	json_member_str(json, "id", milestone->entry->id);
	json_member_str(json, "title", milestone->title);
	day_member(json, "due", milestone->has_due, milestone->due);
	json_member_str(json, "moves", register_text(milestone->entry, STR("moves")));
	size_t shown = milestone->miss_count < MISSES_MOST ? milestone->miss_count : MISSES_MOST;
	services_member(json, "names", roadmap, milestone->needs, milestone->need_count);
	json_member_bool(json, "needs_all", milestone->needs_all);
	json_member_num(json, "missing", (int64_t)milestone->miss_count);
	services_member(json, "misses", roadmap, milestone->misses, shown);
	json_member_num(json, "fragments", milestone->fragments);
	json_member_num(json, "short", milestone->shorts);
	json_member_num(json, "long", milestone->longs);
	json_member_bool(json, "end_to_end", roadmap->as_is.is_whole[column]);
	json_member_num(json, "fragments_proposed", roadmap->proposed.counts[column]);
	json_member_bool(json, "end_to_end_proposed", roadmap->proposed.is_whole[column]);
	json_end(json);
}

static void fragment_write(struct json_writer *json, const struct roadmap *roadmap,
		const struct roadmap_fragment *fragment)
{
	json_object(json);
	json_member_str(json, "id", fragment->entry->id);
	json_member_str(json, "value", register_text(fragment->entry, STR("value")));
	json_member_str(json, "service", register_text(fragment->entry, STR("service")));
	json_member_str(json, "owner", register_text(fragment->entry, STR("owner")));
	milestone_member(json, "milestone", roadmap, fragment->milestone);
	milestone_member(json, "proposed", roadmap, fragment->proposed);
	json_member_bool(json, "fixed", fragment->is_fixed);
	day_member(json, "begins", fragment->has_begins, fragment->begins);
	day_member(json, "ends", fragment->has_ends, fragment->ends);
	json_key(json, "depends_on");
	json_array(json);
	for (size_t i = 0; i < fragment->wait_count; i++) {
		json_str(json, roadmap->fragments[fragment->waits_for[i]].entry->id);
	}
	json_end(json);
	json_member_str(json, "path", fragment->entry->place.path);
	json_member_num(json, "line", fragment->entry->place.line);
	json_end(json);
}

static void plan_member(struct json_writer *json, const char *key, const struct roadmap *roadmap,
		const struct roadmap_plan *plan)
{
	json_key(json, key);
	json_object(json);
	milestone_member(json, "end_to_end_from", roadmap, plan->first_whole);
	json_member_num(json, "end_to_end", plan->whole_count);
	json_end(json);
}

void roadmap_json(const struct roadmap *roadmap, struct buf *out)
{
	struct json_writer json;
	json_begin(&json, out, JSON_PRETTY);
	json_object(&json);
	json_member_num(&json, "version", 1);
	plan_member(&json, "as_is", roadmap, &roadmap->as_is);
	plan_member(&json, "proposed", roadmap, &roadmap->proposed);
	json_member_bool(&json, "is_better", roadmap->is_better);
	json_member_num(&json, "moved", roadmap_moved(roadmap));
	services_member(&json, "one_after_another", roadmap, roadmap->chain, roadmap->chain_len);
	json_member_num(&json, "short", roadmap->shorts);
	json_member_num(&json, "long", roadmap->longs);
	json_key(&json, "services");
	json_array(&json);
	vec_each (const struct str, service, &roadmap->services) {
		json_str(&json, *service);
	}
	json_end(&json);
	json_key(&json, "milestones");
	json_array(&json);
	for (uint32_t m = 0; m < roadmap->milestone_count; m++) {
		milestone_write(&json, roadmap, m);
	}
	json_end(&json);
	json_key(&json, "fragments");
	json_array(&json);
	for (uint32_t i = 0; i < roadmap->fragment_count; i++) {
		fragment_write(&json, roadmap, &roadmap->fragments[roadmap->order[i]]);
	}
	json_end(&json);
	json_end(&json);
	json_finish(&json);
}
