/* SPDX-License-Identifier: MIT */
#include "rules/chain.h"

#include "base/arena.h"
#include "facts/code_graph.h"
#include "rules/walk.h"
#include "rules/words.h"

#include <stdlib.h>

/* Pairs that one rule reports; of more, one finding says how many they are. */
#define PAIRS_MAX 10000
/* Steps that a finding shows; of a longer chain the first ones and the last. */
#define STEPS_MAX 40

const char *const reach_words[] = { "direct", "transitive", NULL };

/* A use that must not be reached, and in whose name. */
struct goal {
	/* Modules, then externals, then the system, then files. */
	uint64_t owner;
	uint32_t use;
};

/* What is known of a file on the way to the owner at hand. */
struct station {
	/* Valid if it is the number of the owner at hand. */
	uint32_t round;
	/* Steps to go. */
	uint32_t distance;
	/* The use that is the next step. */
	uint32_t next;
};

/* Who reaches the owner at hand: the nearest file, and how many there are. */
struct start {
	uint32_t round;
	uint32_t file;
	size_t files;
};

struct chains {
	const struct rule *rule;
	const struct code *code;
	/* From each file to those that use it. */
	struct graph users;
	struct station *stations;
	/* By user: modules, then files in none. */
	struct start *starts;
	uint32_t round;
	/* Files reached, nearest first; then the users that were met. */
	uint32_t *queue;
	size_t queue_len;
	uint32_t *met;
	size_t met_len;
	struct findings *findings;
	size_t pairs;
};

static uint64_t owner_number(const struct code *code, const struct code_use *use)
{
	uint32_t module = code_use_module(code, use);
	if (module != NONE) {
		return module;
	}
	switch (use->target) {
	case TARGET_EXTERNAL:
		return code->module_count + use->external;
	case TARGET_SYSTEM:
	case TARGET_UNKNOWN:
		return code->module_count + code->external_count;
	case TARGET_FILE:
		break;
	}
	return code->module_count + code->external_count + 1 + use->target_file;
}

static uint32_t user_number(const struct code *code, uint32_t file)
{
	uint32_t module = code->files[file].module;
	return module != NONE ? module : (uint32_t)code->module_count + file;
}

static int goal_order(const void *a, const void *b)
{
	const struct goal *left = a;
	const struct goal *right = b;
	if (left->owner != right->owner) {
		return left->owner < right->owner ? -1 : 1;
	}
	return (left->use > right->use) - (left->use < right->use);
}

static bool counts_step(const struct code *code, const struct code_use *use, void *ctx)
{
	return rule_counts_step(ctx, code, use);
}

/* Notes a way from `file`; the first one found is the shortest. */
static void reach_file(struct chains *chains, uint32_t file, uint32_t distance, uint32_t next)
{
	struct station *station = &chains->stations[file];
	if (station->round != chains->round) {
		*station = (struct station){ chains->round, distance, next };
		chains->queue[chains->queue_len++] = file;
	} else if (station->distance == distance && next < station->next) {
		/* Equally short: the use that stands first, whatever order they were met in. */
		station->next = next;
	}
}

/* Finds all files that reach any of these goals. */
static void spread(struct chains *chains, const struct goal *goals, size_t count)
{
	chains->round++;
	chains->queue_len = 0;
	for (size_t i = 0; i < count; i++) {
		reach_file(chains, chains->code->uses[goals[i].use].file, 1, goals[i].use);
	}
	for (size_t at = 0; at < chains->queue_len; at++) {
		uint32_t file = chains->queue[at];
		uint32_t distance = chains->stations[file].distance + 1;
		for (uint32_t e = chains->users.first_edge[file];
				e < chains->users.first_edge[file + 1]; e++) {
			reach_file(chains, chains->users.edges[e].to, distance,
					chains->users.edges[e].label);
		}
	}
}

/* Of the files reached, those that the rule judges, by who they belong to. */
static void gather_starts(struct chains *chains)
{
	const struct code *code = chains->code;
	chains->met_len = 0;
	for (size_t i = 0; i < chains->queue_len; i++) {
		uint32_t file = chains->queue[i];
		if (!rule_judges_file(chains->rule, code, file)) {
			continue;
		}
		uint32_t user = user_number(code, file);
		struct start *start = &chains->starts[user];
		if (start->round != chains->round) {
			*start = (struct start){ .round = chains->round, .file = file };
			chains->met[chains->met_len++] = user;
		}
		uint32_t distance = chains->stations[file].distance;
		uint32_t best = chains->stations[start->file].distance;
		if (distance < best || (distance == best && file < start->file)) {
			start->file = file;
		}
		start->files++;
	}
}

static void add_step(struct finding *finding, const struct chains *chains, struct arena *arena,
		uint32_t use)
{
	finding->evidence[finding->evidence_len++] = (struct evidence){
		.place = code_use_place(chains->code, &chains->code->uses[use]),
		.text = use_step(arena, chains->code, &chains->code->uses[use]),
	};
}

/* All steps, or the first ones, how many are left out, and the last. */
static void add_steps(struct finding *finding, const struct chains *chains, struct arena *arena,
		uint32_t file)
{
	uint32_t count = chains->stations[file].distance;
	finding->evidence = arena_new_array(
			arena, struct evidence, count > STEPS_MAX ? STEPS_MAX + 1 : count);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t use = chains->stations[file].next;
		if (count <= STEPS_MAX || i < STEPS_MAX - 1 || i == count - 1) {
			add_step(finding, chains, arena, use);
		} else if (i == STEPS_MAX - 1) {
			finding->evidence[finding->evidence_len++] = (struct evidence){
				.place = code_use_place(chains->code, &chains->code->uses[use]),
				.text = str_fmt(arena, "and so on for %u steps", count - STEPS_MAX),
			};
		}
		file = chains->code->uses[use].target_file;
	}
}

/* What a file needs of the one that it steps to, besides the include. */
struct need {
	uint32_t uses;
	/* The one symbol that all of them use, or NONE. */
	uint32_t symbol;
};

static struct need step_need(const struct chains *chains, const struct code_use *step)
{
	const struct code *code = chains->code;
	const struct code_file *user = &code->files[step->file];
	struct need need = { .symbol = NONE };
	for (uint32_t u = user->first_use; u < user->first_use + user->use_count; u++) {
		const struct code_use *use = &code->uses[u];
		bool is_there = use->target == step->target && use->external == step->external
				&& use->target_file == step->target_file;
		is_there |= step->target == TARGET_FILE && use->declared_in == step->target_file;
		if (use->kind != USE_INCLUDE && is_there) {
			need.symbol = need.uses == 0 || need.symbol == use->symbol ? use->symbol
										   : NONE;
			need.uses++;
		}
	}
	return need;
}

static struct str step_text(struct arena *arena, const struct code *code,
		const struct code_use *step, struct need need)
{
	struct str to = step->target == TARGET_FILE ? code->files[step->target_file].path
						    : code_use_owner(code, step, arena);
	struct str user = code->files[step->file].path;
	if (need.uses == 0) {
		return str_fmt(arena, STR_FMT " names nothing of " STR_FMT " itself", STR_ARG(user),
				STR_ARG(to));
	}
	if (need.symbol != NONE) {
		return str_fmt(arena, STR_FMT " needs " STR_FMT " for " STR_FMT " alone",
				STR_ARG(user), STR_ARG(to),
				STR_ARG(code->symbols[need.symbol].name));
	}
	return str_fmt(arena, STR_FMT " needs " STR_FMT " for " STR_FMT, STR_ARG(user), STR_ARG(to),
			STR_ARG(counted(arena, need.uses, "use", "uses")));
}

/* The step that needs least: the cheapest place to cut the chain. */
static struct str cut_remedy(const struct chains *chains, struct arena *arena, uint32_t file)
{
	const struct code *code = chains->code;
	uint32_t count = chains->stations[file].distance;
	const struct code_use *cut = NULL;
	struct need least = { 0 };
	uint32_t cheapest = 0;
	for (uint32_t i = 0; i < count; i++) {
		const struct code_use *step = &code->uses[chains->stations[file].next];
		struct need need = step_need(chains, step);
		if (!cut || need.uses < least.uses) {
			cut = step;
			least = need;
			cheapest = i;
		}
		file = step->target_file;
	}
	if (!code->has_symbols) {
		return count == 1 ? STR("cut this use") : STR("cut one of these steps");
	}
	struct str text = step_text(arena, code, cut, least);
	return count == 1 ? str_fmt(arena, "cut this use: " STR_FMT, STR_ARG(text))
			  : str_fmt(arena, "the cheapest cut is step %u of %u: " STR_FMT,
					    cheapest + 1, count, STR_ARG(text));
}

static void report(struct chains *chains, const struct start *start, const struct code_use *goal)
{
	const struct code *code = chains->code;
	struct arena *arena = chains->findings->arena;
	const struct code_use *first = &code->uses[chains->stations[start->file].next];
	struct str user = use_user(code, first);
	struct str owner = code_use_owner(code, goal, arena);
	uint32_t steps = chains->stations[start->file].distance;
	struct finding *finding = rule_finding_at(chains->rule, STR("reach"), user, owner,
			code_use_place(code, first), chains->findings);

	finding->message =
			str_fmt(arena, STR_FMT " reaches " STR_FMT, STR_ARG(user), STR_ARG(owner));
	if (steps > 1) {
		finding->message = str_fmt(arena, STR_FMT " through " STR_FMT,
				STR_ARG(finding->message),
				STR_ARG(counted(arena, steps, "file", "files")));
	}
	finding->label = use_label(arena, code, first);
	add_steps(finding, chains, arena, start->file);
	finding->remedy = cut_remedy(chains, arena, start->file);
	if (start->files > 1) {
		finding->also = str_fmt(arena,
				STR_FMT " of " STR_FMT "; see lintel why " STR_FMT " " STR_FMT,
				STR_ARG(counted(arena, start->files - 1,
						"other chain, from another file",
						"other chains, from other files")),
				STR_ARG(user), STR_ARG(user), STR_ARG(owner));
	}
}

/* One owner's goals: who reaches it? */
static void report_owner(struct chains *chains, const struct goal *goals, size_t count)
{
	const struct code *code = chains->code;
	const struct code_use *goal = &code->uses[goals[0].use];
	uint32_t owner = code_use_module(code, goal);

	spread(chains, goals, count);
	gather_starts(chains);
	for (size_t i = 0; i < chains->met_len; i++) {
		const struct start *start = &chains->starts[chains->met[i]];
		uint32_t user = code->files[start->file].module;
		bool is_itself =
				owner != NONE ? user == owner
					      : goal->target == TARGET_FILE
								&& goal->target_file == start->file;
		if (!is_itself && chains->pairs++ < PAIRS_MAX) {
			report(chains, start, goal);
		}
	}
}

static void report_rest(const struct chains *chains)
{
	struct arena *arena = chains->findings->arena;
	struct finding *finding = rule_finding_at(chains->rule, STR("reach"), STR(""),
			STR("more pairs"), chains->rule->place, chains->findings);
	finding->message = str_fmt(
			arena, "%zu more pairs reach each other", chains->pairs - PAIRS_MAX);
	finding->label = str_fmt(arena, "only the first %u pairs are listed", PAIRS_MAX);
	finding->remedy = STR("let the rule select fewer modules");
}

void chains_report(const struct rule *rule, const struct code *code, chain_goal *is_goal,
		const void *ctx, struct findings *findings)
{
	struct arena *scratch = arena_create();
	VEC(struct goal) goals = { 0 };
	for (size_t i = 0; i < code->use_count; i++) {
		const struct code_use *use = &code->uses[i];
		if (rule_counts_step(rule, code, use) && is_goal(code, use, ctx)) {
			*vec_add(&goals, scratch) =
					(struct goal){ owner_number(code, use), (uint32_t)i };
		}
	}
	vec_sort(&goals, goal_order);

	struct rule step_rule = *rule;
	struct code_graph files =
			code_graph_create(scratch, code, LEVEL_FILE, counts_step, &step_rule);
	struct chains chains = {
		.rule = rule,
		.code = code,
		.users = graph_reverse(scratch, &files.graph),
		.stations = arena_new_array(scratch, struct station, code->file_count),
		.starts = arena_new_array(
				scratch, struct start, code->module_count + code->file_count),
		.queue = arena_new_array(scratch, uint32_t, code->file_count),
		.met = arena_new_array(scratch, uint32_t, code->file_count),
		.findings = findings,
	};
	for (size_t i = 0; i < goals.len;) {
		size_t end = i + 1;
		while (end < goals.len && goals.p[end].owner == goals.p[i].owner) {
			end++;
		}
		report_owner(&chains, &goals.p[i], end - i);
		i = end;
	}
	if (chains.pairs > PAIRS_MAX) {
		report_rest(&chains);
	}
	arena_destroy(scratch);
}
