/* SPDX-License-Identifier: MIT */
/*
 * The trend: what gates came to, run by run, in a file that only grows.
 *
 *	{"version":1,"gate":"release","as_of":"2026-11-21T12:00:00Z","verdict":"fail",
 *	 "caught":{"layering":2},"seconds":1.25,"release":"2026.11.2","commit":"3f2c1aa…"}
 *
 * One object a line; `release` and `commit` are there where they are known.
 */
#ifndef LINTEL_GATES_TREND_H
#define LINTEL_GATES_TREND_H

#include "base/calendar.h"
#include "base/problem.h"
#include "findings/finding.h"
#include "gates/verdict.h"

struct buf;

/* Where it is unless lintel.yaml says so. */
#define TREND_PATH "lintel.trend.jsonl"

/* New findings of a rule that failed the gate. */
struct trend_caught {
	struct str rule;
	int64_t count;
};

struct trend_entry {
	struct str gate;
	moment as_of;
	enum verdict_word verdict;
	VEC(struct trend_caught) caught;
	double seconds;
	/* Empty where they are not known. */
	struct str release;
	struct str commit;
	uint32_t line;
};

struct trend {
	VEC(struct trend_entry) list;
};

/* Every bad line goes to `problems`; false if there was any. */
NODISCARD bool trend_read(struct trend *trend, struct arena *arena, struct str path,
		struct str text, struct problems *problems);

/* What the gate caught among judged findings, by rule in their order. */
void trend_catch(struct trend_entry *entry, struct arena *arena, const struct gate *gate,
		const struct findings *findings);

/* As one line with its end. */
void trend_write(const struct trend_entry *entry, struct buf *out);

#endif
