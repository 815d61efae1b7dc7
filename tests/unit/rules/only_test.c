/* SPDX-License-Identifier: MIT */
#include "unit/rules/world.h"

#define MODULES \
	"modules:\n" \
	"  app: { paths: [app/**] }\n" \
	"  core: { paths: [core/**] }\n" \
	"  net: { paths: [net/**] }\n" \
	"externals: { ssl: { headers: [openssl/**] }, zlib: { headers: [zlib.h] } }\n" \
	"unassigned: none\n"
#define FACTS \
	"app/a.c call app_help app/b.c\n" \
	"app/a.c call core_init core/c.c\n" \
	"app/a.c call net_send net/n.c\n" \
	"app/a.c include <openssl/ssl.h> external:ssl\n" \
	"app/a.c include <zlib.h> external:zlib\n" \
	"app/a.c include <stdio.h>\n" \
	"app/a.c include gen/g.h\n" \
	"app/a.c include vendor/v.h\n" \
	"ignored vendor/v.h\n" \
	"net/n.c call core_init core/c.c\n"
#define RULE(text) MODULES "rules: [ { id: o, kind: only, " text " } ]\n"

static void a_module_uses_itself_and_what_is_listed(void **state)
{
	assert_str(world_findings(*state, RULE("from: [app, net], to: core"), FACTS),
			"app/a.c:3 error[o]: app calls net, which it may not use\n"
			"app/a.c:7 error[o]: app includes gen/g.h, which it may not use\n");
}

static void each_module_stands_alone(void **state)
{
	assert_str(world_findings(*state, RULE("from: [app, net], to: [], by: [call]"), FACTS),
			"app/a.c:2 error[o]: app calls core, which it may not use\n"
			"app/a.c:3 error[o]: app calls net, which it may not use\n"
			"net/n.c:1 error[o]: net calls core, which it may not use\n");
}

static void externals_are_judged_only_if_one_is_named(void **state)
{
	assert_str(world_findings(*state,
				   RULE("from: app, to: [core, net, unassigned, external:ssl]"),
				   FACTS),
			"app/a.c:5 error[o]: app includes external:zlib, which it may not use\n");
	assert_str(world_findings(*state, RULE("from: app, to: [core, net, unassigned, system]"),
				   FACTS),
			"app/a.c:4 error[o]: app includes external:ssl, which it may not use\n"
			"app/a.c:5 error[o]: app includes external:zlib, which it may not use\n");
	assert_str(world_findings(*state,
				   RULE("from: app, to: [core, net, unassigned, not:system]"),
				   FACTS),
			"app/a.c:4 error[o]: app includes external:ssl, which it may not use\n"
			"app/a.c:5 error[o]: app includes external:zlib, which it may not use\n"
			"app/a.c:6 error[o]: app includes <stdio.h>, which it may not use\n");
}

static void a_path_implies_nothing(void **state)
{
	assert_str(world_findings(*state, RULE("from: 'path:app/a.c', to: core, by: [call]"),
				   FACTS),
			"app/a.c:1 error[o]: app/a.c calls app/b.c, which it may not use\n"
			"app/a.c:3 error[o]: app calls net, which it may not use\n");
}

static void several_intersect(void **state)
{
	assert_str(world_findings(*state,
				   MODULES
				   "rules:\n"
				   "  - { id: o, kind: only, from: app, to: core, by: [call] }\n"
				   "  - { id: p, kind: only, from: app, to: net, by: [call] }\n",
				   FACTS),
			"app/a.c:2 error[p]: app calls core, which it may not use\n"
			"app/a.c:3 error[o]: app calls net, which it may not use\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_module_uses_itself_and_what_is_listed),
		claim(each_module_stands_alone),
		claim(externals_are_judged_only_if_one_is_named),
		claim(a_path_implies_nothing),
		claim(several_intersect),
	};
	return claims_run("rules/only", tests);
}
