/* SPDX-License-Identifier: MIT */
#include "unit/rules/world.h"

#define YAML(what) \
	"modules:\n" \
	"  app: { paths: [app/**] }\n" \
	"  net: { paths: [net/**] }\n" \
	"rules: [ { id: u, kind: unused, what: " what " } ]\n"
/* A header with one function, and a source that includes it on its line 1. */
#define HEADER(name) "define net/" name ".c f_" name " function net/" name ".h\n"
#define FOUND "app/a.c:1 warning[u]: app/a.c includes net/x.h and uses nothing of it\n"

static void assert_includes(void **state, const char *facts, const char *expected)
{
	assert_str(world_findings(*state, YAML("include"), facts), expected);
}

static void an_include_that_gives_nothing_is_found(void **state)
{
	assert_includes(state,
			HEADER("x") HEADER("y") "app/a.c include net/x.h\n"
						"app/a.c include net/y.h\n"
						"app/a.c call f_y net/y.c in:net/y.h\n",
			FOUND);
}

static void what_declares_defines_or_carries_is_used(void **state)
{
	assert_includes(state,
			HEADER("x") "app/a.c include net/x.h\n"
				    "app/a.c call f_x net/x.c in:net/x.h\n",
			"");
	assert_includes(state,
			HEADER("x") "app/a.c include net/x.h\n"
				    "app/a.c type struct:s net/x.h\n",
			"");
	assert_includes(state,
			HEADER("x") "define net/x.h M macro\n"
				    "app/a.c include net/x.h\n"
				    "app/a.c call puts system via:M\n",
			"");
}

static void declaring_what_the_source_defines_is_a_use(void **state)
{
	assert_includes(state,
			HEADER("x") "define app/a.c app_main function net/x.h\n"
				    "app/a.c include net/x.h\n",
			"");
}

static void a_header_may_pass_others_on(void **state)
{
	assert_includes(state,
			HEADER("x") HEADER("y") "app/a.c include net/x.h\n"
						"net/x.h include net/y.h\n"
						"app/a.c call f_y net/y.c in:net/y.h\n",
			"");
	/* But not what the source includes itself. */
	assert_includes(state,
			HEADER("x") HEADER("y") "app/a.c include net/x.h\n"
						"app/a.c include net/y.h\n"
						"net/x.h include net/y.h\n"
						"app/a.c call f_y net/y.c in:net/y.h\n",
			FOUND);
}

static void what_another_header_lacks_is_used(void **state)
{
	assert_includes(state,
			HEADER("x") HEADER("y") "app/a.c include net/x.h\n"
						"app/a.c include net/y.h\n"
						"net/y.h type struct:s net/x.h in:net/x.h\n"
						"app/a.c call f_y net/y.c in:net/y.h\n",
			"");
}

static void a_struct_that_a_used_header_names_may_be_needed(void **state)
{
	assert_includes(state,
			HEADER("x") HEADER("y") "app/a.c include net/x.h\n"
						"app/a.c include net/y.h\n"
						"net/y.h type struct:s net/x.h in:net/y.h\n"
						"app/a.c call f_y net/y.c in:net/y.h\n",
			"");
}

static void what_cannot_be_known_is_not_said(void **state)
{
	assert_includes(state, HEADER("x") "app/a.c include net/x.h if:WIN\n", "");
	assert_includes(state, HEADER("x") "app/a.c include net/x.h inactive\n", "");
	assert_includes(state, HEADER("x") "app/a.c include net/x.h\nskipped app/a.c\n", "");
	assert_includes(state, HEADER("x") "app/a.c include net/x.h\nfailed app/a.c\n", "");
	assert_includes(state, HEADER("x") "app/a.c include net/x.h\napp/a.c include net/x.h\n",
			"");
	assert_includes(state, HEADER("x") "app/x.c include net/x.h\n", "");
	assert_includes(state, HEADER("x") "app/a.h include net/x.h\n", "");
	assert_includes(state, "define net/x.h M macro\napp/a.c include net/x.h\n", "");
	assert_includes(state, "define net/x.h v variable\napp/a.c include net/x.h\n", "");
	assert_includes(state,
			HEADER("x") "app/a.c include net/x.h\n"
				    "net/x.h include <stdio.h>\n"
				    "app/a.c call puts system\n",
			"");
}

#define LISTS \
	"modules:\n" \
	"  app: { paths: [app/**], uses: [net, core, not:tool] }\n" \
	"  core: { paths: [core/**] }\n" \
	"  net: { paths: [net/**] }\n" \
	"  tool: { paths: [tool/**] }\n" \
	"rules: [ { id: u, kind: unused, what: [uses, exception] } ]\n"

static void an_entry_that_nothing_needs_is_found(void **state)
{
	const char *facts = "app/a.c call f net/n.c\n"
			    "file core/c.c\n"
			    "file tool/t.c\n";
	assert_str(world_findings(*state, LISTS, facts),
			"lintel.yaml:3 warning[u]: 'uses' of app lists core, which it does not use\n");
	struct buf text = { 0 };
	buf_fmt(&text, "%stext-only\n", facts);
	assert_str(world_findings(*state, LISTS, str_dup(*state, buf_str(&text)).p), "");
	buf_finish(&text);
}

static void a_rule_that_judges_no_file_is_found(void **state)
{
	assert_str(world_findings(*state,
				   "modules: { app: { paths: [app/**] }, net: { paths: [net/**] } }\n"
				   "rules:\n"
				   "  - { id: u, kind: unused, what: rule }\n"
				   "  - { id: a, kind: forbid, from: 'path:net', to: app }\n"
				   "  - { id: b, kind: forbid, from: app, to: net }\n",
				   "file app/a.c\n"
				   "ignored net/n.c\n"),
			"lintel.yaml:5 warning[u]: rule a judges no file\n");
}

static void an_unknown_thing_is_an_error(void **state)
{
	assert_str(world_problems(*state, YAML("[includes, through]"), "file app/a.c\n"),
			"lintel.yaml:5:40+8: 'unused' does not know 'includes' | did you mean "
			"'include'?\n"
			"lintel.yaml:5:50+7: 'through' is not supported yet | write include, uses, rule "
			"or exception\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(an_include_that_gives_nothing_is_found),
		claim(what_declares_defines_or_carries_is_used),
		claim(declaring_what_the_source_defines_is_a_use),
		claim(a_header_may_pass_others_on),
		claim(what_another_header_lacks_is_used),
		claim(a_struct_that_a_used_header_names_may_be_needed),
		claim(what_cannot_be_known_is_not_said),
		claim(an_entry_that_nothing_needs_is_found),
		claim(a_rule_that_judges_no_file_is_found),
		claim(an_unknown_thing_is_an_error),
	};
	return claims_run("rules/unused", tests);
}
