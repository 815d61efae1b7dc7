/* SPDX-License-Identifier: MIT */
/*
 * Gates: who asks, and so what may fail.
 *
 * A pull request answers for what a change caused and for nothing else: no day
 * that passes and no number that moves turns it red.  What the clock and the
 * data caused is for the nightly run; a release answers for all of it, for what
 * could not be judged too.
 *
 * Those three are there without a word; `gates:` changes them key by key and
 * adds others, which begin as a pull request does.
 */
#ifndef LINTEL_GATES_GATE_H
#define LINTEL_GATES_GATE_H

#include "config/config.h"
#include "findings/finding.h"
#include "gates/budget.h"

struct arena;
struct problems;

/* A list of words, as written or by default. */
struct gate_words {
	const struct text *p;
	size_t len;
};

/* How a gate takes error budgets. */
struct gate_budget {
	bool is_ignored;
	/* Service levels by id; none = all. */
	struct gate_words of;
	struct budget_policy policy;
	/* Classes of change that pass when the budget is low, when nothing is left, always. */
	struct gate_words when_low;
	struct gate_words when_exhausted;
	struct gate_words always;
};

/* One as it is in force. */
struct gate {
	struct str name;
	/* One line for the reference; empty for one that is not built in. */
	struct str summary;
	/* Bits 1 << CLASS_…: findings of other classes are shown as notes. */
	unsigned classes;
	/* The least that fails it: SEVERITY_ERROR or SEVERITY_WARNING. */
	enum severity severity;
	/* Bits 1 << CADENCE_…: rules of another cadence are left to other gates. */
	unsigned cadence;
	enum config_unknown on_unknown;
	enum config_approvals approvals;
	struct gate_budget budget;
	/* Of a change that does not say. */
	struct str change_class;
	/* A fired trigger that nobody has answered fails it at once, not after its days. */
	bool fails_on_fired;
	/* What was written of it, its conditions too; NULL where nothing was. */
	const struct config_gate *config;
};

struct gates {
	struct gate *p;
	size_t len;
};

/* pull-request, nightly and release where nothing is configured; the first is the default. */
extern const struct gate built_in_gates[];

/*
 * The three, and those that the configuration adds, in its order.  False if a
 * word is none or a number is none: `problems` has it.
 */
NODISCARD bool gates_resolve(struct gates *gates, struct arena *arena, const struct config *config,
		struct problems *problems);

/* The gate of this name, or NULL. */
const struct gate *gate_find(const struct gates *gates, struct str name);

/* Their names as a list: "pull-request, nightly, release". */
struct str gates_text(const struct gates *gates, struct arena *arena);

/* Whether it judges rules of this cadence. */
bool gate_judges(const struct gate *gate, enum config_cadence cadence);

/* Whether the list has the word. */
bool gate_has_word(const struct gate_words *list, struct str word);

#endif
