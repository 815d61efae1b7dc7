/* SPDX-License-Identifier: MIT */
/*
 * lintel's side of the workers: one thread, one poll() loop.
 *
 *	         started               greeting              request
 *	(none) ----------> STARTING ----------------> IDLE ----------> BUSY
 *	   ^                  |                         ^                |
 *	   |   died, refused  |                         |     reply      |
 *	   +------------------+                         +----------------+
 *	   ^                                                             |
 *	   +------------- died, or killed at its deadline ---------------+
 *
 * Killing a worker loses the unit it was busy with, and nothing else.
 */
#include "sources/c/c.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/path.h"
#include "sources/c/prefixes.h"
#include "sources/c/protocol.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Loading libclang from a cold disk takes a while. */
#define START_SECONDS 60

/*
 * A unit's limit is processor time, so that a busy machine loses no unit; one
 * that waits for something instead ends after this many times its limit.
 */
#define WAIT_FACTOR 10

enum worker_state {
	WORKER_NONE,
	WORKER_STARTING,
	WORKER_IDLE,
	WORKER_BUSY,
};

struct worker_process {
	enum worker_state state;
	pid_t pid;
	int fd;
	struct prefix_task task;
	/* When to look at it next; when it ends whatever it does; what it had used before. */
	int64_t deadline;
	int64_t last_deadline;
	int64_t used_before;
	/* What has arrived of the message: its length first. */
	struct buf incoming;
};

struct farm {
	const struct compile_db *db;
	const struct c_job *jobs;
	size_t done_count;
	struct prefixes prefixes;
	const struct root *root;
	const struct c_limits *limits;
	c_done_fn *done;
	void *ctx;
	struct worker_process *workers;
	unsigned worker_count;
	struct buf message;
};

static int64_t now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The processor time that a worker has used, or -1 if nobody knows. */
static int64_t used_ms(const struct worker_process *worker)
{
	clockid_t clock;
	struct timespec used;
	if (clock_getcpuclockid(worker->pid, &clock) != 0 || clock_gettime(clock, &used) != 0) {
		return -1;
	}
	return (int64_t)used.tv_sec * 1000 + used.tv_nsec / 1000000;
}

struct str c_version(void)
{
	return STR("libclang " LINTEL_LIBCLANG_VERSION);
}

static bool worker_spawn(struct farm *farm, struct worker_process *worker, struct err *err)
{
	int ends[2];
	char bytes[32];
	char program[] = "lintel";
	char mode[] = C_WORKER_ARGUMENT;
	char *arguments[] = { program, mode, bytes, NULL };
	posix_spawn_file_actions_t actions;

	snprintf(bytes, sizeof(bytes), "%zu", farm->limits->worker_bytes);
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
		return err_set(err, "cannot start a worker: %s", err_errno(errno));
	}
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[1], PROTOCOL_FD);
	int failed = posix_spawn(
			&worker->pid, "/proc/self/exe", &actions, NULL, arguments, environ);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	if (failed) {
		close(ends[0]);
		return err_set(err, "cannot start a worker: %s", err_errno(failed));
	}
	worker->fd = ends[0];
	worker->state = WORKER_STARTING;
	worker->deadline = now_ms() + START_SECONDS * 1000;
	buf_clear(&worker->incoming);
	return true;
}

/* Ends the process, if it has not ended yet; what waitpid() says of it. */
static int worker_end(struct worker_process *worker, bool kill_it)
{
	int status = 0;
	if (worker->state == WORKER_NONE) {
		return 0;
	}
	if (kill_it) {
		kill(worker->pid, SIGKILL);
	}
	close(worker->fd);
	while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR) {
	}
	worker->state = WORKER_NONE;
	return status;
}

static void job_done(struct farm *farm, struct worker_process *worker, struct str packed)
{
	farm->done_count++;
	farm->done((uint32_t)worker->task.job, packed, farm->ctx);
	prefixes_job_done(&farm->prefixes, worker->task.group);
}

/* What happened behind a prefix may be the prefix's fault: true if it was taken care of. */
static bool task_retried(struct farm *farm, const struct worker_process *worker)
{
	const struct prefix_task *task = &worker->task;
	if (task->makes_prefix) {
		prefixes_made(&farm->prefixes, task->group, false);
	} else if (task->group != 0) {
		prefixes_job_again(&farm->prefixes, task->job, task->group);
	}
	return task->makes_prefix || task->group != 0;
}

/* A task that ended without an answer. */
static void job_lost(struct farm *farm, struct worker_process *worker, enum unit_status status,
		const char *text, int number, const char *rest)
{
	if (task_retried(farm, worker)) {
		return;
	}
	struct arena *arena = arena_create();
	struct unit_facts facts = {
		.status = status,
		.problem = str_fmt(arena, "%s %d%s", text, number, rest),
	};
	struct buf packed;
	buf_init(&packed);
	unit_pack(&facts, &packed);
	job_done(farm, worker, buf_str(&packed));
	buf_finish(&packed);
	arena_destroy(arena);
}

static void worker_died(struct farm *farm, struct worker_process *worker)
{
	bool was_busy = worker->state == WORKER_BUSY;
	int status = worker_end(worker, false);
	if (!was_busy) {
		return;
	}
	if (WIFSIGNALED(status)) {
		job_lost(farm, worker, UNIT_CRASHED, "the compiler library crashed on it: signal",
				WTERMSIG(status), "");
	} else {
		job_lost(farm, worker, UNIT_CRASHED, "the compiler library gave up: exit code",
				WEXITSTATUS(status), "");
	}
}

static void request_make(struct farm *farm, const struct prefix_task *task)
{
	const struct prefix_group *group = &farm->prefixes.groups.p[task->group];
	uint32_t number = task->makes_prefix ? group->entry : farm->jobs[task->job].entry;
	const struct compile_entry *entry = &farm->db->entries.p[number];
	struct arena *arena = arena_create();
	struct request request = {
		.kind = task->makes_prefix ? REQUEST_PREFIX : REQUEST_UNIT,
		.root = farm->root->path,
		.directory = entry->directory,
		.file = path_join(arena, farm->root->path, entry->path),
		.prefix = group->path,
		.lead = group->lead,
	};
	for (size_t i = 0; i < entry->flag_count; i++) {
		*vec_add(&request.flags, arena) = entry->flags[i];
	}
	buf_clear(&farm->message);
	request_pack(&request, &farm->message);
	arena_destroy(arena);
}

/* Gives an idle worker the next job. */
static void job_give(struct farm *farm, struct worker_process *worker)
{
	if (worker->state != WORKER_IDLE || !prefixes_next(&farm->prefixes, &worker->task)) {
		return;
	}
	worker->state = WORKER_BUSY;
	worker->deadline = now_ms() + (int64_t)farm->limits->unit_seconds * 1000;
	worker->last_deadline = worker->deadline
				+ (int64_t)farm->limits->unit_seconds * 1000 * (WAIT_FACTOR - 1);
	worker->used_before = used_ms(worker);
	request_make(farm, &worker->task);
	if (!message_send(worker->fd, buf_str(&farm->message))) {
		worker_died(farm, worker);
	}
}

static void reply_take(struct farm *farm, struct worker_process *worker, struct str reply)
{
	struct c_prefixing *prefixing = farm->limits->prefixing;
	enum reply_kind kind = reply.len ? (enum reply_kind)reply.p[0] : REPLY_FELL_BACK;
	if (worker->task.makes_prefix) {
		prefixes_made(&farm->prefixes, worker->task.group, kind == REPLY_WHOLE);
		prefixing->prefixes += kind == REPLY_WHOLE;
		return;
	}
	if (prefixing) {
		prefixing->units += kind == REPLY_BEHIND;
		prefixing->fell_back += kind == REPLY_FELL_BACK;
	}
	job_done(farm, worker, str_from(reply, 1));
}

/* A whole message is there. False if the worker cannot work at all. */
static bool message_take(struct farm *farm, struct worker_process *worker, struct str message,
		struct err *err)
{
	if (worker->state == WORKER_STARTING) {
		worker->state = WORKER_IDLE;
		return message.len == 0 || err_set(err, STR_FMT, STR_ARG(message));
	}
	reply_take(farm, worker, message);
	worker->state = WORKER_IDLE;
	return true;
}

/* Reads what is there. False if the worker cannot work at all. */
static bool worker_read(struct farm *farm, struct worker_process *worker, struct err *err)
{
	char bytes[65536];
	ssize_t got = recv(worker->fd, bytes, sizeof(bytes), MSG_DONTWAIT);
	if (got < 0 && (errno == EINTR || errno == EAGAIN)) {
		return true;
	}
	if (got <= 0) {
		bool was_starting = worker->state == WORKER_STARTING;
		worker_died(farm, worker);
		return !was_starting || err_set(err, "a worker ended before it began");
	}
	buf_add(&worker->incoming, (struct str){ bytes, (size_t)got });
	uint32_t length;
	if (worker->incoming.len < sizeof(length)) {
		return true;
	}
	memcpy(&length, worker->incoming.p, sizeof(length));
	if (length > PROTOCOL_MESSAGE_MAX) {
		kill(worker->pid, SIGKILL);
		worker_died(farm, worker);
		return true;
	}
	if (worker->incoming.len < sizeof(length) + length) {
		return true;
	}
	struct str message = str_from(buf_str(&worker->incoming), sizeof(length));
	bool ok = message_take(farm, worker, message, err);
	buf_clear(&worker->incoming);
	return ok;
}

/* Gives a unit the processor time that others have kept from it. */
static bool deadline_extend(const struct farm *farm, struct worker_process *worker, int64_t now)
{
	int64_t limit = (int64_t)farm->limits->unit_seconds * 1000;
	int64_t used = used_ms(worker);
	if (used < 0 || worker->used_before < 0 || now >= worker->last_deadline) {
		return false;
	}
	int64_t left = limit - (used - worker->used_before);
	worker->deadline = now + left;
	return left > 0;
}

static bool deadline_check(
		struct farm *farm, struct worker_process *worker, int64_t now, struct err *err)
{
	if (worker->state == WORKER_BUSY && now >= worker->deadline
			&& !deadline_extend(farm, worker, now)) {
		worker_end(worker, true);
		job_lost(farm, worker, UNIT_TIMED_OUT, "it takes longer than the limit of",
				(int)farm->limits->unit_seconds, " s (--max-unit-time)");
	}
	if (worker->state == WORKER_STARTING && now >= worker->deadline) {
		worker_end(worker, true);
		return err_set(err, "a worker did not start within %d s", START_SECONDS);
	}
	return true;
}

/* Starts missing workers and hands out jobs. */
static bool workers_feed(struct farm *farm, struct err *err)
{
	for (unsigned i = 0; i < farm->worker_count; i++) {
		struct worker_process *worker = &farm->workers[i];
		bool has_work = prefixes_has_task(&farm->prefixes);
		if (worker->state == WORKER_NONE && has_work && !worker_spawn(farm, worker, err)) {
			return false;
		}
		job_give(farm, worker);
	}
	return true;
}

/* Waits until something happens, and deals with it. */
static bool farm_step(struct farm *farm, struct pollfd *polled, struct err *err)
{
	int64_t now = now_ms();
	int64_t wait = 1000;
	for (unsigned i = 0; i < farm->worker_count; i++) {
		const struct worker_process *worker = &farm->workers[i];
		bool is_awaited = worker->state == WORKER_BUSY || worker->state == WORKER_STARTING;
		polled[i] = (struct pollfd){ .fd = is_awaited ? worker->fd : -1, .events = POLLIN };
		if (is_awaited && worker->deadline - now < wait) {
			wait = worker->deadline > now ? worker->deadline - now : 0;
		}
	}
	if (poll(polled, farm->worker_count, (int)wait) < 0 && errno != EINTR) {
		return err_set(err, "cannot wait for workers: %s", err_errno(errno));
	}
	now = now_ms();
	for (unsigned i = 0; i < farm->worker_count; i++) {
		struct worker_process *worker = &farm->workers[i];
		if (polled[i].fd >= 0 && (polled[i].revents & (POLLIN | POLLHUP | POLLERR))) {
			if (!worker_read(farm, worker, err)) {
				return false;
			}
		} else if (!deadline_check(farm, worker, now, err)) {
			return false;
		}
	}
	return true;
}

bool c_parse(const struct compile_db *db, const struct c_job *jobs, size_t count,
		const struct root *root, const struct c_limits *limits, unsigned workers,
		c_done_fn *done, void *ctx, struct err *err)
{
	struct arena *arena = arena_create();
	struct farm farm = {
		.db = db,
		.jobs = jobs,
		.root = root,
		.limits = limits,
		.done = done,
		.ctx = ctx,
		.worker_count = workers < count ? workers : (unsigned)count,
	};
	farm.workers = arena_new_array(arena, struct worker_process, farm.worker_count);
	struct pollfd *polled = arena_new_array(arena, struct pollfd, farm.worker_count);
	buf_init(&farm.message);
	prefixes_plan(&farm.prefixes, arena, db, jobs, count, root, limits->prefixing);

	bool ok = true;
	while (ok && farm.done_count < count) {
		ok = workers_feed(&farm, err) && farm_step(&farm, polled, err);
	}
	for (unsigned i = 0; i < farm.worker_count; i++) {
		worker_end(&farm.workers[i], true);
		buf_finish(&farm.workers[i].incoming);
	}
	buf_finish(&farm.message);
	prefixes_finish(&farm.prefixes);
	arena_destroy(arena);
	return ok;
}

struct hash c_unit_key(const struct compile_db *db, uint32_t entry_number)
{
	const struct compile_entry *entry = &db->entries.p[entry_number];
	struct arena *arena = arena_create();
	VEC(struct str) parts = { 0 };
	*vec_add(&parts, arena) = str_fmt(arena, "unit %d", UNIT_FORMAT);
	*vec_add(&parts, arena) = c_version();
	*vec_add(&parts, arena) = entry->path;
	*vec_add(&parts, arena) = entry->key_directory;
	for (size_t i = 0; i < entry->flag_count; i++) {
		*vec_add(&parts, arena) = entry->key_flags[i];
	}
	struct hash key = hash_parts(parts.p, parts.len);
	arena_destroy(arena);
	return key;
}
