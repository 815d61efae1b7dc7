/* SPDX-License-Identifier: MIT */
#include "unit/rules/world.h"

#define MODULES \
	"modules:\n" \
	"  app: { paths: [app/**] }\n" \
	"  core: { paths: [core/**], public: [core/api.h] }\n" \
	"  net: { paths: [net/**], public: [net/api.h] }\n" \
	"unassigned: none\n"
#define RULE(text) MODULES "rules: [ { id: p, kind: public-only" text " } ]\n"

static void what_is_private_is_found(void **state)
{
	assert_str(world_findings(*state, RULE(),
				   "app/a.c include net/api.h\n"
				   "app/a.c include net/conn.h\n"
				   "app/a.c call net_send net/n.c public\n"
				   "app/a.c call net_poll net/n.c\n"
				   "net/n.c call net_poll net/m.c\n"
				   "tool/t.c call net_poll net/n.c\n"
				   "core/c.c call app_run app/a.c\n"),
			"app/a.c:2 error[p]: app includes net/conn.h, a private header of net\n"
			"app/a.c:4 error[p]: app calls net, and net_poll is private there\n"
			"tool/t.c:1 error[p]: tool/t.c calls net, and net_poll is private there\n");
}

static void a_tag_completed_privately_is_public_but_its_members_are_not(void **state)
{
	assert_str(world_findings(*state, RULE(),
				   "app/a.c type struct:conn net/conn.h public\n"
				   "app/a.c field struct:conn.fd net/conn.h\n"),
			"app/a.c:2 error[p]: app uses a struct member of net, and struct conn.fd is "
			"private there\n");
}

static void what_the_owners_public_macro_brings_is_its_own_business(void **state)
{
	assert_str(world_findings(*state, RULE(),
				   "define net/api.h NET_SEND macro\n"
				   "define net/conn.h NET_RAW macro\n"
				   "app/a.c call net_send_raw net/n.c via:NET_SEND\n"
				   "app/a.c call net_poll net/n.c via:NET_RAW\n"),
			"app/a.c:2 error[p]: app calls net, and net_poll is private there\n");
}

static void public_headers_include_no_private_one(void **state)
{
	assert_str(world_findings(*state, RULE(),
				   "net/api.h include net/conn.h\n"
				   "net/api.h include core/list.h\n"
				   "net/api.h include core/api.h\n"
				   "net/conn.h include net/list.h\n"),
			"net/api.h:1 error[p]: public header of net includes net/conn.h, a private "
			"one\n"
			"net/api.h:2 error[p]: net includes core/list.h, a private header of core\n");
}

static void some_modules_alone_can_be_guarded(void **state)
{
	assert_str(world_findings(*state, RULE(", of: core"),
				   "app/a.c include net/conn.h\n"
				   "app/a.c include core/list.h\n"),
			"app/a.c:2 error[p]: app includes core/list.h, a private header of core\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(what_is_private_is_found),
		claim(a_tag_completed_privately_is_public_but_its_members_are_not),
		claim(what_the_owners_public_macro_brings_is_its_own_business),
		claim(public_headers_include_no_private_one),
		claim(some_modules_alone_can_be_guarded),
	};
	return claims_run("rules/public_only", tests);
}
