/* SPDX-License-Identifier: MIT */
/*
 * Which compile databases there are: those of the command line, else those of
 * the configuration, else the first that lies where builds put them.
 */
#include "base/arena.h"
#include "base/err.h"
#include "base/listing.h"
#include "base/overlay.h"
#include "base/path.h"
#include "engine/gathering.h"

#include <stdlib.h>
#include <unistd.h>

#define DATABASE_NAME "compile_commands.json"

/* The folders below the root whose names begin with "build", sorted; "." before them. */
static size_t build_folders(const struct run *run, struct str **folders)
{
	VEC(struct str) found = { 0 };
	struct listing listing;
	struct listed entry;
	*vec_add(&found, run->arena) = STR(".");
	if (listing_open(&listing, &run->root, STR(""))) {
		while (listing_next(&listing, &entry)) {
			if (str_starts(entry.name, STR("build"))) {
				*vec_add(&found, run->arena) = str_dup(run->arena, entry.name);
			}
		}
		listing_close(&listing);
	}
	/* "." stands before every name that begins with a letter. */
	vec_sort(&found, str_order);
	*folders = found.p;
	return found.len;
}

static struct str database_look(const struct run *run)
{
	struct str *folders;
	size_t count = build_folders(run, &folders);
	for (size_t i = 0; i < count; i++) {
		struct str path = path_join(run->arena, folders[i], STR(DATABASE_NAME));
		enum file_status status;
		int fd = root_open_file(&run->root, path, &status);
		if (fd >= 0) {
			close(fd);
			return path;
		}
	}
	return STR("");
}

static bool database_read(struct run *run, struct str path, bool is_inside)
{
	return compile_db_read(&run->gathering->db, run->arena, &run->root, path, is_inside,
			&run->config.compilers, &run->problems);
}

/*
 * Builds are head's, but not every file is there that they compile.  What is not
 * there yet, or no longer, says what the overlay knows.
 */
static void databases_take(struct run *run)
{
	const struct compile_db *from = &run->gathering->head->gathering->db;
	struct compile_db *db = &run->gathering->db;

	*db = *from;
	db->entries.p = arena_copy(
			run->arena, from->entries.p, from->entries.len * sizeof(*from->entries.p));
	db->entries.cap = db->entries.len;
	vec_each (struct compile_entry, entry, &db->entries) {
		const struct overlay_entry *other = overlay_find(run->root.overlay, entry->path);
		bool is_there = other && other->kind != OVERLAY_ABSENT;
		if (is_there && entry->is_absent) {
			entry->is_absent = false;
			entry->problem = STR("");
		} else if (!is_there && entry->problem.len == 0
				&& overlay_hides(run->root.overlay, entry->path)) {
			entry->is_absent = true;
			entry->problem = STR(COMPILE_ABSENT);
		}
	}
}

bool databases_read(struct run *run, struct err *err)
{
	if (run->gathering->head) {
		databases_take(run);
		return true;
	}
	const struct run_options *options = &run->options;
	const struct text_list *configured = &run->config.sources.compile_commands;
	bool is_good = true;
	for (size_t i = 0; i < options->compile_commands_count; i++) {
		is_good = database_read(run, options->compile_commands[i], false) && is_good;
	}
	if (options->compile_commands_count == 0) {
		vec_each (const struct text, path, configured) {
			is_good = database_read(run, path->s, true) && is_good;
		}
	}
	/* An empty list says: there is none. */
	if (options->compile_commands_count == 0 && !configured->is_set) {
		struct str path = database_look(run);
		is_good = path.len == 0 || database_read(run, path, true);
	}
	compile_db_finish(&run->gathering->db, run->arena);
	return is_good || err_set(err, "nothing was checked");
}

static void drops_tell(struct run *run)
{
	const struct compile_db *db = &run->gathering->db;
	struct code *code = run->code;
	code->dropped = arena_new_array(run->arena, struct code_flag, db->drops.len);
	vec_each (const struct compile_drop, drop, &db->drops) {
		code->dropped[code->dropped_count++] =
				(struct code_flag){ drop->flag, drop->count };
	}
}

void databases_resolve(struct run *run)
{
	struct gathering *gathering = run->gathering;
	const struct compile_db *db = &gathering->db;
	struct search_paths *searches =
			arena_new_array(run->arena, struct search_paths, db->searches.len);
	struct search_unit *units =
			arena_new_array(run->arena, struct search_unit, db->entries.len);
	size_t unit_count = 0;
	drops_tell(run);
	for (size_t i = 0; i < db->searches.len; i++) {
		const struct compile_search *from = &db->searches.p[i];
		searches[i] = (struct search_paths){
			.quote = from->quote.p,
			.quote_count = from->quote.len,
			.angled = from->angled.p,
			.angled_count = from->angled.len,
			.forced = from->forced.p,
			.forced_count = from->forced.len,
		};
	}
	vec_each (const struct compile_entry, entry, &db->entries) {
		if (entry->problem.len == 0) {
			units[unit_count++] = (struct search_unit){ entry->path, entry->search };
		}
	}
	text_resolve(&gathering->tree, run->arena, &run->root, &run->config.sources,
			&gathering->limits, searches, db->searches.len, units, unit_count,
			run->options.jobs);
}
