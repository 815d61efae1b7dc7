/* SPDX-License-Identifier: MIT */
/*
 * A condition about samples of any moment and value, as of any moment: 8 bytes
 * of as_of, a byte each of type, step and count, 16 bytes for each sample, and
 * then the condition, which may ask the golden world too; "m" are the samples.
 */
#include "fuzz/fuzz.h"

#include "unit/conditions/golden.h"
#include "unit/conditions/kept.h"

#define HEADER 11
#define SAMPLE 16

static int sample_order(const void *a, const void *b)
{
	moment left = ((const struct sample *)a)->at;
	moment right = ((const struct sample *)b)->at;
	return (left > right) - (left < right);
}

static size_t add_metric(struct golden *golden, const uint8_t *data, size_t size)
{
	size_t count = data[10];
	if (count > (size - HEADER) / SAMPLE) {
		count = (size - HEADER) / SAMPLE;
	}
	struct metric *metric = golden_metric(golden, STR("m"), STR("ms"), MEASURE_GAUGE);
	struct sample *samples = arena_new_array(golden->arena, struct sample, count);
	for (size_t i = 0; i < count; i++) {
		memcpy(&samples[i].at, data + HEADER + i * SAMPLE, 8);
		memcpy(&samples[i].value, data + HEADER + i * SAMPLE + 8, 8);
	}
	qsort(samples, count, sizeof(*samples), sample_order);
	metric->type = data[8] % 3 == 0   ? MEASURE_GAUGE
		       : data[8] % 3 == 1 ? MEASURE_COUNTER
					  : MEASURE_DELTA;
	metric->step_ms = data[9] * 60000;
	metric->samples = samples;
	metric->len = count;
	return HEADER + count * SAMPLE;
}

static void check_line(const struct timeline *line)
{
	fuzz_must(line->len > 0);
	for (size_t i = 0; i < line->len; i++) {
		const struct step *step = &line->steps[i];
		fuzz_must((step->truth == TRUTH_UNKNOWN) == (step->reason != REASON_NONE));
		fuzz_must(i == 0 || line->steps[i - 1].from < step->from);
		fuzz_must(i == 0 || line->steps[i - 1].truth != step->truth
				|| line->steps[i - 1].reason != step->reason);
	}
}

/* A pillar as it was and is; what is left of a budget, which nobody knows. */
static const struct value_row rows[] = {
	{ .family = STR_INIT("pillar"),
			.name = STR_INIT("score"),
			.subject = STR_INIT("p"),
			.from = 1790000000000,
			.value = { 0.25, { .is_ratio = true, .scale = 1 } } },
	{ .family = STR_INIT("pillar"),
			.name = STR_INIT("score"),
			.subject = STR_INIT("p"),
			.from = MOMENT_EVER,
			.value = { 0.75, { .is_ratio = true, .scale = 1 } } },
	{ .family = STR_INIT("budget"),
			.name = STR_INIT("remaining"),
			.subject = STR_INIT("web"),
			.from = MOMENT_EVER,
			.reason = REASON_STALE },
};

/* What it comes to alone, and what it was last. */
static void check_known(struct golden *golden, const struct condition *condition, enum truth truth)
{
	struct condition_known known;
	condition_observe(&known, golden->arena, condition, &golden->world);
	bool is_now = known.is_known && !known.is_stale;
	fuzz_must(is_now == (known.reason == REASON_NONE));
	fuzz_must(!is_now || truth == (known.value.value != 0 ? TRUTH_TRUE : TRUTH_FALSE));
}

static void evaluate(struct golden *golden, struct str text)
{
	struct registers *registers = kept_create(golden->arena);
	struct condition_names names = {
		.metrics = &golden->metrics,
		.decisions = &golden->decisions,
		.code = &golden->code,
		.registers = registers,
		.kind = register_kind_find(registers, STR("policy")),
		.is_general = text.len % 2,
	};
	golden->world.registers = registers;
	golden->world.entry = register_find(registers, STR("policy"), STR("pay"));
	golden->world.values = rows;
	golden->world.value_count = COUNT_OF(rows);
	struct place place = { .path = STR("a.md"), .line = 7, .column = 3 };
	struct problems problems;
	struct outcome outcome;
	problems_init(&problems, golden->arena);
	const struct condition *condition =
			condition_parse(golden->arena, text, place, &names, &problems);
	if (!condition) {
		return;
	}
	condition_evaluate(&outcome, golden->arena, condition, &golden->world, MOMENT_EVER);
	check_line(&outcome.timeline);
	const struct step *last = &outcome.timeline.steps[outcome.timeline.len - 1];
	fuzz_must(last->truth == outcome.truth && last->reason == outcome.reason);
	check_known(golden, condition, outcome.truth);
	condition_evaluate(&outcome, golden->arena, condition, &golden->world,
			golden_day("2026-11-01"));
	check_line(&outcome.timeline);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < HEADER) {
		return 0;
	}
	struct arena *arena = arena_create();
	struct golden *golden = golden_create(arena);
	memcpy(&golden->world.as_of, data, 8);
	/* What the command line takes: four digits of a year. */
	golden->world.as_of %= (moment)8000 * 366 * MOMENT_DAY;
	size_t used = add_metric(golden, data, size);
	qsort(golden->metrics.list, golden->metrics.len, sizeof(*golden->metrics.list),
			golden_order);
	evaluate(golden, (struct str){ (const char *)data + used, size - used });
	arena_destroy(arena);
	return 0;
}
