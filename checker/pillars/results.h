/* SPDX-License-Identifier: MIT */
/*
 * What assessments came to, one JSON object a line, appended and never changed:
 * trends and comparisons need no server.
 *
 *	{"format":1,"pack":"seven-pillars","pack_version":"1.0","pack_hash":"…","lintel":"…",
 *	 "config_hash":"…","as_of":"2026-11-21T00:00:00Z","inputs":{"answers":"…","telemetry":"…"},
 *	 "pillars":{"modularity":{"lower":0.78,"upper":0.83,"evidenced":1,"confidence":1}},
 *	 "items":{"modularity.local-change":{"lo":0.78,"hi":0.78,"grade":"E4",
 *	          "answer":"half","ticked":["c1"],"on":"2026-11-01"}}}
 *
 * Answers are kept so that another version of the pack can score them again.
 */
#ifndef LINTEL_PILLARS_RESULTS_H
#define LINTEL_PILLARS_RESULTS_H

#include "pillars/assessment.h"

struct buf;
struct err;
struct problem;

#define RESULTS_FORMAT 1
#define RESULTS_BYTES_MAX ((size_t)16 * 1024 * 1024)
#define RESULTS_MAX 100000

struct result_pillar {
	struct str id;
	/* false: nothing in it applied. */
	bool is_assessed;
	double lower;
	double upper;
	double evidenced;
};

struct result_item {
	struct str id;
	struct interval interval;
	/* The answer that counted; empty if there was none. */
	struct str answer;
	bool has_answer;
	struct str *ticked;
	size_t ticked_count;
	struct str on;
};

struct result {
	moment as_of;
	struct str pack;
	struct str pack_version;
	struct hash pack_hash;
	struct result_pillar *pillars;
	size_t pillar_count;
	struct result_item *items;
	size_t item_count;
	/* In the file. */
	uint32_t line;
};

struct results {
	/* By as_of, then line. */
	VEC(struct result) list;
	/* The first thing that is wrong with the file, of which nothing is taken then; or NULL. */
	const struct problem *damage;
};

/* What is written beside the scores. */
struct result_origin {
	/* The version of lintel. */
	struct str program;
	struct hash config;
	struct hash answers;
	struct hash telemetry;
};

/* A line that is not as described goes to `problems`: a damaged file is not read at all. */
NODISCARD bool results_read(struct results *results, struct arena *arena, struct str path,
		struct str text, struct problems *problems);

/* One line, the line break included. */
void result_write(const struct assessment *assessment, const struct result_origin *origin,
		struct buf *out);

/*
 * Appends a line to the file below `root`, whole or not at all; what was there
 * must be sound, and stays byte for byte.
 */
NODISCARD bool results_append(struct str root, struct str path, struct str line, struct err *err);

/*
 * The newest result of this pack, in any version, up to `until`; NULL if there
 * is none.  One of `until` itself counts: what was recorded a moment ago is
 * earlier than what is seen now.
 */
const struct result *results_before(const struct results *results, struct str pack, moment until);

/* The oldest one of this pack, or NULL. */
const struct result *results_first(const struct results *results, struct str pack);

/* The values of pillars over time, for conditions; `assessment` may be NULL. */
size_t results_rows(const struct results *results, const struct pack *pack,
		const struct assessment *assessment, moment as_of, struct arena *arena,
		struct value_row **rows);

#endif
