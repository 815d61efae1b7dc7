/* SPDX-License-Identifier: MIT */
/*
 * What a gate asks for in the language of conditions: `conditions:` of a gate.
 * They are read once names are known and judged last, when the world is complete.
 */
#ifndef LINTEL_GATES_GATE_CONDITION_H
#define LINTEL_GATES_GATE_CONDITION_H

#include "conditions/condition.h"
#include "conditions/world.h"
#include "findings/own.h"
#include "gates/gate.h"
#include "gates/verdict.h"

/* Those of one gate, in the order they are written; they live in the arena. */
struct gate_conditions {
	const struct gate *gate;
	const struct condition **list;
	size_t len;
};

/*
 * Reads the conditions of a gate, or of every gate but keeps those of this one:
 * a mistake is told whichever gate is asked.  False if there was any, with all
 * of them in `problems`.
 */
NODISCARD bool gate_conditions_read(struct gate_conditions *conditions, struct arena *arena,
		const struct gates *gates, const struct gate *gate,
		const struct condition_names *names, struct problems *problems);

/* What they need together: bits of enum condition_needs. */
unsigned gate_conditions_needs(const struct gate_conditions *conditions);

/*
 * A result for each, and a finding lintel/gate/condition for each that does not
 * hold or that cannot be told, as `on_unknown` has it.
 */
void gate_conditions_judge(const struct gate_conditions *conditions, const struct world *world,
		const struct own_settings *settings, struct gate_results *results,
		struct findings *findings);

#endif
