/* SPDX-License-Identifier: MIT */
/*
 * What is looked for, whether a revision has it, and by which lines.
 */
#include "base/arena.h"
#include "base/err.h"
#include "base/suggest.h"
#include "engine/drift_reading.h"
#include "engine/revisit.h"
#include "facts/code_graph.h"

#include <stdlib.h>

#define STEPS_MOST 10

static const char *const quest_words[] = {
	[QUEST_CYCLE] = "cycle",
	[QUEST_USE] = "use",
	[QUEST_VIOLATION] = "violation",
};

static bool name_unknown(const char *what, struct str name, const struct str *names, size_t count,
		struct err *err)
{
	struct str near = suggest(name, names, count);
	return near.len ? err_set(err, "unknown %s '" STR_FMT "', did you mean '" STR_FMT "'?",
					  what, STR_ARG(name), STR_ARG(near))
			: err_set(err, "unknown %s '" STR_FMT "'", what, STR_ARG(name));
}

static bool module_check(
		const struct run *head, struct arena *arena, struct str name, struct err *err)
{
	const struct code *code = head->code;
	struct str *names = arena_new_array(arena, struct str, code->module_count);
	for (size_t i = 0; i < code->module_count; i++) {
		names[i] = code->modules[i].name;
	}
	return code_module_find(code, name) != NONE
	       || name_unknown("module", name, names, code->module_count, err);
}

/* Only what includes alone can tell can be looked for. */
static bool rule_check_known(
		const struct run *head, struct arena *arena, struct str name, struct err *err)
{
	struct str *names = arena_new_array(arena, struct str, head->rule_count);
	for (size_t i = 0; i < head->rule_count; i++) {
		const struct rule *rule = &head->rules[i];
		names[i] = rule->id;
		if (!str_eq(rule->id, name)) {
			continue;
		}
		if (rule->severity == SEVERITY_NONE) {
			return err_set(err, "rule '" STR_FMT "' is switched off", STR_ARG(name));
		}
		if ((rule->needs & NEEDS_HISTORY) || !(rule->needs & NEEDS_INCLUDES)) {
			return err_set(err,
					"includes alone cannot judge rule '" STR_FMT
					"', and nothing else is known of another revision",
					STR_ARG(name));
		}
		/* Without includes in `by` nothing of it can be seen in text. */
		return (rule->by & (1U << USE_INCLUDE))
		       || err_set(err,
				       "rule '" STR_FMT
				       "' looks at no includes, and nothing else is "
				       "known of another revision",
				       STR_ARG(name));
	}
	return name_unknown("rule", name, names, head->rule_count, err);
}

bool drift_quest_read(struct drift_quest *quest, struct arena *arena, const struct run *head,
		struct str text, struct err *err)
{
	struct str word = str_slice(text, 0, str_find(text, ':'));
	struct str rest = str_from(text, word.len + 1);
	size_t comma = str_find(rest, ',');
	*quest = (struct drift_quest){ .text = text };
	while (quest->kind < COUNT_OF(quest_words)
			&& !str_eq(word, str_of(quest_words[quest->kind]))) {
		quest->kind++;
	}
	if (quest->kind == QUEST_VIOLATION && rest.len > 0) {
		quest->a = rest;
		return rule_check_known(head, arena, rest, err);
	}
	if (quest->kind > QUEST_VIOLATION || comma == 0 || comma + 1 >= rest.len) {
		return err_set(err,
				"'" STR_FMT
				"' is nothing to look for: write cycle:MODULE,MODULE or "
				"use:MODULE,MODULE or violation:RULE",
				STR_ARG(text));
	}
	quest->a = str_slice(rest, 0, comma);
	quest->b = str_from(rest, comma + 1);
	if (str_eq(quest->a, quest->b)) {
		return err_set(err, "'" STR_FMT "' names one module twice", STR_ARG(text));
	}
	return module_check(head, arena, quest->a, err) && module_check(head, arena, quest->b, err);
}

bool drift_quest_holds(const struct drift_quest *quest, const struct drift_revision *revision)
{
	const struct drift_cycle *cycle;
	switch (quest->kind) {
	case QUEST_CYCLE:
		cycle = drift_cycle_of(revision, quest->a);
		return cycle && cycle == drift_cycle_of(revision, quest->b);
	case QUEST_USE:
		return drift_use_find(revision, quest->a, quest->b) != NULL;
	case QUEST_VIOLATION:
		break;
	}
	return drift_findings_of(revision, quest->a) > 0;
}

/* ---- the lines that did it ---- */

struct steps {
	struct drift_found *found;
	struct arena *arena;
	const struct code *code;
	/* What the parent had. */
	const struct code *before;
	struct drift_revision parent;
};

static void step_add(struct steps *steps, struct place place, struct str text, bool is_new)
{
	if (steps->found->steps.len == STEPS_MOST) {
		steps->found->more++;
		return;
	}
	place.path = str_dup(steps->arena, place.path);
	*vec_add(&steps->found->steps, steps->arena) = (struct drift_step){ place, text, is_new };
}

static struct str use_text(const struct steps *steps, const struct code_use *use)
{
	const struct code *code = steps->code;
	uint32_t from = code->files[use->file].module;
	uint32_t to = code_use_module(code, use);
	return str_fmt(steps->arena, STR_FMT " -> " STR_FMT ": includes " STR_FMT,
			STR_ARG(code->modules[from].name), STR_ARG(code->modules[to].name),
			STR_ARG(code_use_target(code, use)));
}

/* Every line by which one module includes the other. */
static void steps_of_use(struct steps *steps, struct str from, struct str to)
{
	const struct code *code = steps->code;
	uint32_t user = code_module_find(code, from);
	uint32_t used = code_module_find(code, to);
	for (size_t i = 0; i < code->use_count; i++) {
		const struct code_use *use = &code->uses[i];
		if (use->kind == USE_INCLUDE && (code->files[use->file].flags & FILE_JUDGED)
				&& code->files[use->file].module == user
				&& code_use_module(code, use) == used && used != NONE) {
			step_add(steps, code_use_place(code, use), use_text(steps, use), true);
		}
	}
}

static bool is_node(uint32_t node, void *ctx)
{
	return node == *(const uint32_t *)ctx;
}

/* A shortest way from one to the other, a line for each step. */
static void steps_of_way(struct steps *steps, const struct graph *graph, uint32_t from, uint32_t to)
{
	struct arena *scratch = arena_create();
	const struct code *code = steps->code;
	uint32_t *path;
	size_t count = graph_path(scratch, graph, &from, 1, is_node, NULL, &to, &path);
	for (size_t i = 0; i < count; i++) {
		const struct graph_edge *edge = &graph->edges[path[i]];
		const struct code_use *use = &code->uses[edge->label];
		bool was_there = drift_use_find(&steps->parent, code->modules[edge->from].name,
				code->modules[edge->to].name);
		step_add(steps, code_use_place(code, use), use_text(steps, use), !was_there);
	}
	arena_destroy(scratch);
}

static void steps_of_cycle(struct steps *steps, const struct drift_quest *quest)
{
	struct arena *scratch = arena_create();
	struct code_graph graph = drift_graph(scratch, steps->code);
	uint32_t a = code_module_find(steps->code, quest->a);
	uint32_t b = code_module_find(steps->code, quest->b);
	if (a != NONE && b != NONE) {
		steps_of_way(steps, &graph.graph, a, b);
		steps_of_way(steps, &graph.graph, b, a);
	}
	arena_destroy(scratch);
}

static void steps_of_rule(struct steps *steps, const struct run *past, struct str rule)
{
	vec_each (const struct finding, finding, &past->findings.list) {
		if (str_eq(finding->rule, rule)
				&& (finding->severity == SEVERITY_ERROR
						|| finding->severity == SEVERITY_WARNING)) {
			step_add(steps, finding->place, str_dup(steps->arena, finding->message),
					true);
		}
	}
}

void drift_steps_read(struct drift_found *found, struct arena *arena, const struct run *head,
		struct repository *repository, const struct drift_quest *quest, struct str parent)
{
	struct steps steps = { .found = found, .arena = arena };
	struct drift_revision *before = &steps.parent;
	struct revisit revisit;
	struct err err;
	steps.parent.commit = parent;
	drift_revisions_read(&before, 1, NULL, arena, head, repository);
	if (revisit_read(&revisit, head, repository, found->commit.id, NULL, head->options.jobs,
			    &err)
			&& revisit.why.len == 0) {
		steps.code = revisit.run.code;
		switch (quest->kind) {
		case QUEST_CYCLE:
			steps_of_cycle(&steps, quest);
			break;
		case QUEST_USE:
			steps_of_use(&steps, quest->a, quest->b);
			break;
		case QUEST_VIOLATION:
			steps_of_rule(&steps, &revisit.run, quest->a);
			break;
		}
	}
	revisit_finish(&revisit);
}
