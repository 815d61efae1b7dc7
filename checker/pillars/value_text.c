/* SPDX-License-Identifier: MIT */
#include "pillars/value_text.h"

#include "base/buf.h"

#include <math.h>

#define MINUTE 60.0
#define HOUR 3600.0
#define DAY 86400.0
/* Below so many of a small unit nobody says the large one, but for whole ones: 190 min, 3 h. */
#define FEW_MINUTES 200.0
#define FEW_HOURS 72.0

/* Three digits that matter, as far as they stand behind the point. */
static double rounded(double value)
{
	double size = fabs(value);
	double step = size >= 100 ? 1 : size >= 10 ? 10 : size >= 1 ? 100 : 0;

	if (step == 0 && size > 0) {
		step = pow(10, 2 - floor(log10(size)));
	}
	return step > 0 && isfinite(value) ? round(value * step) / step : value;
}

static void count_write(struct buf *out, double count, const char *unit)
{
	number_write(count, out);
	buf_fmt(out, " %s", unit);
}

/* "3 h 21 min": the small part only where there is one. */
static void parts_write(struct buf *out, double seconds, double large, const char *large_name,
		double small, const char *small_name)
{
	double all = round(seconds / small);
	double of = large / small;
	double whole = floor(all / of);
	double rest = all - whole * of;

	count_write(out, whole, large_name);
	if (rest > 0) {
		buf_add_char(out, ' ');
		count_write(out, rest, small_name);
	}
}

static void time_write(struct buf *out, double seconds)
{
	double size = fabs(seconds);

	if (seconds < 0) {
		buf_add_char(out, '-');
	}
	if (size < 1) {
		count_write(out, rounded(size * 1000), "ms");
	} else if (size < 2 * MINUTE) {
		count_write(out, rounded(size), "s");
	} else if (round(size / MINUTE) <= FEW_MINUTES && fmod(round(size / MINUTE), 60) != 0) {
		count_write(out, round(size / MINUTE), "min");
	} else if (size < FEW_HOURS * HOUR) {
		parts_write(out, size, HOUR, "h", MINUTE, "min");
	} else {
		count_write(out, rounded(size / DAY), "d");
	}
}

struct str value_text(const struct quantity *quantity, struct arena *arena)
{
	struct quantity shown = { rounded(quantity->value), quantity->unit };
	const struct unit *unit = &quantity->unit;
	struct buf out;

	buf_init(&out);
	if (unit->is_ratio) {
		count_write(&out, rounded(100 * quantity->value * unit->scale), "%");
	} else if (unit_converts(unit, &unit_second) && isfinite(quantity->value)) {
		time_write(&out, unit_convert(quantity->value, unit, &unit_second));
	} else {
		quantity_write(&shown, &out);
	}
	struct str text = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return text;
}
