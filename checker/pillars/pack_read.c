/* SPDX-License-Identifier: MIT */
/*
 * Read it bottom-up: scorings, choices, items, pillars, bands, the whole.
 */
#include "pillars/pack_read.h"

#include "base/arena.h"
#include "base/embedded.h"
#include "base/err.h"
#include "base/map.h"
#include "base/problem.h"
#include "base/suggest.h"
#include "config/pack_keys.h"
#include "config/value.h"
#include "pillars/lens.h"

#define WEIGHT_DEFAULT 3
#define WEIGHT_MOST 10
#define POINTS_MAX 64
#define CHOICES_MAX 64
#define SCORINGS_MAX 16

/* rules/pillars/, part of the program. */
extern const struct embedded pillar_packs[];

struct reader {
	struct pack *pack;
	struct arena *arena;
	struct problems *problems;
	/* The pillar being read. */
	uint32_t pillar;
	/* Full ids of items to their lines. */
	struct map *ids;
	VEC(struct pack_item) items;
};

/* ---- scorings ---- */

static bool point_read(struct reader *reader, const struct node *node, struct score_point *point)
{
	if (node->kind != NODE_LIST || node->len != 2
			|| !value_read_real(&node->items[0], &point->at)
			|| !value_read_real(&node->items[1], &point->score)) {
		return problem_add(reader->problems, node->place,
				STR("for example: [[0, 1], [3, 0]]"),
				"a point is a value and its score, not %s", node_kind_name(node));
	}
	if (point->score < 0 || point->score > 1) {
		return problem_add(reader->problems, node->items[1].place,
				STR("0 is worst, 1 best"),
				"a score is between 0 and 1, not " STR_FMT,
				STR_ARG(node->items[1].text));
	}
	return true;
}

static bool points_read(
		struct reader *reader, const struct config_scoring *from, struct scoring *scoring)
{
	const struct node *node = from->points;
	bool wants = scoring->method == SCORE_BUCKET || scoring->method == SCORE_CURVE;
	const char *method = pack_method_words[scoring->method];

	if (!wants) {
		return !node
		       || problem_add(reader->problems, node->place, STR("take them out"),
				       "the method '%s' has no points", method);
	}
	if (!node || node->kind != NODE_LIST || node->len == 0 || node->len > POINTS_MAX) {
		return problem_add(reader->problems, node ? node->place : scoring->place,
				STR("for example: points: [[0, 1], [3, 0]]"),
				"the method '%s' needs points, at most %d", method, POINTS_MAX);
	}
	scoring->points = arena_new_array(reader->arena, struct score_point, node->len);
	for (size_t i = 0; i < node->len; i++) {
		struct score_point *point = &scoring->points[i];
		if (!point_read(reader, &node->items[i], point)) {
			return false;
		}
		if (i > 0 && point->at <= point[-1].at) {
			return problem_add(reader->problems, node->items[i].place,
					STR("put the smallest value first, each once"),
					"points must ascend");
		}
	}
	scoring->point_count = node->len;
	return true;
}

static bool scoring_read(
		struct reader *reader, const struct config_scoring *from, struct scoring *scoring)
{
	struct err err;

	*scoring = (struct scoring){
		.method = (enum scoring_method)from->method.value,
		.of = from->of.s,
		.place = from->of.place,
		.otherwise = from->otherwise.s,
		.otherwise_place = from->otherwise.place,
		.unit = unit_bare,
		.fact = from->fact.s,
	};
	bool is_good = points_read(reader, from, scoring);
	if (from->unit.s.len && !scoring->point_count) {
		is_good = problem_add(reader->problems, from->unit.place, STR("take it out"),
				"a unit without points means nothing");
	} else if (from->unit.s.len && !unit_read(&scoring->unit, from->unit.s, &err)) {
		is_good = problem_add(reader->problems, from->unit.place, STR(""), "%s", err.text);
	}
	return is_good;
}

static bool scorings_read(
		struct reader *reader, const struct config_pack_item *from, struct pack_item *item)
{
	const struct config_scoring *list = from->verified_by.p;
	bool is_good = true;

	if (from->verified_by.len > SCORINGS_MAX) {
		return problem_add(reader->problems, from->verified_by.place,
				STR("keep those that say most"),
				"more than %d pieces of evidence for one item", SCORINGS_MAX);
	}
	item->scoring_count = from->verified_by.len;
	item->scorings = arena_new_array(reader->arena, struct scoring, item->scoring_count);
	for (size_t i = 0; i < item->scoring_count; i++) {
		is_good = scoring_read(reader, &list[i], &item->scorings[i]) && is_good;
	}
	return is_good;
}

/* ---- choices ---- */

static const struct choice_kind coverage_choices[] = {
	{ STR_INIT("none"), STR_INIT("no, or nearly none"), 0, false },
	{ STR_INIT("some"), STR_INIT("some"), 0.25, false },
	{ STR_INIT("half"), STR_INIT("at least half"), 0.5, true },
	{ STR_INIT("most"), STR_INIT("most or all"), 1, true },
};

static const struct choice_kind yes_no_choices[] = {
	{ STR_INIT("no"), STR_INIT("no"), 0, false },
	{ STR_INIT("yes"), STR_INIT("yes"), 1, true },
};

static void choices_copy(struct reader *reader, struct pack_item *item,
		const struct choice_kind *choices, size_t count)
{
	item->choices = arena_copy(reader->arena, choices, size_mul(count, sizeof(*choices)));
	item->choice_count = count;
}

static bool choice_read(struct reader *reader, const struct node *node, struct pack_item *item)
{
	struct config_choice from;
	struct choice_kind *choice = &item->choices[item->choice_count];

	if (!table_decode(&config_choice_table, NULL, node, &from, reader->arena,
			    reader->problems)) {
		return false;
	}
	if (from.score.value < 0 || from.score.value > 1) {
		return problem_add(reader->problems, from.score.place, STR("0 is worst, 1 best"),
				"a score is between 0 and 1");
	}
	if (item_choice_find(item, from.id.s) != UINT32_MAX
			|| str_eq(from.id.s, STR(ANSWER_NOT_APPLICABLE))) {
		return problem_add(reader->problems, from.id.place, STR("give it another id"),
				"the choice '" STR_FMT "' is taken", STR_ARG(from.id.s));
	}
	*choice = (struct choice_kind){
		.id = from.id.s,
		.text = from.text.s,
		.score = from.score.value,
		.needs_criteria = from.needs_criteria,
	};
	item->choice_count++;
	return true;
}

static bool choices_read(
		struct reader *reader, const struct config_pack_item *from, struct pack_item *item)
{
	const struct node *node = from->choices;
	bool is_word = node && node->kind == NODE_SCALAR;

	if (item->kind != ITEM_QUESTION) {
		return !node
		       || problem_add(reader->problems, node->place, STR("take them out"),
				       "only a question has choices");
	}
	if (!node || (is_word && str_eq(node->text, STR("coverage")))) {
		choices_copy(reader, item, coverage_choices, COUNT_OF(coverage_choices));
		return true;
	}
	if (is_word && str_eq(node->text, STR("yes-no"))) {
		choices_copy(reader, item, yes_no_choices, COUNT_OF(yes_no_choices));
		return true;
	}
	if (node->kind != NODE_LIST || node->len < 2 || node->len > CHOICES_MAX) {
		return problem_add(reader->problems, node->place,
				STR("write coverage, yes-no, or a list of id, text and score"),
				"choices are 2 to %d", CHOICES_MAX);
	}
	bool is_good = true;
	item->choices = arena_new_array(reader->arena, struct choice_kind, node->len);
	for (size_t i = 0; i < node->len; i++) {
		is_good = choice_read(reader, &node->items[i], item) && is_good;
	}
	return is_good;
}

static bool criteria_read(
		struct reader *reader, const struct config_pack_item *from, struct pack_item *item)
{
	const struct config_criterion *list = from->criteria.p;

	if (from->criteria.len > CRITERIA_MAX) {
		return problem_add(reader->problems, from->criteria.place,
				STR("make two questions of it"),
				"more than %d criteria for one question", CRITERIA_MAX);
	}
	item->criteria = arena_new_array(reader->arena, struct criterion, from->criteria.len);
	for (size_t i = 0; i < from->criteria.len; i++) {
		if (item_criterion_find(item, list[i].id.s) != UINT32_MAX) {
			return problem_add(reader->problems, list[i].id.place,
					STR("give it another id"),
					"the criterion '" STR_FMT "' is taken",
					STR_ARG(list[i].id.s));
		}
		item->criteria[item->criterion_count++] = (struct criterion){
			.id = list[i].id.s,
			.text = list[i].text.s,
		};
	}
	return true;
}

/* ---- items ---- */

static bool must_read(
		struct reader *reader, const struct config_pack_item *from, struct pack_item *item)
{
	const struct node *node = from->must;
	struct config_must must;

	item->level = 1;
	if (!node) {
		return true;
	}
	if (value_is_truth(node)) {
		item->is_must = str_eq(node->text, STR("true"));
		return true;
	}
	if (!table_decode(&config_must_table, NULL, node, &must, reader->arena, reader->problems)) {
		return false;
	}
	if (must.level.value < 1 || must.level.value > UINT16_MAX) {
		return problem_add(reader->problems, must.level.place, STR("1 is the lowest band"),
				"there is no such level");
	}
	item->is_must = true;
	item->level = (uint32_t)must.level.value;
	return true;
}

static bool weight_read(
		struct reader *reader, const struct config_pack_item *from, struct pack_item *item)
{
	item->weight = WEIGHT_DEFAULT;
	if (!from->weight.is_set) {
		return true;
	}
	if (from->weight.value < 1 || from->weight.value > WEIGHT_MOST) {
		return problem_add(reader->problems, from->weight.place,
				STR("3 is usual; take an item out instead of weighing it 0"),
				"a weight is between 1 and %d", WEIGHT_MOST);
	}
	item->weight = (uint32_t)from->weight.value;
	return true;
}

static struct str *texts_copy(struct reader *reader, const struct text_list *list)
{
	struct str *texts = arena_new_array(reader->arena, struct str, list->len);

	for (size_t i = 0; i < list->len; i++) {
		texts[i] = list->p[i].s;
	}
	return texts;
}

static bool item_name(
		struct reader *reader, const struct config_pack_item *from, struct pack_item *item)
{
	const struct pack_pillar *pillar = &reader->pack->pillars[reader->pillar];
	bool is_new;

	item->id = str_fmt(reader->arena, STR_FMT "." STR_FMT, STR_ARG(pillar->id),
			STR_ARG(from->id.s));
	struct map_entry *entry = map_put(reader->ids, item->id, &is_new);
	if (is_new) {
		entry->num = from->id.place.line;
		return true;
	}
	struct str remedy = str_fmt(reader->problems->arena,
			"the first stands at line %zu; give this one another id", entry->num);
	return problem_add(reader->problems, from->id.place, remedy,
			"item '" STR_FMT "' is repeated", STR_ARG(item->id));
}

static bool item_read(struct reader *reader, const struct config_pack_item *from)
{
	struct pack_item item = {
		.pillar = reader->pillar,
		.kind = (enum item_kind)from->kind.value,
		.ask = from->ask.s,
		.help = from->help.s,
		.mode = (enum verify_mode)from->mode.value,
		.severity = (enum item_severity)from->severity.value,
		.applies = from->applies.s,
		.applies_place = from->applies.place,
		.remedy = from->remedy.s,
		.evidence_hint = from->hint.s,
		.references = texts_copy(reader, &from->references),
		.reference_count = from->references.len,
		.place = from->id.place,
	};
	bool is_good = item_name(reader, from, &item);
	is_good = criteria_read(reader, from, &item) && is_good;
	is_good = choices_read(reader, from, &item) && is_good;
	is_good = scorings_read(reader, from, &item) && is_good;
	is_good = weight_read(reader, from, &item) && is_good;
	is_good = must_read(reader, from, &item) && is_good;
	*vec_add(&reader->items, reader->arena) = item;
	return is_good;
}

/* ---- pillars ---- */

static bool pillar_read(struct reader *reader, const struct config_pack_pillar *from)
{
	struct pack_pillar *pillar = &reader->pack->pillars[reader->pillar];
	const struct config_pack_item *items = from->items.p;
	bool is_good = true;

	*pillar = (struct pack_pillar){
		.id = from->id.s,
		.title = from->title.s,
		.property = from->property.s,
		.question = from->question.s,
		.first = (uint32_t)reader->items.len,
		.place = from->id.place,
	};
	if (!value_is_name(pillar->id) || str_find(pillar->id, '.') < pillar->id.len) {
		is_good = problem_add(reader->problems, pillar->place,
				STR("a letter or digit, then letters, digits and _ -"),
				"'" STR_FMT "' cannot be the name of a pillar",
				STR_ARG(pillar->id));
	}
	if (reader->items.len + from->items.len > PACK_ITEMS_MAX) {
		return problem_add(reader->problems, pillar->place, STR("nobody answers so many"),
				"more than %d items", PACK_ITEMS_MAX);
	}
	for (size_t i = 0; i < from->items.len; i++) {
		is_good = item_read(reader, &items[i]) && is_good;
	}
	pillar->count = (uint32_t)reader->items.len - pillar->first;
	return is_good;
}

static bool enables_read(
		struct reader *reader, const struct config_pack_pillar *from, uint32_t number)
{
	struct pack *pack = reader->pack;
	struct pack_pillar *pillar = &pack->pillars[number];
	struct str *names = arena_new_array(reader->arena, struct str, pack->pillar_count);
	bool is_good = true;

	for (size_t i = 0; i < pack->pillar_count; i++) {
		names[i] = pack->pillars[i].id;
	}
	pillar->enables = arena_new_array(reader->arena, uint32_t, from->enables.len);
	for (size_t i = 0; i < from->enables.len; i++) {
		const struct text *name = &from->enables.p[i];
		uint32_t other = pack_pillar_find(pack, name->s);
		if (other != UINT32_MAX && other != number) {
			pillar->enables[pillar->enables_count++] = other;
			continue;
		}
		struct str near = suggest(name->s, names, pack->pillar_count);
		struct str remedy = near.len ? str_fmt(reader->problems->arena,
							       "did you mean '" STR_FMT "'?",
							       STR_ARG(near))
					     : STR("name another pillar of this pack");
		is_good = problem_add(reader->problems, name->place, remedy,
				"'" STR_FMT "' cannot be what '" STR_FMT "' enables",
				STR_ARG(name->s), STR_ARG(pillar->id));
	}
	return is_good;
}

static bool pillars_read(struct reader *reader, const struct config_pack *from)
{
	struct pack *pack = reader->pack;
	const struct config_pack_pillar *list = from->pillars.p;
	bool is_good = true;

	if (from->pillars.len > PACK_PILLARS_MAX) {
		return problem_add(reader->problems, from->pillars.place,
				STR("make two packs of it"), "more than %d pillars",
				PACK_PILLARS_MAX);
	}
	pack->pillar_count = from->pillars.len;
	pack->pillars = arena_new_array(reader->arena, struct pack_pillar, pack->pillar_count);
	for (uint32_t i = 0; i < pack->pillar_count; i++) {
		reader->pillar = i;
		is_good = pillar_read(reader, &list[i]) && is_good;
	}
	for (uint32_t i = 0; i < pack->pillar_count; i++) {
		is_good = enables_read(reader, &list[i], i) && is_good;
	}
	pack->items = reader->items.p;
	pack->item_count = reader->items.len;
	return is_good;
}

/* ---- bands and readings ---- */

/* "40 %" as 0.4; an absent one is 0. */
static bool share_read(struct reader *reader, const struct text *text, double *share)
{
	struct quantity quantity;
	struct err err;

	*share = 0;
	if (!text->s.len) {
		return true;
	}
	if (!quantity_read(&quantity, text->s, &err) || !quantity.unit.is_ratio
			|| !(quantity.value >= 0) || quantity.value * quantity.unit.scale > 1) {
		return problem_add(reader->problems, text->place, STR("for example: 40 %"),
				"'" STR_FMT "' is no share between 0 %% and 100 %%",
				STR_ARG(text->s));
	}
	*share = quantity.value * quantity.unit.scale;
	return true;
}

static bool bands_read(struct reader *reader, const struct config_pack *from)
{
	struct pack *pack = reader->pack;
	const struct config_band *list = from->bands.p;
	bool is_good = true;

	pack->bands = arena_new_array(reader->arena, struct pack_band, from->bands.len);
	pack->band_count = from->bands.len;
	for (size_t i = 0; i < pack->band_count; i++) {
		struct pack_band *band = &pack->bands[i];
		*band = (struct pack_band){ .name = list[i].name.s,
			.meaning = list[i].meaning.s,
			.place = list[i].name.place };
		is_good = share_read(reader, &list[i].lower, &band->lower) && is_good;
		is_good = share_read(reader, &list[i].evidenced, &band->evidenced) && is_good;
	}
	return is_good;
}

static bool readings_read(struct reader *reader, const struct config_pack *from)
{
	struct pack *pack = reader->pack;
	const struct config_reading *list = from->readings.p;
	bool is_good = true;

	pack->readings = arena_new_array(reader->arena, struct pack_reading, from->readings.len);
	pack->reading_count = from->readings.len;
	for (size_t i = 0; i < pack->reading_count; i++) {
		struct pack_reading *reading = &pack->readings[i];
		*reading = (struct pack_reading){
			.name = list[i].name.s, .text = list[i].text.s, .place = list[i].name.place
		};
		is_good = share_read(reader, &list[i].least, &reading->least) && is_good;
	}
	return is_good;
}

/* ---- the whole ---- */

struct str pack_shipped(struct str name)
{
	for (const struct embedded *pack = pillar_packs; pack->name.len; pack++) {
		if (str_eq(pack->name, name)) {
			return pack->text;
		}
	}
	return STR("");
}

size_t pack_shipped_names(struct str *names, size_t room)
{
	size_t count = 0;

	for (const struct embedded *pack = pillar_packs; pack->name.len; pack++) {
		if (count < room) {
			names[count] = pack->name;
		}
		count++;
	}
	return count;
}

static bool own_read(struct reader *reader, const struct node *root)
{
	struct pack *pack = reader->pack;
	struct config_pack from;
	bool is_good = table_decode(
			&config_pack_table, NULL, root, &from, reader->arena, reader->problems);

	pack->name = from.name.s;
	pack->version = from.version.s;
	pack->title = from.title.s.len ? from.title.s : from.name.s;
	is_good = pillars_read(reader, &from) && is_good;
	is_good = bands_read(reader, &from) && is_good;
	is_good = readings_read(reader, &from) && is_good;
	return is_good;
}

bool pack_read(struct pack *pack, struct arena *arena, struct str path, struct str text,
		struct problems *problems)
{
	const struct node_limits limits = { .max_bytes = PACK_BYTES_MAX, .option = "" };
	struct reader reader = {
		.pack = pack,
		.arena = arena,
		.problems = problems,
		.ids = map_create(arena),
	};
	struct node root;
	bool is_json = str_ends(path, STR(".json"));
	bool is_good = is_json ? node_read_json(&root, arena, path, text, &limits, problems)
			       : node_read_yaml(&root, arena, path, text, &limits, problems);

	*pack = (struct pack){ .path = path, .hash = hash_of(text) };
	if (!is_good) {
		return false;
	}
	is_good = lens_is_meant(&root) ? lens_read(pack, arena, &root, text.len, problems)
				       : own_read(&reader, &root);
	return is_good && pack_lint(pack, problems);
}
