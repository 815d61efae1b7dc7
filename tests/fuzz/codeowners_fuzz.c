/* SPDX-License-Identifier: MIT */
/* A file of code owners: its first byte says of which forge; then some paths are asked for. */
#include "fuzz/fuzz.h"

#include "base/arena.h"
#include "sources/owners/codeowners.h"

static const struct str asked[] = { STR_INIT("a"), STR_INIT("src/net/a.c"), STR_INIT("a/a/a/a/b"),
	STR_INIT("docs/[x] y.md") };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create();

	if (size > 0) {
		struct str text = { (const char *)data + 1, size - 1 };
		enum owner_syntax syntax = data[0] % 2 ? OWNER_SYNTAX_GITLAB : OWNER_SYNTAX_GITHUB;
		struct code_owners *owners = codeowners_read(arena, STR("C"), text, syntax);
		struct code_owners_query query = code_owners_query_create(owners, arena);
		fuzz_must(owners->problem.len == 0 || owners->entries.len == 0);
		fuzz_must(owners->faults.len <= owners->fault_count);
		for (size_t i = 0; i < COUNT_OF(asked); i++) {
			code_owners_ask(&query, asked[i]);
			fuzz_must(query.entries.len <= owners->sections.len);
		}
		for (size_t i = 0; i < owners->entries.len; i++) {
			const struct code_owners_entry *entry = &owners->entries.p[i];
			bool is_folder = false;
			(void)owner_pattern_folder(arena, str_from(entry->pattern, entry->excludes),
					syntax, &is_folder);
			fuzz_must(entry->first_name + entry->name_count <= owners->named.len);
			fuzz_must(entry->section < owners->sections.len);
		}
	}
	arena_destroy(arena);
	return 0;
}
