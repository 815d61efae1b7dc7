/* SPDX-License-Identifier: MIT */
#include "unit/rules/world.h"

#define MODULES \
	"modules:\n" \
	"  app: { paths: [app/**] }\n" \
	"  core: { paths: [core/**] }\n" \
	"  net: { paths: [net/**] }\n"
#define RULE(text) MODULES "rules: [ { id: c, kind: acyclic" text " } ]\n"
#define CIRCLE \
	"app/a.c call net_x net/n.c\n" \
	"app/a.c call net_y net/n.c\n" \
	"net/n.c call core_x core/c.c\n" \
	"net/n.c call core_y core/c.c\n" \
	"core/c.c call app_x app/a.c\n"

static void a_circle_of_modules_is_one_finding(void **state)
{
	struct world *world = world_create(*state, RULE(), CIRCLE);
	world_check(world);
	assert_int_equal(world->findings.list.len, 1);
	const struct finding *finding = &world->findings.list.p[0];
	assert_str(finding->message, "3 modules use each other in a circle: app, core, net");
	assert_str(finding->source, "app");
	assert_str(finding->target, "app core net");
	assert_str(finding->kind, "cycle");
	assert_int_equal(finding->evidence_len, 3);
	assert_str(finding->evidence[0].text, "app -> net (2 uses): calls net_x of net/n.c");
	assert_str(finding->evidence[2].text, "core -> app (1 use): calls app_x of app/a.c");
	assert_str(finding->remedy,
			"cut core -> app (1 use, first at core/c.c:1); then no cycle is left");
}

static void what_goes_one_way_is_no_circle(void **state)
{
	assert_str(world_findings(*state, RULE(),
				   "app/a.c call net_x net/n.c\n"
				   "net/n.c call core_x core/c.c\n"
				   "app/a.c call core_y core/c.c\n"),
			"");
}

static void only_what_is_looked_at_makes_circles(void **state)
{
	assert_str(world_findings(*state, RULE(", by: [include]"), CIRCLE), "");
	assert_str(world_findings(*state, RULE(", of: [app, net]"), CIRCLE), "");
	assert_str(world_findings(*state, RULE(", except: core"), CIRCLE), "");
}

static void two_components_are_two_findings(void **state)
{
	assert_str(world_findings(*state, RULE(", level: file"),
				   "app/a.c call app_b app/b.c\n"
				   "app/b.c call app_a app/a.c\n"
				   "net/n.c call core_x core/c.c\n"
				   "core/c.c call net_x net/n.c\n"),
			"app/a.c:1 error[c]: 2 files use each other in a circle: app/a.c, app/b.c\n"
			"core/c.c:1 error[c]: 2 files use each other in a circle: core/c.c, net/n.c\n");
}

static void cycles_inside_a_module_have_a_severity_of_their_own(void **state)
{
	const char *facts = "app/a.c call app_b app/b.c\n"
			    "app/b.c call app_a app/a.c\n";
	assert_str(world_findings(*state, RULE(), facts), "");
	assert_str(world_findings(*state, RULE(", inside: warn"), facts),
			"app/a.c:1 warning[c]: 2 files use each other in a circle: app/a.c, app/b.c\n");
	assert_str(world_findings(*state, RULE(", level: file, inside: none"), facts), "");
}

static void a_header_makes_no_circle_with_its_own_source(void **state)
{
	assert_str(world_findings(*state, RULE(", level: file"),
				   "app/a.c include app/a.h\n"
				   "app/a.h type struct:a app/a.c in:app/a.h\n"
				   "app/a.h call app_a app/a.c in:app/a.h\n"
				   "app/b.h include app/a.h\n"
				   "app/b.h type struct:a app/a.c in:app/a.h\n"
				   "app/a.c include app/b.h\n"),
			"");
}

static void a_struct_by_value_makes_one(void **state)
{
	assert_str(world_findings(*state, RULE(", level: file"),
				   "app/b.h type struct:a app/a.h in:app/a.h complete\n"
				   "app/a.h type struct:b app/b.h in:app/b.h complete\n"),
			"app/a.h:1 error[c]: 2 files use each other in a circle: app/a.h, app/b.h\n");
}

static void headers_include_each_other(void **state)
{
	assert_str(world_findings(*state, RULE(", level: header"),
				   "app/a.h include net/b.h\n"
				   "net/b.h include app/a.h\n"
				   "core/c.h type struct:d core/d.h complete\n"
				   "core/d.h type struct:c core/c.h complete\n"
				   "app/a.c include app/a.h\n"),
			"app/a.h:1 error[c]: 2 headers use each other in a circle: app/a.h, net/b.h\n");
}

static void folders_are_circles_of_their_files(void **state)
{
	assert_str(world_findings(*state, RULE(", level: folder"),
				   "app/x/a.c call f app/y/b.c\n"
				   "app/y/c.c call g app/x/d.c\n"),
			"app/x/a.c:1 error[c]: 2 folders use each other in a circle: app/x, app/y\n");
}

static void a_fingerprint_holds_all_members(void **state)
{
	struct arena *arena = *state;
	struct str targets[2];
	for (int last = 0; last < 2; last++) {
		struct buf facts = { 0 };
		for (int i = 0; i < 20; i++) {
			buf_fmt(&facts, "app/f%02d.c call g app/f%02d.c\n", i, (i + 1) % 20);
		}
		if (last) {
			buf_add_cstr(&facts, "app/f07.c call g app/z.c\n"
					     "app/z.c call g app/f07.c\n");
		}
		struct world *world = world_create(
				arena, RULE(", level: file"), str_dup(arena, buf_str(&facts)).p);
		buf_finish(&facts);
		world_check(world);
		assert_int_equal(world->findings.list.len, 1);
		targets[last] = world->findings.list.p[0].target;
	}
	assert_true(str_starts(targets[0], STR("app/f00.c app/f01.c")));
	assert_false(str_eq(targets[0], targets[1]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_circle_of_modules_is_one_finding),
		claim(what_goes_one_way_is_no_circle),
		claim(only_what_is_looked_at_makes_circles),
		claim(two_components_are_two_findings),
		claim(cycles_inside_a_module_have_a_severity_of_their_own),
		claim(a_header_makes_no_circle_with_its_own_source),
		claim(a_struct_by_value_makes_one),
		claim(headers_include_each_other),
		claim(folders_are_circles_of_their_files),
		claim(a_fingerprint_holds_all_members),
	};
	return claims_run("rules/acyclic", tests);
}
