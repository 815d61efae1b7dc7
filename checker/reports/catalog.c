/* SPDX-License-Identifier: MIT */
#include "reports/catalog.h"

#include "base/arena.h"
#include "base/map.h"
#include "findings/baseline.h"
#include "findings/exception.h"
#include "findings/own.h"
#include "registers/book.h"
#include "reports/report.h"

/* What lintel checks of itself in every run, or in every run that asks the compiler. */
static const struct {
	const char *id;
	const char *summary;
	bool needs_symbols;
} own[] = {
	{ "lintel/unit", "Every unit that is compiled can be read.", true },
	{ BASELINE_RULE, "The baseline holds only what is still there.", false },
	{ EXCEPTION_RULE, "Every exception is complete, used, and not past its end.", false },
};

/* What a finding of a rule that nobody declared comes from. */
#define UNKNOWN_SUMMARY "A rule of lintel."

static struct catalog_rule *add(
		struct catalog *catalog, struct arena *arena, struct str id, struct str summary)
{
	bool is_new;
	struct map_entry *entry = map_put(catalog->index, id, &is_new);
	if (is_new) {
		entry->num = catalog->rules.len;
		*vec_add(&catalog->rules, arena) = (struct catalog_rule){
			.id = id,
			.summary = summary,
			.severity = SEVERITY_ERROR,
		};
	}
	return &catalog->rules.p[entry->num];
}

static void count(struct catalog_rule *rule, const struct finding *finding)
{
	switch (finding->state) {
	case FINDING_NEW:
		rule->new ++;
		break;
	case FINDING_BASELINED:
		rule->baselined++;
		break;
	case FINDING_EXCEPTED:
		rule->excepted++;
		break;
	case FINDING_LEFT:
		rule->left++;
		break;
	}
}

void catalog_init(struct catalog *catalog, struct arena *arena, const struct report_facts *facts)
{
	*catalog = (struct catalog){ .index = map_create(arena) };
	for (size_t i = 0; i < facts->rule_count; i++) {
		const struct rule *rule = &facts->rules[i];
		struct str summary = rule->kind && rule->kind->summary ? str_of(rule->kind->summary)
								       : STR(UNKNOWN_SUMMARY);
		struct catalog_rule *added = add(catalog, arena, rule->id, summary);
		added->rule = rule;
		added->severity = rule->severity;
	}
	for (size_t i = 0; i < COUNT_OF(own); i++) {
		if (facts->code->has_symbols || !own[i].needs_symbols) {
			add(catalog, arena, str_of(own[i].id), str_of(own[i].summary));
		}
	}
	vec_each (const struct finding, finding, &facts->findings->list) {
		const struct own_rule *rule = own_rule_find(finding->rule);
		const struct register_kind *kind = NULL;
		const struct register_rule *of_kind =
				facts->registers ? book_rule_find(facts->registers, finding->rule,
								   &kind)
						 : NULL;
		struct str summary = rule      ? rule->text
				     : of_kind ? str_fmt(arena, STR_FMT ": not: " STR_FMT,
								 STR_ARG(kind->title),
								 STR_ARG(of_kind->message))
					       : STR(UNKNOWN_SUMMARY);
		struct catalog_rule *added = add(catalog, arena, finding->rule, summary);
		added->severity = rule || of_kind ? finding->severity : added->severity;
		count(added, finding);
	}
}

size_t catalog_find(const struct catalog *catalog, struct str id)
{
	const struct map_entry *entry = map_find(catalog->index, id);
	return entry ? entry->num : 0;
}
