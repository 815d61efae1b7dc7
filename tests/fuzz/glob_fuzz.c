/* SPDX-License-Identifier: MIT */
/* A pattern, a newline, a text. */
#include "fuzz/fuzz.h"

#include "base/err.h"
#include "base/glob.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str input = { (const char *)data, size };
	struct str pattern;
	struct str bound;
	struct err err;
	str_split(&input, '\n', &pattern);
	/* The time is the product of both, which is a promise and no finding. */
	if (pattern.len > 1000 || input.len > 1000 || !glob_check(pattern, &err)) {
		return 0;
	}
	bool matches = glob_bind(pattern, input, &bound);
	fuzz_must(matches == glob_match(pattern, input));
	fuzz_must(glob_literal(pattern) <= pattern.len);
	if (matches && glob_variable(pattern).len && glob_is_pattern(pattern)) {
		fuzz_must(bound.len > 0 && str_find(bound, '/') == bound.len);
	}
	return 0;
}
