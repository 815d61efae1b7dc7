/* SPDX-License-Identifier: MIT */
/*
 * What editors and readers get from the tables: a JSON Schema of lintel.yaml and
 * the reference of its keys.  The rule kinds come from outside, because they
 * live in a room above.
 */
#ifndef LINTEL_CONFIG_SCHEMA_H
#define LINTEL_CONFIG_SCHEMA_H

#include "base/buf.h"
#include "config/severity.h"
#include "config/table.h"

/* A rule kind: its own keys, besides those of config_rule_table. */
struct schema_kind {
	const char *name;
	/* One sentence. */
	const char *summary;
	/* May be NULL. */
	const struct table *keys;
	/* Of a rule that does not say. */
	enum severity severity;
};

/* The kind of this name, or NULL. */
const struct schema_kind *schema_kind_find(
		const struct schema_kind *kinds, size_t count, struct str name);

/*
 * Writes a JSON Schema (draft-07, which editors know) of what `root` decodes.
 * Entries of config_rule_table get the keys of their kind.
 */
void schema_write(const struct table *root, const struct schema_kind *kinds, size_t count,
		struct buf *out);

/* Writes the same as Markdown, for docs/reference.md. */
void reference_write(const struct table *root, const struct schema_kind *kinds, size_t count,
		struct buf *out);

#endif
