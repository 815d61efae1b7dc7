/* SPDX-License-Identifier: MIT */
#include "cli/surroundings.h"

#include "base/arena.h"
#include "base/err.h"

#include <dirent.h>
#include <errno.h>
#include <unistd.h>

#define DATABASE "compile_commands.json"
#define FOLDERS_MOST 10000

bool surroundings_has(struct arena *arena, struct str folder, const char *name)
{
	return access(str_fmt(arena, STR_FMT "/%s", STR_ARG(folder), name).p, F_OK) == 0;
}

/* What CMake, meson and ninja leave behind. */
static bool is_build(struct arena *arena, struct str folder)
{
	return surroundings_has(arena, folder, "CMakeCache.txt")
	       || surroundings_has(arena, folder, "build.ninja")
	       || surroundings_has(arena, folder, "meson-private");
}

bool surroundings_see(
		struct surroundings *seen, struct arena *arena, struct str folder, struct err *err)
{
	DIR *stream = opendir(folder.p);
	VEC(struct str) names = { 0 };

	*seen = (struct surroundings){ 0 };
	if (!stream) {
		return err_set(err, "cannot read '" STR_FMT "': %s", STR_ARG(folder),
				err_errno(errno));
	}
	for (const struct dirent *entry; names.len < FOLDERS_MOST && (entry = readdir(stream));) {
		if (entry->d_name[0] != '.' && entry->d_type == DT_DIR) {
			*vec_add(&names, arena) = str_dup(arena, str_of(entry->d_name));
		}
	}
	closedir(stream);
	vec_sort(&names, str_order);

	if (surroundings_has(arena, folder, DATABASE)) {
		*vec_add(&seen->compile_commands, arena) = STR(DATABASE);
	}
	vec_each (const struct str, name, &names) {
		struct str below = str_fmt(
				arena, STR_FMT "/" STR_FMT, STR_ARG(folder), STR_ARG(*name));
		if (surroundings_has(arena, below, DATABASE)) {
			*vec_add(&seen->compile_commands, arena) =
					str_fmt(arena, STR_FMT "/" DATABASE, STR_ARG(*name));
		}
		if (is_build(arena, below)) {
			*vec_add(&seen->build_folders, arena) = *name;
		}
	}
	return true;
}
