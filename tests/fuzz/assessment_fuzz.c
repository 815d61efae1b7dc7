/* SPDX-License-Identifier: MIT */
/* The first byte says what the rest is: a pack, a lens, answers, or results. */
#include "fuzz/fuzz.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/problem.h"
#include "pillars/answers.h"
#include "pillars/pack_read.h"
#include "pillars/results.h"

static void answers_try(struct arena *arena, struct str text, struct problems *problems)
{
	static const struct answer given = {
		.choice = 1, .has_day = true, .note = STR_INIT("a: b")
	};
	const struct str asked =
			STR("{ pack: p, version: 1, pillars: { a: { title: A, items: "
			    "[{ id: b, ask: c, remedy: d, criteria: [{ id: e, text: f }] }] } } }");
	struct pack pack;
	struct answers answers;
	struct buf out;
	struct err err;
	bool is_rewritten;

	fuzz_must(pack_read(&pack, arena, STR("p.yaml"), asked, problems));
	buf_init(&out);
	if (answers_read(&answers, arena, &pack, STR("a.yaml"), text, problems)
			&& answers_put(arena, &pack, STR("a.yaml"), text, &given, &out,
					&is_rewritten, &err)) {
		/* Whatever was there, the answer is in what is written. */
		fuzz_must(answers_read(
				&answers, arena, &pack, STR("a.yaml"), buf_str(&out), problems));
		const struct answer *found = answers_find(&answers, 0);
		fuzz_must(found && found->choice == 1 && str_eq(found->note, given.note));
	}
	buf_finish(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena *arena = arena_create();
	struct problems problems;
	struct results results;
	struct pack pack;
	struct str text = str_from((struct str){ (const char *)bytes, size }, 1);

	problems_init(&problems, arena);
	switch (size ? bytes[0] % 4 : 0) {
	case 0:
		fuzz_must(pack_read(&pack, arena, STR("p.yaml"), text, &problems)
				== (problems.errors == 0));
		break;
	case 1:
		fuzz_must(pack_read(&pack, arena, STR("p.json"), text, &problems)
				== (problems.errors == 0));
		break;
	case 2:
		answers_try(arena, text, &problems);
		break;
	default:
		fuzz_must(results_read(&results, arena, STR("r"), text, &problems)
				== (problems.errors == 0));
	}
	arena_destroy(arena);
	return 0;
}
