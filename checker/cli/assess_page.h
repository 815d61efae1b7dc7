/* SPDX-License-Identifier: MIT */
/*
 * The assessment as one page that needs no network and no other file: it asks
 * what the terminal asks, computes the same intervals while one answers, and
 * saves the file of answers.
 */
#ifndef LINTEL_CLI_ASSESS_PAGE_H
#define LINTEL_CLI_ASSESS_PAGE_H

#include "base/buf.h"
#include "pillars/assessment.h"

struct assess_page {
	/* Scored with `answers`. */
	const struct assessment *assessment;
	const struct pack *pack;
	const struct answers *answers;
	/* Where the answers belong in the repository. */
	struct str path;
	/* Who answers; may be empty. */
	struct str by;
};

void assess_page_write(const struct assess_page *page, struct buf *out);

#endif
