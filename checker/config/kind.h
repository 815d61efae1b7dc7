/* SPDX-License-Identifier: MIT */
/*
 * A file that declares a kind of records, decoded and not yet understood: what
 * it means is facts/register.h, and registers/ says so.
 */
#ifndef LINTEL_CONFIG_KIND_H
#define LINTEL_CONFIG_KIND_H

#include "config/severity.h"
#include "config/table.h"

struct config_kind_field {
	struct text name;
	/* An enum value_kind, judged_words. */
	struct choice type;
	struct choice judged;
	bool is_required;
	bool is_list;
	bool is_acyclic;
	struct text required_when;
	struct text judged_when;
	struct text why;
	struct text help;
	/* Any value. */
	const struct node *example;
	struct text unit;
	/* Bounds of a quantity. */
	struct text least;
	struct text most;
	struct text_list words;
	/* Kinds. */
	struct text_list of;
	/* Of config_kind_field, without groups. */
	struct records fields;
};

struct config_kind_derived {
	struct text name;
	struct text of;
	struct text longest;
	struct text total;
	struct text least;
	struct text most;
	struct text along;
	struct text unit;
	struct text help;
};

struct config_kind_rule {
	struct text id;
	struct text when;
	struct text holds;
	struct text message;
	struct text why;
	struct text mend;
	/* An enum severity; class_words of the file are in the order of enum finding_class. */
	struct choice severity;
	struct choice class;
};

struct config_kind_expiry {
	struct text field;
	struct text warn;
	struct text grace;
	struct text why;
};

struct config_kind {
	/* The value of `register`. */
	struct text name;
	struct text title;
	struct text purpose;
	/* Of config_kind_field, _derived, _rule. */
	struct records fields;
	struct records derived;
	struct records rules;
	struct config_kind_expiry expires;
	/* A list of lists of fields, or of fields. */
	const struct node *unique;
};

/* "text", "date", …, NULL: the types of fields, in the order of enum value_kind. */
extern const char *const config_kind_types[];

extern const struct table config_kind_table;

#endif
