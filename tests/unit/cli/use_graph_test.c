/* SPDX-License-Identifier: MIT */
#include "cli/use_graph.h"

#include "base/buf.h"
#include "findings/finding.h"

#include "unit/unit.h"

/* a/x.c calls b/y.c twice and an external; c/z.c, in no module, includes a/x.c. */
static void code_make(struct code *code, struct arena *arena)
{
	static struct code_module modules[] = { { .name = STR_INIT("a") },
		{ .name = STR_INIT("b") } };
	static struct code_external externals[] = { { .name = STR_INIT("ssl") } };
	static struct code_file files[] = {
		{ .path = STR_INIT("a/x.c"), .module = 0, .flags = FILE_JUDGED, .use_count = 3 },
		{ .path = STR_INIT("b/y.c"), .module = 1, .flags = FILE_JUDGED, .first_use = 3 },
		{ .path = STR_INIT("c/z.c"),
				.module = NONE,
				.flags = FILE_JUDGED,
				.first_use = 3,
				.use_count = 1 },
	};
	static struct code_use uses[] = {
		{ .kind = USE_CALL,
				.file = 0,
				.line = 1,
				.column = 1,
				.target = TARGET_FILE,
				.target_file = 1 },
		{ .kind = USE_CALL,
				.file = 0,
				.line = 2,
				.column = 1,
				.target = TARGET_FILE,
				.target_file = 1 },
		{ .kind = USE_CALL, .file = 0, .line = 3, .column = 1, .target = TARGET_EXTERNAL },
		{ .kind = USE_INCLUDE, .file = 2, .line = 1, .column = 1, .target = TARGET_FILE },
	};
	*code = (struct code){ .arena = arena,
		.files = files,
		.file_count = 3,
		.modules = modules,
		.module_count = 2,
		.externals = externals,
		.external_count = 1,
		.uses = uses,
		.use_count = 4 };
}

/* "from>to*uses!violations …" */
static struct str edges(struct arena *arena, const struct use_graph *graph)
{
	struct buf text;

	buf_init(&text);
	for (size_t i = 0; i < graph->graph.edge_count; i++) {
		const struct graph_edge *edge = &graph->graph.edges[i];
		buf_fmt(&text, "%s" STR_FMT ">" STR_FMT "*%u!%u", i ? " " : "",
				STR_ARG(graph->nodes[edge->from].name),
				STR_ARG(graph->nodes[edge->to].name), edge->weight,
				graph->violations[i]);
	}
	struct str result = str_dup(arena, buf_str(&text));
	buf_finish(&text);
	return result;
}

static void uses_of_a_pair_add_up(void **state)
{
	struct code code;
	code_make(&code, *state);
	struct use_graph modules = use_graph_create(*state, &code, LEVEL_MODULE, false);
	assert_str(edges(*state, &modules), "a>b*2!0 (in no module)>a*1!0");
	struct use_graph files = use_graph_create(*state, &code, LEVEL_FILE, true);
	assert_str(edges(*state, &files), "a/x.c>b/y.c*2!0 a/x.c>external:ssl*1!0 c/z.c>a/x.c*1!0");
	struct use_graph folders = use_graph_create(*state, &code, LEVEL_FOLDER, false);
	assert_str(edges(*state, &folders), "a>b*2!0 c>a*1!0");
}

static void a_finding_is_counted_at_its_use(void **state)
{
	struct code code;
	struct findings findings;
	struct evidence step = { .place = { STR("c/z.c"), 1, 1, 0 } };

	code_make(&code, *state);
	findings_init(&findings, *state);
	(void)finding_add(&findings, STR("r"), SEVERITY_ERROR, STR("call"), STR("a/x.c"), STR("f"),
			(struct place){ STR("a/x.c"), 2, 1, 0 });
	(void)finding_add(&findings, STR("r"), SEVERITY_INFO, STR("call"), STR("a/x.c"), STR("f"),
			(struct place){ STR("a/x.c"), 2, 1, 0 });
	struct finding *chain = finding_add(&findings, STR("r"), SEVERITY_ERROR, STR("cycle"),
			STR("c"), STR("a"), (struct place){ STR("lintel.yaml"), 2, 1, 0 });
	chain->evidence = &step;
	chain->evidence_len = 1;

	struct use_graph graph = use_graph_create(*state, &code, LEVEL_MODULE, false);
	use_graph_blame(&graph, &code, &findings);
	assert_str(edges(*state, &graph), "a>b*2!1 (in no module)>a*1!1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(uses_of_a_pair_add_up),
		claim(a_finding_is_counted_at_its_use),
	};
	return claims_run("cli/use_graph", tests);
}
