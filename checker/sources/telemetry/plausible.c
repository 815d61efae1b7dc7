/* SPDX-License-Identifier: MIT */
/*
 * Moments and values that cannot be.
 */
#include "base/arena.h"
#include "sources/telemetry/binding.h"
#include "sources/telemetry/strand.h"
#include "sources/telemetry/telemetry.h"

#include <math.h>

/* Nothing was measured before 2000: such a time is in the wrong unit. */
#define MOMENT_OLDEST ((moment)946684800 * MOMENT_SECOND)

void binding_unknown(struct binding *binding, enum reason reason, struct str text)
{
	if (binding->metric->reason == REASON_NONE) {
		binding->metric->reason = reason;
		binding->metric->reason_text = text;
	}
}

void binding_fault(struct binding *binding, const char *kind, struct place place, struct str text,
		struct str remedy)
{
	*vec_add(&binding->measures->faults, binding->arena) = (struct measure_fault){
		.kind = str_of(kind),
		.subject = binding->metric->name,
		.text = text,
		.remedy = remedy,
		.place = place,
	};
}

void binding_refuse(struct binding *binding, enum reason reason, const char *kind,
		struct place place, struct str text, struct str remedy)
{
	binding_unknown(binding, reason, text);
	binding_fault(binding, kind, place, text, remedy);
}

static struct str moment_text(struct arena *arena, moment at)
{
	char text[DATE_MOMENT_SIZE];
	int64_t seconds = at / MOMENT_SECOND - (at % MOMENT_SECOND < 0);

	/* Behind the year 9999 a calendar says nothing to anybody. */
	if (at > (moment)253402300799 * MOMENT_SECOND) {
		return STR("after the year 9999");
	}
	date_write_moment(seconds, text);
	return str_dup(arena, str_of(text));
}

size_t moments_until(const struct sample *samples, size_t len, moment as_of)
{
	size_t low = 0;

	while (low < len) {
		size_t middle = low + (len - low) / 2;
		if (samples[middle].at <= as_of + TELEMETRY_CLOCK_SLACK) {
			low = middle + 1;
		} else {
			len = middle;
		}
	}
	return low;
}

/* With samples from before, an earlier day is looked at: those are evidence. */
static void future_fault(struct binding *binding, struct place place, moment last, bool is_all)
{
	struct arena *arena = binding->arena;
	struct str text = str_fmt(arena,
			"its newest sample is of " STR_FMT ", later than " STR_FMT "%s",
			STR_ARG(moment_text(arena, last)),
			STR_ARG(moment_text(arena, binding->as_of)),
			is_all ? ", and so are all others" : "; what is later is not looked at");

	if (is_all) {
		binding_unknown(binding, REASON_CLOCK, text);
	}
	binding_fault(binding, "future", place, text,
			STR("mend the clock of what wrote it, or the unit of its times, unless --as-of "
			    "is an earlier day on purpose"));
}

void moments_check(struct binding *binding, const struct strand *strand)
{
	struct arena *arena = binding->arena;
	struct place place = binding->metric->source;

	if (strand->len == 0) {
		return;
	}
	moment first = strand->samples[0].at;
	moment last = strand->samples[strand->len - 1].at;
	if (first < MOMENT_OLDEST) {
		binding_refuse(binding, REASON_CLOCK, "time", binding->series->p[0]->place,
				str_fmt(arena, "its first sample is of " STR_FMT,
						STR_ARG(moment_text(arena, first))),
				STR("are these seconds where milliseconds are meant?"));
	}
	size_t past = moments_until(strand->samples, strand->len, binding->as_of);
	if (past < strand->len) {
		future_fault(binding, place, last, past == 0);
	}
}

void future_cut(const struct binding *binding, struct strand *strand)
{
	size_t past = moments_until(strand->samples, strand->len, binding->as_of);
	strand->len = past ? past : strand->len;
}

void ratio_check(struct binding *binding, const struct strand *strand)
{
	const struct metric *metric = binding->metric;
	double most = 1 / metric->unit.scale;
	bool is_ratio = metric->type == MEASURE_RATIO
			|| (metric->unit.is_ratio && metric->unit.scale == 1);

	for (size_t i = 0; is_ratio && !binding->declared->most.is_set && i < strand->len; i++) {
		double value = strand->samples[i].value;
		if (value > most) {
			struct buf text;
			buf_init(&text);
			number_write(value, &text);
			buf_fmt(&text, " is no ratio: at %s",
					moment_text(binding->arena, strand->samples[i].at).p);
			binding_refuse(binding, REASON_UNIT, "range", binding->series->p[0]->place,
					str_dup(binding->arena, buf_str(&text)),
					STR("declare the unit as '%' if it is a percentage; `most` says "
					    "what else it may reach"));
			buf_finish(&text);
			return;
		}
	}
}

void range_apply(struct binding *binding, struct strand *strand)
{
	const struct config_metric *declared = binding->declared;
	struct sample *samples = NULL;
	size_t wrong = 0;
	double first = 0;

	if (!declared->least.is_set && !declared->most.is_set) {
		return;
	}
	for (size_t i = 0; i < strand->len; i++) {
		double value = strand->samples[i].value;
		if (!(declared->least.is_set && value < declared->least.value)
				&& !(declared->most.is_set && value > declared->most.value)) {
			continue;
		}
		if (!samples) {
			samples = arena_copy(binding->arena, strand->samples,
					strand->len * sizeof(*samples));
			first = value;
		}
		samples[i].value = (double)NAN;
		wrong++;
	}
	if (samples) {
		struct buf text;
		strand->samples = samples;
		buf_init(&text);
		number_write(first, &text);
		buf_fmt(&text, " is not between `least` and `most`; %zu of %zu samples are not",
				wrong, strand->len);
		binding_fault(binding, "range", binding->metric->source,
				str_dup(binding->arena, buf_str(&text)),
				STR("mend the data, or what is declared of them"));
		buf_finish(&text);
	}
}
