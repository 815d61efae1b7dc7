/* SPDX-License-Identifier: MIT */
/*
 * Metrics by segment: the series of one declared metric, taken apart by the
 * values of labels.  What is not measured has no segment, and no zero either.
 */
#include "base/arena.h"
#include "base/map.h"
#include "config/value.h"
#include "sources/telemetry/binding.h"

struct segment {
	struct str name;
	/* NAME of the metric, a dot, and this. */
	struct str value;
	series_list series;
};

struct segments {
	const struct binding *whole;
	/* From names of metrics to numbers in `list`. */
	struct map *by_name;
	VEC(struct segment) list;
	/* Series that have no such label, or a value that makes no name; and the first of them. */
	size_t nameless;
	const struct series *first_nameless;
};

static struct str label_value(const struct series *series, struct str name)
{
	for (size_t i = 0; i < series->label_count; i++) {
		if (str_eq(series->labels[i].name, name)) {
			return series->labels[i].value;
		}
	}
	return STR("");
}

/* "retail", or "eu/retail" of two labels; empty where one has no value that makes a name. */
static struct str segment_value(const struct segments *segments, const struct series *series)
{
	const struct metric *metric = segments->whole->metric;
	struct buf out;
	bool is_good = true;

	buf_init(&out);
	for (size_t i = 0; i < metric->by_count && is_good; i++) {
		struct str value = label_value(series, metric->by[i]);
		/* Two labels stay apart: neither "a/b" and "c" nor "a" and "b/c" is meant. */
		bool is_apart = metric->by_count == 1 || str_find(value, '/') == value.len;
		is_good = value_is_name(value) && is_apart;
		buf_add_cstr(&out, i ? "/" : "");
		buf_add(&out, value);
	}
	struct str text = is_good ? str_dup(segments->whole->arena, buf_str(&out)) : STR("");
	buf_finish(&out);
	return text;
}

static void segment_put(struct segments *segments, const struct series *series)
{
	const struct binding *whole = segments->whole;
	struct str value = segment_value(segments, series);
	bool is_new;

	if (value.len == 0) {
		segments->first_nameless = segments->nameless++ ? segments->first_nameless : series;
		return;
	}
	struct map_entry *entry = map_put(segments->by_name, value, &is_new);
	if (is_new) {
		entry->num = segments->list.len;
		*vec_add(&segments->list, whole->arena) = (struct segment){
			.name = str_fmt(whole->arena, STR_FMT "." STR_FMT,
					STR_ARG(whole->metric->name), STR_ARG(value)),
			.value = value,
		};
	}
	*vec_add(&segments->list.p[entry->num].series, whole->arena) = series;
}

static void nameless_report(const struct segments *segments)
{
	struct binding whole = *segments->whole;
	struct arena *arena = whole.arena;
	const struct series *series = segments->first_nameless;

	binding_fault(&whole, "segment", series->place,
			str_fmt(arena, "%zu of its series %s no value of `by` that makes a name: " STR_FMT,
					segments->nameless,
					segments->nameless == 1 ? "has" : "have",
					STR_ARG(series_write(series, arena))),
			STR("give each series the label, with a value of letters, digits, '.', '_' and "
			    "'-'"));
}

/* Whether it may be called so; what is declared by that name stays what it is. */
static bool name_is_free(const struct segments *segments, const struct segment *segment,
		const struct map *names)
{
	struct binding whole = *segments->whole;
	if (!map_find(names, segment->name)) {
		return true;
	}
	binding_fault(&whole, "segment", segment->series.p[0]->place,
			str_fmt(whole.arena,
					"its segment '" STR_FMT
					"' would be called as another metric is: " STR_FMT,
					STR_ARG(segment->value), STR_ARG(segment->name)),
			STR("call that metric otherwise"));
	return false;
}

static void segment_bind(
		const struct segments *segments, const struct segment *segment, metric_list *list)
{
	const struct binding *whole = segments->whole;
	struct metric *metric = vec_add(list, whole->arena);
	*metric = *whole->metric;
	metric->name = segment->name;
	metric->by_count = 0;
	metric->family = whole->metric->name;
	metric->segment = segment->value;
	struct binding binding = *whole;
	binding.metric = metric;
	binding.series = &segment->series;
	binding.is_segment = true;
	binding_run(&binding);
}

void segments_bind(const struct binding *whole, struct map *names, metric_list *list)
{
	struct segments segments = { .whole = whole, .by_name = map_create(whole->arena) };

	for (size_t i = 0; i < whole->series->len; i++) {
		segment_put(&segments, whole->series->p[i]);
	}
	if (segments.nameless) {
		nameless_report(&segments);
	}
	if (segments.list.len > SEGMENTS_MOST) {
		struct binding binding = *whole;
		binding_fault(&binding, "segment", whole->metric->by_place,
				str_fmt(whole->arena,
						"%zu segments are more than the limit of %d: none is told",
						segments.list.len, SEGMENTS_MOST),
				STR("take a label with fewer values"));
		return;
	}
	vec_each (const struct segment, segment, &segments.list) {
		if (name_is_free(&segments, segment, names)) {
			map_put(names, segment->name, NULL);
			segment_bind(&segments, segment, list);
		}
	}
}
