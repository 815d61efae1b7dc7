/* SPDX-License-Identifier: MIT */
#include "pillars/results.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/path.h"
#include "base/problem.h"
#include "config/value.h"
#include "formats/node.h"

/* ---- reading ---- */

static struct str text_of(const struct node *map, struct str key)
{
	const struct node *node = node_find(map, key);

	return node && node->kind == NODE_SCALAR ? node->text : STR("");
}

/* A member that is a number from 0 to 1. */
static bool share_of(const struct node *map, struct str key, double *share)
{
	const struct node *node = node_find(map, key);

	return node && value_read_real(node, share) && *share >= 0 && *share <= 1;
}

static bool pillars_take(struct result *result, const struct node *map, struct arena *arena)
{
	if (!map || map->kind != NODE_MAP) {
		return false;
	}
	result->pillars = arena_new_array(arena, struct result_pillar, map->len);
	result->pillar_count = map->len;
	for (size_t i = 0; i < map->len; i++) {
		const struct node *node = &map->items[i];
		struct result_pillar *pillar = &result->pillars[i];
		pillar->id = node->key;
		pillar->is_assessed = node->kind == NODE_MAP;
		if (node->kind != NODE_NULL
				&& !(share_of(node, STR("lower"), &pillar->lower)
						&& share_of(node, STR("upper"), &pillar->upper)
						&& share_of(node, STR("evidenced"),
								&pillar->evidenced))) {
			return false;
		}
	}
	return true;
}

static void ticks_take(struct result_item *item, const struct node *list, struct arena *arena)
{
	if (!list || list->kind != NODE_LIST) {
		return;
	}
	item->ticked = arena_new_array(arena, struct str, list->len);
	for (size_t i = 0; i < list->len; i++) {
		if (list->items[i].kind == NODE_SCALAR) {
			item->ticked[item->ticked_count++] = list->items[i].text;
		}
	}
}

static bool items_take(struct result *result, const struct node *map, struct arena *arena)
{
	if (!map || map->kind != NODE_MAP) {
		return false;
	}
	result->items = arena_new_array(arena, struct result_item, map->len);
	result->item_count = map->len;
	for (size_t i = 0; i < map->len; i++) {
		const struct node *node = &map->items[i];
		struct result_item *item = &result->items[i];
		item->id = node->key;
		if (node->kind != NODE_MAP || !share_of(node, STR("lo"), &item->interval.lo)
				|| !share_of(node, STR("hi"), &item->interval.hi)) {
			return false;
		}
		item->has_answer = node_find(node, STR("on")) != NULL;
		item->answer = text_of(node, STR("answer"));
		item->on = text_of(node, STR("on"));
		ticks_take(item, node_find(node, STR("ticked")), arena);
	}
	return true;
}

static bool result_take(struct result *result, const struct node *root, struct arena *arena)
{
	int64_t seconds;
	int64_t format;
	const struct node *number = node_find(root, STR("format"));

	if (root->kind != NODE_MAP || !number || !value_read_number(number, &format)
			|| format != RESULTS_FORMAT) {
		return false;
	}
	result->pack = text_of(root, STR("pack"));
	result->pack_version = text_of(root, STR("pack_version"));
	if (result->pack.len == 0 || !date_read_moment(text_of(root, STR("as_of")), &seconds)
			|| !hash_read_hex(text_of(root, STR("pack_hash")), &result->pack_hash)) {
		return false;
	}
	result->as_of = (moment)seconds * MOMENT_SECOND;
	return pillars_take(result, node_find(root, STR("pillars")), arena)
	       && items_take(result, node_find(root, STR("items")), arena);
}

static bool line_read(struct results *results, struct arena *arena, struct str path,
		struct str line, uint32_t number, struct problems *problems)
{
	const struct node_limits limits = { .max_nodes = 20000, .option = "" };
	const struct place place = { .path = path, .line = number, .column = 1 };
	const struct str remedy = STR_INIT("restore it from version control, or take the line out");
	struct problems own;
	struct node root;
	struct result result = { .line = number };

	problems_init(&own, arena);
	if (!node_read_json(&root, arena, path, line, &limits, &own)) {
		return problem_add(problems, place, remedy, "this line is no JSON object: " STR_FMT,
				STR_ARG(own.list.p[0].text));
	}
	if (!result_take(&result, &root, arena)) {
		return problem_add(
				problems, place, remedy, "this line is no result of an assessment");
	}
	*vec_add(&results->list, arena) = result;
	return true;
}

static int result_order(const void *a, const void *b)
{
	const struct result *left = a;
	const struct result *right = b;

	if (left->as_of != right->as_of) {
		return left->as_of < right->as_of ? -1 : 1;
	}
	return left->line < right->line ? -1 : left->line > right->line;
}

bool results_read(struct results *results, struct arena *arena, struct str path, struct str text,
		struct problems *problems)
{
	struct str rest = text;
	struct str line;
	uint32_t number = 0;

	*results = (struct results){ 0 };
	while (str_split(&rest, '\n', &line)) {
		number++;
		if (number > RESULTS_MAX) {
			return problem_add(problems, (struct place){ .path = path, .line = number },
					STR("move old results into another file"),
					"more than %d results", RESULTS_MAX);
		}
		if (str_trim(line).len
				&& !line_read(results, arena, path, line, number, problems)) {
			return false;
		}
	}
	vec_sort(&results->list, result_order);
	return true;
}

const struct result *results_before(const struct results *results, struct str pack, moment until)
{
	const struct result *found = NULL;

	vec_each (const struct result, result, &results->list) {
		if (str_eq(result->pack, pack) && result->as_of <= until) {
			found = result;
		}
	}
	return found;
}

const struct result *results_first(const struct results *results, struct str pack)
{
	vec_each (const struct result, result, &results->list) {
		if (str_eq(result->pack, pack)) {
			return result;
		}
	}
	return NULL;
}

/* ---- values over time ---- */

static const struct str row_names[] = { STR_INIT("score"), STR_INIT("upper"),
	STR_INIT("evidenced") };

static struct value_row row_of(struct str pillar, size_t name, moment from, double share)
{
	return (struct value_row){
		.family = STR("pillar"),
		.name = row_names[name],
		.subject = pillar,
		.from = from,
		.value = { 100 * share, { .is_ratio = true, .scale = 0.01, .text = STR("%") } },
	};
}

static const struct result_pillar *pillar_find(const struct result *result, struct str id)
{
	for (size_t i = 0; i < result->pillar_count; i++) {
		if (str_eq(result->pillars[i].id, id)) {
			return &result->pillars[i];
		}
	}
	return NULL;
}

static struct value_row past_row(const struct result *result, struct str pillar, size_t name)
{
	const struct result_pillar *then = pillar_find(result, pillar);
	bool is_known = then && then->is_assessed;
	double values[] = { is_known ? then->lower : 0, is_known ? then->upper : 0,
		is_known ? then->evidenced : 0 };
	struct value_row row = row_of(pillar, name, result->as_of, values[name]);

	row.reason = is_known ? REASON_NONE : REASON_NO_RECORD;
	row.evidence = is_known ? STR("a recorded result") : STR("it was not assessed");
	return row;
}

static struct value_row present_row(const struct assessment *assessment, size_t pillar, size_t name)
{
	const struct pillar_result *now = &assessment->pillars[pillar];
	double values[] = { now->lower, now->upper, now->evidenced };
	struct value_row row = row_of(assessment->pack->pillars[pillar].id, name, assessment->as_of,
			values[name]);

	row.reason = now->is_assessed ? REASON_NONE : REASON_NO_RECORD;
	row.evidence = now->headline;
	return row;
}

/* What was recorded cannot be read: all of the past is unknown, and says why. */
static struct value_row damaged_row(
		const struct problem *damage, struct str pillar, size_t name, struct arena *arena)
{
	struct value_row row = row_of(pillar, name, 0, 0);

	row.reason = REASON_UNREADABLE;
	row.evidence = str_fmt(arena, STR_FMT ":%u: " STR_FMT, STR_ARG(damage->place.path),
			damage->place.line, STR_ARG(damage->text));
	return row;
}

size_t results_rows(const struct results *results, const struct pack *pack,
		const struct assessment *assessment, moment as_of, struct arena *arena,
		struct value_row **rows)
{
	VEC(struct value_row) list = { 0 };

	for (size_t i = 0; i < pack->pillar_count; i++) {
		for (size_t name = 0; name < COUNT_OF(row_names); name++) {
			if (results->damage) {
				*vec_add(&list, arena) = damaged_row(
						results->damage, pack->pillars[i].id, name, arena);
			}
			vec_each (const struct result, result, &results->list) {
				/* What this run says of now stands instead of what another one
				 * said. */
				bool is_past = assessment ? result->as_of < as_of
							  : result->as_of <= as_of;
				if (is_past && str_eq(result->pack, pack->name)
						&& str_eq(result->pack_version, pack->version)) {
					*vec_add(&list, arena) =
							past_row(result, pack->pillars[i].id, name);
				}
			}
			if (assessment) {
				*vec_add(&list, arena) = present_row(assessment, i, name);
			}
		}
	}
	*rows = list.p;
	return list.len;
}
