/* SPDX-License-Identifier: MIT */
#include "base/glob.h"

#include "base/err.h"

/*
 * Two nested matchers of the same shape.  The outer one walks segments and
 * remembers the last `**`, the inner one walks characters and remembers the
 * last `*`.  Going back only to the *last* star is enough, because an earlier
 * star could only give up text that the later one can take; this is what keeps
 * the work bounded.
 */

#define NOWHERE ((size_t)-1)

/* The end of the class that begins at `at` (on its '['), or NOWHERE. */
static size_t class_end(struct str pattern, size_t at)
{
	size_t i = at + 1;
	if (i < pattern.len && pattern.p[i] == '!') {
		i++;
	}
	/* A ']' in first place stands for itself. */
	if (i < pattern.len && pattern.p[i] == ']') {
		i++;
	}
	while (i < pattern.len && pattern.p[i] != ']' && pattern.p[i] != '/') {
		i++;
	}
	return i < pattern.len && pattern.p[i] == ']' ? i : NOWHERE;
}

static bool name_is_plain(struct str name)
{
	for (size_t i = 0; i < name.len; i++) {
		char c = name.p[i];
		if (!(c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')
				    || (c >= 'A' && c <= 'Z'))) {
			return false;
		}
	}
	return name.len > 0;
}

bool glob_check(struct str pattern, struct err *err)
{
	bool has_variable = false;
	if (pattern.len == 0) {
		return err_set(err, "a pattern must not be empty");
	}
	for (size_t i = 0; i < pattern.len; i++) {
		char c = pattern.p[i];
		if (c == '[' && class_end(pattern, i) == NOWHERE) {
			return err_set(err, "'[' has no ']' in pattern '" STR_FMT "'",
					STR_ARG(pattern));
		}
		if (c == '[') {
			i = class_end(pattern, i);
			continue;
		}
		if (c != '{') {
			continue;
		}
		struct str rest = str_from(pattern, i + 1);
		struct str name = str_slice(rest, 0, str_find(rest, '}'));
		if (name.len == rest.len || !name_is_plain(name)) {
			return err_set(err,
					"'{' must begin a {name} of letters, digits and '_' in "
					"pattern '" STR_FMT "' (alternatives are separate "
					"patterns)",
					STR_ARG(pattern));
		}
		if (has_variable) {
			return err_set(err, "pattern '" STR_FMT "' has more than one {name}",
					STR_ARG(pattern));
		}
		has_variable = true;
		i += name.len + 1;
	}
	return true;
}

static bool class_match(struct str pattern, size_t at, size_t end, char c)
{
	size_t i = at + 1;
	bool negated = pattern.p[i] == '!';
	bool found = false;
	unsigned char wanted = (unsigned char)c;
	if (negated) {
		i++;
	}
	while (i < end) {
		unsigned char low = (unsigned char)pattern.p[i];
		unsigned char high = low;
		if (i + 2 < end && pattern.p[i + 1] == '-') {
			high = (unsigned char)pattern.p[i + 2];
			i += 2;
		}
		found = found || (wanted >= low && wanted <= high);
		i++;
	}
	return found != negated;
}

/* One step of a segment that is no star: how many pattern characters it takes, or 0. */
static size_t step_match(struct str pattern, size_t at, char c)
{
	switch (pattern.p[at]) {
	case '?':
		return 1;
	case '[': {
		size_t end = class_end(pattern, at);
		return class_match(pattern, at, end, c) ? end + 1 - at : 0;
	}
	default:
		return pattern.p[at] == c ? 1 : 0;
	}
}

/* How many characters the star or variable at `at` takes up; 0 if there is none. */
static size_t star_width(struct str pattern, size_t at)
{
	if (at >= pattern.len) {
		return 0;
	}
	if (pattern.p[at] == '*') {
		return 1;
	}
	if (pattern.p[at] == '{') {
		return str_find(str_from(pattern, at), '}') + 1;
	}
	return 0;
}

struct binding {
	size_t begin;
	size_t end;
};

static bool segment_match(struct str pattern, struct str text, struct binding *binding)
{
	size_t p = 0;
	size_t t = 0;
	size_t star = NOWHERE;
	size_t star_from = 0;
	size_t star_to = 0;

	while (t < text.len || p < pattern.len) {
		size_t width = star_width(pattern, p);
		if (width && !(pattern.p[p] == '{' && t == text.len)) {
			bool is_variable = pattern.p[p] == '{';
			star = p;
			star_from = t;
			star_to = is_variable ? t + 1 : t;
			if (is_variable) {
				*binding = (struct binding){ star_from, star_to };
			}
			p += width;
			t = star_to;
			continue;
		}
		size_t step = t < text.len && p < pattern.len ? step_match(pattern, p, text.p[t])
							      : 0;
		if (step) {
			p += step;
			t++;
			continue;
		}
		if (star == NOWHERE || star_to >= text.len) {
			return false;
		}
		star_to++;
		if (pattern.p[star] == '{') {
			*binding = (struct binding){ star_from, star_to };
		}
		p = star + star_width(pattern, star);
		t = star_to;
	}
	return true;
}

static struct str segment_at(struct str s, size_t at)
{
	struct str rest = str_from(s, at);
	return str_slice(rest, 0, str_find(rest, '/'));
}

/* Where the segment after the one at `at` begins; past the end when there is none. */
static size_t segment_next(struct str s, size_t at)
{
	return at + segment_at(s, at).len + 1;
}

static bool match(struct str pattern, struct str text, struct str *bound)
{
	size_t p = 0;
	size_t t = 0;
	size_t star = NOWHERE;
	size_t star_text = 0;

	while (t <= text.len || p <= pattern.len) {
		struct binding binding = { 0 };
		struct str part = p <= pattern.len ? segment_at(pattern, p) : STR("");
		if (p <= pattern.len && str_eq(part, STR("**"))) {
			star = p;
			star_text = t;
			p = segment_next(pattern, p);
			/* At the end, "**" wants at least one segment: a/ is no file. */
			if (p > pattern.len) {
				return t <= text.len;
			}
			continue;
		}
		if (p <= pattern.len && t <= text.len
				&& segment_match(part, segment_at(text, t), &binding)) {
			if (binding.end) {
				*bound = str_slice(str_from(text, t), binding.begin, binding.end);
			}
			p = segment_next(pattern, p);
			t = segment_next(text, t);
			continue;
		}
		if (star == NOWHERE || star_text > text.len) {
			return false;
		}
		star_text = segment_next(text, star_text);
		p = segment_next(pattern, star);
		t = star_text;
	}
	return true;
}

bool glob_bind(struct str pattern, struct str text, struct str *bound)
{
	*bound = STR("");
	while (pattern.len > 1 && pattern.p[pattern.len - 1] == '/') {
		pattern.len--;
	}
	if (!glob_is_pattern(pattern)) {
		bool is_root = str_eq(pattern, STR("."));
		return is_root
		       || (str_starts(text, pattern)
				       && (text.len == pattern.len || text.p[pattern.len] == '/'));
	}
	return match(pattern, text, bound);
}

bool glob_match(struct str pattern, struct str text)
{
	struct str bound;
	return glob_bind(pattern, text, &bound);
}

bool glob_is_pattern(struct str pattern)
{
	return glob_literal(pattern) < pattern.len;
}

struct str glob_variable(struct str pattern)
{
	for (size_t i = 0; i < pattern.len; i++) {
		size_t end = pattern.p[i] == '[' ? class_end(pattern, i) : NOWHERE;
		if (end != NOWHERE) {
			/* A '{' in a class is itself. */
			i = end;
		} else if (pattern.p[i] == '{') {
			struct str rest = str_from(pattern, i + 1);
			return str_slice(rest, 0, str_find(rest, '}'));
		}
	}
	return STR("");
}

size_t glob_literal(struct str pattern)
{
	size_t i = 0;
	while (i < pattern.len && !memchr("*?[{", pattern.p[i], 4)) {
		i++;
	}
	return i;
}
