/* SPDX-License-Identifier: MIT */
#include "reports/report.h"

#define REPORT(name, write, summary) { name, summary, write },
const struct report reports[] = {
#include "reports/reports.def"
};
#undef REPORT

const size_t report_count = COUNT_OF(reports);

const struct report *report_find(struct str name)
{
	for (size_t i = 0; i < report_count; i++) {
		if (str_eq(name, str_of(reports[i].name))) {
			return &reports[i];
		}
	}
	return NULL;
}
