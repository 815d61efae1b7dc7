/* SPDX-License-Identifier: MIT */
#include "sources/decisions/walk.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/listing.h"
#include "base/path.h"

#include <sys/stat.h>
#include <unistd.h>

/* Folders and files that are looked at for each one that may be kept. */
#define ENTRIES_FACTOR 16

struct folder {
	struct str path;
	size_t depth;
};

struct walking {
	struct walk *walk;
	struct arena *arena;
	const struct root *root;
	VEC(struct folder) folders;
	size_t entries;
	size_t max_entries;
};

static bool is_markdown(struct str name)
{
	struct str extension = path_extension(name);
	return str_eq(extension, STR(".md")) || str_eq(extension, STR(".markdown"))
	       || str_eq(extension, STR(".MD"));
}

static void entry_add(struct walking *walking, struct folder folder, const struct listed *entry)
{
	if (str_starts(entry->name, STR("."))) {
		return;
	}
	struct str path = path_join(walking->arena, folder.path, entry->name);
	bool is_link = entry->kind == LISTED_LINK;
	if (entry->kind == LISTED_FOLDER) {
		*vec_add(&walking->folders, walking->arena) =
				(struct folder){ path, folder.depth + 1 };
	} else if (is_markdown(entry->name) && (entry->kind == LISTED_FILE || is_link)) {
		/* Zero if it is gone again; links are not read. */
		struct file_stamp stamp = { 0 };
		if (!is_link) {
			(void)root_stamp(walking->root, path, &stamp);
		}
		*vec_add(&walking->walk->files, walking->arena) = (struct found){
			.path = path,
			.size = stamp.size,
			.is_link = is_link,
		};
	}
}

static void problem_note(struct walking *walking, struct str path, const char *problem)
{
	*vec_add(&walking->walk->files, walking->arena) = (struct found){
		.path = path,
		.problem = str_of(problem),
	};
}

/* Below the first, a folder that cannot be read costs that folder. */
static void folder_read(struct walking *walking, struct folder folder)
{
	struct listing listing;
	struct listed found;
	if (!listing_open(&listing, walking->root, folder.path)) {
		problem_note(walking, folder.path, listing.problem);
		return;
	}
	while (walking->entries <= walking->max_entries && listing_next(&listing, &found)) {
		walking->entries++;
		entry_add(walking, folder, &found);
	}
	listing_close(&listing);
}

bool walk_add(struct walk *walk, struct arena *arena, const struct root *root, struct str dir,
		size_t max_files, struct err *err)
{
	struct walking walking = {
		.walk = walk,
		.arena = arena,
		.root = root,
		.max_entries = size_mul(max_files, ENTRIES_FACTOR),
	};
	enum file_status status;
	int fd = root_open_file(root, dir, &status);
	struct stat st;
	bool is_folder = fd >= 0 && fstat(fd, &st) == 0 && S_ISDIR(st.st_mode);
	if (fd >= 0) {
		close(fd);
	}
	if (fd < 0 && status == FILE_MISSING) {
		return err_set(err,
				"cannot read decisions in '" STR_FMT
				"': %s; 'lintel adr new TITLE' makes "
				"it, or name the folder that holds the records",
				STR_ARG(dir), file_status_text(status));
	}
	if (!is_folder) {
		return err_set(err, "cannot read decisions in '" STR_FMT "': %s", STR_ARG(dir),
				fd < 0 ? file_status_text(status) : "it is no folder");
	}
	*vec_add(&walking.folders, arena) = (struct folder){ .path = dir };
	for (size_t i = 0; i < walking.folders.len; i++) {
		struct folder folder = walking.folders.p[i];
		if (folder.depth > WALK_DEPTH_MAX) {
			problem_note(&walking, folder.path, "it lies deeper than 32 folders");
			continue;
		}
		folder_read(&walking, folder);
		if (walk->files.len > max_files || walking.entries > walking.max_entries) {
			return err_set(err,
					"more than %zu decision records below '" STR_FMT
					"' (--max-records)",
					max_files, STR_ARG(dir));
		}
	}
	return true;
}
