/* SPDX-License-Identifier: MIT */
#include "config/resolved.h"

#include "config/config.h"
#include "config/schema.h"

#include "unit/config/tree.h"
#include "unit/problem_text.h"

static const char *const mode_words[] = { "relaxed", "strict", NULL };

static const struct field layers_fields[] = {
	{ .name = "mode", .type = FIELD_CHOICE, .words = mode_words, .help = "How." },
};

static const struct table layers_table = { .name = "layers", .fields = layers_fields, .len = 1 };

static const struct schema_kind kinds[] = {
	{ "layers", "Modules in an order.", &layers_table, SEVERITY_WARNING },
};

/* What is in force with `files`. */
static struct str resolve(struct arena *arena, const struct tree_file *files)
{
	struct config config;
	struct problems problems;
	struct buf out = { 0 };
	struct root root = tree_open_files(arena, files);
	problems_init(&problems, arena);
	bool ok = config_read(&config, arena, &root, STR("lintel.yaml"), NULL, &problems);
	assert_str(problem_text(arena, &problems), "");
	assert_true(ok);
	config_resolved_write(&config, kinds, COUNT_OF(kinds), &out);
	tree_remove(arena, &root, files);
	struct str text = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

static void each_value_says_where_it_came_from(void **state)
{
	static const struct tree_file files[] = {
		{ "lintel.yaml", "version: 1\nextends: b.yaml\nmodules:\n  net: { uses: [] }\n"
				 "rules: [{ id: a, reason: 'no: way' }]\n" },
		{ "b.yaml", "modules:\n  net: { paths: ['src/**', \"*.c\"], tags: ['5', true] }\n"
			    "rules:\n  - { id: a, kind: layers, order: [[x], y] }\n" },
		{ 0 },
	};
	assert_str(resolve(*state, files), "# In force: \"b.yaml\", \"lintel.yaml\"\n"
					   "version: 1  # lintel.yaml:1\n"
					   "modules:  # lintel.yaml:3\n"
					   "  net:  # lintel.yaml:4\n"
					   "    paths: [src/**, \"*.c\"]  # b.yaml:2\n"
					   "    tags: [\"5\", true]  # b.yaml:2\n"
					   "    uses: []  # lintel.yaml:4\n"
					   "rules:  # lintel.yaml:5\n"
					   "  - id: a  # lintel.yaml:5\n"
					   "    kind: layers  # b.yaml:4\n"
					   "    order:  # b.yaml:4\n"
					   "      - [x]  # b.yaml:4\n"
					   "      - y  # b.yaml:4\n"
					   "    reason: \"no: way\"  # lintel.yaml:5\n"
					   "    severity: warning  # default of layers\n"
					   "    mode: relaxed  # default\n"
					   "    cadence: commit  # default\n"
					   "    configurations: all  # default\n"
					   "unassigned: warning  # default\n");
}

/* Without comments, which name places. */
static struct str bare(struct arena *arena, struct str text)
{
	struct buf out = { 0 };
	struct str line;
	while (str_split(&text, '\n', &line)) {
		const char *mark = line.len ? memmem(line.p, line.len, "  # ", 4) : NULL;
		buf_add(&out, mark ? str_slice(line, 0, (size_t)(mark - line.p)) : line);
		buf_add_char(&out, '\n');
	}
	struct str copy = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return str_from(copy, str_find(copy, '\n'));
}

static void what_is_written_means_the_same_when_read_again(void **state)
{
	struct arena *arena = *state;
	static const struct tree_file files[] = {
		{ "lintel.yaml",
				"version: 1\nextends: [pack:layered-c, pack:safe-c]\n"
				"modules:\n  'drv/{name}': { paths: 'src/{name}/**', owner: \"a\\nb \\\" \\\\ ##\\U000e0041\\e\" }\n"
				"  yes: { paths: [a], owner: 'true', tags: ['1e5', -3, '-', \"~\"] }\n"
				"rules:\n- { id: m, kind: metric, max: -3, of: ['not:x'], x: { a: [1, {b: c}] } }\n" },
		{ 0 },
	};
	struct str first = resolve(arena, files);
	const struct tree_file again[] = { { "lintel.yaml", first.p }, { 0 } };
	struct str second = resolve(arena, again);
	assert_str(bare(arena, second), bare(arena, first).p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(each_value_says_where_it_came_from),
		claim(what_is_written_means_the_same_when_read_again),
	};
	return claims_run("config/resolved", tests);
}
