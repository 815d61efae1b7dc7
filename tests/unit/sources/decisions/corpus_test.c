/* SPDX-License-Identifier: MIT */
/*
 * The reader against real records and what a person reads in them: labels.tsv,
 * of which labels.md tells.  The records are not in this repository.  They are
 * looked for in the folder that the environment's LINTEL_CORPUS names, else in
 * ../shared/corpus/decisions beside it; without them all is skipped.
 */
#include "base/err.h"
#include "sources/decisions/reader.h"
#include "unit/unit.h"

#include <dirent.h>

#define AGREEMENT_MIN 99.0
/* What is a record at all is told by names and habits: it may be a little less. */
#define AGREEMENT_MIN_KIND 95.0

struct label {
	struct str path;
	bool is_record;
	struct str status;
	struct str date;
	struct str supersedes;
	struct str superseded_by;
};

struct corpus {
	struct arena *arena;
	struct str folder;
	struct root root;
	/* By repository: a record's number means nothing beyond its own. */
	struct map *repositories;
	/* By path, the records and the skipped files. */
	struct map *records;
	struct map *skipped;
	VEC(struct label) labels;
	/* What is there, counted without the reader: Markdown files. */
	VEC(struct str) files;
};

/* Labels that were compared, and how many of them the reader says otherwise. */
struct tally {
	const char *what;
	size_t compared;
	size_t differing;
};

static bool is_there(const char *path)
{
	DIR *folder = opendir(path);
	return folder && closedir(folder) == 0;
}

/* All files and folders directly in `folder`, in the order of their names. */
static void list_folder(struct arena *arena, const char *folder, struct str **names, size_t *count)
{
	VEC(struct str) found = { 0 };
	DIR *open = opendir(folder);
	assert_non_null(open);
	for (struct dirent *entry; (entry = readdir(open));) {
		if (entry->d_name[0] != '.') {
			*vec_add(&found, arena) = str_dup(arena, str_of(entry->d_name));
		}
	}
	assert_int_equal(closedir(open), 0);
	vec_sort(&found, str_order);
	*names = found.p;
	*count = found.len;
}

static const char *absolute(const struct corpus *corpus, struct str path)
{
	return str_fmt(corpus->arena, STR_FMT "/" STR_FMT, STR_ARG(corpus->folder), STR_ARG(path))
			.p;
}

static void find_files(struct corpus *corpus, struct str repository)
{
	VEC(struct str) folders = { 0 };
	*vec_add(&folders, corpus->arena) = repository;
	while (folders.len > 0) {
		struct str folder = folders.p[--folders.len];
		struct str *names;
		size_t count;
		list_folder(corpus->arena, absolute(corpus, folder), &names, &count);
		for (size_t i = 0; i < count; i++) {
			struct str path = str_fmt(corpus->arena, STR_FMT "/" STR_FMT,
					STR_ARG(folder), STR_ARG(names[i]));
			if (str_ends(path, STR(".md"))) {
				*vec_add(&corpus->files, corpus->arena) = path;
			} else if (is_there(absolute(corpus, path))) {
				*vec_add(&folders, corpus->arena) = path;
			}
		}
	}
}

static void read_repository(struct corpus *corpus, struct str repository)
{
	struct err err;
	struct arena *arena = corpus->arena;
	struct text dir = { .s = repository };
	const struct config_decisions config = {
		.dirs = { .p = &dir, .len = 1, .is_set = true },
		.id = { .s = STR("ADR-{number}") },
	};
	const struct decision_limits limits = { .max_bytes = 8 << 20, .max_records = 20000 };
	struct decisions *read = arena_new(arena, struct decisions);
	decisions_init(read, arena);
	if (!decisions_read(read, arena, &corpus->root, &config, &limits, 2, &err)) {
		fail_msg("%s: %s", repository.p, err.text);
	}
	map_put(corpus->repositories, repository, NULL)->ptr = read;
	vec_each (struct decision, decision, &read->list) {
		map_put(corpus->records, decision->path, NULL)->ptr = decision;
	}
	vec_each (struct decision_skipped, file, &read->skipped) {
		map_put(corpus->skipped, file->path, NULL)->ptr = file;
	}
}

static void read_labels(struct corpus *corpus)
{
	struct err err;
	struct str text;
	struct str line;
	if (!file_read(corpus->arena, STR(SOURCE_FOLDER "/tests/unit/sources/decisions/labels.tsv"),
			    FILE_SIZE_MAX, &text, &err)) {
		fail_msg("%s", err.text);
	}
	assert_true(str_split(&text, '\n', &line));
	while (str_split(&text, '\n', &line)) {
		struct str column[7];
		size_t count = 0;
		if (line.len == 0) {
			continue;
		}
		while (count < 7 && str_split(&line, '\t', &column[count])) {
			count++;
		}
		assert_int_equal(count, 7);
		*vec_add(&corpus->labels, corpus->arena) = (struct label){
			.path = column[0],
			.is_record = str_eq(column[1], STR("yes")),
			.status = column[2],
			.date = column[3],
			.supersedes = column[4],
			.superseded_by = column[5],
		};
	}
}

/* Where the records are, if they are anywhere. */
static const char *corpus_folder(void)
{
	const char *named = getenv("LINTEL_CORPUS");
	return named ? named : SOURCE_FOLDER "/../shared/corpus/decisions";
}

static int open_corpus(void **state)
{
	struct err err;
	struct arena *arena = arena_create();
	struct corpus *corpus = arena_new(arena, struct corpus);
	corpus->arena = arena;
	corpus->folder = str_of(corpus_folder());
	if (!root_open(&corpus->root, arena, corpus->folder, &err)) {
		fail_msg("%s", err.text);
	}
	corpus->repositories = map_create(arena);
	corpus->records = map_create(arena);
	corpus->skipped = map_create(arena);
	struct str *names;
	size_t count;
	list_folder(arena, corpus->folder.p, &names, &count);
	for (size_t i = 0; i < count; i++) {
		find_files(corpus, names[i]);
		read_repository(corpus, names[i]);
	}
	read_labels(corpus);
	*state = corpus;
	return 0;
}

static int close_corpus(void **state)
{
	struct corpus *corpus = *state;
	root_close(&corpus->root);
	arena_destroy(corpus->arena);
	return 0;
}

static const struct decision *record_of(const struct corpus *corpus, const struct label *label)
{
	return map_ptr(corpus->records, label->path);
}

static void differs(struct tally *tally, struct str path, struct str expected, struct str actual,
		struct str why)
{
	tally->differing++;
	print_message("# " STR_FMT ": %s: label '" STR_FMT "', reader '" STR_FMT "'%s" STR_FMT "\n",
			STR_ARG(path), tally->what, STR_ARG(expected), STR_ARG(actual),
			why.len > 0 ? ": " : "", STR_ARG(why));
}

static void assert_agreement(const struct tally *tally, double minimum)
{
	size_t same = tally->compared - tally->differing;
	double percent = 100.0 * (double)same / (double)tally->compared;
	print_message("# %s: %zu of %zu labels agree, %.1f %%\n", tally->what, same,
			tally->compared, percent);
	assert_true(tally->compared > 0);
	if (percent < minimum) {
		fail_msg("%s: less than %.0f %% agree", tally->what, minimum);
	}
}

static void no_file_is_lost(void **state)
{
	struct corpus *corpus = *state;
	size_t seen = 0;
	size_t kept = 0;
	for (size_t i = 0; i < corpus->repositories->len; i++) {
		const struct decisions *read = corpus->repositories->entries[i].ptr;
		seen += read->seen;
		kept += read->list.len + read->skipped.len;
	}
	print_message("# %zu files: %zu records read, %zu skipped\n", seen, corpus->records->len,
			corpus->skipped->len);
	assert_int_equal(seen, corpus->files.len);
	assert_int_equal(kept, seen);
	vec_each (const struct str, path, &corpus->files) {
		bool is_read = map_ptr(corpus->records, *path) != NULL;
		bool is_skipped = map_ptr(corpus->skipped, *path) != NULL;
		if (is_read == is_skipped) {
			fail_msg("%s is %s", path->p, is_read ? "read and skipped" : "lost");
		}
	}
}

static void all_skipped_files_have_a_reason(void **state)
{
	struct corpus *corpus = *state;
	for (size_t i = 0; i < corpus->skipped->len; i++) {
		const struct decision_skipped *file = corpus->skipped->entries[i].ptr;
		assert_true(file->reason.len > 0);
		if (file->is_failure) {
			fail_msg("%s: %s", file->path.p, file->reason.p);
		}
	}
}

static void what_is_unknown_has_a_reason(void **state)
{
	struct corpus *corpus = *state;
	size_t statuses = 0;
	size_t dates = 0;
	for (size_t i = 0; i < corpus->records->len; i++) {
		const struct decision *decision = corpus->records->entries[i].ptr;
		if (decision->status == STATUS_UNKNOWN || decision->status == STATUS_OTHER) {
			statuses += decision->status == STATUS_UNKNOWN;
			if (decision->status_reason.len == 0) {
				fail_msg("%s: no status and no reason", decision->path.p);
			}
		}
		if (!decision->date.is_known) {
			dates++;
			if (decision->date.reason.len == 0) {
				fail_msg("%s: no date and no reason", decision->path.p);
			}
		}
	}
	print_message("# %zu records: %zu statuses and %zu dates unknown\n", corpus->records->len,
			statuses, dates);
}

static void records_are_told_from_other_files(void **state)
{
	struct corpus *corpus = *state;
	struct tally tally = { "record or not", corpus->labels.len, 0 };
	vec_each (const struct label, label, &corpus->labels) {
		bool is_read = record_of(corpus, label) != NULL;
		if (is_read != label->is_record) {
			differs(&tally, label->path,
					label->is_record ? STR("record") : STR("no record"),
					is_read ? STR("record") : STR("no record"), STR(""));
		}
	}
	assert_agreement(&tally, AGREEMENT_MIN_KIND);
}

static void statuses_agree(void **state)
{
	struct corpus *corpus = *state;
	struct tally tally = { "status", 0, 0 };
	vec_each (const struct label, label, &corpus->labels) {
		const struct decision *decision = record_of(corpus, label);
		if (!label->is_record) {
			continue;
		}
		tally.compared++;
		struct str actual = decision ? str_of(decision_status_words[decision->status])
					     : STR("not read");
		if (!str_eq(actual, label->status)) {
			differs(&tally, label->path, label->status, actual,
					decision ? decision->status_reason : STR(""));
		}
	}
	assert_agreement(&tally, AGREEMENT_MIN);
}

/* The words of the labels: an ISO day, or why there is none. */
static struct str date_word(struct arena *arena, const struct decision_date *date)
{
	if (date->is_known) {
		char day[DATE_DAY_SIZE];
		date_write_day(date->day, day);
		return str_dup(arena, str_of(day));
	}
	if (date->raw.len == 0) {
		return STR("none");
	}
	if (str_contains(date->reason, STR("not all there"))) {
		return STR("incomplete");
	}
	if (str_contains(date->reason, STR("ambiguous"))) {
		return STR("ambiguous");
	}
	/* Whatever else was written instead of a date. */
	return STR("placeholder");
}

static void dates_agree(void **state)
{
	struct corpus *corpus = *state;
	struct tally tally = { "date", 0, 0 };
	vec_each (const struct label, label, &corpus->labels) {
		const struct decision *decision = record_of(corpus, label);
		if (!label->is_record) {
			continue;
		}
		tally.compared++;
		struct str actual = decision ? date_word(corpus->arena, &decision->date)
					     : STR("not read");
		if (!str_eq(actual, label->date)) {
			differs(&tally, label->path, label->date, actual,
					decision ? decision->date.reason : STR(""));
		}
	}
	assert_agreement(&tally, AGREEMENT_MIN);
}

static bool list_has(struct str list, struct str item)
{
	struct str part;
	while (str_split(&list, ',', &part)) {
		if (str_eq(part, item)) {
			return true;
		}
	}
	return false;
}

/* All targets of links of `kind` as a comma list, each once; "-" for none. */
static struct str targets(const struct corpus *corpus, const struct decision *decision,
		enum decision_link_kind kind)
{
	struct str list = STR("-");
	struct str repository = str_slice(decision->path, 0, str_find(decision->path, '/'));
	const struct decisions *read = map_ptr(corpus->repositories, repository);
	vec_each (const struct decision_link, link, &decision->links) {
		if (link->kind != kind) {
			continue;
		}
		struct str name = link->path.len > 0 ? link->path : link->target;
		if (link->record < read->list.len) {
			name = read->list.p[link->record].path;
		}
		if (str_eq(list, STR("-"))) {
			list = name;
		} else if (!list_has(list, name)) {
			list = str_fmt(corpus->arena, STR_FMT "," STR_FMT, STR_ARG(list),
					STR_ARG(name));
		}
	}
	return list;
}

/* The same items, in any order. */
static bool same_list(struct str a, struct str b)
{
	struct str part;
	for (struct str rest = a; str_split(&rest, ',', &part);) {
		if (!list_has(b, part)) {
			return false;
		}
	}
	for (struct str rest = b; str_split(&rest, ',', &part);) {
		if (!list_has(a, part)) {
			return false;
		}
	}
	return true;
}

static void supersessions_agree(void **state)
{
	struct corpus *corpus = *state;
	struct tally tally = { "supersession", 0, 0 };
	vec_each (const struct label, label, &corpus->labels) {
		const struct decision *decision = record_of(corpus, label);
		if (!label->is_record) {
			continue;
		}
		tally.compared++;
		if (!decision) {
			differs(&tally, label->path, label->supersedes, STR("not read"), STR(""));
			continue;
		}
		struct str forward = targets(corpus, decision, LINK_SUPERSEDES);
		struct str back = targets(corpus, decision, LINK_SUPERSEDED_BY);
		if (!same_list(forward, label->supersedes)) {
			differs(&tally, label->path, label->supersedes, forward, STR("forward"));
		} else if (!same_list(back, label->superseded_by)) {
			differs(&tally, label->path, label->superseded_by, back, STR("back"));
		}
	}
	assert_agreement(&tally, AGREEMENT_MIN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_file_is_lost),
		cmocka_unit_test(all_skipped_files_have_a_reason),
		cmocka_unit_test(what_is_unknown_has_a_reason),
		cmocka_unit_test(records_are_told_from_other_files),
		cmocka_unit_test(statuses_agree),
		cmocka_unit_test(dates_agree),
		cmocka_unit_test(supersessions_agree),
	};
	if (!is_there(corpus_folder())) {
		print_message("1..0 # SKIP no records in %s\n", corpus_folder());
		return 0;
	}
	return cmocka_run_group_tests_name(
			"sources/decisions/corpus", tests, open_corpus, close_corpus);
}
