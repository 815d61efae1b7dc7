/* SPDX-License-Identifier: MIT */
/*
 * Facts of what is not known yet: history.  They are unknown until something
 * reads it.
 */
#include "conditions/fact_functions.h"

static void history_is_missing(struct fact_answer *answer)
{
	answer->reason = REASON_NO_HISTORY;
	answer->evidence = STR("the history of the repository is not read");
}

#define HISTORY_FACT(name) \
	void fact_git_##name(const struct term *term, const struct world *world, \
			struct arena *arena, struct fact_answer *answer) \
	{ \
		(void)term; \
		(void)world; \
		(void)arena; \
		history_is_missing(answer); \
	}

HISTORY_FACT(churn)
HISTORY_FACT(commits)
HISTORY_FACT(authors)
HISTORY_FACT(files)
HISTORY_FACT(owners_share)
HISTORY_FACT(cochange)
HISTORY_FACT(days_idle)
HISTORY_FACT(new_files)
