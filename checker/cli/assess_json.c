/* SPDX-License-Identifier: MIT */
/*
 * The assessment in the form that rules/schema/assessment.schema.json describes.
 */
#include "cli/assess_show.h"
#include "config/pack_keys.h"
#include "formats/json_writer.h"
#include "pillars/headline.h"

static const char *const state_words[] = {
	[ITEM_SCORED] = "scored",
	[ITEM_NOT_APPLICABLE] = "not-applicable",
	[ITEM_SAID_NOT_APPLICABLE] = "said-not-applicable",
	[ITEM_EXEMPT] = "exempt",
};

static const char *const agreement_words[] = {
	[AGREES_NOT_ASKED] = "not-asked",
	[AGREES_CONFIRMED] = "confirmed",
	[AGREES_OVER_CLAIM] = "over-claim",
	[AGREES_UNDER_CLAIM] = "under-claim",
	[AGREES_UNANSWERED] = "unanswered",
	[AGREES_STALE] = "stale",
	[AGREES_MISSING] = "missing",
	[AGREES_UNKNOWN] = "unknown",
};

static const char *const measurement_words[] = {
	[MEASUREMENT_NONE] = "none",
	[MEASUREMENT_FRESH] = "fresh",
	[MEASUREMENT_STALE] = "stale",
	[MEASUREMENT_MISSING] = "missing",
};

static void share(struct json_writer *json, const char *key, double value)
{
	json_key(json, key);
	json_real(json, (double)(int64_t)(value * 1e6 + (value < 0 ? -0.5 : 0.5)) / 1e6);
}

static void place(struct json_writer *json, const struct place *at)
{
	json_member_str(json, "path", at->path);
	json_member_num(json, "line", at->line);
}

static void verification(struct json_writer *json, const struct scoring *scoring,
		const struct verification *found)
{
	json_object(json);
	json_member_str(json, "of", str_trim(scoring->of));
	json_member_str(json, "state", str_of(measurement_words[found->state]));
	json_member_str(json, "agreement", str_of(agreement_words[found->agreement]));
	if (found->state != MEASUREMENT_MISSING) {
		share(json, "score", found->score);
		json_member_str(json, "value", found->value);
	}
	if (found->reason != REASON_NONE) {
		json_member_str(json, "reason", str_of(reason_words[found->reason]));
	}
	json_member_str(json, "fact", found->fact);
	json_member_str(json, "evidence", found->evidence);
	json_end(json);
}

static void answer(struct json_writer *json, const struct pack_item *item,
		const struct item_result *result)
{
	const struct answer *given = result->answer;
	char day[DATE_DAY_SIZE];

	json_key(json, "answer");
	if (!given) {
		json_null(json);
		return;
	}
	json_object(json);
	json_key(json, "choice");
	if (given->choice < item->choice_count) {
		json_str(json, item->choices[given->choice].id);
	} else {
		json_null(json);
	}
	json_key(json, "ticked");
	json_array(json);
	for (size_t i = 0; i < item->criterion_count; i++) {
		if (given->ticked >> i & 1) {
			json_str(json, item->criteria[i].id);
		}
	}
	json_end(json);
	if (!given->is_not_applicable) {
		share(json, "score", result->standing.answer);
	}
	date_write_day(given->day, day);
	json_member_str(json, "on", str_of(day));
	json_member_str(json, "by", given->by);
	json_member_str(json, "note", given->note);
	json_member_str(json, "evidence", given->evidence);
	place(json, &given->place);
	json_end(json);
}

static void item(struct json_writer *json, const struct pack_item *from,
		const struct item_result *result)
{
	json_object(json);
	json_member_str(json, "id", from->id);
	json_member_str(json, "kind", str_of(pack_kind_words[from->kind]));
	json_member_str(json, "ask", from->ask);
	json_member_num(json, "weight", from->weight);
	json_member_str(json, "severity", str_of(pack_severity_words[from->severity]));
	json_member_str(json, "state", str_of(state_words[result->state]));
	share(json, "lower", result->interval.lo);
	share(json, "upper", result->interval.hi);
	json_member_str(json, "grade", str_of(grade_words[result->grade]));
	json_member_str(json, "agreement", str_of(agreement_words[result->agreement]));
	share(json, "gain", result->gain);
	json_member_str(json, "fact", result->fact);
	json_member_str(json, "remedy", from->remedy);
	answer(json, from, result);
	json_key(json, "evidence");
	json_array(json);
	for (size_t i = 0; i < from->scoring_count; i++) {
		verification(json, &from->scorings[i], &result->verifications[i]);
	}
	json_end(json);
	json_end(json);
}

static void pillar(struct json_writer *json, const struct assessment *assessment, uint32_t number)
{
	const struct pack *pack = assessment->pack;
	const struct pack_pillar *from = &pack->pillars[number];
	const struct pillar_result *result = &assessment->pillars[number];

	json_object(json);
	json_member_str(json, "id", from->id);
	json_member_str(json, "title", from->title);
	json_member_bool(json, "assessed", result->is_assessed);
	if (result->is_assessed) {
		share(json, "lower", result->lower);
		share(json, "upper", result->upper);
		share(json, "known", result->known);
		share(json, "evidenced", result->evidenced);
		share(json, "confidence", result->confidence);
	}
	share(json, "excluded", result->excluded);
	if (result->band < pack->band_count && result->is_assessed) {
		json_member_str(json, "band", pack->bands[result->band].name);
	}
	if (result->must != UINT32_MAX) {
		json_member_str(json, "held_by", pack->items[result->must].id);
	}
	json_member_num(json, "contradictions", (int64_t)result->contradictions);
	json_member_num(json, "unanswered", (int64_t)result->unanswered);
	json_member_num(json, "exempt", (int64_t)result->exempt);
	json_member_num(json, "not_applicable", (int64_t)result->not_applicable);
	json_member_str(json, "headline", result->headline);
	json_key(json, "items");
	json_array(json);
	for (uint32_t i = from->first; i < from->first + from->count; i++) {
		item(json, &pack->items[i], &assessment->items[i]);
	}
	json_end(json);
	json_end(json);
}

static void change(struct json_writer *json, const struct pack *pack, uint32_t number,
		const struct pillar_change *changed)
{
	json_object(json);
	json_member_str(json, "id", pack->pillars[number].id);
	if (changed->is_known) {
		share(json, "lower", changed->lower);
		share(json, "upper", changed->upper);
		share(json, "evidenced", changed->evidenced);
	}
	if (changed->is_pack_known) {
		share(json, "pack", changed->pack);
	}
	json_key(json, "items");
	json_array(json);
	vec_each (const struct item_change, moved, &changed->items) {
		json_object(json);
		json_member_str(json, "id", pack->items[moved->item].id);
		share(json, "lower", moved->change);
		json_end(json);
	}
	json_end(json);
	json_end(json);
}

static void moment_member(struct json_writer *json, const char *key, moment at)
{
	char text[DATE_MOMENT_SIZE];

	date_write_moment(at / MOMENT_SECOND, text);
	json_member_str(json, key, str_of(text));
}

static void comparison(struct json_writer *json, const struct assess_view *view)
{
	const struct result_comparison *compared = view->comparison;

	json_key(json, "since");
	json_object(json);
	moment_member(json, "as_of", compared->before->as_of);
	json_member_str(json, "pack_version", compared->before->pack_version);
	json_member_bool(json, "same_version", compared->is_same_version);
	json_member_bool(json, "same_pack", compared->is_same_pack);
	json_key(json, "pillars");
	json_array(json);
	for (uint32_t i = 0; i < view->assessing->pack.pillar_count; i++) {
		change(json, &view->assessing->pack, i, &compared->pillars[i]);
	}
	json_end(json);
	json_end(json);
}

static void faults(struct json_writer *json, const struct answers *answers)
{
	json_key(json, "faults");
	json_array(json);
	vec_each (const struct answer_fault, fault, &answers->faults) {
		json_object(json);
		json_member_str(json, "item", fault->item_id);
		json_member_str(json, "text", fault->text);
		json_member_str(json, "remedy", fault->remedy);
		place(json, &fault->place);
		json_end(json);
	}
	json_end(json);
}

static void pack_members(struct json_writer *json, const struct pack *pack)
{
	char hex[HASH_HEX_SIZE];

	hash_hex(pack->hash, hex);
	json_key(json, "pack");
	json_object(json);
	json_member_str(json, "name", pack->name);
	json_member_str(json, "version", pack->version);
	json_member_str(json, "title", pack->title);
	json_member_str(json, "path", pack->path);
	json_member_str(json, "hash", str_of(hex));
	json_end(json);
}

void assess_json_write(const struct assess_view *view, struct str version, struct buf *out)
{
	const struct assessment *assessment = &view->assessing->assessment;
	const struct pack *pack = assessment->pack;
	struct json_writer json;

	json_begin(&json, out, JSON_PRETTY);
	json_object(&json);
	json_member_num(&json, "version", 1);
	json_member_str(&json, "lintel", version);
	moment_member(&json, "as_of", assessment->as_of);
	pack_members(&json, pack);
	json_key(&json, "pillars");
	json_array(&json);
	for (uint32_t i = 0; i < pack->pillar_count; i++) {
		pillar(&json, assessment, i);
	}
	json_end(&json);
	faults(&json, &view->assessing->answers);
	json_key(&json, "reading");
	if (assessment->reading != UINT32_MAX) {
		json_str(&json, pack->readings[assessment->reading].name);
	} else {
		json_null(&json);
	}
	json_key(&json, "deepen");
	if (assessment->deepen != UINT32_MAX) {
		json_str(&json, pack->pillars[assessment->deepen].id);
	} else {
		json_null(&json);
	}
	json_member_str(&json, "deepen_why", assessment->deepen_why);
	json_member_str(&json, "next", assessment->next);
	if (view->comparison) {
		comparison(&json, view);
	}
	json_end(&json);
	json_finish(&json);
}
