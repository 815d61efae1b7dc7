/* SPDX-License-Identifier: MIT */
#include "facts/code.h"

#include "unit/unit.h"

static struct code_file files[] = {
	{ .path = STR_INIT("src/app/main.c"), .module = 0 },
	{ .path = STR_INIT("src/net/conn.h"), .module = 1 },
	{ .path = STR_INIT("tools/gen.h"), .module = NONE },
};
static struct code_module modules[] = {
	{ .name = STR_INIT("app") },
	{ .name = STR_INIT("net") },
};
static struct code_external externals[] = {
	{ .name = STR_INIT("openssl") },
};
static struct code_symbol symbols[] = {
	{ .kind = SYMBOL_FUNCTION, .name = STR_INIT("net_send") },
};
static struct code_include includes[] = {
	{ .spelled = STR_INIT("lost.h") },
};
static const struct code code = {
	.files = files,
	.file_count = COUNT_OF(files),
	.modules = modules,
	.module_count = COUNT_OF(modules),
	.externals = externals,
	.external_count = COUNT_OF(externals),
	.symbols = symbols,
	.symbol_count = COUNT_OF(symbols),
	.includes = includes,
	.include_count = COUNT_OF(includes),
};

static struct code_use include_of(uint32_t file)
{
	return (struct code_use){
		.kind = USE_INCLUDE,
		.symbol = NONE,
		.include = 0,
		.target = TARGET_FILE,
		.target_file = file,
	};
}

static void every_word_stands_at_its_number(void **state)
{
	(void)state;
	for (unsigned kind = 0; kind < USE_KINDS; kind++) {
		assert_non_null(use_kind_words[kind]);
	}
	assert_null(use_kind_words[USE_KINDS]);
	assert_string_equal(use_kind_words[USE_IMPLEMENT], "implement");
	for (unsigned kind = 0; kind < SYMBOL_KINDS; kind++) {
		assert_non_null(symbol_kind_words[kind]);
	}
	assert_null(symbol_kind_words[SYMBOL_KINDS]);
	assert_string_equal(symbol_kind_words[SYMBOL_MACRO], "macro");
}

static void what_is_there_is_found(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < code.file_count; i++) {
		assert_int_equal(code_file_find(&code, files[i].path), i);
	}
	assert_int_equal(code_module_find(&code, STR("app")), 0);
	assert_int_equal(code_module_find(&code, STR("net")), 1);
	assert_int_equal(code_external_find(&code, STR("openssl")), 0);
}

static void what_is_not_there_is_none(void **state)
{
	(void)state;
	assert_int_equal(code_file_find(&code, STR("src/net/conn")), NONE);
	assert_int_equal(code_file_find(&code, STR("a")), NONE);
	assert_int_equal(code_file_find(&code, STR("z")), NONE);
	assert_int_equal(code_module_find(&code, STR("core")), NONE);
	assert_int_equal(code_external_find(&code, STR("zlib")), NONE);
	assert_int_equal(code_module_find(&(struct code){ 0 }, STR("net")), NONE);
}

static void an_owner_is_a_module_or_what_stands_for_one(void **state)
{
	struct arena *arena = *state;
	struct code_use use = include_of(1);
	assert_int_equal(code_use_module(&code, &use), 1);
	assert_str(code_use_owner(&code, &use, arena), "net");

	use = include_of(2);
	assert_int_equal(code_use_module(&code, &use), NONE);
	assert_str(code_use_owner(&code, &use, arena), "tools/gen.h");

	use.target = TARGET_EXTERNAL;
	assert_int_equal(code_use_module(&code, &use), NONE);
	assert_str(code_use_owner(&code, &use, arena), "external:openssl");

	use.target = TARGET_SYSTEM;
	assert_str(code_use_owner(&code, &use, arena), "system");

	use.target = TARGET_UNKNOWN;
	assert_str(code_use_owner(&code, &use, arena), "lost.h");
}

static void a_target_is_a_symbol_a_path_or_what_is_written(void **state)
{
	(void)state;
	struct code_use use = include_of(1);
	assert_str(code_use_target(&code, &use), "src/net/conn.h");
	use.target = TARGET_SYSTEM;
	assert_str(code_use_target(&code, &use), "lost.h");
	use.symbol = 0;
	assert_str(code_use_target(&code, &use), "net_send");
}

static void a_place_covers_the_name(void **state)
{
	(void)state;
	struct code_use use = include_of(1);
	use.line = 7;
	use.column = 3;
	use.width = 8;
	struct place place = code_use_place(&code, &use);
	assert_str(place.path, "src/app/main.c");
	assert_int_equal(place.line, 7);
	assert_int_equal(place.column, 3);
	assert_int_equal(place.width, 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(every_word_stands_at_its_number),
		claim(what_is_there_is_found),
		claim(what_is_not_there_is_none),
		claim(an_owner_is_a_module_or_what_stands_for_one),
		claim(a_target_is_a_symbol_a_path_or_what_is_written),
		claim(a_place_covers_the_name),
	};
	return claims_run("facts/code", tests);
}
