/* SPDX-License-Identifier: MIT */
#include "pillars/answers.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/problem.h"
#include "base/suggest.h"
#include "config/pack_keys.h"

void answers_init(struct answers *answers, struct arena *arena, struct str path)
{
	*answers = (struct answers){ .arena = arena, .path = path };
}

struct matching {
	struct answers *answers;
	const struct pack *pack;
	/* From the ids of items to their numbers. */
	struct map *items;
};

/* Always false. */
static bool fault_add(const struct matching *matching, const struct answer *answer,
		struct place place, struct str text, struct str remedy)
{
	struct answers *answers = matching->answers;

	*vec_add(&answers->faults, answers->arena) = (struct answer_fault){
		.item_id = answer->item_id,
		.place = place,
		.text = text,
		.remedy = remedy,
	};
	return false;
}

/* "did you mean 'half'?", or what there is. */
static struct str words_remedy(
		struct arena *arena, struct str written, const struct str *words, size_t count)
{
	struct str near = suggest(written, words, count);
	struct buf list;

	if (near.len) {
		return str_fmt(arena, "did you mean '" STR_FMT "'?", STR_ARG(near));
	}
	buf_init(&list);
	for (size_t i = 0; i < count; i++) {
		buf_fmt(&list, "%s" STR_FMT, i ? ", " : "there are: ", STR_ARG(words[i]));
	}
	struct str copy = str_dup(arena, buf_str(&list));
	buf_finish(&list);
	return copy;
}

static bool item_match(const struct matching *matching, struct answer *answer)
{
	const struct pack *pack = matching->pack;
	struct arena *arena = matching->answers->arena;
	const struct map_entry *entry = map_find(matching->items, answer->item_id);

	answer->item = entry ? (uint32_t)entry->num : UINT32_MAX;
	if (answer->item == UINT32_MAX) {
		struct str *ids = arena_new_array(arena, struct str, pack->item_count);
		for (size_t i = 0; i < pack->item_count; i++) {
			ids[i] = pack->items[i].id;
		}
		struct str near = suggest(answer->item_id, ids, pack->item_count);
		struct str remedy = near.len ? str_fmt(arena, "did you mean '" STR_FMT "'?",
							       STR_ARG(near))
					     : STR("'lintel assess --all' lists what is asked");
		return fault_add(matching, answer, answer->place,
				str_fmt(arena,
						"pack '" STR_FMT "' asks nothing called '" STR_FMT
						"'",
						STR_ARG(pack->name), STR_ARG(answer->item_id)),
				remedy);
	}
	if (pack->items[answer->item].kind != ITEM_QUESTION) {
		return fault_add(matching, answer, answer->place,
				str_fmt(arena, "'" STR_FMT "' is measured: nobody answers it",
						STR_ARG(answer->item_id)),
				STR("take the entry out"));
	}
	return true;
}

static bool choice_match(const struct matching *matching, struct answer *answer,
		const struct config_answer *from)
{
	const struct pack_item *item = &matching->pack->items[answer->item];
	struct arena *arena = matching->answers->arena;

	answer->is_not_applicable = str_eq(from->answer.s, STR(ANSWER_NOT_APPLICABLE));
	if (answer->is_not_applicable || (item->choice_count == 0 && !from->answer.s.len)) {
		return true;
	}
	answer->choice = item_choice_find(item, from->answer.s);
	if (answer->choice != UINT32_MAX) {
		return true;
	}
	struct str *ids = arena_new_array(arena, struct str, item->choice_count + 1);
	for (size_t i = 0; i < item->choice_count; i++) {
		ids[i] = item->choices[i].id;
	}
	ids[item->choice_count] = STR(ANSWER_NOT_APPLICABLE);
	struct str remedy = item->choice_count == 0
					    ? STR("take it out: what is ticked is the answer")
					    : words_remedy(arena, from->answer.s, ids,
							      item->choice_count + 1);
	struct str text = from->answer.s.len ? str_fmt(arena,
							       "'" STR_FMT
							       "' is no answer to '" STR_FMT "'",
							       STR_ARG(from->answer.s),
							       STR_ARG(item->id))
					     : str_fmt(arena, "'" STR_FMT "' has no 'answer'",
							       STR_ARG(item->id));
	return fault_add(matching, answer, from->answer.s.len ? from->answer.place : answer->place,
			text, remedy);
}

static bool ticks_match(const struct matching *matching, struct answer *answer,
		const struct config_answer *from)
{
	const struct pack_item *item = &matching->pack->items[answer->item];
	struct arena *arena = matching->answers->arena;
	bool is_good = true;

	for (size_t i = 0; i < from->ticked.len; i++) {
		const struct text *tick = &from->ticked.p[i];
		uint32_t number = item_criterion_find(item, tick->s);
		if (number != UINT32_MAX) {
			answer->ticked |= (uint64_t)1 << number;
			continue;
		}
		struct str *ids = arena_new_array(arena, struct str, item->criterion_count);
		for (size_t k = 0; k < item->criterion_count; k++) {
			ids[k] = item->criteria[k].id;
		}
		struct str remedy = item->criterion_count ? words_remedy(arena, tick->s, ids,
									    item->criterion_count)
							  : STR("it has none: take it out");
		is_good = fault_add(matching, answer, tick->place,
				str_fmt(arena, "'" STR_FMT "' is no criterion of '" STR_FMT "'",
						STR_ARG(tick->s), STR_ARG(item->id)),
				remedy);
	}
	return is_good;
}

/* Without a day its age is not known, and leaving it out must not keep an answer young. */
static bool day_match(const struct matching *matching, struct answer *answer,
		const struct config_answer *from)
{
	if (!from->on.s.len) {
		return fault_add(matching, answer, answer->place,
				str_fmt(matching->answers->arena,
						"the answer to '" STR_FMT "' has no day",
						STR_ARG(answer->item_id)),
				STR("say when it was given: on: 2026-11-01"));
	}
	answer->has_day = date_read_day(from->on.s, &answer->day);
	return answer->has_day
	       || fault_add(matching, answer, from->on.place,
			       str_fmt(matching->answers->arena, "'" STR_FMT "' is no day",
					       STR_ARG(from->on.s)),
			       STR("write it as YYYY-MM-DD"));
}

static void answer_match(const struct matching *matching, const struct config_answer *from)
{
	struct answers *answers = matching->answers;
	struct answer answer = {
		.item = UINT32_MAX,
		.item_id = from->item.s,
		.choice = UINT32_MAX,
		.note = from->note.s,
		.evidence = from->evidence.s,
		.by = from->by.s,
		.place = from->item.place,
	};

	answer.is_void = !item_match(matching, &answer);
	if (!answer.is_void) {
		bool has_choice = choice_match(matching, &answer, from);
		bool has_ticks = ticks_match(matching, &answer, from);
		answer.is_void = !day_match(matching, &answer, from) || !has_choice || !has_ticks;
	}
	*vec_add(&answers->list, answers->arena) = answer;
}

/* `answers:` with nothing under it is how a file begins. */
static void empty_drop(struct node *root)
{
	size_t kept = 0;

	for (size_t i = 0; root->kind == NODE_MAP && i < root->len; i++) {
		const struct node *item = &root->items[i];
		if (item->kind != NODE_NULL || !str_eq(item->key, STR("answers"))) {
			root->items[kept++] = *item;
		}
	}
	root->len = root->kind == NODE_MAP ? kept : root->len;
}

bool answers_read(struct answers *answers, struct arena *arena, const struct pack *pack,
		struct str path, struct str text, struct problems *problems)
{
	const struct node_limits limits = { .max_bytes = ANSWERS_BYTES_MAX, .option = "" };
	struct config_answers from;
	struct node root;
	bool is_json = str_ends(path, STR(".json"));

	answers_init(answers, arena, path);
	bool is_good = is_json ? node_read_json(&root, arena, path, text, &limits, problems)
			       : node_read_yaml(&root, arena, path, text, &limits, problems);
	if (is_good && root.kind == NODE_NULL) {
		return true;
	}
	if (is_good) {
		empty_drop(&root);
	}
	if (!is_good || !table_decode(&config_answers_table, NULL, &root, &from, arena, problems)) {
		return false;
	}
	answers->pack = from.pack.s;
	answers->version = from.version.s;
	answers->version_place = from.version.place;
	if (!str_eq(from.pack.s, pack->name)) {
		struct str remedy = str_fmt(problems->arena,
				"the configuration names '" STR_FMT "'", STR_ARG(pack->name));
		return problem_add(problems, from.pack.place, remedy,
				"these are answers to the pack '" STR_FMT "'",
				STR_ARG(from.pack.s));
	}
	struct matching matching = { answers, pack, map_create(arena) };
	for (size_t i = 0; i < pack->item_count; i++) {
		map_put(matching.items, pack->items[i].id, NULL)->num = i;
	}
	const struct config_answer *list = from.answers.p;
	for (size_t i = 0; i < from.answers.len; i++) {
		answer_match(&matching, &list[i]);
	}
	return true;
}

struct str answers_version_text(
		const struct answers *answers, const struct pack *pack, struct arena *arena)
{
	if (!answers->version.len || str_eq(answers->version, pack->version)) {
		return STR("");
	}
	return str_fmt(arena,
			"these are answers to version " STR_FMT " of " STR_FMT
			", and it is " STR_FMT " that asks",
			STR_ARG(answers->version), STR_ARG(pack->name), STR_ARG(pack->version));
}

struct str answers_version_remedy(const struct pack *pack, struct arena *arena)
{
	return str_fmt(arena,
			"look at what is asked now (lintel assess --all), then write version: \"" STR_FMT
			"\"",
			STR_ARG(pack->version));
}
