/* SPDX-License-Identifier: MIT */
/*
 * A run over another revision of the tree, beside the run over the folder as it
 * is (head): facts are the revision's own, policies and data are head's.  It
 * goes as far as findings; triggers, pillars and gates are head's business.
 */
#ifndef LINTEL_ENGINE_PAST_H
#define LINTEL_ENGINE_PAST_H

#include "engine/run.h"

struct overlay;

/*
 * After run_gather() of `head` and before its run_judge(): gathers and judges
 * what the overlay shows.  What there is cannot always be judged by head's
 * configuration: then `*why` says why not, and nothing was found.  False if it
 * cannot be read.  run_past_finish() when done, in either case.
 */
NODISCARD bool run_past(struct run *past, const struct run *head, const struct overlay *overlay,
		unsigned needs, struct str *why, struct err *err);
void run_past_finish(struct run *past);

#endif
