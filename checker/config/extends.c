/* SPDX-License-Identifier: MIT */
#include "config/extends.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/map.h"
#include "base/path.h"
#include "base/problem.h"
#include "base/suggest.h"
#include "config/config.h"
#include "config/merge.h"
#include "config/value.h"

/* A language is not made of a hundred files; a hostile repository is. */
#define FILES_MAX 100
#define FILE_BYTES_MAX ((size_t)4 * 1024 * 1024)

enum progress {
	READING = 1,
	READ,
};

struct reader {
	struct extends *extends;
	struct arena *arena;
	const struct root *root;
	const struct node_limits *limits;
	struct problems *problems;
	/* What stands for the contents of the first file; NULL = read it. */
	const struct str *proposed;
	/* From a file to its enum progress. */
	struct map *files;
	/* The files being read, the first one first. */
	VEC(struct str) chain;
};

struct extended {
	struct text_list extends;
};

static const struct field extended_fields[] = {
	{
			.name = "extends",
			.type = FIELD_TEXTS,
			.offset = offsetof(struct extended, extends),
			.example = "[pack:modular-monolith, tools/base.yaml]",
	},
};

/* Just enough to follow `extends` before everything else is understood. */
static const struct table extended_table = {
	.name = "the configuration",
	.fields = extended_fields,
	.len = COUNT_OF(extended_fields),
	.size = sizeof(struct extended),
	.is_open = true,
};

static bool is_pack(struct str path)
{
	return str_starts(path, PACK_PREFIX);
}

static bool version_check(struct reader *reader, const struct node *file)
{
	const struct node *version = node_find(file, STR("version"));
	int64_t number;
	/* What is no number at all, the tables will say. */
	if (!version || !value_read_number(version, &number) || number == CONFIG_VERSION) {
		return true;
	}
	return problem_add(reader->problems, version->place, STR("write version: 1"),
			"version %lld is not one that this lintel reads", (long long)number);
}

static bool rules_check(struct reader *reader, const struct node *file)
{
	const struct node *rules = node_find(file, STR("rules"));
	struct map *seen = map_create(reader->arena);
	bool ok = true;
	for (size_t i = 0; rules && rules->kind == NODE_LIST && i < rules->len; i++) {
		const struct node *rule = &rules->items[i];
		struct str id = merge_rule_id(rule);
		bool is_new = true;
		struct map_entry *entry = id.len ? map_put(seen, id, &is_new) : NULL;
		if (is_new && entry) {
			entry->num = rule->place.line;
		} else if (entry) {
			struct str remedy = str_fmt(reader->arena,
					"the first stands at line %zu; give this one another id",
					entry->num);
			ok = problem_add(reader->problems, node_find(rule, STR("id"))->place,
					remedy, "rule '" STR_FMT "' is repeated", STR_ARG(id));
		}
	}
	return ok;
}

/* What of a file is merged: all but what is about the file itself. */
static struct node file_body(struct reader *reader, const struct node *file, bool is_first)
{
	struct node body = *file;
	body.kind = NODE_MAP;
	body.items = arena_new_array(reader->arena, struct node, file->len);
	body.len = 0;
	for (size_t i = 0; i < file->len; i++) {
		const struct node *item = &file->items[i];
		bool is_own = str_eq(item->key, STR("version"))
			      || str_eq(item->key, STR("extends"));
		if (is_first || !is_own) {
			body.items[body.len++] = *item;
		}
	}
	return body;
}

static struct str chain_text(const struct reader *reader, struct str last)
{
	struct buf text = { 0 };
	bool is_in = false;
	vec_each (const struct str, path, &reader->chain) {
		is_in = is_in || str_eq(*path, last);
		if (is_in) {
			buf_fmt(&text, STR_FMT " -> ", STR_ARG(*path));
		}
	}
	buf_add(&text, last);
	struct str copy = str_dup(reader->arena, buf_str(&text));
	buf_finish(&text);
	return copy;
}

static bool pack_text(struct reader *reader, const struct text *file, struct str *text)
{
	*text = config_pack(str_from(file->s, PACK_PREFIX.len));
	if (text->len) {
		return true;
	}
	struct str names[32];
	struct buf list = { 0 };
	size_t count = config_pack_names(names, COUNT_OF(names));
	for (size_t i = 0; i < count && i < COUNT_OF(names); i++) {
		buf_fmt(&list, "%s" STR_FMT, i ? ", " : "packs: ", STR_ARG(names[i]));
	}
	struct str wanted = str_from(file->s, PACK_PREFIX.len);
	struct str nearest =
			suggest(wanted, names, count < COUNT_OF(names) ? count : COUNT_OF(names));
	if (nearest.len) {
		buf_clear(&list);
		buf_fmt(&list, "did you mean 'pack:" STR_FMT "'?", STR_ARG(nearest));
	}
	problem_add(reader->problems, file->place, buf_str(&list), "no pack '" STR_FMT "'",
			STR_ARG(wanted));
	buf_finish(&list);
	return false;
}

static bool file_text(struct reader *reader, const struct text *file, struct str *text)
{
	size_t max = reader->limits && reader->limits->max_bytes ? reader->limits->max_bytes
								 : FILE_BYTES_MAX;
	if (is_pack(file->s)) {
		return pack_text(reader, file, text);
	}
	if (reader->proposed && reader->chain.len == 1) {
		*text = *reader->proposed;
		return true;
	}
	struct buf bytes = { 0 };
	enum file_status status = root_read(reader->root, file->s, max, &bytes, NULL);
	*text = str_dup(reader->arena, buf_str(&bytes));
	buf_finish(&bytes);
	if (status == FILE_TOO_LARGE) {
		return problem_add(reader->problems, file->place,
				STR("make it smaller, or raise the limit with --max-config-size"),
				"'" STR_FMT "' has more bytes than the limit of %zu",
				STR_ARG(file->s), max);
	}
	if (status != FILE_OK) {
		return problem_add(reader->problems, file->place, STR(""),
				"cannot read '" STR_FMT "': %s", STR_ARG(file->s),
				file_status_text(status));
	}
	return true;
}

static bool source_read(struct reader *reader, const struct text *file);

/* Whether `path`, which an item of `extends` names, may be read next. */
static bool item_check(struct reader *reader, const struct text *item, struct str path)
{
	if (!is_pack(path) && (path_is_absolute(path) || path_leaves(path))) {
		return problem_add(reader->problems, item->place,
				STR("paths are relative to the root, and stay below it"),
				"'" STR_FMT "' is out of the repository", STR_ARG(item->s));
	}
	const struct map_entry *known = map_find(reader->files, path);
	if (known && known->num == READING) {
		return problem_add(reader->problems, item->place, chain_text(reader, path),
				"'" STR_FMT "' extends itself", STR_ARG(path));
	}
	if (!known && reader->files->len == FILES_MAX) {
		return problem_add(reader->problems, item->place, STR("join some of them"),
				"more than %d files are extended", FILES_MAX);
	}
	return true;
}

/* Reads what an item of `extends` names, unless it has been read. */
static bool item_read(struct reader *reader, const struct text *item, const struct text *from)
{
	struct text file = *item;
	if (!is_pack(file.s)) {
		file.s = path_clean(reader->arena, file.s);
	}
	/* Findings point at files of the repository, so a pack is where it was asked for. */
	if (is_pack(from->s)) {
		file.place = from->place;
	}
	if (!item_check(reader, item, file.s)) {
		reader->extends->is_whole = false;
		return false;
	}
	return map_find(reader->files, file.s) || source_read(reader, &file);
}

static bool extended_read(struct reader *reader, const struct text *file, const struct node *tree)
{
	struct extended extended;
	bool ok = table_decode(
			&extended_table, NULL, tree, &extended, reader->arena, reader->problems);
	for (size_t i = 0; i < extended.extends.len; i++) {
		ok = item_read(reader, &extended.extends.p[i], file) && ok;
	}
	return ok;
}

static bool is_configuration(struct reader *reader, const struct node *tree)
{
	if (tree->kind != NODE_MAP && tree->kind != NODE_NULL) {
		return problem_add(reader->problems, tree->place, STR("write it as key: value"),
				"a configuration is a map, not %s", node_kind_name(tree));
	}
	return true;
}

static bool contents_read(struct reader *reader, const struct text *file, bool is_first)
{
	struct extends *extends = reader->extends;
	struct node tree;
	struct str text;
	if (!file_text(reader, file, &text)
			|| !node_read_yaml(&tree, reader->arena, file->s, text, reader->limits,
					reader->problems)
			|| !is_configuration(reader, &tree) || !version_check(reader, &tree)) {
		extends->is_whole = false;
		return false;
	}
	bool ok = rules_check(reader, &tree);
	ok = extended_read(reader, file, &tree) && ok;
	struct node body = file_body(reader, &tree, is_first);
	extends->merged = merge_configurations(reader->arena, &extends->merged, &body);
	*vec_add(&extends->files, reader->arena) = *file;
	return ok;
}

/* Recursion is bounded by FILES_MAX. */
static bool source_read(struct reader *reader, const struct text *file)
{
	bool is_first = reader->files->len == 0;
	map_put(reader->files, file->s, NULL)->num = READING;
	*vec_add(&reader->chain, reader->arena) = file->s;
	bool ok = contents_read(reader, file, is_first);
	map_put(reader->files, file->s, NULL)->num = READ;
	reader->chain.len--;
	return ok;
}

bool extends_read(struct extends *extends, struct arena *arena, const struct root *root,
		struct str path, const struct str *proposed, const struct node_limits *limits,
		struct problems *problems)
{
	struct reader reader = {
		.extends = extends,
		.arena = arena,
		.root = root,
		.limits = limits,
		.problems = problems,
		.proposed = proposed,
		.files = map_create(arena),
	};
	struct text first = { .s = path, .place = { .path = path } };
	*extends = (struct extends){ .merged = { .kind = NODE_MAP }, .is_whole = true };
	return source_read(&reader, &first);
}
