/* SPDX-License-Identifier: MIT */
#include "registers/value.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/suggest.h"
#include "facts/code.h"

#include <math.h>

bool value_is_placeholder(struct str text)
{
	return text.len >= 2 && text.p[0] == '<' && text.p[text.len - 1] == '>';
}

static bool refuse(struct value_refusal *refusal, struct str text, struct str remedy)
{
	refusal->text = text;
	refusal->remedy = remedy;
	return false;
}

/* ---- dates ---- */

static bool date_understand(struct register_value *value, struct value_refusal *refusal)
{
	int64_t seconds;
	if (!date_read_moment(value->text, &seconds)) {
		return refuse(refusal, STR("is no day of the calendar"),
				STR("write a day as 2026-11-21, or a moment as "
				    "2026-11-21T09:00:00Z"));
	}
	value->at = (moment)seconds * MOMENT_SECOND;
	value->day = date_day_of(seconds);
	return true;
}

/* ---- numbers ---- */

static bool duration_understand(struct register_value *value, struct value_refusal *refusal)
{
	struct quantity quantity;
	struct err err;

	if (quantity_read(&quantity, value->text, &err)
			&& unit_converts(&quantity.unit, &unit_second)) {
		double seconds = unit_convert(quantity.value, &quantity.unit, &unit_second);
		/* A negative or endless time is nobody's. */
		if (seconds >= 0 && seconds < (double)INT64_MAX / 1e6) {
			value->quantity = (struct quantity){ seconds, unit_second };
			value->duration.ms = (int64_t)llround(seconds * 1e3);
			return true;
		}
	} else if (duration_read(&value->duration, value->text)) {
		value->quantity.value = (double)duration_ms(value->duration) / 1e3;
		value->quantity.unit = unit_second;
		return true;
	}
	return refuse(refusal, STR("is no duration"),
			STR("a number and a unit of time, for example: 300 ms, 90 min, 28d, 3y"));
}

static struct str unit_text(struct arena *arena, const struct unit *unit)
{
	struct buf text = { 0 };
	unit_describe(unit, &text);
	struct str copy = str_dup(arena, buf_str(&text));
	buf_finish(&text);
	return copy;
}

static bool quantity_understand(struct register_value *value, const struct field_kind *field,
		struct arena *arena, struct value_refusal *refusal)
{
	struct err err;
	struct quantity *quantity = &value->quantity;

	if (!quantity_read(quantity, value->text, &err)) {
		return refuse(refusal, STR("is no number with a unit"),
				str_dup(arena, str_of(err.text)));
	}
	/* The unit's words are those of the text. */
	if (field->is_any_unit) {
		bool is_bare = quantity->unit.base_count == 0 && !quantity->unit.is_ratio;
		return !is_bare
		       || refuse(refusal, STR("does not say of what"),
				       STR("a number and its unit, for example: 1200 EUR/month"));
	}
	if (!unit_converts(&quantity->unit, &field->unit)) {
		return refuse(refusal,
				str_fmt(arena, "is " STR_FMT ", and " STR_FMT " is wanted",
						STR_ARG(unit_text(arena, &quantity->unit)),
						STR_ARG(unit_text(arena, &field->unit))),
				field->unit.text.len ? str_fmt(arena, "write it in " STR_FMT,
								       STR_ARG(field->unit.text))
						     : STR("a number without a unit"));
	}
	quantity->value = unit_convert(quantity->value, &quantity->unit, &field->unit);
	quantity->unit = field->unit;
	return isfinite(quantity->value)
	       || refuse(refusal, STR("is too large to be reckoned with"), STR(""));
}

/* Within what makes sense; what is compared stands in the field's unit. */
static bool bounds_keep(const struct register_value *value, const struct field_kind *field,
		struct arena *arena, struct value_refusal *refusal)
{
	bool is_low = field->has_least && value->quantity.value < field->least;
	bool is_high = field->has_most && value->quantity.value > field->most;
	const struct quantity bound = {
		is_low ? field->least : field->most,
		field->is_any_unit ? unit_bare : field->unit,
	};
	struct buf text = { 0 };

	if (!is_low && !is_high) {
		return true;
	}
	quantity_write(&bound, &text);
	struct str limit = str_dup(arena, buf_str(&text));
	buf_finish(&text);
	return refuse(refusal,
			str_fmt(arena, "is %s than " STR_FMT, is_low ? "less" : "more",
					STR_ARG(limit)),
			str_fmt(arena, "write " STR_FMT " or %s", STR_ARG(limit),
					is_low ? "more" : "less"));
}

/* ---- words ---- */

static bool yes_no_understand(struct register_value *value, struct value_refusal *refusal)
{
	bool is_yes = str_eq(value->text, STR("yes"));
	if (!is_yes && !str_eq(value->text, STR("no"))) {
		return refuse(refusal, STR("is neither yes nor no"), STR("write yes or no"));
	}
	value->quantity = (struct quantity){ is_yes ? 1 : 0, unit_bare };
	return true;
}

static struct str words_text(struct arena *arena, const struct field_kind *field)
{
	struct buf text = { 0 };
	for (size_t i = 0; i < field->word_count; i++) {
		buf_fmt(&text, "%s" STR_FMT, i ? ", " : "one of: ", STR_ARG(field->words[i]));
	}
	struct str copy = str_dup(arena, buf_str(&text));
	buf_finish(&text);
	return copy;
}

static bool word_understand(const struct register_value *value, const struct field_kind *field,
		struct arena *arena, struct value_refusal *refusal)
{
	for (size_t i = 0; i < field->word_count; i++) {
		if (str_eq(field->words[i], value->text)) {
			return true;
		}
	}
	struct str near = suggest(value->text, field->words, field->word_count);
	return refuse(refusal, STR("is none of its words"),
			near.len ? str_fmt(arena, "did you mean '" STR_FMT "'?", STR_ARG(near))
				 : words_text(arena, field));
}

bool value_understand(struct register_value *value, const struct field_kind *field,
		struct arena *arena, struct value_refusal *refusal)
{
	value->reference = NONE;
	value->condition = NONE;
	*refusal = (struct value_refusal){ .is_placeholder = value_is_placeholder(value->text) };
	if (refusal->is_placeholder) {
		return false;
	}
	if (str_trim(value->text).len == 0) {
		return refuse(refusal, STR("is empty"), STR(""));
	}
	switch (field->value) {
	case VALUE_DATE:
		return date_understand(value, refusal);
	case VALUE_DURATION:
		return duration_understand(value, refusal);
	case VALUE_QUANTITY:
		return quantity_understand(value, field, arena, refusal)
		       && bounds_keep(value, field, arena, refusal);
	case VALUE_YES_NO:
		return yes_no_understand(value, refusal);
	case VALUE_ONE_OF:
		return word_understand(value, field, arena, refusal);
	case VALUE_TEXT:
	case VALUE_RECORD:
	case VALUE_MODULE:
	case VALUE_DECISION:
	case VALUE_METRIC:
	case VALUE_OWNER:
	case VALUE_PATH:
	case VALUE_SELECTOR:
	case VALUE_CONDITION:
	case VALUE_GROUP:
		break;
	}
	return true;
}
