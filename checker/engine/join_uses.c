/* SPDX-License-Identifier: MIT */
/*
 * The uses of each file, from everything that tells of some: includes and
 * conditions from the text, names from the blocks, ports from definitions,
 * branches that nothing compiles.
 */
#include "engine/joining.h"

#include "base/arena.h"
#include "base/map.h"

#include <stdlib.h>

struct uses {
	struct joining *join;
	/* Of the file at hand. */
	VEC(struct code_use) file;
	/* Of all files before it. */
	VEC(struct code_use) all;
	/* The file at hand as the text tier saw it, or NULL, and the names it defines. */
	const struct text_file *text;
	struct map *own;
	struct reach *reach;
	size_t next_implement;
	size_t next_probable;
};

static int use_order(const void *a, const void *b)
{
	const struct code_use *x = a;
	const struct code_use *y = b;
	if (x->line != y->line) {
		return x->line < y->line ? -1 : 1;
	}
	if (x->column != y->column) {
		return x->column < y->column ? -1 : 1;
	}
	if (x->kind != y->kind) {
		return x->kind < y->kind ? -1 : 1;
	}
	if (x->symbol != y->symbol) {
		return x->symbol < y->symbol ? -1 : 1;
	}
	/* Of what configurations see differently the first shall not depend on their order. */
	if (x->target_file != y->target_file) {
		return x->target_file < y->target_file ? -1 : 1;
	}
	if (x->carrier != y->carrier) {
		return x->carrier < y->carrier ? -1 : 1;
	}
	return (x->declared_in > y->declared_in) - (x->declared_in < y->declared_in);
}

static void use_merge(struct code_use *into, const struct code_use *from)
{
	/* It is evaluated if any configuration does. */
	uint32_t always = into->flags & from->flags & (USE_UNEVALUATED | USE_INACTIVE);
	into->flags = ((into->flags | from->flags) & ~(uint32_t)(USE_UNEVALUATED | USE_INACTIVE))
		      | always;
	into->configurations |= from->configurations;
}

static void text_begin(struct uses *uses, uint32_t file)
{
	uint32_t in_tree = uses->join->to_tree[file];
	uses->text = in_tree == NONE ? NULL : &uses->join->in->tree->files.p[in_tree];
	uses->own = NULL;
}

static bool file_defines(struct uses *uses, struct str name)
{
	if (!uses->own) {
		uses->own = map_create(uses->join->scratch);
		vec_each (const struct text_name, define, &uses->text->defines) {
			map_put(uses->own, define->name, NULL);
		}
	}
	return map_find(uses->own, name) != NULL;
}

/* Whether a condition asks for the name that stands here. */
static bool is_test(const struct uses *uses, uint32_t line, uint32_t column)
{
	size_t low = 0;
	size_t high = uses->text ? uses->text->tests.len : 0;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct text_name *test = &uses->text->tests.p[middle];
		if (test->line < line || (test->line == line && test->column < column)) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return uses->text && low < uses->text->tests.len && uses->text->tests.p[low].line == line
	       && uses->text->tests.p[low].column == column;
}

/* ---- names from blocks ---- */

/* The use at hand, and the macro that wrote its tokens, as its owner sees it. */
static bool is_owners_business(const struct joining *join, const struct settled *owner,
		const struct settled *macro)
{
	const struct code *code = join->code;
	if (owner->target != TARGET_FILE || macro->target != TARGET_FILE) {
		/* What a macro from outside brings from outside is not the user's choice. */
		return owner->target != TARGET_FILE && macro->target != TARGET_FILE
		       && (owner->target == TARGET_SYSTEM || owner->external == macro->external);
	}
	if (owner_of_file(code, owner->file) != owner_of_file(code, macro->file)) {
		return false;
	}
	uint32_t module = code->files[macro->file].module;
	return module == NONE || !code->modules[module].has_public
	       || (code->files[macro->file].flags & FILE_PUBLIC);
}

static struct settled macro_settle(
		struct joining *join, const struct join_block *block, uint32_t macro)
{
	uint32_t file = block->block.symbols.p[macro].file;
	return owner_settle(join, block->symbols[macro], block->file, NONE,
			file == NONE ? NONE : block->outsides[file]);
}

/*
 * Whether a use came with a macro that its owner answers for.  A carrier is the
 * outermost macro; those in its body stand in the block as uses of the same
 * place, from `first` up to `end`.
 */
static bool is_carried_by_owner(struct joining *join, const struct join_block *block, size_t first,
		size_t end, const struct block_use *use, const struct settled *owner)
{
	if (use->carrier == NONE) {
		return false;
	}
	struct settled macro = macro_settle(join, block, use->carrier);
	if (is_owners_business(join, owner, &macro)) {
		return true;
	}
	for (size_t i = first; i < end && use->kind != USE_MACRO; i++) {
		const struct block_use *other = &block->block.uses.p[i];
		if (other->kind == USE_MACRO && other->carrier == use->carrier) {
			macro = macro_settle(join, block, other->symbol);
			if (is_owners_business(join, owner, &macro)) {
				return true;
			}
		}
	}
	return false;
}

static void block_use_add(struct uses *uses, const struct join_block *block, size_t first,
		size_t end, const struct block_use *use)
{
	struct joining *join = uses->join;
	const struct code *code = join->code;
	const struct block_symbol *named = &block->block.symbols.p[use->symbol];
	uint32_t symbol = block->symbols[use->symbol];
	uint32_t declared = named->file == NONE ? NONE : block->files[named->file];
	uint32_t outside = named->file == NONE ? NONE : block->outsides[named->file];
	struct settled owner = owner_settle(join, symbol, block->file, declared, outside);

	if (owner.target == TARGET_FILE && owner.file == block->file) {
		return;
	}
	/* A list for X-macros names what its includer fills in. */
	bool is_filled_in = use->kind == USE_MACRO && owner.target == TARGET_FILE
			    && (code->files[owner.file].flags & FILE_SOURCE)
			    && !(code->files[block->file].flags & FILE_SOURCE);
	if (is_filled_in || is_carried_by_owner(join, block, first, end, use, &owner)) {
		return;
	}
	/* `#ifndef NAME`, `#define NAME`: a default is asked of nobody in particular. */
	bool is_tested = use->kind == USE_MACRO && is_test(uses, use->line, use->column);
	if (is_tested && file_defines(uses, named->name)) {
		return;
	}
	*vec_add(&uses->file, join->scratch) = (struct code_use){
		.kind = use->kind,
		.flags = use->flags | owner.flags | (is_tested ? USE_TESTED : 0U),
		.file = block->file,
		.line = use->line,
		.column = use->column,
		.width = use->width,
		.symbol = symbol,
		.include = NONE,
		.target = owner.target,
		.target_file = owner.file,
		.target_line = owner.line,
		.external = owner.external,
		.declared_in = declared,
		.carrier = use->carrier == NONE ? NONE : block->symbols[use->carrier],
		.configurations = block->configurations,
	};
}

static void block_uses_add(struct uses *uses, const struct join_block *block)
{
	const struct block_use *p = block->block.uses.p;
	size_t count = block->block.uses.len;
	size_t end;
	for (size_t i = 0; i < count; i = end) {
		end = i + 1;
		while (end < count && p[end].line == p[i].line && p[end].column == p[i].column) {
			end++;
		}
		for (size_t n = i; n < end; n++) {
			block_use_add(uses, block, i, end, &p[n]);
		}
	}
}

/* ---- conditions ---- */

static void tests_add(struct uses *uses, uint32_t number)
{
	struct joining *join = uses->join;
	if (!uses->text || !(join->code->files[number].flags & FILE_JUDGED)) {
		return;
	}
	vec_each (const struct text_name, test, &uses->text->tests) {
		const struct tested_macro *macro = map_ptr(join->tested, test->name);
		if (!macro || macro->symbol == NONE || test->is_never
				|| file_defines(uses, test->name)) {
			continue;
		}
		struct settled owner = owner_settle(join, macro->symbol, number, NONE, NONE);
		*vec_add(&uses->file, join->scratch) = (struct code_use){
			.kind = USE_MACRO,
			.flags = owner.flags | USE_TESTED,
			.file = number,
			.line = test->line,
			.column = test->column,
			.width = (uint32_t)test->name.len,
			.symbol = macro->symbol,
			.include = NONE,
			.target = owner.target,
			.target_file = owner.file,
			.target_line = owner.line,
			.external = owner.external,
			.declared_in = owner.file,
			.carrier = NONE,
		};
	}
}

/* ---- what is told twice ---- */

static bool is_own(const struct code *code, const struct code_use *use)
{
	return use->target == TARGET_FILE
	       && owner_of_file(code, use->target_file) == owner_of_file(code, use->file);
}

/*
 * Two things of one name at one place: units took it for one or the other.  Of
 * macros the compiler's word stands; and a tag that a header only mentions is
 * its own owner's rather than that of whoever includes it.
 */
static bool is_told_better(
		const struct code *code, const struct code_use *use, const struct code_use *other)
{
	if (use->line != other->line || use->column != other->column || use->kind != other->kind
			|| use->symbol == other->symbol || use->symbol == NONE
			|| !str_eq(code->symbols[use->symbol].name,
					code->symbols[other->symbol].name)) {
		return false;
	}
	return use->kind == USE_MACRO
			       ? use->configurations == 0 && other->configurations != 0
			       : use->kind == USE_TYPE && !is_own(code, use) && is_own(code, other);
}

/*
 * A switch that several owners set before they include the header that asks
 * for it: the header depends on none of them.
 */
static bool is_switch(
		const struct code *code, const struct code_use *use, const struct code_use *other)
{
	return (use->flags & other->flags & USE_TESTED) && use->kind == USE_MACRO
	       && other->kind == USE_MACRO && use->line == other->line
	       && use->column == other->column && use->symbol != other->symbol
	       && use->target == TARGET_FILE && other->target == TARGET_FILE
	       && owner_of_file(code, use->target_file) != owner_of_file(code, other->target_file)
	       && str_eq(code->symbols[use->symbol].name, code->symbols[other->symbol].name);
}

/* The first condition at or after a place, from `*next` on, stands exactly there. */
static bool is_condition(const struct uses *uses, size_t *next, const struct code_use *use)
{
	size_t count = uses->text ? uses->text->tests.len : 0;
	const struct text_name *tests = uses->text ? uses->text->tests.p : NULL;
	while (*next < count
			&& (tests[*next].line < use->line
					|| (tests[*next].line == use->line
							&& tests[*next].column < use->column))) {
		++*next;
	}
	return *next < count && tests[*next].line == use->line
	       && tests[*next].column == use->column;
}

/*
 * A file that asks for a macro which nothing that it includes defines: a switch
 * again, which its includer or the system sets.  What compile commands include
 * by force no directive names, and stays.
 */
static bool is_set_by_includer(struct uses *uses, size_t *next, const struct code_use *use)
{
	const struct code *code = uses->join->code;
	if (use->kind != USE_MACRO || use->target != TARGET_FILE
			|| !is_condition(uses, next, use)) {
		return false;
	}
	uint32_t flags = code->files[use->target_file].flags;
	bool is_forced = (flags & FILE_PARSED) && !(flags & FILE_INCLUDED);
	return !is_forced && !reach_has(uses->reach, use->file, use->target_file);
}

static void switches_drop(struct uses *uses)
{
	const struct code *code = uses->join->code;
	struct code_use *p = uses->file.p;
	size_t kept = 0;
	size_t next = 0;
	bool was_switch = false;
	for (size_t i = 0; i < uses->file.len; i++) {
		bool is_next = i + 1 < uses->file.len && is_switch(code, &p[i], &p[i + 1]);
		bool is_dropped = is_next || was_switch || is_set_by_includer(uses, &next, &p[i]);
		was_switch = is_next;
		if (!is_dropped) {
			p[kept++] = p[i];
		}
	}
	uses->file.len = kept;
}

static void doubles_settle(struct uses *uses)
{
	const struct code *code = uses->join->code;
	struct code_use *p = uses->file.p;
	size_t count = uses->file.len;
	size_t kept = 0;
	for (size_t i = 0; i < count; i++) {
		if (kept > 0 && is_told_better(code, &p[i], &p[kept - 1])) {
			p[kept - 1].flags |= p[i].flags & USE_TESTED;
		} else if (i + 1 < count && is_told_better(code, &p[i], &p[i + 1])) {
			p[i + 1].flags |= p[i].flags & USE_TESTED;
		} else {
			p[kept++] = p[i];
		}
	}
	uses->file.len = kept;
}

/* ---- all together ---- */

static void listed_add(struct uses *uses, const struct code_use *list, size_t count, size_t *next,
		uint32_t file)
{
	while (*next < count && list[*next].file == file) {
		*vec_add(&uses->file, uses->join->scratch) = list[(*next)++];
	}
}

static void file_collect(struct uses *uses, uint32_t number)
{
	struct joining *join = uses->join;
	const struct code_file *file = &join->code->files[number];
	uses->file.len = 0;
	text_begin(uses, number);
	for (uint32_t i = 0; i < file->include_count; i++) {
		struct code_use use;
		if (include_use(join, file->first_include + i, &use)) {
			*vec_add(&uses->file, join->scratch) = use;
		}
	}
	for (uint32_t b = join->first_block[number]; b < join->first_block[number + 1]; b++) {
		block_uses_add(uses, &join->blocks.p[b]);
	}
	tests_add(uses, number);
	listed_add(uses, join->implements.p, join->implements.len, &uses->next_implement, number);
	listed_add(uses, join->probable.p, join->probable.len, &uses->next_probable, number);
}

static void file_freeze(struct uses *uses, uint32_t number)
{
	struct code_file *file = &uses->join->code->files[number];
	vec_sort(&uses->file, use_order);
	file->first_use = (uint32_t)uses->all.len;
	size_t kept = 0;
	vec_each (const struct code_use, use, &uses->file) {
		struct code_use *last = kept ? &uses->file.p[kept - 1] : NULL;
		if (last && last->line == use->line && last->column == use->column
				&& last->kind == use->kind && last->symbol == use->symbol) {
			use_merge(last, use);
		} else {
			uses->file.p[kept++] = *use;
		}
	}
	uses->file.len = kept;
	doubles_settle(uses);
	switches_drop(uses);
	vec_each (const struct code_use, use, &uses->file) {
		*vec_add(&uses->all, uses->join->scratch) = *use;
	}
	file->use_count = (uint32_t)uses->all.len - file->first_use;
}

static int implement_order(const void *a, const void *b)
{
	const struct code_use *x = a;
	const struct code_use *y = b;
	return (x->file > y->file) - (x->file < y->file);
}

void join_uses(struct joining *join)
{
	struct uses uses = { .join = join, .reach = reach_create(join) };
	vec_sort(&join->implements, implement_order);
	vec_sort(&join->probable, implement_order);
	for (size_t i = 0; i < join->code->file_count; i++) {
		file_collect(&uses, (uint32_t)i);
		file_freeze(&uses, (uint32_t)i);
	}
	struct code *code = join->code;
	code->use_count = uses.all.len;
	code->uses = arena_copy(code->arena, uses.all.p, uses.all.len * sizeof(*code->uses));
}
