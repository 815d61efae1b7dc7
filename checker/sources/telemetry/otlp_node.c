/* SPDX-License-Identifier: MIT */
#include "sources/telemetry/otlp_node.h"

#include <math.h>

#define NANOSECONDS_PER_MS 1000000

bool otlp_refuse(const struct otlp_line *line, struct place place, struct str remedy,
		const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	struct str problem = str_vfmt(line->arena, fmt, args);
	va_end(args);
	return sink_refuse(
			line->sink, line->number, place.column, remedy, STR_FMT, STR_ARG(problem));
}

const struct node *otlp_member(const struct node *map, const char *key)
{
	const struct node *member = map ? node_find(map, str_of(key)) : NULL;
	return member && member->kind != NODE_NULL ? member : NULL;
}

static bool kind_refuse(const struct otlp_line *line, const struct node *member, const char *what)
{
	return otlp_refuse(line, member->place, STR(""), "'" STR_FMT "' must be %s, not %s",
			STR_ARG(member->key), what, node_kind_name(member));
}

bool otlp_list(const struct otlp_line *line, const struct node *map, const char *key,
		const struct node **items, size_t *len)
{
	const struct node *member = otlp_member(map, key);
	*items = member ? member->items : NULL;
	*len = member ? member->len : 0;
	return !member || member->kind == NODE_LIST || kind_refuse(line, member, "a list");
}

bool otlp_maps(const struct otlp_line *line, const struct node *map, const char *key,
		const struct node **items, size_t *len)
{
	if (!otlp_list(line, map, key, items, len)) {
		return false;
	}
	for (size_t i = 0; i < *len; i++) {
		if ((*items)[i].kind != NODE_MAP) {
			return otlp_refuse(line, (*items)[i].place, STR(""),
					"'%s' must be a list of maps", key);
		}
	}
	return true;
}

bool otlp_map(const struct otlp_line *line, const struct node *map, const char *key,
		const struct node **member)
{
	*member = otlp_member(map, key);
	return !*member || (*member)->kind == NODE_MAP || kind_refuse(line, *member, "a map");
}

bool otlp_text(const struct otlp_line *line, const struct node *map, const char *key,
		struct str *text)
{
	const struct node *member = otlp_member(map, key);
	*text = member ? member->text : STR("");
	return !member || (member->kind == NODE_SCALAR && member->is_quoted)
	       || kind_refuse(line, member, "text");
}

/* Refuses a value that is no number. */
static bool number_refuse(const struct otlp_line *line, const struct node *node, const char *what)
{
	return otlp_refuse(line, node->place, STR("write a number, or its digits as a text"),
			"'" STR_FMT "' must be %s", STR_ARG(node->key), what);
}

bool otlp_unsigned(const struct otlp_line *line, const struct node *map, const char *key,
		uint64_t *value)
{
	const struct node *member = otlp_member(map, key);
	*value = 0;
	return !member || (member->kind == NODE_SCALAR && str_to_u64(member->text, value))
	       || number_refuse(line, member, "a whole number, 0 or more");
}

bool otlp_integer(const struct otlp_line *line, const struct node *map, const char *key,
		int64_t *value)
{
	static const double limit = 9007199254740992.0;
	const struct node *member = otlp_member(map, key);
	double number;
	*value = 0;
	if (!member) {
		return true;
	}
	if (member->kind != NODE_SCALAR || !number_read(member->text, &number)
			|| !(fabs(number) <= limit) || number != trunc(number)) {
		return number_refuse(line, member, "a whole number");
	}
	*value = (int64_t)number;
	return true;
}

bool otlp_number(const struct otlp_line *line, const struct node *node, double *value)
{
	if (node->kind == NODE_SCALAR) {
		if (number_read(node->text, value)) {
			return true;
		}
		bool is_negative = str_eq(node->text, STR("-Infinity"));
		if (is_negative || str_eq(node->text, STR("Infinity"))) {
			*value = is_negative ? (double)-INFINITY : (double)INFINITY;
			return true;
		}
	}
	return number_refuse(line, node, "a number, \"NaN\", \"Infinity\" or \"-Infinity\"");
}

bool otlp_double(const struct otlp_line *line, const struct node *map, const char *key,
		double *value, bool *is_there)
{
	const struct node *member = otlp_member(map, key);
	if (is_there) {
		*is_there = member != NULL;
	}
	*value = 0;
	return !member || otlp_number(line, member, value);
}

bool otlp_moment(const struct otlp_line *line, const struct node *map, const char *key, moment *at)
{
	uint64_t nanoseconds;
	if (!otlp_unsigned(line, map, key, &nanoseconds)) {
		return false;
	}
	*at = nanoseconds ? (moment)(nanoseconds / NANOSECONDS_PER_MS) : MOMENT_EVER;
	return true;
}
