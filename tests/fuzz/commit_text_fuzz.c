/* SPDX-License-Identifier: MIT */
/* The text of a commit: whatever it is, what is said of it lies in it. */
#include "fuzz/fuzz.h"

#include "sources/git/log.h"

static bool lies_in(struct str part, struct str text)
{
	return part.len == 0 || (part.p >= text.p && part.p + part.len <= text.p + text.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = { (const char *)data, size };
	struct commit_text commit;

	if (commit_text_read(&commit, text)) {
		git_oid id;
		fuzz_must(lies_in(commit.person, text));
		fuzz_must(commit.parent_count * 48 <= size);
		for (size_t i = 0; i < commit.parent_count; i++) {
			commit_text_parent(&commit, i, &id);
		}
		fuzz_must(commit.at < INT64_MAX / MOMENT_SECOND);
		fuzz_must(commit.written > INT64_MIN / MOMENT_SECOND);
		fuzz_must(!commit.has_reverts || commit.reverts.digits >= 7);
	}
	return 0;
}
