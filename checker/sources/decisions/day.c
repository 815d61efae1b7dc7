/* SPDX-License-Identifier: MIT */
#include "sources/decisions/day.h"

#include "base/arena.h"
#include "sources/decisions/phrase.h"
#include "sources/decisions/plain.h"

/* Three numbers and the characters between them, or a number, a month's name and a number. */
struct numbers {
	uint32_t value[3];
	/* Digits of each; 0 for the name of a month. */
	size_t digits[3];
	char separator;
};

static size_t number_take(struct str s, uint32_t *value)
{
	size_t len = 0;
	*value = 0;
	while (len < s.len && len < 9 && is_digit(s.p[len])) {
		*value = *value * 10 + (uint32_t)(s.p[len++] - '0');
	}
	return len < s.len && is_digit(s.p[len]) ? 0 : len;
}

static bool day_make(uint32_t year, uint32_t month, uint32_t day, date_day *out)
{
	char iso[DATE_DAY_SIZE];
	if (year > 9999 || month > 12 || day > 31) {
		return false;
	}
	int len = snprintf(iso, sizeof(iso), "%04u-%02u-%02u", (unsigned)year, (unsigned)month,
			(unsigned)day);
	return date_read_day((struct str){ iso, (size_t)len }, out);
}

/* "2026-03-04", "04/03/2026", "4.3.26": three numbers with one separator. */
static bool numbers_read(struct numbers *numbers, struct str s)
{
	size_t at = 0;
	for (size_t i = 0; i < 3; i++) {
		size_t len = number_take(str_from(s, at), &numbers->value[i]);
		numbers->digits[i] = len;
		at += len;
		if (len == 0 || len > 4) {
			return false;
		}
		if (i == 2) {
			break;
		}
		if (at >= s.len || !strchr("-/.", s.p[at])
				|| (i && s.p[at] != numbers->separator)) {
			return false;
		}
		numbers->separator = s.p[at++];
	}
	return true;
}

static void date_settle(struct decision_date *date, bool is_day, const char *reason)
{
	date->is_known = is_day;
	date->reason = is_day ? STR("") : str_of(reason);
}

static void numbers_judge(const struct numbers *numbers, unsigned order, struct decision_date *date)
{
	const uint32_t *v = numbers->value;
	if (numbers->digits[0] == 4) {
		date_settle(date, day_make(v[0], v[1], v[2], &date->day), "no such day");
		return;
	}
	if (numbers->digits[2] != 4) {
		date_settle(date, false, "ambiguous: a year of two digits");
		return;
	}
	if (v[0] <= 12 && v[1] <= 12 && v[0] != v[1] && order == DATES_ISO) {
		date_settle(date, false, "ambiguous: day or month first");
		return;
	}
	bool is_month_first = v[1] > 12 || (order == DATES_MONTH_FIRST && v[0] <= 12);
	bool is_day = is_month_first ? day_make(v[2], v[0], v[1], &date->day)
				     : day_make(v[2], v[1], v[0], &date->day);
	date_settle(date, is_day, "no such day");
}

static size_t separators(struct str s)
{
	size_t len = 0;
	while (len < s.len
			&& (s.p[len] == ' ' || s.p[len] == ',' || s.p[len] == '.' || s.p[len] == '-'
					|| s.p[len] == '/')) {
		len++;
	}
	return len;
}

/* "4th": letters that follow a number without being a month. */
static size_t ordinal(struct str s)
{
	static const char *const endings[] = { "st ", "nd ", "rd ", "th ", "er ", "st,", "nd,",
		"rd,", "th,", "th-", "º ", "de " };
	for (size_t i = 0; i < COUNT_OF(endings); i++) {
		if (str_starts(s, str_of(endings[i]))) {
			return 2;
		}
	}
	return 0;
}

/* "4 March 2026", "March 4th, 2026", "4 de marzo de 2026": `folded` is in lower case. */
static bool named_read(struct numbers *numbers, struct str folded, const struct words *words)
{
	size_t found = 0;
	bool has_month = false;
	*numbers = (struct numbers){ 0 };
	for (size_t at = 0; at < folded.len && found < 3;) {
		struct str rest = str_from(folded, at);
		unsigned month = 0;
		size_t len = is_digit(rest.p[0]) ? number_take(rest, &numbers->value[found]) : 0;
		if (len) {
			numbers->digits[found++] = len;
			at += len + ordinal(str_from(folded, at + len));
		} else if (!has_month && (len = words_begin(words->months, rest, &month)) > 0) {
			numbers->value[found++] = month;
			has_month = true;
			at += len;
		} else if (str_starts(rest, STR("de ")) || str_starts(rest, STR("of "))) {
			at += 3;
			continue;
		} else {
			break;
		}
		at += separators(str_from(folded, at));
	}
	return has_month && found >= 2;
}

static void named_judge(const struct numbers *numbers, struct decision_date *date)
{
	const uint32_t *v = numbers->value;
	const size_t *digits = numbers->digits;
	bool is_day = false;
	if (digits[2] == 4 && digits[0] == 0) {
		is_day = day_make(v[2], v[0], v[1], &date->day);
	} else if (digits[2] == 4 && digits[1] == 0) {
		is_day = day_make(v[2], v[1], v[0], &date->day);
	} else if (digits[0] == 4 && digits[1] == 0 && digits[2] > 0) {
		is_day = day_make(v[0], v[1], v[2], &date->day);
	} else {
		date_settle(date, false, "incomplete: a day, a month and a year are not all there");
		return;
	}
	date_settle(date, is_day, "no such day");
}

static bool is_placeholder(const struct record *record, struct str bare)
{
	return bare.len == 0 || words_has(record->words, SET_PLACEHOLDERS, bare)
	       || str_starts(bare, STR("yyyy")) || str_starts(bare, STR("dd"))
	       || str_starts(bare, STR("mm/"));
}

struct decision_date day_read(const struct record *record, struct str raw, struct place place)
{
	struct decision_date date = { .raw = raw, .place = place };
	struct str plain = plain_text(record->arena, raw);
	struct str bare = words_fold(record->arena, plain_bare(plain));
	struct numbers numbers = { 0 };
	uint32_t whole = 0;
	if (raw.len == 0) {
		date_settle(&date, false, "not stated");
	} else if (is_placeholder(record, bare)) {
		date_settle(&date, false, "a placeholder");
	} else if (number_take(bare, &whole) == 8) {
		bool is_day = day_make(whole / 10000, whole / 100 % 100, whole % 100, &date.day);
		date_settle(&date, is_day, "no such day");
	} else if (numbers_read(&numbers, bare)) {
		numbers_judge(&numbers, record->config->dates.value, &date);
	} else if (named_read(&numbers, bare, record->words)) {
		named_judge(&numbers, &date);
	} else {
		date_settle(&date, false, "it is no date");
	}
	return date;
}

bool day_find_iso(struct str text, date_day *day, struct str *where)
{
	for (size_t at = 0; at + 10 <= text.len; at++) {
		struct str part = str_slice(text, at, at + 10);
		bool is_word = (at == 0 || !is_digit(text.p[at - 1]))
			       && (at + 10 == text.len || !is_digit(text.p[at + 10]));
		if (is_word && is_digit(part.p[0]) && date_read_day(part, day)) {
			*where = part;
			return true;
		}
	}
	return false;
}
