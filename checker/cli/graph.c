/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/buf.h"
#include "cli/graph_text.h"
#include "cli/revision_session.h"
#include "cli/use_graph.h"
#include "formats/json_writer.h"
#include "reports/escape.h"

struct graph_settings {
	struct run_settings run;
	unsigned level;
	unsigned format;
	bool outside;
	struct str revision;
};

typedef void graph_write_fn(
		const struct use_graph *graph, const struct code *code, struct buf *out);

/* A node is drawn if it is code, or if something uses it. */
static uint8_t *drawn_nodes(const struct use_graph *graph, struct arena *arena)
{
	uint8_t *drawn = arena_new_array(arena, uint8_t, graph->graph.node_count);
	for (uint32_t i = 0; i < graph->graph.node_count; i++) {
		drawn[i] = graph->nodes[i].kind == NODE_OF_CODE && graph->nodes[i].files > 0;
	}
	for (size_t i = 0; i < graph->graph.edge_count; i++) {
		drawn[graph->graph.edges[i].from] = 1;
		drawn[graph->graph.edges[i].to] = 1;
	}
	return drawn;
}

static void write_dot(const struct use_graph *graph, const struct code *code, struct buf *out)
{
	const uint8_t *drawn = drawn_nodes(graph, code->arena);

	buf_add_cstr(out,
			"digraph lintel {\n\trankdir=TB;\n\tnode [shape=box, fontname=\"sans-serif\"];\n"
			"\tedge [fontname=\"sans-serif\", fontsize=10];\n");
	for (uint32_t i = 0; i < graph->graph.node_count; i++) {
		if (drawn[i]) {
			buf_fmt(out, "\tn%u [label=\"", i);
			graph_dot_text(graph->nodes[i].name, out);
			buf_fmt(out, "\"%s];\n",
					graph->nodes[i].kind == NODE_OF_CODE ? ""
									     : ", style=dashed");
		}
	}
	for (size_t i = 0; i < graph->graph.edge_count; i++) {
		const struct graph_edge *edge = &graph->graph.edges[i];
		buf_fmt(out, "\tn%u -> n%u [label=\"%u\"%s];\n", edge->from, edge->to, edge->weight,
				graph->violations[i] ? ", color=red, fontcolor=red, penwidth=2"
						     : "");
	}
	buf_add_cstr(out, "}\n");
}

static void write_mermaid(const struct use_graph *graph, const struct code *code, struct buf *out)
{
	const uint8_t *drawn = drawn_nodes(graph, code->arena);

	buf_add_cstr(out, "graph TD\n");
	for (uint32_t i = 0; i < graph->graph.node_count; i++) {
		if (drawn[i]) {
			bool is_code = graph->nodes[i].kind == NODE_OF_CODE;
			buf_fmt(out, "\tn%u%s\"", i, is_code ? "[" : "([");
			escape_mermaid(out, graph->nodes[i].name);
			buf_fmt(out, "\"%s\n", is_code ? "]" : "])");
		}
	}
	for (size_t i = 0; i < graph->graph.edge_count; i++) {
		const struct graph_edge *edge = &graph->graph.edges[i];
		buf_fmt(out, "\tn%u -->|%u| n%u\n", edge->from, edge->weight, edge->to);
	}
	for (size_t i = 0; i < graph->graph.edge_count; i++) {
		if (graph->violations[i]) {
			buf_fmt(out, "\tlinkStyle %zu stroke:#c00,stroke-width:3px\n", i);
		}
	}
}

static void json_edge(const struct use_graph *graph, const struct code *code, size_t number,
		struct json_writer *json)
{
	const struct graph_edge *edge = &graph->graph.edges[number];
	struct place first = code_use_place(code, &code->uses[edge->label]);

	json_object(json);
	json_member_str(json, "from", graph->nodes[edge->from].name);
	json_member_str(json, "to", graph->nodes[edge->to].name);
	json_member_num(json, "uses", edge->weight);
	json_key(json, "kinds");
	json_object(json);
	for (size_t kind = 0; kind < USE_KINDS; kind++) {
		uint32_t count = graph->kinds[number * USE_KINDS + kind];
		if (count) {
			json_member_num(json, use_kind_words[kind], count);
		}
	}
	json_end(json);
	json_member_num(json, "violations", graph->violations[number]);
	json_key(json, "first");
	json_object(json);
	json_member_str(json, "path", first.path);
	json_member_num(json, "line", first.line);
	json_member_num(json, "column", first.column);
	json_end(json);
	json_end(json);
}

static void write_json(const struct use_graph *graph, const struct code *code, struct buf *out)
{
	const uint8_t *drawn = drawn_nodes(graph, code->arena);
	struct json_writer json;

	json_begin(&json, out, JSON_PRETTY);
	json_object(&json);
	json_member_num(&json, "version", 1);
	json_member_str(&json, "by", str_of(use_level_words[graph->level]));
	json_key(&json, "nodes");
	json_array(&json);
	for (uint32_t i = 0; i < graph->graph.node_count; i++) {
		if (drawn[i]) {
			json_object(&json);
			json_member_str(&json, "name", graph->nodes[i].name);
			json_member_str(&json, "kind",
					str_of(use_node_words[graph->nodes[i].kind]));
			json_member_num(&json, "files", graph->nodes[i].files);
			json_end(&json);
		}
	}
	json_end(&json);
	json_key(&json, "edges");
	json_array(&json);
	for (size_t i = 0; i < graph->graph.edge_count; i++) {
		json_edge(graph, code, i, &json);
	}
	json_end(&json);
	json_end(&json);
	json_finish(&json);
}

static graph_write_fn *const writers[] = { write_dot, write_mermaid, write_json };
static const char *const format_words[] = { "dot", "mermaid", "json", NULL };

static enum exit_code graph_run(struct cli *cli, const void *target)
{
	const struct graph_settings *settings = target;
	struct revision_session session;
	const struct run *run = revision_session_open(&session, cli, &settings->run,
			settings->revision, NEEDS_INCLUDES | NEEDS_SYMBOLS | NEEDS_FINDINGS);
	enum exit_code code = EXIT_ERROR;

	if (run) {
		struct buf out;
		struct use_graph graph = use_graph_create(cli->arena, run->code,
				(enum use_level)settings->level, settings->outside);
		use_graph_blame(&graph, run->code, &run->findings);
		buf_init(&out);
		writers[settings->format](&graph, run->code, &out);
		output_write(&cli->out, buf_str(&out));
		buf_finish(&out);
		code = EXIT_HOLDS;
	}
	revision_session_finish(&session);
	return code;
}

#define AT(member) offsetof(struct graph_settings, member)

/* clang-format off */
static const struct option graph_options[] = {
	{ .name = "by", .type = OPTION_CHOICE, .offset = AT(level), .metavar = "LEVEL",
	  .words = use_level_words, .help = "what a node is; default: module" },
	{ .name = "format", .letter = 'f', .type = OPTION_CHOICE, .offset = AT(format),
	  .metavar = "FORMAT", .words = format_words, .help = "the form; default: dot" },
	{ .name = "outside", .type = OPTION_FLAG, .offset = AT(outside),
	  .help = "also externals and the system" },
	{ .name = "revision", .type = OPTION_TEXT, .offset = AT(revision), .metavar = "REV",
	  .help = REVISION_HELP },
};
/* clang-format on */

static const struct option_table graph_table = { "The graph", graph_options,
	COUNT_OF(graph_options) };

const struct command command_graph = {
	.name = "graph",
	.summary = "draw who uses whom",
	.operands = "",
	.about =
			(const char *const[]){
					"An arrow carries the number of uses; one with a violation is red. All findings "
					"count, those of the baseline too.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel graph | dot -Tsvg > modules.svg",
							"a picture of the modules" },
					{ "lintel graph --by folder --format mermaid",
							"for a page in Markdown" },
					{ "lintel graph --revision v1.0 | dot -Tsvg > v1.svg",
							"how it was, from includes" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &graph_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct graph_settings),
	.prepare = run_settings_prepare,
	.run = graph_run,
};
