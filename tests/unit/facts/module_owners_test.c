/* SPDX-License-Identifier: MIT */
#include "facts/module_owners.h"

#include "base/err.h"
#include "facts/owner_name.h"
#include "unit/unit.h"

/* "@o/net" owns src/net/, "@o/tls" what is in src/net/tls/, "@o/app" src/app/. */
static struct code_owners *owners_make(struct arena *arena)
{
	static const char *const patterns[] = { "/src/net/", "/src/net/tls/", "/src/app/" };
	static const char *const names[] = { "@o/net", "@o/tls", "@o/app" };
	struct code_owners *owners = arena_new(arena, struct code_owners);
	struct err err;

	owners->path = STR("CODEOWNERS");
	owners->patterns = owner_patterns_create(arena, OWNER_SYNTAX_GITHUB);
	*vec_add(&owners->sections, arena) = (struct code_owners_section){ 0 };
	for (uint32_t i = 0; i < COUNT_OF(patterns); i++) {
		*vec_add(&owners->names, arena) = str_of(names[i]);
		*vec_add(&owners->named, arena) = i;
		*vec_add(&owners->entries, arena) = (struct code_owners_entry){
			.pattern = str_of(patterns[i]),
			.first_name = i,
			.name_count = 1,
		};
		assert_true(owner_patterns_add(owners->patterns, str_of(patterns[i]), 0, i, &err));
	}
	return owners;
}

static const char *const paths[] = { "src/net/a.c", "src/net/b.c", "src/net/tls/c.c", "lib/d.c" };

/* One module of the paths in `files`. */
static struct module_owners one(struct arena *arena, const char *declared, const char *files)
{
	struct code_module module = { .name = STR("m"), .owner = str_of(declared) };
	struct code_file list[COUNT_OF(paths)] = { 0 };
	struct code code = { .modules = &module, .module_count = 1, .files = list };
	const struct code_owners *owners = owners_make(arena);
	struct owner_numbers numbers;
	bool is_exhausted;

	for (const char *p = files; *p; p++) {
		list[code.file_count++] = (struct code_file){
			.path = str_of(paths[*p - '0']),
			.flags = FILE_JUDGED,
		};
	}
	struct module_owners *modules = module_owners_find(&code, owners, arena, &is_exhausted);
	assert_false(is_exhausted);
	owner_numbers_init(&numbers, arena);
	module_owners_number(modules, &code, owners, &numbers);
	return modules[0];
}

static void the_declared_owner_is_compared(void **state)
{
	assert_int_equal(one(*state, "net", "01").state, OWNER_AGREES);
	/* A file without a code owner speaks neither for nor against. */
	assert_int_equal(one(*state, "net", "03").state, OWNER_AGREES);
	assert_int_equal(one(*state, "net", "012").state, OWNER_PARTLY);
	assert_int_equal(one(*state, "app", "012").state, OWNER_DISAGREES);
	assert_int_equal(one(*state, "app", "3").state, OWNER_NOBODY);
	assert_int_equal(one(*state, "", "0").state, OWNER_UNDECLARED);
	assert_int_equal(one(*state, "", "3").state, OWNER_NOBODY);
	assert_int_equal(one(*state, "net", "").state, OWNER_NOBODY);
}

static void files_are_counted(void **state)
{
	struct module_owners module = one(*state, "net", "0123");

	assert_int_equal(module.files, 4);
	assert_int_equal(module.owned, 3);
	assert_int_equal(module.agreed, 2);
	assert_int_equal(module.owner_count, 2);
	assert_int_equal(module.owners[0].name, 0);
	assert_int_equal(module.owners[0].files, 2);
	assert_int_equal(module.owners[1].files, 1);
	assert_int_equal(module.owners[1].entry, 1);
}

static void only_one_owner_is_the_owner(void **state)
{
	assert_int_equal(one(*state, "app", "0").owner, 0);
	assert_int_equal(one(*state, "", "01").owner, 0);
	assert_int_equal(one(*state, "", "012").owner, NONE);
	assert_int_equal(one(*state, "", "3").owner, NONE);
}

static void what_is_not_judged_does_not_count(void **state)
{
	struct code_module module = { .name = STR("m"), .owner = STR("app") };
	struct code_file file = { .path = STR("src/net/a.c") };
	const struct code code = {
		.modules = &module,
		.module_count = 1,
		.files = &file,
		.file_count = 1,
	};
	bool is_exhausted;

	assert_int_equal(module_owners_find(&code, owners_make(*state), *state, &is_exhausted)
					 ->state,
			OWNER_NOBODY);
}

static void without_a_file_nobody_is_asked(void **state)
{
	struct code_module module = { .name = STR("m"), .owner = STR("app") };
	const struct code code = { .modules = &module, .module_count = 1 };
	struct code_owners *owners = owners_make(*state);
	bool is_exhausted;

	owners->problem = STR("it is no text");
	assert_int_equal(module_owners_find(&code, owners, *state, &is_exhausted)->state,
			OWNER_NOT_ASKED);
	*owners = (struct code_owners){ 0 };
	assert_int_equal(module_owners_find(&code, owners, *state, &is_exhausted)->state,
			OWNER_NOT_ASKED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(the_declared_owner_is_compared),
		claim(files_are_counted),
		claim(only_one_owner_is_the_owner),
		claim(what_is_not_judged_does_not_count),
		claim(without_a_file_nobody_is_asked),
	};
	return claims_run("facts/module_owners", tests);
}
