/* SPDX-License-Identifier: MIT */
#include "sources/telemetry/find.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/glob.h"
#include "base/map.h"
#include "base/path.h"
#include "facts/measure.h"
#include "sources/telemetry/format.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* What a search may meet before it is refused, and how deep it goes. */
#define ENTRIES_MOST 2000000
#define FOLDERS_DEEP 200

struct search {
	struct arena *arena;
	const struct root *root;
	const struct config_telemetry *config;
	struct measures *measures;
	struct snapshot_files *files;
	/* Folders that were searched, and those that are still to be. */
	struct map *searched;
	VEC(struct str) folders;
	size_t entries;
	/* By number of snapshot entry and pattern: what matched. */
	bool **has_match;
};

static void fault_add(struct search *search, const char *kind, struct str subject,
		struct place place, struct str text, struct str remedy, bool is_note)
{
	*vec_add(&search->measures->faults, search->measures->arena) = (struct measure_fault){
		.kind = str_of(kind),
		.subject = subject,
		.text = text,
		.remedy = remedy,
		.place = place,
		.is_note = is_note,
	};
}

static const struct config_snapshot *snapshot_at(const struct search *search, size_t i)
{
	return (const struct config_snapshot *)search->config->snapshots.p + i;
}

/* Whether any pattern names the file, and the format that the first declaration gives it. */
static bool path_matches(struct search *search, struct str path, enum config_format *format)
{
	bool is_match = false;

	*format = FORMAT_BY_NAME;
	for (size_t i = 0; i < search->config->snapshots.len; i++) {
		const struct config_snapshot *snapshot = snapshot_at(search, i);
		for (size_t k = 0; k < snapshot->paths.len; k++) {
			if (!glob_match(snapshot->paths.p[k].s, path)) {
				continue;
			}
			search->has_match[i][k] = true;
			is_match = true;
			if (*format == FORMAT_BY_NAME) {
				*format = (enum config_format)snapshot->format.value;
			}
		}
	}
	return is_match;
}

static void file_add(struct search *search, struct str path)
{
	enum config_format format;

	if (!path_matches(search, path, &format)) {
		return;
	}
	format = format == FORMAT_BY_NAME ? format_by_name(path) : format;
	if (format != FORMAT_BY_NAME) {
		*vec_add(&search->files->list, search->arena) =
				(struct snapshot_file){ path, format };
	} else if (path_name(path).p[0] != '.') {
		fault_add(search, "format", path, (struct place){ .path = path },
				STR("its name tells no format, so it is not read"),
				STR("declare its `format`, or let the patterns of `snapshots` leave it out"),
				true);
	}
}

/* DT_UNKNOWN where the file system does not say; a link counts as what it leads to, a file. */
static bool is_folder(int fd, const struct dirent *found)
{
	struct stat st;
	if (found->d_type != DT_UNKNOWN) {
		return found->d_type == DT_DIR;
	}
	return fstatat(fd, found->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode);
}

static struct str path_below_folder(struct arena *arena, struct str folder, const char *name)
{
	return folder.len ? str_fmt(arena, STR_FMT "/%s", STR_ARG(folder), name)
			  : str_dup(arena, str_of(name));
}

static bool entries_read(struct search *search, struct str folder, DIR *dir, struct err *err)
{
	const struct dirent *found;
	/* One stream has one reader, as readdir() wants it. */
	/* NOLINTNEXTLINE(concurrency-mt-unsafe) */
	while ((found = readdir(dir)) != NULL) {
		struct str name = str_of(found->d_name);
		if (str_eq(name, STR(".")) || str_eq(name, STR(".."))
				|| str_eq(name, STR(".git"))) {
			continue;
		}
		if (++search->entries > ENTRIES_MOST) {
			return err_set(err,
					"the search for snapshots met more than %d files: name "
					"their folder in `snapshots`",
					ENTRIES_MOST);
		}
		struct str path = path_below_folder(search->arena, folder, found->d_name);
		if (is_folder(dirfd(dir), found)) {
			*vec_add(&search->folders, search->arena) = path;
		} else {
			file_add(search, path);
		}
	}
	return true;
}

static size_t depth_of(struct str path)
{
	size_t depth = 0;
	for (size_t i = 0; i < path.len; i++) {
		depth += path.p[i] == '/';
	}
	return depth;
}

static bool folder_read(struct search *search, struct str folder, struct err *err)
{
	enum file_status status;
	bool is_new;

	map_put(search->searched, folder, &is_new);
	if (!is_new || depth_of(folder) >= FOLDERS_DEEP) {
		return true;
	}
	int fd = root_open_file(search->root, folder.len ? folder : STR("."), &status);
	DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
	if (dir) {
		bool is_good = entries_read(search, folder, dir, err);
		closedir(dir);
		return is_good;
	}
	if (fd >= 0) {
		close(fd);
	}
	/* What is not there, or is a file, matches nothing, and that is said once. */
	return true;
}

/* The folder that a pattern's files lie below: all before its first special segment. */
static struct str pattern_folder(struct str pattern)
{
	struct str literal = str_slice(pattern, 0, glob_literal(pattern));

	if (!glob_is_pattern(pattern)) {
		return pattern;
	}
	size_t slash = str_find_last(literal, '/');
	return slash == literal.len ? STR("") : str_slice(literal, 0, slash);
}

static bool pattern_search(struct search *search, struct str pattern, struct err *err)
{
	struct str folder = pattern_folder(pattern);
	bool is_new;

	/* A bare name may be that of a file. */
	if (!glob_is_pattern(pattern)) {
		struct stat st;
		struct str path = str_dup(search->arena, pattern);
		if (fstatat(search->root->fd, path.p, &st, AT_SYMLINK_NOFOLLOW) == 0
				&& !S_ISDIR(st.st_mode)) {
			map_put(search->searched, path, &is_new);
			if (is_new) {
				file_add(search, path);
			}
			return true;
		}
	}
	*vec_add(&search->folders, search->arena) = folder;
	while (search->folders.len) {
		if (!folder_read(search, search->folders.p[--search->folders.len], err)) {
			return false;
		}
	}
	return true;
}

static void matchless_report(struct search *search)
{
	for (size_t i = 0; i < search->config->snapshots.len; i++) {
		const struct config_snapshot *snapshot = snapshot_at(search, i);
		for (size_t k = 0; k < snapshot->paths.len; k++) {
			const struct text *pattern = &snapshot->paths.p[k];
			if (!search->has_match[i][k]) {
				fault_add(search, "empty", pattern->s, pattern->place,
						str_fmt(search->measures->arena,
								"no file matches '" STR_FMT "'",
								STR_ARG(pattern->s)),
						STR("paths are relative to the folder of lintel.yaml"),
						false);
			}
		}
	}
}

static int file_order(const void *a, const void *b)
{
	const struct snapshot_file *x = a;
	const struct snapshot_file *y = b;
	return str_cmp(x->path, y->path);
}

/* A file may be met twice: by its name and in its folder. */
static void files_unite(struct snapshot_files *files)
{
	size_t kept = 0;

	vec_sort(&files->list, file_order);
	for (size_t i = 0; i < files->list.len; i++) {
		if (kept == 0 || !str_eq(files->list.p[kept - 1].path, files->list.p[i].path)) {
			files->list.p[kept++] = files->list.p[i];
		}
	}
	files->list.len = kept;
}

bool snapshots_find(struct snapshot_files *files, struct arena *arena, const struct root *root,
		const struct config_telemetry *config, struct measures *measures, struct err *err)
{
	struct search search = {
		.arena = arena,
		.root = root,
		.config = config,
		.measures = measures,
		.files = files,
		.searched = map_create(arena),
		.has_match = arena_new_array(arena, bool *, config->snapshots.len),
	};

	*files = (struct snapshot_files){ 0 };
	for (size_t i = 0; i < config->snapshots.len; i++) {
		search.has_match[i] =
				arena_new_array(arena, bool, snapshot_at(&search, i)->paths.len);
	}
	for (size_t i = 0; i < config->snapshots.len; i++) {
		const struct text_list *paths = &snapshot_at(&search, i)->paths;
		for (size_t k = 0; k < paths->len; k++) {
			if (!pattern_search(&search, paths->p[k].s, err)) {
				return false;
			}
		}
	}
	matchless_report(&search);
	files_unite(files);
	return true;
}

/* "04-00-00", "04:00", "040000" at `*at`; moves behind it. */
static bool clock_read(struct str text, size_t *at, unsigned clock[3])
{
	static const unsigned most[] = { 23, 59, 59 };
	size_t parts = 0;

	for (; parts < 3; parts++) {
		size_t from = *at;
		if (parts && from < text.len && (text.p[from] == '-' || text.p[from] == ':')) {
			from++;
		}
		uint64_t value;
		if (from + 2 > text.len || !str_to_u64(str_slice(text, from, from + 2), &value)
				|| value > most[parts]) {
			break;
		}
		clock[parts] = (unsigned)value;
		*at = from + 2;
	}
	return parts >= 2;
}

/* What stands at `at`, or MOMENT_EVER. */
static moment stamp_at(struct str name, size_t at)
{
	date_day day;
	unsigned clock[3] = { 0 };

	if ((at > 0 && name.p[at - 1] >= '0' && name.p[at - 1] <= '9') || at + 10 > name.len
			|| !date_read_day(str_slice(name, at, at + 10), &day)) {
		return MOMENT_EVER;
	}
	at += 10;
	moment begin = (moment)day * MOMENT_DAY;
	if (at == name.len || (name.p[at] != 'T' && (name.p[at] < '0' || name.p[at] > '9'))) {
		return begin + MOMENT_DAY - MOMENT_SECOND;
	}
	at++;
	/* Without a Z nobody knows which clock it was. */
	if (name.p[at - 1] != 'T' || !clock_read(name, &at, clock) || at == name.len
			|| name.p[at] != 'Z') {
		return MOMENT_EVER;
	}
	return begin + ((moment)clock[0] * 3600 + clock[1] * 60 + clock[2]) * MOMENT_SECOND;
}

moment snapshot_stamp(struct str path)
{
	struct str name = path_name(path);

	for (size_t i = name.len; i > 0; i--) {
		moment stamp = stamp_at(name, i - 1);
		if (stamp != MOMENT_EVER) {
			return stamp;
		}
	}
	return MOMENT_EVER;
}
