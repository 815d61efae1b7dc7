/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/map.h"
#include "registers/book.h"

/* "register": what the fingerprints of all of them begin with. */
#define FINDING_KIND STR("register")

/* ---- rules of kinds ---- */

struct str book_rule_id(struct arena *arena, const struct register_kind *kind,
		const struct register_rule *rule)
{
	return str_fmt(arena, "lintel/register/" STR_FMT "/" STR_FMT, STR_ARG(kind->name),
			STR_ARG(rule->id));
}

const struct register_rule *book_rule_find(
		const struct registers *registers, struct str id, const struct register_kind **kind)
{
	const struct str family = REGISTER_RULES;
	struct str rest = str_from(id, family.len);
	size_t slash = str_find(rest, '/');

	*kind = str_starts(id, family) && slash < rest.len
				? register_kind_find(registers, str_slice(rest, 0, slash))
				: NULL;
	for (size_t i = 0; *kind && i < (*kind)->rule_count; i++) {
		if (str_eq((*kind)->rules[i].id, str_from(rest, slash + 1))) {
			return &(*kind)->rules[i];
		}
	}
	return NULL;
}

struct reporting {
	struct findings *findings;
	const struct own_settings *settings;
	/* From the id of a kind's rule to the entry of lintel.yaml that adjusts it. */
	struct map *entries;
};

static struct finding *kind_finding(
		const struct reporting *reporting, const struct register_fault *fault)
{
	struct str id = book_rule_id(reporting->findings->arena, fault->kind, fault->kind_rule);
	const struct config_rule *entry = map_ptr(reporting->entries, id);
	enum severity severity = (enum severity)fault->kind_rule->severity;

	if (entry && entry->severity.is_set) {
		severity = (enum severity)entry->severity.value;
	}
	if (severity == SEVERITY_NONE) {
		return NULL;
	}
	struct finding *finding = finding_add(reporting->findings, id, severity, FINDING_KIND,
			fault->place.path, fault->target, fault->place);
	own_entry_apply(finding, entry);
	return finding;
}

/* ---- findings ---- */

static void fault_report(const struct reporting *reporting, const struct register_fault *fault)
{
	struct finding *finding =
			fault->kind_rule ? kind_finding(reporting, fault)
					 : own_finding(reporting->findings, reporting->settings,
							   fault->rule, FINDING_KIND,
							   fault->place.path, fault->target,
							   fault->place);
	if (!finding) {
		return;
	}
	finding->message = fault->message;
	finding->class = fault->class;
	finding->is_unknown = !fault->kind_rule && fault->rule == OWN_REGISTER_UNKNOWN;
	/* What the kind says is nearer to the matter than what lintel.yaml says of the rule. */
	finding->reason = fault->why.len ? fault->why : finding->reason;
	finding->remedy = fault->remedy;
	finding->also = fault->also;
	finding->evidence = fault->evidence;
	finding->evidence_len = fault->evidence_len;
}

static void matchless_report(const struct text *pattern, struct findings *findings,
		const struct own_settings *settings)
{
	struct finding *finding = own_finding(findings, settings, OWN_REGISTER_EMPTY, FINDING_KIND,
			pattern->place.path, pattern->s, pattern->place);
	if (finding) {
		finding->message = str_fmt(findings->arena,
				"no file matches '" STR_FMT "' of registers", STR_ARG(pattern->s));
		finding->reason = STR("records that nobody reads hold nobody to anything");
		finding->remedy = STR("patterns are relative to the folder of lintel.yaml; "
				      "'lintel registers new KIND' writes a first record");
	}
}

void book_report(struct register_book *book, struct findings *findings,
		const struct own_settings *settings, const struct config *config)
{
	struct arena *scratch = arena_create();
	const struct reporting reporting = { findings, settings, map_create(scratch) };

	for (size_t i = 0; i < config->rule_count; i++) {
		map_put(reporting.entries, config->rules[i].id.s, NULL)->ptr = &config->rules[i];
	}
	for (size_t i = 0; book->reported == 0 && i < book->matchless.len; i++) {
		matchless_report(&book->matchless.p[i], findings, settings);
	}
	for (; book->reported < book->faults.len; book->reported++) {
		fault_report(&reporting, &book->faults.p[book->reported]);
	}
	arena_destroy(scratch);
}
