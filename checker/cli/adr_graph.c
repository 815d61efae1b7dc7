/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "cli/graph_text.h"
#include "cli/session.h"
#include "engine/governing.h"
#include "formats/json_writer.h"
#include "reports/escape.h"

enum graph_format {
	GRAPH_DOT,
	GRAPH_MERMAID,
	GRAPH_JSON,
};

struct graph_settings {
	struct run_settings run;
	unsigned format;
	bool mentions;
};

static const char *const graph_format_words[] = { "dot", "mermaid", "json", NULL };

/* How a link is drawn; from the record that acts to the one that it acts upon. */
struct arrow {
	const char *word;
	const char *dot;
	const char *mermaid;
};

static const struct arrow arrows[] = {
	[LINK_SUPERSEDES] = { "supersedes", "", "-->" },
	[LINK_AMENDS] = { "amends", ", style=dashed", "-.->" },
	[LINK_RELATES] = { "relates", ", style=dotted, arrowhead=none", "---" },
	[LINK_MENTIONS] = { "mentions", ", style=dotted, color=gray", "-.->" },
};

struct edge {
	uint32_t from;
	uint32_t to;
	enum decision_link_kind kind;
	bool is_partial;
};

struct edges {
	VEC(struct edge) list;
};

static int edge_order(const void *a, const void *b)
{
	const struct edge *x = a;
	const struct edge *y = b;
	if (x->from != y->from) {
		return x->from < y->from ? -1 : 1;
	}
	if (x->to != y->to) {
		return x->to < y->to ? -1 : 1;
	}
	return (int)x->kind - (int)y->kind;
}

/* Each once, though both records may say it. */
static void edges_collect(struct edges *edges, const struct decisions *decisions, bool mentions,
		struct arena *arena)
{
	for (uint32_t i = 0; i < decisions->list.len; i++) {
		vec_each (const struct decision_link, link, &decisions->list.p[i].links) {
			struct edge edge = { i, link->record, link->kind, link->is_partial };
			if (link->kind == LINK_SUPERSEDED_BY || link->kind == LINK_AMENDED_BY) {
				edge.kind = link->kind == LINK_SUPERSEDED_BY ? LINK_SUPERSEDES
									     : LINK_AMENDS;
				edge.from = link->record;
				edge.to = i;
			}
			bool is_drawn = edge.kind == LINK_MENTIONS ? mentions
								   : edge.kind != LINK_FILE;
			if (link->record != NONE && is_drawn) {
				*vec_add(&edges->list, arena) = edge;
			}
		}
	}
	vec_sort(&edges->list, edge_order);
	size_t kept = 0;
	for (size_t i = 0; i < edges->list.len; i++) {
		if (kept == 0 || edge_order(&edges->list.p[i], &edges->list.p[kept - 1]) != 0) {
			edges->list.p[kept++] = edges->list.p[i];
		}
	}
	edges->list.len = kept;
}

static struct str name_of(const struct decision *decision)
{
	return decision->id.len ? decision->id : decision->path;
}

/* What holds is solid; what is not decided is dashed; what holds no longer is grey. */
static const char *dot_style(enum decision_status status)
{
	switch (status) {
	case STATUS_ACCEPTED:
	case STATUS_IMPLEMENTED:
		return "";
	case STATUS_REJECTED:
	case STATUS_DEPRECATED:
	case STATUS_SUPERSEDED:
	case STATUS_WITHDRAWN:
		return ", color=gray, fontcolor=gray";
	case STATUS_UNKNOWN:
	case STATUS_DRAFT:
	case STATUS_PROPOSED:
	case STATUS_OTHER:
	case STATUSES:
		break;
	}
	return ", style=dashed";
}

static const char *mermaid_class(enum decision_status status)
{
	const char *style = dot_style(status);
	return !*style ? "holds" : strstr(style, "gray") ? "gone" : "open";
}

static void write_dot(const struct decisions *decisions, const struct edges *edges, struct buf *out)
{
	buf_add_cstr(out, "digraph records {\n\trankdir=LR;\n\tnode [shape=box, "
			  "fontname=\"sans-serif\"];\n\tedge [fontname=\"sans-serif\", "
			  "fontsize=10];\n");
	for (size_t i = 0; i < decisions->list.len; i++) {
		const struct decision *decision = &decisions->list.p[i];
		buf_fmt(out, "\tr%zu [label=\"", i);
		graph_dot_text(name_of(decision), out);
		buf_add_cstr(out, "\\n");
		graph_dot_text(decision->title, out);
		buf_fmt(out, "\\n%s\"%s];\n", decision_status_words[decision->status],
				dot_style(decision->status));
	}
	vec_each (const struct edge, edge, &edges->list) {
		buf_fmt(out, "\tr%u -> r%u [label=\"%s%s\"%s];\n", edge->from, edge->to,
				arrows[edge->kind].word, edge->is_partial ? " in part" : "",
				arrows[edge->kind].dot);
	}
	buf_add_cstr(out, "}\n");
}

static void write_mermaid(
		const struct decisions *decisions, const struct edges *edges, struct buf *out)
{
	buf_add_cstr(out, "graph LR\n");
	for (size_t i = 0; i < decisions->list.len; i++) {
		const struct decision *decision = &decisions->list.p[i];
		buf_fmt(out, "\tr%zu[\"", i);
		escape_mermaid(out, name_of(decision));
		buf_add_char(out, ' ');
		escape_mermaid(out, decision->title);
		buf_fmt(out, "\"]:::%s\n", mermaid_class(decision->status));
	}
	vec_each (const struct edge, edge, &edges->list) {
		buf_fmt(out, "\tr%u %s|%s%s| r%u\n", edge->from, arrows[edge->kind].mermaid,
				arrows[edge->kind].word, edge->is_partial ? " in part" : "",
				edge->to);
	}
	buf_add_cstr(out, "\tclassDef holds stroke-width:2px\n\tclassDef open "
			  "stroke-dasharray:4\n\tclassDef gone color:#888,stroke:#888\n");
}

static void write_json(
		const struct decisions *decisions, const struct edges *edges, struct buf *out)
{
	struct json_writer json;
	json_begin(&json, out, JSON_PRETTY);
	json_object(&json);
	json_member_num(&json, "version", 1);
	json_key(&json, "nodes");
	json_array(&json);
	vec_each (const struct decision, decision, &decisions->list) {
		json_object(&json);
		json_member_str(&json, "id", decision->id);
		json_member_str(&json, "path", decision->path);
		json_member_str(&json, "title", decision->title);
		json_member_str(&json, "status", str_of(decision_status_words[decision->status]));
		json_end(&json);
	}
	json_end(&json);
	json_key(&json, "edges");
	json_array(&json);
	vec_each (const struct edge, edge, &edges->list) {
		json_object(&json);
		json_member_str(&json, "from", decisions->list.p[edge->from].path);
		json_member_str(&json, "to", decisions->list.p[edge->to].path);
		json_member_str(&json, "kind", str_of(arrows[edge->kind].word));
		json_member_bool(&json, "partial", edge->is_partial);
		json_end(&json);
	}
	json_end(&json);
	json_end(&json);
	json_finish(&json);
}

typedef void write_fn(
		const struct decisions *decisions, const struct edges *edges, struct buf *out);

static write_fn *const writers[] = {
	[GRAPH_DOT] = write_dot,
	[GRAPH_MERMAID] = write_mermaid,
	[GRAPH_JSON] = write_json,
};

static enum exit_code graph_run(struct cli *cli, const void *target)
{
	const struct graph_settings *settings = target;
	struct session session;
	enum exit_code code = EXIT_ERROR;

	if (session_records(&session, cli, &settings->run)) {
		struct buf out;
		struct edges edges = { 0 };
		const struct decisions *decisions = &session.run.governing->decisions;
		edges_collect(&edges, decisions, settings->mentions, cli->arena);
		buf_init(&out);
		writers[settings->format](decisions, &edges, &out);
		output_write(&cli->out, buf_str(&out));
		buf_finish(&out);
		code = EXIT_HOLDS;
	}
	session_finish(&session);
	return code;
}

#define AT(member) offsetof(struct graph_settings, member)

/* clang-format off */
static const struct option graph_options[] = {
	{ .name = "format", .letter = 'f', .type = OPTION_CHOICE, .offset = AT(format),
	  .metavar = "FORMAT", .words = graph_format_words, .help = "the form; default: dot" },
	{ .name = "mentions", .type = OPTION_FLAG, .offset = AT(mentions),
	  .help = "also records that a text merely names" },
};
/* clang-format on */

static const struct option_table graph_table = { "The graph", graph_options,
	COUNT_OF(graph_options) };

const struct command command_adr_graph = {
	.name = "adr graph",
	.summary = "draw which decision supersedes, amends or relates to which",
	.operands = "",
	.about =
			(const char *const[]){
					"What holds is drawn solid, what is not decided yet dashed, what holds no longer "
					"grey. An arrow goes from the record that supersedes or amends to the other.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel adr graph | dot -Tsvg > decisions.svg",
							"a picture" },
					{ "lintel adr graph --format mermaid",
							"for a page in Markdown" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &graph_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct graph_settings),
	.prepare = run_settings_prepare,
	.run = graph_run,
};
