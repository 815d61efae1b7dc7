/* SPDX-License-Identifier: MIT */
/*
 * What service levels have to say, as findings lintel/service-level/….
 */
#ifndef LINTEL_GATES_SERVICE_REPORT_H
#define LINTEL_GATES_SERVICE_REPORT_H

#include "findings/own.h"
#include "gates/budget.h"

/* With less of a budget left than `policy` calls low, that is a finding too. */
void service_levels_report(const struct service_levels *levels, const struct budget_policy *policy,
		struct findings *findings, const struct own_settings *settings, moment as_of);

#endif
