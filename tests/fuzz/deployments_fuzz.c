/* SPDX-License-Identifier: MIT */
/* A log of deployments: an odd first byte is CSV, an even one JSON lines. */
#include "fuzz/fuzz.h"

#include "base/arena.h"
#include "base/problem.h"
#include "sources/deployments/log.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create();
	struct deployments deployments = { 0 };
	struct problems problems;

	if (size > 0) {
		struct str text = { (const char *)data + 1, size - 1 };
		struct str path = data[0] % 2 ? STR("d.csv") : STR("d.jsonl");
		problems_init(&problems, arena);
		bool ok = deployments_read(&deployments, arena, path, text, &problems);
		fuzz_must(ok == (problems.errors == 0));
		(void)!deployments_sort(&deployments, arena, &problems);
		for (size_t i = 0; i < deployments.list.len; i++) {
			fuzz_must(deployments.list.p[i].id.len > 0);
			fuzz_must(i == 0
					|| deployments.list.p[i - 1].at
							   <= deployments.list.p[i].at);
		}
	}
	arena_destroy(arena);
	return 0;
}
