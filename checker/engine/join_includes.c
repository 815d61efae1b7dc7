/* SPDX-License-Identifier: MIT */
/*
 * Include directives, as the text tier found them, in all branches; what the
 * compiler followed tells which were active, and what computed ones name.
 */
#include "engine/joining.h"

#include "base/arena.h"
#include "base/path.h"

/* What the compiler followed from a line. */
struct followed {
	uint32_t line;
	/* A file of the tree, or NONE and then the name of a file outside. */
	uint32_t file;
	struct str outside;
};

struct followed_list {
	VEC(struct followed) list;
};

static bool is_skipped(const struct block *block, uint32_t line)
{
	size_t low = 0;
	size_t high = block->skips.len;
	/* Ranges ascend and lie apart: see blocks_unpack(). */
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (block->skips.p[middle].first <= line) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low > 0 && line <= block->skips.p[low - 1].last;
}

static int followed_order(const void *a, const void *b)
{
	const struct followed *x = a;
	const struct followed *y = b;
	if (x->line != y->line) {
		return x->line < y->line ? -1 : 1;
	}
	if (x->file != y->file) {
		return x->file < y->file ? -1 : 1;
	}
	return str_cmp(x->outside, y->outside);
}

/* All that was followed from a file, by line; files of the tree first. */
static void followed_collect(
		const struct joining *join, uint32_t file, struct followed_list *followed)
{
	followed->list.len = 0;
	for (uint32_t b = join->first_block[file]; b < join->first_block[file + 1]; b++) {
		const struct join_block *block = &join->blocks.p[b];
		vec_each (const struct block_include, include, &block->block.includes) {
			uint32_t target = block->files[include->file];
			*vec_add(&followed->list, join->scratch) = (struct followed){
				.line = include->line,
				.file = target,
				.outside = target == NONE ? block->block.files.p[include->file].path
							  : STR(""),
			};
		}
	}
	vec_sort(&followed->list, followed_order);
}

/* Of several answers (configurations differ) the first file of the tree; NULL if none. */
static const struct followed *followed_find(const struct followed_list *followed, uint32_t line)
{
	size_t low = 0;
	size_t high = followed->list.len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (followed->list.p[middle].line < line) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	bool is_found = low < followed->list.len && followed->list.p[low].line == line;
	return is_found ? &followed->list.p[low] : NULL;
}

static bool was_followed(const struct block *block, uint32_t line)
{
	size_t low = 0;
	size_t high = block->includes.len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (block->includes.p[middle].line < line) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low < block->includes.len && block->includes.p[low].line == line;
}

/* A file that is read again is skipped by its guard then, but not the first time. */
static uint64_t line_active(const struct joining *join, uint32_t file, uint32_t line)
{
	uint64_t active = 0;
	for (uint32_t b = join->first_block[file]; b < join->first_block[file + 1]; b++) {
		const struct join_block *block = &join->blocks.p[b];
		if ((block->configurations & ~active)
				&& (!is_skipped(&block->block, line)
						|| was_followed(&block->block, line))) {
			active |= block->configurations;
		}
	}
	return active;
}

static void candidates_translate(const struct joining *join, const struct text_include *text,
		struct code_include *include)
{
	include->candidate_count = text->candidate_count;
	include->candidates = arena_new_array(join->code->arena, uint32_t, text->candidate_count);
	for (size_t i = 0; i < text->candidate_count; i++) {
		include->candidates[i] = join->of_tree[text->candidates[i]];
	}
}

/* The compiler's answer is asked for where the text alone could not tell. */
static bool is_open(const struct text_include *text)
{
	return text->form == INCLUDE_COMPUTED || text->resolution == RESOLVED_NOT
	       || text->resolution == RESOLVED_AMBIGUOUS;
}

static struct code_include include_make(const struct joining *join, uint32_t file,
		const struct text_include *text, const struct followed_list *followed)
{
	struct code_include include = {
		.file = file,
		.line = text->line,
		.column = text->column,
		.spelled = text->spelled,
		.form = text->form,
		.branch = text->branch,
		.resolution = text->resolution,
		.target = text->target == NONE ? NONE : join->of_tree[text->target],
		.condition = text->condition,
		.active = line_active(join, file, text->line),
		.seen = join->seen[file],
		.external = NONE,
	};
	struct str name = text->spelled;
	const struct followed *answer = is_open(text) ? followed_find(followed, text->line) : NULL;
	if (answer) {
		include.target = answer->file;
		include.resolution = answer->file == NONE ? RESOLVED_OUTSIDE : RESOLVED;
		name = answer->file == NONE ? answer->outside : name;
	} else if (text->resolution == RESOLVED_AMBIGUOUS) {
		candidates_translate(join, text, &include);
	}
	include.external = external_of_header(join->in->externals, name);
	return include;
}

/*
 * An unassigned file that is included by a name of an external is part of it,
 * and so are unassigned files below the same folder that it includes.
 */
static void file_externals_find(struct joining *join)
{
	const struct code *code = join->code;
	VEC(uint32_t) open = { 0 };
	for (size_t i = 0; i < code->include_count; i++) {
		const struct code_include *include = &code->includes[i];
		uint32_t target = include->target;
		if (target != NONE && include->external != NONE
				&& code->files[target].module == NONE
				&& include->external < join->file_external[target]) {
			join->file_external[target] = include->external;
			*vec_add(&open, join->scratch) = target;
		}
	}
	for (size_t i = 0; i < open.len; i++) {
		const struct code_file *file = &code->files[open.p[i]];
		struct str folder = path_folder(file->path);
		for (uint32_t n = 0; n < file->include_count; n++) {
			uint32_t target = code->includes[file->first_include + n].target;
			struct str below;
			if (target != NONE && code->files[target].module == NONE
					&& join->file_external[target] == NONE
					&& path_below(folder, code->files[target].path, &below)) {
				join->file_external[target] = join->file_external[open.p[i]];
				*vec_add(&open, join->scratch) = target;
			}
		}
	}
}

/* Files of which some line was read by no unit: they may use more than is known. */
static void skipped_find(struct joining *join)
{
	vec_each (const struct join_block, from, &join->blocks) {
		struct code_file *file = &join->code->files[from->file];
		vec_each (const struct block_skip, skip, &from->block.skips) {
			if (!(file->flags & FILE_SKIPPED)
					&& line_active(join, from->file, skip->first) == 0) {
				file->flags |= FILE_SKIPPED;
			}
		}
	}
}

static bool any_open(const struct text_file *file)
{
	vec_each (const struct text_include, include, &file->includes) {
		if (is_open(include)) {
			return true;
		}
	}
	return false;
}

void join_includes(struct joining *join)
{
	struct code *code = join->code;
	const struct text_tree *tree = join->in->tree;
	size_t count = 0;
	vec_each (const struct text_file, file, &tree->files) {
		count += file->includes.len;
	}
	code->includes = arena_new_array(code->arena, struct code_include, count);
	struct followed_list followed = { 0 };
	for (size_t i = 0; i < tree->files.len; i++) {
		uint32_t number = join->of_tree[i];
		struct code_file *file = &code->files[number];
		file->first_include = (uint32_t)code->include_count;
		file->include_count = (uint32_t)tree->files.p[i].includes.len;
		if (any_open(&tree->files.p[i])) {
			followed_collect(join, number, &followed);
		}
		vec_each (const struct text_include, text, &tree->files.p[i].includes) {
			struct code_include *include = &code->includes[code->include_count++];
			*include = include_make(join, number, text, &followed);
			if (include->target != NONE && include->branch != BRANCH_NEVER) {
				code->files[include->target].flags |= FILE_INCLUDED;
			}
		}
	}
	join->file_external = arena_new_array(join->scratch, uint32_t, code->file_count);
	memset(join->file_external, 0xff, code->file_count * sizeof(uint32_t));
	file_externals_find(join);
	skipped_find(join);
}

/* Several files would do, but all of one owner: which one matters little. */
static bool candidates_agree(const struct code *code, const struct code_include *include)
{
	for (size_t i = 1; i < include->candidate_count; i++) {
		if (owner_of_file(code, include->candidates[i])
				!= owner_of_file(code, include->candidates[0])) {
			return false;
		}
	}
	return include->candidate_count > 0;
}

static void include_settle(const struct joining *join, const struct code_include *include,
		struct code_use *use)
{
	const struct code *code = join->code;
	uint32_t target = include->target;
	uint32_t external = include->external;
	if (target == NONE && include->resolution == RESOLVED_AMBIGUOUS
			&& candidates_agree(code, include)) {
		target = include->candidates[0];
		use->flags |= USE_AMBIGUOUS;
	}
	if (target != NONE && external == NONE) {
		external = join->file_external[target];
	}
	if (target != NONE && (code->files[target].module != NONE || external == NONE)) {
		use->target = TARGET_FILE;
		use->target_file = target;
		use->declared_in = target;
		if (code->files[target].flags & (FILE_PUBLIC | FILE_PORT)) {
			use->flags |= USE_PUBLIC;
		}
	} else if (external != NONE) {
		use->target = TARGET_EXTERNAL;
		use->external = external;
	} else {
		use->target = include->resolution == RESOLVED_OUTSIDE ? TARGET_SYSTEM
								      : TARGET_UNKNOWN;
	}
}

bool include_use(const struct joining *join, uint32_t number, struct code_use *use)
{
	const struct code_include *include = &join->code->includes[number];
	if (include->branch == BRANCH_NEVER || include->target == include->file) {
		return false;
	}
	*use = (struct code_use){
		.kind = USE_INCLUDE,
		.file = include->file,
		.line = include->line,
		.column = include->column,
		.symbol = NONE,
		.include = number,
		.target_file = NONE,
		.external = NONE,
		.declared_in = NONE,
		.carrier = NONE,
		.configurations = include->active,
	};
	if (include->branch == BRANCH_CONDITIONAL) {
		use->flags |= USE_CONDITIONAL;
	}
	if (include->seen && !include->active) {
		use->flags |= USE_INACTIVE;
	}
	include_settle(join, include, use);
	return true;
}
