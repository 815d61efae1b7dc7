/* SPDX-License-Identifier: MIT */
/*
 * What incidents, error budgets and overdue mitigations say about a row of the
 * risk matrix; for risk.c.
 */
#ifndef LINTEL_GATES_RISK_MEASURE_H
#define LINTEL_GATES_RISK_MEASURE_H

#include "gates/risk.h"

/*
 * Fills in incidents, time, measured impact and reasons of the row.  The worst
 * incident within the window counts; as many as `repeats` are one worse than
 * the worst of them; a budget that is used up is a major one.
 */
void risk_measure(struct risks *risks, struct risk_row *row, struct arena *arena,
		const struct risk_facts *facts);

#endif
