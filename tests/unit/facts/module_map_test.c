/* SPDX-License-Identifier: MIT */
#include "facts/module_map.h"

#include "base/problem.h"

#include "unit/problem_text.h"
#include "unit/unit.h"

/* A declaration as a test writes it: patterns separated by spaces, `-` for an empty list. */
struct declared {
	const char *name;
	const char *paths;
	const char *public_headers;
	const char *ports;
};

struct fixture {
	struct arena *arena;
	struct config config;
	struct code code;
	struct problems problems;
	uint32_t line;
};

static struct text text_at(struct fixture *fixture, struct str s)
{
	return (struct text){ s, { STR("lintel.yaml"), fixture->line, (uint32_t)s.len, 0 } };
}

static struct text_list list_of(struct fixture *fixture, const char *patterns)
{
	VEC(struct text) list = { 0 };
	struct str rest = str_of(patterns);
	struct str item;
	while (patterns && str_split(&rest, ' ', &item)) {
		if (!str_eq(item, STR("-"))) {
			*vec_add(&list, fixture->arena) = text_at(fixture, item);
		}
	}
	return (struct text_list){ .p = list.p, .len = list.len, .is_set = patterns != NULL };
}

/* Paths separated by spaces, in byte order; those that end in '!' are not judged. */
static bool apply(struct fixture *fixture, struct arena *arena, const struct declared *declared,
		const char *paths)
{
	VEC(struct config_module) modules = { 0 };
	VEC(struct code_file) files = { 0 };
	*fixture = (struct fixture){ .arena = arena };
	for (size_t i = 0; declared[i].name; i++) {
		fixture->line++;
		*vec_add(&modules, arena) = (struct config_module){
			.name = text_at(fixture, str_of(declared[i].name)),
			.paths = list_of(fixture, declared[i].paths),
			.public_headers = list_of(fixture, declared[i].public_headers),
			.ports = list_of(fixture, declared[i].ports),
		};
	}
	fixture->config.modules =
			(struct records){ .p = modules.p, .len = modules.len, .is_set = true };

	struct str rest = str_of(paths);
	struct str path;
	while (str_split(&rest, ' ', &path)) {
		bool is_judged = !str_ends(path, STR("!"));
		*vec_add(&files, arena) = (struct code_file){
			.path = is_judged ? path : str_slice(path, 0, path.len - 1),
			.flags = is_judged ? FILE_JUDGED : 0,
		};
	}
	fixture->code = (struct code){ .arena = arena, .files = files.p, .file_count = files.len };
	problems_init(&fixture->problems, arena);
	struct module_map *map = module_map_create(arena, &fixture->config, &fixture->problems);
	return module_map_apply(map, &fixture->code, &fixture->problems)
	       && fixture->problems.errors == 0;
}

/* "path=module[+public][+port] …" */
static struct str assigned(const struct fixture *fixture)
{
	struct buf out;
	buf_init(&out);
	for (size_t i = 0; i < fixture->code.file_count; i++) {
		const struct code_file *file = &fixture->code.files[i];
		buf_fmt(&out, "%s" STR_FMT "=" STR_FMT "%s%s", i ? " " : "", STR_ARG(file->path),
				STR_ARG(file->module == NONE ? STR("-")
							     : fixture->code.modules[file->module]
										.name),
				file->flags & FILE_PUBLIC ? "+public" : "",
				file->flags & FILE_PORT ? "+port" : "");
	}
	struct str text = str_dup(fixture->arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

static void the_longest_literal_beginning_decides(void **state)
{
	const struct declared declared[] = {
		{ .name = "all", .paths = "**" },
		{ .name = "net", .paths = "src/net/**" },
		{ .name = "tls", .paths = "src/net/tls" },
		{ 0 },
	};
	struct fixture fixture;
	assert_true(apply(&fixture, *state, declared,
			"main.c src/net/a.c src/net/tls/b.c src/net/tlsx.c"));
	assert_str(assigned(&fixture),
			"main.c=all src/net/a.c=net src/net/tls/b.c=tls src/net/tlsx.c=net");
	assert_int_equal(fixture.problems.list.len, 0);
}

static void modules_are_sorted_and_counted(void **state)
{
	const struct declared declared[] = {
		{ .name = "z", .paths = "z/**", .public_headers = "-" },
		{ .name = "a", .paths = "a/**" },
		{ 0 },
	};
	struct fixture fixture;
	assert_true(apply(&fixture, *state, declared, "a/1.c a/2.c! z/1.c"));
	assert_int_equal(fixture.code.module_count, 2);
	assert_str(fixture.code.modules[0].name, "a");
	assert_int_equal(fixture.code.modules[0].file_count, 1);
	assert_int_equal(fixture.code.modules[0].declaration, 1);
	assert_false(fixture.code.modules[0].has_public);
	assert_true(fixture.code.modules[1].has_public);
	assert_str(assigned(&fixture), "a/1.c=a a/2.c=a z/1.c=z");
}

static void public_and_ports_add_to_paths(void **state)
{
	const struct declared declared[] = {
		{ "core", "src/core/**", "include/core/** src/core/api.h", "include/core/port.h" },
		{ 0 },
	};
	struct fixture fixture;
	assert_true(apply(&fixture, *state, declared,
			"include/core/a.h include/core/port.h src/core/api.h src/core/b.h"));
	assert_str(assigned(&fixture),
			"include/core/a.h=core+public include/core/port.h=core+public+port "
			"src/core/api.h=core+public src/core/b.h=core");
}

static void a_name_makes_a_module_for_each_binding(void **state)
{
	const struct declared declared[] = {
		{ "drv/{name}", "drv/{name}/**", "include/drv/{name}.h", NULL },
		{ .name = "gpu", .paths = "drv/gpu/**" },
		{ 0 },
	};
	struct fixture fixture;
	assert_true(apply(&fixture, *state, declared,
			"drv/gpu/g.c drv/old/x.c! drv/spi/a.c drv/top.c drv/uart/b/c.c "
			"include/drv/spi.h"));
	assert_str(assigned(&fixture),
			"drv/gpu/g.c=gpu drv/old/x.c=- drv/spi/a.c=drv/spi drv/top.c=- "
			"drv/uart/b/c.c=drv/uart include/drv/spi.h=drv/spi+public");
	assert_int_equal(fixture.code.module_count, 3);
	assert_str(fixture.code.modules[1].name, "drv/uart");
}

static void a_public_pattern_without_the_name_serves_all_of_them(void **state)
{
	const struct declared declared[] = {
		{ "drv/{name}", "drv/{name}/**", "drv/*/api.h", NULL },
		{ 0 },
	};
	struct fixture fixture;
	assert_true(apply(&fixture, *state, declared, "drv/spi/api.h drv/uart/api.h drv/uart/b.h"));
	assert_str(assigned(&fixture), "drv/spi/api.h=drv/spi+public "
				       "drv/uart/api.h=drv/uart+public drv/uart/b.h=drv/uart");
}

static void an_equal_claim_is_an_error_once_for_two_patterns(void **state)
{
	const struct declared declared[] = {
		{ .name = "a", .paths = "src/*.c" },
		{ .name = "b", .paths = "src/x*" },
		{ .name = "c", .paths = "src/?*.c" },
		{ 0 },
	};
	struct fixture fixture;
	assert_false(apply(&fixture, *state, declared, "src/p.c src/q.c src/x.c src/y.c"));
	assert_str(problem_text(*state, &fixture.problems),
			"lintel.yaml:3:8+0: 'src/p.c' belongs to module 'a' and to module 'c' "
			"alike | 'src/*.c' at lintel.yaml:1:7 is as specific: write more of the "
			"path in one of them\n");
}

static void patterns_of_one_module_never_tie(void **state)
{
	const struct declared declared[] = {
		{ "drv/{name}", "drv/{name}/** drv/{name}/*.c", "drv/{name}/*.h", NULL },
		{ .name = "net", .paths = "net net/**" },
		{ 0 },
	};
	struct fixture fixture;
	assert_true(apply(&fixture, *state, declared, "drv/a/x.c drv/a/x.h net/y.c"));
	assert_str(assigned(&fixture), "drv/a/x.c=drv/a drv/a/x.h=drv/a+public net/y.c=net");
}

static void a_pattern_must_bind_what_its_module_is_named_by(void **state)
{
	const struct declared declared[] = {
		{ "drv/{name}", "drv/** drv/{driver}/**", "include/**", NULL },
		{ 0 },
	};
	struct fixture fixture;
	assert_false(apply(&fixture, *state, declared, "a.c"));
	assert_str(problem_text(*state, &fixture.problems),
			"lintel.yaml:1:6+0: pattern 'drv/**' does not bind the {name} of module "
			"'drv/{name}' | the pattern must say where the module's name comes from\n"
			"lintel.yaml:1:15+0: pattern 'drv/{driver}/**' binds {driver}, but the "
			"module is 'drv/{name}' | write {name}\n"
			"lintel.yaml:1:10+0: warning: no file is in module 'drv/{name}' | its "
			"patterns are relative to the folder of lintel.yaml\n");
}

static void one_name_is_one_module(void **state)
{
	const struct declared declared[] = {
		{ .name = "drv/{name}", .paths = "drv/{name}/**" },
		{ .name = "drv/spi", .paths = "other/**" },
		{ 0 },
	};
	struct fixture fixture;
	assert_false(apply(&fixture, *state, declared, "drv/spi/a.c other/b.c"));
	assert_str(problem_text(*state, &fixture.problems),
			"lintel.yaml:1:10+0: 'drv/{name}' makes a second module 'drv/spi' | the "
			"other one stands at lintel.yaml:2:7\n");
}

static void a_name_may_hold_pattern_characters(void **state)
{
	const struct declared declared[] = {
		{ "{name}", "src/{name}/**", "include/{name}/**", NULL },
		{ 0 },
	};
	struct fixture fixture;
	assert_true(apply(&fixture, *state, declared, "include/ab/x.h src/a*/x.c"));
	assert_str(assigned(&fixture), "include/ab/x.h=ab+public src/a*/x.c=a*");
}

static void files_may_be_added_later(void **state)
{
	const struct declared declared[] = {
		{ "drv/{name}", "drv/{name}/**", "drv/{name}/api.h", NULL },
		{ 0 },
	};
	struct fixture fixture;
	assert_true(apply(&fixture, *state, declared, "drv/b/api.h"));

	struct code_file more[] = {
		{ .path = STR("drv/a/x.c"), .flags = FILE_JUDGED },
		fixture.code.files[0],
	};
	fixture.code.files = more;
	fixture.code.file_count = COUNT_OF(more);
	struct module_map *map = module_map_create(*state, &fixture.config, &fixture.problems);
	assert_true(module_map_apply(map, &fixture.code, &fixture.problems));
	assert_str(assigned(&fixture), "drv/a/x.c=drv/a drv/b/api.h=drv/b+public");
	assert_int_equal(fixture.code.modules[1].file_count, 1);
}

static struct str found(
		const struct fixture *fixture, const struct module_map *map, const char *path)
{
	uint32_t module = module_map_find(map, &fixture->code, str_of(path), fixture->arena);
	return module == NONE ? STR("-") : fixture->code.modules[module].name;
}

static void a_path_that_is_gone_would_belong_to_a_module(void **state)
{
	const struct declared declared[] = {
		{ .name = "net", .paths = "src/net/**", .public_headers = "include/net.h" },
		{ .name = "tls", .paths = "src/net/tls/**" },
		{ .name = "drv/{name}", .paths = "drv/{name}/**" },
		{ .name = "empty", .paths = "gone/**" },
		{ 0 },
	};
	struct fixture fixture;
	assert_true(apply(&fixture, *state, declared, "drv/a/x.c src/net/a.c src/net/tls/b.c"));
	struct module_map *map = module_map_create(*state, &fixture.config, &fixture.problems);
	assert_str(found(&fixture, map, "src/net/old.c"), "net");
	assert_str(found(&fixture, map, "include/net.h"), "net");
	assert_str(found(&fixture, map, "src/net/tls/README"), "tls");
	assert_str(found(&fixture, map, "src/net/a.c"), "net");
	assert_str(found(&fixture, map, "drv/a/old.c"), "drv/a");
	/* A module of which no file is left is none, unless it is declared by name. */
	assert_str(found(&fixture, map, "drv/b/old.c"), "-");
	assert_str(found(&fixture, map, "gone/x.c"), "empty");
	assert_str(found(&fixture, map, "doc/x"), "-");
	assert_str(found(&fixture, map, ""), "-");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(the_longest_literal_beginning_decides),
		claim(modules_are_sorted_and_counted),
		claim(public_and_ports_add_to_paths),
		claim(a_name_makes_a_module_for_each_binding),
		claim(a_public_pattern_without_the_name_serves_all_of_them),
		claim(an_equal_claim_is_an_error_once_for_two_patterns),
		claim(patterns_of_one_module_never_tie),
		claim(a_pattern_must_bind_what_its_module_is_named_by),
		claim(one_name_is_one_module),
		claim(a_name_may_hold_pattern_characters),
		claim(files_may_be_added_later),
		claim(a_path_that_is_gone_would_belong_to_a_module),
	};
	return claims_run("facts/module_map", tests);
}
