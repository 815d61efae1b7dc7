/* SPDX-License-Identifier: MIT */
/* The text of a C file: whatever it holds, places stay inside it and names are names. */
#include "fuzz/fuzz.h"

#include "base/arena.h"
#include "sources/text/cursor.h"
#include "sources/text/mention.h"
#include "sources/text/scan.h"

static void names_check(const struct text_name *names, size_t count, uint32_t lines, size_t size)
{
	for (size_t i = 0; i < count; i++) {
		fuzz_must(names[i].name.len > 0 && char_is_name((unsigned char)names[i].name.p[0]));
		fuzz_must(names[i].line >= 1 && names[i].line <= lines);
		fuzz_must(names[i].column >= 1 && names[i].column <= size);
		fuzz_must(i == 0 || names[i].line >= names[i - 1].line);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *kept = arena_create();
	struct arena *scratch = arena_create();
	struct text_file file = { 0 };
	static const struct str words[] = { STR_INIT("ADR-"), STR_INIT("adr/") };
	struct str text = str_dup(kept, (struct str){ (const char *)data, size });
	scan_text(&file, text, kept, scratch);
	mentions_scan(&file, text, &(struct text_marks){ words, 2 }, kept, scratch);
	arena_destroy(scratch);
	names_check(file.mentions.p, file.mentions.len, file.lines, size);
	names_check(file.defines.p, file.defines.len, file.lines, size);
	names_check(file.tests.p, file.tests.len, file.lines, size);
	vec_each (const struct text_include, include, &file.includes) {
		fuzz_must(include->spelled.len > 0);
		fuzz_must(include->line >= 1 && include->line <= file.lines);
		fuzz_must(include->branch == BRANCH_CONDITIONAL || include->condition.len == 0);
	}
	vec_each (const struct text_header_name, header, &file.header_names) {
		fuzz_must(header->define < file.defines.len);
	}
	arena_destroy(kept);
	return 0;
}
