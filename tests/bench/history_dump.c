/* SPDX-License-Identifier: MIT */
/*
 * Writes the history of a folder's repository as lintel reads it, in the words of
 * `git log --raw`, for tests/bench/history to compare:
 *
 *	commit ID, then one line for each change: A, M or D, a tab, the path; a
 *	rename is a D and an A.  Ends of names are NUL, as with -z.
 *
 * With --lines it is the lines of each change but renames, as `--numstat` adds up.
 * With --stay nothing is written: how long it takes, on how many threads, and
 * how much memory it needs goes to standard error.
 */
#include "base/arena.h"
#include "base/err.h"
#include "sources/git/history.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

static double now(void)
{
	struct timespec at;
	clock_gettime(CLOCK_MONOTONIC, &at);
	return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static void line_write(char kind, struct str path)
{
	printf("%c\t", kind);
	fwrite(path.p, 1, path.len, stdout);
	putchar('\0');
}

static void change_write(const struct history *history, const struct history_change *change)
{
	static const char kinds[] = "AMDA";
	line_write(kinds[change->kind], history->paths[change->path]);
	if (change->kind == CHANGE_RENAMED) {
		line_write('D', history->paths[change->from]);
	}
}

static bool always(uint32_t commit, uint32_t change, void *ctx)
{
	(void)commit;
	(void)change;
	(void)ctx;
	return true;
}

static void lines_write(const struct history *history, const struct history_change *change)
{
	if (change->kind != CHANGE_RENAMED) {
		struct str path = history->paths[change->path];
		printf("%u\t", change->lines);
		fwrite(path.p, 1, path.len, stdout);
		putchar('\0');
	}
}

static void history_write(const struct history *history, struct arena *arena, bool has_lines)
{
	for (size_t i = 0; i < history->commit_count; i++) {
		const struct history_commit *commit = &history->commits[i];
		struct str id = history_commit_id(history, (uint32_t)i, arena);
		printf("commit " STR_FMT "%c", STR_ARG(id), '\0');
		for (uint32_t j = 0; j < commit->change_count; j++) {
			const struct history_change *change =
					&history->changes[commit->first_change + j];
			(has_lines ? lines_write : change_write)(history, change);
		}
	}
}

static bool history_read(struct history *history, struct arena *arena,
		struct repository *repository, unsigned jobs, bool is_told, struct err *err)
{
	double begin = now();
	bool has_grown;
	struct buf packed;
	struct rusage usage;
	struct history_log *log = history_log_read(arena, STR(""));

	if (!history_log_extend(log, repository, NULL, 0, &history_limits_default, jobs, &has_grown,
			    err)) {
		return false;
	}
	double walked = now();
	buf_init(&packed);
	history_log_pack(log, &packed);
	double kept = now();
	log = history_log_read(arena, buf_str(&packed));
	double read = now();
	bool is_made = history_make(history, arena, log, repository, NULL, 0, NULL, 0, err);
	double made = now();
	getrusage(RUSAGE_SELF, &usage);
	if (is_told) {
		fprintf(stderr, "%zu commits, %zu changes, %zu paths, %u people, %zu bytes kept\n",
				history->commit_count, history->change_count, history->path_count,
				history->people, packed.len);
		fprintf(stderr, "walk %.3f s, pack %.3f s, read %.3f s, make %.3f s, %ld KiB\n",
				walked - begin, kept - walked, read - kept, made - read,
				usage.ru_maxrss);
	}
	buf_finish(&packed);
	return is_made;
}

int main(int argc, char **argv)
{
	struct arena *arena = arena_create();
	struct repository *repository;
	struct repository_lack lack;
	struct history history;
	struct err err;
	bool is_told = argc > 2 && strcmp(argv[1], "--stay") == 0;
	bool has_lines = argc > 2 && strcmp(argv[1], "--lines") == 0;
	unsigned jobs = argc > 3 ? (unsigned)strtoul(argv[3], NULL, 10) : 2;
	char *folder = argc > 1 ? realpath(argv[is_told || has_lines ? 2 : 1], NULL) : NULL;

	if (!folder || !repository_open_history(&repository, arena, str_of(folder), &lack)) {
		fprintf(stderr, "cannot open the repository\n");
		return 2;
	}
	if (repository_lacks(repository, arena, &lack)) {
		fprintf(stderr, STR_FMT "\n", STR_ARG(lack.why));
		return 2;
	}
	if (!history_read(&history, arena, repository, jobs, is_told, &err)
			|| (has_lines
					&& !history_lines_count(&history, repository, always, NULL,
							jobs, &err))) {
		fprintf(stderr, "%s\n", err.text);
		return 2;
	}
	if (!is_told) {
		history_write(&history, arena, has_lines);
	}
	repository_close(repository);
	free(folder);
	arena_destroy(arena);
	return 0;
}
