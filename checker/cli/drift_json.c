/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/date.h"
#include "cli/command.h"
#include "cli/drift_show.h"
#include "formats/json_writer.h"

static void member_moment(struct json_writer *json, const char *key, moment at)
{
	char text[DATE_MOMENT_SIZE];
	date_write_moment(at / MOMENT_SECOND, text);
	json_member_str(json, key, str_of(text));
}

static void json_place(struct json_writer *json, const struct place *place)
{
	json_member_str(json, "path", place->path);
	json_member_num(json, "line", place->line);
	json_member_num(json, "column", place->column);
}

static void json_ids(struct json_writer *json, const char *key, const struct str *ids, size_t count)
{
	json_key(json, key);
	json_array(json);
	for (size_t i = 0; i < count; i++) {
		json_str(json, ids[i]);
	}
	json_end(json);
}

static void json_use(struct json_writer *json, const struct drift_use *use)
{
	json_object(json);
	json_member_str(json, "from", use->from);
	json_member_str(json, "to", use->to);
	json_member_num(json, "uses", use->count);
	json_key(json, "first");
	json_object(json);
	json_place(json, &use->place);
	json_end(json);
	json_end(json);
}

static void json_cycle(struct json_writer *json, const struct drift_cycle *cycle)
{
	json_array(json);
	for (size_t i = 0; i < cycle->count; i++) {
		json_str(json, cycle->members[i]);
	}
	json_end(json);
}

static void json_change(struct json_writer *json, const struct drift_revision *before,
		const struct drift_revision *now)
{
	struct arena *scratch = arena_create();
	struct drift_change change = drift_change_between(scratch, before, now);
	json_key(json, "changes");
	json_object(json);
	json_key(json, "new_uses");
	json_array(json);
	vec_each (const struct drift_use, use, &change.came) {
		json_use(json, use);
	}
	json_end(json);
	json_key(json, "gone_uses");
	json_array(json);
	vec_each (const struct drift_use, use, &change.went) {
		json_object(json);
		json_member_str(json, "from", use->from);
		json_member_str(json, "to", use->to);
		json_end(json);
	}
	json_end(json);
	json_key(json, "new_cycles");
	json_array(json);
	vec_each (const struct drift_cycle, cycle, &change.tied) {
		json_cycle(json, cycle);
	}
	json_end(json);
	json_key(json, "gone_cycles");
	json_array(json);
	vec_each (const struct drift_cycle, cycle, &change.untied) {
		json_cycle(json, cycle);
	}
	json_end(json);
	json_end(json);
	arena_destroy(scratch);
}

static void json_numbers(struct json_writer *json, const struct drift_revision *revision)
{
	json_member_num(json, "files", revision->files);
	json_member_num(json, "lines", (int64_t)revision->lines);
	json_member_num(json, "unassigned", revision->unassigned);
	json_member_num(json, "unread", revision->unread);
	json_member_num(json, "modules", revision->modules);
	json_member_num(json, "unresolved", revision->unresolved);
	json_member_num(json, "uses", (int64_t)revision->uses_sum);
	json_member_num(json, "pairs", (int64_t)revision->uses.len);
	json_member_num(json, "modules_in_cycles", revision->entangled);
	json_key(json, "propagation_cost");
	json_real(json, revision->propagation_cost);
	json_member_num(json, "fan_out", revision->fan_out);
	json_member_str(json, "fan_out_of", revision->fan_out_of);
	json_member_num(json, "depth", revision->depth);
	json_member_num(json, "violations", revision->findings);
	json_key(json, "violations_by_rule");
	json_object(json);
	vec_each (const struct drift_rule, rule, &revision->rules) {
		json_key_str(json, rule->id);
		json_num(json, rule->findings);
	}
	json_end(json);
}

static void json_revision(struct json_writer *json, const struct drift_revision *before,
		const struct drift_revision *revision)
{
	json_object(json);
	json_member_str(json, "name", revision->name);
	json_member_str(json, "commit", revision->commit);
	member_moment(json, "at", revision->at);
	if (revision->problem.len > 0) {
		json_member_str(json, "problem", revision->problem);
		json_end(json);
		return;
	}
	json_numbers(json, revision);
	json_key(json, "cycles");
	json_array(json);
	vec_each (const struct drift_cycle, cycle, &revision->cycles) {
		json_cycle(json, cycle);
	}
	json_end(json);
	if (before) {
		json_change(json, before, revision);
	}
	json_end(json);
}

void drift_show_json(const struct drift *drift, struct cli *cli, size_t most, struct buf *out)
{
	const struct drift_revision *before = NULL;
	struct json_writer json;
	(void)cli;
	(void)most;
	json_begin(&json, out, JSON_PRETTY);
	json_object(&json);
	json_member_num(&json, "version", 1);
	json_member_str(&json, "range", drift->range);
	json_member_str(&json, "at", drift->at);
	json_ids(&json, "not_judged", drift->not_judged.p, drift->not_judged.len);
	json_ids(&json, "partly_judged", drift->partly_judged.p, drift->partly_judged.len);
	json_key(&json, "revisions");
	json_array(&json);
	vec_each (const struct drift_revision, revision, &drift->revisions) {
		json_revision(&json, before, revision);
		before = revision->problem.len > 0 ? before : revision;
	}
	json_end(&json);
	json_end(&json);
	json_finish(&json);
}

/* ---- --find ---- */

static const char *const outcome_words[] = {
	[DRIFT_FOUND] = "found",
	[DRIFT_OLDER] = "older",
	[DRIFT_ABSENT] = "absent",
	[DRIFT_UNKNOWN] = "unknown",
};

void drift_show_found_json(const struct drift_found *found, const struct drift_quest *quest,
		const struct drift_ends *ends, struct buf *out)
{
	struct json_writer json;
	json_begin(&json, out, JSON_PRETTY);
	json_object(&json);
	json_member_num(&json, "version", 1);
	json_member_str(&json, "range", ends->range);
	json_member_str(&json, "find", quest->text);
	json_member_str(&json, "outcome", str_of(outcome_words[found->outcome]));
	json_member_num(&json, "looked_at", (int64_t)found->looked_at);
	json_member_num(&json, "unknown", (int64_t)found->not_judged);
	json_member_num(&json, "times", (int64_t)found->times);
	if (found->outcome == DRIFT_UNKNOWN) {
		json_member_str(&json, "why", found->why);
	}
	if (found->outcome == DRIFT_FOUND) {
		json_key(&json, "commit");
		json_object(&json);
		json_member_str(&json, "id", found->commit.id);
		member_moment(&json, "at", found->commit.at);
		json_member_bool(&json, "is_merge", found->commit.parent_count > 1);
		json_end(&json);
		json_key(&json, "places");
		json_array(&json);
		vec_each (const struct drift_step, step, &found->steps) {
			json_object(&json);
			json_place(&json, &step->place);
			json_member_str(&json, "text", step->text);
			json_member_bool(&json, "is_new", step->is_new);
			json_end(&json);
		}
		json_end(&json);
		json_member_num(&json, "more", (int64_t)found->more);
	}
	json_end(&json);
	json_finish(&json);
}
