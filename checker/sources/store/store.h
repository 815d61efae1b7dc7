/* SPDX-License-Identifier: MIT */
/*
 * Facts kept between runs, in one SQLite file.
 *
 * A unit is found by its key: what is known before it is parsed (its path, its
 * flags, the versions of lintel, of the packed form and of libclang).  Under
 * one key lie a few variants, each with the inputs that it read and their
 * contents' hashes; a variant holds if every input is still the same.  Blocks
 * are kept once, by their hash.
 *
 * The store is a help, never a condition: whatever is wrong with it (locked,
 * damaged, foreign, read-only, full disk) makes it smaller or absent and
 * leaves a note; no function here can fail a run.  Several processes may use
 * one store at once.  One thread at a time may use a handle.  What is read is
 * checked by hash and bounds before it is believed.
 */
#ifndef LINTEL_SOURCES_STORE_STORE_H
#define LINTEL_SOURCES_STORE_STORE_H

#include "base/file.h"
#include "base/hash.h"
#include "base/vec.h"

struct arena;
struct store;

/* A file that a unit read. */
struct store_input {
	/* Relative to the root, or absolute when outside. */
	struct str path;
	bool is_outside;
	struct hash content;
};

/*
 * A name that a unit looked for ("cache.h"), and a hash of the paths of the
 * tree that end in it: when a file of that name appears or goes, an include
 * may mean another file, so the variant no longer holds.
 */
struct store_name {
	struct str name;
	struct hash places;
};

struct store_variant {
	VEC(struct store_input) inputs;
	VEC(struct store_name) names;
	/* Opaque here: the packed unit, with blocks replaced by their hashes. */
	struct str unit;
	VEC(struct hash) blocks;
};

/* Where the store lies when no --store is given: below the user's cache folder; may be empty. */
struct str store_default_folder(struct arena *arena);

/*
 * Opens or makes `folder`/facts.db.  NULL if it cannot be used; `*note` then
 * (and whenever something was put aside) says why in one line, else is empty.
 * A folder that others may write to is not used: whoever writes a store
 * decides what lintel believes.
 */
struct store *store_open(struct arena *arena, struct str folder, struct str *note);

/* What went wrong since it was opened, in one line; empty if nothing did, or for NULL. */
struct str store_note(const struct store *store);

/*
 * Writes what was put so far.  store_close() does it too, but whoever wants
 * to know whether it went well calls this and then asks for the note.
 */
void store_flush(struct store *store);

/* Writes what was put, and closes; NULL is fine. */
void store_close(struct store *store);

/*
 * The variants under a key, newest first; the number of them.  None for NULL.
 * What was put since the last flush is not among them.
 */
size_t store_find(struct store *store, struct hash key, struct arena *arena,
		struct store_variant **variants);

/* The bytes of a block, checked against its hash; false if it is not there, or for NULL. */
NODISCARD bool store_block(
		struct store *store, struct hash hash, struct arena *arena, struct str *bytes);

/*
 * Remembers a variant; its blocks' bytes in the same order as
 * `variant->blocks`.  All is copied.  Of one key the newest four are kept.
 */
void store_put(struct store *store, struct hash key, const struct store_variant *variant,
		const struct str *block_bytes);

/*
 * Other bytes under a key, one text for each: what was put last.  It is whole
 * and as it was put, or not found.  What was put since the last flush is not
 * found; too much of it (1 GiB) is not kept.
 */
NODISCARD bool store_kept_find(
		struct store *store, struct hash key, struct arena *arena, struct str *bytes);
void store_kept_put(struct store *store, struct hash key, struct str bytes);

/*
 * The content hash of a file outside the tree, without reading it again while
 * its stamp is the same; false if it cannot be read.  Works without a store (NULL).
 */
NODISCARD bool store_outside_hash(struct store *store, struct str path, struct hash *content);

#endif
