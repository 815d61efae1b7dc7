/* SPDX-License-Identifier: MIT */
/*
 * Runs a fuzz target over the files of a corpus folder: the main() of every
 * target that is not built for libFuzzer.
 */
#include "fuzz/fuzz.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/vec.h"

#include <dirent.h>

static bool replay(struct arena *arena, struct str folder, struct str name)
{
	struct err err;
	struct str bytes;
	struct str path = str_fmt(arena, STR_FMT "/" STR_FMT, STR_ARG(folder), STR_ARG(name));
	if (!file_read(arena, path, FILE_SIZE_MAX, &bytes, &err)) {
		printf("# %s\n", err.text);
		return false;
	}
	/* A copy of just this size, so that a byte too far is seen. */
	uint8_t *copy = malloc(bytes.len ? bytes.len : 1);
	if (!copy) {
		die_oom();
	}
	memcpy(copy, bytes.p, bytes.len);
	LLVMFuzzerTestOneInput(copy, bytes.len);
	free(copy);
	return true;
}

int main(int argc, char **argv)
{
	struct arena *arena = arena_create();
	VEC(struct str) names = { 0 };
	DIR *dir = argc == 2 ? opendir(argv[1]) : NULL;
	if (!dir) {
		fputs("usage: replay FOLDER\n", stderr);
		return 2;
	}
	for (struct dirent *entry; (entry = readdir(dir));) {
		if (entry->d_name[0] != '.') {
			*vec_add(&names, arena) = str_dup(arena, str_of(entry->d_name));
		}
	}
	closedir(dir);
	vec_sort(&names, str_order);

	size_t failed = 0;
	printf("1..%zu\n", names.len);
	for (size_t i = 0; i < names.len; i++) {
		bool ok = replay(arena, str_of(argv[1]), names.p[i]);
		failed += !ok;
		printf("%s %zu - " STR_FMT "\n", ok ? "ok" : "not ok", i + 1, STR_ARG(names.p[i]));
		fflush(stdout);
	}
	arena_destroy(arena);
	return failed ? 1 : 0;
}
