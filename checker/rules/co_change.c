/* SPDX-License-Identifier: MIT */
/*
 * co-change: files of different modules (or modules) that keep changing together,
 * and nothing in the code or its declarations says why.
 *
 * It comes of the history and not of the change at hand, so its findings are of
 * the class data: they are shown to everybody, and decide where a gate asks for
 * them.
 */
#include "rules/co_change.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "base/problem.h"
#include "facts/selector.h"
#include "rules/kinds.h"

/* Of the module pair's file pairs, the strongest so many are told. */
#define MOST_DEFAULT 3
#define COUNT_MAX 1000000

static const char *const level_words[] = { "file", "module", NULL };
static const char *const unless_words[] = { "module", "file", "never", NULL };

/* clang-format off */

#define AT(member) .offset = offsetof(struct co_change_keys, member)

static const struct field co_change_fields[] = {
	{ .name = "of", .type = FIELD_SELECTORS, AT(of),
	  .help = "Only pairs of which one is selected. Default: all modules.",
	  .example = "[net, \"drv/*\"]" },
	{ .name = "level", .type = FIELD_CHOICE, AT(level), .words = level_words,
	  .fallback = CO_CHANGE_FILE,
	  .help = "What is paired: files of different modules (file), or modules (module). Default: "
		  "file.",
	  .example = "module" },
	{ .name = "unless", .type = FIELD_CHOICE, AT(unless), .words = unless_words,
	  .fallback = UNLESS_MODULE,
	  .help = "What excuses a pair: a use between the two modules, or that `uses` of one lists "
		  "the other (module); only a use between the two files themselves (file); nothing "
		  "(never). Default: module.",
	  .example = "file" },
	{ .name = "min_degree", .type = FIELD_TEXT, AT(min_degree),
	  .help = "Shared commits in percent of the average of the commits of either, from which on "
		  "two are coupled. Default: 30 %.",
	  .example = "50 %" },
	{ .name = "min_shared", .type = FIELD_NUMBER, AT(min_shared),
	  .help = "Fewer shared commits are chance. Default: 5.",
	  .example = "10" },
	{ .name = "min_revisions", .type = FIELD_NUMBER, AT(min_revisions),
	  .help = "What changed less often is left out. Default: 5.",
	  .example = "10" },
	{ .name = "max_set", .type = FIELD_NUMBER, AT(max_set),
	  .help = "Commits that change more files than this do not count. Default: `max_set` of "
		  "`history`, else 30.",
	  .example = "50" },
	{ .name = "window", .type = FIELD_TEXT, AT(window),
	  .help = "How far back commits count, or `all`. Default: `window` of `history`, else 1y.",
	  .example = "2y" },
	{ .name = "decay", .type = FIELD_TEXT, AT(decay),
	  .help = "A commit that old weighs half, one twice as old a quarter; minimum counts stay "
		  "what they are. Default: all weigh the same.",
	  .example = "180d" },
	{ .name = "most", .type = FIELD_NUMBER, AT(most),
	  .help = "Of two modules' pairs of files, the strongest so many are findings; how many "
		  "others there are is said. Default: 3.",
	  .example = "10" },
};

/* clang-format on */

static const struct table co_change_table = {
	.name = "rule",
	.help = "Files of different modules do not keep changing together without a use between "
		"them.",
	.fields = co_change_fields,
	.len = COUNT_OF(co_change_fields),
	.size = sizeof(struct co_change_keys),
};

/* ---- keys ---- */

static bool number_check(const struct number *number, const char *key, int64_t least, int64_t most,
		struct problems *problems)
{
	if (!number->is_set || (number->value >= least && number->value <= most)) {
		return true;
	}
	return problem_add(problems, number->place, STR("write a number in these bounds"),
			"'%s' is %lld, which is not from %lld to %lld", key,
			(long long)number->value, (long long)least, (long long)most);
}

static bool times_check(struct co_change_keys *keys, struct problems *problems)
{
	struct cochange_window window;
	bool is_sound = true;

	if (keys->window.s.len > 0 && !cochange_window_read(&window, keys->window.s, 0)) {
		is_sound = problem_add(problems, keys->window.place,
				STR("write a duration such as 90d or 2y, or: all"),
				"'" STR_FMT "' is no window", STR_ARG(keys->window.s));
	}
	if (keys->decay.s.len > 0 && !duration_read(&keys->half_life, keys->decay.s)) {
		is_sound = problem_add(problems, keys->decay.place,
				STR("write the duration after which a commit weighs half, for "
				    "example 180d"),
				"'" STR_FMT "' is no duration", STR_ARG(keys->decay.s));
	}
	return is_sound;
}

static bool degree_check(struct co_change_keys *keys, struct problems *problems)
{
	keys->degree = COCHANGE_MIN_DEGREE;
	if (keys->min_degree.s.len == 0
			|| (cochange_degree_read(&keys->degree, keys->min_degree.s)
					&& keys->degree > 0)) {
		return true;
	}
	return problem_add(problems, keys->min_degree.place,
			STR("a degree is in percent, for example: min_degree: 30 %"),
			"'min_degree' is '" STR_FMT "', which is not above 0 %% and up to 100 %%",
			STR_ARG(keys->min_degree.s));
}

static bool co_change_prepare(struct rule *rule, const struct code *code, struct arena *arena,
		struct problems *problems)
{
	struct co_change_keys *keys = rule->keys;
	bool is_sound = number_check(&keys->min_shared, "min_shared", 1, COUNT_MAX, problems);

	is_sound &= number_check(&keys->min_revisions, "min_revisions", 1, COUNT_MAX, problems);
	is_sound &= number_check(&keys->max_set, "max_set", 2, HISTORY_MOST_SET, problems);
	is_sound &= number_check(&keys->most, "most", 1, COUNT_MAX, problems);
	is_sound &= times_check(keys, problems);
	is_sound &= degree_check(keys, problems);
	if (keys->of.is_set) {
		rule->scope = selector_compile(arena, keys->of.p, keys->of.len,
				keys->level.value == CO_CHANGE_FILE
						? FORMS_OF_USERS & ~(unsigned)FORM_UNASSIGNED
						: FORMS_OF_MODULES,
				code, problems);
		is_sound = is_sound && rule->scope;
	}
	if (keys->unless.value == UNLESS_NEVER) {
		rule->needs = NEEDS_HISTORY | NEEDS_INCLUDES;
	}
	return is_sound;
}

static int64_t number_or(const struct number *number, int64_t otherwise)
{
	return number->is_set ? number->value : otherwise;
}

static struct cochange_least least_of(const struct co_change_keys *keys)
{
	return (struct cochange_least){
		.revisions = (uint32_t)number_or(&keys->min_revisions, COCHANGE_MIN_REVISIONS),
		.shared = (uint32_t)number_or(&keys->min_shared, COCHANGE_MIN_SHARED),
		.degree = keys->degree,
		.max_pairs = COCHANGE_MAX_PAIRS,
	};
}

/* ---- pairs ---- */

static bool is_file_looked_at(const struct co_change *own, uint32_t file)
{
	const struct code_file *facts = &own->facts->code->files[file];
	return (facts->flags & FILE_JUDGED) && facts->module != NONE
	       && !(own->rule->except
			       && selector_has_file(own->rule->except, own->facts->code, file));
}

/* Items are files of the code, or modules. */
static bool count(struct co_change *own, struct err *err)
{
	const struct history *history = own->facts->history;
	const struct cochange_least least = least_of(own->keys);
	const uint32_t *items = own->facts->history_modules;
	size_t item_count = own->facts->code->module_count;

	if (own->keys->level.value == CO_CHANGE_FILE) {
		uint32_t *files = arena_new_array(own->scratch, uint32_t, history->path_count);
		for (size_t i = 0; i < history->path_count; i++) {
			uint32_t file = own->coupling.files[own->coupling.names[i]];
			files[i] = file != NONE && is_file_looked_at(own, file) ? file : NONE;
		}
		items = files;
		item_count = own->facts->code->file_count;
	}
	return cochange_count(&own->counted, own->scratch, history, items, item_count, &own->window,
			&least, err);
}

static bool is_excused(const struct co_change *own, uint32_t a, uint32_t b)
{
	const struct code_file *files = own->facts->code->files;
	bool is_file = own->keys->level.value == CO_CHANGE_FILE;

	switch ((enum co_change_unless)own->keys->unless.value) {
	case UNLESS_MODULE:
		return is_file ? coupling_of_modules(
						 &own->coupling, files[a].module, files[b].module)
						       != 0
			       : coupling_of_modules(&own->coupling, a, b) != 0;
	case UNLESS_FILE:
		return is_file ? coupling_of_files(&own->coupling, a, b) != 0
			       : (coupling_of_modules(&own->coupling, a, b)
						 & (TIE_FORTH | TIE_BACK))
						       != 0;
	case UNLESS_NEVER:
		break;
	}
	return false;
}

static bool is_finding(const struct co_change *own, const struct cochange_pair *pair)
{
	const struct code *code = own->facts->code;
	const struct selector *scope = own->rule->scope;
	const struct selector *except = own->rule->except;

	if (own->keys->level.value == CO_CHANGE_FILE) {
		return code->files[pair->a].module != code->files[pair->b].module
		       && (!scope || selector_has_file(scope, code, pair->a)
				       || selector_has_file(scope, code, pair->b))
		       && !is_excused(own, pair->a, pair->b);
	}
	if (except
			&& (selector_has_module(except, pair->a)
					|| selector_has_module(except, pair->b))) {
		return false;
	}
	return (!scope || selector_has_module(scope, pair->a)
			       || selector_has_module(scope, pair->b))
	       && !is_excused(own, pair->a, pair->b);
}

/* ---- judging ---- */

static struct pair_group *group_of(
		const struct co_change *own, struct map *groups, const struct cochange_pair *pair)
{
	const struct code_file *files = own->facts->code->files;
	uint32_t a = files[pair->a].module;
	uint32_t b = files[pair->b].module;
	uint32_t key[2] = { a < b ? a : b, a < b ? b : a };
	struct map_entry *entry =
			map_put(groups, (struct str){ (const char *)key, sizeof(key) }, NULL);

	if (!entry->ptr) {
		entry->ptr = arena_new(own->scratch, struct pair_group);
	}
	return entry->ptr;
}

/* Of each two modules the strongest pairs; the pairs are sorted by strength. */
static void judge_files(const struct co_change *own)
{
	size_t most = (size_t)number_or(&own->keys->most, MOST_DEFAULT);
	struct map *groups = map_create(own->scratch);
	VEC(struct cochange_pair) shown = { 0 };

	for (size_t i = 0; i < own->counted.pair_count; i++) {
		const struct cochange_pair *pair = &own->counted.pairs[i];
		if (is_finding(own, pair)) {
			struct pair_group *group = group_of(own, groups, pair);
			group->count++;
			if (group->shown < most) {
				group->shown++;
				*vec_add(&shown, own->scratch) = *pair;
			}
		}
	}
	vec_each (const struct cochange_pair, pair, &shown) {
		struct pair_group *group = group_of(own, groups, pair);
		co_change_report_files(own, pair, group);
		group->is_told = true;
	}
}

static void co_change_check(
		const struct rule *rule, const struct rule_facts *facts, struct findings *findings)
{
	const struct co_change_keys *keys = rule->keys;
	struct co_change own = {
		.rule = rule,
		.keys = keys,
		.facts = facts,
		.scratch = arena_create(),
		.window = coupling_window(facts->config, keys->window.s, &keys->max_set,
				keys->half_life, facts->as_of),
		.findings = findings,
	};
	struct err err;

	coupling_create(&own.coupling, own.scratch, facts, rule);
	if (!count(&own, &err)) {
		co_change_report_unknown(&own, err.text);
	} else if (own.keys->level.value == CO_CHANGE_FILE) {
		judge_files(&own);
	} else {
		for (size_t i = 0; i < own.counted.pair_count; i++) {
			if (is_finding(&own, &own.counted.pairs[i])) {
				co_change_report_modules(&own, &own.counted.pairs[i]);
			}
		}
	}
	arena_destroy(own.scratch);
}

/* No pair can share what was never committed: that says nothing of the code. */
static struct str co_change_limit(
		const struct rule *rule, const struct rule_facts *facts, struct arena *arena)
{
	const struct co_change_keys *keys = rule->keys;
	const struct cochange_window window = coupling_window(facts->config, keys->window.s,
			&keys->max_set, keys->half_life, facts->as_of);
	size_t commits = cochange_commits(facts->history, &window);

	if (commits >= least_of(keys).shared) {
		return STR("");
	}
	return str_fmt(arena, "too little history: %zu %s", commits,
			commits == 1 ? "commit counts" : "commits count");
}

const struct rule_kind rule_co_change = {
	.name = "co-change",
	.summary = "Files of different modules do not keep changing together without a use between "
		   "them.",
	.needs = NEEDS_HISTORY | NEEDS_INCLUDES | NEEDS_SYMBOLS,
	.severity = SEVERITY_WARNING,
	.keys = &co_change_table,
	.prepare = co_change_prepare,
	.check = co_change_check,
	.limit = co_change_limit,
};
