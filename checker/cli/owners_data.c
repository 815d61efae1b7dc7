/* SPDX-License-Identifier: MIT */
/*
 * `lintel owners` for machines: JSON and CSV.
 */
#include "base/arena.h"
#include "cli/csv.h"
#include "cli/owners.h"
#include "formats/json_writer.h"

static struct str moment_text(struct arena *arena, moment at)
{
	char text[DATE_MOMENT_SIZE];
	date_write_moment(at / MOMENT_SECOND, text);
	return str_dup(arena, str_of(text));
}

/* What is known about one module. */
struct known {
	const struct ownership_sum *sum;
	enum reason history;
	enum reason people;
	enum reason crossing;
	enum reason spanning;
};

static struct known known_of(const struct owners_view *view, uint32_t module)
{
	const struct ownership_sum *sum = &view->sums[module];
	return (struct known){
		.sum = sum,
		.history = view->ownership->history->reason,
		.people = ownership_people_reason(view->ownership, sum),
		.crossing = ownership_crossing_reason(view->ownership, sum),
		.spanning = ownership_spanning_reason(view->ownership, sum),
	};
}

/* ---- JSON ---- */

static void json_count(
		struct json_writer *json, const char *key, uint32_t count, enum reason reason)
{
	json_key(json, key);
	reason == REASON_NONE ? json_num(json, count) : json_null(json);
}

static void json_share(struct json_writer *json, const char *key, double share, enum reason reason)
{
	json_key(json, key);
	reason == REASON_NONE ? json_real(json, share) : json_null(json);
}

static void json_unknown(struct json_writer *json, const char *key, enum reason reason)
{
	if (reason != REASON_NONE) {
		json_member_str(json, key, str_of(reason_words[reason]));
	}
}

static void json_written(const struct owners_view *view, uint32_t module, struct json_writer *json)
{
	const struct module_owners *owners = &view->owners[module];

	json_member_str(json, "state", str_of(module_owner_words[owners->state]));
	json_member_num(json, "files", owners->files);
	json_member_num(json, "owned_files", owners->owned);
	json_key(json, "code_owners");
	json_array(json);
	for (size_t i = 0; i < owners->owner_count; i++) {
		json_object(json);
		json_member_str(json, "name", view->code_owners->names.p[owners->owners[i].name]);
		json_member_num(json, "files", owners->owners[i].files);
		json_end(json);
	}
	json_end(json);
}

static void json_module(const struct owners_view *view, uint32_t number, struct json_writer *json)
{
	const struct code_module *module = &view->code->modules[number];
	const struct known known = known_of(view, number);
	const struct ownership_sum *sum = known.sum;

	json_object(json);
	json_member_str(json, "module", module->name);
	json_member_str(json, "owner", module->owner);
	json_written(view, number, json);
	json_count(json, "commits", sum->commits, known.history);
	json_count(json, "people", sum->people, known.history);
	json_share(json, "top_share", sum->top, known.people);
	json_count(json, "absence_factor", sum->absence, known.people);
	json_share(json, "fragmentation", sum->fragmentation, known.people);
	json_share(json, "crossing_share", (double)sum->crossing / sum->placed, known.crossing);
	json_count(json, "crossing_commits", sum->placed, known.history);
	json_share(json, "spanning_share", (double)sum->spanning / sum->small, known.spanning);
	json_count(json, "spanning_commits", sum->small, known.history);
	json_key(json, "unknown");
	json_object(json);
	json_unknown(json, "people", known.people);
	json_unknown(json, "crossing", known.crossing);
	json_unknown(json, "spanning", known.spanning);
	json_end(json);
	json_end(json);
}

static void json_sources(const struct owners_view *view, struct json_writer *json)
{
	const struct code_owners *owners = view->code_owners;
	const struct history *history = view->ownership->history;

	json_key(json, "code_owners");
	json_object(json);
	json_member_str(json, "path", owners->path);
	json_member_str(json, "syntax",
			owners->syntax == OWNER_SYNTAX_GITLAB ? STR("gitlab") : STR("github"));
	json_member_str(json, "problem",
			view->is_exhausted ? STR("too many patterns for so many files")
					   : owners->problem);
	json_member_num(json, "faults", (int64_t)owners->fault_count);
	json_end(json);
	json_key(json, "history");
	json_object(json);
	json_member_str(json, "window", view->window);
	json_member_str(json, "after", moment_text(view->arena, view->span.from));
	json_member_str(json, "until", moment_text(view->arena, view->span.to));
	json_member_str(json, "people_belong_by",
			view->ownership->teams ? STR("team") : STR("changes"));
	json_member_num(json, "max_set", view->ownership->max_set);
	json_member_num(json, "least_commits", OWNERSHIP_LEAST);
	json_member_num(json, "robots", (int64_t)view->robots);
	json_member_str(json, "unknown", str_of(reason_words[history->reason]));
	json_member_str(json, "why", history->why);
	json_end(json);
}

static void json_passing(const struct owners_view *view, const char *key, uint32_t owner,
		uint32_t commits, struct json_writer *json)
{
	bool is_known = view->belonging->people[owner] != PEOPLE_UNKNOWN;
	json_count(json, key, commits, is_known ? REASON_NONE : REASON_NO_OWNER);
}

void owners_write_json(const struct owners_view *view, struct buf *out)
{
	struct json_writer json;

	json_begin(&json, out, JSON_PRETTY);
	json_object(&json);
	json_member_num(&json, "version", 1);
	json_sources(view, &json);
	json_key(&json, "modules");
	json_array(&json);
	for (size_t i = 0; i < view->module_count; i++) {
		json_module(view, view->modules[i], &json);
	}
	json_end(&json);
	json_key(&json, "between");
	json_array(&json);
	for (size_t i = 0; i < view->pair_count; i++) {
		const struct ownership_pair *pair = &view->pairs[i];
		json_object(&json);
		json_member_str(&json, "first", view->ownership->owners[pair->left].name);
		json_member_str(&json, "second", view->ownership->owners[pair->right].name);
		json_member_num(&json, "commits_to_both", pair->together);
		json_passing(view, "of_first_to_second", pair->left, pair->left_in_right, &json);
		json_passing(view, "of_second_to_first", pair->right, pair->right_in_left, &json);
		json_end(&json);
	}
	json_end(&json);
	json_member_num(&json, "not_shown", (int64_t)view->hidden_pairs);
	json_end(&json);
	json_finish(&json);
}

/* ---- CSV: what is not known is empty ---- */

static void csv_count(struct buf *out, uint32_t count, enum reason reason)
{
	buf_add_char(out, ',');
	if (reason == REASON_NONE) {
		buf_fmt(out, "%u", count);
	}
}

static void csv_share(struct buf *out, double share, enum reason reason)
{
	buf_add_char(out, ',');
	if (reason == REASON_NONE) {
		buf_fmt(out, "%.4f", share);
	}
}

void owners_write_csv(const struct owners_view *view, struct buf *out)
{
	buf_add_cstr(out,
			"\"module\",\"owner\",\"code owners\",\"commits\",\"people\",\"top share\","
			"\"absence factor\",\"fragmentation\",\"crossing share\",\"spanning share\"\n");
	for (size_t i = 0; i < view->module_count; i++) {
		uint32_t number = view->modules[i];
		const struct code_module *module = &view->code->modules[number];
		const struct known known = known_of(view, number);
		const struct ownership_sum *sum = known.sum;

		csv_text(module->name, out);
		buf_add_char(out, ',');
		csv_text(module->owner, out);
		buf_add_char(out, ',');
		csv_text(str_of(module_owner_words[view->owners[number].state]), out);
		csv_count(out, sum->commits, known.history);
		csv_count(out, sum->people, known.history);
		csv_share(out, sum->top, known.people);
		csv_count(out, sum->absence, known.people);
		csv_share(out, sum->fragmentation, known.people);
		csv_share(out, (double)sum->crossing / sum->placed, known.crossing);
		csv_share(out, (double)sum->spanning / sum->small, known.spanning);
		buf_add_char(out, '\n');
	}
}
