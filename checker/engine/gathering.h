/* SPDX-License-Identifier: MIT */
/*
 * What a run owns besides what it shows: the readers' results, and what was
 * compiled from the configuration.  For the files of this room.
 */
#ifndef LINTEL_ENGINE_GATHERING_H
#define LINTEL_ENGINE_GATHERING_H

#include "engine/block_pool.h"
#include "engine/run.h"
#include "facts/external_map.h"
#include "facts/module_map.h"
#include "facts/unit.h"
#include "sources/c/compile_db.h"
#include "sources/text/text.h"

struct store_variant;

struct gathering {
	struct text_limits limits;
	struct text_tree tree;
	struct module_map *modules;
	struct external_map *externals;
	struct compile_db db;
	struct block_pool pool;
	VEC(struct code_unit) units;
	/* By file, set by run_judge(): not every unit of it was parsed as a whole. */
	uint8_t *lost_files;
	bool has_lost_files;
	/* Files of the tree that units read and the text tier had no reason to. */
	struct map *other_inputs;

	/* By entry of the compile database, where --since wants them: what was read; texts once. */
	struct store_variant *variants;
	struct map *input_paths;

	/* The run beside which this one judges another revision: engine/past.h; or NULL. */
	const struct run *head;
	/* Its records could not be read. */
	bool has_lost_records;
	/* Something changed while a copy was made of it: what the compiler says of it is not kept.
	 */
	bool is_torn;
};

/* run.c: run_configure() for a run beside `head` that reads the same folder through an overlay. */
NODISCARD bool run_configure_past(struct run *run, const struct run *head,
		const struct overlay *overlay, struct err *err);

/* databases.c: finds and reads the compile databases; none is fine, unless it was named. */
NODISCARD bool databases_read(struct run *run, struct err *err);
/* Hands their search paths to the text tier. */
void databases_resolve(struct run *run);

/* units.c: facts of all units, from the store or from the compiler, into pool and units. */
NODISCARD bool units_gather(struct run *run, struct err *err);

/* Remembers a file of the tree that a unit read, if the text tier had no reason to. */
void inputs_remember(struct run *run, struct str path);

/* Fills in what the facts of a unit say of it as a whole; texts are copied. */
void unit_fill(struct run *run, struct code_unit *unit, const struct unit_facts *facts);

/* Time in nanoseconds from some fixed moment: for --timings and nothing else. */
int64_t stopwatch(void);

#endif
