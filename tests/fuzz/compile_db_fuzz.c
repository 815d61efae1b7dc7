/* SPDX-License-Identifier: MIT */
/* The words of a command and what each of them is. */
#include "fuzz/fuzz.h"

#include "base/arena.h"
#include "sources/c/flags.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create();
	struct command_words words = { 0 };
	bool is_sound = command_split(&words, arena, (struct str){ (const char *)data, size });
	size_t total = 0;
	vec_each (const struct str, word, &words.list) {
		struct flag flag = flag_of(*word);
		total += word->len;
		fuzz_must(flag.value.len <= word->len && flag.name.len <= word->len);
		fuzz_must(!(flag.class == FLAG_PASS && flag.takes_next));
	}
	fuzz_must(total <= size);
	(void)is_sound;
	arena_destroy(arena);
	return 0;
}
