/* SPDX-License-Identifier: MIT */
/*
 * One question of the assessment as a terminal shows it.  What belongs to
 * answering stands last, next to where one types, so that a small window cuts
 * off what may be read elsewhere.
 */
#ifndef LINTEL_CLI_ASSESS_SCREEN_H
#define LINTEL_CLI_ASSESS_SCREEN_H

#include "base/buf.h"
#include "pillars/assessment.h"

/* What the terminal can show. */
struct screen {
	unsigned columns;
	/* 0 if it does not say. */
	unsigned rows;
	bool has_color;
	bool is_ascii;
	/* TERM=dumb cannot: a rule is drawn between questions instead. */
	bool can_clear;
};

/* What is asked, and what is known of it. */
struct screen_question {
	const struct pack *pack;
	const struct assessment *assessment;
	/* In pack->items. */
	uint32_t item;
	/* "question 7 of 33" */
	uint32_t number;
	uint32_t total;
	/* The present answer, or NULL. */
	const struct answer *answer;
};

/* The terminal behind `fd` as it is now. */
struct screen screen_of(int fd, bool has_color);

void screen_clear(const struct screen *screen, struct buf *out);

/*
 * The whole question, or, where that is higher than the window and `is_whole`
 * is not asked for, as much of it as is needed to answer.
 */
void screen_question(const struct screen *screen, const struct screen_question *question,
		bool is_whole, struct buf *out);

/* The criteria with what is ticked, numbered. */
void screen_criteria(const struct screen *screen, const struct screen_question *question,
		struct buf *out);

/* Each key with what it does. */
void screen_keys(const struct screen *screen, struct buf *out);

/* "modularity is at 31–64 % now" */
void screen_standing(const struct screen *screen, const struct screen_question *question,
		struct buf *out);

#endif
