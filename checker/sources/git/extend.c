/* SPDX-License-Identifier: MIT */
/*
 * New commits into a log: first all of them are listed, one after the other,
 * for each names the next; then their trees are compared, by several threads.
 */
#include "base/arena.h"
#include "base/err.h"
#include "base/pool.h"
#include "sources/git/log.h"

#include <pthread.h>
#include <string.h>

/* Commits that one thread takes at a time: neighbours have most folders in common. */
#define CHUNK ((size_t)128)
/* More changes than these are handed over before the next commit. */
#define CHANGES_AT_ONCE ((size_t)1 << 16)

const struct history_limits history_limits_default = {
	.max_commits = 2000000,
	.max_changes = 1000000,
	.max_paths = 4000000,
	.max_all_changes = 30000000,
};

struct extending {
	struct history_log *log;
	struct repository *repository;
	const struct history_limits *limits;
	/* The first new commit, and the trees of those from there on. */
	size_t first;
	VEC(git_oid) trees;
	struct arena *scratch;
	/* New commits, the latest first: neighbours have most folders in common. */
	uint32_t *order;
	size_t order_len;
	/* By worker. */
	struct tree_reader **readers;
	/* Guards all that follows, and the log while trees are compared. */
	pthread_mutex_t lock;
	/* The first chunk in which something went wrong, and what. */
	size_t bad_chunk;
	struct err err;
};

/* What a thread found of one commit and has not handed over yet. */
struct found {
	size_t commit;
	size_t first_change;
	size_t end_change;
};

/* ---- listing ---- */

static uint32_t mention_add(struct history_log *log, bool has, const struct history_id *id)
{
	if (!has) {
		return NONE;
	}
	*vec_add(&log->mentions, log->arena) = *id;
	return (uint32_t)(log->mentions.len - 1);
}

static uint32_t number_of(struct map *texts, struct str text)
{
	/* First put, then looked where the entries are: they may have moved. */
	const struct map_entry *entry = map_put(texts, text, NULL);
	return (uint32_t)(entry - texts->entries);
}

static bool commit_add(struct extending *extending, const git_oid *id, struct err *err)
{
	struct history_log *log = extending->log;
	bool is_new;

	(void)log_add(log, id->id, &is_new);
	return log->commits.len <= extending->limits->max_commits
	       || err_set(err, "there are more than %zu commits: --max-commits sets the limit",
			       extending->limits->max_commits);
}

/* Says of a commit all but its changes, and lists its parents. */
static bool commit_list(struct extending *extending, git_odb *odb, size_t number, struct err *err)
{
	struct history_log *log = extending->log;
	struct commit_text text;
	git_odb_object *object;
	bool is_good = true;
	git_oid id;

	memcpy(id.id, log->commits.p[number].id, sizeof(id.id));
	if (!commit_text_get(odb, &id, &object, &text, err)) {
		return false;
	}
	*vec_add(&extending->trees, extending->scratch) = text.tree;
	uint32_t first_parent = (uint32_t)log->parents.len;
	for (size_t i = 0; i < text.parent_count && is_good; i++) {
		commit_text_parent(&text, i, &id);
		is_good = commit_add(extending, &id, err);
		*vec_add(&log->parents, log->arena) = log_find(log, id.id);
	}
	struct log_commit *commit = &log->commits.p[number];
	commit->person = number_of(log->people, text.person);
	commit->at = text.at;
	commit->written = text.written;
	commit->first_parent = first_parent;
	commit->parent_count = (uint32_t)text.parent_count;
	commit->reverts = mention_add(log, text.has_reverts, &text.reverts);
	commit->picked = mention_add(log, text.has_picked, &text.picked);
	git_odb_object_free(object);
	return is_good;
}

static bool commits_list(struct extending *extending, const struct str *tips, size_t tip_count,
		struct err *err)
{
	git_odb *odb = tree_reader_odb(extending->readers[0]);
	git_oid head;
	bool has_head;
	bool is_good = repository_head(extending->repository, &head, &has_head, err)
		       && (!has_head || commit_add(extending, &head, err));

	for (size_t i = 0; i < tip_count && is_good; i++) {
		git_oid id;
		is_good = git_oid_fromstrn(&id, tips[i].p, tips[i].len) == 0
					  ? commit_add(extending, &id, err)
					  : repository_error(
							    err, "what is to be read is no commit");
	}
	for (size_t i = extending->first; i < extending->log->commits.len && is_good; i++) {
		is_good = commit_list(extending, odb, i, err);
	}
	return is_good;
}

/* ---- comparing ---- */

/* Puts what was found of some commits into the log, under its lock. */
static bool found_take(struct extending *extending, struct tree_reader *reader,
		const struct found *found, size_t count, struct err *err)
{
	struct history_log *log = extending->log;
	size_t change_count;
	const struct tree_change *changes = tree_reader_changes(reader, &change_count);

	for (size_t i = 0; i < count; i++) {
		struct log_commit *commit = &log->commits.p[found[i].commit];
		commit->first_change = (uint32_t)log->changes.len;
		for (size_t j = found[i].first_change; j < found[i].end_change; j++) {
			const struct tree_change *change = &changes[j];
			const struct tree_change *from =
					changes + found[i].first_change + change->from;
			if (change->is_left_out) {
				continue;
			}
			*vec_add(&log->changes, log->arena) = (struct log_change){
				.path = number_of(log->paths, tree_reader_path(reader, change)),
				.from = change->kind == CHANGE_RENAMED
							? number_of(log->paths,
									  tree_reader_path(reader,
											  from))
							: NONE,
				.kind = change->kind,
			};
		}
		commit->change_count = (uint32_t)log->changes.len - commit->first_change;
	}
	tree_reader_clear(reader);
	if (log->changes.len > extending->limits->max_all_changes) {
		return err_set(err, "all commits together change more than %zu files",
				extending->limits->max_all_changes);
	}
	return log->paths->len <= extending->limits->max_paths
	       || err_set(err, "there are more than %zu paths", extending->limits->max_paths);
}

static bool tree_of_parent(const struct extending *extending, struct tree_reader *reader,
		uint32_t parent, git_oid *tree, struct err *err)
{
	git_oid id;

	if (parent >= extending->first) {
		*tree = extending->trees.p[parent - extending->first];
		return true;
	}
	memcpy(id.id, extending->log->commits.p[parent].id, sizeof(id.id));
	return tree_reader_root(reader, &id, tree, err);
}

/* What a commit changed against its only parent, or against nothing. */
static bool commit_compare(const struct extending *extending, struct tree_reader *reader,
		size_t number, struct found *found, struct err *err)
{
	const struct log_commit *commit = &extending->log->commits.p[number];
	const git_oid *to = &extending->trees.p[number - extending->first];
	git_oid from;

	if (commit->parent_count > 0
			&& !tree_of_parent(extending, reader,
					extending->log->parents.p[commit->first_parent], &from,
					err)) {
		return false;
	}
	found->commit = number;
	bool is_good = tree_reader_compare(reader, commit->parent_count > 0 ? &from : NULL, to,
			&found->first_change, err);
	(void)tree_reader_changes(reader, &found->end_change);
	return is_good;
}

static bool found_hand_over(struct extending *extending, struct tree_reader *reader,
		const struct found *found, size_t count, struct err *err)
{
	pthread_mutex_lock(&extending->lock);
	bool is_good = found_take(extending, reader, found, count, err);
	pthread_mutex_unlock(&extending->lock);
	return is_good;
}

static bool chunk_compare(struct extending *extending, struct tree_reader *reader, size_t first,
		size_t end, struct err *err)
{
	struct found found[CHUNK];
	size_t count = 0;
	bool is_good = true;

	tree_reader_clear(reader);
	for (size_t i = first; i < end && is_good; i++) {
		is_good = commit_compare(
				extending, reader, extending->order[i], &found[count++], err);
		if (is_good && found[count - 1].end_change > CHANGES_AT_ONCE) {
			is_good = found_hand_over(extending, reader, found, count, err);
			count = 0;
		}
	}
	return is_good && found_hand_over(extending, reader, found, count, err);
}

static void chunk_run(size_t chunk, unsigned worker, void *ctx)
{
	struct extending *extending = ctx;
	size_t first = chunk * CHUNK;
	size_t end = first + CHUNK < extending->order_len ? first + CHUNK : extending->order_len;
	struct err err;

	pthread_mutex_lock(&extending->lock);
	bool is_wanted = chunk < extending->bad_chunk;
	pthread_mutex_unlock(&extending->lock);
	if (!is_wanted) {
		return;
	}
	struct tree_reader **reader = &extending->readers[worker];
	if (!*reader) {
		*reader = tree_reader_create(
				extending->repository, extending->limits, STR("a commit"), &err);
	}
	if (!*reader || !chunk_compare(extending, *reader, first, end, &err)) {
		/* Of several the first is told, whichever thread met it. */
		pthread_mutex_lock(&extending->lock);
		if (chunk < extending->bad_chunk) {
			extending->bad_chunk = chunk;
			extending->err = err;
		}
		pthread_mutex_unlock(&extending->lock);
	}
}

static int latest_first(const void *a, const void *b, void *ctx)
{
	const struct history_log *log = ctx;
	uint32_t left = *(const uint32_t *)a;
	uint32_t right = *(const uint32_t *)b;
	int64_t left_at = log->commits.p[left].at;
	int64_t right_at = log->commits.p[right].at;
	if (left_at != right_at) {
		return left_at > right_at ? -1 : 1;
	}
	return left < right ? -1 : left > right;
}

/* A merge changed nothing itself. */
static void order_make(struct extending *extending)
{
	struct history_log *log = extending->log;

	extending->order = arena_new_array(
			extending->scratch, uint32_t, log->commits.len - extending->first);
	for (size_t i = extending->first; i < log->commits.len; i++) {
		if (log->commits.p[i].parent_count <= 1) {
			extending->order[extending->order_len++] = (uint32_t)i;
		}
	}
	qsort_r(extending->order, extending->order_len, sizeof(*extending->order), latest_first,
			log);
}

static bool trees_read(struct extending *extending, unsigned jobs, struct err *err)
{
	order_make(extending);
	extending->bad_chunk = SIZE_MAX;
	pool_run(jobs, (extending->order_len + CHUNK - 1) / CHUNK, chunk_run, extending);
	if (extending->bad_chunk != SIZE_MAX) {
		*err = extending->err;
		return false;
	}
	return true;
}

bool history_log_extend(struct history_log *log, struct repository *repository,
		const struct str *tips, size_t tip_count, const struct history_limits *limits,
		unsigned jobs, bool *has_grown, struct err *err)
{
	const struct log_size before = log_size(log);
	struct arena *scratch = arena_create();
	struct extending extending = {
		.log = log,
		.repository = repository,
		.limits = limits,
		.first = log->commits.len,
		.scratch = scratch,
		.readers = arena_new_array(scratch, struct tree_reader *, jobs + 1),
	};

	pthread_mutex_init(&extending.lock, NULL);
	extending.readers[0] = tree_reader_create(repository, limits, STR("a commit"), err);
	bool is_good = extending.readers[0] && commits_list(&extending, tips, tip_count, err)
		       && trees_read(&extending, jobs, err);
	*has_grown = is_good && log->commits.len > before.commits;
	if (!is_good) {
		log_cut(log, &before);
	}
	for (unsigned i = 0; i <= jobs; i++) {
		tree_reader_free(extending.readers[i]);
	}
	pthread_mutex_destroy(&extending.lock);
	arena_destroy(scratch);
	return is_good;
}
