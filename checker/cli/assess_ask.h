/* SPDX-License-Identifier: MIT */
/*
 * The assessment as a conversation on a terminal: one question a screen, and
 * what is answered is kept before the next one is asked.  However it ends, no
 * answer is lost, and the terminal is as it was.
 */
#ifndef LINTEL_CLI_ASSESS_ASK_H
#define LINTEL_CLI_ASSESS_ASK_H

#include "base/date.h"
#include "pillars/assessment.h"

struct cli;
struct err;

/* Saves an answer that is in `ask->answers` already, and scores all of them anew. */
typedef bool ask_keep_fn(const struct answer *answer, void *ctx, struct err *err);

struct ask {
	struct cli *cli;
	const struct pack *pack;
	/* Changed in place. */
	struct answers *answers;
	const struct assessment *assessment;
	/* Written beside each answer. */
	date_day today;
	/* Who answers: a team or a role; may be empty. */
	struct str by;
	ask_keep_fn *keep;
	void *ctx;
	/* Standard input, which must be a terminal to be of use. */
	int fd;
};

enum ask_end {
	/* The last question has been passed. */
	ASK_DONE,
	/* Somebody left, or the input ended. */
	ASK_LEFT,
	/* By a signal. */
	ASK_INTERRUPTED,
	/* The last answer could not be saved; an error has been printed. */
	ASK_FAILED,
};

/* Questions that apply, and how many of them are answered. */
struct ask_count {
	uint32_t asked;
	uint32_t answered;
};

struct ask_count ask_count(const struct pack *pack, const struct answers *answers,
		const struct assessment *assessment);

/* Begins at the first question without an answer.  `signal` is set for ASK_INTERRUPTED. */
enum ask_end assess_ask(const struct ask *ask, int *signal);

#endif
