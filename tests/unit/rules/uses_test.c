/* SPDX-License-Identifier: MIT */
#include "unit/rules/world.h"

#define FACTS \
	"net/n.c call core_init core/c.c\n" \
	"net/n.c call disk_read disk/d.c\n" \
	"net/n.c call app_run app/a.c\n" \
	"net/n.c include <stdio.h>\n"
#define MODULES(uses) \
	"modules:\n" \
	"  app: { paths: [app/**] }\n" \
	"  core: { paths: [core/**], uses: [] }\n" \
	"  disk: { paths: [disk/**] }\n" \
	"  net: { paths: [net/**], uses: " uses " }\n"

static void what_is_not_listed_is_found(void **state)
{
	assert_str(world_findings(*state, MODULES("[core]"),
				   FACTS "core/c.c call app_run app/a.c\n"),
			"core/c.c:1 error[lintel/uses/core]: core calls app, which 'uses' of core does "
			"not list\n"
			"net/n.c:2 error[lintel/uses/net]: net calls disk, which 'uses' of net does "
			"not list\n"
			"net/n.c:3 error[lintel/uses/net]: net calls app, which 'uses' of net does not "
			"list\n");
}

static void a_deprecated_use_is_a_finding_with_its_own_reason(void **state)
{
	struct world *world = world_create(*state,
			MODULES("[core, app, { to: disk, deprecated: true, reason: moving, "
				"adr: ADR-9 }]"),
			FACTS);
	world_check(world);
	assert_int_equal(world->findings.list.len, 1);
	const struct finding *finding = &world->findings.list.p[0];
	assert_str(finding->message, "net calls disk, a use that is being given up");
	assert_int_equal(finding->severity, SEVERITY_ERROR);
	assert_str(finding->reason, "moving");
	assert_str(finding->adr, "ADR-9");
	assert_str(finding->kind, "call");
}

static void what_is_allowed_too_is_not_deprecated(void **state)
{
	assert_str(world_findings(*state,
				   MODULES("[core, app, disk, { to: disk, deprecated: true }]"),
				   FACTS),
			"");
}

static void a_list_can_take_away(void **state)
{
	assert_str(world_findings(*state, MODULES("['*', not:disk]"), FACTS),
			"net/n.c:2 error[lintel/uses/net]: net calls disk, which 'uses' of net does "
			"not list\n");
}

static void modules_of_one_entry_do_not_use_each_other(void **state)
{
	assert_str(world_findings(*state,
				   "modules:\n"
				   "  core: { paths: [core/**] }\n"
				   "  'drv/{name}': { paths: ['drv/{name}/**'], uses: [core] }\n",
				   "drv/pci/p.c call core_x core/c.c\n"
				   "drv/pci/p.c call pci_help drv/pci/q.c\n"
				   "drv/usb/u.c call pci_help drv/pci/q.c\n"),
			"drv/usb/u.c:1 error[lintel/uses/drv/{name}]: drv/usb calls drv/pci, which "
			"'uses' of drv/usb does not list\n");
}

static void an_unknown_name_is_an_error(void **state)
{
	assert_str(world_problems(*state, MODULES("[croe, { to: dsk, deprecated: true }]"), FACTS),
			"lintel.yaml:6:34+4: unknown module 'croe' | did you mean 'core'?\n"
			"lintel.yaml:6:46+3: unknown module 'dsk' | did you mean 'disk'?\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(what_is_not_listed_is_found),
		claim(a_deprecated_use_is_a_finding_with_its_own_reason),
		claim(what_is_allowed_too_is_not_deprecated),
		claim(a_list_can_take_away),
		claim(modules_of_one_entry_do_not_use_each_other),
		claim(an_unknown_name_is_an_error),
	};
	return claims_run("rules/uses", tests);
}
