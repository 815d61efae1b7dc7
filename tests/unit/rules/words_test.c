/* SPDX-License-Identifier: MIT */
#include "rules/words.h"

#include "unit/rules/world.h"

#define YAML \
	"modules: { app: { paths: [app/**] }, net: { paths: [net/**] } }\n" \
	"externals: { ssl: { headers: [ssl.h] } }\n"

/* The only use of these facts, in each of its three forms. */
static void says(struct arena *arena, const char *facts, const char *sentence, const char *label,
		const char *step)
{
	struct world *world = world_create(arena, YAML, facts);
	assert_str(use_sentence(arena, &world->code, &world->code.uses[0]), sentence);
	assert_str(use_label(arena, &world->code, &world->code.uses[0]), label);
	assert_str(use_step(arena, &world->code, &world->code.uses[0]), step);
}

static void every_kind_of_use_has_its_words(void **state)
{
	struct arena *arena = *state;
	says(arena, "app/a.c include net/n.h\n", "app includes net", "an include of net/n.h",
			"includes net/n.h");
	says(arena, "app/a.c call net_x net/n.c\n", "app calls net",
			"a call; net_x is defined at net/n.c:1", "calls net_x of net/n.c");
	says(arena, "app/a.c type struct:conn net/n.h\n", "app uses a type of net",
			"a type; struct conn is defined at net/n.h:1",
			"uses struct conn of net/n.h");
	says(arena, "app/a.c write net_state net/n.c\n", "app writes a variable of net",
			"a write; net_state is defined at net/n.c:1",
			"writes net_state of net/n.c");
	says(arena, "app/a.c macro NET_MAX net/n.h tested\n", "app asks for a macro of net",
			"a macro; NET_MAX is defined at net/n.h:1", "uses NET_MAX of net/n.h");
	says(arena, "app/a.c implement port_open net/port.h\n", "app implements a port of net",
			"an implementation; port_open is defined at net/port.h:1",
			"implements port_open of net/port.h");
}

static void what_is_outside_is_called_by_its_name(void **state)
{
	struct arena *arena = *state;
	says(arena, "app/a.c include <ssl.h> external:ssl\n", "app includes external:ssl",
			"an include of ssl.h, which belongs to external:ssl", "includes <ssl.h>");
	says(arena, "app/a.c call puts system\n", "app calls puts of the system",
			"a call; puts comes from outside of the tree", "calls puts of system");
	says(arena, "tool/t.c call SSL_new external:ssl\n", "tool/t.c calls external:ssl",
			"a call; SSL_new belongs to external:ssl", "calls SSL_new of external:ssl");
}

static void doubts_are_said(void **state)
{
	struct arena *arena = *state;
	says(arena, "app/a.c include net/n.h if:WIN inactive\n", "app includes net",
			"an include of net/n.h, only if WIN; no configuration compiles it",
			"includes net/n.h");
	says(arena, "app/a.c call net_x net/n.c ambiguous via:SEND\n", "app calls net",
			"a call; net_x is defined at net/n.c:1; it comes through the macro SEND; "
			"several files define it",
			"calls net_x of net/n.c");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(every_kind_of_use_has_its_words),
		claim(what_is_outside_is_called_by_its_name),
		claim(doubts_are_said),
	};
	return claims_run("rules/words", tests);
}
