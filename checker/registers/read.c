/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/map.h"
#include "base/path.h"
#include "base/problem.h"
#include "base/search.h"
#include "registers/book.h"
#include "registers/kind.h"
#include "registers/record.h"

#define MAX_BYTES ((size_t)64 << 20)
#define MAX_DEPTH ((size_t)64)
#define MAX_NODES ((size_t)10000000)
#define MAX_RECORDS ((size_t)200000)

/* A file that is parsed; its nodes live in `arena` until its records are taken. */
struct register_file {
	struct str path;
	struct arena *arena;
	struct node root;
};

struct reading {
	struct register_book *book;
	const struct root *root;
	struct node_limits limits;
	struct problems *problems;
	/* Files of records. */
	VEC(struct register_file) files;
	/* Where each kind was declared first. */
	struct map *kinds;
	/* Some kind is wrong: nobody can judge records by it. */
	bool has_bad_kind;
};

/* ---- kinds ---- */

static bool kind_add(struct reading *reading, const struct node *root, bool is_shipped)
{
	struct register_book *book = reading->book;
	struct register_kind *kind = kind_read(book->arena, root, is_shipped, reading->problems);
	bool is_new;

	if (!kind) {
		reading->has_bad_kind = true;
		return false;
	}
	struct map_entry *known = map_put(reading->kinds, kind->name, &is_new);
	if (!is_new) {
		const struct register_kind *first = known->ptr;
		struct str remedy =
				first->is_shipped ? STR("lintel brings a kind of that name; give "
							"this one another")
						  : str_fmt(reading->problems->arena,
								    "the first is " STR_FMT
								    "; give this one another name",
								    STR_ARG(first->place.path));
		return problem_add(reading->problems, kind->place, remedy,
				"kind '" STR_FMT "' is declared twice", STR_ARG(kind->name));
	}
	known->ptr = kind;
	*vec_add(&book->registers.kinds, book->arena) = kind;
	*vec_add(&book->forms, book->arena) = (struct kind_form){ .kind = kind };
	return true;
}

static bool shipped_add(struct reading *reading)
{
	struct arena *arena = reading->book->arena;
	bool is_good = true;
	for (const struct embedded *file = register_kinds_shipped; file->name.len; file++) {
		struct node root;
		struct str path = str_fmt(arena, "registers/" STR_FMT ".yaml", STR_ARG(file->name));
		is_good = node_read_yaml(&root, arena, path, file->text, NULL, reading->problems)
			  && kind_add(reading, &root, true) && is_good;
	}
	return is_good;
}

/* ---- files ---- */

static bool is_json(struct str path)
{
	return str_eq(path_extension(path), STR(".json"));
}

static bool is_register(struct str path)
{
	struct str extension = path_extension(path);
	return str_eq(extension, STR(".yaml")) || str_eq(extension, STR(".yml")) || is_json(path);
}

static bool text_read(struct reading *reading, struct str path, struct buf *text)
{
	enum file_status status =
			root_read(reading->root, path, reading->limits.max_bytes, text, NULL);
	if (status == FILE_OK) {
		return true;
	}
	return problem_add(reading->problems, (struct place){ .path = path },
			status == FILE_TOO_LARGE
					? STR("raise the limit with --max-register-size, or split it")
					: STR(""),
			"cannot read '" STR_FMT "': it %s", STR_ARG(path),
			file_status_text(status));
}

/* A kind is understood at once, and records when all kinds are known. */
static bool file_parse(struct reading *reading, struct str path)
{
	struct register_file file = { .path = path, .arena = arena_create() };
	struct buf text = { 0 };
	bool is_good = text_read(reading, path, &text);

	if (is_good) {
		is_good = is_json(path) ? node_read_json(&file.root, file.arena, path,
							  buf_str(&text), &reading->limits,
							  reading->problems)
					: node_read_yaml(&file.root, file.arena, path,
							  buf_str(&text), &reading->limits,
							  reading->problems);
	}
	buf_finish(&text);
	if (is_good && kind_is_declared(&file.root)) {
		is_good = kind_add(reading, &file.root, false);
		arena_adopt(reading->book->arena, file.arena);
	} else if (is_good) {
		*vec_add(&reading->files, reading->book->arena) = file;
	} else {
		arena_destroy(file.arena);
	}
	return is_good;
}

static bool is_left_alone(const struct map *left_alone, struct str path)
{
	return !is_register(path) || map_find(left_alone, path);
}

/* Finds and parses all of them. */
static bool files_parse(struct reading *reading, const struct text_list *patterns,
		const struct map *left_alone, struct err *err)
{
	struct arena *arena = reading->book->arena;
	struct str *globs = arena_new_array(arena, struct str, patterns->len);
	struct search search;
	bool is_good = true;

	for (size_t i = 0; i < patterns->len; i++) {
		globs[i] = patterns->p[i].s;
	}
	if (!search_files(&search, arena, reading->root, globs, patterns->len, 0, err)) {
		return false;
	}
	for (size_t i = 0; i < patterns->len; i++) {
		if (!search.has_match[i]) {
			*vec_add(&reading->book->matchless, arena) = patterns->p[i];
		}
	}
	vec_each (const struct str, path, &search.paths) {
		if (!is_left_alone(left_alone, *path)) {
			reading->book->registers.files++;
			is_good = file_parse(reading, *path) && is_good;
		}
	}
	return is_good;
}

/* Frees each file as soon as its records are taken. */
static bool records_read(struct reading *reading, size_t max_records)
{
	struct record_reading records = {
		.book = reading->book,
		.problems = reading->problems,
		.max_records = max_records ? max_records : MAX_RECORDS,
	};
	bool is_good = true;
	vec_each (struct register_file, file, &reading->files) {
		records.path = file->path;
		is_good = (reading->has_bad_kind || records_take(&records, &file->root)) && is_good;
		arena_destroy(file->arena);
	}
	return is_good;
}

bool book_read(struct register_book *book, struct arena *arena, const struct root *root,
		const struct text_list *patterns, const struct str *left_alone,
		size_t left_alone_count, const struct register_limits *limits,
		struct problems *problems, struct err *err)
{
	struct reading reading = {
		.book = book,
		.root = root,
		.problems = problems,
		.kinds = map_create(arena),
		.limits = {
			.max_bytes = limits->max_bytes ? limits->max_bytes : MAX_BYTES,
			.max_depth = limits->max_depth ? limits->max_depth : MAX_DEPTH,
			.max_nodes = limits->max_nodes ? limits->max_nodes : MAX_NODES,
			.option = "--max-register",
		},
	};
	struct map *names = map_create(arena);

	*book = (struct register_book){ .arena = arena };
	registers_init(&book->registers, arena);
	for (size_t i = 0; i < left_alone_count; i++) {
		map_put(names, path_clean(arena, left_alone[i]), NULL);
	}
	(void)err_set(err, "nothing was checked");
	bool is_good = shipped_add(&reading);
	is_good = files_parse(&reading, patterns, names, err) && is_good;
	/* Kinds must be findable before records are, and sound before these are judged by them. */
	registers_freeze(&book->registers);
	if (!reading.has_bad_kind && !kinds_check(&book->registers, problems)) {
		reading.has_bad_kind = true;
		is_good = false;
	}
	book->has_sound_kinds = !reading.has_bad_kind;
	is_good = records_read(&reading, limits->max_records) && is_good;
	registers_freeze(&book->registers);
	return is_good;
}
