/* SPDX-License-Identifier: MIT */
#include "unit/rules/world.h"

#define MODULES \
	"modules:\n" \
	"  core: { paths: [core/**] }\n" \
	"  'drv/{name}': { paths: ['drv/{name}/**'] }\n"
#define FACTS \
	"drv/pci/p.c call core_x core/c.c\n" \
	"drv/pci/p.c call pci_y drv/pci/q.c\n" \
	"drv/usb/u.c call pci_y drv/pci/q.c\n" \
	"core/c.c call pci_y drv/pci/q.c\n"

static void none_uses_another(void **state)
{
	assert_str(world_findings(*state,
				   MODULES "rules: [ { id: i, kind: independent, of: 'drv/*' } ]\n",
				   FACTS),
			"drv/usb/u.c:1 error[i]: drv/usb calls drv/pci, and the two are to be "
			"independent\n");
}

static void others_may_use_them(void **state)
{
	assert_str(world_findings(*state,
				   MODULES "rules: [ { id: i, kind: independent, "
					   "of: ['drv/*', not:drv/pci] } ]\n",
				   FACTS),
			"");
}

static void one_module_alone_is_a_warning(void **state)
{
	assert_str(world_problems(*state,
				   MODULES "rules: [ { id: i, kind: independent, of: core } ]\n",
				   FACTS),
			"lintel.yaml:5:42+4: warning: rule 'i' has one module only, and judges nothing "
			"| name two modules or more\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(none_uses_another),
		claim(others_may_use_them),
		claim(one_module_alone_is_a_warning),
	};
	return claims_run("rules/independent", tests);
}
