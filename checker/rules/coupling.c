/* SPDX-License-Identifier: MIT */
#include "rules/coupling.h"

#include "base/arena.h"
#include "rules/kinds.h"
#include "rules/uses.h"
#include "rules/walk.h"

#include <assert.h>

struct cochange_window coupling_window(const struct config *config, struct str window,
		const struct number *max_set, struct duration half_life, moment as_of)
{
	const struct config_history *history = &config->history;
	struct cochange_window result;
	struct str written = window.len ? window : history->window.s;
	bool is_sound = cochange_window_read(
			&result, written.len ? written : STR(COCHANGE_WINDOW), as_of);

	assert(is_sound);
	(void)is_sound;
	result.half_life = duration_ms(half_life);
	if (max_set->is_set || history->max_set.is_set) {
		result.max_set = (size_t)(max_set->is_set ? max_set : &history->max_set)->value;
	}
	return result;
}

static bool is_counted(const struct code *code, const struct code_use *use, void *ctx)
{
	const struct rule *rule = ctx;
	return rule_counts(rule, code, use);
}

static void names_find(struct coupling *coupling, struct arena *arena)
{
	const struct history *history = coupling->facts->history;

	coupling->names = history_names_today(history, arena);
	coupling->files = arena_new_array(arena, uint32_t, history->path_count);
	for (size_t i = 0; i < history->path_count; i++) {
		coupling->files[i] = code_file_find(coupling->facts->code, history->paths[i]);
	}
}

static void declarations_find(struct coupling *coupling, struct arena *arena)
{
	const struct rule_facts *facts = coupling->facts;
	const struct config_module *entries = facts->config->modules.p;
	size_t count = facts->config->modules.len;
	const struct rule **rules = arena_new_array(arena, const struct rule *, count);

	for (size_t i = 0; i < facts->rule_count; i++) {
		if (facts->rules[i].kind == &rule_uses) {
			rules[uses_module(&facts->rules[i]) - entries] = &facts->rules[i];
		}
	}
	coupling->declarations =
			arena_new_array(arena, const struct rule *, facts->code->module_count);
	for (size_t m = 0; m < facts->code->module_count; m++) {
		coupling->declarations[m] = rules[facts->code->modules[m].declaration];
	}
}

void coupling_create(struct coupling *coupling, struct arena *arena, const struct rule_facts *facts,
		const struct rule *rule)
{
	struct rule looks = *rule;

	*coupling = (struct coupling){ .facts = facts };
	names_find(coupling, arena);
	declarations_find(coupling, arena);
	coupling->uses_of_files =
			code_graph_create(arena, facts->code, LEVEL_FILE, is_counted, &looks).graph;
	coupling->uses_of_modules =
			code_graph_create(arena, facts->code, LEVEL_MODULE, is_counted, &looks)
					.graph;
	coupling->users = arena_new_array(arena, uint32_t, facts->code->file_count);
	for (size_t i = 0; i < coupling->uses_of_files.edge_count; i++) {
		coupling->users[coupling->uses_of_files.edges[i].to]++;
	}
}

static bool has_edge(const struct graph *graph, uint32_t from, uint32_t to)
{
	uint32_t low = graph->first_edge[from];
	uint32_t high = graph->first_edge[from + 1];

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		uint32_t found = graph->edges[middle].to;
		if (found == to) {
			return true;
		}
		low = found < to ? middle + 1 : low;
		high = found < to ? high : middle;
	}
	return false;
}

static unsigned ties_in(const struct graph *graph, uint32_t a, uint32_t b)
{
	return (has_edge(graph, a, b) ? TIE_FORTH : 0U) | (has_edge(graph, b, a) ? TIE_BACK : 0U);
}

unsigned coupling_of_files(const struct coupling *coupling, uint32_t a, uint32_t b)
{
	return ties_in(&coupling->uses_of_files, a, b);
}

static bool lists(const struct coupling *coupling, uint32_t user, uint32_t owner)
{
	const struct rule *declaration = coupling->declarations[user];
	return declaration && uses_lists(declaration, owner);
}

unsigned coupling_of_modules(const struct coupling *coupling, uint32_t a, uint32_t b)
{
	return ties_in(&coupling->uses_of_modules, a, b)
	       | (lists(coupling, a, b) ? TIE_DECLARED_FORTH : 0U)
	       | (lists(coupling, b, a) ? TIE_DECLARED_BACK : 0U);
}

uint32_t coupling_header(const struct coupling *coupling, uint32_t a, uint32_t b, uint32_t *others)
{
	const struct code_file *files = coupling->facts->code->files;
	const struct graph *graph = &coupling->uses_of_files;
	uint32_t i = graph->first_edge[a];
	uint32_t j = graph->first_edge[b];
	uint32_t best = NONE;
	uint32_t count = 0;

	while (i < graph->first_edge[a + 1] && j < graph->first_edge[b + 1]) {
		uint32_t left = graph->edges[i].to;
		uint32_t right = graph->edges[j].to;
		if (left == right && (files[left].flags & FILE_HEADER)
				&& files[left].module != files[a].module
				&& files[left].module != files[b].module) {
			count++;
			best = best == NONE || coupling->users[left] < coupling->users[best] ? left
											     : best;
		}
		i += left <= right;
		j += right <= left;
	}
	*others = count > 0 ? count - 1 : 0;
	return best;
}
