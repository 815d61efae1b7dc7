/* SPDX-License-Identifier: MIT */
#include "unit/rules/world.h"

#define MODULES \
	"modules:\n" \
	"  app: { paths: [app/**] }\n" \
	"  net: { paths: [net/**], public: [net/api.h] }\n" \
	"externals: { ssl: { headers: [openssl/**] } }\n"

static void the_forbidden_is_found_and_nothing_else(void **state)
{
	assert_str(world_findings(*state,
				   MODULES
				   "rules: [ { id: f, kind: forbid, from: app, to: net } ]\n",
				   "app/a.c call net_send net/n.c\n"
				   "app/a.c call app_help app/b.c\n"
				   "app/a.c include net/api.h\n"
				   "net/n.c call app_help app/b.c\n"
				   "app/a.c call puts system\n"
				   "app/a.c call SSL_new external:ssl\n"),
			"app/a.c:1 error[f]: app calls net, which is forbidden\n"
			"app/a.c:3 error[f]: app includes net, which is forbidden\n");
}

static void only_some_kinds_of_use_may_be_looked_at(void **state)
{
	assert_str(world_findings(*state,
				   MODULES "rules: [ { id: f, kind: forbid, from: app, to: net, "
					   "by: [include], severity: info } ]\n",
				   "app/a.c call net_send net/n.c\n"
				   "app/a.c include net/api.h\n"),
			"app/a.c:2 info[f]: app includes net, which is forbidden\n");
}

static void the_outside_can_be_forbidden(void **state)
{
	assert_str(world_findings(*state,
				   MODULES "rules: [ { id: f, kind: forbid, from: app, "
					   "to: [system, external:ssl] } ]\n",
				   "app/a.c include <stdio.h>\n"
				   "app/a.c include <openssl/ssl.h> external:ssl\n"
				   "app/a.c call net_send net/n.c\n"),
			"app/a.c:1 error[f]: app includes <stdio.h>, which is forbidden\n"
			"app/a.c:2 error[f]: app includes external:ssl, which is forbidden\n");
}

static void a_part_of_a_module_can_be_forbidden_within_it(void **state)
{
	const char *facts = "app/a.c call app_old app/old.c\n"
			    "app/a.c call app_new app/new.c\n";
	assert_str(world_findings(*state,
				   MODULES "rules: [ { id: f, kind: forbid, from: app, "
					   "to: 'path:app/old.c' } ]\n",
				   facts),
			"app/a.c:1 error[f]: app/a.c calls app/old.c, which is forbidden\n");
	assert_str(world_findings(*state,
				   MODULES "rules: [ { id: f, kind: forbid, from: app, "
					   "to: 'symbol:*_new' } ]\n",
				   facts),
			"app/a.c:2 error[f]: app/a.c calls app/new.c, which is forbidden\n");
	assert_str(world_findings(*state,
				   MODULES
				   "rules: [ { id: f, kind: forbid, from: app, to: app } ]\n",
				   facts),
			"");
}

static void excepted_and_ignored_files_are_not_judged(void **state)
{
	assert_str(world_findings(*state,
				   MODULES "rules: [ { id: f, kind: forbid, from: app, to: net, "
					   "except: 'path:app/a.c' } ]\n",
				   "app/a.c call net_send net/n.c\n"
				   "app/b.c call net_send net/n.c\n"
				   "ignored app/b.c\n"),
			"");
}

static void a_branch_that_never_counts_does_not(void **state)
{
	assert_str(world_findings(*state,
				   MODULES
				   "rules: [ { id: f, kind: forbid, from: app, to: net } ]\n",
				   "app/a.c include net/api.h never\n"),
			"");
}

static void what_no_configuration_compiles_counts_as_it_is_asked(void **state)
{
	const char *facts = "app/a.c include net/api.h if:WIN inactive\n"
			    "app/a.c call net_send net/n.c inactive\n"
			    "app/a.c call net_close net/n.c inactive ambiguous\n";
	assert_str(world_findings(*state,
				   MODULES
				   "rules: [ { id: f, kind: forbid, from: app, to: net } ]\n",
				   facts),
			"app/a.c:1 error[f]: app includes net, which is forbidden\n"
			"app/a.c:2 warning[f]: app calls net, which is forbidden\n");
	assert_str(world_findings(*state,
				   MODULES "rules: [ { id: f, kind: forbid, from: app, to: net, "
					   "configurations: active } ]\n",
				   facts),
			"");
}

static void a_finding_carries_why_and_a_fingerprint_without_lines(void **state)
{
	struct world *world = world_create(*state,
			MODULES "rules: [ { id: f, kind: forbid, from: app, to: net, reason: r, "
				"adr: ADR-1, docs: d.md, action: ask } ]\n",
			"app/a.c call app_help app/b.c\n"
			"app/a.c call net_send net/n.c via:SEND\n");
	world_check(world);
	assert_int_equal(world->findings.list.len, 1);
	const struct finding *finding = &world->findings.list.p[0];
	assert_str(finding->reason, "r");
	assert_str(finding->adr, "ADR-1");
	assert_str(finding->docs, "d.md");
	assert_str(finding->action, "ask");
	assert_str(finding->label, "a call; net_send is defined at net/n.c:1; "
				   "it comes through the macro SEND");
	assert_true(hash_eq(
			finding->fingerprint, finding_fingerprint(STR("f"), STR("call"),
							      STR("app/a.c"), STR("net_send"))));
}

static void what_a_macro_brings_is_one_finding_for_each_kind(void **state)
{
	assert_str(world_findings(*state,
				   MODULES
				   "rules: [ { id: f, kind: forbid, from: app, to: net } ]\n",
				   "app/a.c call net_x net/n.c via:M\n"
				   "app/a.c call net_y net/n.c via:M same\n"
				   "app/a.c read net_v net/n.c via:M same\n"
				   "app/a.c call net_z net/n.c via:M\n"),
			"app/a.c:1 error[f]: app calls net, which is forbidden\n"
			"app/a.c:1 error[f]: app reads a variable of net, which is forbidden\n"
			"app/a.c:2 error[f]: app calls net, which is forbidden\n");
}

static void the_macro_itself_is_what_is_shown(void **state)
{
	struct world *world = world_create(*state,
			MODULES "rules: [ { id: f, kind: forbid, from: app, to: net } ]\n",
			"app/a.c macro INNER net/n.h via:OUTER\n"
			"app/a.c macro OUTER net/n.h same\n"
			"app/a.c macro OTHER net/n.h via:OUTER same\n");
	world_check(world);
	assert_int_equal(world->findings.list.len, 1);
	assert_str(world->findings.list.p[0].target, "OUTER");
}

static void symbols_cannot_use_anything(void **state)
{
	assert_str(world_problems(*state,
				   MODULES
				   "rules: [ { id: f, kind: forbid, from: 'symbol:x', to: nett } ]\n",
				   "file app/a.c\n"),
			"lintel.yaml:6:39+10: 'symbol:x' cannot stand here | symbol: says what is "
			"used; say who uses it by module, tag: or path:\n"
			"lintel.yaml:6:55+4: unknown module 'nett' | did you mean 'net'?\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(the_forbidden_is_found_and_nothing_else),
		claim(only_some_kinds_of_use_may_be_looked_at),
		claim(the_outside_can_be_forbidden),
		claim(a_part_of_a_module_can_be_forbidden_within_it),
		claim(excepted_and_ignored_files_are_not_judged),
		claim(a_branch_that_never_counts_does_not),
		claim(what_no_configuration_compiles_counts_as_it_is_asked),
		claim(a_finding_carries_why_and_a_fingerprint_without_lines),
		claim(what_a_macro_brings_is_one_finding_for_each_kind),
		claim(the_macro_itself_is_what_is_shown),
		claim(symbols_cannot_use_anything),
	};
	return claims_run("rules/forbid", tests);
}
