/* SPDX-License-Identifier: MIT */
/*
 * Exceptions meet findings: first the index that answers what a scope covers,
 * then the marks on the findings, then what there is to say of the exceptions
 * themselves.
 */
#include "base/arena.h"
#include "base/glob.h"
#include "base/map.h"
#include "findings/exception.h"

struct numbers {
	VEC(size_t) list;
};

/* Which findings a scope can mean, without trying all of them for each. */
struct index {
	struct arena *arena;
	const struct findings *findings;
	/* Rule, and rule with "SOURCE -> TARGET", to numbers of findings. */
	struct map *rules;
	struct map *uses;
	/* Numbers of findings, ordered by fingerprint. */
	size_t *by_fingerprint;
};

static void number_add(struct map *map, struct str key, size_t number)
{
	struct map_entry *entry = map_put(map, key, NULL);
	if (!entry->ptr) {
		entry->ptr = arena_new(map->arena, struct numbers);
	}
	struct numbers *numbers = entry->ptr;
	if (numbers->list.len == 0 || numbers->list.p[numbers->list.len - 1] != number) {
		*vec_add(&numbers->list, map->arena) = number;
	}
}

static struct str use_key(struct arena *arena, struct str rule, struct str scope)
{
	return str_fmt(arena, STR_FMT "\n" STR_FMT, STR_ARG(rule), STR_ARG(scope));
}

static struct str use_of(struct arena *arena, const struct finding *finding, struct str source)
{
	return use_key(arena, finding->rule,
			str_fmt(arena, STR_FMT " -> " STR_FMT, STR_ARG(source),
					STR_ARG(finding->target)));
}

static int fingerprint_order(const void *a, const void *b, void *ctx)
{
	const struct findings *findings = ctx;
	struct hash x = findings->list.p[*(const size_t *)a].fingerprint;
	struct hash y = findings->list.p[*(const size_t *)b].fingerprint;
	if (x.high != y.high) {
		return x.high < y.high ? -1 : 1;
	}
	return (x.low > y.low) - (x.low < y.low);
}

static void index_init(struct index *index, struct arena *arena, struct findings *findings)
{
	size_t len = findings->list.len;
	*index = (struct index){
		.arena = arena,
		.findings = findings,
		.rules = map_create(arena),
		.uses = map_create(arena),
		.by_fingerprint = arena_new_array(arena, size_t, len),
	};
	for (size_t i = 0; i < len; i++) {
		const struct finding *finding = &findings->list.p[i];
		number_add(index->rules, finding->rule, i);
		number_add(index->uses, use_of(arena, finding, finding->source), i);
		number_add(index->uses, use_of(arena, finding, finding->place.path), i);
		index->by_fingerprint[i] = i;
	}
	if (len) {
		qsort_r(index->by_fingerprint, len, sizeof(size_t), fingerprint_order, findings);
	}
}

/* The first of the ordered fingerprints that does not come before `prefix`. */
static size_t prefix_find(const struct index *index, struct str prefix)
{
	size_t low = 0;
	size_t high = index->findings->list.len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		char hex[HASH_HEX_SIZE];
		hash_hex(index->findings->list.p[index->by_fingerprint[middle]].fingerprint, hex);
		if (str_cmp(str_of(hex), prefix) < 0) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}

static void cover_fingerprint(
		const struct index *index, struct exception *exception, struct numbers *covered)
{
	const struct finding *all = index->findings->list.p;
	const struct finding *first = NULL;
	size_t at = prefix_find(index, exception->scope.s);
	for (; at < index->findings->list.len; at++) {
		size_t number = index->by_fingerprint[at];
		const struct finding *finding = &all[number];
		if (!fingerprint_has_prefix(finding->fingerprint, exception->scope.s)) {
			break;
		}
		if (first && !hash_eq(first->fingerprint, finding->fingerprint)) {
			*vec_add(&exception->faults, index->arena) = (struct problem){
				.place = exception->scope.place,
				.text = STR("its 'scope' is the beginning of several fingerprints"),
				.remedy = STR("write more digits of it"),
			};
			exception->is_void = true;
			covered->list.len = 0;
			return;
		}
		first = finding;
		if (str_eq(finding->rule, exception->rule.s)) {
			*vec_add(&covered->list, index->arena) = number;
		}
	}
}

static void cover_path(const struct index *index, const struct exception *exception,
		struct numbers *covered)
{
	const struct numbers *numbers = map_ptr(index->rules, exception->rule.s);
	for (size_t i = 0; numbers && i < numbers->list.len; i++) {
		const struct finding *finding = &index->findings->list.p[numbers->list.p[i]];
		if (glob_match(exception->scope.s, finding->place.path)
				|| glob_match(exception->scope.s, finding->source)) {
			*vec_add(&covered->list, index->arena) = numbers->list.p[i];
		}
	}
}

/* What the exception's scope means among the findings of its rule. */
static struct numbers cover(const struct index *index, struct exception *exception)
{
	struct numbers covered = { 0 };
	const struct numbers *exact;
	switch (exception->scope_kind) {
	case SCOPE_NONE:
		break;
	case SCOPE_FINGERPRINT:
		cover_fingerprint(index, exception, &covered);
		break;
	case SCOPE_USE:
		exact = map_ptr(index->uses,
				use_key(index->arena, exception->rule.s, exception->scope.s));
		return exact ? *exact : covered;
	case SCOPE_PATH:
		cover_path(index, exception, &covered);
		break;
	}
	return covered;
}

static bool has_expired(const struct exception *exception, date_day as_of)
{
	return exception->expires_day != FINDING_NEVER
	       && as_of > exception->expires_day + EXCEPTION_GRACE_DAYS;
}

static struct str day_text(struct arena *arena, date_day day)
{
	char text[DATE_DAY_SIZE];
	date_write_day(day, text);
	return str_fmt(arena, "%s", text);
}

static struct str note_of(const struct exception *exception, struct arena *arena, date_day as_of)
{
	struct str id = exception->id.s;
	struct str owner = exception->owner.s;
	if (exception->expires_day == FINDING_NEVER) {
		return str_fmt(arena, "excepted by " STR_FMT " for good (" STR_FMT ", " STR_FMT ")",
				STR_ARG(id), STR_ARG(exception->adr.s), STR_ARG(owner));
	}
	struct str day = day_text(arena, exception->expires_day);
	if (has_expired(exception, as_of)) {
		return str_fmt(arena,
				"back: exception " STR_FMT " of " STR_FMT " ended on " STR_FMT,
				STR_ARG(id), STR_ARG(owner), STR_ARG(day));
	}
	if (as_of > exception->expires_day) {
		day = day_text(arena, exception->expires_day + EXCEPTION_GRACE_DAYS);
		return str_fmt(arena,
				"excepted by " STR_FMT ", in grace until " STR_FMT " (" STR_FMT ")",
				STR_ARG(id), STR_ARG(day), STR_ARG(owner));
	}
	return str_fmt(arena, "excepted by " STR_FMT " until " STR_FMT " (" STR_FMT ")",
			STR_ARG(id), STR_ARG(day), STR_ARG(owner));
}

static void mark(struct finding *finding, const struct exception *exception, struct arena *arena,
		date_day as_of)
{
	/* The first in the file that covers it is named; one in force before an expired one. */
	if (finding->state == FINDING_EXCEPTED || finding->exception.len) {
		return;
	}
	finding->exception = exception->id.s;
	finding->exception_ends = exception->expires_day;
	finding->note = note_of(exception, arena, as_of);
	if (has_expired(exception, as_of)) {
		finding->class = CLASS_CLOCK;
	} else {
		finding->state = FINDING_EXCEPTED;
	}
}

static void mark_all(struct exceptions *exceptions, const struct index *index,
		struct findings *findings, date_day as_of)
{
	for (int expired = 0; expired <= 1; expired++) {
		vec_each (struct exception, exception, &exceptions->list) {
			if (exception->is_void || has_expired(exception, as_of) != expired) {
				continue;
			}
			struct numbers covered = cover(index, exception);
			exception->used = covered.list.len;
			vec_each (const size_t, number, &covered.list) {
				mark(&findings->list.p[*number], exception, index->arena, as_of);
			}
		}
	}
}

void exceptions_apply(struct exceptions *exceptions, struct findings *findings, date_day as_of,
		exception_looked_at *looked_at, void *ctx)
{
	struct arena *arena = findings->arena;
	struct index index;
	if (exceptions->list.len == 0) {
		findings_sort(findings);
		return;
	}
	exceptions_check(exceptions, arena, as_of);
	index_init(&index, arena, findings);
	mark_all(exceptions, &index, findings, as_of);
	exceptions_report(exceptions, findings, as_of, looked_at, ctx);
	findings_sort(findings);
}
