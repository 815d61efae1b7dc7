/* SPDX-License-Identifier: MIT */
#include "facts/register.h"

#include "facts/code.h"
#include "unit/unit.h"

static struct field_kind level_fields[] = {
	{ .name = STR_INIT("trigger") },
	{ .name = STR_INIT("owner") },
};

static struct field_kind policy_fields[] = {
	{ .name = STR_INIT("timeout"), .value = VALUE_DURATION },
	{ .name = STR_INIT("due"), .value = VALUE_DATE },
	{ .name = STR_INIT("next"), .value = VALUE_RECORD, .is_list = true },
	{
			.name = STR_INIT("levels"),
			.value = VALUE_GROUP,
			.fields = level_fields,
			.field_count = 2,
	},
};

static struct field_derived policy_derived[] = {
	{ .name = STR_INIT("own_time") },
	{ .name = STR_INIT("chain_time") },
};

static const struct register_kind policy = {
	.name = STR_INIT("policy"),
	.fields = policy_fields,
	.field_count = 4,
	.derived = policy_derived,
	.derived_count = 2,
};

static const struct register_kind role = { .name = STR_INIT("role") };
static const struct register_kind zone = { .name = STR_INIT("zone") };

static void entry_add(struct registers *registers, const struct register_kind *kind, const char *id,
		uint32_t line)
{
	*vec_add(&registers->entries, registers->arena) = (struct register_entry){
		.kind = kind,
		.id = str_of(id),
		.place = { STR("r.yaml"), line, 1, 0 },
		.fields = arena_new_array(
				registers->arena, struct register_field, kind->field_count),
	};
}

static void value_set(struct registers *registers, const struct register_entry *entry, size_t field,
		const struct register_value *values, size_t len)
{
	entry->fields[field] = (struct register_field){
		.is_there = true,
		.values = arena_copy(registers->arena, values, len * sizeof(*values)),
		.len = len,
	};
}

static struct registers made(struct arena *arena)
{
	struct registers registers;
	registers_init(&registers, arena);
	*vec_add(&registers.kinds, arena) = &zone;
	*vec_add(&registers.kinds, arena) = &policy;
	*vec_add(&registers.kinds, arena) = &role;
	entry_add(&registers, &zone, "a", 9);
	entry_add(&registers, &policy, "pay", 7);
	entry_add(&registers, &policy, "pay", 3);
	entry_add(&registers, &policy, "buy", 5);
	registers_freeze(&registers);
	return registers;
}

static void kinds_are_found_by_name(void **state)
{
	struct registers registers = made(*state);
	assert_ptr_equal(register_kind_find(&registers, STR("policy")), &policy);
	assert_ptr_equal(register_kind_find(&registers, STR("zone")), &zone);
	assert_null(register_kind_find(&registers, STR("polic")));
	assert_null(register_kind_find(&registers, STR("zones")));
}

static void entries_of_a_kind_stand_together_by_id(void **state)
{
	struct registers registers = made(*state);
	struct register_range range = register_of_kind(&registers, STR("policy"));
	assert_int_equal(range.len, 3);
	assert_str(range.p[0].id, "buy");
	assert_str(range.p[1].id, "pay");
	assert_int_equal(register_of_kind(&registers, STR("role")).len, 0);
	assert_null(register_of_kind(&registers, STR("nothing")).p);
	assert_int_equal(register_of_kind(&registers, STR("zone")).len, 1);
}

static void of_two_with_one_id_the_first_by_place_is_found(void **state)
{
	struct registers registers = made(*state);
	const struct register_entry *found = register_find(&registers, STR("policy"), STR("pay"));
	assert_non_null(found);
	assert_int_equal(found->place.line, 3);
	assert_null(register_find(&registers, STR("zone"), STR("pay")));
	assert_null(register_find(&registers, STR("policy"), STR("pa")));
}

static void a_field_of_a_group_is_called_by_both_names(void **state)
{
	(void)state;
	assert_ptr_equal(register_kind_field(&policy, STR("due")), &policy_fields[1]);
	assert_ptr_equal(register_kind_field(&policy, STR("levels.owner")), &level_fields[1]);
	assert_null(register_kind_field(&policy, STR("levels.due")));
	assert_null(register_kind_field(&policy, STR("due.owner")));
	assert_null(register_kind_field(&policy, STR("owner")));
	assert_ptr_equal(register_kind_derived(&policy, STR("chain_time")), &policy_derived[1]);
	assert_null(register_kind_derived(&policy, STR("timeout")));
}

static void values_are_told_by_field(void **state)
{
	struct registers registers = made(*state);
	const struct register_entry *pay = register_find(&registers, STR("policy"), STR("pay"));
	const struct register_value timeout = { .text = STR("300 ms"), .quantity = { 0.3 } };
	const struct register_value due = { .day = 7, .at = 99 };
	const struct register_value next[] = { { .text = STR("a"), .reference = 2 },
		{ .text = STR("b"), .reference = 1 } };
	struct quantity quantity;
	date_day day;
	moment at;

	value_set(&registers, pay, 0, &timeout, 1);
	value_set(&registers, pay, 1, &due, 1);
	value_set(&registers, pay, 2, next, 2);
	assert_str(register_text(pay, STR("timeout")), "300 ms");
	assert_true(register_quantity(pay, STR("timeout"), &quantity));
	assert_true(quantity.value == 0.3);
	assert_true(register_day(pay, STR("due"), &day) && day == 7);
	assert_true(register_moment(pay, STR("due"), &at) && at == 99);
	assert_int_equal(register_reference(pay, STR("next")), 2);
	assert_int_equal(register_field(pay, STR("next"))->len, 2);
	assert_true(register_has(pay, STR("next"), STR("b")));
	assert_false(register_has(pay, STR("next"), STR("c")));
	assert_str(register_label(pay, *state), "policy pay");
}

static void what_is_not_there_is_nothing(void **state)
{
	struct registers registers = made(*state);
	const struct register_entry *buy = register_find(&registers, STR("policy"), STR("buy"));
	struct quantity quantity;
	date_day day;
	moment at;

	assert_null(register_field(buy, STR("timeout")));
	assert_null(register_field(buy, STR("nothing")));
	assert_str(register_text(buy, STR("timeout")), "");
	assert_false(register_quantity(buy, STR("timeout"), &quantity));
	assert_false(register_day(buy, STR("due"), &day));
	assert_false(register_moment(buy, STR("due"), &at));
	assert_int_equal(register_reference(buy, STR("next")), NONE);
	assert_false(register_has(buy, STR("next"), STR("")));
	assert_null(register_derived(buy, STR("own_time")));
}

static void groups_and_derived_values_are_told_by_name(void **state)
{
	struct registers registers = made(*state);
	struct register_entry *entry = &registers.entries.p[0];
	struct register_field inner[] = { { .is_there = false }, { .is_there = true, .len = 1 } };
	const struct register_value level = { .fields = inner };
	struct derived_value derived[] = { { .is_known = false }, { .is_known = true } };

	entry->derived = derived;
	assert_null(register_group_field(&policy_fields[3], &level, STR("trigger")));
	assert_ptr_equal(register_group_field(&policy_fields[3], &level, STR("owner")), &inner[1]);
	assert_null(register_group_field(&policy_fields[3], &level, STR("due")));
	assert_ptr_equal(register_derived(entry, STR("chain_time")), &derived[1]);
	assert_null(register_derived(entry, STR("timeout")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(kinds_are_found_by_name),
		claim(entries_of_a_kind_stand_together_by_id),
		claim(of_two_with_one_id_the_first_by_place_is_found),
		claim(a_field_of_a_group_is_called_by_both_names),
		claim(values_are_told_by_field),
		claim(what_is_not_there_is_nothing),
		claim(groups_and_derived_values_are_told_by_name),
	};
	return claims_run("facts/register", tests);
}
