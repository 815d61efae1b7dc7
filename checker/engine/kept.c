/* SPDX-License-Identifier: MIT */
#include "engine/kept.h"

#include "base/arena.h"
#include "base/map.h"
#include "engine/include_places.h"
#include "sources/c/c.h"
#include "sources/store/store.h"

struct kept {
	struct run *run;
	/* NULL without one: then units are remembered for the other side of --since alone. */
	struct store *store;
	struct arena *arena;
	/* For one unit. */
	struct arena *scratch;
	struct include_places *places;
	/* Paths of inputs (a leading 'o' or 'i') to their contents' hashes, or NULL. */
	struct map *contents;
};

static void note_add(struct run *run, struct str note)
{
	/* What is wrong with a store is so for whoever opens it. */
	vec_each (const struct str, other, &run->notes) {
		note = str_eq(*other, note) ? STR("") : note;
	}
	if (note.len > 0) {
		*vec_add(&run->notes, run->arena) = str_dup(run->arena, note);
	}
}

struct store *run_store_open(struct run *run)
{
	struct str note = { 0 };
	struct str folder = run->options.store_folder;
	if (run->options.no_store) {
		return NULL;
	}
	if (folder.len == 0) {
		folder = store_default_folder(run->arena);
	}
	struct store *store = folder.len > 0 ? store_open(run->arena, folder, &note) : NULL;
	note_add(run, folder.len > 0 ? note : STR("there is no cache folder to keep facts in"));
	return store;
}

void run_store_close(struct run *run, struct store *store)
{
	store_flush(store);
	note_add(run, store_note(store));
	store_close(store);
}

/* Whether another revision will be judged beside this run, and may have the same units. */
static bool remembers(const struct run *run)
{
	return run->options.since.len > 0;
}

struct kept *kept_open(struct run *run)
{
	struct store *store = run_store_open(run);
	if (!store && !remembers(run) && !run->gathering->head) {
		return NULL;
	}
	struct kept *kept = arena_new(run->arena, struct kept);
	*kept = (struct kept){
		.run = run,
		.store = store,
		.arena = arena_create(),
		.scratch = arena_create(),
	};
	kept->places = include_places_create(kept->arena, &run->gathering->tree);
	kept->contents = map_create(kept->arena);
	return kept;
}

/* ---- inputs ---- */

/* A file of the tree that the text tier had no reason to read. */
static bool inside_hash(struct kept *kept, struct str path, struct hash *content)
{
	struct buf bytes;
	buf_init(&bytes);
	bool is_read = root_read(&kept->run->root, path, FILE_SIZE_MAX, &bytes, NULL) == FILE_OK;
	*content = hash_of(buf_str(&bytes));
	buf_finish(&bytes);
	return is_read;
}

/* The contents of an input now; false if it cannot be read.  Each is looked at once. */
static bool input_hash(struct kept *kept, struct str path, bool is_outside, struct hash *content)
{
	const struct text_tree *tree = &kept->run->gathering->tree;
	uint32_t file = is_outside ? NONE : text_file_find(tree, path);
	if (file != NONE && !(tree->files.p[file].flags & FILE_UNREAD)) {
		*content = tree->files.p[file].content;
		return true;
	}
	bool is_new;
	struct str key =
			str_fmt(kept->scratch, "%c" STR_FMT, is_outside ? 'o' : 'i', STR_ARG(path));
	struct map_entry *entry = map_put(kept->contents, key, &is_new);
	if (is_new) {
		struct hash found;
		bool is_read = is_outside ? store_outside_hash(kept->store, path, &found)
					  : inside_hash(kept, path, &found);
		entry->ptr = is_read ? arena_copy(kept->arena, &found, sizeof(found)) : NULL;
	}
	if (entry->ptr) {
		*content = *(const struct hash *)entry->ptr;
	}
	return entry->ptr != NULL;
}

/* One hash for all that the includes of a unit's files of the tree could mean. */
struct places_sum {
	VEC(struct hash) of_files;
};

static void places_add(struct kept *kept, struct places_sum *sum, struct str path, bool is_outside)
{
	uint32_t file = is_outside ? NONE : text_file_find(&kept->run->gathering->tree, path);
	if (file != NONE) {
		*vec_add(&sum->of_files, kept->scratch) =
				include_places_of_file(kept->places, file);
	}
}

static struct hash places_end(const struct places_sum *sum)
{
	return hash_of((struct str){
			(const char *)sum->of_files.p, sum->of_files.len * sizeof(struct hash) });
}

/* ---- finding ---- */

static bool variant_holds(struct kept *kept, const struct store_variant *variant)
{
	struct places_sum sum = { 0 };
	vec_each (const struct store_input, input, &variant->inputs) {
		struct hash now;
		if (!input_hash(kept, input->path, input->is_outside, &now)
				|| !hash_eq(now, input->content)) {
			return false;
		}
		places_add(kept, &sum, input->path, input->is_outside);
	}
	return variant->names.len == 1 && hash_eq(variant->names.p[0].places, places_end(&sum));
}

/* What stays of a variant until the other revision asks for it; texts once. */
static void variant_remember(struct kept *kept, uint32_t entry, const struct store_variant *variant)
{
	struct gathering *gathering = kept->run->gathering;
	struct arena *arena = kept->run->arena;
	struct store_variant *copy;

	if (!remembers(kept->run)) {
		return;
	}
	if (!gathering->variants) {
		gathering->variants = arena_new_array(
				arena, struct store_variant, gathering->db.entries.len);
		gathering->input_paths = map_create(arena);
	}
	copy = &gathering->variants[entry];
	vec_each (const struct store_input, input, &variant->inputs) {
		struct store_input *to = vec_add(&copy->inputs, arena);
		*to = *input;
		to->path = map_put(gathering->input_paths, input->path, NULL)->key;
	}
	copy->names.p = arena_copy(
			arena, variant->names.p, variant->names.len * sizeof(*variant->names.p));
	copy->names.len = copy->names.cap = variant->names.len;
	copy->blocks.p = arena_copy(
			arena, variant->blocks.p, variant->blocks.len * sizeof(*variant->blocks.p));
	copy->blocks.len = copy->blocks.cap = variant->blocks.len;
	copy->unit = str_dup(arena, variant->unit);
}

/* The bytes of a block that this run has not met yet. */
static bool block_bytes(struct kept *kept, struct hash hash, struct str *bytes)
{
	const struct run *head = kept->run->gathering->head;
	return (head && block_pool_bytes(&head->gathering->pool, hash, bytes))
	       || store_block(kept->store, hash, kept->scratch, bytes);
}

/* All blocks of a variant into the pool, or none that was not there. */
static bool variant_take(
		struct kept *kept, const struct store_variant *variant, struct code_unit *unit)
{
	struct block_pool *pool = &kept->run->gathering->pool;
	struct unit_facts facts = { 0 };
	struct str *bytes = arena_new_array(kept->scratch, struct str, variant->blocks.len);
	if (!unit_unpack(&facts, kept->scratch, variant->unit)) {
		return false;
	}
	for (size_t i = 0; i < variant->blocks.len; i++) {
		struct hash hash = variant->blocks.p[i];
		if (!block_pool_has(pool, hash) && !block_bytes(kept, hash, &bytes[i])) {
			return false;
		}
	}
	for (size_t i = 0; i < variant->blocks.len; i++) {
		block_pool_add(pool, variant->blocks.p[i], bytes[i], unit->configuration);
	}
	unit_fill(kept->run, unit, &facts);
	vec_each (const struct store_input, input, &variant->inputs) {
		if (!input->is_outside) {
			inputs_remember(kept->run, input->path);
		}
	}
	return true;
}

/* What the run beside this one has of it, if it is the same here. */
static bool remembered_find(struct kept *kept, uint32_t entry, struct code_unit *unit)
{
	const struct run *head = kept->run->gathering->head;
	const struct store_variant *variant = head && head->gathering->variants
							      ? &head->gathering->variants[entry]
							      : NULL;

	return variant && variant->unit.len > 0 && variant_holds(kept, variant)
	       && variant_take(kept, variant, unit);
}

bool kept_find(struct kept *kept, uint32_t entry, struct code_unit *unit)
{
	if (!kept) {
		return false;
	}
	bool is_found = remembered_find(kept, entry, unit);
	struct store_variant *variants = NULL;
	size_t count = 0;
	if (!is_found && kept->store) {
		struct hash key = c_unit_key(&kept->run->gathering->db, entry);
		count = store_find(kept->store, key, kept->scratch, &variants);
	}
	for (size_t i = 0; i < count && !is_found; i++) {
		is_found = variant_holds(kept, &variants[i])
			   && variant_take(kept, &variants[i], unit);
		if (is_found) {
			variant_remember(kept, entry, &variants[i]);
		}
	}
	arena_reset(kept->scratch);
	return is_found;
}

/* ---- putting ---- */

/* Whether a file of the tree is still what the text tier read, so that its hash is true of
 * what the compiler read a while later. */
static bool is_unchanged(const struct kept *kept, struct str path)
{
	const struct text_tree *tree = &kept->run->gathering->tree;
	uint32_t file = text_file_find(tree, path);
	struct file_stamp now;
	/* A copy was compared with what the text tier read when it was made. */
	if (kept->run->gathering->head) {
		return !kept->run->gathering->is_torn;
	}
	if (file == NONE) {
		return true;
	}
	struct file_stamp then = tree->files.p[file].stamp;
	return root_stamp(&kept->run->root, tree->files.p[file].path, &now) == FILE_OK
	       && now.size == then.size && now.inode == then.inode && now.mtime_ns == then.mtime_ns;
}

static bool inputs_put(
		struct kept *kept, const struct unit_facts *facts, struct store_variant *variant)
{
	struct places_sum sum = { 0 };
	vec_each (const struct unit_input, input, &facts->inputs) {
		struct store_input *to = vec_add(&variant->inputs, kept->scratch);
		*to = (struct store_input){ .path = input->path, .is_outside = input->is_outside };
		if ((!input->is_outside && !is_unchanged(kept, input->path))
				|| !input_hash(kept, input->path, input->is_outside,
						&to->content)) {
			return false;
		}
		places_add(kept, &sum, input->path, input->is_outside);
	}
	*vec_add(&variant->names, kept->scratch) =
			(struct store_name){ .name = STR("*"), .places = places_end(&sum) };
	return true;
}

void kept_put(struct kept *kept, uint32_t entry, const struct unit_facts *facts,
		const struct hash *hashes)
{
	if (!kept || (facts->status != UNIT_PARSED && facts->status != UNIT_FAILED)) {
		return;
	}
	struct store_variant variant = { 0 };
	if (inputs_put(kept, facts, &variant)) {
		struct unit_facts shell = *facts;
		struct buf packed;
		shell.blocks.len = 0;
		buf_init(&packed);
		unit_pack(&shell, &packed);
		variant.unit = buf_str(&packed);
		for (size_t i = 0; i < facts->blocks.len; i++) {
			*vec_add(&variant.blocks, kept->scratch) = hashes[i];
		}
		variant_remember(kept, entry, &variant);
		if (kept->store) {
			store_put(kept->store, c_unit_key(&kept->run->gathering->db, entry),
					&variant, facts->blocks.p);
		}
		buf_finish(&packed);
	}
	arena_reset(kept->scratch);
}

void kept_close(struct kept *kept)
{
	if (!kept) {
		return;
	}
	if (kept->store) {
		run_store_close(kept->run, kept->store);
	}
	arena_destroy(kept->scratch);
	arena_destroy(kept->arena);
}
