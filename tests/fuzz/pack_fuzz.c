/* SPDX-License-Identifier: MIT */
/* Each first byte says what is read next; what was read must survive another way round. */
#include "fuzz/fuzz.h"

#include "base/pack.h"

static void number_again(uint64_t number)
{
	struct buf out;
	buf_init(&out);
	pack_num(&out, number);
	struct unpack in = { .rest = buf_str(&out) };
	fuzz_must(unpack_num(&in) == number && unpack_end(&in));
	buf_finish(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct unpack in = { .rest = { (const char *)data, size } };
	while (in.rest.len && !in.is_bad) {
		char kind = in.rest.p[0];
		in.rest = str_from(in.rest, 1);
		size_t left = in.rest.len;
		switch (kind % 4) {
		case 0:
			number_again(unpack_num(&in));
			break;
		case 1:
			fuzz_must(unpack_str(&in).len <= left);
			break;
		case 2:
			fuzz_must(unpack_count(&in, 3) <= left / 3);
			break;
		default:
			unpack_hash(&in);
			break;
		}
		fuzz_must(in.rest.len <= left);
	}
	fuzz_must(unpack_end(&in) != in.is_bad || in.rest.len);
	return 0;
}
