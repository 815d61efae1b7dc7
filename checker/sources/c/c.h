/* SPDX-License-Identifier: MIT */
/*
 * Facts from the compiler: compile databases in, one packed `unit_facts` for
 * each unit out.
 *
 * libclang is loaded only in worker processes (this program, started again
 * with C_WORKER_ARGUMENT), which have limits, no right to execute or to open a
 * socket, and a deadline for each unit: a unit that crashes or hangs the
 * library costs that unit.
 */
#ifndef LINTEL_SOURCES_C_C_H
#define LINTEL_SOURCES_C_C_H

#include "base/file.h"
#include "base/vec.h"
#include "config/config.h"
#include "facts/unit.h"
#include "sources/c/compile_db.h"

struct arena;
struct err;

/* The first argument of a worker process; cli/ hands over to c_worker_main(). */
#define C_WORKER_ARGUMENT "--internal-worker"

/*
 * How much the includes on these lines of an entry's file make the compiler
 * read, in bytes, each without what those before it brought in; 0 for line 0.
 */
typedef void c_weigh_fn(
		uint32_t entry, const uint32_t *lines, size_t count, uint64_t *bytes, void *ctx);

/* Parsing what units begin with only once: what is worth it, and what came of it. */
struct c_prefixing {
	c_weigh_fn *weigh;
	void *ctx;
	size_t prefixes;
	/* Units parsed behind a prefix, and units that had one that did not hold. */
	size_t units;
	size_t fell_back;
};

struct c_limits {
	/* Seconds for one unit. */
	unsigned unit_seconds;
	/* Bytes of address space for one worker. */
	size_t worker_bytes;
	/* NULL: every unit is parsed as a whole. */
	struct c_prefixing *prefixing;
};

/* A unit to parse. */
struct c_job {
	/* Number in compile_db.entries. */
	uint32_t entry;
};

/* Called in the order in which units finish, from the thread that runs c_parse(). */
typedef void c_done_fn(uint32_t job, struct str packed_unit, void *ctx);

/*
 * Parses the jobs in up to `workers` processes.  `done` gets each job exactly
 * once, with packed facts that unit_unpack() takes; `packed_unit` is borrowed.
 * False if no worker can be started at all.
 */
NODISCARD bool c_parse(const struct compile_db *db, const struct c_job *jobs, size_t count,
		const struct root *root, const struct c_limits *limits, unsigned workers,
		c_done_fn *done, void *ctx, struct err *err);

/* The version of libclang, as far as it can change facts; part of a unit's key. */
struct str c_version(void);

/* The key of an entry's facts in the store: all that is known before parsing. */
struct hash c_unit_key(const struct compile_db *db, uint32_t entry);

/* The worker's main loop; its exit code. */
int c_worker_main(int argc, char **argv);

#endif
