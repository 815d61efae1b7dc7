/* SPDX-License-Identifier: MIT */
/*
 * What there is to say of the exceptions themselves: a table of the kinds, and
 * for each exception the one that fits its state.
 */
#include "base/arena.h"
#include "base/map.h"
#include "findings/exception.h"

enum saying {
	SAYING_VOID,
	SAYING_UNUSED,
	SAYING_CLUSTERED,
	SAYING_EXPIRING,
	SAYING_GRACE,
	SAYING_EXPIRED,
};

static const struct {
	const char *kind;
	enum severity severity;
	enum finding_class class;
	const char *reason;
} sayings[] = {
	[SAYING_VOID] = { "void", SEVERITY_ERROR, CLASS_CHANGE,
			"who answers for what, why and until when must be written; a void "
			"exception excepts nothing" },
	[SAYING_UNUSED] = { "unused", SEVERITY_WARNING, CLASS_CHANGE,
			"an exception that covers nothing would hide what comes into its scope "
			"later" },
	[SAYING_CLUSTERED] = { "clustered", SEVERITY_WARNING, CLASS_CHANGE,
			"exceptions by the dozen were waved through, not answered for one by one" },
	[SAYING_EXPIRING] = { "expiring", SEVERITY_WARNING, CLASS_CLOCK,
			"an exception ends, so that somebody looks at it again" },
	[SAYING_GRACE] = { "grace", SEVERITY_WARNING, CLASS_CLOCK,
			"an exception ends, so that somebody looks at it again" },
	[SAYING_EXPIRED] = { "expired", SEVERITY_ERROR, CLASS_CLOCK,
			"an expired exception is a failure that somebody must own" },
};

struct report {
	struct findings *findings;
	date_day as_of;
};

static struct finding *say(const struct report *report, enum saying saying,
		const struct exception *exception, const struct text *text)
{
	struct place place = text->place.path.len ? text->place : exception->place;
	struct finding *finding = finding_add(report->findings, STR(EXCEPTION_RULE),
			sayings[saying].severity, str_of(sayings[saying].kind), place.path,
			exception->id.s, place);
	finding->class = sayings[saying].class;
	finding->reason = str_of(sayings[saying].reason);
	return finding;
}

/* "exception 'EX-1'", or without an id just "an exception". */
static struct str name_of(const struct exception *exception, struct arena *arena)
{
	return exception->id.s.len
			       ? str_fmt(arena, "exception '" STR_FMT "'", STR_ARG(exception->id.s))
			       : STR("an exception");
}

static void say_void(const struct report *report, const struct exception *exception)
{
	struct arena *arena = report->findings->arena;
	struct str name = name_of(exception, arena);
	vec_each (const struct problem, fault, &exception->faults) {
		struct text where = { .place = fault->place };
		struct finding *finding = say(report, SAYING_VOID, exception, &where);
		bool names_it = str_starts(fault->text, name);
		finding->message = str_fmt(arena, STR_FMT " is void: %s" STR_FMT, STR_ARG(name),
				names_it ? "it" : "",
				STR_ARG(str_from(fault->text, names_it ? name.len : 0)));
		finding->remedy = fault->remedy;
	}
}

static void say_unused(const struct report *report, const struct exception *exception)
{
	struct arena *arena = report->findings->arena;
	struct finding *finding = say(report, SAYING_UNUSED, exception, &exception->scope);
	struct str name = name_of(exception, arena);
	finding->message = str_fmt(arena,
			STR_FMT " covers nothing: no finding of " STR_FMT " is in its scope",
			STR_ARG(name), STR_ARG(exception->rule.s));
	finding->remedy =
			STR("take it out; or mend its rule or scope, if it should cover something");
}

/* Until its last day, in grace, or over. */
static void say_end(const struct report *report, const struct exception *exception)
{
	struct arena *arena = report->findings->arena;
	date_day left = exception->expires_day - report->as_of;
	struct str name = name_of(exception, arena);
	char end[DATE_DAY_SIZE];
	char grace[DATE_DAY_SIZE];
	date_write_day(exception->expires_day, end);
	date_write_day(exception->expires_day + EXCEPTION_GRACE_DAYS, grace);
	enum saying saying = left >= 0                       ? SAYING_EXPIRING
			     : left >= -EXCEPTION_GRACE_DAYS ? SAYING_GRACE
							     : SAYING_EXPIRED;
	struct finding *finding = say(report, saying, exception, &exception->expires);
	struct str owner = exception->owner.s;
	if (saying == SAYING_EXPIRING) {
		finding->message = str_fmt(arena, STR_FMT " of " STR_FMT " ends on %s (in %d days)",
				STR_ARG(name), STR_ARG(owner), end, left);
	} else if (saying == SAYING_GRACE) {
		finding->message = str_fmt(arena,
				STR_FMT " of " STR_FMT " ended on %s; what it covers is back after "
					"%s",
				STR_ARG(name), STR_ARG(owner), end, grace);
	} else {
		finding->message = str_fmt(arena,
				STR_FMT " of " STR_FMT " ended on %s, and %zu finding%s back",
				STR_ARG(name), STR_ARG(owner), end, exception->used,
				exception->used == 1 ? " is" : "s are");
	}
	finding->remedy =
			STR("put right what it covers and take it out; or agree on a new one that "
			    "names this one under 'renews'");
}

static void say_state(const struct report *report, const struct exception *exception,
		exception_looked_at *looked_at, void *ctx)
{
	if (exception->is_void) {
		say_void(report, exception);
		return;
	}
	/* Its successor speaks for it. */
	if (exception->is_renewed) {
		return;
	}
	if (exception->used == 0) {
		if (!looked_at || looked_at(exception, ctx)) {
			say_unused(report, exception);
		}
		return;
	}
	if (exception->expires_day != FINDING_NEVER
			&& exception->expires_day - report->as_of <= EXCEPTION_WARN_DAYS) {
		say_end(report, exception);
	}
}

static const struct text *day_at(const struct exception *exception, size_t offset)
{
	return (const struct text *)((const char *)exception + offset);
}

/* Says once of each day on which many of the exceptions begin (or end) that they do. */
static void say_clusters(const struct report *report, const struct exceptions *exceptions,
		size_t offset, const char *verb)
{
	struct arena *arena = report->findings->arena;
	struct map *days = map_create(arena);
	vec_each (const struct exception, exception, &exceptions->list) {
		if (!exception->is_void) {
			map_put(days, day_at(exception, offset)->s, NULL)->num++;
		}
	}
	vec_each (const struct exception, exception, &exceptions->list) {
		const struct text *day = day_at(exception, offset);
		struct map_entry *entry = map_find(days, day->s);
		if (exception->is_void || day->s.len == 0 || entry->num < EXCEPTION_CLUSTER) {
			continue;
		}
		struct finding *finding = say(report, SAYING_CLUSTERED, exception, day);
		finding->target = str_fmt(arena, "%s " STR_FMT, verb, STR_ARG(day->s));
		finding->fingerprint = finding_fingerprint(
				finding->rule, finding->kind, finding->source, finding->target);
		finding->message = str_fmt(arena, "%zu exceptions %s on one day, " STR_FMT,
				entry->num, verb, STR_ARG(day->s));
		finding->remedy = STR(
				"look at each again; give each the day that its own reason asks for");
		entry->num = 0;
	}
}

void exceptions_report(const struct exceptions *exceptions, struct findings *findings,
		date_day as_of, exception_looked_at *looked_at, void *ctx)
{
	const struct report report = { findings, as_of };
	vec_each (const struct exception, exception, &exceptions->list) {
		say_state(&report, exception, looked_at, ctx);
	}
	say_clusters(&report, exceptions, offsetof(struct exception, created), "begin");
	say_clusters(&report, exceptions, offsetof(struct exception, expires), "end");
}
