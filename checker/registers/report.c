/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "registers/book.h"

/* "register": what the fingerprints of all of them begin with. */
#define FINDING_KIND STR("register")

static void fault_report(const struct register_fault *fault, struct findings *findings,
		const struct own_settings *settings)
{
	struct finding *finding = own_finding(findings, settings, fault->rule, FINDING_KIND,
			fault->place.path, fault->target, fault->place);
	if (!finding) {
		return;
	}
	finding->message = fault->message;
	finding->class = fault->class;
	finding->is_unknown = fault->rule == OWN_REGISTER_UNKNOWN;
	/* What the kind says is nearer to the matter than what lintel.yaml says of the rule. */
	if (fault->why.len) {
		finding->reason = fault->why;
	}
	finding->remedy = fault->remedy;
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

void book_report(const struct register_book *book, struct findings *findings,
		const struct own_settings *settings)
{
	vec_each (const struct register_fault, fault, &book->faults) {
		fault_report(fault, findings, settings);
	}
	vec_each (const struct text, pattern, &book->matchless) {
		matchless_report(pattern, findings, settings);
	}
}
