/* SPDX-License-Identifier: MIT */
/*
 * Rules that nobody writes down: what lintel finds of its own accord about
 * records, triggers and telemetry.  Each has an id, and is as severe as own.def
 * says unless lintel.yaml adjusts it: an entry of `rules` with that id and no
 * kind.
 */
#ifndef LINTEL_FINDINGS_OWN_H
#define LINTEL_FINDINGS_OWN_H

#include "config/config.h"
#include "findings/finding.h"

enum own_id {
#define OWN(name, id, severity, text) OWN_##name,
#include "findings/own.def"
#undef OWN
	OWN_RULES,
};

struct own_rule {
	struct str id;
	enum severity severity;
	/* What holds where there is no finding: one sentence. */
	struct str text;
};

/* Indexed by enum own_id. */
extern const struct own_rule own_rules[];

/* By its id, or NULL. */
const struct own_rule *own_rule_find(struct str id);

/* The rule of a fault of data: lintel/telemetry/KIND, or …/data where there is none. */
enum own_id own_telemetry(struct str kind);

/* What the configuration makes of them. */
struct own_settings {
	enum severity severity[OWN_RULES];
	/* The entry that adjusts it, or NULL. */
	const struct config_rule *entry[OWN_RULES];
};

struct own_settings own_settings_of(const struct config *config);

/*
 * Adds a finding of one of them, with the reason, decision and action that an
 * entry gives; NULL if its severity is none.  The address holds until the next
 * one is added.
 */
struct finding *own_finding(struct findings *findings, const struct own_settings *settings,
		enum own_id id, struct str kind, struct str source, struct str target,
		struct place place);

/* Gives a finding the reason, decision, page and action of an entry of `rules`; NULL has none. */
void own_entry_apply(struct finding *finding, const struct config_rule *entry);

#endif
