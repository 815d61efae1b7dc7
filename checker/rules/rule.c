/* SPDX-License-Identifier: MIT */
#include "rules/rule.h"

#include "base/arena.h"
#include "rules/kinds.h"
#include "rules/walk.h"
#include "rules/words.h"

#define RULE(name) &rule_##name,
const struct rule_kind *const rule_kinds[] = {
#include "rules/rules.def"
};
#undef RULE

const size_t rule_kind_count = COUNT_OF(rule_kinds);

const struct rule_kind *rule_kind_find(struct str name)
{
	for (size_t i = 0; i < rule_kind_count; i++) {
		if (str_eq(str_of(rule_kinds[i]->name), name)) {
			return rule_kinds[i];
		}
	}
	return NULL;
}

void rules_limit(struct rule *rules, size_t count, const struct code *code)
{
	/* What text alone tells: includes, and macros that an #ifdef names. */
	const unsigned text_kinds = 1U << USE_INCLUDE | 1U << USE_MACRO;
	for (size_t i = 0; i < count; i++) {
		struct rule *rule = &rules[i];
		if (code->has_symbols || !(rule->needs & NEEDS_SYMBOLS)) {
			continue;
		}
		if (!(rule->needs & NEEDS_INCLUDES) || !(rule->by & text_kinds)) {
			rule->not_judged = STR(
					"it needs the compiler, and no compile database was read");
		} else if (!(rule->by & 1U << USE_MACRO)) {
			rule->partly_judged = STR(
					"only includes were judged: no compile database was read");
		} else {
			rule->partly_judged = STR("only includes and #ifdef were judged: "
						  "no compile database was read");
		}
	}
}

void rules_limit_history(struct rule *rules, size_t count, const struct history *history)
{
	for (size_t i = 0; history && i < count; i++) {
		if (history->reason != REASON_NONE && (rules[i].needs & NEEDS_HISTORY)) {
			rules[i].not_judged = history->why;
			rules[i].partly_judged = STR("");
		}
	}
}

void rules_limit_little(struct rule *rules, size_t count, const struct rule_facts *facts,
		struct arena *arena)
{
	for (size_t i = 0; i < count; i++) {
		struct rule *rule = &rules[i];
		bool is_blind = (rule->needs & NEEDS_HISTORY) && !facts->history;
		if (rule->kind->limit && rule->not_judged.len == 0 && !is_blind) {
			rule->not_judged = rule->kind->limit(rule, facts, arena);
			if (rule->not_judged.len > 0) {
				rule->partly_judged = STR("");
			}
		}
	}
}

void rules_leave_out(struct rule *rules, size_t count, unsigned cadences)
{
	static const struct str why[] = {
		[CADENCE_COMMIT] = STR_INIT("the gate leaves it to others: it is judged on every "
					    "commit"),
		[CADENCE_NIGHTLY] = STR_INIT("the gate leaves it to others: it is judged nightly"),
		[CADENCE_WEEKLY] = STR_INIT("the gate leaves it to others: it is judged weekly"),
		[CADENCE_QUARTERLY] =
				STR_INIT("the gate leaves it to others: it is judged quarterly"),
		[CADENCE_RELEASE] =
				STR_INIT("the gate leaves it to others: it is judged at a release"),
	};

	for (size_t i = 0; i < count; i++) {
		if (!(cadences & 1U << rules[i].cadence)) {
			rules[i].is_left_out = true;
			rules[i].partly_judged = STR("");
			rules[i].not_judged = why[rules[i].cadence];
		}
	}
}

void rule_check(const struct rule *rule, const struct rule_facts *facts, struct findings *findings)
{
	/* Whoever draws a picture of uses does not read the history for it. */
	bool is_blind = (rule->needs & NEEDS_HISTORY) && !facts->history;
	if (rule->severity != SEVERITY_NONE && rule->not_judged.len == 0 && !is_blind) {
		rule->kind->check(rule, facts, findings);
	}
}

bool rule_looks_at(const struct rule *rule, const struct code *code, const struct code_use *use)
{
	return rule_counts(rule, code, use) && rule_judges_file(rule, code, use->file);
}

struct finding *rule_finding_at(const struct rule *rule, struct str kind, struct str source,
		struct str target, struct place place, struct findings *findings)
{
	struct finding *finding = finding_add(
			findings, rule->id, rule->severity, kind, source, target, place);
	finding->reason = rule->reason;
	finding->adr = rule->adr;
	finding->docs = rule->docs;
	finding->action = rule->action;
	return finding;
}

/*
 * There is one finding per place and kind.  Uses come in the order of places,
 * so what stands at the same place is the last one; of several uses that one
 * macro brings there, the macro itself is what the reader sees.
 */
static struct finding *finding_for(const struct rule *rule, const struct code *code,
		const struct code_use *use, struct findings *findings)
{
	struct place place = code_use_place(code, use);
	struct str kind = str_of(use_kind_words[use->kind]);
	struct findings instead = *findings;
	struct finding *last =
			findings->list.len > 0 ? &findings->list.p[findings->list.len - 1] : NULL;
	if (last && str_eq(last->kind, kind) && place_cmp(&last->place, &place) == 0) {
		if (use->carrier == NONE) {
			findings->list.len--;
		} else {
			/* Filled in like any other, and then forgotten. */
			findings = &instead;
			findings->list.p = NULL;
			findings->list.len = findings->list.cap = 0;
		}
	}
	return rule_finding_at(rule, kind, code->files[use->file].path, code_use_target(code, use),
			place, findings);
}

struct finding *rule_finding(const struct rule *rule, const struct code *code,
		const struct code_use *use, struct findings *findings)
{
	struct finding *finding = finding_for(rule, code, use, findings);
	finding->label = use_label(findings->arena, code, use);
	if ((use->flags & USE_INACTIVE) && use->kind != USE_INCLUDE
			&& finding->severity > SEVERITY_WARNING) {
		finding->severity = SEVERITY_WARNING;
	}
	return finding;
}
