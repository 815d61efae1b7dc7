/* SPDX-License-Identifier: MIT */
/*
 * What voids an exception: everything that can be said of it before any
 * finding is looked at.
 */
#include "base/arena.h"
#include "base/err.h"
#include "base/glob.h"
#include "base/map.h"
#include "findings/baseline.h"
#include "findings/exception.h"

#define ARROW STR(" -> ")

static struct place place_of(const struct exception *exception, const struct text *text)
{
	return text->place.path.len ? text->place : exception->place;
}

static void fault(struct exception *exception, struct arena *arena, const struct text *text,
		struct str remedy, struct str what)
{
	*vec_add(&exception->faults, arena) = (struct problem){
		.place = place_of(exception, text),
		.text = what,
		.remedy = remedy,
	};
}

static bool day_check(struct exception *exception, struct arena *arena, const struct text *text,
		const char *name, date_day *day)
{
	if (date_read_day(text->s, day)) {
		return true;
	}
	/* An absent `created` is a fault that reading has found. */
	if (text->s.len) {
		fault(exception, arena, text, STR("write it as YYYY-MM-DD"),
				str_fmt(arena, "'%s' is '" STR_FMT "', which is no day", name,
						STR_ARG(text->s)));
	}
	return false;
}

/* The end, given a sound beginning. */
static void expiry_check(struct exception *exception, struct arena *arena)
{
	date_day *end = &exception->expires_day;
	char latest[DATE_DAY_SIZE];
	date_write_day(exception->created_day + EXCEPTION_HORIZON_DAYS, latest);
	if (exception->expires.s.len == 0) {
		fault(exception, arena, &exception->expires,
				str_fmt(arena,
						"write expires: %s or an earlier day; or permanent: "
						"true with the adr that says why",
						latest),
				STR("'expires' is missing"));
	} else if (day_check(exception, arena, &exception->expires, "expires", end)) {
		if (*end < exception->created_day) {
			fault(exception, arena, &exception->expires,
					str_fmt(arena, "the latest day possible is %s", latest),
					STR("it expires before it was created"));
		} else if (*end - exception->created_day > EXCEPTION_HORIZON_DAYS) {
			fault(exception, arena, &exception->expires,
					str_fmt(arena, "write %s or an earlier day, and renew it then",
							latest),
					str_fmt(arena, "it lasts %d days; the longest is %d",
							*end - exception->created_day,
							EXCEPTION_HORIZON_DAYS));
		}
	}
}

static void days_check(struct exception *exception, struct arena *arena, date_day as_of)
{
	exception->expires_day = FINDING_NEVER;
	bool has_begin = day_check(
			exception, arena, &exception->created, "created", &exception->created_day);
	/* East of Greenwich tomorrow has begun already. */
	if (has_begin && exception->created_day > as_of + 1) {
		fault(exception, arena, &exception->created, STR("write the day it was agreed on"),
				str_fmt(arena, "'created' lies in the future: " STR_FMT,
						STR_ARG(exception->created.s)));
	}
	if (!exception->permanent) {
		if (has_begin) {
			expiry_check(exception, arena);
		}
		return;
	}
	if (exception->adr.s.len == 0) {
		fault(exception, arena, &exception->adr,
				STR("name the accepted decision: adr: ADR-…, or write expires instead"),
				STR("it is permanent, but 'adr' is missing"));
	}
	if (exception->expires.s.len) {
		fault(exception, arena, &exception->expires, STR("take one of the two out"),
				STR("it is permanent and expires"));
	}
}

/* Where the arrow of an exact use begins, or the length. */
static size_t arrow_find(struct str scope)
{
	for (size_t i = 0; i + ARROW.len <= scope.len; i++) {
		if (str_starts(str_from(scope, i), ARROW)) {
			return i;
		}
	}
	return scope.len;
}

static void scope_check(struct exception *exception, struct arena *arena)
{
	struct str scope = exception->scope.s;
	struct err err;
	size_t arrow = arrow_find(scope);
	if (scope.len == 0) {
		return;
	}
	if (fingerprint_is_prefix(scope)) {
		exception->scope_kind = SCOPE_FINGERPRINT;
	} else if (arrow < scope.len) {
		exception->scope_kind = SCOPE_USE;
		if (arrow == 0 || arrow + ARROW.len == scope.len) {
			fault(exception, arena, &exception->scope,
					STR("write the two ends: src/a.c -> net_send"),
					STR("an exact use needs a source and a target"));
		}
	} else if (glob_check(scope, &err)) {
		exception->scope_kind = SCOPE_PATH;
	} else {
		fault(exception, arena, &exception->scope,
				STR("write a path pattern, SOURCE -> TARGET, or a fingerprint"),
				str_fmt(arena, "'scope' is none: %s", err.text));
	}
}

static void rule_check(struct exception *exception, struct arena *arena)
{
	struct str rule = exception->rule.s;
	if (str_eq(rule, STR(EXCEPTION_RULE)) || str_eq(rule, STR(BASELINE_RULE))) {
		fault(exception, arena, &exception->rule, STR("mend what it says instead"),
				str_fmt(arena, "'" STR_FMT "' allows no exceptions",
						STR_ARG(rule)));
	}
}

static void ids_check(struct exceptions *exceptions, struct arena *arena)
{
	struct map *ids = map_create(arena);
	for (size_t i = 0; i < exceptions->list.len; i++) {
		struct exception *exception = &exceptions->list.p[i];
		bool is_new = true;
		struct map_entry *first = map_put(ids, exception->id.s, &is_new);
		if (is_new) {
			first->num = i;
		} else if (exception->id.s.len) {
			const struct place *place = &exceptions->list.p[first->num].place;
			fault(exception, arena, &exception->id,
					STR("give it an id of its own; a renewal names the old one "
					    "under 'renews'"),
					str_fmt(arena, "its id is used already at " STR_FMT ":%u",
							STR_ARG(place->path), place->line));
		}
	}
}

static void renewals_check(struct exceptions *exceptions, struct arena *arena)
{
	struct map *renewed = map_create(arena);
	vec_each (const struct exception, exception, &exceptions->list) {
		if (!exception->is_void && exception->renews.s.len) {
			map_put(renewed, exception->renews.s, NULL);
		}
	}
	vec_each (struct exception, exception, &exceptions->list) {
		exception->is_renewed = map_find(renewed, exception->id.s)
					&& !str_eq(exception->renews.s, exception->id.s);
	}
}

void exceptions_check(struct exceptions *exceptions, struct arena *arena, date_day as_of)
{
	ids_check(exceptions, arena);
	vec_each (struct exception, exception, &exceptions->list) {
		days_check(exception, arena, as_of);
		scope_check(exception, arena);
		rule_check(exception, arena);
		exception->is_void = exception->is_void || exception->faults.len > 0;
		exception->used = 0;
	}
	renewals_check(exceptions, arena);
}
