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

struct condition_names;
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
	/* Of a kind's own rule, instead: then it is lintel/register/KIND/ID. */
	const struct register_kind *kind;
	const struct register_rule *kind_rule;
	enum finding_class class;
	struct place place;
	/* "contract orders-v2 has no owner" */
	struct str message;
	/* Why that matters, and what to write instead; any may be empty. */
	struct str why;
	struct str remedy;
	struct str also;
	/* The numbers, or the steps of a cycle. */
	struct evidence *evidence;
	size_t evidence_len;
	/* "contract orders-v2 owner": what a baseline knows it by. */
	struct str target;
};

/* A condition that some record holds as a value. */
struct register_condition {
	/* In registers.entries. */
	uint32_t entry;
	const struct field_kind *field;
	struct place place;
	const struct condition *condition;
	/* What it came to, if it is judged. */
	bool is_evaluated;
	enum truth truth;
	enum reason reason;
};

/* The conditions of a kind; NULL where none is written. */
struct kind_form {
	struct register_kind *kind;
	bool is_understood;
	/* By field, and by field of a group: */
	const struct condition **required_when;
	const struct condition ***parts_required_when;
	const struct condition **judged_when;
	/* By derived value: a quantity. */
	const struct condition **of;
	/* By rule. */
	const struct condition **when;
	const struct condition **holds;
};

struct register_book {
	struct arena *arena;
	struct registers registers;
	/* Sorted by name of the kind, as registers.kinds are. */
	VEC(struct kind_form) forms;
	VEC(struct register_fault) faults;
	/* How many of them were reported. */
	size_t reported;
	/* By number, as in register_value.condition. */
	VEC(struct register_condition) conditions;
	/* Every kind is sound, whatever is wrong with records. */
	bool has_sound_kinds;
	/* Patterns that match nothing. */
	VEC(struct text) matchless;
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

/*
 * Understands the conditions of the kinds that have records or are the
 * repository's own, and those that records hold.  False with problems if one of
 * a kind is wrong; one of a record is a fault.
 */
NODISCARD bool book_understand(struct register_book *book, const struct condition_names *names,
		struct problems *problems);

/* The same once more, when the compiler has found more files that selectors may mean. */
void book_understand_again(struct register_book *book, const struct condition_names *names);

/* What all of its conditions need together: bits of enum condition_needs. */
unsigned book_needs(const struct register_book *book);

/*
 * Findings are counted only after records are judged, so that these can be in
 * the baseline too: conditions about such counts are judged in a round of their
 * own.
 */
enum book_round {
	ROUND_OF_RECORDS,
	ROUND_OF_COUNTS,
};

/*
 * Computes what is derived, what is required and how much of it is there, what
 * is over, and judges rules and conditions, each round once.  `world->entry` is
 * set here.
 */
void book_evaluate(struct register_book *book, const struct world *world, enum book_round round);

/* Adds a finding for everything that has become wrong since the last call. */
void book_report(struct register_book *book, struct findings *findings,
		const struct own_settings *settings, const struct config *config);

/* What the ids of all rules about records begin with. */
#define REGISTER_RULES STR("lintel/register/")

/* "lintel/register/KIND/ID" */
struct str book_rule_id(struct arena *arena, const struct register_kind *kind,
		const struct register_rule *rule);

/* The rule of a kind by its id "lintel/register/KIND/ID", or NULL. */
const struct register_rule *book_rule_find(const struct registers *registers, struct str id,
		const struct register_kind **kind);

#endif
