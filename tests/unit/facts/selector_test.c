/* SPDX-License-Identifier: MIT */
#include "facts/selector.h"

#include "base/problem.h"

#include "unit/unit.h"

enum {
	MAIN,
	API,
	CONN,
	PCI,
	USB,
	GEN,
};

static struct str domain_tags[] = { STR_INIT("domain"), STR_INIT("old") };
static struct code_module modules[] = {
	{ .name = STR_INIT("app") },
	{ .name = STR_INIT("drv/pci") },
	{ .name = STR_INIT("drv/usb"), .tags = domain_tags, .tag_count = 1 },
	{ .name = STR_INIT("net"), .tags = domain_tags, .tag_count = 2, .has_public = true },
};
static struct code_file files[] = {
	[MAIN] = { .path = STR_INIT("src/app/main.c"), .module = 0 },
	[API] = { .path = STR_INIT("src/net/api.h"), .module = 3, .flags = FILE_PUBLIC },
	[CONN] = { .path = STR_INIT("src/net/conn.c"), .module = 3 },
	[PCI] = { .path = STR_INIT("src/pci/pci.c"), .module = 1 },
	[USB] = { .path = STR_INIT("src/usb/usb.c"), .module = 2 },
	[GEN] = { .path = STR_INIT("tools/gen.c"), .module = NONE },
};
static struct code_external externals[] = {
	{ .name = STR_INIT("openssl") },
	{ .name = STR_INIT("zlib") },
};
static struct code_symbol symbols[] = {
	{ .kind = SYMBOL_FUNCTION, .name = STR_INIT("net_send") },
	{ .kind = SYMBOL_STRUCT, .name = STR_INIT("struct conn") },
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
};

/* Compiles items that are separated by spaces. */
static struct selector *compile(
		struct arena *arena, const char *items, unsigned forms, struct problems *problems)
{
	VEC(struct text) list = { 0 };
	struct str rest = str_of(items);
	struct str item;
	while (str_split(&rest, ' ', &item)) {
		*vec_add(&list, arena) = (struct text){ .s = item };
	}
	problems_init(problems, arena);
	return selector_compile(arena, list.p, list.len, forms, &code, problems);
}

/* The selected files, as letters; any problem fails the test. */
static struct str selected(struct arena *arena, const char *items)
{
	static const char letters[] = "MACPUG";
	struct problems problems;
	struct selector *selector = compile(arena, items, FORMS_OF_TARGETS, &problems);
	assert_int_equal(problems.list.len, 0);
	char text[COUNT_OF(letters)] = "";
	size_t len = 0;
	for (uint32_t i = 0; i < code.file_count; i++) {
		if (selector_has_file(selector, &code, i)) {
			text[len++] = letters[i];
		}
	}
	return str_fmt(arena, "%s", text);
}

static bool takes(struct arena *arena, const char *items, struct code_use use)
{
	struct problems problems;
	struct selector *selector = compile(arena, items, FORMS_OF_TARGETS, &problems);
	assert_non_null(selector);
	return selector_has_target(selector, &code, &use);
}

static struct code_use call_of(uint32_t file, unsigned flags)
{
	return (struct code_use){
		.kind = USE_CALL, .flags = flags, .target_file = file, .include = NONE
	};
}

static struct code_use outside(enum target_kind target, uint32_t external)
{
	return (struct code_use){
		.kind = USE_INCLUDE, .target = target, .external = external, .symbol = NONE
	};
}

static void every_form_selects_files(void **state)
{
	struct arena *arena = *state;
	assert_str(selected(arena, "net"), "AC");
	assert_str(selected(arena, "drv/*"), "PU");
	assert_str(selected(arena, "drv/{name}"), "PU");
	assert_str(selected(arena, "tag:domain"), "ACU");
	assert_str(selected(arena, "path:src/net"), "AC");
	assert_str(selected(arena, "path:src/**/*.h"), "A");
	assert_str(selected(arena, "public:net"), "A");
	assert_str(selected(arena, "private:net"), "C");
	assert_str(selected(arena, "public:app"), "M");
	assert_str(selected(arena, "unassigned"), "G");
	assert_str(selected(arena, "system external:*"), "");
}

static void a_list_joins_and_not_takes_away(void **state)
{
	struct arena *arena = *state;
	assert_str(selected(arena, "app net"), "MAC");
	assert_str(selected(arena, "not:path:src/net/api.h net app"), "MC");
	assert_str(selected(arena, "tag:domain not:drv/*"), "AC");
	assert_str(selected(arena, "net not:private:net"), "A");
}

static void only_not_starts_from_everything(void **state)
{
	struct arena *arena = *state;
	assert_str(selected(arena, "not:net"), "MPUG");
	assert_str(selected(arena, "not:unassigned not:drv/*"), "MAC");
}

static void an_unknown_name_is_an_error_with_a_remedy(void **state)
{
	struct arena *arena = *state;

	static const struct {
		const char *item;
		const char *text;
		const char *remedy;
	} wrong[] = {
		{ "nett", "unknown module 'nett'", "did you mean 'net'?" },
		{ "domain", "unknown module 'domain'", "did you mean 'tag:domain'?" },
		{ "zlib", "unknown module 'zlib'", "did you mean 'external:zlib'?" },
		{ "sytem", "unknown module 'sytem'", "did you mean 'system'?" },
		{ "tag:domian", "unknown tag 'domian'", "did you mean 'tag:domain'?" },
		{ "external:opensll", "unknown external 'opensll'",
				"did you mean 'external:openssl'?" },
		{ "path:src/nett", "unknown path 'src/nett'",
				"paths are relative to the folder of lintel.yaml" },
		{ "private:nett", "unknown module 'nett'", "did you mean 'net'?" },
		{ "pubic:net", "unknown selector 'pubic:'", "did you mean 'public:'?" },
		{ "not:nett", "unknown module 'nett'", "did you mean 'net'?" },
		{ "tag:", "selector 'tag:' names nothing", "" },
		{ "drv/[", "'[' has no ']' in pattern 'drv/['", "" },
	};

	for (size_t i = 0; i < COUNT_OF(wrong); i++) {
		struct problems problems;
		assert_null(compile(arena, wrong[i].item, FORMS_OF_TARGETS, &problems));
		assert_int_equal(problems.errors, 1);
		assert_str(problems.list.p[0].text, wrong[i].text);
		assert_str(problems.list.p[0].remedy, wrong[i].remedy);
	}
}

static void a_pattern_that_matches_nothing_is_a_warning(void **state)
{
	struct arena *arena = *state;
	static const char *const items[] = { "bus/*", "tag:x*", "external:x*", "path:x/**" };
	for (size_t i = 0; i < COUNT_OF(items); i++) {
		struct problems problems;
		assert_non_null(compile(arena, items[i], FORMS_OF_TARGETS, &problems));
		assert_int_equal(problems.errors, 0);
		assert_int_equal(problems.list.len, 1);
	}
}

static void a_form_that_does_not_belong_is_refused(void **state)
{
	struct arena *arena = *state;
	struct problems problems;
	assert_null(compile(arena, "symbol:x", FORMS_OF_USERS, &problems));
	assert_null(compile(arena, "system", FORMS_OF_USERS, &problems));
	assert_null(compile(arena, "path:src/net", FORMS_OF_MODULES, &problems));
	assert_non_null(compile(arena, "tag:domain net", FORMS_OF_MODULES, &problems));
}

static void targets_are_selected_by_owner_part_and_symbol(void **state)
{
	struct arena *arena = *state;
	assert_true(takes(arena, "net", call_of(CONN, 0)));
	assert_false(takes(arena, "app", call_of(CONN, 0)));
	assert_true(takes(arena, "private:net", call_of(CONN, 0)));
	assert_false(takes(arena, "private:net", call_of(CONN, USE_PUBLIC)));
	assert_true(takes(arena, "public:net", call_of(CONN, USE_PUBLIC)));
	assert_true(takes(arena, "path:src/net/conn.c", call_of(CONN, 0)));
	assert_true(takes(arena, "symbol:net_*", call_of(CONN, 0)));
	assert_false(takes(arena, "symbol:app_*", call_of(CONN, 0)));
	assert_false(takes(arena, "net not:symbol:net_*", call_of(CONN, 0)));
}

static void the_outside_is_selected_only_if_named(void **state)
{
	struct arena *arena = *state;
	struct code_use ssl = outside(TARGET_EXTERNAL, 0);
	struct code_use libc = outside(TARGET_SYSTEM, NONE);
	assert_true(takes(arena, "external:openssl", ssl));
	assert_true(takes(arena, "external:*", ssl));
	assert_false(takes(arena, "external:zlib", ssl));
	assert_false(takes(arena, "external:*", libc));
	assert_true(takes(arena, "system", libc));
	assert_false(takes(arena, "not:net", ssl));
	assert_false(takes(arena, "not:net", libc));
	assert_true(takes(arena, "not:external:zlib", ssl));
	assert_false(takes(arena, "not:external:openssl", ssl));
	assert_false(takes(arena, "not:external:openssl", libc));
	assert_true(takes(arena, "not:external:openssl", call_of(MAIN, 0)));
	assert_false(takes(arena, "not:system", outside(TARGET_UNKNOWN, NONE)));
}

static void only_paths_and_symbols_select_parts(void **state)
{
	struct arena *arena = *state;
	struct problems problems;
	struct code_use use = call_of(CONN, 0);
	struct selector *whole = compile(arena, "net", FORMS_OF_TARGETS, &problems);
	struct selector *part = compile(arena, "net symbol:net_*", FORMS_OF_TARGETS, &problems);
	assert_false(selector_has_part(whole, &code, &use));
	assert_true(selector_has_part(part, &code, &use));
	assert_true(selector_has_file_by_module(part, &code, CONN));
	part = compile(arena, "path:src/net", FORMS_OF_TARGETS, &problems);
	assert_false(selector_has_file_by_module(part, &code, CONN));
}

static void whole_modules_are_listed_in_order(void **state)
{
	struct arena *arena = *state;
	struct problems problems;
	uint32_t *list;
	struct selector *selector = compile(
			arena, "net drv/* not:drv/pci path:src/app", FORMS_OF_TARGETS, &problems);
	assert_int_equal(selector_modules(selector, &code, arena, &list), 2);
	assert_int_equal(list[0], 2);
	assert_int_equal(list[1], 3);
	selector = compile(arena, "not:net", FORMS_OF_TARGETS, &problems);
	assert_int_equal(selector_modules(selector, &code, arena, &list), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(every_form_selects_files),
		claim(a_list_joins_and_not_takes_away),
		claim(only_not_starts_from_everything),
		claim(an_unknown_name_is_an_error_with_a_remedy),
		claim(a_pattern_that_matches_nothing_is_a_warning),
		claim(a_form_that_does_not_belong_is_refused),
		claim(targets_are_selected_by_owner_part_and_symbol),
		claim(the_outside_is_selected_only_if_named),
		claim(only_paths_and_symbols_select_parts),
		claim(whole_modules_are_listed_in_order),
	};
	return claims_run("facts/selector", tests);
}
