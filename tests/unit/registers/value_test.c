/* SPDX-License-Identifier: MIT */
#include "registers/value.h"

#include "base/err.h"

#include "unit/unit.h"

/* What is wrong with a text as a value of the field; empty if nothing is. */
static struct str refused(struct arena *arena, const char *text, const struct field_kind *field,
		struct register_value *value)
{
	struct value_refusal refusal;
	*value = (struct register_value){ .text = str_of(text) };
	return value_understand(value, field, arena, &refusal) ? STR("") : refusal.text;
}

static void a_duration_is_any_time_with_a_unit(void **state)
{
	static const struct {
		const char *text;
		double seconds;
	} good[] = {
		{ "300 ms", 0.3 },
		{ "1.5s", 1.5 },
		{ "90 min", 5400 },
		{ "28d", 28 * 86400.0 },
		{ "3y", 36 * 30.436875 * 86400 },
		{ "2 quarters", 6 * 30.436875 * 86400 },
		{ "0 s", 0 },
	};

	static const char *const bad[] = { "3", "ms", "-1 s", "3 apples", "soon", "1e300 s",
		"NaN s" };
	const struct field_kind field = { .value = VALUE_DURATION };
	struct register_value value;

	for (size_t i = 0; i < COUNT_OF(good); i++) {
		assert_str(refused(*state, good[i].text, &field, &value), "");
		assert_true(value.quantity.value > good[i].seconds - 1e-3
				&& value.quantity.value < good[i].seconds + 1e-3);
	}
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		assert_str(refused(*state, bad[i], &field, &value), "is no duration");
	}
}

static void a_date_is_a_day_that_exists_or_a_moment(void **state)
{
	const struct field_kind field = { .value = VALUE_DATE };
	struct register_value value;

	assert_str(refused(*state, "2024-02-29", &field, &value), "");
	assert_int_equal(value.day, 19782);
	assert_true(value.at == ((moment)19783 * 86400 - 1) * 1000);
	assert_str(refused(*state, "1970-01-02T00:00:01Z", &field, &value), "");
	assert_int_equal(value.day, 1);
	assert_true(value.at == (moment)86401 * 1000);
	assert_str(refused(*state, "2026-02-29", &field, &value), "is no day of the calendar");
	assert_str(refused(*state, "21.11.2026", &field, &value), "is no day of the calendar");
	assert_str(refused(*state, "tomorrow", &field, &value), "is no day of the calendar");
}

static void a_quantity_converts_to_the_unit_of_its_field(void **state)
{
	struct field_kind field = { .value = VALUE_QUANTITY };
	struct register_value value;
	struct err err;

	assert_true(unit_read(&field.unit, STR("KiB"), &err));
	assert_str(refused(*state, "2 MiB", &field, &value), "");
	assert_true(value.quantity.value == 2048);
	assert_str(refused(*state, "2 s", &field, &value),
			"is a time, and a size in bytes is wanted");
	assert_str(refused(*state, "2", &field, &value),
			"is a number, and a size in bytes is wanted");
	assert_str(refused(*state, "many", &field, &value), "is no number with a unit");
	field.unit = unit_bare;
	assert_str(refused(*state, "3", &field, &value), "");
	field.is_any_unit = true;
	assert_str(refused(*state, "3 EUR/h", &field, &value), "");
	assert_str(value.quantity.unit.text, "EUR/h");
}

static void words_are_those_of_the_field(void **state)
{
	struct str words[] = { STR("low"), STR("high") };
	const struct field_kind one_of = { .value = VALUE_ONE_OF, .words = words, .word_count = 2 };
	const struct field_kind yes_no = { .value = VALUE_YES_NO };
	struct register_value value;

	assert_str(refused(*state, "high", &one_of, &value), "");
	assert_str(refused(*state, "hihg", &one_of, &value), "is none of its words");
	assert_str(refused(*state, "yes", &yes_no, &value), "");
	assert_true(value.quantity.value == 1);
	assert_str(refused(*state, "no", &yes_no, &value), "");
	assert_true(value.quantity.value == 0);
	assert_str(refused(*state, "true", &yes_no, &value), "is neither yes nor no");
}

static void a_placeholder_is_a_value_of_no_type(void **state)
{
	const struct field_kind text = { .value = VALUE_TEXT };
	struct register_value value = { .text = STR("<who waits>") };
	struct value_refusal refusal;

	assert_false(value_understand(&value, &text, *state, &refusal));
	assert_true(refusal.is_placeholder);
	assert_true(value_is_placeholder(STR("<>")));
	assert_false(value_is_placeholder(STR("<")));
	assert_false(value_is_placeholder(STR("a <b>")));
	assert_str(refused(*state, "  ", &text, &value), "is empty");
	assert_str(refused(*state, "< 3 and > 2", &text, &value), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_duration_is_any_time_with_a_unit),
		claim(a_date_is_a_day_that_exists_or_a_moment),
		claim(a_quantity_converts_to_the_unit_of_its_field),
		claim(words_are_those_of_the_field),
		claim(a_placeholder_is_a_value_of_no_type),
	};
	return claims_run("registers/value", tests);
}
