/* SPDX-License-Identifier: MIT */
#include "sources/text/walk.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/pool.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum entry_kind {
	ENTRY_FILE,
	ENTRY_FOLDER,
	ENTRY_LINK,
	/* Pipes, sockets, devices. */
	ENTRY_OTHER,
};

struct entry {
	struct str path;
	enum entry_kind kind;
	/* ENTRY_FOLDER: its number, once its level is read. */
	uint32_t folder;
	/* ENTRY_LINK: what it holds. */
	struct str target;
};

struct folder {
	/* Empty for the root. */
	struct str path;
	VEC(struct entry) entries;
	size_t file_count;
	/* Not empty: why it could not be read. */
	struct str problem;
};

/* Shared by the workers of one level; each folder and arena has one user. */
struct level {
	const struct root *root;
	const struct text_limits *limits;
	struct folder *folders;
	struct arena **arenas;
};

static struct str path_make(struct arena *arena, struct str folder, struct str name)
{
	size_t skip = folder.len ? folder.len + 1 : 0;
	char *path = arena_alloc(arena, skip + name.len + 1);
	if (skip) {
		memcpy(path, folder.p, folder.len);
		path[folder.len] = '/';
	}
	memcpy(path + skip, name.p, name.len);
	return (struct str){ path, skip + name.len };
}

static enum entry_kind kind_of(int fd, const struct dirent *found)
{
	struct stat st;
	switch (found->d_type) {
	case DT_REG:
		return ENTRY_FILE;
	case DT_DIR:
		return ENTRY_FOLDER;
	case DT_LNK:
		return ENTRY_LINK;
	case DT_UNKNOWN:
		break;
	default:
		return ENTRY_OTHER;
	}
	/* Some file systems do not say. */
	if (fstatat(fd, found->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0) {
		return ENTRY_OTHER;
	}
	return S_ISREG(st.st_mode)   ? ENTRY_FILE
	       : S_ISDIR(st.st_mode) ? ENTRY_FOLDER
	       : S_ISLNK(st.st_mode) ? ENTRY_LINK
				     : ENTRY_OTHER;
}

static bool is_left_out(struct str name, enum entry_kind kind)
{
	if (str_eq(name, STR(".")) || str_eq(name, STR("..")) || kind == ENTRY_OTHER) {
		return true;
	}
	return kind == ENTRY_FOLDER
	       && (str_eq(name, STR(".git")) || str_eq(name, STR(".hg"))
			       || str_eq(name, STR(".svn")));
}

static struct str link_read(struct arena *arena, int fd, const char *name)
{
	char target[4096];
	ssize_t len = readlinkat(fd, name, target, sizeof(target));
	return len > 0 ? str_dup(arena, (struct str){ target, (size_t)len }) : STR("");
}

/*
 * The byte order of whole paths: a folder sorts as if its name ended in '/',
 * so that "a-b" comes before what lies in "a".
 */
static int entry_order(const void *a, const void *b)
{
	const struct entry *x = a;
	const struct entry *y = b;
	size_t shared = x->path.len < y->path.len ? x->path.len : y->path.len;
	int order = memcmp(x->path.p, y->path.p, shared);
	if (order) {
		return order;
	}
	unsigned char next_x = x->path.len > shared      ? (unsigned char)x->path.p[shared]
			       : x->kind == ENTRY_FOLDER ? '/'
							 : 0;
	unsigned char next_y = y->path.len > shared      ? (unsigned char)y->path.p[shared]
			       : y->kind == ENTRY_FOLDER ? '/'
							 : 0;
	return (next_x > next_y) - (next_x < next_y);
}

static void entries_read(struct folder *folder, struct arena *arena, DIR *dir,
		const struct text_limits *limits)
{
	const struct dirent *found;
	/* One stream has one reader, as readdir() wants it. */
	/* NOLINTNEXTLINE(concurrency-mt-unsafe) */
	while (errno = 0, (found = readdir(dir)) != NULL) {
		struct str name = str_of(found->d_name);
		enum entry_kind kind = kind_of(dirfd(dir), found);
		if (is_left_out(name, kind)) {
			continue;
		}
		struct entry *entry = vec_add(&folder->entries, arena);
		*entry = (struct entry){
			.path = path_make(arena, folder->path, name),
			.kind = kind,
		};
		if (kind == ENTRY_LINK) {
			entry->target = link_read(arena, dirfd(dir), found->d_name);
		}
		folder->file_count += kind == ENTRY_FILE ? 1 : 0;
		/* The sum is judged later; this only bounds the memory of one folder. */
		if (folder->entries.len > size_add(limits->max_files, limits->max_files)) {
			folder->file_count = folder->entries.len;
			break;
		}
	}
	if (errno) {
		folder->problem = str_of(err_errno(errno));
	}
	vec_sort(&folder->entries, entry_order);
}

static void folder_read(size_t item, unsigned worker, void *ctx)
{
	struct level *level = ctx;
	struct folder *folder = &level->folders[item];
	struct arena *arena = level->arenas[worker];
	enum file_status status;
	int fd = root_open_file(level->root, folder->path.len ? folder->path : STR("."), &status);
	DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
	if (dir) {
		entries_read(folder, arena, dir, level->limits);
		closedir(dir);
		return;
	}
	folder->problem = str_of(folder->path.len > 4000 ? "the path is longer than 4,000 bytes"
				 : fd < 0                ? file_status_text(status)
							 : err_errno(errno));
	if (fd >= 0) {
		close(fd);
	}
}

/* All folders read so far, in levels; `entry.folder` is a number here. */
struct folders {
	VEC(struct folder) all;
	size_t level_start;
	size_t file_count;
};

/* Numbers the folders found in the last level, which become the next one. */
static void level_next(struct folders *folders, struct arena *arena)
{
	size_t end = folders->all.len;
	for (size_t i = folders->level_start; i < end; i++) {
		size_t count = folders->all.p[i].entries.len;
		folders->file_count += folders->all.p[i].file_count;
		for (size_t k = 0; k < count; k++) {
			struct entry *entry = &folders->all.p[i].entries.p[k];
			if (entry->kind == ENTRY_FOLDER) {
				entry->folder = (uint32_t)folders->all.len;
				struct str path = entry->path;
				*vec_add(&folders->all, arena) = (struct folder){ .path = path };
			}
		}
	}
	folders->level_start = end;
}

static void folders_refuse(struct folders *folders, struct arena *arena, size_t max_depth)
{
	struct str why = str_fmt(
			arena, "deeper than the limit of %zu folders (--max-depth)", max_depth);
	for (size_t i = folders->level_start; i < folders->all.len; i++) {
		folders->all.p[i].problem = why;
	}
}

static bool folders_read(struct folders *folders, struct arena *arena, struct arena **arenas,
		const struct root *root, const struct text_limits *limits, unsigned jobs,
		struct err *err)
{
	*vec_add(&folders->all, arena) = (struct folder){ 0 };
	for (size_t depth = 0; folders->level_start < folders->all.len; depth++) {
		if (depth > limits->max_depth) {
			folders_refuse(folders, arena, limits->max_depth);
			break;
		}
		struct level level = {
			.root = root,
			.limits = limits,
			.folders = folders->all.p + folders->level_start,
			.arenas = arenas,
		};
		pool_run(jobs, folders->all.len - folders->level_start, folder_read, &level);
		level_next(folders, arena);
		if (folders->file_count > limits->max_files
				|| folders->all.len > size_add(limits->max_files, 1)) {
			return err_set(err,
					"more than %zu files or folders below '" STR_FMT
					"' (--max-files)",
					limits->max_files, STR_ARG(root->path));
		}
	}
	const struct folder *top = &folders->all.p[0];
	if (top->problem.len) {
		return err_set(err, "cannot read folder '" STR_FMT "': " STR_FMT,
				STR_ARG(root->path), STR_ARG(top->problem));
	}
	return true;
}

struct step {
	uint32_t folder;
	size_t next;
};

static void trouble_add(struct walk *walk, struct arena *arena, const struct folder *folder)
{
	if (folder->problem.len) {
		*vec_add(&walk->troubles, arena) = (struct text_trouble){
			.path = folder->path,
			.problem = folder->problem,
		};
	}
}

/* Entries are in order within each folder, so going down in time yields paths in order. */
static void walk_fill(struct walk *walk, struct arena *arena, const struct folders *folders)
{
	VEC(struct step) steps = { 0 };
	*vec_add(&steps, arena) = (struct step){ 0 };
	while (steps.len) {
		struct step *step = &steps.p[steps.len - 1];
		const struct folder *folder = &folders->all.p[step->folder];
		if (step->next == folder->entries.len) {
			steps.len--;
			continue;
		}
		const struct entry *entry = &folder->entries.p[step->next++];
		switch (entry->kind) {
		case ENTRY_FILE:
			*vec_add(&walk->files, arena) = entry->path;
			break;
		case ENTRY_FOLDER:
			*vec_add(&walk->folders, arena) = entry->path;
			trouble_add(walk, arena, &folders->all.p[entry->folder]);
			*vec_add(&steps, arena) = (struct step){ .folder = entry->folder };
			break;
		case ENTRY_LINK:
			*vec_add(&walk->links, arena) = (struct walk_link){
				.path = entry->path,
				.target = entry->target,
			};
			break;
		case ENTRY_OTHER:
			break;
		}
	}
}

bool walk_run(struct walk *walk, struct arena *arena, const struct root *root,
		const struct text_limits *limits, unsigned jobs, struct err *err)
{
	struct folders folders = { 0 };
	struct arena **arenas = arena_new_array(arena, struct arena *, jobs ? jobs : 1);
	for (unsigned i = 0; i < (jobs ? jobs : 1); i++) {
		arenas[i] = arena_create();
	}
	*walk = (struct walk){ 0 };
	bool ok = folders_read(&folders, arena, arenas, root, limits, jobs, err);
	if (ok) {
		walk_fill(walk, arena, &folders);
	}
	for (unsigned i = 0; i < (jobs ? jobs : 1); i++) {
		arena_adopt(arena, arenas[i]);
	}
	return ok;
}
