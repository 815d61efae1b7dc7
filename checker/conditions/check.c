/* SPDX-License-Identifier: MIT */
/*
 * What a condition means as a whole, once it has been read: what `baseline`
 * stands for, which units meet, which windows are missing.
 */
#include "base/arena.h"
#include "conditions/operand.h"
#include "conditions/parser.h"

struct check {
	struct parser *parser;
	struct term *terms;
	/* By term: its unit is known; a metric that is not declared has none. */
	bool *has_unit;
	bool is_quantity;
	/* Units are only gathered, for the baselines' sake. */
	bool is_silent;
};

static bool fail(struct check *check, uint32_t number, struct str remedy, const char *fmt, ...)
		PRINTF_LIKE(4, 5);

/* An error at a term; the others are still checked. */
static bool fail(struct check *check, uint32_t number, struct str remedy, const char *fmt, ...)
{
	va_list args;
	if (check->is_silent) {
		return false;
	}
	va_start(args, fmt);
	struct str text = str_vfmt(check->parser->arena, fmt, args);
	va_end(args);
	return problem_add(check->parser->problems, check->terms[number].place, remedy, STR_FMT,
			STR_ARG(text));
}

static struct str write_this(struct check *check, const struct quantity *quantity)
{
	struct buf out = { 0 };
	buf_add_cstr(&out, "write ");
	quantity_write(quantity, &out);
	struct str text = str_dup(check->parser->arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

/* ---- metrics: aggregates and windows ---- */

static struct str aggregate_text(struct check *check, const struct term *term)
{
	struct buf out = { 0 };
	aggregate_write(term, &out);
	struct str text = str_dup(check->parser->arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

/* What an aggregate makes of each type of measurement: NULL, or what to write instead. */
static const char *aggregate_remedy(enum aggregate aggregate, enum measure_type type)
{
	bool is_extreme = aggregate == AGGREGATE_LAST || aggregate == AGGREGATE_MIN
			  || aggregate == AGGREGATE_MAX;
	bool is_growth = aggregate == AGGREGATE_RATE || aggregate == AGGREGATE_DELTA;
	switch (type) {
	case MEASURE_UNTYPED:
		return NULL;
	case MEASURE_COUNTER:
		return aggregate == AGGREGATE_SUM ? "write delta: by how much the counter grew"
						  : NULL;
	case MEASURE_GAUGE:
		return is_growth ? "write slope, or compare it with baseline" : NULL;
	case MEASURE_HISTOGRAM:
		return is_extreme || aggregate == AGGREGATE_SLOPE
				       ? "write a percentile, mean, sum, count, rate or delta"
				       : NULL;
	case MEASURE_QUANTILE:
		return is_extreme || aggregate == AGGREGATE_COUNT || aggregate == AGGREGATE_SLOPE
				       ? NULL
				       : "write max, min or last: quantiles cannot be averaged or "
					 "summed";
	case MEASURE_RATIO:
		return is_growth || aggregate == AGGREGATE_SUM ? "write mean, or slope" : NULL;
	case MEASURE_DELTA:
		return aggregate == AGGREGATE_DELTA ? "write sum: each sample is what was added"
						    : NULL;
	}
	return NULL;
}

/* Whether a clause says over what time a metric is taken together: a period, or an anchor. */
static bool has_time(const struct check *check, uint32_t number)
{
	const struct condition *condition = check->parser->condition;
	bool is_of_clear = condition->clear != NONE && number <= condition->clear
			   && number >= check->parser->spots.p[condition->clear].first;
	return condition->has_since || (condition->is_periodic && !is_of_clear);
}

static void metric_check(struct check *check, uint32_t number)
{
	const struct term *term = &check->terms[number];
	const struct metric *metric = term->metric;
	struct str aggregate = aggregate_text(check, term);
	struct arena *arena = check->parser->arena;
	if (term->aggregate != AGGREGATE_LAST && !term->has_window && !has_time(check, number)) {
		struct str remedy = str_fmt(arena, "write metric(" STR_FMT ", " STR_FMT ", 7d)%s",
				STR_ARG(term->name), STR_ARG(aggregate),
				check->is_quantity ? ""
						   : ", or 'for 1 quarter' behind the condition");
		fail(check, number, remedy, "'" STR_FMT "' of '" STR_FMT "' over what time?",
				STR_ARG(aggregate), STR_ARG(term->name));
	}
	const char *remedy = metric && metric->derived.len == 0
					     ? aggregate_remedy(term->aggregate, metric->type)
					     : NULL;
	if (remedy && check->parser->names->is_general) {
		check->terms[number].missing = REASON_UNDEFINED;
		check->terms[number].missing_text = str_fmt(arena,
				STR_FMT " is a %s, which has no " STR_FMT, STR_ARG(metric->name),
				measure_type_words[metric->type], STR_ARG(aggregate));
	} else if (remedy) {
		fail(check, number, str_of(remedy),
				"'" STR_FMT "' is a %s, which has no '" STR_FMT "'",
				STR_ARG(metric->name), measure_type_words[metric->type],
				STR_ARG(aggregate));
	}
}

/* The unit of what an aggregate makes of a metric; false if it is not known. */
static bool metric_unit(const struct term *term, struct unit *unit)
{
	const struct metric *metric = term->metric;
	struct unit day = unit_second;
	day.scale = 86400;
	if (term->aggregate == AGGREGATE_COUNT) {
		*unit = unit_bare;
		return true;
	}
	if (!metric) {
		return false;
	}
	/* What a histogram counts are events, whatever the unit of what it measures. */
	bool is_events = metric->type == MEASURE_HISTOGRAM
			 && (term->aggregate == AGGREGATE_RATE
					 || term->aggregate == AGGREGATE_DELTA);
	const struct unit *own = is_events ? &unit_bare : &metric->unit;
	switch (term->aggregate) {
	case AGGREGATE_RATE:
		return unit_divide(own, &unit_second, unit);
	case AGGREGATE_SLOPE:
		return unit_divide(own, &day, unit);
	case AGGREGATE_LAST:
	case AGGREGATE_MIN:
	case AGGREGATE_MAX:
	case AGGREGATE_MEAN:
	case AGGREGATE_SUM:
	case AGGREGATE_COUNT:
	case AGGREGATE_PERCENTILE:
	case AGGREGATE_DELTA:
		*unit = *own;
		return true;
	}
	return false;
}

/* ---- units ---- */

static bool is_bare(const struct unit *unit)
{
	return unit->base_count == 0 && !unit->is_ratio;
}

/* "a time (ms)", "a ratio", "USD per request" */
static struct str described(struct check *check, const struct unit *unit)
{
	struct buf out = { 0 };
	unit_describe(unit, &out);
	bool is_scaled = unit->text.len && str_starts(buf_str(&out), STR("a "))
			 && !str_eq(unit->text, STR("ratio"));
	if (is_scaled) {
		buf_fmt(&out, " (" STR_FMT ")", STR_ARG(unit->text));
	}
	struct str text = str_dup(check->parser->arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

/* A number, or one behind signs: its value; false for anything else. */
static bool number_value(const struct check *check, uint32_t number, struct quantity *quantity)
{
	const struct term *term = &check->terms[number];
	double sign = 1;
	while (term->kind == TERM_NEGATE) {
		term = &check->terms[term->operands[0]];
		sign = -sign;
	}
	*quantity = (struct quantity){ sign * term->value, term->unit };
	return term->kind == TERM_NUMBER;
}

/* The number as it should have been, next to the other operand. */
static struct str with_unit(struct check *check, double value, const struct term *other)
{
	struct quantity quantity = { value, other->unit };
	if (term_is_time(other)) {
		/* Nobody counts the age of a decision in seconds. */
		quantity.unit.text = STR("d");
	} else if (other->unit.text.len == 0 && !is_bare(&other->unit)) {
		/* What was computed has no word of its own but those of its bases. */
		quantity.value /= quantity.unit.scale;
	}
	return write_this(check, &quantity);
}

/* The one is a number, and the other has another unit. */
static bool number_differs(struct check *check, uint32_t number, uint32_t other,
		const struct quantity *quantity)
{
	const struct term *written = &check->terms[number];
	const struct term *measured = &check->terms[other];
	if (is_bare(&quantity->unit)) {
		return fail(check, number, with_unit(check, quantity->value, measured),
				"'" STR_FMT "' has no unit, where '" STR_FMT "' is " STR_FMT,
				STR_ARG(written->text), STR_ARG(measured->text),
				STR_ARG(described(check, &measured->unit)));
	}
	return fail(check, number,
			is_bare(&measured->unit)
					? with_unit(check, quantity->value, measured)
					: STR("units convert within a dimension only: times, bytes, "
					      "ratios, one currency, one kind of thing"),
			"'" STR_FMT "' is " STR_FMT ", where '" STR_FMT "' is " STR_FMT,
			STR_ARG(written->text), STR_ARG(described(check, &quantity->unit)),
			STR_ARG(measured->text), STR_ARG(described(check, &measured->unit)));
}

/* Whether what is declared somewhere else, and not in the condition, gives it its unit. */
static bool is_declared_elsewhere(const struct check *check, uint32_t number)
{
	for (uint32_t i = check->parser->spots.p[number].first; i <= number; i++) {
		const struct term *term = &check->terms[i];
		if (term->kind == TERM_METRIC || (term->kind == TERM_FACT && term->name.len > 0)) {
			return true;
		}
	}
	return false;
}

/* What is not known takes the unit of what it meets, so that its own reason is the one told. */
static void units_adopt(struct check *check, const struct term *term)
{
	uint32_t left = term->operands[0];
	uint32_t right = term->operands[1];
	if (!check->has_unit[left] && check->has_unit[right]) {
		check->terms[left].unit = check->terms[right].unit;
	} else if (check->has_unit[left] && !check->has_unit[right]) {
		check->terms[right].unit = check->terms[left].unit;
	}
}

/* Whether two operands can be compared or added. */
static bool units_meet(struct check *check, const struct term *term)
{
	uint32_t left = term->operands[0];
	uint32_t right = term->operands[1];
	const struct unit *a = &check->terms[left].unit;
	const struct unit *b = &check->terms[right].unit;
	if (!check->has_unit[left] || !check->has_unit[right] || unit_converts(a, b)) {
		units_adopt(check, term);
		return true;
	}
	if (check->parser->names->is_general
			&& (is_declared_elsewhere(check, left)
					|| is_declared_elsewhere(check, right))) {
		/* Somebody has another thing of that name: it is unknown, for its unit. */
		return true;
	}
	struct quantity quantity;
	if (number_value(check, left, &quantity)) {
		return number_differs(check, left, right, &quantity);
	}
	if (number_value(check, right, &quantity)) {
		return number_differs(check, right, left, &quantity);
	}
	return fail(check, right,
			STR("units convert within a dimension only: times, bytes, ratios, one "
			    "currency, one kind of thing"),
			"'" STR_FMT "' is " STR_FMT ", where '" STR_FMT "' is " STR_FMT,
			STR_ARG(check->terms[right].text), STR_ARG(described(check, b)),
			STR_ARG(check->terms[left].text), STR_ARG(described(check, a)));
}

static void product_check(struct check *check, uint32_t number)
{
	struct term *term = &check->terms[number];
	const struct unit *a = &check->terms[term->operands[0]].unit;
	const struct unit *b = &check->terms[term->operands[1]].unit;
	check->has_unit[number] =
			check->has_unit[term->operands[0]] && check->has_unit[term->operands[1]];
	bool fits = term->kind == TERM_MULTIPLY ? unit_multiply(a, b, &term->unit)
						: unit_divide(a, b, &term->unit);
	if (fits && is_bare(b)) {
		/* Half of 20 min are 10 min. */
		term->unit.text = a->text;
	} else if (fits && term->kind == TERM_MULTIPLY && is_bare(a)) {
		term->unit.text = b->text;
	}
	if (check->has_unit[number] && !fits) {
		check->has_unit[number] = false;
		fail(check, number, STR("make it simpler: a derived metric can name its unit"),
				"a unit of too many parts");
	}
}

static void sum_check(struct check *check, uint32_t number)
{
	struct term *term = &check->terms[number];
	uint32_t left = term->operands[0];
	term->unit = check->terms[left].unit;
	check->has_unit[number] = check->has_unit[left] && check->has_unit[term->operands[1]];
	if (!units_meet(check, term)) {
		check->has_unit[number] = false;
	}
}

/* ---- comparisons ---- */

static bool is_measured(enum term_kind kind)
{
	return kind == TERM_METRIC || kind == TERM_FACT || kind == TERM_FIELD || kind == TERM_AGE;
}

/* How many terms from `first` to `last` are of something measured; the last of them. */
static unsigned measured_count(
		const struct check *check, uint32_t first, uint32_t last, uint32_t *found)
{
	unsigned count = 0;
	for (uint32_t i = first; i <= last; i++) {
		if (is_measured(check->terms[i].kind)) {
			*found = i;
			count++;
		}
	}
	return count;
}

static bool has_baseline(const struct check *check, uint32_t first, uint32_t last)
{
	for (uint32_t i = first; i <= last; i++) {
		if (check->terms[i].kind == TERM_BASELINE) {
			return true;
		}
	}
	return false;
}

/*
 * `code(loc) > baseline * 1.5`: the baseline is that of the other side;
 * `code(loc) - baseline > 100`: of the only thing that is measured.
 */
static void baselines_resolve(struct check *check, uint32_t number)
{
	const struct spot *spots = check->parser->spots.p;
	const struct term *compare = &check->terms[number];
	uint32_t first = spots[number].first;
	for (uint32_t i = first; i < number; i++) {
		uint32_t target = NONE;
		if (check->terms[i].kind != TERM_BASELINE) {
			continue;
		}
		bool is_left = i <= compare->operands[0];
		uint32_t other = compare->operands[is_left ? 1 : 0];
		if (!has_baseline(check, spots[other].first, other)
				&& measured_count(check, spots[other].first, other, &target) > 0) {
			check->terms[i].stands_for = other;
		} else if (measured_count(check, first, number, &target) == 1) {
			check->terms[i].stands_for = target;
		} else {
			fail(check, i,
					STR("compare one measurement with it: code(loc) > baseline * "
					    "1.5"),
					"nothing says what 'baseline' is the baseline of");
		}
	}
}

static void number_check(struct check *check, uint32_t number, const struct term *parent)
{
	const struct term *term = &check->terms[number];
	if (term->kind != TERM_NUMBER || !term->has_window) {
		return;
	}
	for (uint32_t i = 0; parent->kind == TERM_COMPARE && i < 2; i++) {
		const struct term *side = &check->terms[parent->operands[i]];
		bool is_of_records = side->kind == TERM_FACT && side->name.len > 0;
		if (side->kind == TERM_AGE || side->kind == TERM_FIELD || is_of_records) {
			return;
		}
	}
	fail(check, number, STR("write it in min, h, d or w"),
			"'" STR_FMT "' has no fixed length; only an age is counted by the calendar",
			STR_ARG(term->text));
}

static void compare_check(struct check *check, uint32_t number)
{
	uint32_t found;
	const struct term *term = &check->terms[number];
	uint32_t first = check->parser->spots.p[number].first;
	if (measured_count(check, first, number, &found) == 0
			&& !has_baseline(check, first, number)) {
		fail(check, number, STR("compare something that is measured"),
				"'" STR_FMT "' is the same for ever", STR_ARG(term->text));
		return;
	}
	(void)units_meet(check, term);
}

/* ---- all of it ---- */

static void term_check(struct check *check, uint32_t number)
{
	struct term *term = &check->terms[number];
	for (uint32_t i = 0; i < term->operand_count; i++) {
		number_check(check, term->operands[i], term);
	}
	switch (term->kind) {
	case TERM_COMPARE:
		compare_check(check, number);
		break;
	case TERM_METRIC:
		metric_check(check, number);
		check->has_unit[number] = metric_unit(term, &term->unit);
		break;
	case TERM_NUMBER:
	case TERM_FACT:
	case TERM_FIELD:
	case TERM_AGE:
		check->has_unit[number] = !term->has_no_unit;
		break;
	case TERM_NEGATE:
		term->unit = check->terms[term->operands[0]].unit;
		check->has_unit[number] = check->has_unit[term->operands[0]];
		break;
	case TERM_ADD:
	case TERM_SUBTRACT:
		sum_check(check, number);
		break;
	case TERM_MULTIPLY:
	case TERM_DIVIDE:
		product_check(check, number);
		break;
	case TERM_BASELINE:
	case TERM_AND:
	case TERM_OR:
	case TERM_NOT:
	case TERM_COUNT:
	case TERM_DATE:
	case TERM_STATUS:
	case TERM_FIRED:
	case TERM_HAS:
	case TERM_IS:
	case TERM_MANUAL:
		break;
	}
}

static void quantity_check(struct check *check, uint32_t root)
{
	uint32_t found;
	const struct term whole = { .kind = TERM_NEGATE };
	number_check(check, root, &whole);
	if (measured_count(check, 0, root, &found) == 0) {
		fail(check, root, STR("write metric(name, last) / 2, or the like"),
				"'" STR_FMT "' measures nothing", STR_ARG(check->terms[root].text));
	}
	for (uint32_t i = 0; i <= root; i++) {
		if (check->terms[i].kind == TERM_BASELINE) {
			fail(check, i, STR("write it where the quantity is compared"),
					"a quantity that is not compared has no baseline");
		}
	}
}

void condition_check(struct parser *parser, bool is_quantity)
{
	uint32_t count = (uint32_t)parser->terms.len;
	struct check check = {
		.parser = parser,
		.terms = parser->terms.p,
		.has_unit = arena_new_array(parser->arena, bool, count),
		.is_quantity = is_quantity,
	};
	for (uint32_t i = 0; i < count; i++) {
		if (check.terms[i].kind == TERM_COMPARE) {
			baselines_resolve(&check, i);
		}
	}
	/* A baseline has the unit of what it stands for, which may come later. */
	check.is_silent = true;
	for (uint32_t i = 0; i < count; i++) {
		term_check(&check, i);
	}
	check.is_silent = false;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t target = check.terms[i].stands_for;
		if (check.terms[i].kind == TERM_BASELINE && target != NONE) {
			check.terms[i].unit = check.terms[target].unit;
			check.has_unit[i] = check.has_unit[target];
		}
	}
	for (uint32_t i = 0; i < count; i++) {
		term_check(&check, i);
	}
	if (is_quantity) {
		quantity_check(&check, parser->condition->root);
	}
}
