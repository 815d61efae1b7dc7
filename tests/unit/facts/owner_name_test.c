/* SPDX-License-Identifier: MIT */
#include "facts/owner_name.h"

#include "unit/unit.h"

static void spelling_does_not_matter(void **state)
{
	(void)state;
	assert_true(owner_name_same(STR("team-net"), STR("@org/Team-Net")));
	assert_true(owner_name_same(STR("@group/sub/net"), STR("net")));
	assert_true(owner_name_same(STR("org/net"), STR("@org/net")));
	assert_true(owner_name_same(STR("Net@Example.com"), STR("net@example.com")));
	assert_true(owner_name_same(STR("@@maintainer"), STR("@@maintainer")));
}

static void different_owners_stay_different(void **state)
{
	(void)state;
	assert_false(owner_name_same(STR("@a/net"), STR("@b/net")));
	assert_false(owner_name_same(STR("net"), STR("team-net")));
	assert_false(owner_name_same(STR("net"), STR("net@example.com")));
	assert_false(owner_name_same(STR("maintainer"), STR("@@maintainer")));
	assert_false(owner_name_same(STR("x/net@example.com"), STR("net@example.com")));
}

static void some_names_may_be_people(void **state)
{
	(void)state;
	assert_true(owner_name_is_person(STR("@ann")));
	assert_true(owner_name_is_person(STR("ann@example.com")));
	assert_false(owner_name_is_person(STR("@org/ann")));
	assert_false(owner_name_is_person(STR("@@developer")));
	assert_false(owner_name_is_person(STR("ann")));
}

static void each_owner_has_one_number(void **state)
{
	struct owner_numbers numbers;

	owner_numbers_init(&numbers, *state);
	assert_int_equal(owner_number(&numbers, STR("net"), true), 0);
	assert_int_equal(owner_number(&numbers, STR("@a/core"), false), 1);
	assert_int_equal(owner_number(&numbers, STR("@a/NET"), false), 0);
	assert_int_equal(owner_number(&numbers, STR("@b/core"), false), 2);
	assert_int_equal(owner_number(&numbers, STR("core"), true), 1);
	assert_int_equal(owner_number(&numbers, STR("@B/Core"), false), 2);
	assert_int_equal(numbers.list.len, 3);
}

static void what_the_configuration_names_is_no_person(void **state)
{
	struct owner_numbers numbers;

	owner_numbers_init(&numbers, *state);
	uint32_t net = owner_number(&numbers, STR("@net"), true);
	uint32_t ann = owner_number(&numbers, STR("@ann"), false);
	uint32_t address = owner_number(&numbers, STR("a@b.c"), true);
	assert_false(numbers.list.p[net].is_person);
	assert_true(numbers.list.p[ann].is_person);
	assert_true(numbers.list.p[address].is_person);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(spelling_does_not_matter),
		claim(different_owners_stay_different),
		claim(some_names_may_be_people),
		claim(each_owner_has_one_number),
		claim(what_the_configuration_names_is_no_person),
	};
	return claims_run("facts/owner_name", tests);
}
