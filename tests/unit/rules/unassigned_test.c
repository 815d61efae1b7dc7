/* SPDX-License-Identifier: MIT */
#include "unit/rules/world.h"

#define MODULES \
	"modules: { app: { paths: [app/**] } }\n" \
	"externals: { zlib: { headers: [zlib.h] } }\n"
#define FACTS \
	"app/a.c include dep/zlib.h external:zlib\n" \
	"file tool/t.c\n" \
	"ignored vendor/v.c\n"

static void files_in_no_module_are_found(void **state)
{
	assert_str(world_findings(*state, MODULES, FACTS),
			"tool/t.c:1 warning[lintel/unassigned]: tool/t.c is in no module\n");
}

static void its_severity_can_be_set(void **state)
{
	assert_str(world_findings(*state, MODULES "unassigned: error\n", FACTS),
			"tool/t.c:1 error[lintel/unassigned]: tool/t.c is in no module\n");
	assert_str(world_findings(*state, MODULES "unassigned: none\n", FACTS), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(files_in_no_module_are_found),
		claim(its_severity_can_be_set),
	};
	return claims_run("rules/unassigned", tests);
}
