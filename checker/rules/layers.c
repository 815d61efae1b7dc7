/* SPDX-License-Identifier: MIT */
/*
 * layers: modules in an order, top first; a module uses only its own layer's
 * and lower ones'.
 */
#include "base/arena.h"
#include "base/problem.h"
#include "facts/selector.h"
#include "rules/kinds.h"
#include "rules/walk.h"
#include "rules/words.h"

enum layers_mode {
	MODE_RELAXED,
	MODE_STRICT,
};

enum layers_siblings {
	SIBLINGS_INDEPENDENT,
	SIBLINGS_FREE,
};

static const char *const mode_words[] = { "relaxed", "strict", NULL };
static const char *const siblings_words[] = { "independent", "free", NULL };

struct layers_keys {
	const struct node *order;
	struct choice mode;
	struct choice siblings;
	bool exhaustive;
	/* The layer of each module, from the top; NONE = in none. */
	uint32_t *layer_of;
};

/* clang-format off */

static const struct field layers_fields[] = {
	{ .name = "order", .type = FIELD_NODE, .offset = offsetof(struct layers_keys, order),
	  .is_required = true,
	  .help = "The layers, top first; each a module, a pattern, a tag, or a list of them that "
		  "stand side by side.",
	  .example = "[app, [net, disk], core]" },
	{ .name = "mode", .type = FIELD_CHOICE, .offset = offsetof(struct layers_keys, mode),
	  .words = mode_words, .fallback = MODE_RELAXED,
	  .help = "relaxed: any lower layer may be used; strict: only the next one. Default: "
		  "relaxed.",
	  .example = "strict" },
	{ .name = "siblings", .type = FIELD_CHOICE,
	  .offset = offsetof(struct layers_keys, siblings), .words = siblings_words,
	  .fallback = SIBLINGS_INDEPENDENT,
	  .help = "Whether modules of one layer may use each other (free) or not (independent). "
		  "Default: independent.",
	  .example = "free" },
	{ .name = "exhaustive", .type = FIELD_BOOL,
	  .offset = offsetof(struct layers_keys, exhaustive),
	  .help = "Whether every module must be in a layer. Default: false, modules in none are "
		  "not judged.",
	  .example = "true" },
};

/* clang-format on */

static const struct table layers_table = {
	.name = "rule",
	.help = "Modules in an order, top first; nothing uses what stands above it.",
	.fields = layers_fields,
	.len = COUNT_OF(layers_fields),
	.size = sizeof(struct layers_keys),
};

struct layers_reader {
	struct layers_keys *keys;
	const struct code *code;
	struct arena *arena;
	struct problems *problems;
};

static bool layer_read(const struct layers_reader *reader, const struct text *items, size_t count,
		uint32_t layer)
{
	struct selector *selector = selector_compile(reader->arena, items, count, FORMS_OF_MODULES,
			reader->code, reader->problems);
	if (!selector) {
		return false;
	}
	bool is_sound = true;
	for (uint32_t m = 0; m < reader->code->module_count; m++) {
		if (!selector_has_module(selector, m)) {
			continue;
		}
		if (reader->keys->layer_of[m] != NONE) {
			is_sound = problem_add(reader->problems, items[0].place,
					STR("name it in one layer only, or take it out with not:"),
					"module '" STR_FMT "' is in two layers, %u and %u",
					STR_ARG(reader->code->modules[m].name),
					reader->keys->layer_of[m] + 1, layer + 1);
		} else {
			reader->keys->layer_of[m] = layer;
		}
	}
	return is_sound;
}

/* One layer: a scalar, or a list of scalars. */
static bool layer_node_read(
		const struct layers_reader *reader, const struct node *node, uint32_t layer)
{
	VEC(struct text) items = { 0 };
	if (node->kind == NODE_SCALAR) {
		*vec_add(&items, reader->arena) = (struct text){ node->text, node->place };
	}
	for (size_t i = 0; node->kind == NODE_LIST && i < node->len; i++) {
		const struct node *item = &node->items[i];
		if (item->kind != NODE_SCALAR) {
			return problem_add(reader->problems, item->place,
					STR("a layer is a name or a list of names"),
					"a layer cannot hold %s", node_kind_name(item));
		}
		*vec_add(&items, reader->arena) = (struct text){ item->text, item->place };
	}
	if (items.len == 0) {
		return problem_add(reader->problems, node->place,
				STR("a layer is a name or a list of names"),
				"a layer holds nothing");
	}
	return layer_read(reader, items.p, items.len, layer);
}

static bool layers_prepare(struct rule *rule, const struct code *code, struct arena *arena,
		struct problems *problems)
{
	struct layers_keys *keys = rule->keys;
	const struct layers_reader reader = { keys, code, arena, problems };
	bool is_sound = true;

	if (keys->order->kind != NODE_LIST || keys->order->len < 2) {
		return problem_add(problems, keys->order->place,
				STR("layers need an order, top first, for example: "
				    "order: [app, [net, disk], core]"),
				"'order' of rule '" STR_FMT "' is no list of two layers or more",
				STR_ARG(rule->id));
	}
	keys->layer_of = arena_new_array(arena, uint32_t, code->module_count);
	for (size_t m = 0; m < code->module_count; m++) {
		keys->layer_of[m] = NONE;
	}
	for (uint32_t i = 0; i < keys->order->len; i++) {
		is_sound &= layer_node_read(&reader, &keys->order->items[i], i);
	}
	return is_sound;
}

static struct str layers_away(struct arena *arena, uint32_t count, const char *where)
{
	return count == 1 ? str_fmt(arena, "a layer %s", where)
			  : str_fmt(arena, "%u layers %s", count, where);
}

static void report_up(struct finding *finding, struct arena *arena, const struct code *code,
		const struct code_use *use, uint32_t layers)
{
	struct str user = use_user(code, use);
	struct str owner = code_use_owner(code, use, arena);
	finding->message = str_fmt(arena, STR_FMT ", which is " STR_FMT,
			STR_ARG(use_sentence(arena, code, use)),
			STR_ARG(layers_away(arena, layers, "above")));
	if (use->kind == USE_CALL || use->kind == USE_POINTER) {
		finding->remedy = str_fmt(arena,
				"let " STR_FMT " register a callback (a port of " STR_FMT
				"), or move " STR_FMT " down to " STR_FMT " or below",
				STR_ARG(owner), STR_ARG(user), STR_ARG(code_use_target(code, use)),
				STR_ARG(user));
	} else if (use->kind == USE_INCLUDE) {
		finding->remedy = str_fmt(arena,
				"move what is needed of " STR_FMT " down to " STR_FMT
				" or below, or let the caller hand it in",
				STR_ARG(code_use_target(code, use)), STR_ARG(user));
	} else {
		finding->remedy = str_fmt(arena,
				"move " STR_FMT " down to " STR_FMT " or below, or let " STR_FMT
				" hand in what is needed",
				STR_ARG(code_use_target(code, use)), STR_ARG(user), STR_ARG(owner));
	}
}

static void report_sideways(struct finding *finding, struct arena *arena, const struct code *code,
		const struct code_use *use)
{
	finding->message = str_fmt(arena, STR_FMT ", which is in the same layer",
			STR_ARG(use_sentence(arena, code, use)));
	finding->remedy = str_fmt(arena,
			"move " STR_FMT
			" to a lower layer, or let a higher one bring the two together",
			STR_ARG(code_use_target(code, use)));
}

static void report_skip(struct finding *finding, struct arena *arena, const struct code *code,
		const struct code_use *use, uint32_t layers)
{
	finding->message = str_fmt(arena, STR_FMT ", which is %u layers below",
			STR_ARG(use_sentence(arena, code, use)), layers);
	finding->remedy =
			STR("go through the next layer: only that one may be used (mode: strict)");
}

static void judge_use(const struct rule *rule, const struct code *code, const struct code_use *use,
		struct findings *findings)
{
	const struct layers_keys *keys = rule->keys;
	uint32_t user = code->files[use->file].module;
	uint32_t owner = code_use_module(code, use);
	if (user == NONE || owner == NONE || user == owner) {
		return;
	}
	uint32_t from = keys->layer_of[user];
	uint32_t to = keys->layer_of[owner];
	if (from == NONE || to == NONE) {
		return;
	}

	struct arena *arena = findings->arena;
	if (to < from) {
		report_up(rule_finding(rule, code, use, findings), arena, code, use, from - to);
	} else if (to == from && keys->siblings.value == SIBLINGS_INDEPENDENT) {
		report_sideways(rule_finding(rule, code, use, findings), arena, code, use);
	} else if (to > from + 1 && keys->mode.value == MODE_STRICT) {
		report_skip(rule_finding(rule, code, use, findings), arena, code, use, to - from);
	}
}

static void layers_check(
		const struct rule *rule, const struct rule_facts *facts, struct findings *findings)
{
	const struct layers_keys *keys = rule->keys;
	struct use_walk walk = use_walk_begin(rule, facts->code);
	const struct code_use *use;
	while ((use = use_walk_next(&walk))) {
		judge_use(rule, facts->code, use, findings);
	}

	for (size_t m = 0; keys->exhaustive && m < facts->code->module_count; m++) {
		if (keys->layer_of[m] == NONE) {
			struct str name = facts->code->modules[m].name;
			struct finding *finding = rule_finding_at(
					rule, STR("layer"), name, STR(""), rule->place, findings);
			finding->message = str_fmt(findings->arena,
					"module " STR_FMT " is in no layer", STR_ARG(name));
			finding->label = STR("this order is exhaustive: every module has a layer");
			finding->remedy = str_fmt(findings->arena,
					"put " STR_FMT " into a layer of 'order'", STR_ARG(name));
		}
	}
}

const struct rule_kind rule_layers = {
	.name = "layers",
	.summary = "Modules stand in layers, and none uses what is above it.",
	.needs = NEEDS_INCLUDES | NEEDS_SYMBOLS,
	.severity = SEVERITY_ERROR,
	.keys = &layers_table,
	.prepare = layers_prepare,
	.check = layers_check,
};
