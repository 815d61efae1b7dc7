/* SPDX-License-Identifier: MIT */
/*
 * One translation unit on its way to packed facts; internal to sources/c.
 *
 *	extract_unit     drives: top-level cursors once, then the declarations
 *	unit_files       libclang's files to paths below the root or include names
 *	unit_symbols     libclang's declarations to symbols
 *	unit_uses        the walk over declarations and expressions
 *	unit_sites       where things are declared and defined
 *	unit_words       what only the words of the source tell
 *	unit_skips       lines that the preprocessor left out
 *	unit_blocks      what was recorded, by file, sorted and packed
 *	prefix           what was said already, by the beginning that units share
 *
 * Everything lives in the arena of the unit.  A worker runs one at a time.
 */
#ifndef LINTEL_SOURCES_C_EXTRACTION_H
#define LINTEL_SOURCES_C_EXTRACTION_H

#include "base/map.h"
#include "base/vec.h"
#include "facts/unit.h"
#include "sources/c/clang_api.h"

struct arena;
struct lead;
struct prefix;
struct request;

/* A use before its symbols are numbered for its block. */
struct raw_use {
	struct block_use use;
	/* Numbers in extraction.symbols; carrier may be NONE. */
	uint32_t symbol;
	uint32_t carrier;
};

struct raw_site {
	struct block_site site;
	uint32_t symbol;
};

/* A file that the unit read. */
struct unit_file {
	bool is_outside;
	/* Below the root: relative.  Outside: as an include would spell it. */
	struct str path;
	/* Outside: the name by which the tree entered the outside world. */
	struct str entry;
	/* Outside: where it is. */
	struct str absolute;
	/* How often the preprocessor entered it. */
	uint32_t entered;
	/* Packed, of a file of the tree: set by unit_blocks(). */
	struct str block;
	/* Its facts are the prefix's. */
	bool is_of_prefix;
	VEC(struct raw_use) uses;
	VEC(struct raw_site) sites;
	/* Once for each time that it was entered; unit_skips() makes one list of them. */
	VEC(struct block_skip) skips;
	/* block_include.file is a number in extraction.files here. */
	VEC(struct block_include) includes;
};

struct unit_symbol {
	struct block_symbol symbol;
	/* Numbers in extraction.files, or NONE: the declaration; the definition in this unit. */
	uint32_t file;
	uint32_t defined_in;
	/* Nobody outside its block scope can name it, or it is built in: no facts. */
	bool is_local;
};

/* A place, as far as facts care. */
struct spot {
	/* Number in extraction.files, or NONE: nowhere. */
	uint32_t file;
	uint32_t line;
	uint32_t column;
	uint32_t offset;
};

/* A symbol of the prefix and the one of the unit that it turns out to be. */
struct completion {
	uint32_t of_prefix;
	uint32_t symbol;
};

/* Where a macro is expanded. */
struct macro_at {
	/* Number in extraction.symbols. */
	uint32_t macro;
	uint32_t width;
};

/* A word in a macro's body that would be expanded if it named a macro. */
struct macro_word {
	struct str name;
	/* A parenthesis follows, or may follow behind the expansion. */
	bool may_be_called;
};

/* A macro of the tree. */
struct macro {
	/* Not there if the prefix has defined it; then it has its words. */
	CXCursor definition;
	/* Number in extraction.symbols; NONE until somebody asks. */
	uint32_t symbol;
	bool is_function_like;
	bool has_words;
	VEC(struct macro_word) words;
};

/* The words of a cursor's extent; the tokens stay libclang's. */
struct words {
	struct str *p;
	CXToken *tokens;
	unsigned len;
};

struct extraction {
	const struct clang_api *clang;
	struct arena *arena;
	const struct request *request;
	CXTranslationUnit unit;
	/* Outlives the unit: names of files to what realpath() said. */
	struct map *real_paths;

	VEC(struct unit_file) files;
	/* By path, and by libclang's pointer. */
	struct map *file_by_path;
	struct map *file_by_handle;
	CXFile last_handle;
	uint32_t last_file;

	VEC(struct unit_symbol) symbols;
	struct map *symbol_by_decl;
	struct map *symbol_by_identity;

	/* (file, offset) of a macro's name to where it is expanded. */
	struct map *expansions;
	VEC(struct macro_at) expansion_list;
	/* Declarations of the tree's files, to be walked. */
	VEC(CXCursor) declarations;
	/* Functions, typedefs and tags by name, made when first needed. */
	struct map *names;
	/* Macros of the tree, as they are defined where the visit stands, by name; by symbol. */
	struct map *macros;
	struct map *macro_by_symbol;

	/* A unit that begins with a prefix: its facts, and the unit's own first lines. */
	const struct prefix *prefix;
	const struct lead *lead;
	CXFile stand_in;
	VEC(struct completion) completions;
	/* The prefix's symbols as this unit knows them: set by prefix_holds(). */
	struct unit_symbol *prefix_symbols;
	/* What came up that the prefix's facts do not foresee. */
	bool is_unforeseen;

	/* A prefix itself: what its facts depend on.  Names asked for, or NULL. */
	struct map *names_asked;
	bool asks_constants;
	/* How many ranges libclang lists. */
	unsigned skipped;
};

/* The text of a libclang string, copied; the string is disposed of. */
struct str unit_text(struct extraction *x, CXString text);

/* Where `location` is written: macro bodies at their expansion, arguments where they stand. */
struct spot unit_spot(struct extraction *x, CXSourceLocation location);
struct spot unit_cursor_spot(struct extraction *x, CXCursor cursor);
/* The number of a file, or NONE for no file. */
uint32_t unit_file(struct extraction *x, CXFile handle);
/* The number of the file of the request, which is 0. */
uint32_t unit_main_file(struct extraction *x);
/* Finds all files that were read; names the headers by which outside files were entered. */
void unit_inputs(struct extraction *x);
void unit_inputs_list(struct extraction *x, struct unit_facts *facts);

/* The number of the symbol that a declaration (or macro definition) stands for. */
uint32_t unit_symbol(struct extraction *x, CXCursor declaration);

/* Records what stands in one declaration of the tree. */
void unit_walk(struct extraction *x, CXCursor declaration);

/* What tells the symbols of a unit apart. */
struct str unit_symbol_identity(struct extraction *x, const struct unit_symbol *symbol);
/* The number of a symbol that is described, not declared. */
uint32_t unit_symbol_add(struct extraction *x, const struct unit_symbol *symbol);

/* Records a use of `symbol` at the cursor, or at a place; what concerns nobody is left out. */
void unit_use(struct extraction *x, CXCursor cursor, enum use_kind kind, unsigned flags,
		uint32_t symbol);
void unit_use_at(struct extraction *x, struct spot at, enum use_kind kind, unsigned flags,
		uint32_t symbol);

/* Records that the cursor declares or defines something. */
void unit_site(struct extraction *x, CXCursor cursor, enum CXCursorKind kind, bool is_local);

void unit_words(struct extraction *x, CXCursor cursor, struct words *words);
void unit_words_free(struct extraction *x, struct words *words);
/* What an attribute of a declaration names: functions of cleanup(), types of alignment. */
void unit_attribute(struct extraction *x, CXCursor attribute, CXCursor declaration);
/* Types named by the words of a cursor. */
void unit_written_types(struct extraction *x, CXCursor cursor);

/* Makes the words of all macros of the tree known: its definitions go. */
void unit_macros_read(struct extraction *x);
/* Collects what the unit itself declares by name; whether `name` is among it. */
bool unit_declares(struct extraction *x, struct str name);
/* Remembers a macro of the tree. */
void unit_macro_defined(struct extraction *x, CXCursor definition);
/*
 * Records a macro expansion's use of its macro and of those it brings with it,
 * and remembers it as a carrier; in the order of the text.
 */
void unit_macro(struct extraction *x, CXCursor expansion);
/* The macro whose name stands at a place, or NULL. */
const struct macro_at *unit_carrier(const struct extraction *x, struct spot at);

/* Records the lines that the preprocessor skipped every time it entered their file. */
void unit_skips(struct extraction *x);

/* Packs a block for each file of the tree. */
void unit_blocks(struct extraction *x, struct unit_facts *facts);

#endif
