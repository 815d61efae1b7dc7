/* SPDX-License-Identifier: MIT */
/*
 * What is known about the code: files, modules, symbols and the uses between
 * them, as plain data.
 *
 * The engine builds it from what the readers say, then freezes it: everything
 * is sorted, nothing changes any more, and any number of rules may read it at
 * once.  Things refer to each other by number; NONE means "no such thing".
 */
#ifndef LINTEL_FACTS_CODE_H
#define LINTEL_FACTS_CODE_H

#include "base/hash.h"
#include "base/place.h"
#include "base/vec.h"

struct arena;

#define NONE UINT32_MAX

enum use_kind {
	USE_INCLUDE,
	USE_CALL,
	USE_TYPE,
	USE_FIELD,
	USE_READ,
	USE_WRITE,
	USE_ADDRESS,
	USE_MACRO,
	USE_POINTER,
	USE_IMPLEMENT,
	USE_KINDS,
};

/* "include", "call", …: indexed by enum use_kind, ended by NULL. */
extern const char *const use_kind_words[];

enum file_flags {
	/* Below the roots and not ignored: it is judged. */
	FILE_JUDGED = 1 << 0,
	FILE_HEADER = 1 << 1,
	FILE_SOURCE = 1 << 2,
	/* Matches `public:` of its module. */
	FILE_PUBLIC = 1 << 3,
	/* Matches `ports:` of its module. */
	FILE_PORT = 1 << 4,
	/* The main file of a unit. */
	FILE_COMPILED = 1 << 5,
	/* Some include of the tree names it. */
	FILE_INCLUDED = 1 << 6,
	/* It could not be read; `problem` says why. */
	FILE_UNREAD = 1 << 7,
	/* C++, assembler and others: counted, not read. */
	FILE_OTHER_LANGUAGE = 1 << 8,
	/* The compiler read it in at least one unit. */
	FILE_PARSED = 1 << 9,
	/* No unit read some line of it: it may use more than is known. */
	FILE_SKIPPED = 1 << 10,
};

struct code_file {
	/* Relative to the root, without links. */
	struct str path;
	/* Or NONE: in no module. */
	uint32_t module;
	uint32_t flags;
	uint32_t lines;
	struct hash content;
	struct str problem;
	/* Its uses: code.uses[first_use] up to first_use + use_count. */
	uint32_t first_use;
	uint32_t use_count;
	uint32_t first_include;
	uint32_t include_count;
};

struct code_module {
	struct str name;
	struct str owner;
	/* Where lintel.yaml declares it. */
	struct place place;
	struct str *tags;
	size_t tag_count;
	/* It has a `public:` list, so that some of its headers are private. */
	bool has_public;
	/* The entry of config.modules that it came from: `drv/{name}` makes several. */
	uint32_t declaration;
	uint32_t file_count;
};

/* A declared external: a library, a framework, the system's network … */
struct code_external {
	struct str name;
	struct place place;
};

enum symbol_kind {
	SYMBOL_FUNCTION,
	SYMBOL_VARIABLE,
	SYMBOL_STRUCT,
	SYMBOL_UNION,
	SYMBOL_ENUM,
	SYMBOL_ENUMERATOR,
	SYMBOL_TYPEDEF,
	SYMBOL_FIELD,
	SYMBOL_MACRO,
	SYMBOL_KINDS,
};

/* "function", …: indexed by enum symbol_kind. */
extern const char *const symbol_kind_words[];

enum strength {
	STRENGTH_NONE,
	STRENGTH_WEAK,
	STRENGTH_TENTATIVE,
	STRENGTH_STRONG,
};

/* A declaration or a definition. */
struct site {
	uint32_t file;
	uint32_t line;
	uint32_t column;
	enum strength strength;
};

struct code_symbol {
	enum symbol_kind kind;
	/* As people write it: "net_send", "struct conn", "struct conn.fd". */
	struct str name;
	/* Seen by other units: functions and variables that are not static. */
	bool is_external;
	/* Its value can change: a variable that is not const. */
	bool is_mutable;
	/* Both in the order of the files. */
	struct site *declarations;
	size_t declaration_count;
	struct site *definitions;
	size_t definition_count;
};

/* What a use or an include goes to, once it is settled. */
enum target_kind {
	/* A file of the tree: `file` says which, and so which module. */
	TARGET_FILE,
	/* A declared external: `external`. */
	TARGET_EXTERNAL,
	/* Anything else from outside the tree. */
	TARGET_SYSTEM,
	/* An include that nothing answers, or several things do. */
	TARGET_UNKNOWN,
};

enum use_flags {
	/* Several definitions, and no rule of ownership chose one. */
	USE_AMBIGUOUS = 1 << 0,
	/* Only in a branch that no configuration compiles. */
	USE_INACTIVE = 1 << 1,
	/* USE_ADDRESS: it reaches a pointer to non-const. */
	USE_MAY_WRITE = 1 << 2,
	/* Some declaration of the symbol stands in a public header of its owner. */
	USE_PUBLIC = 1 << 3,
	/* Under #ifdef: an include that exists only in some configurations. */
	USE_CONDITIONAL = 1 << 4,
	/* Operand of sizeof, typeof, _Alignof: nothing is read. */
	USE_UNEVALUATED = 1 << 5,
	/* USE_TYPE, USE_FIELD: needs the completed type (member, by value, sizeof). */
	USE_COMPLETE = 1 << 6,
	/* A macro named in an #ifdef or #if, not expanded. */
	USE_TESTED = 1 << 7,
};

struct code_use {
	enum use_kind kind;
	uint32_t flags;
	/* Where it stands. */
	uint32_t file;
	uint32_t line;
	uint32_t column;
	/* Bytes of the name there. */
	uint32_t width;
	/* What is used; NONE for USE_INCLUDE. */
	uint32_t symbol;
	/* USE_INCLUDE: the number in code.includes; otherwise NONE. */
	uint32_t include;
	/* Who owns it. */
	enum target_kind target;
	uint32_t target_file;
	uint32_t target_line;
	uint32_t external;
	/* The file whose declaration the compiler saw, or NONE (outside, or none). */
	uint32_t declared_in;
	/* The macro that brought it here, or NONE. */
	uint32_t carrier;
	/* A bit for each configuration (compile database) that has it; 0 = text only. */
	uint64_t configurations;
};

enum include_form {
	INCLUDE_QUOTED,
	INCLUDE_ANGLED,
	/* #include MACRO */
	INCLUDE_COMPUTED,
};

enum include_branch {
	/* Outside of any #if, or only inside the include guard. */
	BRANCH_ALWAYS,
	/* Under a condition that depends on the configuration. */
	BRANCH_CONDITIONAL,
	/* #if 0: never counts. */
	BRANCH_NEVER,
};

enum include_resolution {
	RESOLVED,
	/* Several files of the tree would do. */
	RESOLVED_AMBIGUOUS,
	/* Angled or found outside: not of this tree. */
	RESOLVED_OUTSIDE,
	/* Nothing answers. */
	RESOLVED_NOT,
};

struct code_include {
	uint32_t file;
	uint32_t line;
	uint32_t column;
	/* As written between the quotes or brackets, or the macro. */
	struct str spelled;
	enum include_form form;
	enum include_branch branch;
	enum include_resolution resolution;
	/* The file of the tree, or NONE. */
	uint32_t target;
	/* RESOLVED_AMBIGUOUS: all that would do. */
	uint32_t *candidates;
	size_t candidate_count;
	/* The innermost condition, as written: "defined(_WIN32)". */
	struct str condition;
	/* Configurations that compiled the line; those that compiled the file at all. */
	uint64_t active;
	uint64_t seen;
	uint32_t external;
};

enum unit_status {
	UNIT_PARSED,
	/* The compiler reported errors; what it understood is used. */
	UNIT_FAILED,
	UNIT_CRASHED,
	UNIT_TIMED_OUT,
	/* Outside the tree, missing, or not C. */
	UNIT_SKIPPED,
};

struct code_unit {
	uint32_t file;
	/* For units that are no file of the tree. */
	struct str path;
	/* Number of the compile database. */
	uint32_t configuration;
	enum unit_status status;
	/* What went wrong: the first error, in one line. */
	struct str problem;
	struct place problem_place;
};

/* A comment that names a decision record: "ADR-0012", "adr/0012". */
struct code_mention {
	uint32_t file;
	uint32_t line;
	uint32_t column;
	struct str text;
};

/* A compiler flag that was not passed on, and how often it was met. */
struct code_flag {
	struct str flag;
	size_t count;
};

struct code {
	struct arena *arena;
	/* Sorted by path. */
	struct code_file *files;
	size_t file_count;
	/* Sorted by name. */
	struct code_module *modules;
	size_t module_count;
	struct code_external *externals;
	size_t external_count;
	struct code_symbol *symbols;
	size_t symbol_count;
	/* Sorted by file, line, column, kind, symbol. */
	struct code_use *uses;
	size_t use_count;
	/* Sorted by file, line. */
	struct code_include *includes;
	size_t include_count;
	/* Sorted by path, configuration. */
	struct code_unit *units;
	size_t unit_count;
	/* Sorted by file, line, column. */
	struct code_mention *mentions;
	size_t mention_count;
	/* Sorted by flag. */
	struct code_flag *dropped;
	size_t dropped_count;
	/* Paths of the compile databases, as configured. */
	struct str *configurations;
	size_t configuration_count;
	/* The compiler was asked: symbols are known. */
	bool has_symbols;
	/* Of another revision than the configuration: what that names may be missing here. */
	bool is_past;
};

/* The file at `path`, or NONE. */
uint32_t code_file_find(const struct code *code, struct str path);
/* The module called `name`, or NONE. */
uint32_t code_module_find(const struct code *code, struct str name);
uint32_t code_external_find(const struct code *code, struct str name);

/* The module that owns what is used, or NONE (external, system, unassigned). */
uint32_t code_use_module(const struct code *code, const struct code_use *use);

/* "net", "external:openssl", "system", or the path of an unassigned file. */
struct str code_use_owner(const struct code *code, const struct code_use *use, struct arena *arena);

/* What is used, as people write it: a symbol's name, an include's path or spelling. */
struct str code_use_target(const struct code *code, const struct code_use *use);

/* An include of a public header, or of a symbol that a public header of its owner declares. */
bool code_use_is_public(const struct code *code, const struct code_use *use);

/* Whether a public header of `module` declares or defines the symbol: what USE_PUBLIC says. */
bool code_symbol_is_public(const struct code *code, uint32_t symbol, uint32_t module);

struct place code_use_place(const struct code *code, const struct code_use *use);

#endif
