/* SPDX-License-Identifier: MIT */
/*
 * A pack of questions about a system's properties, and what a team answered:
 * plain data.  pillars/ reads both and scores them.
 */
#ifndef LINTEL_FACTS_PACK_H
#define LINTEL_FACTS_PACK_H

#include "base/date.h"
#include "base/hash.h"
#include "base/place.h"
#include "base/quantity.h"
#include "base/vec.h"

enum item_kind {
	/* A team answers it; what verifies it may confirm or contradict. */
	ITEM_QUESTION,
	/* A quantity that is measured. */
	ITEM_MEASURE,
	/* A condition that holds or does not. */
	ITEM_FITNESS,
};

enum item_severity {
	ITEM_MINOR,
	ITEM_MAJOR,
	/* A bare answer counts for half. */
	ITEM_CRITICAL,
};

/* From a quantity to a score between 0 and 1. */
enum scoring_method {
	/* 1 where the condition holds. */
	SCORE_BINARY,
	/* The score of the last point that the quantity reaches; below all, of the first. */
	SCORE_BUCKET,
	/* Straight lines between points; outside of them, the nearest. */
	SCORE_CURVE,
	/* The quantity itself, as a ratio. */
	SCORE_PERCENT,
};

struct score_point {
	double at;
	double score;
};

struct scoring {
	enum scoring_method method;
	/* SCORE_BINARY: a condition; else a quantity. */
	struct str of;
	struct place place;
	/* The same, asked instead where `of` names a metric that nobody declares; or empty. */
	struct str otherwise;
	struct place otherwise_place;
	/* SCORE_BUCKET, SCORE_CURVE: ascending by `at`, in `unit`. */
	struct unit unit;
	struct score_point *points;
	size_t point_count;
	/* "rollbacks took {value}"; empty = the text of `of` and its value. */
	struct str fact;
};

enum verify_mode {
	/* The measurement decides; an answer only produces findings. */
	VERIFY_MEASURED,
	/* It is a partial proxy: the answer limits too. */
	VERIFY_CONSERVATIVE,
};

/* An answer that a question offers. */
struct choice_kind {
	struct str id;
	struct str text;
	double score;
	/* With a criterion that is not ticked it counts for ANSWER_SOME at most. */
	bool needs_criteria;
};

/* What an answer above "some" counts for while a criterion of it is not ticked. */
#define ANSWER_SOME 0.25

/* At most so many for an item, because answers keep them as bits. */
#define CRITERIA_MAX 64

struct criterion {
	struct str id;
	struct str text;
	/* Imported lenses: what to do where it is not ticked; may be empty. */
	struct str remedy;
};

enum risk_op {
	RISK_TICKED,
	RISK_NOT,
	RISK_AND,
	RISK_OR,
};

struct risk_step {
	enum risk_op op;
	/* RISK_TICKED: its number in the item. */
	uint32_t criterion;
};

/* Imported lenses: a condition over what is ticked, operands before what joins them. */
struct risk_rule {
	/* None = it always holds. */
	struct risk_step *steps;
	size_t step_count;
	double score;
};

struct pack_item {
	/* "modularity.local-change" */
	struct str id;
	uint32_t pillar;
	enum item_kind kind;
	/* The question, or what is measured. */
	struct str ask;
	struct str help;
	struct choice_kind *choices;
	size_t choice_count;
	struct criterion *criteria;
	size_t criterion_count;
	/*
	 * Imported lenses: there are no choices, what is ticked is the answer, and the
	 * first rule that holds scores it.
	 */
	struct risk_rule *rules;
	size_t rule_count;
	/* What verifies a question; the scoring itself of a measure or fitness item. */
	struct scoring *scorings;
	size_t scoring_count;
	enum verify_mode mode;
	uint32_t weight;
	enum item_severity severity;
	bool is_must;
	/* The level from which a `must` counts; 1 = all. */
	uint32_t level;
	/* A condition under which it applies; empty = always. */
	struct str applies;
	struct place applies_place;
	/* What to do where it is not so; never empty. */
	struct str remedy;
	/* How to give lintel the evidence that is missing. */
	struct str evidence_hint;
	struct str *references;
	size_t reference_count;
	struct place place;
};

struct pack_pillar {
	struct str id;
	struct str title;
	/* "change stays local; failures do not spread" */
	struct str property;
	/* The one plain question. */
	struct str question;
	/* Pillars that it makes possible: their numbers. */
	uint32_t *enables;
	size_t enables_count;
	/* Items from `first` on. */
	uint32_t first;
	uint32_t count;
	struct place place;
};

struct pack_band {
	struct str name;
	/* The least lower bound, and the least evidenced share of weight. */
	double lower;
	double evidenced;
	struct str meaning;
	struct place place;
};

/* A reading of the pattern over all pillars: "mostly no", "mixed", "mostly yes". */
struct pack_reading {
	struct str name;
	/* The share of pillars whose lower bound is at least 50 %. */
	double least;
	struct str text;
	struct place place;
};

struct pack {
	struct str name;
	struct str version;
	struct str title;
	/* Where it comes from; of a pack of the program "pack:NAME", which is no file. */
	struct str path;
	bool is_shipped;
	struct hash hash;
	struct pack_pillar *pillars;
	size_t pillar_count;
	/* In the order of the pillars. */
	struct pack_item *items;
	size_t item_count;
	struct pack_band *bands;
	size_t band_count;
	struct pack_reading *readings;
	size_t reading_count;
};

/* The word that an answer has instead of a choice where the question does not apply. */
#define ANSWER_NOT_APPLICABLE "not-applicable"

struct answer {
	/* The item's number, or UINT32_MAX for one that the pack does not have. */
	uint32_t item;
	struct str item_id;
	/* The choice's number, or UINT32_MAX: of a lens, or not applicable. */
	uint32_t choice;
	bool is_not_applicable;
	/* It does not count: a fault says why. */
	bool is_void;
	/* Bits of criteria that are ticked, by number. */
	uint64_t ticked;
	struct str note;
	/* A path, a record or an address that shows it. */
	struct str evidence;
	bool has_day;
	date_day day;
	/* Who answered: a team or a role, as written. */
	struct str by;
	struct place place;
};

/* An entry of the file that cannot count as it is written. */
struct answer_fault {
	struct str item_id;
	struct place place;
	struct str text;
	struct str remedy;
};

struct answers {
	struct arena *arena;
	struct str path;
	struct str pack;
	/* Of the pack that was answered; empty if the file does not say. */
	struct str version;
	struct place version_place;
	/* In the order of the file; each item once. */
	VEC(struct answer) list;
	VEC(struct answer_fault) faults;
};

/* The item's number, or UINT32_MAX. */
uint32_t pack_item_find(const struct pack *pack, struct str id);
uint32_t pack_pillar_find(const struct pack *pack, struct str id);
/* The number of the item's choice or criterion, or UINT32_MAX. */
uint32_t item_choice_find(const struct pack_item *item, struct str id);
uint32_t item_criterion_find(const struct pack_item *item, struct str id);

/* What the answer counts for, criteria and risk rules looked at; it must have an answer. */
double answer_score(const struct pack_item *item, const struct answer *answer);
/* The item's answer that counts, or NULL. */
const struct answer *answers_find(const struct answers *answers, uint32_t item);

#endif
