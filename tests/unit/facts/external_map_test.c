/* SPDX-License-Identifier: MIT */
#include "facts/external_map.h"

#include "unit/unit.h"

static struct external_map *make(struct arena *arena, struct code *code)
{
	static struct text ssl_headers[] = { { .s = STR_INIT("openssl/**") },
		{ .s = STR_INIT("ssl.h") } };
	static struct text ssl_symbols[] = { { .s = STR_INIT("SSL_*") },
		{ .s = STR_INIT("ssl_*") } };
	static struct text any_headers[] = { { .s = STR_INIT("**") } };
	static struct text any_symbols[] = { { .s = STR_INIT("SSL_*") }, { .s = STR_INIT("pow") } };
	static struct config_external declared[] = {
		{ .name = { .s = STR_INIT("any") },
				.headers = { any_headers, 1, true, { { 0 }, 0, 0, 0 } },
				.symbols = { any_symbols, 2, true, { { 0 }, 0, 0, 0 } } },
		{ .name = { .s = STR_INIT("openssl") },
				.headers = { ssl_headers, 2, true, { { 0 }, 0, 0, 0 } },
				.symbols = { ssl_symbols, 2, true, { { 0 }, 0, 0, 0 } } },
	};
	static const struct config config = { .externals = { declared, 2, true,
							      { { 0 }, 0, 0, 0 } } };
	return external_map_create(arena, &config, code);
}

static void headers_belong_by_their_spelled_name(void **state)
{
	struct code code = { 0 };
	const struct external_map *map = make(*state, &code);

	assert_int_equal(code.external_count, 2);
	assert_str(code.externals[1].name, "openssl");
	assert_int_equal(external_of_header(map, STR("openssl/evp.h")), 1);
	assert_int_equal(external_of_header(map, STR("ssl.h")), 1);
	assert_int_equal(external_of_header(map, STR("stdio.h")), 0);
}

static void the_first_declared_of_equals_has_a_symbol(void **state)
{
	struct code code = { 0 };
	const struct external_map *map = make(*state, &code);

	assert_int_equal(external_of_symbol(map, STR("SSL_new")), 0);
	assert_int_equal(external_of_symbol(map, STR("pow")), 0);
	assert_int_equal(external_of_symbol(map, STR("power")), NONE);
}

static void a_tag_and_its_members_belong_by_the_bare_tag(void **state)
{
	struct code code = { 0 };
	const struct external_map *map = make(*state, &code);

	assert_int_equal(external_of_symbol(map, STR("struct ssl_ctx")), 1);
	assert_int_equal(external_of_symbol(map, STR("struct ssl_ctx.level")), 1);
	assert_int_equal(external_of_symbol(map, STR("struct other.ssl_x")), NONE);
}

static void a_configuration_without_externals_makes_an_empty_map(void **state)
{
	const struct config config = { 0 };
	struct code code = { 0 };
	const struct external_map *map = external_map_create(*state, &config, &code);

	assert_true(external_map_is_empty(map));
	assert_int_equal(external_of_header(map, STR("stdio.h")), NONE);
	assert_false(external_map_is_empty(make(*state, &code)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(headers_belong_by_their_spelled_name),
		claim(the_first_declared_of_equals_has_a_symbol),
		claim(a_tag_and_its_members_belong_by_the_bare_tag),
		claim(a_configuration_without_externals_makes_an_empty_map),
	};
	return claims_run("facts/external_map", tests);
}
