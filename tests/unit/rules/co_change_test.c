/* SPDX-License-Identifier: MIT */
#include "rules/coupling.h"

#include "base/calendar.h"
#include "unit/rules/world.h"

#include <stdlib.h>

#define MODULES \
	"modules:\n" \
	"  app: { paths: [app/**] }\n" \
	"  core: { paths: [core/**] }\n" \
	"  net: { paths: [net/**] }\n"
#define RULE(text) MODULES "rules: [ { id: c, kind: co-change, " text " } ]\n"
/* All that takes part; there are no uses between them. */
#define FILES "file app/a.c\nfile app/b.c\nfile core/c.c\nfile core/x.h\nfile net/n.c\n"
#define NOW (1000 * MOMENT_DAY)
#define COMMITS_MAX 64

struct past {
	struct arena *arena;
	struct history history;
	VEC(struct history_commit) commits;
	VEC(struct history_change) changes;
	VEC(struct str) paths;
};

static uint32_t past_path(struct past *past, struct str path)
{
	for (uint32_t i = 0; i < past->paths.len; i++) {
		if (str_eq(past->paths.p[i], path)) {
			return i;
		}
	}
	*vec_add(&past->paths, past->arena) = str_dup(past->arena, path);
	return (uint32_t)past->paths.len - 1;
}

/*
 * "3 app/a.c net/n.c": so many commits that change these, a day apart, the first
 * line's are the latest; "old/a.c>app/a.c" is a rename.
 */
static struct history *history_of(struct arena *arena, const char *text)
{
	struct past past = { .arena = arena };
	struct str rest = str_of(text);
	struct str line;
	while (str_split(&rest, '\n', &line)) {
		struct str word;
		uint64_t times = 0;
		struct str words = line;
		if (!str_split(&words, ' ', &word) || !str_to_u64(word, &times)) {
			continue;
		}
		for (uint64_t i = 0; i < times; i++) {
			struct str left = words;
			struct history_commit commit = {
				.id = { 0xab, (uint8_t)past.commits.len },
				.flags = COMMIT_OF_HEAD,
				.at = NOW - (moment)past.commits.len * MOMENT_DAY,
				.parent_count = 1,
				.first_change = (uint32_t)past.changes.len,
			};
			while (str_split(&left, ' ', &word)) {
				size_t arrow = str_find(word, '>');
				bool is_rename = arrow < word.len;
				struct history_change change = { .from = NONE,
					.kind = CHANGE_MODIFIED };
				change.path = past_path(&past,
						is_rename ? str_from(word, arrow + 1) : word);
				if (is_rename) {
					change.from = past_path(&past, str_slice(word, 0, arrow));
					change.kind = CHANGE_RENAMED;
				}
				*vec_add(&past.changes, arena) = change;
				commit.change_count++;
			}
			*vec_add(&past.commits, arena) = commit;
		}
	}
	struct history *history = arena_new(arena, struct history);
	*history = (struct history){
		.commits = past.commits.p,
		.commit_count = past.commits.len,
		.changes = past.changes.p,
		.change_count = past.changes.len,
		.paths = past.paths.p,
		.path_count = past.paths.len,
	};
	return history;
}

static const uint32_t *modules_of(const struct world *world, const struct history *history)
{
	uint32_t *modules = arena_new_array(world->arena, uint32_t, history->path_count);
	uint32_t *names = history_names_today(history, world->arena);
	for (size_t i = 0; i < history->path_count; i++) {
		uint32_t file = code_file_find(&world->code, history->paths[names[i]]);
		modules[i] = file == NONE ? NONE : world->code.files[file].module;
	}
	return modules;
}

static struct findings *found(
		struct arena *arena, const char *yaml, const char *facts, const char *past)
{
	struct world *world = world_create(arena, yaml, facts);
	const struct history *history = history_of(arena, past);
	if (!world->is_sound) {
		print_error(STR_FMT, STR_ARG(problem_text(arena, &world->problems)));
	}
	assert_true(world->is_sound);
	const struct rule_facts known = {
		.code = &world->code,
		.config = &world->config,
		.rules = world->rules,
		.rule_count = world->rule_count,
		.history = history,
		.history_modules = modules_of(world, history),
		.as_of = NOW,
	};
	rules_limit(world->rules, world->rule_count, &world->code);
	rules_limit_history(world->rules, world->rule_count, history);
	for (size_t i = 0; i < world->rule_count; i++) {
		if (str_eq(world->rules[i].id, STR("c"))) {
			rule_check(&world->rules[i], &known, &world->findings);
		}
	}
	findings_sort(&world->findings);
	return &world->findings;
}

/* "app/a.c net/n.c; …": what is paired. */
static struct str pairs(struct arena *arena, const char *yaml, const char *facts, const char *past)
{
	const struct findings *findings = found(arena, yaml, facts, past);
	struct str text = STR("");
	vec_each (const struct finding, finding, &findings->list) {
		text = str_fmt(arena, STR_FMT "%s" STR_FMT " " STR_FMT, STR_ARG(text),
				text.len ? "; " : "", STR_ARG(finding->source),
				STR_ARG(finding->target));
	}
	return text;
}

static void files_of_two_modules_that_change_together_are_found(void **state)
{
	const struct findings *findings =
			found(*state, RULE("decay: 90d"), FILES, "6 app/a.c net/n.c\n2 net/n.c");
	assert_int_equal(findings->list.len, 1);
	const struct finding *finding = &findings->list.p[0];
	/* It stands where there was more to do. */
	assert_str(finding->place.path, "net/n.c");
	assert_int_equal(finding->place.line, 1);
	assert_int_equal(finding->severity, SEVERITY_WARNING);
	assert_int_equal(finding->class, CLASS_DATA);
	assert_str(finding->source, "app/a.c");
	findings = found(*state, RULE(""), FILES, "6 app/a.c net/n.c\n2 net/n.c");
	assert_str(findings->list.p[0].message,
			"app/a.c (6 commits) and net/n.c (8) changed together in 6 (85.7 %) since "
			"1971-09-27, and neither app nor net uses the other");
	assert_str(findings->list.p[0].evidence[1].text,
			"changed in 6, in 6 of them with the other: the latest ab00000000 of "
			"1972-09-27, ab01000000 of 1972-09-26, ab02000000 of 1972-09-25");
}

static void one_module_may_change_as_it_likes(void **state)
{
	assert_str(pairs(*state, RULE(""), FILES, "9 app/a.c app/b.c"), "");
}

static void a_use_between_the_modules_excuses(void **state)
{
	const char *past = "6 app/a.c net/n.c";
	assert_str(pairs(*state, RULE(""), FILES "app/b.c include net/n.c", past), "");
	assert_str(pairs(*state, RULE(""), FILES "net/n.c call b app/b.c", past), "");
	/* It is not one between these files. */
	assert_str(pairs(*state, RULE("unless: file"), FILES "app/b.c include net/n.c", past),
			"app/a.c net/n.c");
	assert_str(pairs(*state, RULE("unless: file"), FILES "app/a.c include net/n.c", past), "");
	assert_str(pairs(*state, RULE("unless: never"), FILES "app/a.c include net/n.c", past),
			"app/a.c net/n.c");
	/* Nor one that the rule looks at. */
	assert_str(pairs(*state, RULE("by: call"), FILES "app/b.c include net/n.c", past),
			"app/a.c net/n.c");
	assert_str(pairs(*state, RULE(""), FILES "app/b.c include net/n.c never", past),
			"app/a.c net/n.c");
}

static void a_declared_use_excuses_be_it_there_or_not(void **state)
{
	const char *yaml =
			"modules:\n"
			"  app: { paths: [app/**], uses: [net, { to: core, deprecated: true }] }\n"
			"  core: { paths: [core/**], uses: [] }\n"
			"  net: { paths: [net/**] }\n"
			"rules: [ { id: c, kind: co-change } ]\n";
	assert_str(pairs(*state, yaml, FILES,
				   "6 app/a.c net/n.c\n6 app/b.c core/c.c\n6 core/x.h net/n.c"),
			"core/x.h net/n.c");
}

static void a_shared_header_is_a_hint_and_no_excuse(void **state)
{
	const struct findings *findings = found(*state, RULE(""),
			FILES "app/a.c include core/x.h\nnet/n.c include core/x.h\n"
			      "app/a.c include core/y.h\nnet/n.c include core/y.h\n"
			      "app/b.c include core/y.h",
			"6 app/a.c net/n.c");
	assert_int_equal(findings->list.len, 1);
	assert_str(findings->list.p[0].also, "both use core/x.h and 1 other header");
}

static void a_renamed_file_counts_under_its_name_of_today(void **state)
{
	assert_str(pairs(*state, RULE(""), FILES,
				   "3 app/a.c net/n.c\n1 old/a.c>app/a.c\n3 old/a.c net/n.c"),
			"app/a.c net/n.c");
}

static void files_that_are_gone_are_no_coupling_of_today(void **state)
{
	assert_str(pairs(*state, RULE(""), FILES, "9 app/gone.c net/n.c"), "");
}

static void of_two_modules_the_strongest_pairs_are_told(void **state)
{
	const struct findings *findings = found(*state, RULE("most: 1"), FILES,
			"6 app/a.c net/n.c\n6 app/b.c net/n.c\n1 app/b.c\n6 app/a.c core/c.c");
	assert_int_equal(findings->list.len, 2);
	assert_str(findings->list.p[0].target, "core/c.c");
	assert_str(findings->list.p[0].also, "");
	assert_str(findings->list.p[1].source, "app/b.c");
	assert_str(findings->list.p[1].also,
			"1 other pair of files of the two modules is coupled, too");
}

static void a_pair_is_selected_by_either_side(void **state)
{
	const char *past = "6 app/a.c net/n.c\n6 app/b.c core/c.c";
	assert_str(pairs(*state, RULE("of: [net]"), FILES, past), "app/a.c net/n.c");
	assert_str(pairs(*state, RULE("of: [app]"), FILES, past),
			"app/a.c net/n.c; app/b.c core/c.c");
	assert_str(pairs(*state, RULE("except: [net]"), FILES, past), "app/b.c core/c.c");
	assert_str(pairs(*state, RULE("level: module, of: [net]"), FILES, past), "app net");
	assert_str(pairs(*state, RULE("level: module, except: [net]"), FILES, past), "app core");
}

static void modules_are_paired_by_all_their_files(void **state)
{
	const struct findings *findings = found(*state, RULE("level: module, most: 1"), FILES,
			"3 app/a.c net/n.c\n3 app/b.c net/gone.c net/n.c\n1 app/a.c");
	assert_int_equal(findings->list.len, 1);
	assert_str(findings->list.p[0].message,
			"app (7 commits) and net (6) changed together in 6 (92.3 %) since 1971-09-27, "
			"and neither app nor net uses the other");
	assert_str(findings->list.p[0].place.path, "lintel.yaml");
	assert_int_equal(findings->list.p[0].place.line, 3);
}

static void the_window_is_the_rules_or_that_of_the_history(void **state)
{
	const char *past = "6 app/a.c net/n.c";
	assert_str(pairs(*state, RULE("window: 5d"), FILES, past), "app/a.c net/n.c");
	assert_str(pairs(*state, RULE("window: 4d"), FILES, past), "");
	assert_str(pairs(*state, RULE("") "history: { window: 4d }\n", FILES, past), "");
	assert_str(pairs(*state, RULE("window: all") "history: { window: 4d }\n", FILES, past),
			"app/a.c net/n.c");
	assert_str(pairs(*state, RULE("max_set: 2"), FILES, "6 app/a.c net/n.c core/c.c"), "");
	assert_str(pairs(*state, RULE("") "history: { max_set: 2 }\n", FILES,
				   "6 app/a.c net/n.c core/c.c"),
			"");
}

static void what_cannot_be_is_told_at_its_place(void **state)
{
	assert_str(world_problems(*state, RULE("min_degree: 0, min_shared: 0"), FILES),
			"lintel.yaml:6:48+1: 'min_degree' is '0', which is not above 0 % and up to 100 % | "
			"a degree is in percent, for example: min_degree: 30 %\n"
			"lintel.yaml:6:63+1: 'min_shared' is 0, which is not from 1 to 1000000 | "
			"write a number in these bounds\n");
	assert_str(world_problems(*state, RULE("max_set: 1, window: often, decay: slow"), FILES),
			"lintel.yaml:6:45+1: 'max_set' is 1, which is not from 2 to 1000 | "
			"write a number in these bounds\n"
			"lintel.yaml:6:56+5: 'often' is no window | "
			"write a duration such as 90d or 2y, or: all\n"
			"lintel.yaml:6:70+4: 'slow' is no duration | write the duration after which "
			"a commit weighs half, for example 180d\n");
	assert_str(world_problems(*state, RULE("") "history: { window: all, max_set: 1 }\n", FILES),
			"lintel.yaml:7:20+3: 'all' is no duration | "
			"write a duration, for example 1y or 180d\n"
			"lintel.yaml:7:34+1: 'max_set' is 1, which is not from 2 to 1000 | "
			"two files are the least that can change together\n");
}

static void an_unknown_history_is_not_judged(void **state)
{
	struct world *world = world_create(*state, RULE(""), FILES);
	const struct history history = { .reason = REASON_NO_HISTORY,
		.why = STR("there is no repository") };
	struct rule *rule = world->rules;
	while (!str_eq(rule->id, STR("c"))) {
		rule++;
	}
	rules_limit(world->rules, world->rule_count, &world->code);
	rules_limit_history(world->rules, world->rule_count, NULL);
	assert_str(rule->not_judged, "");
	rules_limit_history(world->rules, world->rule_count, &history);
	assert_str(rule->not_judged, "there is no repository");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(files_of_two_modules_that_change_together_are_found),
		claim(one_module_may_change_as_it_likes),
		claim(a_use_between_the_modules_excuses),
		claim(a_declared_use_excuses_be_it_there_or_not),
		claim(a_shared_header_is_a_hint_and_no_excuse),
		claim(a_renamed_file_counts_under_its_name_of_today),
		claim(files_that_are_gone_are_no_coupling_of_today),
		claim(of_two_modules_the_strongest_pairs_are_told),
		claim(a_pair_is_selected_by_either_side),
		claim(modules_are_paired_by_all_their_files),
		claim(the_window_is_the_rules_or_that_of_the_history),
		claim(what_cannot_be_is_told_at_its_place),
		claim(an_unknown_history_is_not_judged),
	};
	return claims_run("rules/co_change", tests);
}
