/* SPDX-License-Identifier: MIT */
#include "sources/decisions/reader.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/glob.h"
#include "base/pool.h"
#include "base/problem.h"
#include "sources/decisions/front.h"
#include "sources/decisions/header.h"
#include "sources/decisions/link.h"
#include "sources/decisions/mention.h"
#include "sources/decisions/name.h"
#include "sources/decisions/outline.h"
#include "sources/decisions/record.h"
#include "sources/decisions/review.h"
#include "sources/decisions/section.h"
#include "sources/decisions/settled.h"
#include "sources/decisions/status.h"
#include "sources/decisions/trigger.h"
#include "sources/decisions/walk.h"
#include "sources/decisions/weak.h"

#define MAX_BYTES ((size_t)8 * 1024 * 1024)
#define MAX_RECORDS ((size_t)20000)
/* All records together may be so many times as large as one. */
#define TOTAL_FACTOR 64

static void dates_settle(struct decision *decision)
{
	struct decision_date *dates[] = { &decision->date, &decision->accepted,
		&decision->reviewed };
	for (size_t i = 0; i < COUNT_OF(dates); i++) {
		if (!dates[i]->is_known && dates[i]->reason.len == 0) {
			dates[i]->reason = STR("not stated");
		}
	}
}

static void record_read(struct decision *decision, struct arena *arena, struct str path,
		struct str text, const struct config_decisions *config, const struct words *words)
{
	struct record record = {
		.decision = decision,
		.arena = arena,
		.words = words,
		.config = config,
	};
	*decision = (struct decision){ .path = path, .content = hash_of(text) };
	record_take(&record, text);
	name_read(&record);
	front_read(&record);
	outline_read(&record);
	sections_read(&record);
	header_read(&record);
	record.header_links = decision->links.len;
	parts_read(&record);
	statement_read(&record);
	weak_read(&record);
	triggers_read(&record);
	triggers_settle(&record);
	status_settle(&record);
	dates_settle(decision);
	mentions_read(&record);
	reviews_read(&record);
	settled_hash(&record);
	if (decision->title.len == 0) {
		decision->title = record.front_title.len ? record.front_title : name_slug(&record);
		decision->title_place = record.front_title_place;
	}
	decision->title_place.path = path;
}

struct decision_reader {
	const struct config_decisions *config;
	struct words words;
};

const struct decision_reader *decision_reader_create(
		struct arena *arena, const struct config_decisions *config)
{
	struct decision_reader *reader = arena_new(arena, struct decision_reader);
	struct problems problems;
	problems_init(&problems, arena);
	reader->config = config;
	/* What is wrong with the configuration's words is said where all records are read. */
	bool is_good = words_read(&reader->words, arena, config->words, &problems);
	(void)is_good;
	return reader;
}

void decision_read(const struct decision_reader *reader, struct decision *decision,
		struct arena *arena, struct str path, struct str text)
{
	record_read(decision, arena, str_dup(arena, path), text, reader->config, &reader->words);
}

/* One file: it becomes a record, or is left out for a reason. */
struct item {
	struct str path;
	struct decision decision;
	struct str skipped;
	bool is_failure;
};

struct reading {
	const struct root *root;
	const struct config_decisions *config;
	const struct words *words;
	size_t max_bytes;
	struct item *items;
	struct arena **arenas;
};

static bool is_ignored(const struct config_decisions *config, struct str path)
{
	for (size_t i = 0; i < config->ignore.len; i++) {
		if (glob_match(config->ignore.p[i].s, path)) {
			return true;
		}
	}
	return false;
}

/* A guide that lies beside the records has nothing of a record. */
static struct str no_record(const struct decision *decision)
{
	bool has_any = decision->id.len || decision->is_unnumbered || decision->statements.len
		       || decision->status_place.line || decision->date.raw.len
		       || decision->parts[PART_DECISION].is_there || decision->triggers.len
		       || decision->faults.len;
	return has_any ? STR("") : STR("it has no number, no status, no date and no decision");
}

static void item_read(size_t number, unsigned worker, void *ctx)
{
	struct reading *reading = ctx;
	struct item *item = &reading->items[number];
	struct arena *arena = reading->arenas[worker];
	if (item->skipped.len) {
		return;
	}
	item->skipped = is_ignored(reading->config, item->path)
					? STR("ignored by the configuration")
					: name_skipped(reading->words, arena, item->path);
	if (item->skipped.len) {
		return;
	}
	struct buf bytes;
	struct file_stamp stamp;
	buf_init(&bytes);
	enum file_status status =
			root_read(reading->root, item->path, reading->max_bytes, &bytes, &stamp);
	if (status == FILE_OK) {
		record_read(&item->decision, arena, item->path, buf_str(&bytes), reading->config,
				reading->words);
		links_check(&item->decision, arena, reading->root);
		item->skipped = no_record(&item->decision);
	} else {
		item->is_failure = true;
		item->skipped = status == FILE_TOO_LARGE
						? str_fmt(arena,
								  "larger than the limit of %zu "
								  "bytes (--max-record-size)",
								  reading->max_bytes)
						: str_of(file_status_text(status));
	}
	buf_finish(&bytes);
}

static int found_order(const void *a, const void *b)
{
	return str_cmp(((const struct found *)a)->path, ((const struct found *)b)->path);
}

/* All files of all folders, each once: folders may lie in one another. */
static bool items_find(struct reading *reading, size_t *count, struct arena *arena,
		size_t max_records, struct err *err)
{
	struct walk walk = { 0 };
	for (size_t i = 0; i < reading->config->dirs.len; i++) {
		if (!walk_add(&walk, arena, reading->root, reading->config->dirs.p[i].s,
				    max_records, err)) {
			return false;
		}
	}
	vec_sort(&walk.files, found_order);
	reading->items = arena_new_array(arena, struct item, walk.files.len + 1);
	*count = 0;
	uint64_t total = 0;
	vec_each (const struct found, found, &walk.files) {
		if (*count && str_eq(reading->items[*count - 1].path, found->path)) {
			continue;
		}
		struct item *item = &reading->items[(*count)++];
		*item = (struct item){
			.path = found->path,
			.skipped = found->is_link ? STR("a link") : found->problem,
			.is_failure = found->problem.len > 0,
		};
		/* What is too large by itself says so when it is read. */
		bool is_counted = !item->skipped.len && found->size <= reading->max_bytes;
		total += is_counted ? found->size : 0;
		if (is_counted && total > size_mul(reading->max_bytes, TOTAL_FACTOR)) {
			item->skipped = str_fmt(arena,
					"all records together are larger than %d times the limit of "
					"%zu bytes (--max-record-size)",
					TOTAL_FACTOR, reading->max_bytes);
			item->is_failure = true;
		}
	}
	return true;
}

static void items_take(struct decisions *decisions, struct arena *arena, const struct item *items,
		size_t count)
{
	decisions->seen = count;
	for (size_t i = 0; i < count; i++) {
		if (items[i].skipped.len) {
			*vec_add(&decisions->skipped, arena) = (struct decision_skipped){
				.path = items[i].path,
				.reason = items[i].skipped,
				.is_failure = items[i].is_failure,
			};
		} else {
			*vec_add(&decisions->list, arena) = items[i].decision;
		}
	}
}

static bool words_load(struct words *words, struct arena *arena,
		const struct config_decisions *config, struct err *err)
{
	struct problems problems;
	problems_init(&problems, arena);
	if (words_read(words, arena, config->words, &problems)) {
		return true;
	}
	const struct problem *first = &problems.list.p[0];
	return err_set(err, STR_FMT ":%u:%u: " STR_FMT ": " STR_FMT, STR_ARG(first->place.path),
			(unsigned)first->place.line, (unsigned)first->place.column,
			STR_ARG(first->text), STR_ARG(first->remedy));
}

bool decisions_read(struct decisions *decisions, struct arena *arena, const struct root *root,
		const struct config_decisions *config, const struct decision_limits *limits,
		unsigned jobs, struct err *err)
{
	struct words words;
	struct reading reading = {
		.root = root,
		.config = config,
		.words = &words,
		.max_bytes = limits && limits->max_bytes ? limits->max_bytes : MAX_BYTES,
	};
	size_t max_records = limits && limits->max_records ? limits->max_records : MAX_RECORDS;
	size_t count;
	decisions_init(decisions, arena);
	if (!words_load(&words, arena, config, err)
			|| !items_find(&reading, &count, arena, max_records, err)) {
		return false;
	}
	jobs = jobs ? jobs : 1;
	reading.arenas = arena_new_array(arena, struct arena *, jobs);
	for (unsigned i = 0; i < jobs; i++) {
		reading.arenas[i] = arena_create();
	}
	pool_run(jobs, count, item_read, &reading);
	for (unsigned i = 0; i < jobs; i++) {
		arena_adopt(arena, reading.arenas[i]);
	}
	items_take(decisions, arena, reading.items, count);
	decisions_freeze(decisions);
	return true;
}
