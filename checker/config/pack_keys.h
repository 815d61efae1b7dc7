/* SPDX-License-Identifier: MIT */
/*
 * The keys of a pack of questions and of a file of answers, as they are
 * written; pillars/ makes a `struct pack` and `struct answers` of them.
 */
#ifndef LINTEL_CONFIG_PACK_KEYS_H
#define LINTEL_CONFIG_PACK_KEYS_H

#include "config/table.h"

struct config_point {
	struct real at;
	struct real score;
};

/* How a quantity or a condition becomes a score. */
struct config_scoring {
	struct text of;
	struct text otherwise;
	/* An enum scoring_method. */
	struct choice method;
	struct text unit;
	/* A list of [at, score]. */
	const struct node *points;
	/* What to say of it: "rollbacks took {value}". */
	struct text fact;
};

struct config_choice {
	struct text id;
	struct text text;
	struct real score;
	bool needs_criteria;
};

struct config_criterion {
	struct text id;
	struct text text;
};

struct config_pack_item {
	struct text id;
	/* An enum item_kind. */
	struct choice kind;
	struct text ask;
	struct text help;
	/* "coverage", "yes-no", or a list of config_choice. */
	const struct node *choices;
	/* Of config_criterion, config_scoring. */
	struct records criteria;
	struct records verified_by;
	/* An enum verify_mode. */
	struct choice mode;
	struct number weight;
	/* An enum item_severity. */
	struct choice severity;
	/* `true`, or of config_must. */
	const struct node *must;
	struct text applies;
	struct text remedy;
	struct text hint;
	struct text_list references;
};

struct config_must {
	struct number level;
};

struct config_pack_pillar {
	struct text id;
	struct text title;
	struct text property;
	struct text question;
	struct text_list enables;
	/* Of config_pack_item. */
	struct records items;
};

struct config_band {
	struct text name;
	/* Ratios: "40 %". */
	struct text lower;
	struct text evidenced;
	struct text meaning;
};

struct config_reading {
	struct text name;
	/* A ratio. */
	struct text least;
	struct text text;
};

struct config_pack {
	struct text name;
	struct text version;
	struct text title;
	/* Of config_pack_pillar, config_band, config_reading. */
	struct records pillars;
	struct records bands;
	struct records readings;
};

struct config_answer {
	struct text item;
	struct text answer;
	struct text_list ticked;
	struct text note;
	struct text evidence;
	struct text on;
	struct text by;
};

struct config_answers {
	struct text pack;
	struct text version;
	/* Of config_answer. */
	struct records answers;
};

/* Decode config_pack, config_choice, config_must, config_answers. */
extern const struct table config_pack_table;
extern const struct table config_choice_table;
extern const struct table config_must_table;
extern const struct table config_answers_table;

/* The words of an enum item_severity and the other choices, ended by NULL. */
extern const char *const pack_kind_words[];
extern const char *const pack_severity_words[];
extern const char *const pack_method_words[];

#endif
