/* SPDX-License-Identifier: MIT */
/*
 * Calls in branches that no configuration compiles.
 *
 * No compiler looks there, so such a call is probable at most: found by syntax
 * alone, and only for a name that one owner alone defines.  Lines that nothing
 * can ever reach (#if 0) are left out.
 */
#include "engine/joining.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/pool.h"

/* A file with lines that every configuration skips. */
struct skipping_file {
	uint32_t file;
	/* Ascending, apart. */
	const struct line_range *ranges;
	size_t range_count;
	/* What was found there. */
	struct text_call *calls;
	size_t call_count;
};

struct probing {
	struct joining *join;
	VEC(struct skipping_file) files;
	/* One for each worker. */
	struct arena **arenas;
};

/* ---- which lines ---- */

struct ranges {
	VEC(struct line_range) list;
};

/* The lines that are in `ranges` and in one of the block's skips. */
static struct ranges both(
		struct arena *arena, const struct ranges *ranges, const struct block *block)
{
	struct ranges met = { 0 };
	size_t skip = 0;
	for (size_t i = 0; i < ranges->list.len && skip < block->skips.len;) {
		struct line_range a = ranges->list.p[i];
		struct block_skip b = block->skips.p[skip];
		uint32_t first = a.first > b.first ? a.first : b.first;
		uint32_t last = a.last < b.last ? a.last : b.last;
		if (first <= last) {
			*vec_add(&met.list, arena) = (struct line_range){ first, last };
		}
		if (a.last < b.last) {
			i++;
		} else {
			skip++;
		}
	}
	return met;
}

/* The lines of `ranges` that are not dead. */
static struct ranges alive(
		struct arena *arena, const struct ranges *ranges, const struct text_file *text)
{
	struct ranges left = { 0 };
	size_t dead = 0;
	for (size_t i = 0; i < ranges->list.len; i++) {
		struct line_range range = ranges->list.p[i];
		while (dead < text->dead.len && text->dead.p[dead].last < range.first) {
			dead++;
		}
		size_t at = dead;
		while (range.first <= range.last && at < text->dead.len
				&& text->dead.p[at].first <= range.last) {
			if (text->dead.p[at].first > range.first) {
				*vec_add(&left.list, arena) = (struct line_range){ range.first,
					text->dead.p[at].first - 1 };
			}
			range.first = text->dead.p[at++].last + 1;
		}
		if (range.first <= range.last) {
			*vec_add(&left.list, arena) = range;
		}
	}
	return left;
}

static void file_consider(struct probing *probing, uint32_t file)
{
	struct joining *join = probing->join;
	const uint32_t wanted = FILE_JUDGED | FILE_SOURCE | FILE_COMPILED | FILE_PARSED;
	if ((join->code->files[file].flags & wanted) != wanted || join->to_tree[file] == NONE) {
		return;
	}
	struct ranges ranges = { 0 };
	*vec_add(&ranges.list, join->scratch) = (struct line_range){ 1, UINT32_MAX - 1 };
	for (uint32_t b = join->first_block[file]; b < join->first_block[file + 1]; b++) {
		ranges = both(join->scratch, &ranges, &join->blocks.p[b].block);
	}
	ranges = alive(join->scratch, &ranges, &join->in->tree->files.p[join->to_tree[file]]);
	if (ranges.list.len > 0) {
		*vec_add(&probing->files, join->scratch) = (struct skipping_file){
			.file = file, .ranges = ranges.list.p, .range_count = ranges.list.len
		};
	}
}

/* ---- which names ---- */

static size_t name_find(const struct code *code, struct str name)
{
	size_t low = 0;
	size_t high = code->symbol_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (str_cmp(code->symbols[middle].name, name) < 0) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}

/* The function of this name that one owner alone defines, or NONE. */
static uint32_t sole_function(const struct code *code, struct str name)
{
	uint32_t found = NONE;
	for (size_t i = name_find(code, name);
			i < code->symbol_count && str_eq(code->symbols[i].name, name); i++) {
		const struct code_symbol *symbol = &code->symbols[i];
		if (symbol->kind != SYMBOL_FUNCTION || !symbol->is_external
				|| symbol->definition_count == 0) {
			/* A macro, or a static that may be meant. */
			return NONE;
		}
		for (size_t d = 1; d < symbol->definition_count; d++) {
			if (owner_of_file(code, symbol->definitions[d].file)
					!= owner_of_file(code, symbol->definitions[0].file)) {
				return NONE;
			}
		}
		found = (uint32_t)i;
	}
	return found;
}

static bool is_name(char c, bool is_first)
{
	return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
	       || (!is_first && c >= '0' && c <= '9');
}

/* Whether a line names any function that counts, so that a closer look is worth its time. */
static bool line_names_any(const struct code *code, struct str line)
{
	for (size_t i = 0; i < line.len;) {
		size_t end = i;
		while (end < line.len && is_name(line.p[end], end == i)) {
			end++;
		}
		if (end == i) {
			i++;
			continue;
		}
		if (end < line.len && line.p[end] == '('
				&& sole_function(code, str_slice(line, i, end)) != NONE) {
			return true;
		}
		i = end;
	}
	return false;
}

static bool text_names_any(
		const struct code *code, const struct skipping_file *file, struct str text)
{
	struct str line;
	size_t at = 0;
	uint32_t number = 0;
	while (at < file->range_count && str_split(&text, '\n', &line)) {
		number++;
		if (number > file->ranges[at].last) {
			at++;
		}
		if (at < file->range_count && number >= file->ranges[at].first
				&& line_names_any(code, line)) {
			return true;
		}
	}
	return false;
}

static void file_probe(size_t item, unsigned worker, void *ctx)
{
	const struct probing *probing = ctx;
	const struct joining *join = probing->join;
	struct skipping_file *file = &probing->files.p[item];
	struct arena *arena = probing->arenas[worker];
	struct buf text;
	buf_init(&text);
	/* A file that changed under our hands since it was scanned only loses a warning. */
	if (root_read(join->in->root, join->code->files[file->file].path, FILE_SIZE_MAX, &text,
			    NULL) == FILE_OK
			&& text_names_any(join->code, file, buf_str(&text))) {
		/* The calls found are borrowed from the text. */
		file->call_count = text_calls(arena, str_dup(arena, buf_str(&text)), file->ranges,
				file->range_count, &file->calls);
	}
	buf_finish(&text);
}

static void call_add(struct joining *join, uint32_t file, const struct text_call *call)
{
	uint32_t symbol = sole_function(join->code, call->name);
	if (symbol == NONE) {
		return;
	}
	struct settled owner = owner_settle(join, symbol, file, NONE, NONE);
	if (owner.target == TARGET_FILE && owner.file == file) {
		return;
	}
	*vec_add(&join->probable, join->scratch) = (struct code_use){
		.kind = USE_CALL,
		.flags = owner.flags | USE_INACTIVE | USE_CONDITIONAL,
		.file = file,
		.line = call->line,
		.column = call->column,
		.width = (uint32_t)call->name.len,
		.symbol = symbol,
		.include = NONE,
		.target = owner.target,
		.target_file = owner.file,
		.target_line = owner.line,
		.external = owner.external,
		.declared_in = NONE,
		.carrier = NONE,
	};
}

void probable_find(struct joining *join)
{
	struct probing probing = { .join = join };
	if (!join->in->root) {
		return;
	}
	for (size_t i = 0; i < join->code->file_count; i++) {
		file_consider(&probing, (uint32_t)i);
	}
	unsigned jobs = join->in->jobs ? join->in->jobs : 1;
	probing.arenas = arena_new_array(join->scratch, struct arena *, jobs);
	for (unsigned i = 0; i < jobs; i++) {
		probing.arenas[i] = arena_create();
	}
	pool_run(jobs, probing.files.len, file_probe, &probing);
	vec_each (const struct skipping_file, file, &probing.files) {
		for (size_t i = 0; i < file->call_count; i++) {
			call_add(join, file->file, &file->calls[i]);
		}
	}
	for (unsigned i = 0; i < jobs; i++) {
		arena_destroy(probing.arenas[i]);
	}
}
