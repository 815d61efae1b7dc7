/* SPDX-License-Identifier: MIT */
/*
 * A check of all records under way; for the files record_*.c alone.
 */
#ifndef LINTEL_REVIEWS_RECORD_CHECK_H
#define LINTEL_REVIEWS_RECORD_CHECK_H

#include "findings/own.h"
#include "reviews/records.h"

struct record_check {
	const struct record_facts *facts;
	struct findings *findings;
	/* Of the findings: for texts. */
	struct arena *arena;
	/* Gone when the check is done. */
	struct arena *scratch;
	struct own_settings settings;
	unsigned parts;
	/* "Did you mean" may be asked so many times more: looking is not free. */
	size_t suggestions;
	/* Names may be compared with patterns so many times more; then the rest is not judged. */
	size_t matches;
	/* Of each record the one that took its place, or NONE. */
	const uint32_t *successors;
	/* Ids of records, to suggest. */
	const struct str *ids;
	size_t id_count;
};

/*
 * Adds a finding that stands in a record; `target` tells those of one kind in
 * one record apart.  NULL if it is switched off.
 */
struct finding *records_finding(struct record_check *check, enum own_id id,
		const struct decision *decision, struct str target, struct place place);

/* Where a finding about the whole of a record stands: at its title. */
struct place records_place(const struct decision *decision);

/* "ADR-0007 "Event backbone"". */
struct str records_label(const struct record_check *check, const struct decision *decision);
/* "ADR-0007", or the path where there is no id. */
struct str records_name(const struct decision *decision);

/* "; did you mean 'ADR-0012'?", or an empty text. */
struct str records_suggest(struct record_check *check, struct str written, const struct str *words,
		size_t count);

/*
 * What a record that is not in force was replaced by, over any number of steps;
 * NULL if nothing that is in force is known.
 */
const struct decision *records_successor(
		const struct record_check *check, const struct decision *decision);

/* A place that belongs to a finding beside its own. */
void records_evidence(struct record_check *check, struct finding *finding, struct place place,
		struct str text);

/* record_form.c: what each record says of itself. */
void record_check_form(struct record_check *check, const struct decision *decision);
/* record_links.c: what records say of each other, and where links lead. */
void record_check_links(struct record_check *check);
/* record_ids.c: ids that are given twice, and the lock file. */
void record_check_ids(struct record_check *check);
void record_check_lock(struct record_check *check);
/* record_uses.c: rules, files and comments. */
void record_check_uses(struct record_check *check);

#endif
