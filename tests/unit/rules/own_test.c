/* SPDX-License-Identifier: MIT */
#include "findings/own.h"

#include "unit/rules/world.h"

#define MODULES "modules: { app: { paths: [app/**] } }\n"
#define FACTS "file app/a.c\n"

static void every_rule_is_found_by_its_id_and_says_what_holds(void **state)
{
	(void)state;
	for (size_t i = 0; i < OWN_RULES; i++) {
		assert_ptr_equal(own_rule_find(own_rules[i].id), &own_rules[i]);
		assert_true(str_starts(own_rules[i].id, STR("lintel/")));
		assert_true(str_ends(own_rules[i].text, STR(".")));
	}
	assert_null(own_rule_find(STR("lintel/record")));
}

static struct finding *find_cycle(struct world *world, struct findings *findings)
{
	struct own_settings settings = own_settings_of(&world->config);
	findings_init(findings, world->arena);
	return own_finding(findings, &settings, OWN_RECORD_CYCLE, STR("cycle"), STR("adr/1.md"),
			STR("adr/2.md"), (struct place){ .path = STR("adr/1.md"), .line = 3 });
}

static void an_entry_without_kind_says_how_severe_and_why(void **state)
{
	struct findings findings;
	struct world *world = world_create(*state,
			MODULES "rules: [{ id: lintel/record/cycle, severity: warning, "
				"reason: old ones, adr: ADR-1 }]\n",
			FACTS);
	assert_true(world->is_sound);
	const struct finding *finding = find_cycle(world, &findings);
	assert_int_equal(finding->severity, SEVERITY_WARNING);
	assert_str(finding->rule, "lintel/record/cycle");
	assert_str(finding->reason, "old ones");
	assert_str(finding->adr, "ADR-1");
	/* The one that nobody adjusts. */
	assert_int_equal(own_settings_of(&world->config).severity[OWN_RECORD_LINK], SEVERITY_ERROR);
}

static void severity_none_finds_nothing(void **state)
{
	struct findings findings;
	struct world *world = world_create(*state,
			MODULES "rules: [{ id: lintel/record/cycle, severity: none }]\n", FACTS);
	assert_null(find_cycle(world, &findings));
	assert_int_equal(findings.list.len, 0);
}

static void what_is_misspelled_is_an_error(void **state)
{
	assert_str(world_problems(*state,
				   MODULES "rules:\n"
					   "  - { id: lintel/record/cycles, severity: none }\n"
					   "  - { id: lintel/record/cycle, servity: none }\n",
				   FACTS),
			"lintel.yaml:4:5+0: rule 'lintel/record/cycles' has no kind | did you mean the "
			"rule 'lintel/record/cycle'?\n"
			"lintel.yaml:5:32+7: unknown key 'servity' in rule 'lintel/record/cycle' | "
			"did you mean 'severity'?\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(every_rule_is_found_by_its_id_and_says_what_holds),
		claim(an_entry_without_kind_says_how_severe_and_why),
		claim(severity_none_finds_nothing),
		claim(what_is_misspelled_is_an_error),
	};
	return claims_run("findings/own", tests);
}
