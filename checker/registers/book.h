/* SPDX-License-Identifier: MIT */
/*
 * All registers of a repository in one hand: the kinds, the records, what was
 * wrong with them, and what the conditions in them come to.
 *
 *	book_read() -> book_resolve() -> book_understand() -> book_evaluate() -> book_report()
 *
 * After book_evaluate() nothing in it changes any more; others read
 * `registers` by facts/register.h.
 */
#ifndef LINTEL_REGISTERS_BOOK_H
#define LINTEL_REGISTERS_BOOK_H

#include "base/embedded.h"
#include "conditions/evaluate.h"
#include "conditions/world.h"
#include "facts/register.h"
#include "findings/own.h"

struct err;
struct map;
struct problems;
struct root;

/* Zero means the default in parentheses. */
struct register_limits {
	/* Bytes of one file (64 MiB); --max-register-size. */
	size_t max_bytes;
	/* Lists and maps within one another in it (64); --max-register-depth. */
	size_t max_depth;
	/* Values in it, aliases expanded (10,000,000); --max-register-nodes. */
	size_t max_nodes;
	/* Records in all (200,000); --max-register-records. */
	size_t max_records;
};

/* Something that a record lacks or has wrong; becomes a finding. */
struct register_fault {
	enum own_id rule;
	enum finding_class class;
	struct place place;
	/* "contract orders-v2 has no owner" */
	struct str message;
	/* Why that matters, and what to write instead; either may be empty. */
	struct str why;
	struct str remedy;
	/* "contract orders-v2 owner": what a baseline knows it by. */
	struct str target;
};

/* A condition that some record holds as a value. */
struct register_condition {
	/* In registers.entries. */
	uint32_t entry;
	const struct field_kind *field;
	const struct condition *condition;
	/* What it came to, if it is judged. */
	bool is_evaluated;
	struct outcome outcome;
};

/* What the conditions of a kind came out as; see understand.c. */
struct kind_conditions;

struct register_book {
	struct arena *arena;
	struct registers registers;
	VEC(struct register_fault) faults;
	/* By number, as in register_value.condition. */
	VEC(struct register_condition) conditions;
	/* By number of the kind in registers.kinds. */
	struct kind_conditions *kinds;
	/* Patterns that match nothing. */
	VEC(struct text) matchless;
	/* Configured: there is something to say. */
	bool is_kept;
};

/* The kinds that lintel brings, ended by one without a name: files of rules/registers/. */
extern const struct embedded register_kinds_shipped[];

/*
 * Reads the kinds that lintel brings and all files that `patterns` name, but for
 * `left_alone`, paths of files that are something else.  What is no register at
 * all goes to `problems`, what a record has wrong to `faults`.  False if there
 * was any problem; `err` where there is no place to name.
 */
NODISCARD bool book_read(struct register_book *book, struct arena *arena, const struct root *root,
		const struct text_list *patterns, const struct str *left_alone,
		size_t left_alone_count, const struct register_limits *limits,
		struct problems *problems, struct err *err);

/* What values may name; NULL where nothing of that sort was read, and then nobody asks. */
struct register_surroundings {
	const struct root *root;
	const struct code *code;
	const struct decisions *decisions;
	const struct metrics *metrics;
};

/* Says what each reference goes to; dangling ones, duplicates and the like become faults. */
void book_resolve(struct register_book *book, const struct register_surroundings *surroundings);

/* Adds a finding for everything that is wrong. */
void book_report(const struct register_book *book, struct findings *findings,
		const struct own_settings *settings);

#endif
