/* SPDX-License-Identifier: MIT */
#include "unit/rules/world.h"

#define MODULES \
	"modules:\n" \
	"  app: { paths: [app/**] }\n" \
	"  net: { paths: [net/**], tags: [middle] }\n" \
	"  disk: { paths: [disk/**], tags: [middle] }\n" \
	"  core: { paths: [core/**] }\n" \
	"  tool: { paths: [tool/**] }\n"
#define FACTS \
	"app/a.c call net_send net/n.c\n" \
	"app/a.c call core_init core/c.c\n" \
	"net/n.c include core/c.h\n" \
	"net/n.c call app_notify app/a.c\n" \
	"net/n.c type struct:block disk/d.h\n" \
	"core/c.c write app_state app/a.c\n" \
	"core/c.c call core_help core/d.c\n" \
	"tool/t.c call app_run app/a.c\n" \
	"core/c.c call tool_log tool/t.c\n" \
	"core/c.c call puts system\n"

static void nothing_uses_what_stands_above(void **state)
{
	assert_str(world_findings(*state,
				   MODULES
				   "rules:\n"
				   "  - { id: l, kind: layers, order: [app, [net, disk], core] }\n",
				   FACTS),
			"core/c.c:1 error[l]: core writes a variable of app, which is 2 layers above\n"
			"net/n.c:2 error[l]: net calls app, which is a layer above\n"
			"net/n.c:3 error[l]: net uses a type of disk, which is in the same layer\n");
}

static void strict_allows_the_next_layer_only(void **state)
{
	assert_str(world_findings(*state,
				   MODULES
				   "rules:\n"
				   "  - { id: l, kind: layers, order: [app, tag:middle, core], "
				   "mode: strict, siblings: free, by: [call] }\n",
				   FACTS),
			"app/a.c:2 error[l]: app calls core, which is 2 layers below\n"
			"net/n.c:2 error[l]: net calls app, which is a layer above\n");
}

static void exhaustive_wants_every_module_in_a_layer(void **state)
{
	assert_str(world_findings(*state,
				   MODULES
				   "rules:\n"
				   "  - { id: l, kind: layers, order: [app, core], exhaustive: true, "
				   "by: [field] }\n",
				   FACTS),
			"lintel.yaml:9 error[l]: module disk is in no layer\n"
			"lintel.yaml:9 error[l]: module net is in no layer\n"
			"lintel.yaml:9 error[l]: module tool is in no layer\n");
}

static void a_module_stands_in_one_layer(void **state)
{
	assert_str(world_problems(*state,
				   MODULES
				   "rules:\n"
				   "  - { id: l, kind: layers, order: [app, tag:middle, net] }\n",
				   FACTS),
			"lintel.yaml:9:53+3: module 'net' is in two layers, 2 and 3 | "
			"name it in one layer only, or take it out with not:\n");
}

static void an_order_is_a_list_of_names(void **state)
{
	assert_str(world_problems(*state,
				   MODULES "rules:\n"
					   "  - { id: l, kind: layers, order: app }\n"
					   "  - { id: m, kind: layers, order: [app, path:net] }\n"
					   "  - { id: n, kind: layers }\n",
				   FACTS),
			"lintel.yaml:9:35+3: 'order' of rule 'l' is no list of two layers or more | "
			"layers need an order, top first, for example: order: [app, [net, disk], "
			"core]\n"
			"lintel.yaml:10:41+8: 'path:net' cannot stand here | "
			"name modules: by name, pattern or tag:\n"
			"lintel.yaml:11:5+0: rule 'n' has no 'order' | the layers, top first; each a "
			"module, a pattern, a tag, or a list of them that stand side by side; for "
			"example: order: [app, [net, disk], core]\n");
}

#define MODULE_COUNT 8
#define LAYER_COUNT 4

/* A random case: an order of layers, and calls between modules. */
struct layers_case {
	/* LAYER_COUNT = in none; the first modules make sure that no layer is empty. */
	unsigned layer_of[MODULE_COUNT];
	bool is_strict;
	bool is_free;
	uint64_t seed;
	struct buf yaml;
	struct buf facts;
	/* What the oracle says: it knows nothing but the numbers above. */
	struct buf expected;
};

static unsigned next_random(struct layers_case *c, unsigned below)
{
	c->seed = c->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (unsigned)(c->seed >> 40) % below;
}

static void case_order(struct layers_case *c)
{
	buf_add_cstr(&c->yaml, "modules:\n");
	for (unsigned m = 0; m < MODULE_COUNT; m++) {
		c->layer_of[m] = m < LAYER_COUNT ? m : next_random(c, LAYER_COUNT + 1);
		buf_fmt(&c->yaml, "  m%u: { paths: [m%u/**] }\n", m, m);
	}
	buf_fmt(&c->yaml, "rules:\n  - { id: l, kind: layers, mode: %s, siblings: %s, order: [",
			c->is_strict ? "strict" : "relaxed", c->is_free ? "free" : "independent");
	for (unsigned layer = 0; layer < LAYER_COUNT; layer++) {
		buf_fmt(&c->yaml, "%s[m%u", layer > 0 ? ", " : "", layer);
		for (unsigned m = LAYER_COUNT; m < MODULE_COUNT; m++) {
			if (c->layer_of[m] == layer) {
				buf_fmt(&c->yaml, ", m%u", m);
			}
		}
		buf_add_char(&c->yaml, ']');
	}
	buf_add_cstr(&c->yaml, "] }\n");
}

static bool case_forbids(const struct layers_case *c, unsigned from, unsigned to)
{
	unsigned a = c->layer_of[from];
	unsigned b = c->layer_of[to];
	if (from == to || a == LAYER_COUNT || b == LAYER_COUNT) {
		return false;
	}
	return b < a || (a == b && !c->is_free) || (c->is_strict && b > a + 1);
}

static void case_calls(struct layers_case *c)
{
	for (unsigned from = 0; from < MODULE_COUNT; from++) {
		unsigned line = 0;
		for (unsigned to = 0; to < MODULE_COUNT; to++) {
			if (next_random(c, 3) != 0) {
				continue;
			}
			line++;
			buf_fmt(&c->facts, "m%u/a.c call f%u m%u/b.c\n", from, to, to);
			if (case_forbids(c, from, to)) {
				buf_fmt(&c->expected, "m%u/a.c:%u\n", from, line);
			}
		}
	}
}

static void random_graphs_agree_with_the_oracle(void **state)
{
	struct arena *arena = *state;
	for (unsigned round = 0; round < 60; round++) {
		struct layers_case c = {
			.is_strict = round % 2, .is_free = round % 3 == 0, .seed = round
		};
		case_order(&c);
		case_calls(&c);
		struct world *world = world_create(arena, str_dup(arena, buf_str(&c.yaml)).p,
				str_dup(arena, buf_str(&c.facts)).p);
		world_check(world);
		struct buf found = { 0 };
		vec_each (const struct finding, finding, &world->findings.list) {
			buf_fmt(&found, STR_FMT ":%u\n", STR_ARG(finding->place.path),
					finding->place.line);
		}
		assert_str(buf_str(&found), str_dup(arena, buf_str(&c.expected)).p);
		buf_finish(&c.yaml);
		buf_finish(&c.facts);
		buf_finish(&c.expected);
		buf_finish(&found);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(nothing_uses_what_stands_above),
		claim(strict_allows_the_next_layer_only),
		claim(exhaustive_wants_every_module_in_a_layer),
		claim(a_module_stands_in_one_layer),
		claim(an_order_is_a_list_of_names),
		claim(random_graphs_agree_with_the_oracle),
	};
	return claims_run("rules/layers", tests);
}
