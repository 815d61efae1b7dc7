/* SPDX-License-Identifier: MIT */
#include "base/suggest.h"

#define LONGEST 64

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Optimal string alignment: rows for the letter before last, the last and this one. */
unsigned suggest_distance(struct str a, struct str b)
{
	unsigned rows[3][LONGEST + 1];
	if (a.len > LONGEST || b.len > LONGEST) {
		return LONGEST;
	}
	for (unsigned j = 0; j <= b.len; j++) {
		rows[0][j] = j;
	}
	for (unsigned i = 1; i <= a.len; i++) {
		unsigned *now = rows[i % 3];
		const unsigned *last = rows[(i + 2) % 3];
		const unsigned *before = rows[(i + 1) % 3];
		now[0] = i;
		for (unsigned j = 1; j <= b.len; j++) {
			bool same = a.p[i - 1] == b.p[j - 1];
			now[j] = least(least(last[j], now[j - 1]) + 1,
					last[j - 1] + (same ? 0 : 1));
			if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2]
					&& a.p[i - 2] == b.p[j - 1]) {
				now[j] = least(now[j], before[j - 2] + 1);
			}
		}
	}
	return rows[a.len % 3][b.len];
}

struct str suggest(struct str written, const struct str *words, size_t count)
{
	struct str best = STR("");
	unsigned limit = written.len < 3 ? 1 : written.len < 6 ? 2 : 3;
	unsigned nearest = limit + 1;
	for (size_t i = 0; i < count; i++) {
		unsigned distance = suggest_distance(written, words[i]);
		if (distance < nearest && distance < words[i].len) {
			nearest = distance;
			best = words[i];
		}
	}
	return best;
}
