/* SPDX-License-Identifier: MIT */
#include "config/value.h"

#include "base/err.h"
#include "base/glob.h"
#include "base/path.h"

#include <math.h>

bool value_is_truth(const struct node *node)
{
	return node->kind == NODE_SCALAR && !node->is_quoted
	       && (str_eq(node->text, STR("true")) || str_eq(node->text, STR("false")));
}

bool value_is_off(struct str text)
{
	static const struct str words[] = {
		STR_INIT("off"),
		STR_INIT("Off"),
		STR_INIT("OFF"),
		STR_INIT("no"),
		STR_INIT("No"),
		STR_INIT("NO"),
		STR_INIT("false"),
		STR_INIT("False"),
		STR_INIT("FALSE"),
	};
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		if (str_eq(text, words[i])) {
			return true;
		}
	}
	return false;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool value_read_number(const struct node *node, int64_t *value)
{
	bool is_negative = node->text.len && node->text.p[0] == '-';
	uint64_t size;
	if (node->kind != NODE_SCALAR || node->is_quoted
			|| !str_to_u64(str_from(node->text, is_negative), &size)
			|| size > (uint64_t)INT64_MAX) {
		return false;
	}
	*value = is_negative ? -(int64_t)size : (int64_t)size;
	return true;
}

/* -?digits(.digits)?([eE][-+]?digits)?: neither "inf" nor "0x1p3", which strtod() reads too. */
static bool is_decimal(struct str text)
{
	size_t at = text.len && text.p[0] == '-' ? 1 : 0;
	size_t begin = at;
	while (at < text.len && is_digit(text.p[at])) {
		at++;
	}
	if (at == begin) {
		return false;
	}
	if (at < text.len && text.p[at] == '.') {
		size_t fraction = ++at;
		while (at < text.len && is_digit(text.p[at])) {
			at++;
		}
		if (at == fraction) {
			return false;
		}
	}
	if (at < text.len && (text.p[at] | 0x20) == 'e') {
		at++;
		at += at < text.len && (text.p[at] == '-' || text.p[at] == '+') ? 1 : 0;
		size_t exponent = at;
		while (at < text.len && is_digit(text.p[at])) {
			at++;
		}
		if (at == exponent) {
			return false;
		}
	}
	return at == text.len;
}

bool value_read_real(const struct node *node, double *value)
{
	if (node->kind != NODE_SCALAR || node->is_quoted || !is_decimal(node->text)) {
		return false;
	}
	/* Text in an arena ends in a NUL, and lintel never sets a locale. */
	*value = strtod(node->text.p, NULL);
	return isfinite(*value);
}

bool value_is_name(struct str name)
{
	for (size_t i = 0; i < name.len; i++) {
		char c = name.p[i];
		bool is_word = is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
		if (!is_word && (i == 0 || !c || !strchr("._/{}-", c))) {
			return false;
		}
	}
	return name.len > 0;
}

/* Relative, without "." and "..": anything else could never match. */
static bool glob_stays(struct str pattern, struct err *err)
{
	struct str rest = pattern;
	struct str part;
	if (path_is_absolute(pattern)) {
		return err_set(err, "an absolute pattern");
	}
	while (!str_eq(pattern, STR(".")) && str_split(&rest, '/', &part)) {
		if (str_eq(part, STR(".")) || str_eq(part, STR(".."))) {
			return err_set(err, "a pattern with a part '" STR_FMT "'", STR_ARG(part));
		}
	}
	return true;
}

bool value_check_item(struct str *item, enum field_type type, struct arena *arena,
		struct str *remedy, struct err *err)
{
	*remedy = STR("");
	if (!item->len) {
		return err_set(err, "an empty text");
	}
	if (type == FIELD_GLOBS) {
		if (!glob_check(*item, err)) {
			return false;
		}
		*remedy = STR("patterns are relative to the root, without '.' and '..'");
		return glob_stays(*item, err);
	}
	if (type == FIELD_PATHS) {
		struct str clean = path_clean(arena, *item);
		if (path_is_absolute(clean) || path_leaves(clean)) {
			*remedy = STR("paths are relative to the root, and stay below it");
			return err_set(err, "a path out of the repository");
		}
		*item = clean;
	}
	return true;
}
