/* SPDX-License-Identifier: MIT */
#include "unit/rules/world.h"

#define MODULES \
	"modules:\n" \
	"  app: { paths: [app/**] }\n" \
	"  core: { paths: [core/**] }\n" \
	"  net: { paths: [net/**] }\n" \
	"externals: { ssl: { headers: [openssl/**] } }\n"
#define FORBID(to) \
	MODULES "rules: [ { id: f, kind: forbid, from: app, to: " to ", reach: transitive } ]\n"

static struct str evidence_text(struct arena *arena, const struct finding *finding)
{
	struct buf out = { 0 };
	for (size_t i = 0; i < finding->evidence_len; i++) {
		buf_fmt(&out, STR_FMT ":%u " STR_FMT "\n", STR_ARG(finding->evidence[i].place.path),
				finding->evidence[i].place.line,
				STR_ARG(finding->evidence[i].text));
	}
	struct str text = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

static void the_shortest_chain_is_shown_with_every_step(void **state)
{
	struct arena *arena = *state;
	struct world *world = world_create(arena, FORBID("external:ssl"),
			"app/a.c include core/c.h\n"
			"app/b.c include app/a.h\n"
			"app/a.h include core/c.h\n"
			"core/c.h include core/d.h\n"
			"core/c.h type struct:d core/d.h\n"
			"core/d.h include <openssl/ssl.h> external:ssl\n"
			"core/d.h type SSL external:ssl\n"
			"core/d.h type SSL_CTX external:ssl\n");
	world_check(world);
	assert_int_equal(world->findings.list.len, 1);
	const struct finding *finding = &world->findings.list.p[0];
	assert_str(finding->message, "app reaches external:ssl through 3 files");
	assert_str(finding->place.path, "app/a.c");
	assert_str(evidence_text(arena, finding), "app/a.c:1 includes core/c.h\n"
						  "core/c.h:1 includes core/d.h\n"
						  "core/d.h:1 includes <openssl/ssl.h>\n");
	assert_str(finding->remedy,
			"the cheapest cut is step 1 of 3: app/a.c names nothing of core/c.h itself");
	assert_str(finding->also,
			"2 other chains, from other files of app; see lintel why app external:ssl");
	assert_str(finding->source, "app");
	assert_str(finding->target, "external:ssl");
}

static void a_module_graph_invents_no_chain(void **state)
{
	/* app uses core and core uses net, but not the same files of core. */
	assert_str(world_findings(*state, FORBID("net"),
				   "app/a.c include core/c.h\n"
				   "core/d.c include net/n.h\n"),
			"");
}

static void chains_go_through_unassigned_and_unjudged_files(void **state)
{
	assert_str(world_findings(*state, FORBID("net"),
				   "app/a.c include gen/g.h\n"
				   "gen/g.h include vendor/v.h\n"
				   "vendor/v.h include net/n.h\n"
				   "ignored vendor/v.h\n"),
			"app/a.c:1 error[f]: app reaches net through 3 files\n"
			"gen/g.h:1 warning[lintel/unassigned]: gen/g.h is in no module\n");
}

static void a_direct_use_is_a_chain_of_one(void **state)
{
	assert_str(world_findings(*state, FORBID("net"), "app/a.c call net_send net/n.c\n"),
			"app/a.c:1 error[f]: app reaches net\n");
}

static void only_uses_that_count_make_steps(void **state)
{
	assert_str(world_findings(*state,
				   MODULES "rules: [ { id: f, kind: forbid, from: app, to: net, "
					   "reach: transitive, by: [include] } ]\n",
				   "app/a.c call core_x core/c.c\n"
				   "core/c.c include net/n.h\n"),
			"");
	assert_str(world_findings(*state,
				   MODULES "rules: [ { id: f, kind: forbid, from: app, to: net, "
					   "reach: transitive, except: 'path:core/c.c' } ]\n",
				   "app/a.c call core_x core/c.c\n"
				   "core/c.c include net/n.h\n"),
			"");
}

static void each_pair_of_independent_modules_is_one_finding(void **state)
{
	assert_str(world_findings(*state,
				   MODULES "rules: [ { id: i, kind: independent, of: [app, net], "
					   "reach: transitive } ]\n",
				   "app/a.c include core/c.h\n"
				   "app/b.c include core/c.h\n"
				   "core/c.h include net/n.h\n"
				   "net/n.h include app/x.h\n"),
			"app/a.c:1 error[i]: app reaches net through 2 files\n"
			"net/n.h:1 error[i]: net reaches app\n");
}

static void a_long_chain_is_cut_short_in_the_middle(void **state)
{
	struct arena *arena = *state;
	struct buf facts = { 0 };
	buf_add_cstr(&facts, "app/a.c include core/c0.h\n");
	for (int i = 0; i < 1000; i++) {
		buf_fmt(&facts, "core/c%d.h include core/c%d.h\n", i, i + 1);
	}
	buf_add_cstr(&facts, "core/c1000.h include net/n.h\n");
	struct world *world = world_create(arena, FORBID("net"), str_dup(arena, buf_str(&facts)).p);
	buf_finish(&facts);
	world_check(world);
	const struct finding *finding = &world->findings.list.p[0];
	assert_str(finding->message, "app reaches net through 1002 files");
	assert_int_equal(finding->evidence_len, 41);
	assert_str(finding->evidence[39].text, "and so on for 962 steps");
	assert_str(finding->evidence[40].text, "includes net/n.h");
}

static void of_very_many_pairs_the_first_ones_are_reported(void **state)
{
	struct arena *arena = *state;
	struct buf facts = { 0 };
	/* 120 modules in a ring: each reaches all others. */
	for (int i = 0; i < 120; i++) {
		buf_fmt(&facts, "m%d/a.h include m%d/a.h\n", i, (i + 1) % 120);
	}
	struct world *world = world_create(arena,
			"modules: { 'm{name}': { paths: ['m{name}/**'] } }\n"
			"rules: [ { id: i, kind: independent, of: '*', reach: transitive } ]\n",
			str_dup(arena, buf_str(&facts)).p);
	buf_finish(&facts);
	world_check(world);
	assert_int_equal(world->findings.list.len, 10001);
	struct finding *last = &world->findings.list.p[0];
	assert_str(last->message, "4280 more pairs reach each other");
}

/* The oracle: distances between all files by Floyd and Warshall, and the nearest pair. */
static void random_graphs_agree_with_the_oracle(void **state)
{
	struct arena *arena = *state;

	enum {
		FILES = 12,
		FAR = 1000
	};

	uint64_t seed = 5;
	for (int round = 0; round < 60; round++) {
		unsigned distance[FILES][FILES];
		struct buf facts = { 0 };
		for (int a = 0; a < FILES; a++) {
			for (int b = 0; b < FILES; b++) {
				seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407U;
				bool is_edge = a != b && (seed >> 40) % 7 == 0;
				distance[a][b] = is_edge ? 1 : FAR;
				if (is_edge) {
					/* Files are of app, core and net in turn. */
					static const char *const folders[] = { "app", "core",
						"net" };
					buf_fmt(&facts, "%s/f%d.h include %s/f%d.h\n",
							folders[a % 3], a, folders[b % 3], b);
				}
			}
		}
		for (int k = 0; k < FILES; k++) {
			for (int a = 0; a < FILES; a++) {
				for (int b = 0; b < FILES; b++) {
					unsigned way = distance[a][k] + distance[k][b];
					distance[a][b] =
							way < distance[a][b] ? way : distance[a][b];
				}
			}
		}
		unsigned nearest = FAR;
		unsigned starts = 0;
		for (int a = 0; a < FILES; a += 3) {
			unsigned best = FAR;
			for (int b = 2; b < FILES; b += 3) {
				best = distance[a][b] < best ? distance[a][b] : best;
			}
			nearest = best < nearest ? best : nearest;
			starts += best < FAR;
		}
		buf_add_cstr(&facts, "file app/z.c\nfile core/z.c\nfile net/z.c\n");
		struct world *world = world_create(
				arena, FORBID("net"), str_dup(arena, buf_str(&facts)).p);
		buf_finish(&facts);
		world_check(world);
		assert_int_equal(world->findings.list.len, nearest < FAR ? 1 : 0);
		if (nearest < FAR) {
			const struct finding *finding = &world->findings.list.p[0];
			assert_int_equal(finding->evidence_len, nearest);
			assert_int_equal(finding->also.len > 0, starts > 1);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(the_shortest_chain_is_shown_with_every_step),
		claim(a_module_graph_invents_no_chain),
		claim(chains_go_through_unassigned_and_unjudged_files),
		claim(a_direct_use_is_a_chain_of_one),
		claim(only_uses_that_count_make_steps),
		claim(each_pair_of_independent_modules_is_one_finding),
		claim(a_long_chain_is_cut_short_in_the_middle),
		claim(of_very_many_pairs_the_first_ones_are_reported),
		claim(random_graphs_agree_with_the_oracle),
	};
	return claims_run("rules/chain", tests);
}
