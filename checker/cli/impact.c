/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "cli/operand.h"
#include "cli/session.h"
#include "cli/show.h"
#include "facts/graph.h"
#include "formats/json_writer.h"
#include "reports/escape.h"

#define OPERANDS_MOST 100000

struct impact_settings {
	struct run_settings run;
	unsigned format;
};

enum impact_format {
	IMPACT_TEXT,
	IMPACT_JSON,
};

struct module_row {
	struct str name;
	/* Of its nearest file. */
	uint32_t distance;
	uint32_t files;
};

struct file_row {
	struct str path;
	uint32_t distance;
};

struct impact {
	size_t given;
	VEC(struct module_row) modules;
	VEC(struct file_row) files;
};

static int number_cmp(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

static int module_order(const void *left, const void *right)
{
	const struct module_row *a = left;
	const struct module_row *b = right;
	int by_distance = number_cmp(a->distance, b->distance);
	return by_distance ? by_distance : str_cmp(a->name, b->name);
}

static int file_order(const void *left, const void *right)
{
	const struct file_row *a = left;
	const struct file_row *b = right;
	int by_distance = number_cmp(a->distance, b->distance);
	return by_distance ? by_distance : str_cmp(a->path, b->path);
}

/* The graph of files turned around: from what is used to who uses it. */
static struct graph users_graph(const struct code *code, struct arena *arena)
{
	struct graph_edge *edges = arena_new_array(arena, struct graph_edge, code->use_count);
	size_t count = 0;

	for (size_t i = 0; i < code->use_count; i++) {
		const struct code_use *use = &code->uses[i];
		if (use->target == TARGET_FILE && use->target_file != use->file) {
			edges[count++] = (struct graph_edge){ use->target_file, use->file, 1,
				(uint32_t)i };
		}
	}
	return graph_create(arena, (uint32_t)code->file_count, edges, count);
}

/* The files that the operands name, each operand a file or a folder. */
static bool given_files(struct cli *cli, const struct run *run, uint32_t *given, size_t *count)
{
	const struct code *code = run->code;
	uint8_t *is_given = arena_new_array(cli->arena, uint8_t, code->file_count);

	vec_each (const struct str, operand, &cli->operands) {
		struct str path;
		if (!operand_path(cli, run, *operand, &path)) {
			(void)cli_error(cli,
					"no file or folder of the tree is called '" STR_FMT "'",
					STR_ARG(*operand));
			return false;
		}
		for (uint32_t i = 0; i < code->file_count; i++) {
			struct str below;
			is_given[i] |= path_below(path, code->files[i].path, &below);
		}
	}
	*count = 0;
	for (uint32_t i = 0; i < code->file_count; i++) {
		if (is_given[i]) {
			given[(*count)++] = i;
		}
	}
	return true;
}

static void collect(struct impact *impact, const struct code *code, const uint32_t *distances,
		struct arena *arena)
{
	/* One more for files in no module. */
	struct module_row *rows = arena_new_array(arena, struct module_row, code->module_count + 1);

	for (size_t i = 0; i < code->file_count; i++) {
		if (distances[i] == UINT32_MAX || distances[i] == 0) {
			continue;
		}
		const struct code_file *file = &code->files[i];
		size_t number = file->module == NONE ? code->module_count : file->module;
		struct module_row *row = &rows[number];
		row->name = file->module == NONE ? STR("-") : code->modules[number].name;
		row->distance = row->files == 0 || distances[i] < row->distance ? distances[i]
										: row->distance;
		row->files++;
		*vec_add(&impact->files, arena) = (struct file_row){ file->path, distances[i] };
	}
	for (size_t i = 0; i <= code->module_count; i++) {
		if (rows[i].files) {
			*vec_add(&impact->modules, arena) = rows[i];
		}
	}
	vec_sort(&impact->modules, module_order);
	vec_sort(&impact->files, file_order);
}

static void write_text(const struct impact *impact, struct buf *out)
{
	buf_fmt(out, "%zu file%s given, %zu file%s in %zu module%s affected\n", impact->given,
			impact->given == 1 ? "" : "s", impact->files.len,
			impact->files.len == 1 ? "" : "s", impact->modules.len,
			impact->modules.len == 1 ? "" : "s");
	if (impact->modules.len) {
		buf_add_cstr(out, "\nmodules, and how near their first file is\n");
	}
	vec_each (const struct module_row, row, &impact->modules) {
		buf_fmt(out, "%4u  ", row->distance);
		escape_text(out, row->name);
		buf_fmt(out, ", %u file%s\n", row->files, row->files == 1 ? "" : "s");
	}
	if (impact->files.len) {
		buf_add_cstr(out, "\nfiles\n");
	}
	vec_each (const struct file_row, row, &impact->files) {
		buf_fmt(out, "%4u  ", row->distance);
		escape_text(out, row->path);
		buf_add_char(out, '\n');
	}
}

static void write_json(const struct impact *impact, struct buf *out)
{
	struct json_writer json;

	json_begin(&json, out, JSON_PRETTY);
	json_object(&json);
	json_member_num(&json, "version", 1);
	json_member_num(&json, "given", (int64_t)impact->given);
	json_key(&json, "modules");
	json_array(&json);
	vec_each (const struct module_row, row, &impact->modules) {
		json_object(&json);
		json_member_str(&json, "name", row->name);
		json_member_num(&json, "distance", row->distance);
		json_member_num(&json, "files", row->files);
		json_end(&json);
	}
	json_end(&json);
	json_key(&json, "files");
	json_array(&json);
	vec_each (const struct file_row, row, &impact->files) {
		json_object(&json);
		json_member_str(&json, "path", row->path);
		json_member_num(&json, "distance", row->distance);
		json_end(&json);
	}
	json_end(&json);
	json_end(&json);
	json_finish(&json);
}

static enum exit_code answer(
		struct cli *cli, const struct run *run, const struct impact_settings *settings)
{
	const struct code *code = run->code;
	struct impact impact = { 0 };
	uint32_t *given = arena_new_array(cli->arena, uint32_t, code->file_count);
	uint32_t *distances = arena_new_array(cli->arena, uint32_t, code->file_count);
	struct buf out;

	if (!given_files(cli, run, given, &impact.given)) {
		return EXIT_ERROR;
	}
	struct graph graph = users_graph(code, cli->arena);
	graph_distances(&graph, given, impact.given, distances);
	collect(&impact, code, distances, cli->arena);

	buf_init(&out);
	if (settings->format == IMPACT_JSON) {
		write_json(&impact, &out);
	} else {
		write_text(&impact, &out);
	}
	output_write(&cli->out, buf_str(&out));
	buf_finish(&out);
	return EXIT_HOLDS;
}

static enum exit_code impact_run(struct cli *cli, const void *target)
{
	const struct impact_settings *settings = target;
	struct session session;
	enum exit_code code = EXIT_ERROR;

	if (session_open(&session, cli, &settings->run, NEEDS_INCLUDES | NEEDS_SYMBOLS)) {
		code = answer(cli, &session.run, settings);
	}
	session_finish(&session);
	return code;
}

static const char *const format_words[] = { "text", "json", NULL };

/* clang-format off */
static const struct option impact_options[] = {
	{ .name = "format", .letter = 'f', .type = OPTION_CHOICE,
	  .offset = offsetof(struct impact_settings, format), .metavar = "FORMAT",
	  .words = format_words, .help = "the form; default: text" },
};
/* clang-format on */

static const struct option_table impact_table = { "The answer", impact_options,
	COUNT_OF(impact_options) };

const struct command command_impact = {
	.name = "impact",
	.summary = "say who is affected if files change",
	.operands = "PATH...",
	.about =
			(const char *const[]){
					"Follows uses backwards from the files and folders given: modules and files that "
					"depend on them, each with the length of the shortest chain.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel impact include/core/cache.h",
							"who must be looked at again" },
					{ "lintel impact $(git diff --name-only main -- '*.[ch]') --format json",
							"what a change reaches, for a script" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &impact_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct impact_settings),
	.prepare = run_settings_prepare,
	.operand_kind = OPERAND_FILE,
	.least_operands = 1,
	.most_operands = OPERANDS_MOST,
	.run = impact_run,
};
