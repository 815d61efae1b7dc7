/* SPDX-License-Identifier: MIT */
/*
 * What an assessment has to say as findings: contradictions, evidence that is
 * stale or missing, questions without answers, answers that do not count,
 * exemptions.
 */
#ifndef LINTEL_PILLARS_PILLAR_REPORT_H
#define LINTEL_PILLARS_PILLAR_REPORT_H

#include "findings/own.h"
#include "pillars/assessment.h"

struct problem;

/* Adds the findings of an assessment that was scored. */
void pillars_report(const struct assessment *assessment, struct findings *findings,
		const struct own_settings *settings);

/* Adds that the file of earlier results is damaged, and where. */
void results_report(const struct problem *damage, struct str pack, struct findings *findings,
		const struct own_settings *settings);

#endif
