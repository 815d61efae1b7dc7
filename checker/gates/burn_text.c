/* SPDX-License-Identifier: MIT */
#include "gates/burn_text.h"

#include "base/arena.h"

#include <math.h>
#include <stdlib.h>

#define PER_CENT 100.0

/* What is measured, and what is asked for: 13.44 is a published number. */
#define RATE_DIGITS 3
#define FACTOR_DIGITS 4

static double rounded(double value, int most)
{
	if (!isfinite(value) || fabs(value) < 1e-9 || fabs(value) >= 1e12) {
		return fabs(value) < 1e-9 ? 0 : value;
	}
	int digits = most - 1 - (int)floor(log10(fabs(value)));
	double scale = pow(10, abs(digits));
	return digits < 0 ? round(value / scale) * scale : round(value * scale) / scale;
}

void rate_write(double rate, struct buf *out)
{
	number_write(rounded(rate, RATE_DIGITS), out);
}

void factor_write(double factor, struct buf *out)
{
	number_write(rounded(factor, FACTOR_DIGITS), out);
}

void share_write(double share, struct buf *out)
{
	number_write(rounded(share * PER_CENT, RATE_DIGITS), out);
	buf_add_cstr(out, " %");
}

void count_write(double count, struct buf *out)
{
	struct buf digits = { 0 };
	double shown = fabs(count) < 1e15 ? round(count * 10) / 10 : count;

	number_write(shown, &digits);
	size_t whole = 0;
	while (whole < digits.len && digits.p[whole] >= '0' && digits.p[whole] <= '9') {
		whole++;
	}
	for (size_t i = 0; i < digits.len; i++) {
		if (i > 0 && i < whole && (whole - i) % 3 == 0) {
			buf_add_char(out, ',');
		}
		buf_add_char(out, digits.p[i]);
	}
	buf_finish(&digits);
}

void burn_write(const struct burn *burn, struct buf *out)
{
	duration_write(burn->window, out);
	if (!burn->is_known) {
		buf_fmt(out, " unknown (%s)", reason_words[burn->reason]);
		return;
	}
	/* Of a threshold within a bucket only a lower bound is known. */
	buf_add_cstr(out, burn->bad_most > burn->bad ? ">=" : "=");
	rate_write(burn->rate, out);
}

void burn_pair_write(const struct burn_pair *pair, struct buf *out)
{
	static const char *const signs[] = {
		[BURN_NONE] = ", not both > ",
		[BURN_SLOW] = " > ",
		[BURN_QUICK] = " > ",
		[BURN_UNKNOWN] = "; unknown whether > ",
	};

	buf_add_cstr(out, "burn ");
	burn_write(&pair->longer, out);
	buf_add_cstr(out, ", ");
	burn_write(&pair->shorter, out);
	buf_add_cstr(out, signs[pair->verdict]);
	factor_write(pair->factor, out);
	if (pair->open) {
		buf_add_cstr(out, ": in ");
		duration_write(pair->open->window, out);
		buf_add_char(out, ' ');
		buf_add(out, pair->open->reason_text);
	}
}

/* "14 of 999,353 in 1h" */
static void counts_write(const struct burn *burn, struct buf *out)
{
	buf_add_cstr(out, ", ");
	count_write(burn->bad, out);
	if (burn->bad_most > burn->bad) {
		buf_add_cstr(out, " to ");
		count_write(burn->bad_most, out);
	}
	buf_add_cstr(out, " of ");
	count_write(burn->all, out);
	buf_add_cstr(out, " in ");
	duration_write(burn->window, out);
	if (burn->resets) {
		buf_fmt(out, ", %u reset%s", burn->resets, burn->resets == 1 ? "" : "s");
	}
}

static void source_write(const struct service_level *level, moment as_of, struct buf *out)
{
	char at[DATE_MOMENT_SIZE];

	date_write_moment(level->upto / MOMENT_SECOND - (level->upto % MOMENT_SECOND < 0), at);
	buf_add_cstr(out, "; ");
	if (level->source.path.len) {
		buf_add(out, level->source.path);
		buf_add_cstr(out, ", ");
	}
	buf_fmt(out, "%s, age ", at);
	age_write(as_of - level->upto, out);
}

struct str burn_summary(const struct service_level *level, moment as_of, struct arena *arena)
{
	const struct burn_pair *pair = level->deciding;
	struct buf out = { 0 };

	if (!pair) {
		buf_fmt(&out, "unknown (%s): ", reason_words[level->reason]);
		buf_add(&out, level->reason_text);
	} else {
		burn_pair_write(pair, &out);
		/* All of its digits: 99.95 % is another promise than 100 %. */
		buf_add_cstr(&out, " (");
		number_write(round(level->target * 1e12) / 1e10, &out);
		buf_add_cstr(&out, " %, ");
		duration_write(level->period, &out);
		if (pair->longer.is_known) {
			counts_write(&pair->longer, &out);
		}
		source_write(level, as_of, &out);
		buf_add_char(&out, ')');
	}
	struct str text = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return text;
}
