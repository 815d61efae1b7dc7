/* SPDX-License-Identifier: MIT */
/*
 * The keys of an AWS Well-Architected custom lens, schemaVersion 2021-11-01, as
 * far as lintel reads them; pillars/lens.c makes a pack of them.
 */
#ifndef LINTEL_CONFIG_LENS_KEYS_H
#define LINTEL_CONFIG_LENS_KEYS_H

#include "config/table.h"

/* A text that is shown, and where it leads. */
struct config_lens_link {
	struct text text;
	struct text url;
};

struct config_lens_choice {
	struct text id;
	struct text title;
	struct config_lens_link helpful;
	struct config_lens_link plan;
	/* Not looked at. */
	const struct node *more;
};

struct config_lens_rule {
	struct text condition;
	/* An enum lens_risk. */
	struct choice risk;
};

enum lens_risk {
	LENS_NO_RISK,
	LENS_MEDIUM_RISK,
	LENS_HIGH_RISK,
};

struct config_lens_question {
	struct text id;
	struct text title;
	struct text description;
	struct config_lens_link helpful;
	/* Lists of config_lens_choice, config_lens_rule. */
	const struct node *choices;
	const struct node *rules;
};

struct config_lens_pillar {
	struct text id;
	struct text name;
	/* A list of config_lens_question. */
	const struct node *questions;
};

struct config_lens {
	struct text schema_version;
	struct text name;
	struct text description;
	/* A list of config_lens_pillar. */
	const struct node *pillars;
};

extern const struct table config_lens_table;
extern const struct table config_lens_pillar_table;
extern const struct table config_lens_question_table;
extern const struct table config_lens_choice_table;
extern const struct table config_lens_rule_table;

#endif
