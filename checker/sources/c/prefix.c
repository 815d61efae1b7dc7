/* SPDX-License-Identifier: MIT */
#include "sources/c/prefix.h"

#include "base/arena.h"
#include "sources/c/lead.h"

/* --- packing ------------------------------------------------------------ */

static void pack_index(struct buf *out, uint32_t index)
{
	pack_num(out, index == NONE ? 0 : (uint64_t)index + 1);
}

static uint32_t unpack_index(struct unpack *in, size_t count)
{
	uint64_t number = unpack_max(in, count);
	return number == 0 ? NONE : (uint32_t)(number - 1);
}

static uint32_t unpack_u32(struct unpack *in)
{
	return (uint32_t)unpack_max(in, UINT32_MAX);
}

/* A number below `count`. */
static uint32_t unpack_below(struct unpack *in, size_t count)
{
	uint32_t number = unpack_index(in, count);
	in->is_bad = in->is_bad || number == NONE;
	return number == NONE ? 0 : number;
}

static void symbol_pack(const struct unit_symbol *symbol, struct buf *out)
{
	pack_num(out, symbol->symbol.kind);
	pack_str(out, symbol->symbol.name);
	pack_num(out, (symbol->symbol.is_external ? 1U : 0U) | (symbol->symbol.is_mutable ? 2U : 0U)
					| (symbol->symbol.is_complete ? 4U : 0U)
					| (symbol->is_local ? 8U : 0U));
	pack_index(out, symbol->file);
	pack_index(out, symbol->defined_in);
	pack_num(out, symbol->symbol.line);
	pack_num(out, symbol->symbol.column);
}

static struct unit_symbol symbol_unpack(struct unpack *in, size_t files)
{
	struct unit_symbol symbol = { 0 };
	symbol.symbol.kind = (enum symbol_kind)unpack_max(in, SYMBOL_KINDS - 1);
	symbol.symbol.name = unpack_str(in);
	uint64_t bits = unpack_max(in, 15);
	symbol.symbol.is_external = bits & 1;
	symbol.symbol.is_mutable = bits & 2;
	symbol.symbol.is_complete = bits & 4;
	symbol.is_local = bits & 8;
	symbol.file = unpack_index(in, files);
	symbol.defined_in = unpack_index(in, files);
	symbol.symbol.line = unpack_u32(in);
	symbol.symbol.column = unpack_u32(in);
	return symbol;
}

static void includes_pack(const struct unit_file *file, struct buf *out)
{
	pack_num(out, file->includes.len);
	vec_each (const struct block_include, include, &file->includes) {
		pack_num(out, include->line);
		pack_index(out, include->file);
	}
}

static void lists_pack(const struct unit_file *file, struct buf *out)
{
	pack_num(out, file->uses.len);
	vec_each (const struct raw_use, raw, &file->uses) {
		pack_num(out, raw->use.kind);
		pack_num(out, raw->use.flags);
		pack_num(out, raw->use.line);
		pack_num(out, raw->use.column);
		pack_num(out, raw->use.width);
		pack_index(out, raw->symbol);
		pack_index(out, raw->carrier);
	}
	pack_num(out, file->sites.len);
	vec_each (const struct raw_site, raw, &file->sites) {
		pack_num(out, raw->site.line);
		pack_num(out, raw->site.column);
		pack_num(out, (uint64_t)raw->site.strength << 1 | (raw->site.is_local ? 1U : 0U));
		pack_index(out, raw->symbol);
	}
	pack_num(out, file->skips.len);
	vec_each (const struct block_skip, skip, &file->skips) {
		pack_num(out, skip->first);
		pack_num(out, skip->last);
	}
	includes_pack(file, out);
}

static void includes_unpack(
		struct unit_file *file, struct arena *arena, struct unpack *in, size_t files)
{
	size_t count = unpack_count(in, 2);
	for (size_t i = 0; i < count; i++) {
		struct block_include *include = vec_add(&file->includes, arena);
		include->line = unpack_u32(in);
		include->file = unpack_below(in, files);
	}
}

static void lists_unpack(struct unit_file *file, struct arena *arena, struct unpack *in,
		size_t symbols, size_t files)
{
	size_t count = unpack_count(in, 7);
	for (size_t i = 0; i < count; i++) {
		struct raw_use *raw = vec_add(&file->uses, arena);
		*raw = (struct raw_use){ 0 };
		raw->use.kind = (enum use_kind)unpack_max(in, USE_KINDS - 1);
		raw->use.flags = unpack_u32(in);
		raw->use.line = unpack_u32(in);
		raw->use.column = unpack_u32(in);
		raw->use.width = unpack_u32(in);
		raw->symbol = unpack_below(in, symbols);
		raw->carrier = unpack_index(in, symbols);
	}
	count = unpack_count(in, 4);
	for (size_t i = 0; i < count; i++) {
		struct raw_site *raw = vec_add(&file->sites, arena);
		*raw = (struct raw_site){ 0 };
		raw->site.line = unpack_u32(in);
		raw->site.column = unpack_u32(in);
		uint64_t bits = unpack_max(in, (uint64_t)STRENGTH_STRONG << 1 | 1);
		raw->site.strength = (enum strength)(bits >> 1);
		raw->site.is_local = bits & 1;
		raw->symbol = unpack_below(in, symbols);
	}
	count = unpack_count(in, 2);
	for (size_t i = 0; i < count; i++) {
		struct block_skip *skip = vec_add(&file->skips, arena);
		skip->first = unpack_u32(in);
		skip->last = unpack_u32(in);
	}
	includes_unpack(file, arena, in, files);
}

static bool is_tag(enum symbol_kind kind)
{
	return kind == SYMBOL_STRUCT || kind == SYMBOL_UNION || kind == SYMBOL_ENUM;
}

/* What the unit may still say of a symbol that the prefix mentions. */
static bool is_open(const struct unit_symbol *symbol)
{
	return symbol->file == 0 || (is_tag(symbol->symbol.kind) && !symbol->symbol.is_complete);
}

struct open_list {
	struct extraction *x;
	/* By symbol: the last file that it was counted for. */
	uint32_t *counted_for;
	VEC(uint32_t) symbols;
};

static void open_add(struct open_list *open, uint32_t file, uint32_t symbol)
{
	if (symbol != NONE && open->counted_for[symbol] != file
			&& is_open(&open->x->symbols.p[symbol])) {
		open->counted_for[symbol] = file;
		*vec_add(&open->symbols, open->x->arena) = symbol;
	}
}

static void file_pack(struct open_list *open, uint32_t number, struct buf *out)
{
	const struct unit_file *file = &open->x->files.p[number];
	pack_num(out, file->is_outside ? 1 : 0);
	pack_str(out, file->path);
	pack_str(out, file->entry);
	pack_str(out, file->absolute);
	pack_num(out, file->entered);
	pack_str(out, file->block);

	open->symbols.len = 0;
	vec_each (const struct raw_use, raw, &file->uses) {
		open_add(open, number, raw->symbol);
		open_add(open, number, raw->carrier);
	}
	vec_each (const struct raw_site, raw, &file->sites) {
		open_add(open, number, raw->symbol);
	}
	pack_num(out, open->symbols.len);
	vec_each (const uint32_t, symbol, &open->symbols) {
		pack_index(out, *symbol);
	}
	lists_pack(file, out);
}

static void macros_pack(struct extraction *x, struct buf *out)
{
	pack_num(out, x->macros->len);
	for (size_t i = 0; i < x->macros->len; i++) {
		const struct map_entry *entry = &x->macros->entries[i];
		const struct macro *macro = entry->ptr;
		pack_str(out, entry->key);
		pack_index(out, macro->symbol);
		pack_num(out, macro->is_function_like ? 1 : 0);
		pack_num(out, macro->words.len);
		vec_each (const struct macro_word, word, &macro->words) {
			pack_str(out, word->name);
			pack_num(out, word->may_be_called ? 1 : 0);
		}
	}
}

void prefix_pack(struct extraction *x, struct str text, struct buf *out)
{
	unit_macros_read(x);
	pack_str(out, text);
	pack_str(out, x->files.p[0].absolute);
	pack_num(out, x->symbols.len);
	pack_num(out, x->files.len);
	struct open_list open = { .x = x };
	open.counted_for = arena_new_array(x->arena, uint32_t, x->symbols.len);
	memset(open.counted_for, 0xff, x->symbols.len * sizeof(uint32_t));
	for (uint32_t i = 0; i < x->files.len; i++) {
		file_pack(&open, i, out);
	}
	vec_each (const struct unit_symbol, symbol, &x->symbols) {
		symbol_pack(symbol, out);
	}
	macros_pack(x, out);
	pack_num(out, x->names_asked ? x->names_asked->len : 0);
	for (size_t i = 0; x->names_asked && i < x->names_asked->len; i++) {
		pack_str(out, x->names_asked->entries[i].key);
	}
	pack_num(out, x->asks_constants ? 1 : 0);
	pack_num(out, x->skipped);
}

static void file_unpack(struct prefix *prefix, struct arena *arena, struct unpack *in,
		size_t symbols, size_t files)
{
	struct prefix_file *to = vec_add(&prefix->files, arena);
	*to = (struct prefix_file){ 0 };
	to->file.is_outside = unpack_max(in, 1);
	to->file.path = unpack_str(in);
	to->file.entry = unpack_str(in);
	to->file.absolute = unpack_str(in);
	to->file.entered = unpack_u32(in);
	to->file.is_of_prefix = true;
	to->file.block = unpack_str(in);
	size_t count = unpack_count(in, 1);
	for (size_t i = 0; i < count; i++) {
		*vec_add(&to->open, arena) = unpack_below(in, symbols);
	}
	lists_unpack(&to->file, arena, in, symbols, files);
}

static void macros_unpack(
		struct prefix *prefix, struct arena *arena, struct unpack *in, size_t symbols)
{
	size_t count = unpack_count(in, 4);
	for (size_t i = 0; i < count; i++) {
		struct macro *macro = arena_new(arena, struct macro);
		map_put(prefix->macros, unpack_str(in), NULL)->ptr = macro;
		macro->symbol = unpack_index(in, symbols);
		macro->is_function_like = unpack_max(in, 1);
		macro->has_words = true;
		size_t words = unpack_count(in, 2);
		for (size_t j = 0; j < words; j++) {
			struct macro_word *word = vec_add(&macro->words, arena);
			word->name = unpack_str(in);
			word->may_be_called = unpack_max(in, 1);
		}
	}
}

static struct str identity(struct arena *arena, const struct unit_symbol *symbol)
{
	return str_fmt(arena, "%d %u %u %u " STR_FMT, symbol->symbol.kind, symbol->file,
			symbol->symbol.line, symbol->symbol.column, STR_ARG(symbol->symbol.name));
}

bool prefix_unpack(struct prefix *prefix, struct arena *arena, struct str bytes)
{
	struct unpack in = { .rest = bytes };
	*prefix = (struct prefix){ .macros = map_create(arena), .incomplete = map_create(arena) };
	prefix->text = unpack_str(&in);
	prefix->stand_in = unpack_str(&in);
	size_t symbols = unpack_count(&in, 1);
	size_t files = unpack_count(&in, 7);
	for (size_t i = 0; i < files; i++) {
		file_unpack(prefix, arena, &in, symbols, files);
	}
	for (size_t i = 0; i < symbols && !in.is_bad; i++) {
		struct unit_symbol symbol = symbol_unpack(&in, files);
		if (is_tag(symbol.symbol.kind) && !symbol.symbol.is_complete) {
			map_put(prefix->incomplete, identity(arena, &symbol), NULL)->num = i;
		}
		*vec_add(&prefix->symbols, arena) = symbol;
	}
	macros_unpack(prefix, arena, &in, symbols);
	size_t names = unpack_count(&in, 1);
	for (size_t i = 0; i < names; i++) {
		*vec_add(&prefix->names_asked, arena) = unpack_str(&in);
	}
	prefix->asks_constants = unpack_max(&in, 1);
	prefix->skipped = unpack_u32(&in);
	return unpack_end(&in) && files > 0;
}

/* --- in a unit ---------------------------------------------------------- */

bool prefix_begin(struct extraction *x)
{
	const struct prefix *prefix = x->prefix;
	for (size_t i = 1; i < prefix->files.len; i++) {
		const struct unit_file *from = &prefix->files.p[i].file;
		bool is_new;
		struct map_entry *entry = map_put(x->file_by_path, from->absolute, &is_new);
		if (!is_new || x->files.len != i) {
			/* The unit's own file is among them, say. */
			return false;
		}
		entry->num = i;
		*vec_add(&x->files, x->arena) = (struct unit_file){
			.is_outside = from->is_outside,
			.path = from->path,
			.entry = from->entry,
			.absolute = from->absolute,
			.entered = from->entered,
			.is_of_prefix = true,
		};
	}
	vec_each (const struct block_include, include, &prefix->files.p[0].file.includes) {
		*vec_add(&x->files.p[0].includes, x->arena) = (struct block_include){
			.line = lead_line(x->lead, include->line),
			.file = include->file,
		};
	}
	return true;
}

struct macro *prefix_macro(struct extraction *x, struct str name)
{
	const struct macro *known = map_ptr(x->prefix->macros, name);
	if (!known) {
		return NULL;
	}
	struct macro *macro = arena_copy(x->arena, known, sizeof(*known));
	if (known->symbol != NONE) {
		struct unit_symbol symbol = x->prefix->symbols.p[known->symbol];
		if (symbol.file == 0) {
			symbol.symbol.line = lead_line(x->lead, symbol.symbol.line);
		}
		macro->symbol = unit_symbol_add(x, &symbol);
	}
	map_put(x->macros, name, NULL)->ptr = macro;
	return macro;
}

void prefix_completed(struct extraction *x, CXCursor definition)
{
	if (!x->prefix || x->prefix->incomplete->len == 0) {
		return;
	}
	uint32_t number = unit_symbol(x, definition);
	if (number == NONE) {
		return;
	}
	struct spot first = unit_cursor_spot(x, x->clang->getCanonicalCursor(definition));
	struct unit_symbol mention = x->symbols.p[number];
	mention.file = first.file;
	mention.symbol.line = first.line;
	mention.symbol.column = first.column;
	const struct map_entry *entry =
			map_find(x->prefix->incomplete, identity(x->arena, &mention));
	if (entry) {
		*vec_add(&x->completions, x->arena) = (struct completion){
			.of_prefix = (uint32_t)entry->num,
			.symbol = number,
		};
	}
}

void prefix_redeclared(struct extraction *x, CXCursor variable)
{
	if (x->prefix && x->prefix->asks_constants) {
		struct spot first = unit_cursor_spot(x, x->clang->getCanonicalCursor(variable));
		x->is_unforeseen = x->is_unforeseen
				   || (first.file != NONE && x->files.p[first.file].is_of_prefix);
	}
}

const struct unit_file *prefix_file(const struct extraction *x, const struct unit_file *file)
{
	return file->is_of_prefix ? &x->prefix->files.p[file - x->files.p].file : NULL;
}

/* The prefix's symbols as this unit knows them. */
static struct unit_symbol *symbols_now(struct extraction *x)
{
	const struct prefix *prefix = x->prefix;
	struct unit_symbol *symbols = arena_copy(
			x->arena, prefix->symbols.p, prefix->symbols.len * sizeof(*symbols));
	for (size_t i = 0; i < prefix->symbols.len; i++) {
		if (symbols[i].file == 0) {
			symbols[i].symbol.line = lead_line(x->lead, symbols[i].symbol.line);
		}
	}
	vec_each (const struct completion, completion, &x->completions) {
		symbols[completion->of_prefix] = x->symbols.p[completion->symbol];
	}
	return symbols;
}

static bool is_same_symbol(const struct extraction *x, uint32_t of_prefix, uint32_t of_unit)
{
	if (of_prefix == NONE || of_unit == NONE) {
		return of_prefix == of_unit;
	}
	const struct unit_symbol *a = &x->prefix_symbols[of_prefix];
	const struct unit_symbol *b = &x->symbols.p[of_unit];
	return a->symbol.kind == b->symbol.kind && a->file == b->file
	       && a->symbol.line == b->symbol.line && a->symbol.column == b->symbol.column
	       && str_eq(a->symbol.name, b->symbol.name);
}

/*
 * Whether a use that came up when the file was entered again is known from the
 * first time.  Few come up: what guards it was found defined.
 */
static bool use_is_known(const struct extraction *x, const struct unit_file *before,
		const struct raw_use *raw)
{
	vec_each (const struct raw_use, known, &before->uses) {
		if (known->use.line == raw->use.line && known->use.column == raw->use.column
				&& known->use.kind == raw->use.kind
				&& known->use.flags == raw->use.flags
				&& is_same_symbol(x, known->symbol, raw->symbol)
				&& is_same_symbol(x, known->carrier, raw->carrier)) {
			return true;
		}
	}
	return false;
}

/* Most that is looked at of a file that was entered again. */
#define KNOWN_MAX 20

/* A file of the prefix that was entered again must have said nothing new. */
static bool file_holds(const struct extraction *x, const struct unit_file *file)
{
	const struct unit_file *before = prefix_file(x, file);
	if (!before || file->is_outside) {
		return true;
	}
	if (file->sites.len || file->includes.len || file->uses.len > KNOWN_MAX) {
		return false;
	}
	vec_each (const struct raw_use, raw, &file->uses) {
		if (!use_is_known(x, before, raw)) {
			return false;
		}
	}
	return true;
}

bool prefix_holds(struct extraction *x)
{
	x->prefix_symbols = symbols_now(x);
	if (x->files.p[0].entered != 1) {
		/* The second time its first lines would not be blank. */
		return false;
	}
	vec_each (const struct unit_file, file, &x->files) {
		if (!file_holds(x, file)) {
			return false;
		}
	}
	vec_each (const struct str, name, &x->prefix->names_asked) {
		if (unit_declares(x, *name)) {
			return false;
		}
	}
	return !x->is_unforeseen;
}
