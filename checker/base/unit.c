/* SPDX-License-Identifier: MIT */
/*
 * Units: a table of words, and products of their powers.
 */
#include "base/err.h"
#include "base/quantity.h"
#include "base/suggest.h"

#include <ctype.h>
#include <float.h>
#include <math.h>

struct unit_word {
	struct str word;
	/* Empty for a ratio. */
	struct str base;
	int8_t power;
	double scale;
};

#define TIME(word, scale) { STR_INIT(word), STR_INIT("s"), 1, scale }
#define BYTES(word, scale) { STR_INIT(word), STR_INIT("B"), 1, scale }
#define RATIO(word, scale) { STR_INIT(word), { "", 0 }, 0, scale }

#define KIBI 1024.0

/* The short word before the long ones: it is what is suggested. */
static const struct unit_word unit_words[] = {
	TIME("ns", 1e-9),
	TIME("us", 1e-6),
	TIME("\xc2\xb5s", 1e-6),
	TIME("\xce\xbcs", 1e-6),
	TIME("ms", 1e-3),
	TIME("s", 1),
	TIME("min", 60),
	TIME("h", 3600),
	TIME("d", 86400),
	TIME("w", 604800),
	TIME("nanosecond", 1e-9),
	TIME("microsecond", 1e-6),
	TIME("millisecond", 1e-3),
	TIME("second", 1),
	TIME("minute", 60),
	TIME("hour", 3600),
	TIME("day", 86400),
	TIME("week", 604800),
	BYTES("bit", 0.125),
	BYTES("kbit", 125),
	BYTES("Mbit", 125e3),
	BYTES("Gbit", 125e6),
	BYTES("B", 1),
	BYTES("By", 1),
	BYTES("byte", 1),
	BYTES("kB", 1e3),
	BYTES("kBy", 1e3),
	BYTES("MB", 1e6),
	BYTES("MBy", 1e6),
	BYTES("GB", 1e9),
	BYTES("GBy", 1e9),
	BYTES("TB", 1e12),
	BYTES("PB", 1e15),
	BYTES("KiB", KIBI),
	BYTES("KiBy", KIBI),
	BYTES("MiB", KIBI *KIBI),
	BYTES("MiBy", KIBI *KIBI),
	BYTES("GiB", KIBI *KIBI *KIBI),
	BYTES("GiBy", KIBI *KIBI *KIBI),
	BYTES("TiB", KIBI *KIBI *KIBI *KIBI),
	BYTES("PiB", KIBI *KIBI *KIBI *KIBI *KIBI),
	{ STR_INIT("Hz"), STR_INIT("s"), -1, 1 },
	{ STR_INIT("kHz"), STR_INIT("s"), -1, 1e3 },
	{ STR_INIT("MHz"), STR_INIT("s"), -1, 1e6 },
	{ STR_INIT("GHz"), STR_INIT("s"), -1, 1e9 },
	RATIO("%", 0.01),
	RATIO("percent", 0.01),
	RATIO("ratio", 1),
};

/* What a rate may be by, though no time is told in it: a price a month is an average anyway. */
static const struct unit_word unit_averages[] = {
	TIME("mo", 2629746),
	TIME("month", 2629746),
	TIME("q", 7889238),
	TIME("quarter", 7889238),
	TIME("y", 31556952),
	TIME("year", 31556952),
};

/* What people write for one of them, or for what is no unit. */
static const struct unit_mistake {
	struct str word;
	const char *remedy;
} unit_mistakes[] = {
	{ STR_INIT("sec"), "did you mean 's'?" },
	{ STR_INIT("secs"), "did you mean 's'?" },
	{ STR_INIT("msec"), "did you mean 'ms'?" },
	{ STR_INIT("msecs"), "did you mean 'ms'?" },
	{ STR_INIT("millis"), "did you mean 'ms'?" },
	{ STR_INIT("usec"), "did you mean 'us'?" },
	{ STR_INIT("nsec"), "did you mean 'ns'?" },
	{ STR_INIT("hr"), "did you mean 'h'?" },
	{ STR_INIT("hrs"), "did you mean 'h'?" },
	{ STR_INIT("wk"), "did you mean 'w'?" },
	{ STR_INIT("pct"), "did you mean '%'?" },
	{ STR_INIT("m"), "did you mean 'min'?" },
	{ STR_INIT("mo"), "a month has no fixed length: say it in d" },
	{ STR_INIT("month"), "a month has no fixed length: say it in d" },
	{ STR_INIT("q"), "a quarter has no fixed length: say it in d" },
	{ STR_INIT("quarter"), "a quarter has no fixed length: say it in d" },
	{ STR_INIT("y"), "a year has no fixed length: say it in d" },
	{ STR_INIT("year"), "a year has no fixed length: say it in d" },
	{ STR_INIT("KB"), "did you mean 'kB' (1000 B) or 'KiB' (1024 B)?" },
	{ STR_INIT("Kb"), "did you mean 'kB' (1000 B) or 'kbit'?" },
	{ STR_INIT("kb"), "did you mean 'kB' (1000 B) or 'kbit'?" },
	{ STR_INIT("Mb"), "did you mean 'MB' or 'Mbit'?" },
	{ STR_INIT("Gb"), "did you mean 'GB' or 'Gbit'?" },
};

/* Shorter words are too near to each other to be guessed at. */
#define GUESSED_MIN 4

/* Whole numbers below this are exact. */
#define EXACT_MAX 9007199254740992.0

const struct unit unit_bare = { .scale = 1 };
const struct unit unit_second = {
	.bases = { { STR_INIT("s"), 1 } },
	.base_count = 1,
	.scale = 1,
	.text = STR_INIT("s"),
};

/* "requests" counts the same as "request". */
static struct str singular(struct str word)
{
	bool is_plural = word.len > 3 && word.p[word.len - 1] == 's' && word.p[word.len - 2] != 's';
	return is_plural ? str_slice(word, 0, word.len - 1) : word;
}

static const struct unit_word *word_find(
		const struct unit_word *words, size_t count, struct str word)
{
	struct str one = singular(word);
	for (size_t i = 0; i < count; i++) {
		if (str_eq(words[i].word, word) || str_eq(words[i].word, one)) {
			return &words[i];
		}
	}
	return NULL;
}

static bool is_same_but_for_case(struct str a, struct str b)
{
	for (size_t i = 0; i < a.len && a.len == b.len; i++) {
		if (tolower((unsigned char)a.p[i]) != tolower((unsigned char)b.p[i])) {
			return false;
		}
	}
	return a.len == b.len;
}

/* A word that nobody means as a thing to count. */
static bool word_is_mistaken(struct str word, struct err *err)
{
	for (size_t i = 0; i < COUNT_OF(unit_mistakes); i++) {
		if (str_eq(unit_mistakes[i].word, word)
				|| str_eq(unit_mistakes[i].word, singular(word))) {
			(void)err_set(err, "unknown unit '" STR_FMT "': %s", STR_ARG(word),
					unit_mistakes[i].remedy);
			return true;
		}
	}
	for (size_t i = 0; i < COUNT_OF(unit_words); i++) {
		struct str known = unit_words[i].word;
		bool is_case = word.len > 1 && is_same_but_for_case(word, known);
		bool is_letter = word.len >= GUESSED_MIN && known.len >= GUESSED_MIN
				 && suggest_distance(singular(word), known) == 1;
		if (is_case || is_letter) {
			(void)err_set(err,
					"unknown unit '" STR_FMT "': did you mean '" STR_FMT "'?",
					STR_ARG(word), STR_ARG(known));
			return true;
		}
	}
	return false;
}

static int base_cmp(struct str a, struct str b)
{
	return str_cmp(singular(a), singular(b));
}

/* Multiplies a base into a unit, where it stays sorted; false if there is no room. */
static bool base_add(struct unit *unit, struct str name, int power)
{
	size_t at = 0;
	while (at < unit->base_count && base_cmp(unit->bases[at].name, name) < 0) {
		at++;
	}
	bool is_there = at < unit->base_count && base_cmp(unit->bases[at].name, name) == 0;
	int sum = power + (is_there ? unit->bases[at].power : 0);
	if (sum < INT8_MIN || sum > INT8_MAX) {
		return false;
	}
	if (is_there && sum == 0) {
		unit->base_count--;
		for (size_t i = at; i < unit->base_count; i++) {
			unit->bases[i] = unit->bases[i + 1];
		}
		unit->bases[unit->base_count] = (struct unit_base){ 0 };
		return true;
	}
	if (!is_there) {
		if (unit->base_count == UNIT_BASES_MAX) {
			return false;
		}
		for (size_t i = unit->base_count; i > at; i--) {
			unit->bases[i] = unit->bases[i - 1];
		}
		unit->base_count++;
		unit->bases[at].name = name;
	}
	unit->bases[at].power = (int8_t)sum;
	return true;
}

static bool is_word_byte(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '-' || (c & 0x80);
}

/* Takes a word, or what braces hold, off the front; false if there is neither. */
static bool word_take(struct str *rest, struct str *word, bool *is_braced, struct err *err)
{
	size_t at = 0;
	*is_braced = rest->len > 0 && rest->p[0] == '{';
	if (*is_braced) {
		at = str_find(*rest, '}');
		*word = str_trim(str_slice(*rest, 1, at));
		if (at == rest->len || word->len == 0) {
			return err_set(err, "a unit in braces needs a word and '}'");
		}
		*rest = str_from(*rest, at + 1);
		return true;
	}
	while (at < rest->len && is_word_byte(rest->p[at])) {
		at++;
	}
	if (at == 0 && rest->len && rest->p[0] == '%') {
		at = 1;
	}
	*word = str_slice(*rest, 0, at);
	*rest = str_from(*rest, at);
	if (at == 0) {
		return err_set(err, "a unit is a word such as ms, %%, B or USD/request");
	}
	return true;
}

static bool word_multiply(
		struct unit *unit, struct str word, bool is_braced, int sign, struct err *err)
{
	const struct unit_word *known = NULL;
	bool fits = true;
	if (!is_braced) {
		known = word_find(unit_words, COUNT_OF(unit_words), word);
	}
	if (!is_braced && !known && sign < 0) {
		known = word_find(unit_averages, COUNT_OF(unit_averages), word);
	}
	if (!is_braced && str_eq(word, STR("1"))) {
		return true;
	}
	if (known) {
		unit->scale = sign > 0 ? unit->scale * known->scale : unit->scale / known->scale;
		unit->is_ratio = unit->is_ratio || known->base.len == 0;
		fits = known->base.len == 0 || base_add(unit, known->base, known->power * sign);
	} else if (!is_braced && word_is_mistaken(word, err)) {
		return false;
	} else if (!is_braced && (isdigit((unsigned char)word.p[0]) || word.p[0] == '-')) {
		return err_set(err, "'" STR_FMT "' is no unit", STR_ARG(word));
	} else {
		fits = base_add(unit, word, sign);
	}
	return fits || err_set(err, "a unit has at most %d parts", UNIT_BASES_MAX);
}

bool unit_read(struct unit *unit, struct str text, struct err *err)
{
	struct unit read = unit_bare;
	struct str rest = str_trim(text);
	read.text = rest;
	int sign = 1;
	bool is_one = str_eq(rest, STR("1"));
	if (rest.len && rest.p[0] == '/') {
		sign = -1;
		rest = str_trim(str_from(rest, 1));
	}
	for (;;) {
		struct str word;
		bool is_braced;
		if (!word_take(&rest, &word, &is_braced, err)
				|| !word_multiply(&read, word, is_braced, sign, err)) {
			return false;
		}
		rest = str_trim(rest);
		if (rest.len == 0) {
			break;
		}
		if (rest.p[0] != '/' && rest.p[0] != '*' && rest.p[0] != '.') {
			return err_set(err, "unexpected '" STR_FMT "' in a unit", STR_ARG(rest));
		}
		sign = rest.p[0] == '/' ? -1 : 1;
		rest = str_trim(str_from(rest, 1));
	}
	/* Only "1" counts nothing; "ms/d" is so much time in a time, which is a ratio. */
	read.is_ratio = read.base_count == 0 && (read.is_ratio || !is_one);
	read.text = is_one ? STR("") : read.text;
	*unit = read;
	return true;
}

bool unit_converts(const struct unit *from, const struct unit *to)
{
	if (from->base_count != to->base_count || from->is_ratio != to->is_ratio) {
		return false;
	}
	for (size_t i = 0; i < from->base_count; i++) {
		if (from->bases[i].power != to->bases[i].power
				|| base_cmp(from->bases[i].name, to->bases[i].name) != 0) {
			return false;
		}
	}
	return true;
}

double unit_convert(double value, const struct unit *from, const struct unit *to)
{
	if (from->scale == to->scale) {
		return value;
	}
	/* 20 % is 0.2, where 20 * 0.01 is a little more: divide by what is a whole number. */
	double factor = from->scale / to->scale;
	double inverse = to->scale / from->scale;
	double whole = inverse < EXACT_MAX ? (double)(uint64_t)(inverse + 0.5) : inverse;
	bool is_whole = inverse > 1 && fabs(inverse - whole) <= inverse * DBL_EPSILON;
	return is_whole ? value / whole : value * factor;
}

static bool unit_join(const struct unit *a, const struct unit *b, int sign, struct unit *result)
{
	struct unit joined = *a;
	joined.text = STR("");
	joined.scale = sign > 0 ? a->scale * b->scale : a->scale / b->scale;
	for (size_t i = 0; i < b->base_count; i++) {
		if (!base_add(&joined, b->bases[i].name, sign * b->bases[i].power)) {
			return false;
		}
	}
	joined.is_ratio = joined.base_count == 0 && (a->is_ratio || b->is_ratio);
	*result = joined;
	return true;
}

bool unit_multiply(const struct unit *a, const struct unit *b, struct unit *result)
{
	return unit_join(a, b, 1, result);
}

bool unit_divide(const struct unit *a, const struct unit *b, struct unit *result)
{
	if (!unit_join(a, b, -1, result)) {
		return false;
	}
	if (a->base_count && result->base_count == 0) {
		result->is_ratio = true;
	}
	return true;
}

/* What is not a word, or another word, without braces. */
static bool base_needs_braces(struct str name)
{
	struct err err;
	size_t at = 0;
	while (at < name.len && is_word_byte(name.p[at])) {
		at++;
	}
	const struct unit_word *known = word_find(unit_words, COUNT_OF(unit_words), name);
	if (known) {
		return !str_eq(known->word, name) || !str_eq(known->base, name);
	}
	return at < name.len || isdigit((unsigned char)name.p[0]) || name.p[0] == '-'
	       || word_is_mistaken(name, &err);
}

/* The bases whose powers have the sign, each as often as its power, with `separator` between. */
static bool bases_write(const struct unit *unit, int sign, const char *separator, struct buf *out)
{
	bool is_first = true;
	for (size_t i = 0; i < unit->base_count; i++) {
		struct str name = unit->bases[i].name;
		bool is_braced = base_needs_braces(name);
		for (int power = unit->bases[i].power * sign; power > 0; power--) {
			buf_fmt(out, "%s%s" STR_FMT "%s", is_first ? "" : separator,
					is_braced ? "{" : "", STR_ARG(name), is_braced ? "}" : "");
			is_first = false;
		}
	}
	return !is_first;
}

static bool has_power(const struct unit *unit, int sign)
{
	for (size_t i = 0; i < unit->base_count; i++) {
		if (unit->bases[i].power * sign > 0) {
			return true;
		}
	}
	return false;
}

void unit_write(const struct unit *unit, struct buf *out)
{
	if (unit->text.len) {
		buf_add(out, unit->text);
		return;
	}
	if (unit->is_ratio) {
		buf_add_cstr(out, "ratio");
		return;
	}
	(void)bases_write(unit, 1, "*", out);
	if (has_power(unit, -1)) {
		buf_add_char(out, '/');
		(void)bases_write(unit, -1, "/", out);
	}
}

static bool is_one_base(const struct unit *unit, const char *name)
{
	return unit->base_count == 1 && unit->bases[0].power == 1
	       && str_eq(unit->bases[0].name, str_of(name));
}

void unit_describe(const struct unit *unit, struct buf *out)
{
	if (unit->base_count == 0) {
		buf_add_cstr(out, unit->is_ratio ? "a ratio" : "a number");
	} else if (is_one_base(unit, "s")) {
		buf_add_cstr(out, "a time");
	} else if (is_one_base(unit, "B")) {
		buf_add_cstr(out, "a size in bytes");
	} else {
		bool has_some = bases_write(unit, 1, "*", out);
		if (has_power(unit, -1)) {
			buf_add_cstr(out, has_some ? " per " : "per ");
			(void)bases_write(unit, -1, " per ", out);
		}
	}
}
