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

static void what_somebody_elses_header_brings_is_found(void **state)
{
	static const char yaml[] = "modules:\n"
				   "  app: { paths: [app/**] }\n"
				   "  core: { paths: [core/**] }\n"
				   "  net: { paths: [net/**] }\n"
				   "rules: [ { id: u, kind: unused, what: through } ]\n";
	static const char found[] = "app/a.c:2 warning[u]: app/a.c uses f_x without including "
				    "net/x.h\n";
	assert_str(world_findings(*state, yaml,
				   "app/a.c include core/all.h\n"
				   "app/a.c call f_x net/x.c in:net/x.h\n"
				   "app/a.c call f_x net/x.c in:net/x.h\n"
				   "core/all.h include net/x.h\n"),
			found);
	/* Included too, by the own header, or offered by the owner. */
	assert_str(world_findings(*state, yaml,
				   "app/a.c include core/all.h\n"
				   "app/a.c include net/x.h\n"
				   "app/a.c call f_x net/x.c in:net/x.h\n"
				   "core/all.h include net/x.h\n"),
			"");
	assert_str(world_findings(*state, yaml,
				   "app/a.c include app/a.h\n"
				   "app/a.c call f_x net/x.c in:net/x.h\n"
				   "app/a.h include net/all.h\n"
				   "net/all.h include net/x.h\n"),
			"");
	/* A macro's own business, and what no include brings. */
	assert_str(world_findings(*state, yaml,
				   "app/a.c include core/all.h\n"
				   "app/a.c call f_x net/x.c in:net/x.h via:M\n"
				   "app/a.c call f_y net/y.c in:net/y.h\n"
				   "core/all.h include net/x.h\n"),
			"");
}

static void what_nobody_else_uses_need_not_be_public(void **state)
{
	static const char yaml[] = "modules:\n"
				   "  app: { paths: [app/**] }\n"
				   "  net: { paths: [net/**], public: [net/net.h] }\n"
				   "rules: [ { id: u, kind: unused, what: public } ]\n";
	const char *facts = "define net/n.c net_used function net/net.h\n"
			    "define net/n.c net_own function net/net.h\n"
			    "define net/n.c net_inner function net/net.h\n"
			    "define net/n.c net_private function net/n.h\n"
			    "app/a.c call net_used net/n.c\n"
			    "net/n.c call net_own net/n.c\n"
			    "net/net.h call net_inner net/n.c\n";
	assert_str(world_findings(*state, yaml, facts),
			"net/net.h:1 warning[u]: net offers net_own to other modules, and none uses "
			"it\n");
	struct buf text = { 0 };
	buf_fmt(&text, "%sfailed app/a.c\n", facts);
	assert_str(world_findings(*state, yaml, str_dup(*state, buf_str(&text)).p), "");
	buf_finish(&text);
}

static void an_unknown_thing_is_an_error(void **state)
{
	assert_str(world_problems(*state, YAML("[includes, headers]"), "file app/a.c\n"),
			"lintel.yaml:5:40+8: 'unused' does not know 'includes' | did you mean "
			"'include'?\n"
			"lintel.yaml:5:50+7: 'unused' does not know 'headers' | write include, through, "
			"public, uses, rule or exception\n");
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
		claim(what_somebody_elses_header_brings_is_found),
		claim(what_nobody_else_uses_need_not_be_public),
		claim(an_unknown_thing_is_an_error),
	};
	return claims_run("rules/unused", tests);
}
