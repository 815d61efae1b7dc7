/* SPDX-License-Identifier: MIT */
#include "unit/rules/world.h"

#define MODULES \
	"modules:\n" \
	"  app: { paths: [app/**] }\n" \
	"  net: { paths: [net/**] }\n"
#define RULE(text) MODULES "rules: [ { id: b, kind: ban, " text " } ]\n"
#define FACTS \
	"app/a.c call strcpy system\n" \
	"app/a.c include <sys/socket.h>\n" \
	"app/a.c include net/old.h\n" \
	"app/a.c macro alloca system\n" \
	"app/a.c pointer strcpy system\n" \
	"app/a.c call snprintf system\n" \
	"net/n.c call strcpy system\n"

static void functions_headers_and_macros_are_found(void **state)
{
	assert_str(world_findings(*state,
				   RULE("functions: [strcpy, '*printf'], headers: [sys/socket.h, "
					"net/old.h], macros: alloca"),
				   FACTS),
			"app/a.c:1 error[b]: app uses strcpy, which is banned\n"
			"app/a.c:2 error[b]: app uses sys/socket.h, which is banned\n"
			"app/a.c:3 error[b]: app uses net/old.h, which is banned\n"
			"app/a.c:4 error[b]: app uses alloca, which is banned\n"
			"app/a.c:5 error[b]: app uses strcpy, which is banned\n"
			"app/a.c:6 error[b]: app uses snprintf, which is banned as '*printf'\n"
			"net/n.c:1 error[b]: net uses strcpy, which is banned\n");
}

static void a_place_can_be_named_and_excepted(void **state)
{
	assert_str(world_findings(*state, RULE("functions: strcpy, in: net"), FACTS),
			"net/n.c:1 error[b]: net uses strcpy, which is banned\n");
	assert_str(world_findings(*state, RULE("functions: strcpy, except: [app, net]"), FACTS),
			"");
}

static void the_remedy_says_what_to_use_instead(void **state)
{
	struct world *world = world_create(*state,
			RULE("functions: strcpy, in: net, instead: str_copy() of base/str.h"),
			FACTS);
	world_check(world);
	assert_str(world->findings.list.p[0].remedy, "use str_copy() of base/str.h");
}

static void a_function_that_is_a_macro_is_found_once(void **state)
{
	assert_str(world_findings(*state, RULE("functions: strdup"),
				   "app/a.c macro strdup system\n"
				   "app/a.c call strdup system via:strdup\n"),
			"app/a.c:1 error[b]: app uses strdup, which is banned\n");
}

static void a_ban_of_headers_needs_no_compiler(void **state)
{
	struct world *world = world_create(*state,
			MODULES "rules:\n"
				"  - { id: h, kind: ban, headers: [sys/socket.h] }\n"
				"  - { id: f, kind: ban, functions: [strcpy] }\n",
			"app/a.c include <sys/socket.h>\n"
			"text-only\n");
	world_check(world);
	assert_true(world->rules[2].not_judged.len > 0);
	assert_int_equal(world->rules[1].needs, NEEDS_INCLUDES);
	assert_int_equal(world->rules[1].not_judged.len, 0);
	assert_int_equal(world->findings.list.len, 1);
	assert_str(world->findings.list.p[0].rule, "h");
}

static void a_ban_names_something(void **state)
{
	assert_str(world_problems(*state, RULE("functions: []"), FACTS),
			"lintel.yaml:5:10+0: rule 'b' bans nothing | name what is banned, for example: "
			"functions: [strcpy]\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(functions_headers_and_macros_are_found),
		claim(a_place_can_be_named_and_excepted),
		claim(the_remedy_says_what_to_use_instead),
		claim(a_function_that_is_a_macro_is_found_once),
		claim(a_ban_of_headers_needs_no_compiler),
		claim(a_ban_names_something),
	};
	return claims_run("rules/ban", tests);
}
