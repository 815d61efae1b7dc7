/* SPDX-License-Identifier: MIT */
/*
 * The text tier: every file below the roots, read fast and in parallel, for
 * what can be told without a compiler: include directives and the conditions
 * they stand under, macros defined and tested, lines, contents.
 *
 * It finds the files, reads them and scans them; text_resolve() then says what
 * each include means.  Results live in the arena given, sorted by path, and do
 * not depend on the number of threads.  Nothing in the tree is trusted: links
 * are followed only inside it, pipes and devices are left alone, and whatever
 * is too large, too deep or unreadable is told, not skipped in silence.
 */
#ifndef LINTEL_SOURCES_TEXT_TEXT_H
#define LINTEL_SOURCES_TEXT_TEXT_H

#include "base/file.h"
#include "base/hash.h"
#include "base/vec.h"
#include "config/config.h"
#include "facts/code.h"

struct arena;
struct err;
struct text_index;

struct text_include {
	uint32_t line;
	/* Of the '#'. */
	uint32_t column;
	struct str spelled;
	enum include_form form;
	enum include_branch branch;
	/*
	 * The innermost condition that is not the include guard, as written but
	 * for comments and line breaks; "defined(X)" for #ifdef X, the opposite
	 * for #else.  Empty unless BRANCH_CONDITIONAL; cut when very long.
	 */
	struct str condition;
	/* #include_next: the search goes on behind the folder of this file. */
	bool is_next;
	/* Set by text_resolve(). */
	enum include_resolution resolution;
	/* Number in text_tree.files, or NONE. */
	uint32_t target;
	/* RESOLVED_AMBIGUOUS: all that would do, ascending. */
	uint32_t *candidates;
	size_t candidate_count;
};

/* A name in #define, or tested by #ifdef, #ifndef, #if, #elif. */
struct text_name {
	struct str name;
	uint32_t line;
	uint32_t column;
	/* Under #if 0. */
	bool is_never;
};

/* A macro that stands for what an include could name: "net.h" or <net.h>. */
struct text_header_name {
	/* Number in text_file.defines. */
	uint32_t define;
	enum include_form form;
	struct str spelled;
};

/* What mentions of decision records begin with, before their digits: "ADR-", "adr/". */
struct text_marks {
	const struct str *p;
	size_t len;
};

/* Both ends included. */
struct line_range {
	uint32_t first;
	uint32_t last;
};

struct text_file {
	/* Relative to the root, without links. */
	struct str path;
	/* FILE_JUDGED, FILE_HEADER, FILE_SOURCE, FILE_UNREAD, FILE_OTHER_LANGUAGE. */
	uint32_t flags;
	uint32_t lines;
	/* Of all its bytes; of its size alone when it is too large to be read. */
	struct hash content;
	struct file_stamp stamp;
	/* FILE_UNREAD: why; names the limit and its option where one was exceeded. */
	struct str problem;
	VEC(struct text_include) includes;
	VEC(struct text_name) defines;
	/* Without what the include guard tests, and without `defined` and its like. */
	VEC(struct text_name) tests;
	VEC(struct text_header_name) header_names;
	/* Decision records that comments name, by the marks given; never from strings. */
	VEC(struct text_name) mentions;
	/* What no configuration can reach (#if 0), from directive to directive. */
	VEC(struct line_range) dead;
};

/*
 * A link below the root and the file or folder of the tree that it stands for
 * in the end, both relative to the root.
 */
struct text_link {
	struct str path;
	struct str target;
};

/*
 * Folders that could not be read, links that leave the tree, a limit reached:
 * never silent, but for what lies outside of the roots or is ignored.
 */
struct text_trouble {
	struct str path;
	struct str problem;
	/* The include that met it; without a path if it was none. */
	struct place place;
};

struct text_tree {
	/* Sorted by path: C sources and headers, and whatever else is included. */
	VEC(struct text_file) files;
	/* Sorted by path. */
	VEC(struct text_link) links;
	/* Sorted by path. */
	VEC(struct text_trouble) troubles;
	/* Opaque: every path of the tree, for text_resolve(). */
	struct text_index *index;
	/* Those given to text_scan(). */
	struct text_marks marks;
};

struct text_limits {
	/* Bytes of a file that is scanned (8 MiB); --max-file-size. */
	size_t max_file;
	/* Files of the tree (1,000,000); --max-files. */
	size_t max_files;
	/* Folders within one another (200); --max-depth. */
	size_t max_depth;
};

/* One set of folders that a unit searches, in order. */
struct search_paths {
	/* Relative to the root when below it ("." is the root); absolute otherwise. */
	struct str *quote;
	size_t quote_count;
	struct str *angled;
	size_t angled_count;
	/* Files included before the first line (-include), as spelled. */
	struct str *forced;
	size_t forced_count;
};

/* A source file and the search paths it is compiled with. */
struct search_unit {
	struct str path;
	/* Number in the array of search paths. */
	uint32_t search;
};

/* The marks of the ids and folders that are configured; none if no records are. */
struct text_marks text_marks_of(struct arena *arena, const struct config_decisions *decisions);

/*
 * Finds the files below the root and scans those that are C or headers.  Files
 * outside `sources->roots`, and ignored ones, are there but not FILE_JUDGED.
 * Fails only if the root itself cannot be read or a limit of the whole is
 * exceeded.
 */
NODISCARD bool text_scan(struct text_tree *tree, struct arena *arena, const struct root *root,
		const struct config_sources *sources, const struct text_limits *limits,
		struct text_marks marks, unsigned jobs, struct err *err);

/*
 * Says what each include means: by the search paths of the units that reach
 * the file, or, for files that no unit reaches and when there are no units, by
 * the tree itself.  May scan further files that are included and were not
 * found by their extension.  Call once.
 */
void text_resolve(struct text_tree *tree, struct arena *arena, const struct root *root,
		const struct config_sources *sources, const struct text_limits *limits,
		const struct search_paths *searches, size_t search_count,
		const struct search_unit *units, size_t unit_count, unsigned jobs);

/* Whether its name says that a file is read as C: a source or a header. */
bool text_is_source(struct str path);

/* The number of the file at `path`, or NONE; links are followed. */
uint32_t text_file_find(const struct text_tree *tree, struct str path);

/* Every path of the tree, sorted, files of all kinds; the number of them. */
size_t text_paths(const struct text_tree *tree, const struct str **paths);

struct text_call {
	struct str name;
	uint32_t line;
	uint32_t column;
};

/*
 * The calls by name in these lines of `text`, ascending, found by syntax alone
 * (tree-sitter): what inactive branches probably call.  The number of calls.
 * Of a long text only the lines asked for are parsed, without what surrounds
 * them; a single line of more than 20,000 words is left out.
 */
size_t text_calls(struct arena *arena, struct str text, const struct line_range *ranges,
		size_t range_count, struct text_call **calls);

#endif
