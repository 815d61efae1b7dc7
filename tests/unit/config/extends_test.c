/* SPDX-License-Identifier: MIT */
#include "config/config.h"

#include "unit/config/tree.h"
#include "unit/problem_text.h"

/* Reads lintel.yaml among `files` and compares what is wrong. */
static struct config read_all(
		struct arena *arena, const struct tree_file *files, const char *expected)
{
	struct config config;
	struct problems problems;
	struct root root = tree_open_files(arena, files);
	problems_init(&problems, arena);
	bool ok = config_read(&config, arena, &root, STR("lintel.yaml"), NULL, &problems);
	problems_sort(&problems);
	assert_str(problem_text(arena, &problems), expected);
	assert_int_equal(ok, !*expected);
	tree_remove(arena, &root, files);
	return config;
}

static void maps_merge_and_lists_are_replaced(void **state)
{
	static const struct tree_file files[] = {
		{ "lintel.yaml",
				"version: 1\nextends: [a.yaml, b.yaml]\n"
				"modules: { net: { paths: [lib/net/**] }, app: { paths: [app] } }\n" },
		{ "a.yaml", "modules: { net: { paths: [src/net/**, x], owner: a } }\nunassigned: error\n" },
		{ "b.yaml", "version: 1\nmodules: { net: { owner: b, tags: [t] } }\n" },
		{ 0 },
	};
	struct config config = read_all(*state, files, "");
	const struct config_module *modules = config.modules.p;
	assert_int_equal(config.modules.len, 2);
	assert_str(modules[0].name.s, "net");
	assert_int_equal(modules[0].paths.len, 1);
	assert_str(modules[0].paths.p[0].s, "lib/net/**");
	assert_str(modules[0].owner.s, "b");
	assert_str(modules[0].owner.place.path, "b.yaml");
	assert_int_equal(modules[0].tags.len, 1);
	assert_int_equal(config.unassigned.value, SEVERITY_ERROR);
	assert_str(config.unassigned_place.path, "a.yaml");
	assert_int_equal(config.files.len, 3);
	assert_str(config.files.p[2].s, "lintel.yaml");
}

static void rules_merge_by_id(void **state)
{
	static const struct tree_file files[] = {
		{ "lintel.yaml", "version: 1\nextends: a.yaml\nrules:\n"
				 "  - { id: one, severity: none }\n"
				 "  - { id: two, kind: layers }\n"
				 "  - { id: four, kind: forbid }\n" },
		{ "a.yaml", "rules:\n  - { id: one, kind: acyclic, level: file }\n"
			    "  - { id: two, kind: only, reason: r }\n  - { id: three, kind: ban }\n" },
		{ 0 },
	};
	struct config config = read_all(*state, files, "");
	assert_int_equal(config.rule_count, 4);
	assert_str(config.rules[0].kind.s, "acyclic");
	assert_int_equal(config.rules[0].severity.value, SEVERITY_NONE);
	assert_non_null(node_find(config.rules[0].node, STR("level")));
	assert_str(config.rules[0].place.path, "lintel.yaml");
	assert_str(config.rules[1].kind.s, "layers");
	assert_int_equal(config.rules[1].reason.s.len, 0);
	assert_str(config.rules[2].id.s, "three");
	assert_str(config.rules[2].place.path, "a.yaml");
	assert_str(config.rules[3].id.s, "four");
}

static void a_pack_stands_where_it_was_asked_for(void **state)
{
	static const struct tree_file files[] = {
		{ "lintel.yaml", "version: 1\nextends:\n  - pack:layered-c\n" },
		{ 0 },
	};
	struct config config = read_all(*state, files, "");
	assert_int_equal(config.files.len, 3);
	assert_str(config.files.p[0].s, "pack:modular-monolith");
	for (size_t i = 0; i < config.rule_count; i++) {
		assert_str(config.rules[i].place.path, "lintel.yaml");
		assert_int_equal(config.rules[i].place.line, 3);
	}
	assert_true(config.rule_count > 3);
}

static void a_circle_is_shown_with_its_chain(void **state)
{
	static const struct tree_file files[] = {
		{ "lintel.yaml", "version: 1\nextends: a.yaml\n" },
		{ "a.yaml", "extends: [./b.yaml]\n" },
		{ "b.yaml", "extends: [a.yaml]\n" },
		{ 0 },
	};
	read_all(*state, files,
			"b.yaml:1:11+6: 'a.yaml' extends itself | a.yaml -> b.yaml -> a.yaml\n");
}

static void a_file_reached_twice_counts_once(void **state)
{
	static const struct tree_file files[] = {
		{ "lintel.yaml", "version: 1\nextends: [a.yaml, b.yaml]\n" },
		{ "a.yaml", "extends: [c.yaml]\nunassigned: error\n" },
		{ "b.yaml", "extends: [c.yaml]\n" },
		{ "c.yaml", "unassigned: none\n" },
		{ 0 },
	};
	struct config config = read_all(*state, files, "");
	assert_int_equal(config.unassigned.value, SEVERITY_ERROR);
	assert_int_equal(config.files.len, 4);
}

static void what_cannot_be_extended_is_an_error_where_it_was_asked_for(void **state)
{
	static const struct tree_file files[] = {
		{ "lintel.yaml",
				"version: 1\n"
				"extends: [../x.yaml, /etc/passwd, no.yaml, pack:no, broken.yaml, list.yaml,\n"
				"  broken.yaml]\n"
				"rules: [{ id: x }]\n" },
		{ "broken.yaml", "a: [\n" },
		{ "list.yaml", "- a\n" },
		{ 0 },
	};
	read_all(*state, files,
			"broken.yaml:2:1+0: did not find expected node content, while parsing a flow "
			"node\n"
			"lintel.yaml:2:11+9: '../x.yaml' is out of the repository | paths are relative to "
			"the root, and stay below it\n"
			"lintel.yaml:2:22+11: '/etc/passwd' is out of the repository | paths are relative "
			"to the root, and stay below it\n"
			"lintel.yaml:2:35+7: cannot read 'no.yaml': no such file\n"
			"lintel.yaml:2:44+7: no pack 'no' | packs: layered-c, modular-monolith, safe-c\n"
			"list.yaml:1:1+0: a configuration is a map, not a list | write it as key: value\n");
}

static void another_version_is_refused_at_once(void **state)
{
	static const struct tree_file files[] = {
		{ "lintel.yaml", "version: 2\nmodles: 1\n" },
		{ 0 },
	};
	read_all(*state, files,
			"lintel.yaml:1:10+1: version 2 is not one that this lintel reads | write version: "
			"1\n");
}

static void every_pack_is_sound(void **state)
{
	struct arena *arena = *state;
	struct str names[32];
	size_t count = config_pack_names(names, COUNT_OF(names));
	assert_int_equal(count, 3);
	for (size_t i = 0; i < count; i++) {
		struct str text = str_fmt(arena, "version: 1\nextends: pack:" STR_FMT "\n",
				STR_ARG(names[i]));
		const struct tree_file files[] = { { "lintel.yaml", text.p }, { 0 } };
		assert_true(read_all(arena, files, "").rule_count > 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(maps_merge_and_lists_are_replaced),
		claim(rules_merge_by_id),
		claim(a_pack_stands_where_it_was_asked_for),
		claim(a_circle_is_shown_with_its_chain),
		claim(a_file_reached_twice_counts_once),
		claim(what_cannot_be_extended_is_an_error_where_it_was_asked_for),
		claim(another_version_is_refused_at_once),
		claim(every_pack_is_sound),
	};
	return claims_run("config/extends", tests);
}
