/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/buf.h"
#include "cli/csv.h"
#include "cli/revision_session.h"
#include "cli/show.h"
#include "cli/use_graph.h"
#include "formats/json_writer.h"
#include "reports/escape.h"

struct matrix_settings {
	struct run_settings run;
	unsigned level;
	unsigned format;
	struct str revision;
};

/* A dependency structure matrix: a row uses a column. */
struct matrix {
	const struct use_graph *uses;
	/* Nodes by rank: users first, so what lies below the diagonal is a cycle. */
	uint32_t *order;
	uint32_t count;
	uint32_t *rank;
	/* For each rank its component. */
	struct components components;
};

typedef void matrix_write_fn(
		const struct matrix *matrix, bool has_color, struct arena *arena, struct buf *out);

static struct matrix matrix_create(struct arena *arena, const struct use_graph *uses)
{
	struct matrix matrix = {
		.uses = uses,
		.order = arena_new_array(arena, uint32_t, uses->graph.node_count),
		.rank = arena_new_array(arena, uint32_t, uses->graph.node_count),
		.components = graph_components(arena, &uses->graph),
	};

	/* Edges go from higher to lower components; members stand together. */
	for (uint32_t c = matrix.components.count; c-- > 0;) {
		for (uint32_t i = matrix.components.first[c]; i < matrix.components.first[c + 1];
				i++) {
			uint32_t node = matrix.components.members[i];
			const struct use_node *facts = &uses->nodes[node];
			bool has_uses = uses->graph.first_edge[node]
					< uses->graph.first_edge[node + 1];
			matrix.rank[node] = NONE;
			if ((facts->kind == NODE_OF_CODE && facts->files > 0) || has_uses) {
				matrix.rank[node] = matrix.count;
				matrix.order[matrix.count++] = node;
			}
		}
	}
	return matrix;
}

/* Fills `row`, one number a rank, with the uses of the node at `rank`. */
static void row_fill(const struct matrix *matrix, uint32_t rank, uint32_t *row)
{
	const struct graph *graph = &matrix->uses->graph;
	uint32_t node = matrix->order[rank];

	memset(row, 0, matrix->count * sizeof(*row));
	for (uint32_t i = graph->first_edge[node]; i < graph->first_edge[node + 1]; i++) {
		uint32_t to = matrix->rank[graph->edges[i].to];
		if (to != NONE) {
			row[to] = graph->edges[i].weight;
		}
	}
}

static struct str name_of(const struct matrix *matrix, uint32_t rank)
{
	return matrix->uses->nodes[matrix->order[rank]].name;
}

static int digits(uint32_t number)
{
	int count = 1;
	for (; number >= 10; number /= 10) {
		count++;
	}
	return count;
}

static bool share_component(const struct matrix *matrix, uint32_t a, uint32_t b)
{
	return matrix->components.of_node[matrix->order[a]]
	       == matrix->components.of_node[matrix->order[b]];
}

static void write_cell(const struct matrix *matrix, uint32_t from, uint32_t to, uint32_t uses,
		int width, bool has_color, struct buf *out)
{
	bool is_cycle = from != to && uses && share_component(matrix, from, to);

	buf_add_char(out, ' ');
	if (is_cycle && has_color) {
		buf_add_cstr(out, "\033[31m");
	}
	if (from == to) {
		buf_fmt(out, "%*s", width, "-");
	} else if (uses) {
		buf_fmt(out, "%*u", width, uses);
	} else {
		buf_fmt(out, "%*s", width, ".");
	}
	if (is_cycle && has_color) {
		buf_add_cstr(out, "\033[0m");
	}
}

static void write_cycles(const struct matrix *matrix, struct buf *out)
{
	for (uint32_t i = 0; i < matrix->count; i++) {
		bool is_first = i == 0 || !share_component(matrix, i - 1, i);
		if (!is_first || i + 1 == matrix->count || !share_component(matrix, i, i + 1)) {
			continue;
		}
		buf_add_cstr(out, "cycle:");
		for (uint32_t k = i; k < matrix->count && share_component(matrix, i, k); k++) {
			buf_add_cstr(out, k == i ? " " : ", ");
			escape_text(out, name_of(matrix, k));
		}
		buf_add_char(out, '\n');
	}
}

static void write_text(
		const struct matrix *matrix, bool has_color, struct arena *arena, struct buf *out)
{
	uint32_t *row = arena_new_array(arena, uint32_t, matrix->count);
	size_t names = 0;
	int width = digits(matrix->count);

	for (uint32_t i = 0; i < matrix->count; i++) {
		names = name_of(matrix, i).len > names ? name_of(matrix, i).len : names;
		row_fill(matrix, i, row);
		for (uint32_t k = 0; k < matrix->count; k++) {
			width = digits(row[k]) > width ? digits(row[k]) : width;
		}
	}

	int number = digits(matrix->count);
	buf_add_repeat(out, ' ', names + (size_t)number + 1);
	for (uint32_t i = 0; i < matrix->count; i++) {
		buf_fmt(out, " %*u", width, i + 1);
	}
	buf_add_char(out, '\n');
	for (uint32_t i = 0; i < matrix->count; i++) {
		buf_fmt(out, "%*u ", number, i + 1);
		size_t begin = out->len;
		escape_text(out, name_of(matrix, i));
		if (out->len - begin < names) {
			buf_add_repeat(out, ' ', names - (out->len - begin));
		}
		row_fill(matrix, i, row);
		for (uint32_t k = 0; k < matrix->count; k++) {
			write_cell(matrix, i, k, row[k], width, has_color, out);
		}
		buf_add_char(out, '\n');
	}
	write_cycles(matrix, out);
}

static void write_json(
		const struct matrix *matrix, bool has_color, struct arena *arena, struct buf *out)
{
	uint32_t *row = arena_new_array(arena, uint32_t, matrix->count);
	struct json_writer json;

	(void)has_color;
	json_begin(&json, out, JSON_COMPACT);
	json_object(&json);
	json_member_num(&json, "version", 1);
	json_member_str(&json, "by", str_of(use_level_words[matrix->uses->level]));
	json_key(&json, "names");
	json_array(&json);
	for (uint32_t i = 0; i < matrix->count; i++) {
		json_str(&json, name_of(matrix, i));
	}
	json_end(&json);
	json_key(&json, "components");
	json_array(&json);
	for (uint32_t i = 0; i < matrix->count; i++) {
		json_num(&json, matrix->components.count - 1
						- matrix->components.of_node[matrix->order[i]]);
	}
	json_end(&json);
	json_key(&json, "uses");
	json_array(&json);
	for (uint32_t i = 0; i < matrix->count; i++) {
		row_fill(matrix, i, row);
		json_array(&json);
		for (uint32_t k = 0; k < matrix->count; k++) {
			json_num(&json, row[k]);
		}
		json_end(&json);
	}
	json_end(&json);
	json_end(&json);
	json_finish(&json);
	buf_add_char(out, '\n');
}

static void write_csv(
		const struct matrix *matrix, bool has_color, struct arena *arena, struct buf *out)
{
	uint32_t *row = arena_new_array(arena, uint32_t, matrix->count);

	(void)has_color;
	buf_fmt(out, "\"%s\"", use_level_words[matrix->uses->level]);
	for (uint32_t i = 0; i < matrix->count; i++) {
		buf_add_char(out, ',');
		csv_text(name_of(matrix, i), out);
	}
	buf_add_cstr(out, "\n");
	for (uint32_t i = 0; i < matrix->count; i++) {
		csv_text(name_of(matrix, i), out);
		row_fill(matrix, i, row);
		for (uint32_t k = 0; k < matrix->count; k++) {
			buf_fmt(out, ",%u", row[k]);
		}
		buf_add_cstr(out, "\n");
	}
}

static matrix_write_fn *const writers[] = { write_text, write_json, write_csv };
static const char *const format_words[] = { "text", "json", "csv", NULL };

static enum exit_code matrix_run(struct cli *cli, const void *target)
{
	const struct matrix_settings *settings = target;
	struct revision_session session;
	const struct run *run = revision_session_open(&session, cli, &settings->run,
			settings->revision, NEEDS_INCLUDES | NEEDS_SYMBOLS);
	enum exit_code code = EXIT_ERROR;

	if (run) {
		struct buf out;
		struct use_graph uses = use_graph_create(
				cli->arena, run->code, (enum use_level)settings->level, false);
		struct matrix matrix = matrix_create(cli->arena, &uses);
		buf_init(&out);
		writers[settings->format](&matrix, cli->out_terminal.has_color, cli->arena, &out);
		output_write(&cli->out, buf_str(&out));
		buf_finish(&out);
		code = EXIT_HOLDS;
	}
	revision_session_finish(&session);
	return code;
}

#define AT(member) offsetof(struct matrix_settings, member)

/* clang-format off */
static const struct option matrix_options[] = {
	{ .name = "by", .type = OPTION_CHOICE, .offset = AT(level), .metavar = "LEVEL",
	  .words = use_level_words, .help = "what a row is; default: module" },
	{ .name = "format", .letter = 'f', .type = OPTION_CHOICE, .offset = AT(format),
	  .metavar = "FORMAT", .words = format_words, .help = "the form; default: text" },
	{ .name = "revision", .type = OPTION_TEXT, .offset = AT(revision), .metavar = "REV",
	  .help = REVISION_HELP },
};
/* clang-format on */

static const struct option_table matrix_table = { "The matrix", matrix_options,
	COUNT_OF(matrix_options) };

const struct command command_matrix = {
	.name = "matrix",
	.summary = "print the dependency structure matrix",
	.operands = "",
	.about =
			(const char *const[]){
					"A cell says how many uses its row has of its column. Rows stand in the order of "
					"components, users first: without cycles everything lies above the diagonal, and "
					"each cycle is a block on it.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel matrix", "all modules" },
					{ "lintel matrix --by folder --format csv > matrix.csv",
							"for a spreadsheet" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &matrix_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct matrix_settings),
	.prepare = run_settings_prepare,
	.run = matrix_run,
};
