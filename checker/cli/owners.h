/* SPDX-License-Identifier: MIT */
/*
 * What `lintel owners` shows, in each of its forms.  No name of a person is in
 * it: those are asked for apart, for a terminal.
 */
#ifndef LINTEL_CLI_OWNERS_H
#define LINTEL_CLI_OWNERS_H

#include "base/buf.h"
#include "facts/module_owners.h"
#include "facts/ownership.h"

struct arena;

struct owners_view {
	struct arena *arena;
	const struct code *code;
	const struct code_owners *code_owners;
	bool is_exhausted;
	/* By module. */
	const struct module_owners *owners;
	const struct ownership *ownership;
	const struct belonging *belonging;
	const struct ownership_sum *sums;
	struct ownership_span span;
	/* "1y" */
	struct str window;
	/* Numbers of modules, those that were asked for. */
	const uint32_t *modules;
	size_t module_count;
	/* Those of which both may be named; how many others there are. */
	const struct ownership_pair *pairs;
	size_t pair_count;
	size_t hidden_pairs;
	/* People who are left out. */
	size_t robots;
};

typedef void owners_write_fn(const struct owners_view *view, struct buf *out);

void owners_write_text(const struct owners_view *view, struct buf *out);
void owners_write_json(const struct owners_view *view, struct buf *out);
void owners_write_csv(const struct owners_view *view, struct buf *out);

#endif
