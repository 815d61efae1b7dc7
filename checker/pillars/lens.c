/* SPDX-License-Identifier: MIT */
#include "pillars/lens.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/problem.h"
#include "config/lens_keys.h"
#include "pillars/pack_read.h"

#define LENS_WEIGHT 3
#define RULES_MAX 64
/* Plans that an item's remedy names. */
#define PLANS_NAMED 3

static const double risk_scores[] = {
	[LENS_NO_RISK] = 1,
	[LENS_MEDIUM_RISK] = 0.5,
	[LENS_HIGH_RISK] = 0,
};

struct lens_reader {
	struct pack *pack;
	struct arena *arena;
	struct problems *problems;
	struct map *ids;
	VEC(struct pack_item) items;
};

bool lens_is_meant(const struct node *root)
{
	return root->kind == NODE_MAP && node_find(root, STR("schemaVersion"));
}

/* Decodes a map without the keys that begin with "_": those are the author's own. */
static bool own_decode(struct lens_reader *reader, const struct table *table,
		const struct node *node, void *record)
{
	struct node plain = *node;

	if (node->kind == NODE_MAP) {
		plain.items = arena_new_array(reader->arena, struct node, node->len);
		plain.len = 0;
		for (size_t i = 0; i < node->len; i++) {
			if (!str_starts(node->items[i].key, STR("_"))) {
				plain.items[plain.len++] = node->items[i];
			}
		}
	}
	return table_decode(table, NULL, &plain, record, reader->arena, reader->problems);
}

/* Whether it is a list of at least one and at most `most`. */
static bool list_check(
		struct lens_reader *reader, const struct node *node, const char *what, size_t most)
{
	if (!node || node->kind != NODE_LIST || node->len == 0 || node->len > most) {
		return problem_add(reader->problems, node ? node->place : (struct place){ 0 },
				STR("write it as a list"), "%s must be a list of 1 to %zu", what,
				most);
	}
	return true;
}

/* "TEXT (URL)" */
static struct str link_text(struct lens_reader *reader, const struct config_lens_link *link)
{
	if (!link->text.s.len || !link->url.s.len) {
		return link->text.s.len ? link->text.s : link->url.s;
	}
	return str_fmt(reader->arena, STR_FMT " (" STR_FMT ")", STR_ARG(link->text.s),
			STR_ARG(link->url.s));
}

static bool choices_read(struct lens_reader *reader, const struct config_lens_question *question,
		struct pack_item *item)
{
	const struct node *list = question->choices;

	if (!list_check(reader, list, "'choices'", CRITERIA_MAX)) {
		return false;
	}
	item->criteria = arena_new_array(reader->arena, struct criterion, list->len);
	for (size_t i = 0; i < list->len; i++) {
		struct config_lens_choice from;
		if (!own_decode(reader, &config_lens_choice_table, &list->items[i], &from)) {
			return false;
		}
		if (item_criterion_find(item, from.id.s) != UINT32_MAX) {
			return problem_add(reader->problems, from.id.place,
					STR("give it another id"),
					"the choice '" STR_FMT "' is taken", STR_ARG(from.id.s));
		}
		item->criteria[item->criterion_count++] = (struct criterion){
			.id = from.id.s,
			.text = from.title.s,
			.remedy = link_text(reader, &from.plan),
		};
	}
	return true;
}

static bool rule_read(struct lens_reader *reader, const struct node *node, bool is_last,
		struct pack_item *item)
{
	struct risk_rule *rule = &item->rules[item->rule_count++];
	struct config_lens_rule from;

	if (!own_decode(reader, &config_lens_rule_table, node, &from)) {
		return false;
	}
	rule->score = risk_scores[from.risk.value];
	if (str_eq(str_trim(from.condition.s), STR("default"))) {
		return is_last
		       || problem_add(reader->problems, from.condition.place,
				       STR("put it last: nothing after it is looked at"),
				       "'default' holds always");
	}
	if (is_last) {
		return problem_add(reader->problems, from.condition.place,
				STR("add { \"condition\": \"default\", \"risk\": \"HIGH_RISK\" }"),
				"the last risk rule must be 'default'");
	}
	return risk_read(rule, reader->arena, item, from.condition.s, from.condition.place,
			reader->problems);
}

static bool rules_read(struct lens_reader *reader, const struct config_lens_question *question,
		struct pack_item *item)
{
	const struct node *list = question->rules;
	bool is_good = true;

	if (!list_check(reader, list, "'riskRules'", RULES_MAX)) {
		return false;
	}
	item->rules = arena_new_array(reader->arena, struct risk_rule, list->len);
	for (size_t i = 0; i < list->len; i++) {
		is_good = rule_read(reader, &list->items[i], i + 1 == list->len, item) && is_good;
	}
	return is_good;
}

/* What the plans of its choices say, or their titles where there are none. */
static struct str remedy_of(struct lens_reader *reader, const struct pack_item *item)
{
	struct buf out;
	size_t named = 0;

	buf_init(&out);
	for (size_t i = 0; i < item->criterion_count && named < PLANS_NAMED; i++) {
		if (item->criteria[i].remedy.len) {
			buf_fmt(&out, "%s" STR_FMT, named++ ? "; " : "",
					STR_ARG(item->criteria[i].remedy));
		}
	}
	for (size_t i = 0; i < item->criterion_count && out.len == 0; i++) {
		buf_fmt(&out, "reach this: " STR_FMT, STR_ARG(item->criteria[i].text));
	}
	struct str text = str_dup(reader->arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

static bool question_read(struct lens_reader *reader, const struct node *node, uint32_t pillar)
{
	struct config_lens_question from;
	bool is_new;

	if (!own_decode(reader, &config_lens_question_table, node, &from)) {
		return false;
	}
	struct pack_item item = {
		.id = str_fmt(reader->arena, STR_FMT "." STR_FMT,
				STR_ARG(reader->pack->pillars[pillar].id), STR_ARG(from.id.s)),
		.pillar = pillar,
		.kind = ITEM_QUESTION,
		.ask = from.title.s,
		.help = from.description.s,
		.weight = LENS_WEIGHT,
		.severity = ITEM_MAJOR,
		.level = 1,
		.place = from.id.place,
	};
	map_put(reader->ids, item.id, &is_new);
	if (!is_new) {
		return problem_add(reader->problems, from.id.place, STR("give it another id"),
				"question '" STR_FMT "' is repeated", STR_ARG(item.id));
	}
	if (reader->items.len >= PACK_ITEMS_MAX) {
		return problem_add(reader->problems, from.id.place, STR("nobody answers so many"),
				"more than %d questions", PACK_ITEMS_MAX);
	}
	bool is_good = choices_read(reader, &from, &item) && rules_read(reader, &from, &item);
	item.remedy = remedy_of(reader, &item);
	*vec_add(&reader->items, reader->arena) = item;
	return is_good;
}

static bool pillar_read(struct lens_reader *reader, const struct node *node, uint32_t number)
{
	struct pack_pillar *pillar = &reader->pack->pillars[number];
	struct config_lens_pillar from;

	if (!own_decode(reader, &config_lens_pillar_table, node, &from)) {
		return false;
	}
	*pillar = (struct pack_pillar){
		.id = from.id.s,
		.title = from.name.s,
		.first = (uint32_t)reader->items.len,
		.place = from.id.place,
	};
	if (!list_check(reader, from.questions, "'questions'", PACK_ITEMS_MAX)) {
		return false;
	}
	bool is_good = true;
	for (size_t i = 0; i < from.questions->len; i++) {
		is_good = question_read(reader, &from.questions->items[i], number) && is_good;
	}
	pillar->count = (uint32_t)reader->items.len - pillar->first;
	return is_good;
}

/* Authors number their lenses with a key of their own; else its contents are its version. */
static struct str version_of(struct lens_reader *reader, const struct node *root)
{
	const struct node *own = node_find(root, STR("_version"));
	char hex[HASH_HEX_SIZE];

	if (own && own->kind == NODE_SCALAR && own->text.len) {
		return own->text;
	}
	hash_hex(reader->pack->hash, hex);
	return str_slice(str_dup(reader->arena, str_of(hex)), 0, 12);
}

bool lens_read(struct pack *pack, struct arena *arena, const struct node *root, size_t bytes,
		struct problems *problems)
{
	struct lens_reader reader = {
		.pack = pack,
		.arena = arena,
		.problems = problems,
		.ids = map_create(arena),
	};
	struct config_lens from;

	if (bytes > LENS_BYTES_MAX) {
		return problem_add(problems, root->place, STR("make it smaller"),
				"a lens has 500 KB at most");
	}
	if (!own_decode(&reader, &config_lens_table, root, &from)) {
		return false;
	}
	if (!str_eq(from.schema_version.s, STR(LENS_SCHEMA))) {
		return problem_add(problems, from.schema_version.place,
				STR("lintel reads " LENS_SCHEMA),
				"'" STR_FMT "' is no schema of lenses that lintel knows",
				STR_ARG(from.schema_version.s));
	}
	pack->name = from.name.s;
	pack->title = from.name.s;
	pack->version = version_of(&reader, root);
	if (!list_check(&reader, from.pillars, "'pillars'", PACK_PILLARS_MAX)) {
		return false;
	}
	pack->pillar_count = from.pillars->len;
	pack->pillars = arena_new_array(arena, struct pack_pillar, pack->pillar_count);
	bool is_good = true;
	for (uint32_t i = 0; i < pack->pillar_count; i++) {
		is_good = pillar_read(&reader, &from.pillars->items[i], i) && is_good;
		for (uint32_t k = 0; k < i; k++) {
			if (str_eq(pack->pillars[k].id, pack->pillars[i].id)) {
				is_good = problem_add(problems, pack->pillars[i].place,
						STR("give it another id"),
						"pillar '" STR_FMT "' is repeated",
						STR_ARG(pack->pillars[i].id));
			}
		}
	}
	pack->items = reader.items.p;
	pack->item_count = reader.items.len;
	return is_good;
}
