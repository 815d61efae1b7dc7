/* SPDX-License-Identifier: MIT */
#include "cli/option.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/calendar.h"
#include "base/date.h"
#include "base/err.h"
#include "base/suggest.h"

/* One command line on its way. */
struct reading {
	const struct option_table *const *tables;
	struct arena *arena;
	int argc;
	char *const *argv;
	/* The next word. */
	int next;
	void *settings;
	struct err *err;
};

static void *target(const struct option *option, void *settings)
{
	return (char *)settings + option->offset;
}

const struct option *option_find(const struct option_table *const *tables, struct str name)
{
	for (; *tables; tables++) {
		for (size_t i = 0; i < (*tables)->len; i++) {
			if (str_eq(str_of((*tables)->options[i].name), name)) {
				return &(*tables)->options[i];
			}
		}
	}
	return NULL;
}

static const struct option *find_letter(const struct option_table *const *tables, char letter)
{
	for (; *tables; tables++) {
		for (size_t i = 0; i < (*tables)->len; i++) {
			if (letter && (*tables)->options[i].letter == letter) {
				return &(*tables)->options[i];
			}
		}
	}
	return NULL;
}

static bool unknown_name(const struct reading *reading, struct str name)
{
	struct texts known = { 0 };
	for (const struct option_table *const *t = reading->tables; *t; t++) {
		for (size_t i = 0; i < (*t)->len; i++) {
			*vec_add(&known, reading->arena) = str_of((*t)->options[i].name);
		}
	}
	struct str near = suggest(name, known.p, known.len);
	if (near.len) {
		return err_set(reading->err,
				"unknown option '--" STR_FMT "', did you mean '--" STR_FMT "'?",
				STR_ARG(name), STR_ARG(near));
	}
	return err_set(reading->err, "unknown option '--" STR_FMT "'", STR_ARG(name));
}

static bool set_choice(const struct option *option, struct str written, struct str value,
		struct arena *arena, unsigned *number, struct err *err)
{
	struct texts words = { 0 };
	for (const char *const *word = option->words; *word; word++) {
		if (str_eq(value, str_of(*word))) {
			*number = (unsigned)(word - option->words);
			return true;
		}
		*vec_add(&words, arena) = str_of(*word);
	}

	struct str near = suggest(value, words.p, words.len);
	if (near.len) {
		return err_set(err,
				"'" STR_FMT "' cannot be '" STR_FMT "', did you mean '" STR_FMT
				"'?",
				STR_ARG(written), STR_ARG(value), STR_ARG(near));
	}

	struct buf list;
	buf_init(&list);
	vec_each (const struct str, word, &words) {
		buf_fmt(&list, "%s" STR_FMT, list.len ? ", " : "", STR_ARG(*word));
	}
	(void)err_set(err, "'" STR_FMT "' cannot be '" STR_FMT "': it is one of %s",
			STR_ARG(written), STR_ARG(value), list.p);
	buf_finish(&list);
	return false;
}

/* Takes the unit off "64K"; 1 if there is none. */
static uint64_t take_unit(struct str *value)
{
	static const struct {
		char letter;
		unsigned shift;
	} units[] = { { 'K', 10 }, { 'M', 20 }, { 'G', 30 }, { 'T', 40 } };

	for (size_t i = 0; value->len && i < COUNT_OF(units); i++) {
		if (value->p[value->len - 1] == units[i].letter) {
			value->len--;
			return UINT64_C(1) << units[i].shift;
		}
	}
	return 1;
}

static bool set_number(const struct option *option, struct str written, struct str value,
		uint64_t *number, struct err *err)
{
	bool is_bytes = option->type == OPTION_BYTES;
	struct str digits = value;
	uint64_t unit = is_bytes ? take_unit(&digits) : 1;
	uint64_t count;
	uint64_t product;

	if (str_to_u64(digits, &count) && !__builtin_mul_overflow(count, unit, &product)
			&& product >= option->least && product <= option->most) {
		*number = product;
		return true;
	}
	return err_set(err,
			"'" STR_FMT "' cannot be '" STR_FMT "': it is a %s between %llu and %llu%s",
			STR_ARG(written), STR_ARG(value), is_bytes ? "number of bytes" : "number",
			(unsigned long long)option->least, (unsigned long long)option->most,
			is_bytes ? ", for example 64K, 8M or 2G" : "");
}

bool option_set(const struct option *option, struct str written, struct str value,
		struct arena *arena, void *settings, struct err *err)
{
	void *at = target(option, settings);

	switch (option->type) {
	case OPTION_FLAG:
		*(bool *)at = true;
		return true;
	case OPTION_TEXT:
		*(struct str *)at = value;
		return true;
	case OPTION_TEXTS:
		*vec_add((struct texts *)at, arena) = value;
		return true;
	case OPTION_CHOICE:
		return set_choice(option, written, value, arena, at, err);
	case OPTION_COUNT:
	case OPTION_BYTES:
		return set_number(option, written, value, at, err);
	case OPTION_MOMENT:
		return date_read_moment(value, at)
		       || err_set(err,
				       "'" STR_FMT "' cannot be '" STR_FMT
				       "': it is a day or a moment, for example 2026-03-31 "
				       "or 2026-03-31T12:00:00Z",
				       STR_ARG(written), STR_ARG(value));
	case OPTION_DURATION:
		return duration_read(at, value)
		       || err_set(err,
				       "'" STR_FMT "' cannot be '" STR_FMT
				       "': it is a duration such as 30d, 2w or 1q",
				       STR_ARG(written), STR_ARG(value));
	}
	return false;
}

/* The value of an option that needs one: what is attached to it, or the next word. */
static bool take_value(struct reading *reading, const struct option *option, struct str written,
		bool has_attached, struct str attached)
{
	if (!has_attached) {
		if (reading->next >= reading->argc) {
			return err_set(reading->err, "'" STR_FMT "' needs a value: " STR_FMT " %s",
					STR_ARG(written), STR_ARG(written), option->metavar);
		}
		attached = str_of(reading->argv[reading->next++]);
	}
	return option_set(
			option, written, attached, reading->arena, reading->settings, reading->err);
}

static bool read_long(struct reading *reading, struct str word)
{
	size_t equals = str_find(word, '=');
	struct str written = str_slice(word, 0, equals);
	struct str name = str_from(written, 2);
	const struct option *option = option_find(reading->tables, name);

	if (!option) {
		return unknown_name(reading, name);
	}
	if (option->type != OPTION_FLAG) {
		return take_value(reading, option, written, equals < word.len,
				str_from(word, equals + 1));
	}
	if (equals < word.len) {
		return err_set(reading->err, "'" STR_FMT "' takes no value", STR_ARG(written));
	}
	return option_set(
			option, written, STR(""), reading->arena, reading->settings, reading->err);
}

static bool read_letters(struct reading *reading, struct str word)
{
	for (size_t i = 1; i < word.len; i++) {
		const struct option *option = find_letter(reading->tables, word.p[i]);
		struct str written = str_fmt(reading->arena, "-%c", word.p[i]);

		if (!option) {
			return err_set(reading->err, "unknown option '" STR_FMT "'",
					STR_ARG(i == 1 && word.len > 2 ? word : written));
		}
		if (option->type != OPTION_FLAG) {
			return take_value(reading, option, written, i + 1 < word.len,
					str_from(word, i + 1));
		}
		if (!option_set(option, written, STR(""), reading->arena, reading->settings,
				    reading->err)) {
			return false;
		}
	}
	return true;
}

bool options_parse(const struct option_table *const *tables, struct arena *arena, int argc,
		char *const *argv, void *settings, struct texts *operands, struct err *err)
{
	struct reading reading = {
		.tables = tables,
		.arena = arena,
		.argc = argc,
		.argv = argv,
		.settings = settings,
		.err = err,
	};
	bool only_operands = false;

	while (reading.next < argc) {
		struct str word = str_of(argv[reading.next++]);

		if (only_operands || word.len < 2 || word.p[0] != '-') {
			*vec_add(operands, arena) = word;
		} else if (str_eq(word, STR("--"))) {
			only_operands = true;
		} else if (!(word.p[1] == '-' ? read_long(&reading, word)
					      : read_letters(&reading, word))) {
			return false;
		}
	}
	return true;
}
