/* SPDX-License-Identifier: MIT */
/*
 * Random standings and the intervals that pillars/ makes of them, a JSON object
 * a line: what the page's arithmetic is held against.
 *
 *	standings COUNT SEED
 */
#include "formats/json_writer.h"
#include "pillars/interval.h"

#include <stdio.h>
#include <stdlib.h>

static uint64_t next(uint64_t *state)
{
	/* xorshift64: any seed but 0. */
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

/* Between 0 and 1; often where the table has its edges. */
static double score(uint64_t *state)
{
	static const double edges[] = { 0, 0.1, 0.25, 0.35, 0.5, 0.6, 0.75, 0.85, 1 };

	return next(state) % 2 ? edges[next(state) % COUNT_OF(edges)]
			       : (double)(next(state) >> 11) / 9007199254740992.0;
}

static void write_standing(uint64_t *state, struct json_writer *json)
{
	static const char *const states[] = { "none", "fresh", "stale", "missing" };
	struct standing standing = {
		.has_answer = next(state) % 4 != 0,
		.answer = score(state),
		.state = (enum measurement_state)(next(state) % COUNT_OF(states)),
		.score = score(state),
		.mode = next(state) % 2 ? VERIFY_MEASURED : VERIFY_CONSERVATIVE,
		.cap = next(state) % 2 ? INTERVAL_CAP : INTERVAL_CAP_CRITICAL,
		.is_exempt = next(state) % 8 == 0,
	};
	enum agreement agreement;
	struct interval interval = interval_of(&standing, &agreement);

	json_object(json);
	json_key(json, "answer");
	if (standing.has_answer) {
		json_real(json, standing.answer);
	} else {
		json_null(json);
	}
	json_member_str(json, "state", str_of(states[standing.state]));
	json_key(json, "score");
	json_real(json, standing.score);
	json_member_str(json, "mode",
			standing.mode == VERIFY_MEASURED ? STR("measured") : STR("conservative"));
	json_key(json, "cap");
	json_real(json, standing.cap);
	json_member_bool(json, "isExempt", standing.is_exempt);
	json_key(json, "lo");
	json_real(json, interval.lo);
	json_key(json, "hi");
	json_real(json, interval.hi);
	json_member_bool(json, "isClaimed", agreement == AGREES_OVER_CLAIM);
	json_end(json);
}

int main(int argc, char **argv)
{
	long count = argc > 1 ? strtol(argv[1], NULL, 10) : 1000;
	uint64_t state = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
	struct buf out;

	buf_init(&out);
	state += state == 0;
	for (long i = 0; i < count; i++) {
		struct json_writer json;
		json_begin(&json, &out, JSON_COMPACT);
		write_standing(&state, &json);
		json_finish(&json);
		buf_add_char(&out, '\n');
	}
	bool is_written = fwrite(out.p, 1, out.len, stdout) == out.len;
	buf_finish(&out);
	return is_written ? 0 : 1;
}
