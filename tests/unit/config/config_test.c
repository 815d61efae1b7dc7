/* SPDX-License-Identifier: MIT */
#include "config/config.h"

#include "unit/config/tree.h"
#include "unit/problem_text.h"

static struct config read_all(struct arena *arena, const char *text, const char *expected)
{
	const struct tree_file files[] = { { "lintel.yaml", text }, { 0 } };
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

static void every_key_is_read(void **state)
{
	struct config config = read_all(*state,
			"version: 1\n"
			"sources:\n"
			"  compile_commands: [build/compile_commands.json]\n"
			"  roots: [src, include]\n"
			"  ignore: [third_party/**]\n"
			"modules:\n"
			"  core: { paths: [src/core/**], public: [include/core/**], owner: team-core,\n"
			"          opaque: [struct core_ctx], tags: [domain], ports: include/core/port.h,\n"
			"          prefix: c_ }\n"
			"  net: { paths: [src/net/**],\n"
			"         uses: [core, {to: disk, deprecated: true, reason: later, adr: ADR-0012}] }\n"
			"  \"drv/{name}\": { paths: [\"src/drv/{name}/**\"] }\n"
			"  billing: { paths: [src/billing/**], tables: [invoice*, ledger], uses: [] }\n"
			"externals:\n"
			"  openssl: { headers: [openssl/**], symbols: [SSL_*, EVP_*] }\n"
			"programs: { daemon: { sources: [src/daemon/**] } }\n"
			"compilers: { arm-none-eabi-gcc: { target: arm, sysroot: /opt/arm, includes: [/a],\n"
			"                                  defines: [A=1] } }\n"
			"unassigned: error\n"
			"rules:\n"
			"  - { id: layering, kind: layers, order: [app, [net, disk], core], reason: r,\n"
			"      adr: ADR-0003, by: [call], cadence: nightly, configurations: active,\n"
			"      except: ['path:src/x/**'], docs: d, action: a, severity: info }\n"
			"telemetry: { snapshots: [t/**, { paths: a/*.json, format: otlp }] }\n"
			"exceptions: [governance/exceptions.yaml]\n",
			"");
	const struct config_snapshot *snapshots = config.telemetry.snapshots.p;
	assert_int_equal(snapshots[0].paths.len, 1);
	assert_str(snapshots[0].paths.p[0].s, "t/**");
	assert_str(snapshots[1].paths.p[0].s, "a/*.json");
	const struct config_module *modules = config.modules.p;
	assert_int_equal(config.version.value, 1);
	assert_int_equal(config.sources.roots.len, 2);
	assert_int_equal(config.modules.len, 4);
	assert_str(modules[0].ports.p[0].s, "include/core/port.h");
	assert_false(modules[0].uses.is_set);
	const struct config_use *uses = modules[1].uses.p;
	assert_int_equal(modules[1].uses.len, 2);
	assert_str(uses[0].to.s, "core");
	assert_false(uses[0].is_deprecated);
	assert_true(uses[1].is_deprecated);
	assert_str(uses[1].adr.s, "ADR-0012");
	assert_str(modules[2].name.s, "drv/{name}");
	assert_true(modules[3].uses.is_set);
	assert_int_equal(modules[3].uses.len, 0);
	assert_int_equal(((const struct config_external *)config.externals.p)->symbols.len, 2);
	assert_str(((const struct config_program *)config.programs.p)->name.s, "daemon");
	assert_str(((const struct config_compiler *)config.compilers.p)->sysroot.s, "/opt/arm");
	assert_int_equal(config.rules[0].cadence.value, CADENCE_NIGHTLY);
	assert_int_equal(config.rules[0].configurations.value, CONFIGURATIONS_ACTIVE);
	assert_int_equal(node_find(config.rules[0].node, STR("order"))->len, 3);
	assert_int_equal(config.rules[0].place.line, 21);
	assert_int_equal(config.exceptions.len, 1);
	assert_int_equal(config.unassigned.value, SEVERITY_ERROR);
	assert_int_equal(read_all(*state, "version: 1\n", "").unassigned.value, SEVERITY_WARNING);
}

static void each_mistake_has_its_place_and_its_remedy(void **state)
{
	read_all(*state,
			"modules:\n"
			"  net: { pahts: [src/net/**] }\n"
			"  app: { paths: [/src], uses: }\n"
			"  drv: { paths: ['src/{name}/**'] }\n"
			"  'a/{x}': { paths: [src/a] }\n"
			"externals: { ssl: {} }\n"
			"pillars: { pack: seven-pillars }\n"
			"moduels: {}\n"
			"unassigned: off\n"
			"rules:\n"
			"  - { id: layering, kind: layers, sevrity: error, severity: eror }\n"
			"  - { id: layerin, order: [a] }\n"
			"  - { kind: layers }\n"
			"  - { id: layering, kind: only }\n"
			"  - text\n"
			"exceptions: ../x\n",
			"lintel.yaml:1:1+0: the configuration has no 'version' | the version of this "
			"format; for example: version: 1\n"
			"lintel.yaml:2:3+0: module 'net' has no 'paths' | its files, for example: paths: "
			"[src/net/**]\n"
			"lintel.yaml:2:10+5: unknown key 'pahts' in module 'net' | did you mean 'paths'?\n"
			"lintel.yaml:3:18+4: an absolute pattern in 'paths' of module 'app' | patterns are "
			"relative to the root, without '.' and '..'\n"
			"lintel.yaml:3:31+0: 'uses' of module 'app' is empty | all that it may use; "
			"without it, it is free, and `[]` means nothing; for example: uses: [core, { to: "
			"disk, deprecated: true }]\n"
			"lintel.yaml:4:18+15: pattern 'src/{name}/**' and module 'drv' do not both have "
			"{name} | the name of the module binds it: \"drv/{name}\"\n"
			"lintel.yaml:5:22+5: pattern 'src/a' and module 'a/{x}' do not both have {x} | "
			"write it into the pattern: \"src/drv/{name}/**\"\n"
			"lintel.yaml:6:14+0: external 'ssl' has neither 'headers' nor 'symbols' | for "
			"example: headers: [openssl/**]\n"
			"lintel.yaml:8:1+7: unknown key 'moduels' in the configuration | did you mean "
			"'modules'?\n"
			"lintel.yaml:9:13+3: 'off' is no value of 'unassigned' of the configuration | "
			"write none: YAML reads off and no as false\n"
			"lintel.yaml:11:61+4: 'eror' is no value of 'severity' of rule 'layering' | did "
			"you mean 'error'?\n"
			"lintel.yaml:12:5+0: rule 'layerin' has no 'kind' | did you mean to adjust "
			"'layering'? otherwise write its kind\n"
			"lintel.yaml:13:5+0: rule has no 'id' | what findings, baselines and exceptions "
			"call it; for example: id: layering\n"
			"lintel.yaml:14:11+8: rule 'layering' is repeated | the first stands at line 11; "
			"give this one another id\n"
			"lintel.yaml:15:5+4: rule must be a map, not 'text' | write it as key: value\n"
			"lintel.yaml:16:13+4: a path out of the repository in 'exceptions' of the "
			"configuration | paths are relative to the root, and stay below it\n");
}

static void what_is_sound_is_there_in_spite_of_mistakes(void **state)
{
	struct config config = read_all(*state,
			"version: 1\n"
			"modules:\n"
			"  net: { paths: [src/net, 'src/{x}'], uses: [core, { reason: r }] }\n"
			"rules:\n"
			"  - { id: a, kind: layers }\n"
			"  - { id: b }\n"
			"  - { kind: layers }\n"
			"  - { id: a, kind: only }\n",
			"lintel.yaml:3:27+9: pattern 'src/{x}' and module 'net' do not both have {x} | "
			"the name of the module binds it: \"drv/{name}\"\n"
			"lintel.yaml:3:52+0: use has no 'to' | the module, or any selector, that may be "
			"used; for example: to: disk\n"
			"lintel.yaml:6:5+0: rule 'b' has no 'kind' | say what it checks, for example: "
			"kind: layers; only an entry that adjusts a rule of what is extended needs "
			"none\n"
			"lintel.yaml:7:5+0: rule has no 'id' | what findings, baselines and exceptions "
			"call it; for example: id: layering\n"
			"lintel.yaml:8:11+1: rule 'a' is repeated | the first stands at line 5; give this "
			"one another id\n");
	const struct config_module *module = config.modules.p;
	assert_non_null(config.node);
	assert_int_equal(module->paths.len, 1);
	assert_int_equal(module->uses.len, 1);
	assert_int_equal(config.rule_count, 1);
	assert_str(config.rules[0].kind.s, "layers");
	assert_null(read_all(*state, "version: 2\n",
			"lintel.yaml:1:10+1: version 2 is not one that this lintel reads | write "
			"version: 1\n")
					.node);
}

static void an_empty_file_says_what_is_needed(void **state)
{
	read_all(*state, "",
			"lintel.yaml:1:1+0: the configuration has no 'version' | the version of this "
			"format; for example: version: 1\n");
}

static void the_file_is_found_upwards(void **state)
{
	static const struct tree_file files[] = { { "lintel.yaml", "version: 1\n" }, { 0 } };
	struct arena *arena = *state;
	struct root root = tree_open_files(arena, files);
	struct str below = str_fmt(arena, STR_FMT "/a/b", STR_ARG(root.path));
	struct err err;
	assert_true(folder_make(below, &err));
	assert_true(str_eq(config_find(arena, below), root.path));
	assert_int_equal(config_find(arena, STR("/proc/self")).len, 0);
	assert_int_equal(config_find(arena, STR("/no/such/folder")).len, 0);
	assert_int_equal(rmdir(below.p), 0);
	assert_int_equal(rmdir(str_fmt(arena, STR_FMT "/a", STR_ARG(root.path)).p), 0);
	tree_remove(arena, &root, files);
}

static void two_thousand_modules_are_read_quickly(void **state)
{
	struct buf text = { 0 };
	buf_add_cstr(&text, "version: 1\nmodules:\n");
	for (unsigned i = 0; i < 2000; i++) {
		buf_fmt(&text,
				"  m%u: { paths: [src/m%u/**], public: [include/m%u/**], uses: [m%u, m%u], "
				"owner: team-%u, tags: [domain] }\n",
				i, i, i, i / 2, i / 3, i % 10);
	}
	double begin = unit_seconds();
	struct config config = read_all(*state, text.p, "");
	double took = unit_seconds() - begin;
	assert_int_equal(config.modules.len, 2000);
	if (took > 0.1) {
		fail_msg("2,000 modules took %.3f s", took);
	}
	buf_finish(&text);
}

static void a_proposed_file_is_not_looked_for(void **state)
{
	const struct tree_file files[] = { { "other.yaml", "unassigned: none\n" }, { 0 } };
	struct config config;
	struct problems problems;
	struct root root = tree_open_files(*state, files);

	problems_init(&problems, *state);
	assert_true(config_read_proposed(&config, *state, &root, STR("lintel.yaml"),
			STR("version: 1\nextends: other.yaml\n"), &problems));
	assert_int_equal(config.unassigned.value, SEVERITY_NONE);
	tree_remove(*state, &root, files);
}

/* 60,000 mistakes; what is said of them is beside the point. */
static void assert_quick(const char *head, const char *line, const char *tail)
{
	struct arena *arena = arena_create();
	struct buf text = { 0 };
	struct config config;
	struct problems problems;
	buf_add_cstr(&text, head);
	for (unsigned i = 0; i < 60000; i++) {
		buf_fmt(&text, "%s%u%s", line, i, tail);
	}
	const struct tree_file files[] = { { "lintel.yaml", text.p }, { 0 } };
	struct root root = tree_open_files(arena, files);
	problems_init(&problems, arena);
	double begin = unit_seconds();
	assert_false(config_read(&config, arena, &root, STR("lintel.yaml"), NULL, &problems));
	double took = unit_seconds() - begin;
	assert_int_equal(problems.errors, 60000);
	if (took > 1.0) {
		fail_msg("60,000 of '%s' took %.1f s", line, took);
	}
	tree_remove(arena, &root, files);
	buf_finish(&text);
	arena_destroy(arena);
}

static void many_mistakes_are_found_quickly(void **state)
{
	(void)state;
	assert_quick("version: 1\n", "k", ": 1\n");
	assert_quick("version: 1\nrules:\n", "- { id: r", " }\n");
	assert_quick("version: 1\nrules:\n- { id: x, kind: y }\n", "- { id: x, kind: r", " }\n");
	assert_quick("version: 1\nmodules:\n a:\n  paths: [x]\n", "  k", ": 1\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_proposed_file_is_not_looked_for),
		claim(every_key_is_read),
		claim(each_mistake_has_its_place_and_its_remedy),
		claim(what_is_sound_is_there_in_spite_of_mistakes),
		claim(an_empty_file_says_what_is_needed),
		claim(the_file_is_found_upwards),
		claim(two_thousand_modules_are_read_quickly),
		claim(many_mistakes_are_found_quickly),
	};
	return claims_run("config/config", tests);
}
