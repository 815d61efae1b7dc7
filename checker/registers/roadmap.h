/* SPDX-License-Identifier: MIT */
/*
 * The roadmap: fragments in milestones, as they are planned, and in the order in
 * which something would reach a customer earlier.
 *
 * The smell is services built to completion one after another: nothing works
 * from end to end before the last of them begins.  The shape to prefer is the
 * first fragment of each service, then the second, as far as fragments do not
 * wait for each other.
 *
 *	roadmap_read() -> roadmap_propose() -> roadmap_report(), reports/roadmap_*.c
 *
 * It is linear or n log n in fragments, milestones and what they wait for.
 */
#ifndef LINTEL_REGISTERS_ROADMAP_H
#define LINTEL_REGISTERS_ROADMAP_H

#include "conditions/evaluate.h"
#include "conditions/world.h"
#include "facts/lifetime.h"
#include "facts/register.h"
#include "findings/own.h"

/* Which of the two a fragment is. */
enum roadmap_term {
	ROADMAP_UNSAID,
	ROADMAP_SHORT,
	ROADMAP_LONG,
};

struct roadmap_fragment {
	const struct register_entry *entry;
	/* Its row and column, or NONE. */
	uint32_t service;
	uint32_t milestone;
	/* The column that is proposed; where nothing better is known, the same. */
	uint32_t proposed;
	/* It is begun or done, or its milestone is over: it stays where it is. */
	bool is_fixed;
	bool has_begins;
	bool has_ends;
	bool has_retired;
	date_day begins;
	date_day ends;
	date_day retired;
	enum roadmap_term term;
	/* What the history says of its files; NULL: it names none, or the history is not known. */
	const struct lifetime *lived;
	/* Numbers of the fragments that it waits for. */
	uint32_t *waits_for;
	size_t wait_count;
	/* The number of the fragment that it replaces, or NONE. */
	uint32_t replaces;
};

struct roadmap_milestone {
	const struct register_entry *entry;
	/* Its title, or what it delivers; may be empty. */
	struct str title;
	bool has_due;
	date_day due;
	/* The day of it is over. */
	bool is_over;
	/* Rows that must have a fragment by then: those that it names … */
	const uint32_t *needs;
	size_t need_count;
	/* … or, where it names fewer than two, all that any milestone names: the first
	 * `journey_count` rows. */
	bool needs_all;
	/* Rows that it needs and that have no fragment by then. */
	const uint32_t *misses;
	size_t miss_count;
	uint32_t fragments;
	uint32_t shorts;
	uint32_t longs;
};

/* One of the two orders. */
struct roadmap_plan {
	/* By service: the first column with a fragment of it, or NONE, and the last. */
	uint32_t *first;
	uint32_t *last;
	/* By milestone: how many fragments, and whether all that it needs is there by then. */
	uint32_t *counts;
	bool *is_whole;
	/* How many are, and the first of them or NONE: from then on something reaches a customer.
	 */
	uint32_t whole_count;
	uint32_t first_whole;
};

struct roadmap {
	struct arena *arena;
	/* Rows: in the order in which milestones name them, then as fragments come. */
	VEC(struct str) services;
	/* How many of them milestones name. */
	uint32_t journey_count;
	/* Columns: by due day; those without one last. */
	struct roadmap_milestone *milestones;
	uint32_t milestone_count;
	/* The milestones as records, and the column of each. */
	struct register_range milestone_entries;
	uint32_t *columns;
	/* By id. */
	struct roadmap_fragment *fragments;
	uint32_t fragment_count;
	/* Numbers of fragments: none before what it waits for, but for circles; else by
	 * milestone and day. */
	uint32_t *order;
	/* That `lived` is about; NULL where none of them has it. */
	const struct history *history;
	moment as_of;
	/* Members of circles and those that wait for them: the end of `order`. */
	uint32_t stuck_count;
	struct roadmap_plan as_is;
	struct roadmap_plan proposed;
	/* The proposal is better; else both plans are the same. */
	bool is_better;
	/* Services built one after another: each ends before the next begins. */
	uint32_t *chain;
	uint32_t chain_len;
	uint32_t shorts;
	uint32_t longs;
	/* Fragments outside of all milestones. */
	uint32_t unplaced;
};

/* Whether anybody keeps fragments or milestones. */
bool roadmap_is_kept(const struct registers *registers);

/* Reads the records into rows and columns; `today` says which milestones are over. */
void roadmap_read(struct roadmap *roadmap, struct arena *arena, const struct registers *registers,
		date_day today);

/* Whether a fragment names its files. */
bool roadmap_has_paths(const struct registers *registers);

/* After roadmap_read(): how long their files lived; the history's reason is REASON_NONE. */
void roadmap_live(struct roadmap *roadmap, const struct history *history, moment as_of);

/* Fills `order`, both plans, the proposed columns and the chain. */
void roadmap_propose(struct roadmap *roadmap);

/* What does not hold of it, as findings lintel/roadmap/…. */
void roadmap_report(const struct roadmap *roadmap, struct findings *findings,
		const struct own_settings *settings);

/* What a milestone's target came to, for roadmap_report_targets(). */
struct roadmap_target {
	const struct register_entry *entry;
	struct place place;
	const struct condition *condition;
	struct outcome outcome;
};

/*
 * Targets that say nothing: true already before the milestone is due, not known,
 * or about another metric than the one it moves.
 */
void roadmap_report_targets(const struct roadmap *roadmap, const struct roadmap_target *targets,
		size_t count, struct findings *findings, const struct own_settings *settings);

#endif
