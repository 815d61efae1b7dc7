/* SPDX-License-Identifier: MIT */
/*
 * What a rule kind is, and what one configured rule is.
 *
 * A kind is a constant record: the table of its keys, what facts it needs, and
 * a pure function from facts to findings.  Rules run in any order, on any
 * thread, with the same result: they read `const` facts and write only to the
 * list they are given.
 */
#ifndef LINTEL_RULES_RULE_H
#define LINTEL_RULES_RULE_H

#include "config/config.h"
#include "facts/code.h"
#include "facts/history.h"
#include "findings/finding.h"

struct problems;
struct rule;
struct selector;

/* What must be known before a rule can judge. */
enum needs {
	/* Files, modules, includes: text alone. */
	NEEDS_INCLUDES = 1 << 0,
	/* Symbols and their uses: the compiler. */
	NEEDS_SYMBOLS = 1 << 1,
	/* The findings of the other rules and how the run went: `unused`. */
	NEEDS_FINDINGS = 1 << 2,
	/* Commits and what they changed. */
	NEEDS_HISTORY = 1 << 3,
};

/* Everything that a check may read. */
struct rule_facts {
	const struct code *code;
	const struct config *config;
	const struct rule *rules;
	size_t rule_count;
	/* Of all rules without NEEDS_FINDINGS, by then complete; otherwise NULL. */
	const struct findings *findings;
	/* NULL unless some rule asks for it; then `reason` says whether it is known. */
	const struct history *history;
	/* By path of the history: the module it belongs to today, or NONE. */
	const uint32_t *history_modules;
	/* The run's `--as-of`: the only clock. */
	moment as_of;
};

/*
 * Called with `rule->keys` decoded by the kind's table: compiles its selectors
 * and adds to `problems` what is wrong.  May take from `rule->needs` and
 * `rule->by` what these keys never ask for.  NULL if the table says it all.
 */
typedef bool rule_prepare_fn(struct rule *rule, const struct code *code, struct arena *arena,
		struct problems *problems);

typedef void rule_check_fn(
		const struct rule *rule, const struct rule_facts *facts, struct findings *findings);

/* Why these facts are too few to judge the rule, or empty. */
typedef struct str rule_limit_fn(
		const struct rule *rule, const struct rule_facts *facts, struct arena *arena);

struct rule_kind {
	const char *name;
	/* One sentence for `lintel explain` and the reference. */
	const char *summary;
	unsigned needs;
	enum severity severity;
	const struct table *keys;
	rule_prepare_fn *prepare;
	rule_check_fn *check;
	/* NULL if there is always enough. */
	rule_limit_fn *limit;
};

struct rule {
	const struct rule_kind *kind;
	struct str id;
	/* Of enum needs: those of the kind, less what `by` leaves out. */
	unsigned needs;
	enum severity severity;
	struct str reason;
	struct str adr;
	struct str docs;
	struct str action;
	enum config_cadence cadence;
	/* Bits 1 << USE_…: the uses it looks at. */
	unsigned by;
	bool active_only;
	/* Uses from there are not judged; NULL = none. */
	const struct selector *except;
	/* Where its configuration stands. */
	struct place place;
	/* The files it judges, of those that are judged at all; NULL = every one. */
	const struct selector *scope;
	/* The kind's own keys, a struct that only its file knows. */
	void *keys;
	/* The facts at hand cannot judge it (no compile database); why, else empty. */
	struct str not_judged;
	/* And that is because the gate leaves it to others: no lack of anything. */
	bool is_left_out;
	/* They can judge a part of it only; which, else empty. */
	struct str partly_judged;
};

/*
 * All kinds, as rules.def lists them; the last two, "uses" and "unassigned",
 * are made from other parts of the configuration and not written in `rules`.
 */
extern const struct rule_kind *const rule_kinds[];
extern const size_t rule_kind_count;

const struct rule_kind *rule_kind_find(struct str name);

/*
 * Makes the rules of the configuration: those written, those that `uses:` of
 * modules stand for (lintel/uses/MODULE) and lintel's own (lintel/unassigned).
 * An entry without a kind adjusts the rule of that id.  `code` needs its files,
 * modules and externals only.  All errors go to `problems`; false if there was
 * any.
 */
NODISCARD bool rules_create(const struct config *config, const struct code *code,
		struct arena *arena, struct problems *problems, struct rule **rules, size_t *count);

/*
 * Once the facts are gathered: sets `not_judged` and `partly_judged` where a
 * rule needs symbols and there are none.
 */
void rules_limit(struct rule *rules, size_t count, const struct code *code);

/* The same where a rule needs the history and it is not known; NULL = nobody asked for it. */
void rules_limit_history(struct rule *rules, size_t count, const struct history *history);

/* The same where there is too little for a rule, as its kind says. */
void rules_limit_little(struct rule *rules, size_t count, const struct rule_facts *facts,
		struct arena *arena);

/* The rules whose cadence is none of these bits (1 << CADENCE_…) are left to other gates. */
void rules_leave_out(struct rule *rules, size_t count, unsigned cadences);

/*
 * Checks the rule, unless its severity is none, it cannot be judged, or it needs
 * a history that nobody asked for.
 */
void rule_check(const struct rule *rule, const struct rule_facts *facts, struct findings *findings);

/* Whether a rule looks at a use at all: its kind, configuration, file and exceptions. */
bool rule_looks_at(const struct rule *rule, const struct code *code, const struct code_use *use);

/*
 * Adds a finding of this rule about this use, its common parts filled in: all
 * but message and remedy.  The address holds until the next one is added.
 * Call it in the order of uses: of several at one place and of one kind, one
 * finding is kept.
 */
struct finding *rule_finding(const struct rule *rule, const struct code *code,
		const struct code_use *use, struct findings *findings);

/* Adds a finding of this rule that is about something else than one use. */
struct finding *rule_finding_at(const struct rule *rule, struct str kind, struct str source,
		struct str target, struct place place, struct findings *findings);

#endif
