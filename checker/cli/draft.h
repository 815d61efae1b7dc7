/* SPDX-License-Identifier: MIT */
/*
 * A decision record that is not written yet: the templates of adr/templates/,
 * what is filled in, and what its file is called.
 *
 * In a template {name} stands for a value and {name|words} for a value or,
 * without one, the words; a line with a value that is not given is left out.
 */
#ifndef LINTEL_CLI_DRAFT_H
#define LINTEL_CLI_DRAFT_H

#include "base/buf.h"
#include "base/date.h"

struct arena;

/* What a draft has in place of a number. */
#define DRAFT_NUMBER "XXXX"

/* The names of the templates, ended by NULL; the first is what is taken by default. */
extern const char *const draft_templates[];

struct draft {
	struct str number;
	struct str title;
	struct str status;
	date_day date;
	/* Empty, if not given. */
	struct str owner;
	struct str supersedes;
};

/* The text of the template numbered so in `draft_templates`. */
struct str draft_template(unsigned number);

/* Adds the template with its values filled in; in front matter as YAML. */
void draft_write(const struct draft *draft, struct str template, struct buf *out);

/*
 * What a file is called after a title: small letters and digits with hyphens,
 * at most 60 bytes.  Letters with accents lose them, those of other scripts
 * stay; "decision" if nothing is left.
 */
struct str draft_slug(struct arena *arena, struct str title);

#endif
