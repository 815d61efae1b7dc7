/* SPDX-License-Identifier: MIT */
/*
 * Facts of units kept between runs.
 *
 * What is kept of a unit holds as long as every file that it read has the same
 * contents, and every name that its files include could mean the same files.
 * All functions take NULL for a store that cannot be used: nothing is kept then.
 */
#ifndef LINTEL_ENGINE_KEPT_H
#define LINTEL_ENGINE_KEPT_H

#include "engine/gathering.h"

struct kept;
struct store;

/*
 * The store of the run, or NULL with --no-store, or if it cannot be used; what is
 * wrong with it is in run->notes, once, now or when it is closed.
 */
struct store *run_store_open(struct run *run);
void run_store_close(struct run *run, struct store *store);

/* NULL with --no-store, or if there is none; why is in run->notes. */
struct kept *kept_open(struct run *run);

/* Takes what is kept of an entry into `unit` and the pool; false if nothing holds. */
NODISCARD bool kept_find(struct kept *kept, uint32_t entry, struct code_unit *unit);

/*
 * Keeps what was just parsed; `hashes` are those of its blocks.  A crash or a
 * unit that took too long is not kept: another time it may go well.
 */
void kept_put(struct kept *kept, uint32_t entry, const struct unit_facts *facts,
		const struct hash *hashes);

void kept_close(struct kept *kept);

#endif
