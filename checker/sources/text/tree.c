/* SPDX-License-Identifier: MIT */
#include "sources/text/tree.h"

#include "base/arena.h"
#include "base/glob.h"
#include "base/path.h"
#include "base/pool.h"
#include "sources/text/index.h"
#include "sources/text/mention.h"
#include "sources/text/scan.h"
#include "sources/text/walk.h"

/* Where a NUL says that a file is no text. */
#define BINARY_WINDOW ((size_t)8 * 1024)

struct language {
	struct str extension;
	uint32_t flag;
};

static const struct language languages[] = {
	{ STR_INIT(".c"), FILE_SOURCE },
	{ STR_INIT(".h"), FILE_HEADER },
	{ STR_INIT(".C"), FILE_OTHER_LANGUAGE },
	{ STR_INIT(".H"), FILE_OTHER_LANGUAGE },
	{ STR_INIT(".S"), FILE_OTHER_LANGUAGE },
	{ STR_INIT(".asm"), FILE_OTHER_LANGUAGE },
	{ STR_INIT(".c++"), FILE_OTHER_LANGUAGE },
	{ STR_INIT(".cc"), FILE_OTHER_LANGUAGE },
	{ STR_INIT(".cpp"), FILE_OTHER_LANGUAGE },
	{ STR_INIT(".cu"), FILE_OTHER_LANGUAGE },
	{ STR_INIT(".cuh"), FILE_OTHER_LANGUAGE },
	{ STR_INIT(".cxx"), FILE_OTHER_LANGUAGE },
	{ STR_INIT(".h++"), FILE_OTHER_LANGUAGE },
	{ STR_INIT(".hh"), FILE_OTHER_LANGUAGE },
	{ STR_INIT(".hpp"), FILE_OTHER_LANGUAGE },
	{ STR_INIT(".hxx"), FILE_OTHER_LANGUAGE },
	{ STR_INIT(".ipp"), FILE_OTHER_LANGUAGE },
	{ STR_INIT(".m"), FILE_OTHER_LANGUAGE },
	{ STR_INIT(".mm"), FILE_OTHER_LANGUAGE },
	{ STR_INIT(".s"), FILE_OTHER_LANGUAGE },
	{ STR_INIT(".tcc"), FILE_OTHER_LANGUAGE },
};

uint32_t file_language(struct str path)
{
	struct str extension = path_extension(path);
	for (size_t i = 0; extension.len && i < COUNT_OF(languages); i++) {
		if (str_eq(extension, languages[i].extension)) {
			return languages[i].flag;
		}
	}
	return 0;
}

bool text_is_source(struct str path)
{
	return file_language(path) != 0;
}

/* "./src" is what "src" is, and "." is everything. */
static struct str pattern_plain(struct str pattern)
{
	while (str_starts(pattern, STR("./"))) {
		pattern = str_from(pattern, 2);
	}
	return str_eq(pattern, STR(".")) ? STR("") : pattern;
}

static bool pattern_has(struct str pattern, struct str path)
{
	pattern = pattern_plain(pattern);
	return pattern.len == 0 || glob_match(pattern, path);
}

static bool patterns_have(const struct text_list *patterns, struct str path)
{
	for (size_t i = 0; i < patterns->len; i++) {
		if (pattern_has(patterns->p[i].s, path)) {
			return true;
		}
	}
	return false;
}

uint32_t file_judged(const struct config_sources *sources, struct str path)
{
	bool is_below = sources->roots.len == 0 || patterns_have(&sources->roots, path);
	return is_below && !patterns_have(&sources->ignore, path) ? FILE_JUDGED : 0;
}

static struct str problem_text(
		enum file_status status, const struct text_limits *limits, struct arena *arena)
{
	if (status == FILE_TOO_LARGE) {
		return str_fmt(arena, "larger than the limit of %zu bytes (--max-file-size)",
				limits->max_file);
	}
	return str_of(file_status_text(status));
}

void file_scanner_init(
		struct file_scanner *scanner, const struct file_reader *reader, struct arena *kept)
{
	*scanner = (struct file_scanner){
		.reader = reader,
		.kept = kept,
		.scratch = arena_create(),
	};
	buf_init(&scanner->bytes);
}

void file_scanner_finish(struct file_scanner *scanner)
{
	arena_destroy(scanner->scratch);
	buf_finish(&scanner->bytes);
}

void file_scan(struct file_scanner *scanner, struct text_file *file)
{
	const struct text_limits *limits = scanner->reader->limits;
	if (file->flags & FILE_OTHER_LANGUAGE) {
		return;
	}
	enum file_status status = root_read(scanner->reader->root, file->path, limits->max_file,
			&scanner->bytes, &file->stamp);
	if (status != FILE_OK) {
		uint64_t size = file->stamp.size;
		file->flags |= FILE_UNREAD;
		file->problem = problem_text(status, limits, scanner->kept);
		file->content = hash_of((struct str){ (const char *)&size, sizeof(size) });
		return;
	}
	struct str text = buf_str(&scanner->bytes);
	struct str window = str_slice(text, 0, BINARY_WINDOW);
	file->content = hash_of(text);
	if (str_find(window, '\0') < window.len) {
		file->flags |= FILE_UNREAD;
		file->problem = STR("binary: there is a NUL among its first bytes");
		return;
	}
	arena_reset(scanner->scratch);
	scan_text(file, text, scanner->kept, scanner->scratch);
	if (scanner->reader->marks.len > 0) {
		mentions_scan(file, text, &scanner->reader->marks, scanner->kept, scanner->scratch);
	}
}

struct scan_job {
	struct text_file *files;
	struct file_scanner *scanners;
};

static void item_scan(size_t item, unsigned worker, void *ctx)
{
	struct scan_job *job = ctx;
	file_scan(&job->scanners[worker], &job->files[item]);
}

void files_scan(const struct file_reader *reader, struct arena *arena, struct text_file *files,
		size_t count)
{
	unsigned jobs = reader->jobs ? reader->jobs : 1;
	struct scan_job job = {
		.files = files,
		.scanners = arena_new_array(arena, struct file_scanner, jobs),
	};
	for (unsigned i = 0; i < jobs; i++) {
		file_scanner_init(&job.scanners[i], reader, arena_create());
	}
	pool_run(jobs, count, item_scan, &job);
	for (unsigned i = 0; i < jobs; i++) {
		arena_adopt(arena, job.scanners[i].kept);
		file_scanner_finish(&job.scanners[i]);
	}
}

/* Whether something that is judged may lie in this folder. */
static bool folder_matters(const struct config_sources *sources, struct str folder)
{
	char below[4200];
	bool is_below = sources->roots.len == 0;
	for (size_t i = 0; i < sources->roots.len; i++) {
		struct str root = sources->roots.p[i].s;
		struct str literal = pattern_plain(str_slice(root, 0, glob_literal(root)));
		is_below = is_below || str_starts(folder, literal) || str_starts(literal, folder);
	}
	/* All of it is ignored if any file at any depth of it would be. */
	int len = snprintf(below, sizeof(below), STR_FMT "/\x01/\x01", STR_ARG(folder));
	bool is_ignored = len > 0 && (size_t)len < sizeof(below)
			  && patterns_have(&sources->ignore, (struct str){ below, (size_t)len });
	return is_below && !is_ignored;
}

static int trouble_order(const void *a, const void *b)
{
	return str_cmp(((const struct text_trouble *)a)->path,
			((const struct text_trouble *)b)->path);
}

/* Those links that stand for a file or a folder of the tree. */
static void links_fill(struct text_tree *tree, struct arena *arena, const struct walk *walk)
{
	if (walk->links.len == 0) {
		return;
	}
	struct arena *scratch = arena_create();
	struct str_table folders = str_table_create(scratch, walk->folders.p, walk->folders.len);
	struct buf target;
	buf_init(&target);
	vec_each (const struct walk_link, link, &walk->links) {
		if (links_follow(&tree->index->links, link->path, &target, NULL) != LINK_INSIDE) {
			continue;
		}
		struct str real = buf_str(&target);
		if (str_eq(real, STR(".")) || str_table_find(&folders, real) != NONE
				|| str_table_find(&tree->index->by_path, real) != NONE) {
			*vec_add(&tree->links, arena) = (struct text_link){
				.path = link->path,
				.target = str_dup(arena, real),
			};
		}
	}
	buf_finish(&target);
	arena_destroy(scratch);
}

bool text_scan(struct text_tree *tree, struct arena *arena, const struct root *root,
		const struct config_sources *sources, const struct text_limits *limits,
		struct text_marks marks, unsigned jobs, struct err *err)
{
	struct file_reader reader = { root, sources, limits, marks, jobs };
	struct walk walk;
	*tree = (struct text_tree){ .marks = marks };
	if (!walk_run(&walk, arena, root, limits, jobs, err)) {
		return false;
	}
	vec_each (const struct str, path, &walk.files) {
		uint32_t language = file_language(*path);
		if (language) {
			*vec_add(&tree->files, arena) = (struct text_file){
				.path = *path,
				.flags = language | file_judged(sources, *path),
			};
		}
	}
	vec_each (const struct text_trouble, trouble, &walk.troubles) {
		if (folder_matters(sources, trouble->path)) {
			*vec_add(&tree->troubles, arena) = *trouble;
		}
	}
	vec_sort(&tree->troubles, trouble_order);
	tree->index = index_create(arena, root->path, &walk);
	links_fill(tree, arena, &walk);
	files_scan(&reader, arena, tree->files.p, tree->files.len);
	return true;
}

uint32_t text_file_find(const struct text_tree *tree, struct str path)
{
	uint32_t at = index_find(tree->index, path);
	if (at == NONE) {
		return NONE;
	}
	struct str real = tree->index->paths[at];
	size_t low = 0;
	size_t high = tree->files.len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_cmp(tree->files.p[middle].path, real);
		if (order == 0) {
			return (uint32_t)middle;
		}
		if (order < 0) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return NONE;
}
