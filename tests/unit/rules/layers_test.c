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

/* An oracle that knows nothing of layers but the positions it made up itself. */
static void random_graphs_agree_with_the_oracle(void **state)
{
	struct arena *arena = *state;
	uint64_t seed = 11;
	for (int round = 0; round < 60; round++) {
		struct buf yaml = { 0 };
		struct buf facts = { 0 };
		struct buf expected = { 0 };

		enum {
			COUNT = 8,
			LAYERS = 4
		};

		unsigned layer_of[COUNT];
		unsigned sizes[LAYERS + 1] = { 0 };
		buf_add_cstr(&yaml, "modules:\n");
		for (unsigned m = 0; m < COUNT; m++) {
			seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407U;
			/* The last layer is none; the first two hold a module each, at least. */
			layer_of[m] = m < LAYERS ? m : (unsigned)(seed >> 40) % (LAYERS + 1);
			sizes[layer_of[m]]++;
			buf_fmt(&yaml, "  m%u: { paths: [m%u/**] }\n", m, m);
		}
		bool is_strict = round % 2;
		bool is_free = round % 3 == 0;
		buf_fmt(&yaml, "rules:\n  - { id: l, kind: layers, mode: %s, siblings: %s, order: [",
				is_strict ? "strict" : "relaxed", is_free ? "free" : "independent");
		for (unsigned layer = 0; layer < LAYERS; layer++) {
			buf_add_cstr(&yaml, layer > 0 ? ", [" : "[");
			for (unsigned m = 0, n = 0; m < COUNT; m++) {
				if (layer_of[m] == layer) {
					buf_fmt(&yaml, "%sm%u", n++ > 0 ? ", " : "", m);
				}
			}
			buf_add_char(&yaml, ']');
		}
		buf_add_cstr(&yaml, "] }\n");
		for (unsigned from = 0; from < COUNT; from++) {
			unsigned line = 0;
			for (unsigned to = 0; to < COUNT; to++) {
				seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407U;
				if ((seed >> 40) % 3 != 0) {
					continue;
				}
				buf_fmt(&facts, "m%u/a.c call f%u m%u/b.c\n", from, to, to);
				line++;
				unsigned a = layer_of[from];
				unsigned b = layer_of[to];
				bool is_judged = a < LAYERS && b < LAYERS && from != to;
				if (is_judged
						&& (b < a || (a == b && !is_free)
								|| (is_strict && b > a + 1))) {
					buf_fmt(&expected, "m%u/a.c:%u\n", from, line);
				}
			}
		}
		struct world *world = world_create(arena, str_dup(arena, buf_str(&yaml)).p,
				str_dup(arena, buf_str(&facts)).p);
		world_check(world);
		struct buf found = { 0 };
		vec_each (const struct finding, finding, &world->findings.list) {
			buf_fmt(&found, STR_FMT ":%u\n", STR_ARG(finding->place.path),
					finding->place.line);
		}
		assert_str(buf_str(&found), str_dup(arena, buf_str(&expected)).p);
		buf_finish(&yaml);
		buf_finish(&facts);
		buf_finish(&expected);
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
