/* SPDX-License-Identifier: MIT */
/*
 * The values of a line of OTLP/JSON: 64-bit numbers are texts or numbers, what
 * is absent or null has its default, and what is of another kind is a refusal of
 * the file.
 */
#ifndef LINTEL_SOURCES_TELEMETRY_OTLP_NODE_H
#define LINTEL_SOURCES_TELEMETRY_OTLP_NODE_H

#include "formats/node.h"
#include "sources/telemetry/sink.h"

struct otlp_line {
	struct sink *sink;
	/* Of what lives as long as the line. */
	struct arena *arena;
	/* Its number in the file. */
	uint32_t number;
};

/* Refuses the file for what stands at `place`; always false. */
bool otlp_refuse(const struct otlp_line *line, struct place place, struct str remedy,
		const char *fmt, ...) PRINTF_LIKE(4, 5);

/* The member, or NULL if it is absent or null, or if there is no map. */
const struct node *otlp_member(const struct node *map, const char *key);

/* A list; absent is empty. */
NODISCARD bool otlp_list(const struct otlp_line *line, const struct node *map, const char *key,
		const struct node **items, size_t *len);
/* A list of maps. */
NODISCARD bool otlp_maps(const struct otlp_line *line, const struct node *map, const char *key,
		const struct node **items, size_t *len);
/* A map, NULL if it is absent. */
NODISCARD bool otlp_map(const struct otlp_line *line, const struct node *map, const char *key,
		const struct node **member);
NODISCARD bool otlp_text(const struct otlp_line *line, const struct node *map, const char *key,
		struct str *text);
NODISCARD bool otlp_unsigned(const struct otlp_line *line, const struct node *map, const char *key,
		uint64_t *value);
/* Whole numbers with a sign, within 2^53 exact. */
NODISCARD bool otlp_integer(const struct otlp_line *line, const struct node *map, const char *key,
		int64_t *value);
/* Also "NaN", "Infinity", "-Infinity".  `is_there` may be NULL. */
NODISCARD bool otlp_double(const struct otlp_line *line, const struct node *map, const char *key,
		double *value, bool *is_there);
/* The same for a node. */
NODISCARD bool otlp_number(const struct otlp_line *line, const struct node *node, double *value);
/* A time in nanoseconds, as a moment; MOMENT_EVER if it is absent or 0. */
NODISCARD bool otlp_moment(
		const struct otlp_line *line, const struct node *map, const char *key, moment *at);

#endif
