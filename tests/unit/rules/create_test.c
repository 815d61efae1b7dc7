/* SPDX-License-Identifier: MIT */
#include "rules/kinds.h"
#include "unit/rules/world.h"

#define MODULES \
	"modules:\n" \
	"  app: { paths: [app/**], uses: [] }\n" \
	"  net: { paths: [net/**] }\n"
#define FACTS \
	"app/a.c include net/n.h\n" \
	"app/a.c call net_x net/n.c\n"

static void every_kind_is_found_by_its_name(void **state)
{
	(void)state;
	for (size_t i = 0; i < rule_kind_count; i++) {
		const struct rule_kind *kind = rule_kinds[i];
		assert_ptr_equal(rule_kind_find(str_of(kind->name)), kind);
		assert_true(kind->needs != 0);
		assert_non_null(kind->check);
		assert_true(kind->keys || kind == &rule_uses || kind == &rule_unassigned);
	}
	assert_null(rule_kind_find(STR("layer")));
}

static void an_unknown_kind_is_an_error(void **state)
{
	assert_str(world_problems(*state,
				   MODULES "rules:\n"
					   "  - { id: a, kind: layer }\n"
					   "  - { id: b, kind: uses }\n"
					   "  - { id: lintel/x, kind: only, from: app, to: net }\n",
				   FACTS),
			"lintel.yaml:6:20+5: unknown kind 'layer' of rule 'a' | did you mean 'layers'?\n"
			"lintel.yaml:7:20+4: unknown kind 'uses' of rule 'b' | the kinds are acyclic, "
			"ban, co-change, forbid, independent, layers, metric, only, public-only, unused\n"
			"lintel.yaml:8:11+8: rule 'lintel/x' has an id that is lintel's own | leave out "
			"'kind' to adjust one of lintel's own rules\n");
}

static void an_entry_without_kind_adjusts_a_rule_of_lintels_own(void **state)
{
	assert_str(world_findings(*state,
				   MODULES
				   "rules:\n"
				   "  - { id: lintel/uses/app, severity: info, by: [call] }\n",
				   FACTS),
			"app/a.c:2 info[lintel/uses/app]: app calls net, which 'uses' of app does not "
			"list\n");
	assert_str(world_problems(*state,
				   MODULES "rules:\n"
					   "  - { id: lintel/uses/ap, severity: info }\n",
				   FACTS),
			"lintel.yaml:6:5+0: rule 'lintel/uses/ap' has no kind | did you mean the rule "
			"'lintel/uses/app'?\n");
}

static void kinds_of_use_are_words(void **state)
{
	assert_str(world_problems(*state,
				   MODULES
				   "rules:\n"
				   "  - { id: a, kind: only, from: app, to: net, by: [cal, x] }\n"
				   "  - { id: b, kind: only, from: app, to: net, by: [] }\n",
				   FACTS),
			"lintel.yaml:6:51+3: unknown kind of use 'cal' | did you mean 'call'?\n"
			"lintel.yaml:6:56+1: unknown kind of use 'x' | include, call, type, field, "
			"read, write, address, macro, pointer or implement\n"
			"lintel.yaml:7:50+0: 'by' names no kind of use | leave 'by' out to look at "
			"every kind of use\n");
}

static void needs_follow_what_a_rule_looks_at(void **state)
{
	struct world *world = world_create(*state,
			MODULES
			"rules:\n"
			"  - { id: a, kind: only, from: app, to: net, by: include }\n"
			"  - { id: b, kind: only, from: app, to: net, by: [include, call] }\n"
			"  - { id: c, kind: acyclic, level: header }\n"
			"  - { id: d, kind: only, from: app, to: net, by: call }\n",
			FACTS "text-only\n");
	world_check(world);
	assert_int_equal(world->rules[2].needs, NEEDS_INCLUDES);
	assert_int_equal(world->rules[2].partly_judged.len, 0);
	assert_int_equal(world->rules[3].needs, NEEDS_INCLUDES | NEEDS_SYMBOLS);
	assert_str(world->rules[3].partly_judged,
			"only includes were judged: no compile database was read");
	assert_int_equal(world->rules[4].needs, NEEDS_INCLUDES);
	assert_true(world->rules[5].not_judged.len > 0);
	assert_str(world->rules[1].partly_judged,
			"only includes and #ifdef were judged: no compile database was read");
}

static void severity_none_switches_a_rule_off(void **state)
{
	assert_str(world_findings(*state,
				   MODULES
				   "rules:\n"
				   "  - { id: lintel/uses/app, severity: none }\n"
				   "  - { id: f, kind: forbid, from: app, to: net, severity: none }\n",
				   FACTS),
			"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(every_kind_is_found_by_its_name),
		claim(an_unknown_kind_is_an_error),
		claim(an_entry_without_kind_adjusts_a_rule_of_lintels_own),
		claim(kinds_of_use_are_words),
		claim(needs_follow_what_a_rule_looks_at),
		claim(severity_none_switches_a_rule_off),
	};
	return claims_run("rules/create", tests);
}
