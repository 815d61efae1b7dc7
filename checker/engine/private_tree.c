/* SPDX-License-Identifier: MIT */
#include "engine/private_tree.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "base/path.h"
#include "base/pool.h"
#include "engine/gathering.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME_PATTERN "lintel-since-XXXXXX"

/* ---- moving paths ---- */

/* What may stand before and after a path, so that "/a/b" is not found in "/x/a/bc". */
static bool is_part_of_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
	       || c == '_' || c == '-' || c == '.' || c == '+' || c == '~'
	       || (unsigned char)c > 127;
}

static bool is_whole(struct str text, size_t at, size_t len)
{
	size_t end = at + len;
	/* "-I/root": the letter before it is the option's. */
	bool begins = at == 0 || !is_part_of_name(text.p[at - 1]) || (at == 2 && text.p[0] == '-');
	return begins && (end == text.len || !is_part_of_name(text.p[end]));
}

struct str path_moved(struct arena *arena, struct str text, struct str from, struct str to)
{
	struct buf out;
	size_t done = 0;

	if (from.len < 2 || !str_contains(text, from)) {
		return text;
	}
	buf_init(&out);
	for (size_t at = 0; at + from.len <= text.len; at++) {
		if (str_starts(str_from(text, at), from) && is_whole(text, at, from.len)) {
			buf_add(&out, str_slice(text, done, at));
			buf_add(&out, to);
			done = at + from.len;
			at = done - 1;
		}
	}
	buf_add(&out, str_from(text, done));
	struct str moved = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return moved;
}

/* ---- making ---- */

struct making {
	struct private_tree *tree;
	struct run *run;
	struct map *folders;
	/* How many of tree->files are copies; the rest are links to these. */
	size_t copies;
	VEC(struct str) targets;
	/* By copy: it could not be copied; it is not what it was. */
	uint8_t *is_failed;
	uint8_t *is_torn;
};

static bool folder_begin(struct private_tree *tree, struct err *err)
{
	/* Nobody sets variables while the program runs. */
	/* NOLINTNEXTLINE(concurrency-mt-unsafe) */
	const char *temporary = getenv("TMPDIR");
	struct str above = temporary && temporary[0] == '/' ? str_of(temporary) : STR("/tmp");
	struct str pattern = path_join(tree->arena, above, STR(NAME_PATTERN));
	char *name = arena_copy(tree->arena, pattern.p, pattern.len + 1);

	if (!mkdtemp(name)) {
		return err_set(err, "cannot make a temporary folder in '" STR_FMT "': %s",
				STR_ARG(above), err_errno(errno));
	}
	return root_open(&tree->root, tree->arena, str_of(name), err);
}

/* A folder, and those that it lies in, each once. */
static void folder_plan(struct making *making, struct str path)
{
	struct private_tree *tree = making->tree;

	for (size_t i = 1; i <= path.len; i++) {
		bool is_end = i == path.len || path.p[i] == '/';
		struct str folder = str_slice(path, 0, i);
		bool is_new = false;
		if (is_end && !str_eq(folder, STR("."))) {
			folder = map_put(making->folders, folder, &is_new)->key;
		}
		if (is_new) {
			*vec_add(&tree->folders, tree->arena) = folder;
		}
	}
}

static void file_plan(struct making *making, struct str path)
{
	*vec_add(&making->tree->files, making->tree->arena) = str_dup(making->tree->arena, path);
	folder_plan(making, path_folder(path));
}

/* All that there will be: first files to copy, then links. */
static void tree_plan(struct making *making)
{
	const struct run *run = making->run;
	const struct text_tree *from = &run->gathering->tree;
	const struct map *others = run->gathering->head->gathering->other_inputs;

	vec_each (const struct text_file, file, &from->files) {
		if (!(file->flags & FILE_OTHER_LANGUAGE)) {
			file_plan(making, file->path);
		}
	}
	for (size_t i = 0; others && i < others->len; i++) {
		if (text_file_find(from, others->entries[i].key) == NONE) {
			file_plan(making, others->entries[i].key);
		}
	}
	making->copies = making->tree->files.len;
	vec_each (const struct compile_entry, entry, &run->gathering->db.entries) {
		struct str relative;
		if (path_below(run->root.path, entry->directory, &relative)) {
			folder_plan(making, relative);
		}
	}
	vec_each (const struct text_link, link, &from->links) {
		if (!map_find(making->folders, link->path)) {
			file_plan(making, link->path);
			*vec_add(&making->targets, making->tree->arena) = link->target;
		}
	}
}

static bool folders_make(const struct private_tree *tree, struct err *err)
{
	vec_each (const struct str, folder, &tree->folders) {
		if (mkdirat(tree->root.fd, folder->p, 0700) != 0) {
			return err_set(err, "cannot make folder '" STR_FMT "/" STR_FMT "': %s",
					STR_ARG(tree->root.path), STR_ARG(*folder),
					err_errno(errno));
		}
	}
	return true;
}

static bool bytes_write(int fd, struct str bytes)
{
	while (bytes.len > 0) {
		ssize_t n = write(fd, bytes.p, bytes.len);
		if (n < 0 && errno == EINTR) {
			continue;
		}
		if (n <= 0) {
			return false;
		}
		bytes = str_from(bytes, (size_t)n);
	}
	return true;
}

/* The text tier may have read it a while ago; what it says of it must hold for the copy. */
static bool is_as_scanned(const struct making *making, struct str path, struct str bytes)
{
	const struct text_tree *tree = &making->run->gathering->tree;
	uint32_t file = text_file_find(tree, path);

	return file == NONE || (tree->files.p[file].flags & FILE_UNREAD)
	       || hash_eq(tree->files.p[file].content, hash_of(bytes));
}

static void file_copy(size_t item, unsigned worker, void *ctx)
{
	struct making *making = ctx;
	struct private_tree *tree = making->tree;
	struct str path = tree->files.p[item];
	struct buf bytes;

	(void)worker;
	buf_init(&bytes);
	/* What cannot be read here cannot be read by anybody. */
	if (root_read(&making->run->root, path, FILE_SIZE_MAX, &bytes, NULL) == FILE_OK) {
		int fd = openat(tree->root.fd, path.p,
				O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
		making->is_failed[item] = fd < 0 || !bytes_write(fd, buf_str(&bytes));
		making->is_torn[item] = !is_as_scanned(making, path, buf_str(&bytes));
		if (fd >= 0) {
			close(fd);
		}
	}
	buf_finish(&bytes);
}

static bool files_copy(struct making *making, struct err *err)
{
	struct private_tree *tree = making->tree;

	making->is_failed = arena_new_array(tree->arena, uint8_t, making->copies);
	making->is_torn = arena_new_array(tree->arena, uint8_t, making->copies);
	pool_run(making->run->options.jobs, making->copies, file_copy, making);
	for (size_t i = 0; i < making->copies; i++) {
		tree->is_torn |= making->is_torn[i];
		if (making->is_failed[i]) {
			return err_set(err, "cannot write '" STR_FMT "/" STR_FMT "'",
					STR_ARG(tree->root.path), STR_ARG(tree->files.p[i]));
		}
	}
	return true;
}

/* From the folder of a link to what it stands for, which lies in the tree. */
static struct str link_text(struct arena *arena, struct str path, struct str target)
{
	struct buf text;
	buf_init(&text);
	for (size_t i = 0; i < path.len; i++) {
		if (path.p[i] == '/') {
			buf_add_cstr(&text, "../");
		}
	}
	buf_add(&text, target);
	struct str copy = str_dup(arena, buf_str(&text));
	buf_finish(&text);
	return copy;
}

static bool links_make(struct making *making, struct err *err)
{
	struct private_tree *tree = making->tree;

	for (size_t i = 0; i < making->targets.len; i++) {
		struct str path = tree->files.p[making->copies + i];
		struct str text = link_text(tree->arena, path, making->targets.p[i]);
		if (symlinkat(text.p, tree->root.fd, path.p) != 0) {
			return err_set(err, "cannot link '" STR_FMT "/" STR_FMT "': %s",
					STR_ARG(tree->root.path), STR_ARG(path), err_errno(errno));
		}
	}
	return true;
}

/*
 * A header that a command includes by a path relative to a folder outside would
 * be found in the folder as it is.
 */
static struct str flag_moved(
		const struct making *making, const struct compile_entry *entry, size_t number)
{
	struct arena *arena = making->tree->arena;
	struct str root = making->run->root.path;
	struct str flag = entry->flags[number];
	struct str before = number ? entry->flags[number - 1] : STR("");
	struct str relative;

	if ((str_eq(before, STR("-include")) || str_eq(before, STR("-imacros")))
			&& !path_is_absolute(flag)
			&& !path_below(root, entry->directory, &relative)) {
		struct str absolute = path_join(arena, entry->directory, flag);
		flag = path_below(root, absolute, &relative) ? absolute : flag;
	}
	return path_moved(arena, flag, root, making->tree->root.path);
}

/* Texts of the database end with a NUL, and so must these. */
static void database_move(struct making *making)
{
	struct private_tree *tree = making->tree;
	struct run *run = making->run;

	tree->db = run->gathering->db;
	tree->db.entries.p = arena_copy(tree->arena, tree->db.entries.p,
			tree->db.entries.len * sizeof(*tree->db.entries.p));
	vec_each (struct compile_entry, entry, &tree->db.entries) {
		struct str *flags = arena_new_array(tree->arena, struct str, entry->flag_count);
		for (size_t i = 0; i < entry->flag_count; i++) {
			flags[i] = flag_moved(making, entry, i);
		}
		entry->flags = flags;
		entry->directory = path_moved(
				tree->arena, entry->directory, run->root.path, tree->root.path);
	}
}

bool private_tree_make(struct private_tree *tree, struct run *run, struct err *err)
{
	*tree = (struct private_tree){ .arena = arena_create(), .root.fd = -1 };
	struct making making = {
		.tree = tree,
		.run = run,
		.folders = map_create(tree->arena),
	};

	tree_plan(&making);
	if (!folder_begin(tree, err)) {
		return false;
	}
	database_move(&making);
	return sweeper_start(&tree->sweeper, &tree->root, tree->files.p, tree->files.len,
			       tree->folders.p, tree->folders.len, err)
	       && folders_make(tree, err) && files_copy(&making, err) && links_make(&making, err);
}

void private_tree_remove(struct private_tree *tree)
{
	if (tree->sweeper.pid == 0 && tree->root.path.len > 0) {
		rmdir(tree->root.path.p);
	}
	sweeper_finish(&tree->sweeper);
	root_close(&tree->root);
	arena_destroy(tree->arena);
}
