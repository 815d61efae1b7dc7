/* SPDX-License-Identifier: MIT */
/*
 * From a record to its verdict: what it asks for, its pairs of windows, what is
 * left of its budget and for how long.
 */
#include "gates/service_level.h"

#include "base/arena.h"
#include "facts/code.h"
#include "gates/burn.h"
#include "gates/burn_text.h"

#include <math.h>

#define HOUR_MS ((int64_t)3600 * 1000)
#define MINUTE_MS ((int64_t)60 * 1000)
/* A pair whose long window is longer is a ticket, unless the record says otherwise. */
#define PAGE_WINDOW_MS (6 * HOUR_MS)
/* 1 - 0.999 is 0.001 and a rounding error. */
#define BUDGET_DIGITS 1e12
/* Burning slower than this is what the budget is for: no pair of ours asks for less. */
#define FACTOR_LEAST 0.9

const char *const burn_words[] = {
	[BURN_NONE] = "none",
	[BURN_SLOW] = "slow",
	[BURN_QUICK] = "quick",
	[BURN_UNKNOWN] = "unknown",
};

/* Alerts on so much of the budget within the long window, while it still goes on in the short. */
static const struct {
	double share;
	int64_t longer_ms;
	int64_t shorter_ms;
	bool is_quick;
} usual_pairs[] = {
	{ 0.02, HOUR_MS, 5 * MINUTE_MS, true },
	{ 0.05, 6 * HOUR_MS, 30 * MINUTE_MS, true },
	{ 0.10, 24 * HOUR_MS, 2 * HOUR_MS, false },
	{ 0.10, 72 * HOUR_MS, 6 * HOUR_MS, false },
};

struct evaluating {
	struct arena *arena;
	const struct world *world;
	struct service_level *level;
	struct burn_events events;
};

static bool refuses(struct service_level *level, enum reason reason, struct str text)
{
	level->verdict = BURN_UNKNOWN;
	level->reason = reason;
	level->reason_text = text;
	return false;
}

/* What the rules of the kind say about the record is not said again. */
static bool refuses_record(struct service_level *level, struct str text)
{
	level->is_refused = true;
	return refuses(level, REASON_UNDEFINED, text);
}

/* ---- what the record says ---- */

static double ratio_of(const struct quantity *quantity)
{
	return quantity->value * quantity->unit.scale;
}

/* It was written, and is not what its kind asks for. */
static bool is_refused(const struct register_entry *entry, const char *name)
{
	const struct field_kind *field = register_kind_field(entry->kind, str_of(name));
	return field && entry->fields[field - entry->kind->fields].refused > 0;
}

/* "it names no period", or that the one it names is none, which its record is told for. */
static bool refuses_field(struct evaluating *evaluating, const char *name)
{
	struct service_level *level = evaluating->level;
	return refuses_record(level,
			is_refused(level->entry, name)
					? str_fmt(evaluating->arena,
							  "its %s is not valid: see lintel registers "
							  "check",
							  name)
					: str_fmt(evaluating->arena, "it names no %s", name));
}

static bool objective_read(struct evaluating *evaluating)
{
	struct service_level *level = evaluating->level;
	const struct register_field *period = register_field(level->entry, STR("period"));
	struct quantity objective;

	if (!register_quantity(level->entry, STR("objective"), &objective)) {
		return refuses_field(evaluating, "objective");
	}
	/* What the rules of the kind refuse, and what is so near to it that no digit is left. */
	double target = ratio_of(&objective);
	level->is_refused = !(target > 0 && target < 1);
	level->target = round(target * BUDGET_DIGITS) / BUDGET_DIGITS;
	level->budget = round((1 - level->target) * BUDGET_DIGITS) / BUDGET_DIGITS;
	if (!(level->budget > 0)) {
		return refuses(level, REASON_UNDEFINED,
				STR("an objective of 100 % leaves no budget to spend"));
	}
	if (!(level->target > 0)) {
		return refuses(level, REASON_UNDEFINED,
				STR("an objective of 0 % is met by serving nobody"));
	}
	if (!period) {
		return refuses_field(evaluating, "period");
	}
	level->period = period->values[0].duration;
	return true;
}

/* NULL where the record does not have the field, or names a metric that is not declared. */
static const struct metric *metric_of(
		const struct evaluating *evaluating, struct str field, bool *is_named)
{
	struct str name = register_text(evaluating->level->entry, field);
	*is_named = *is_named || name.len > 0;
	return name.len && evaluating->world->metrics
			       ? metric_find(evaluating->world->metrics, name)
			       : NULL;
}

static bool threshold_read(struct evaluating *evaluating)
{
	struct service_level *level = evaluating->level;
	const struct register_field *threshold = register_field(level->entry, STR("threshold"));
	const struct unit *unit = &evaluating->events.all->unit;

	if (!threshold) {
		return refuses_field(evaluating, "threshold");
	}
	if (!unit_converts(&unit_second, unit)) {
		return refuses(level, REASON_UNIT,
				str_fmt(evaluating->arena,
						STR_FMT " is not measured in a unit of time",
						STR_ARG(evaluating->events.all->name)));
	}
	/* In seconds: it is mostly shorter than any duration of the calendar. */
	evaluating->events.threshold =
			unit_convert(threshold->values[0].quantity.value, &unit_second, unit);
	return true;
}

static bool events_read(struct evaluating *evaluating)
{
	struct service_level *level = evaluating->level;
	struct burn_events *events = &evaluating->events;
	struct quantity least;
	bool is_named = false;
	bool is_latency = register_field(level->entry, STR("latency")) != NULL;
	const struct metric *good = metric_of(evaluating, STR("good"), &is_named);
	const struct metric *bad = metric_of(evaluating, STR("bad"), &is_named);

	events->all = metric_of(evaluating, is_latency ? STR("latency") : STR("total"), &is_named);
	events->part = good ? good : bad;
	events->part_is_good = good != NULL;
	if (register_quantity(level->entry, STR("min_events"), &least)) {
		events->min_events = least.value;
	}
	if (is_latency ? good || bad : good && bad) {
		return refuses_record(level, STR("it counts its events in more than one way"));
	}
	if (events->all && (is_latency || events->part)) {
		return !is_latency || threshold_read(evaluating);
	}
	static const char *const fields[] = { "good", "bad", "latency", "total" };
	for (size_t i = 0; i < COUNT_OF(fields); i++) {
		if (is_refused(level->entry, fields[i])) {
			return refuses_field(evaluating, fields[i]);
		}
	}
	/* A metric that is not declared, or one of two that is not there. */
	return refuses_record(level, is_named ? STR("it needs `good` or `bad` with `total`, or "
						    "`latency`, each a declared metric")
					      : STR("it names no metric"));
}

/* ---- pairs of windows ---- */

/* So much of the budget in so much of the period is this many times what the budget allows. */
static double factor_of(double share, struct duration period, struct duration window)
{
	return share * (double)duration_ms(period) / (double)duration_ms(window);
}

static struct burn_pair *pair_add(struct evaluating *evaluating)
{
	struct burn_pair *pair = vec_add(&evaluating->level->pairs, evaluating->arena);
	*pair = (struct burn_pair){ .place = evaluating->level->entry->place };
	return pair;
}

static void usual_pairs_add(struct evaluating *evaluating)
{
	struct duration period = evaluating->level->period;

	for (size_t i = 0; i < COUNT_OF(usual_pairs); i++) {
		struct duration longer = { .ms = usual_pairs[i].longer_ms };
		double factor = factor_of(usual_pairs[i].share, period, longer);
		if (factor < FACTOR_LEAST) {
			continue;
		}
		struct burn_pair *pair = pair_add(evaluating);
		pair->longer.window = longer;
		pair->shorter.window = (struct duration){ .ms = usual_pairs[i].shorter_ms };
		pair->share = usual_pairs[i].share;
		pair->factor = factor;
		pair->is_quick = usual_pairs[i].is_quick;
	}
}

static const struct register_value *part_of(
		const struct field_kind *group, const struct register_value *value, struct str name)
{
	const struct register_field *field = register_group_field(group, value, name);
	return field ? &field->values[0] : NULL;
}

/* A pair as the record has it; what it lacks is a finding of registers, and left out here. */
static bool own_pair_add(struct evaluating *evaluating, const struct field_kind *group,
		const struct register_value *value)
{
	const struct register_value *longer = part_of(group, value, STR("long"));
	const struct register_value *shorter = part_of(group, value, STR("short"));
	const struct register_value *factor = part_of(group, value, STR("factor"));
	const struct register_value *share = part_of(group, value, STR("share"));
	const struct register_value *alert = part_of(group, value, STR("alert"));
	struct duration period = evaluating->level->period;

	if (!longer || !shorter) {
		return true;
	}
	if (!factor == !share) {
		return refuses_record(evaluating->level,
				STR("each pair of windows needs a factor or a share, and not both"));
	}
	if (duration_ms(shorter->duration) >= duration_ms(longer->duration)) {
		return refuses(evaluating->level, REASON_UNDEFINED,
				STR("the short one of a pair of windows is not shorter than the "
				    "long one"));
	}
	struct burn_pair *pair = pair_add(evaluating);
	pair->place = longer->place;
	pair->longer.window = longer->duration;
	pair->shorter.window = shorter->duration;
	double alone = factor_of(1, period, longer->duration);
	pair->share = share ? ratio_of(&share->quantity) : factor->quantity.value / alone;
	pair->factor = factor ? factor->quantity.value : pair->share * alone;
	pair->is_quick = alert ? str_eq(alert->text, STR("page"))
			       : duration_ms(longer->duration) <= PAGE_WINDOW_MS;
	if (!(pair->factor > 0)) {
		return refuses(evaluating->level, REASON_UNDEFINED,
				STR("a pair of windows asks for no burn at all"));
	}
	return true;
}

static bool pairs_read(struct evaluating *evaluating)
{
	struct service_level *level = evaluating->level;
	const struct register_field *windows = register_field(level->entry, STR("windows"));
	const struct field_kind *group = register_kind_field(level->entry->kind, STR("windows"));
	bool is_good = true;

	if (!windows) {
		usual_pairs_add(evaluating);
	}
	for (size_t i = 0; windows && is_good && i < windows->len; i++) {
		is_good = own_pair_add(evaluating, group, &windows->values[i]);
	}
	vec_each (struct burn_pair, pair, &level->pairs) {
		/* All events bad is as fast as it can burn. */
		pair->is_unreachable = pair->factor * level->budget >= 1;
	}
	return is_good;
}

/* ---- verdicts ---- */

static void pair_judge(
		struct evaluating *evaluating, const struct burn_source *source, size_t number)
{
	struct service_level *level = evaluating->level;
	struct burn_pair *pair = &level->pairs.p[number];
	double limit = pair->factor * level->budget;

	pair->longer = burn_count(source, pair->longer.window, level->budget);
	pair->shorter = burn_count(source, pair->shorter.window, level->budget);
	enum truth longer = burn_exceeds(&pair->longer, limit, evaluating->arena);
	enum truth shorter = burn_exceeds(&pair->shorter, limit, evaluating->arena);
	if (longer == TRUTH_FALSE || shorter == TRUTH_FALSE || pair->is_unreachable) {
		pair->verdict = BURN_NONE;
	} else if (longer == TRUTH_TRUE && shorter == TRUTH_TRUE) {
		pair->verdict = pair->is_quick ? BURN_QUICK : BURN_SLOW;
	} else {
		pair->verdict = BURN_UNKNOWN;
		pair->open = longer == TRUTH_UNKNOWN ? &pair->longer : &pair->shorter;
	}
}

/* Of two pairs, how near they are to burning: both windows must be above the factor. */
static double nearness(const struct burn_pair *pair)
{
	bool is_known = pair->longer.is_known && pair->shorter.is_known;
	return is_known ? fmin(pair->longer.rate, pair->shorter.rate) / pair->factor : -1;
}

/* From what says most to what says least. */
static int weight_of(enum burn_verdict verdict)
{
	switch (verdict) {
	case BURN_QUICK:
		return 3;
	case BURN_SLOW:
		return 2;
	case BURN_UNKNOWN:
		return 1;
	case BURN_NONE:
		break;
	}
	return 0;
}

static void verdict_find(struct service_level *level)
{
	vec_each (const struct burn_pair, pair, &level->pairs) {
		int weight = weight_of(pair->verdict);
		int best = level->deciding ? weight_of(level->deciding->verdict) : -1;
		if (weight > best
				|| (weight == best && nearness(pair) > nearness(level->deciding))) {
			level->deciding = pair;
		}
	}
	if (!level->deciding) {
		(void)refuses(level, REASON_UNDEFINED,
				STR("no pair of windows fits its period; write `windows`"));
		return;
	}
	level->verdict = level->deciding->verdict;
	if (level->verdict == BURN_UNKNOWN) {
		level->reason = level->deciding->open->reason;
	}
}

/* ---- what is left ---- */

static void remaining_find(struct evaluating *evaluating, const struct burn_source *source)
{
	struct service_level *level = evaluating->level;
	struct burn *whole = &level->whole;

	*whole = burn_count(source, level->period, level->budget);
	if (!whole->is_known) {
		return;
	}
	/* Used up is known from what surely was bad; how much is left only if all is. */
	bool is_exact = whole->bad_most <= whole->bad;
	bool is_decided = burn_exceeds(whole, level->budget, evaluating->arena) != TRUTH_UNKNOWN;
	level->remaining = 1 - whole->rate;
	level->is_remaining_known = is_decided && (is_exact || level->remaining <= 0);
	if (!level->is_remaining_known && !is_exact) {
		whole->reason = REASON_UNDEFINED;
		whole->reason_text = STR("no bucket ends at the threshold");
	}
}

/* The rate of now, and when the budget would be used up if it stayed. */
static void exhaustion_find(struct service_level *level)
{
	const struct burn_pair *pair = level->deciding;
	bool burns = level->verdict == BURN_QUICK || level->verdict == BURN_SLOW;

	for (size_t i = level->pairs.len; !burns && i-- > 0;) {
		pair = &level->pairs.p[i];
		if (pair->longer.is_known) {
			break;
		}
	}
	level->rate = pair && pair->longer.is_known ? pair->longer.rate : (double)NAN;
	level->exhausted_at = MOMENT_EVER;
	if (!level->is_remaining_known) {
		return;
	}
	if (level->remaining <= 0) {
		level->exhausted_at = level->upto;
	} else if (!isnan(level->rate)) {
		double period = (double)duration_ms(level->period);
		/* What lies further back than a period no longer counts by then. */
		bool is_used_up = level->rate > 0 && level->remaining <= level->rate;
		level->exhausted_at =
				is_used_up ? level->upto
								+ (moment)(level->remaining * period
										/ level->rate)
					   : MOMENT_NEVER;
	}
}

/* ---- all together ---- */

/* No window can be counted, for the level's reason. */
static void windows_close(struct service_level *level)
{
	vec_each (struct burn_pair, pair, &level->pairs) {
		pair->longer = burn_unknown(pair->longer.window, level->reason, level->reason_text);
		pair->shorter = burn_unknown(
				pair->shorter.window, level->reason, level->reason_text);
		pair->verdict = BURN_UNKNOWN;
		pair->open = &pair->longer;
	}
	level->whole = burn_unknown(level->period, level->reason, level->reason_text);
}

static bool windows_judge(struct evaluating *evaluating, struct burn_source *source)
{
	struct service_level *level = evaluating->level;
	const struct metric *part = evaluating->events.part;

	if (!burn_source_open(source, evaluating->arena, &evaluating->events,
			    evaluating->world->as_of, level->period)) {
		return refuses(level, source->reason, source->reason_text);
	}
	level->upto = source->upto;
	level->source = part ? part->source : evaluating->events.all->source;
	for (size_t i = 0; i < level->pairs.len; i++) {
		pair_judge(evaluating, source, i);
	}
	verdict_find(level);
	remaining_find(evaluating, source);
	exhaustion_find(level);
	return true;
}

static void level_evaluate(struct evaluating *evaluating)
{
	struct service_level *level = evaluating->level;
	struct burn_source source = { 0 };

	level->is_sound = objective_read(evaluating) && pairs_read(evaluating)
			  && events_read(evaluating);
	bool is_judged = level->is_sound && windows_judge(evaluating, &source);
	burn_source_close(&source);
	if (!is_judged) {
		windows_close(level);
	}
	level->summary = burn_summary(level, evaluating->world->as_of, evaluating->arena);
}

void service_levels_evaluate(struct service_levels *levels, struct arena *arena,
		const struct registers *registers, const struct world *world)
{
	const struct register_range range = register_of_kind(registers, STR("service-level"));

	*levels = (struct service_levels){ 0 };
	for (size_t i = 0; i < range.len; i++) {
		*vec_add(&levels->list, arena) = (struct service_level){
			.entry = &range.p[i],
			.rate = (double)NAN,
			.exhausted_at = MOMENT_EVER,
			.upto = MOMENT_EVER,
		};
	}
	vec_each (struct service_level, level, &levels->list) {
		struct evaluating evaluating = {
			.arena = arena,
			.world = world,
			.level = level,
		};
		level_evaluate(&evaluating);
	}
}

const struct service_level *service_level_find(const struct service_levels *levels, struct str id)
{
	vec_each (const struct service_level, level, &levels->list) {
		if (str_eq(level->entry->id, id)) {
			return level;
		}
	}
	return NULL;
}
