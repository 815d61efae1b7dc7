/* SPDX-License-Identifier: MIT */
/*
 * The risk matrix: what to protect first.
 *
 * What is protected (entries of `risk.protect`, and data items by their source
 * of truth) has a criticality, and an impact: the declared one, or where none
 * is declared the measured one, which is that of its incidents.  The matrix
 * makes a rank of the two.  A mitigation that is overdue raises it by one.
 *
 * What incidents and error budgets say beyond a declared impact is a proposal:
 * it is shown with its reasons and never applied in silence.
 */
#ifndef LINTEL_GATES_RISK_H
#define LINTEL_GATES_RISK_H

#include "config/config.h"
#include "facts/code.h"
#include "facts/register.h"
#include "gates/service_level.h"

struct arena;
struct problems;

#define RISK_REPEATS 3
#define RISK_WINDOW "180d"

struct risk_matrix {
	enum config_rank ranks[CRITICALITIES][IMPACTS];
	/* It is the one that is there without a word. */
	bool is_default;
};

/*
 * The matrix as written, or the default one.  One with holes, and one in which
 * more criticality or more impact ranks lower, go to `problems`; false then.
 */
NODISCARD bool risk_matrix_read(struct risk_matrix *matrix, const struct config_matrix *config,
		struct problems *problems);

/* Something that speaks for a rank: an incident, a budget, a mitigation that is overdue. */
struct risk_reason {
	/* "incident INC-7: severe, 2 h 10 min" */
	struct str text;
	struct place place;
};

/* One thing that is protected, in one module. */
struct risk_row {
	/* "payment", or "data-item order". */
	struct str name;
	/* A number of a module, or NONE: a data item whose source is not known. */
	uint32_t module;
	struct place place;
	struct str reason;
	struct str adr;
	enum config_criticality criticality;
	enum config_impact impact;
	/* Somebody wrote it; else it is the measured one. */
	bool is_declared;
	/* In the window; and all of their time together, of those that are over. */
	size_t incidents;
	int64_t lasted;
	/* The worst of what was measured; only where `incidents` or a budget says so. */
	bool is_measured;
	enum config_impact measured;
	VEC(struct risk_reason) measures;
	/* Risks whose mitigation is overdue: each is a reason of `rank`. */
	VEC(struct risk_reason) overdue;
	/* In force, and what it would be if the measured impact counted. */
	enum config_rank rank;
	enum config_rank proposed;
};

struct risks {
	struct risk_matrix matrix;
	/* In the order of the configuration, then data items by name. */
	VEC(struct risk_row) rows;
	/* By module: the number of its highest row, or NONE. */
	uint32_t *by_module;
	struct duration window;
	int64_t repeats;
	/* Nobody keeps incidents: nothing is measured. */
	bool has_incidents;
};

struct risk_facts {
	const struct config *config;
	/* Files and modules are enough. */
	const struct code *code;
	/* Either may be NULL. */
	const struct registers *registers;
	const struct service_levels *levels;
	moment as_of;
};

/* False if the configuration is wrong; all of it is in `problems`. */
NODISCARD bool risks_make(struct risks *risks, struct arena *arena, const struct risk_facts *facts,
		struct problems *problems);

/* The row that ranks a module, or NULL: nothing of it is protected. */
const struct risk_row *risk_of_module(const struct risks *risks, uint32_t module);

#endif
