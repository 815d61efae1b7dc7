/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/buf.h"
#include "cli/operand.h"
#include "cli/session.h"
#include "cli/show.h"
#include "facts/graph.h"
#include "facts/selector.h"
#include "formats/json_writer.h"
#include "reports/escape.h"

/* More chains than this are "over a million". */
#define CHAINS_MOST UINT64_C(1000000)

struct why_settings {
	struct run_settings run;
	uint64_t chains;
	unsigned format;
};

enum why_format {
	WHY_TEXT,
	WHY_JSON,
};

/*
 * The graph of files, and one node more: the goal, which every use that goes to
 * what was asked for leads to.  A chain ends there, never in the middle of a
 * file that merely holds the goal.
 */
struct search {
	const struct code *code;
	struct graph graph;
	uint32_t goal;
	/* Of each node, how far it is from the goal. */
	uint32_t *distances;
	/* Of each node, how many shortest chains lead from it to the goal. */
	uint64_t *counts;
	/* The nodes to begin with: those nearest to the goal. */
	uint32_t *starts;
	size_t start_count;
	/* Uses in a shortest chain; 0 if there is none. */
	uint32_t steps;
	uint64_t count;
};

static void make_graph(struct search *search, const struct selector *to, struct arena *arena)
{
	const struct code *code = search->code;
	struct graph_edge *edges =
			arena_new_array(arena, struct graph_edge, size_mul(code->use_count, 2));
	size_t count = 0;

	search->goal = (uint32_t)code->file_count;
	for (size_t i = 0; i < code->use_count; i++) {
		const struct code_use *use = &code->uses[i];
		if (selector_has_target(to, code, use)) {
			edges[count++] = (struct graph_edge){ use->file, search->goal, 1,
				(uint32_t)i };
		}
		if (use->target == TARGET_FILE && use->target_file != use->file) {
			edges[count++] = (struct graph_edge){ use->file, use->target_file, 1,
				(uint32_t)i };
		}
	}
	search->graph = graph_create(arena, search->goal + 1, edges, count);
}

/* Orders nodes by their distance, so that counts add up from the goal on. */
static uint32_t *nodes_by_distance(const struct search *search, struct arena *arena)
{
	uint32_t nodes = search->graph.node_count;
	uint32_t *first = arena_new_array(arena, uint32_t, (size_t)nodes + 2);
	uint32_t *sorted = arena_new_array(arena, uint32_t, nodes);

	for (uint32_t n = 0; n < nodes; n++) {
		uint32_t distance = search->distances[n];
		first[(distance == UINT32_MAX ? nodes : distance) + 1]++;
	}
	for (uint32_t d = 0; d < nodes; d++) {
		first[d + 1] += first[d];
	}
	for (uint32_t n = 0; n < nodes; n++) {
		uint32_t distance = search->distances[n];
		sorted[first[distance == UINT32_MAX ? nodes : distance]++] = n;
	}
	return sorted;
}

static bool is_nearer(const struct search *search, const struct graph_edge *edge)
{
	return search->distances[edge->to] != UINT32_MAX
	       && search->distances[edge->to] + 1 == search->distances[edge->from];
}

static void count_chains(struct search *search, struct arena *arena)
{
	const uint32_t *sorted = nodes_by_distance(search, arena);

	search->counts = arena_new_array(arena, uint64_t, search->graph.node_count);
	search->counts[search->goal] = 1;
	for (uint32_t i = 0; i < search->graph.node_count; i++) {
		uint32_t node = sorted[i];
		for (uint32_t e = search->graph.first_edge[node];
				e < search->graph.first_edge[node + 1]; e++) {
			const struct graph_edge *edge = &search->graph.edges[e];
			if (is_nearer(search, edge)) {
				uint64_t sum = search->counts[node] + search->counts[edge->to];
				search->counts[node] = sum < CHAINS_MOST ? sum : CHAINS_MOST;
			}
		}
	}
}

static void search_run(struct search *search, const struct selector *from,
		const struct selector *to, struct arena *arena)
{
	make_graph(search, to, arena);
	struct graph reverse = graph_reverse(arena, &search->graph);
	search->distances = arena_new_array(arena, uint32_t, search->graph.node_count);
	graph_distances(&reverse, &search->goal, 1, search->distances);
	count_chains(search, arena);

	uint32_t nearest = UINT32_MAX;
	search->starts = arena_new_array(arena, uint32_t, search->code->file_count);
	for (uint32_t n = 0; n < search->goal; n++) {
		if (search->distances[n] > nearest || !selector_has_file(from, search->code, n)) {
			continue;
		}
		if (search->distances[n] < nearest) {
			nearest = search->distances[n];
			search->start_count = 0;
			search->count = 0;
		}
		if (nearest != UINT32_MAX) {
			search->starts[search->start_count++] = n;
			search->count += search->counts[n];
		}
	}
	search->count = search->count < CHAINS_MOST ? search->count : CHAINS_MOST;
	search->steps = nearest == UINT32_MAX ? 0 : nearest;
}

/*
 * Walks the chains from one start in order, at most `most` of them.  `chain`
 * holds an edge for each step; every way down ends at the goal, so no step is
 * made in vain.
 */
typedef void chain_fn(const struct search *search, const uint32_t *chain, void *ctx);

static uint64_t walk(const struct search *search, uint32_t start, uint64_t most, uint32_t *chain,
		chain_fn *each, void *ctx)
{
	const struct graph *graph = &search->graph;
	uint64_t found = 0;
	uint32_t depth = 0;
	uint32_t node = start;

	chain[0] = graph->first_edge[start];
	while (found < most) {
		if (chain[depth] == graph->first_edge[node + 1]) {
			if (depth == 0) {
				break;
			}
			depth--;
			node = graph->edges[chain[depth]].from;
			chain[depth]++;
			continue;
		}
		const struct graph_edge *edge = &graph->edges[chain[depth]];
		if (!is_nearer(search, edge)) {
			chain[depth]++;
		} else if (edge->to == search->goal) {
			each(search, chain, ctx);
			found++;
			chain[depth]++;
		} else {
			node = edge->to;
			chain[++depth] = graph->first_edge[node];
		}
	}
	return found;
}

static void walk_all(const struct search *search, uint64_t most, struct arena *arena,
		chain_fn *each, void *ctx)
{
	uint32_t *chain = arena_new_array(arena, uint32_t, (size_t)search->steps + 1);
	for (size_t i = 0; i < search->start_count && most > 0; i++) {
		most -= walk(search, search->starts[i], most, chain, each, ctx);
	}
}

static const char *const verbs[] = {
	[USE_INCLUDE] = "includes",
	[USE_CALL] = "calls",
	[USE_TYPE] = "uses type",
	[USE_FIELD] = "uses field",
	[USE_READ] = "reads",
	[USE_WRITE] = "writes",
	[USE_ADDRESS] = "takes the address of",
	[USE_MACRO] = "uses macro",
	[USE_POINTER] = "points to",
	[USE_IMPLEMENT] = "implements",
};

struct chains_text {
	struct buf *out;
	uint64_t written;
};

static void chain_text(const struct search *search, const uint32_t *chain, void *ctx)
{
	const struct code *code = search->code;
	struct chains_text *text = ctx;
	struct buf *out = text->out;

	/* A blank line between chains. */
	if (text->written++ > 0) {
		buf_add_char(out, '\n');
	}
	for (uint32_t i = 0; i < search->steps; i++) {
		const struct graph_edge *edge = &search->graph.edges[chain[i]];
		const struct code_use *use = &code->uses[edge->label];
		struct place place = code_use_place(code, use);
		size_t begin = out->len;
		buf_add_cstr(out, "  ");
		show_place(&place, out);
		size_t width = out->len - begin;
		buf_add_repeat(out, ' ', width < 32 ? 32 - width : 2);
		buf_fmt(out, "%s ", verbs[use->kind]);
		escape_text(out, code_use_target(code, use));
		if (use->kind != USE_INCLUDE && use->target == TARGET_FILE) {
			buf_add_cstr(out, " of ");
			escape_text(out, code->files[use->target_file].path);
		}
		if (edge->weight > 1) {
			buf_fmt(out, ", the first of %u uses", edge->weight);
		}
		buf_add_char(out, '\n');
	}
}

static void write_text(const struct search *search, struct cli *cli, uint64_t most, struct buf *out)
{
	const struct str *operands = cli->operands.p;

	escape_text(out, operands[0]);
	if (search->steps == 0) {
		buf_add_cstr(out, " does not reach ");
		escape_text(out, operands[1]);
		buf_add_cstr(out, ", neither directly nor through other files\n");
		return;
	}
	buf_add_cstr(out, " reaches ");
	escape_text(out, operands[1]);
	buf_fmt(out, " in %u step%s\n", search->steps, search->steps == 1 ? "" : "s");
	struct chains_text text = { .out = out };
	walk_all(search, most, cli->arena, chain_text, &text);

	if (search->count > most) {
		uint64_t others = search->count - most;
		bool is_capped = search->count == CHAINS_MOST;
		buf_fmt(out, "%s%llu other chain%s of this length; --chains N shows more\n",
				is_capped ? "over " : "", (unsigned long long)others,
				others == 1 ? "" : "s");
	}
}

static void chain_json(const struct search *search, const uint32_t *chain, void *ctx)
{
	const struct code *code = search->code;
	struct json_writer *json = ctx;

	json_array(json);
	for (uint32_t i = 0; i < search->steps; i++) {
		const struct graph_edge *edge = &search->graph.edges[chain[i]];
		const struct code_use *use = &code->uses[edge->label];
		struct place place = code_use_place(code, use);
		json_object(json);
		json_member_str(json, "path", place.path);
		json_member_num(json, "line", place.line);
		json_member_num(json, "column", place.column);
		json_member_str(json, "kind", str_of(use_kind_words[use->kind]));
		json_member_str(json, "symbol", code_use_target(code, use));
		json_member_str(json, "owner", code_use_owner(code, use, code->arena));
		if (use->target == TARGET_FILE) {
			json_member_str(json, "to", code->files[use->target_file].path);
		}
		json_member_num(json, "uses", edge->weight);
		json_end(json);
	}
	json_end(json);
}

static void write_json(const struct search *search, struct cli *cli, uint64_t most, struct buf *out)
{
	struct json_writer json;

	json_begin(&json, out, JSON_PRETTY);
	json_object(&json);
	json_member_num(&json, "version", 1);
	json_member_str(&json, "from", cli->operands.p[0]);
	json_member_str(&json, "to", cli->operands.p[1]);
	json_member_num(&json, "steps", search->steps);
	json_member_num(&json, "count", (int64_t)search->count);
	json_key(&json, "chains");
	json_array(&json);
	if (search->steps) {
		walk_all(search, most, cli->arena, chain_json, &json);
	}
	json_end(&json);
	json_end(&json);
	json_finish(&json);
}

static enum exit_code answer(
		struct cli *cli, const struct run *run, const struct why_settings *settings)
{
	struct search search = { .code = run->code };
	const struct selector *from = operand_users(cli, run, cli->operands.p[0]);
	const struct selector *to = from ? operand_targets(cli, run, cli->operands.p[1]) : NULL;
	struct buf out;

	if (!to) {
		return EXIT_ERROR;
	}
	search_run(&search, from, to, cli->arena);
	buf_init(&out);
	if (settings->format == WHY_JSON) {
		write_json(&search, cli, settings->chains, &out);
	} else {
		write_text(&search, cli, settings->chains, &out);
	}
	output_write(&cli->out, buf_str(&out));
	buf_finish(&out);
	return EXIT_HOLDS;
}

static enum exit_code why_run(struct cli *cli, const void *target)
{
	const struct why_settings *settings = target;
	struct session session;
	enum exit_code code = EXIT_ERROR;

	if (session_open(&session, cli, &settings->run, NEEDS_INCLUDES | NEEDS_SYMBOLS)) {
		code = answer(cli, &session.run, settings);
	}
	session_finish(&session);
	return code;
}

static bool why_prepare(void *target, struct err *err)
{
	struct why_settings *settings = target;
	settings->chains = 1;
	return run_settings_prepare(target, err);
}

#define AT(member) offsetof(struct why_settings, member)

static const char *const format_words[] = { "text", "json", NULL };

/* clang-format off */
static const struct option why_options[] = {
	{ .name = "chains", .letter = 'n', .type = OPTION_COUNT, .offset = AT(chains),
	  .metavar = "N", .least = 1, .most = 10000,
	  .help = "how many of the shortest chains to show; default: 1" },
	{ .name = "format", .letter = 'f', .type = OPTION_CHOICE, .offset = AT(format),
	  .metavar = "FORMAT", .words = format_words, .help = "the form; default: text" },
};
/* clang-format on */

static const struct option_table why_table = { "The answer", why_options, COUNT_OF(why_options) };

const struct command command_why = {
	.name = "why",
	.summary = "show how one thing comes to depend on another",
	.operands = "A B",
	.about =
			(const char *const[]){
					"A and B are modules, files, folders, symbols or any selector (external:openssl, "
					"tag:domain, system). The chains go from file to file, and the shortest ones are "
					"shown, each step with its place.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel why pricing external:network",
							"how pricing comes to need the network" },
					{ "lintel why src/app/main.c net_send -n 5",
							"five ways to a function" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &why_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct why_settings),
	.prepare = why_prepare,
	.operand_kind = OPERAND_FILE,
	.least_operands = 2,
	.most_operands = 2,
	.run = why_run,
};
