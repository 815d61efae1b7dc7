/* SPDX-License-Identifier: MIT */
#include "findings/exception.h"

#include "base/problem.h"

#include "unit/unit.h"

#define ENTRY \
	"  rule: layering\n  scope: src/net/**\n  owner: team-net\n  reason: r\n  risk: r\n" \
	"  controls: c\n  created: 2026-10-01\n  expires: 2026-12-31\n"

/* Reads a file of exceptions; what is wrong with all of it goes to `problems`. */
static bool read_text(struct exceptions *exceptions, struct arena *arena, const char *text,
		struct problems *problems)
{
	struct node root;
	problems_init(problems, arena);
	*exceptions = (struct exceptions){ 0 };
	assert_true(node_read_yaml(&root, arena, STR("exceptions.yaml"), str_of(text),
			&(struct node_limits){ 0 }, problems));
	return exceptions_read(exceptions, arena, &root, problems);
}

/* What most tests are about; each changes what it wants to see. */
static struct exception sample(const char *id)
{
	return (struct exception){
		.id = { .s = str_of(id) },
		.rule = { .s = STR("layering") },
		.scope = { .s = STR("src/net/**") },
		.owner = { .s = STR("team-net") },
		.reason = { .s = STR("r") },
		.risk = { .s = STR("r") },
		.controls = { .s = STR("c") },
		.created = { .s = STR("2026-10-01") },
		.expires = { .s = STR("2026-12-31"),
				.place = { .path = STR("exceptions.yaml"), .line = 10 } },
		.place = { .path = STR("exceptions.yaml"), .line = 3 },
	};
}

static struct finding *add(struct findings *findings, const char *path, const char *target)
{
	struct place place = { .path = str_of(path), .line = 1, .column = 1 };
	struct finding *finding = finding_add(findings, STR("layering"), SEVERITY_ERROR,
			STR("call"), place.path, str_of(target), place);
	finding->message = STR("net calls app");
	return finding;
}

static date_day day(const char *text)
{
	date_day day;
	assert_true(date_read_day(str_of(text), &day));
	return day;
}

/* Applies one exception to one finding, src/net/conn.c -> app_notify. */
static struct findings apply_one(struct arena *arena, struct exception exception, const char *as_of)
{
	struct findings findings;
	struct exceptions exceptions = { 0 };
	findings_init(&findings, arena);
	add(&findings, "src/net/conn.c", "app_notify");
	*vec_add(&exceptions.list, arena) = exception;
	exceptions_apply(&exceptions, &findings, day(as_of), NULL, NULL);
	return findings;
}

/* The first finding about the exceptions, or NULL. */
static const struct finding *said(const struct findings *findings)
{
	vec_each (const struct finding, finding, &findings->list) {
		if (str_eq(finding->rule, STR(EXCEPTION_RULE))) {
			return finding;
		}
	}
	return NULL;
}

/* The finding about the code. */
static const struct finding *found(const struct findings *findings)
{
	vec_each (const struct finding, finding, &findings->list) {
		if (str_eq(finding->rule, STR("layering"))) {
			return finding;
		}
	}
	return NULL;
}

static void one_in_force_excepts_and_says_until_when(void **state)
{
	struct findings findings = apply_one(*state, sample("EX-1"), "2026-11-01");
	assert_int_equal(findings.list.len, 1);
	assert_int_equal(findings.list.p[0].state, FINDING_EXCEPTED);
	assert_str(findings.list.p[0].exception, "EX-1");
	assert_int_equal(findings.list.p[0].exception_ends, day("2026-12-31"));
	assert_str(findings.list.p[0].note, "excepted by EX-1 until 2026-12-31 (team-net)");
}

static void each_form_of_scope_covers_what_it_says(void **state)
{
	struct finding probe =
			*add(&(struct findings){ .arena = *state }, "src/net/conn.c", "app_notify");
	char hex[HASH_HEX_SIZE];
	hash_hex(probe.fingerprint, hex);

	const struct {
		struct str scope;
		bool covers;
	} scopes[] = {
		{ STR("src/net/conn.c"), true },
		{ STR("src/net"), true },
		{ STR("src/*/conn.c"), true },
		{ STR("src/app/**"), false },
		{ STR("src/net/conn.c -> app_notify"), true },
		{ STR("src/net/conn.c -> app_notif"), false },
		{ STR("src/net/*.c -> app_notify"), false },
		{ str_of(hex), true },
		{ str_slice(str_of(hex), 0, 8), true },
		{ STR("00000000"), false },
	};

	for (size_t i = 0; i < COUNT_OF(scopes); i++) {
		struct exception exception = sample("EX-1");
		exception.scope.s = scopes[i].scope;
		struct findings findings = apply_one(*state, exception, "2026-11-01");
		bool covers = found(&findings)->state == FINDING_EXCEPTED;
		if (covers != scopes[i].covers) {
			fail_msg("scope '" STR_FMT "'", STR_ARG(scopes[i].scope));
		}
		assert_true(covers == !said(&findings));
	}
}

static void an_exact_use_names_the_module_or_the_file(void **state)
{
	static const char *const scopes[] = { "net -> app_notify", "src/net/conn.c -> app_notify" };
	for (size_t i = 0; i < COUNT_OF(scopes); i++) {
		struct findings findings;
		struct exceptions exceptions = { 0 };
		findings_init(&findings, *state);
		add(&findings, "src/net/conn.c", "app_notify")->source = STR("net");
		*vec_add(&exceptions.list, *state) = sample("EX-1");
		exceptions.list.p[0].scope.s = str_of(scopes[i]);
		exceptions_apply(&exceptions, &findings, day("2026-11-01"), NULL, NULL);
		assert_int_equal(found(&findings)->state, FINDING_EXCEPTED);
	}
}

static void it_covers_its_rule_alone(void **state)
{
	struct exception exception = sample("EX-1");
	exception.rule.s = STR("cycles");
	struct findings findings = apply_one(*state, exception, "2026-11-01");
	assert_int_equal(found(&findings)->state, FINDING_NEW);
	assert_str(said(&findings)->kind, "unused");
	assert_int_equal(said(&findings)->severity, SEVERITY_WARNING);
	assert_int_equal(said(&findings)->class, CLASS_CHANGE);
}

static void the_calendar_moves_it_from_force_to_grace_to_expired(void **state)
{
	const struct {
		const char *as_of;
		bool is_excepted;
		const char *kind;
	} days[] = {
		{ "2026-11-30", true, NULL },
		{ "2026-12-01", true, "expiring" },
		{ "2026-12-31", true, "expiring" },
		{ "2027-01-01", true, "grace" },
		{ "2027-01-14", true, "grace" },
		{ "2027-01-15", false, "expired" },
		{ "2030-01-01", false, "expired" },
	};

	for (size_t i = 0; i < COUNT_OF(days); i++) {
		struct findings findings = apply_one(*state, sample("EX-1"), days[i].as_of);
		const struct finding *saying = said(&findings);
		assert_true((found(&findings)->state == FINDING_EXCEPTED) == days[i].is_excepted);
		if (!days[i].kind) {
			assert_null(saying);
			continue;
		}
		assert_str(saying->kind, days[i].kind);
		assert_int_equal(saying->class, CLASS_CLOCK);
		assert_int_equal(saying->place.line, 10);
	}
}

static void what_is_back_is_caused_by_the_clock_and_names_who_and_when(void **state)
{
	struct findings findings = apply_one(*state, sample("EX-1"), "2027-02-01");
	const struct finding *finding = found(&findings);
	assert_int_equal(finding->class, CLASS_CLOCK);
	assert_int_equal(finding->state, FINDING_NEW);
	assert_str(finding->exception, "EX-1");
	assert_str(finding->note, "back: exception EX-1 of team-net ended on 2026-12-31");
	assert_str(said(&findings)->message,
			"exception 'EX-1' of team-net ended on 2026-12-31, and 1 finding is back");
}

/* Applies it on a day of its life and gives the one fault that voids it. */
static const struct finding *void_of(struct arena *arena, struct exception exception)
{
	struct findings *findings = arena_new(arena, struct findings);
	*findings = apply_one(arena, exception, "2026-11-01");
	assert_int_equal(findings->list.len, 2);
	assert_int_equal(found(findings)->state, FINDING_NEW);
	const struct finding *saying = said(findings);
	assert_str(saying->kind, "void");
	assert_int_equal(saying->severity, SEVERITY_ERROR);
	assert_int_equal(saying->class, CLASS_CHANGE);
	assert_true(saying->remedy.len > 0);
	return saying;
}

static void what_is_written_wrongly_voids_it(void **state)
{
	struct exception e = sample("EX-1");
	e.created.s = STR("1 October");
	assert_str(void_of(*state, e)->message,
			"exception 'EX-1' is void: 'created' is '1 October', which is no day");
	e = sample("EX-1");
	e.created.s = STR("2026-11-03");
	assert_str(void_of(*state, e)->message,
			"exception 'EX-1' is void: 'created' lies in the future: 2026-11-03");
	e = sample("EX-1");
	e.expires = (struct text){ 0 };
	assert_str(void_of(*state, e)->message, "exception 'EX-1' is void: 'expires' is missing");
	e = sample("EX-1");
	e.expires.s = STR("2026-02-30");
	assert_str(void_of(*state, e)->message,
			"exception 'EX-1' is void: 'expires' is '2026-02-30', which is no day");
	e = sample("EX-1");
	e.expires.s = STR("2027-03-31");
	assert_str(void_of(*state, e)->message,
			"exception 'EX-1' is void: it lasts 181 days; the longest is 180");
	assert_str(void_of(*state, e)->remedy,
			"write 2027-03-30 or an earlier day, and renew it then");
	e = sample("EX-1");
	e.expires.s = STR("2026-09-30");
	assert_str(void_of(*state, e)->message,
			"exception 'EX-1' is void: it expires before it was created");
	e = sample("EX-1");
	e.scope.s = STR("src/[a");
	assert_str(void_of(*state, e)->message,
			"exception 'EX-1' is void: 'scope' is none: '[' has no ']' in pattern "
			"'src/[a'");
	e = sample("EX-1");
	e.scope.s = STR("src/a.c -> ");
	assert_str(void_of(*state, e)->message,
			"exception 'EX-1' is void: an exact use needs a source and a target");
	e = sample("EX-1");
	e.rule.s = STR(EXCEPTION_RULE);
	assert_str(void_of(*state, e)->message,
			"exception 'EX-1' is void: 'lintel/exception' allows no exceptions");
}

static void the_longest_horizon_is_just_allowed(void **state)
{
	struct exception exception = sample("EX-1");
	exception.expires.s = STR("2027-03-30");
	struct findings findings = apply_one(*state, exception, "2026-11-01");
	assert_int_equal(found(&findings)->state, FINDING_EXCEPTED);
	assert_null(said(&findings));
}

static void one_created_tomorrow_counts_where_tomorrow_has_begun(void **state)
{
	struct findings findings = apply_one(*state, sample("EX-1"), "2026-09-30");
	assert_int_equal(found(&findings)->state, FINDING_EXCEPTED);
	assert_null(said(&findings));
}

static void a_prefix_of_several_fingerprints_voids_it(void **state)
{
	struct findings findings;
	struct exceptions exceptions = { 0 };
	findings_init(&findings, *state);
	add(&findings, "src/a.c", "x")->fingerprint = (struct hash){ 0x0123456789abcdef, 1 };
	add(&findings, "src/b.c", "x")->fingerprint = (struct hash){ 0x0123456789abcdef, 2 };
	*vec_add(&exceptions.list, *state) = sample("EX-1");
	exceptions.list.p[0].scope.s = STR("0123456789");
	exceptions_apply(&exceptions, &findings, day("2026-11-01"), NULL, NULL);
	assert_int_equal(findings.list.len, 3);
	assert_int_equal(found(&findings)->state, FINDING_NEW);
	assert_str(said(&findings)->message,
			"exception 'EX-1' is void: its 'scope' is the beginning of several "
			"fingerprints");
}

static void a_permanent_one_needs_a_decision_and_never_ends(void **state)
{
	struct exception exception = sample("EX-1");
	exception.permanent = true;
	exception.expires = (struct text){ 0 };
	assert_str(void_of(*state, exception)->message,
			"exception 'EX-1' is void: it is permanent, but 'adr' is missing");
	exception.adr.s = STR("ADR-0007");
	struct findings findings = apply_one(*state, exception, "2080-01-01");
	assert_int_equal(findings.list.len, 1);
	assert_int_equal(findings.list.p[0].exception_ends, FINDING_NEVER);
	assert_str(findings.list.p[0].note, "excepted by EX-1 for good (ADR-0007, team-net)");
	exception.expires.s = STR("2026-12-31");
	assert_str(void_of(*state, exception)->message,
			"exception 'EX-1' is void: it is permanent and expires");
}

static void an_id_used_twice_voids_the_second(void **state)
{
	struct findings findings;
	struct exceptions exceptions = { 0 };
	findings_init(&findings, *state);
	add(&findings, "src/net/conn.c", "app_notify");
	*vec_add(&exceptions.list, *state) = sample("EX-1");
	*vec_add(&exceptions.list, *state) = sample("EX-1");
	exceptions.list.p[1].place.line = 20;
	exceptions_apply(&exceptions, &findings, day("2026-11-01"), NULL, NULL);
	assert_int_equal(found(&findings)->state, FINDING_EXCEPTED);
	assert_str(said(&findings)->message,
			"exception 'EX-1' is void: its id is used already at exceptions.yaml:3");
	assert_int_equal(said(&findings)->place.line, 20);
}

static void a_renewal_covers_and_silences_the_old_one(void **state)
{
	struct findings findings;
	struct exceptions exceptions = { 0 };
	findings_init(&findings, *state);
	add(&findings, "src/net/conn.c", "app_notify");
	*vec_add(&exceptions.list, *state) = sample("EX-1");
	struct exception renewal = sample("EX-2");
	renewal.renews.s = STR("EX-1");
	renewal.created.s = STR("2027-01-10");
	renewal.expires.s = STR("2027-06-01");
	*vec_add(&exceptions.list, *state) = renewal;
	exceptions_apply(&exceptions, &findings, day("2027-02-01"), NULL, NULL);
	assert_int_equal(findings.list.len, 1);
	assert_int_equal(findings.list.p[0].state, FINDING_EXCEPTED);
	assert_int_equal(findings.list.p[0].class, CLASS_CHANGE);
	assert_str(findings.list.p[0].exception, "EX-2");
}

static void many_of_one_day_are_called_a_cluster(void **state)
{
	struct findings findings;
	struct exceptions exceptions = { 0 };
	findings_init(&findings, *state);
	add(&findings, "src/net/conn.c", "app_notify");
	for (int i = 0; i < 5; i++) {
		struct exception exception = sample("EX-1");
		exception.id.s = str_fmt(*state, "EX-%d", i);
		exception.expires.s = str_fmt(*state, "2026-12-1%d", i);
		exception.place.line = 10u + (uint32_t)i;
		*vec_add(&exceptions.list, *state) = exception;
	}
	exceptions_apply(&exceptions, &findings, day("2026-11-01"), NULL, NULL);
	assert_int_equal(findings.list.len, 2);
	assert_str(said(&findings)->message, "5 exceptions begin on one day, 2026-10-01");
	assert_int_equal(said(&findings)->place.line, 10);

	exceptions.list.len = 4;
	findings.list.len = 0;
	add(&findings, "src/net/conn.c", "app_notify");
	exceptions_apply(&exceptions, &findings, day("2026-11-01"), NULL, NULL);
	assert_null(said(&findings));
}

static bool looks_nowhere(const struct exception *exception, void *ctx)
{
	(void)exception;
	(void)ctx;
	return false;
}

static void what_was_not_looked_at_is_not_unused(void **state)
{
	struct findings findings;
	struct exceptions exceptions = { 0 };
	findings_init(&findings, *state);
	*vec_add(&exceptions.list, *state) = sample("EX-1");
	exceptions_apply(&exceptions, &findings, day("2026-11-01"), looks_nowhere, NULL);
	assert_int_equal(findings.list.len, 0);
	exceptions_apply(&exceptions, &findings, day("2026-11-01"), NULL, NULL);
	assert_int_equal(findings.list.len, 1);
}

static void applying_twice_is_applying_once(void **state)
{
	struct findings findings;
	struct exceptions exceptions = { 0 };
	findings_init(&findings, *state);
	add(&findings, "src/net/conn.c", "app_notify");
	add(&findings, "src/app/main.c", "app_notify");
	*vec_add(&exceptions.list, *state) = sample("EX-1");
	*vec_add(&exceptions.list, *state) = sample("EX-2");
	exceptions.list.p[1].scope.s = STR("nowhere");
	*vec_add(&exceptions.list, *state) = sample("EX-3");
	exceptions.list.p[2].created.s = STR("never");
	exceptions_apply(&exceptions, &findings, day("2026-11-01"), NULL, NULL);
	size_t len = findings.list.len;
	assert_int_equal(len, 4);
	exceptions_apply(&exceptions, &findings, day("2026-11-01"), NULL, NULL);
	assert_int_equal(findings.list.len, len);
}

static void a_file_is_read_with_the_place_of_each_field(void **state)
{
	struct exceptions exceptions;
	struct problems problems;
	assert_true(read_text(
			&exceptions, *state, "- id: EX-1\n" ENTRY "- id: EX-2\n" ENTRY, &problems));
	assert_int_equal(exceptions.list.len, 2);
	const struct exception *second = &exceptions.list.p[1];
	assert_str(second->id.s, "EX-2");
	assert_str(second->owner.s, "team-net");
	assert_int_equal(second->expires.place.line, 18);
	assert_int_equal(second->faults.len, 0);

	assert_true(read_text(&exceptions, *state, "", &problems));
	assert_int_equal(exceptions.list.len, 0);
}

static void a_bad_field_voids_one_exception_and_stops_nothing(void **state)
{
	struct exceptions exceptions;
	struct problems problems;
	struct findings findings;
	assert_true(read_text(&exceptions, *state,
			"- id: EX-1\n  wonder: x\n" ENTRY "- id: EX-2\n" ENTRY
			"- id: EX-3\n  rule: layering\n",
			&problems));
	assert_int_equal(problems.errors, 0);
	findings_init(&findings, *state);
	add(&findings, "src/net/conn.c", "app_notify");
	exceptions_apply(&exceptions, &findings, day("2026-11-01"), NULL, NULL);
	assert_int_equal(found(&findings)->state, FINDING_EXCEPTED);
	assert_str(found(&findings)->exception, "EX-2");
	assert_int_equal(said(&findings)->place.line, 2);
	assert_str(said(&findings)->kind, "void");
	size_t missing = 0;
	vec_each (const struct finding, finding, &findings.list) {
		missing += str_starts(finding->message, STR("exception 'EX-3' is void: "));
	}
	assert_str(said(&findings)->message,
			"exception 'EX-1' is void: unknown key 'wonder' in exception 'EX-1'");
	/* scope, owner, reason, risk, controls, created: all at once. */
	assert_true(missing >= 6);
}

static void what_is_no_list_of_exceptions_is_refused(void **state)
{
	struct exceptions exceptions;
	struct problems problems;
	assert_false(read_text(&exceptions, *state, "id: EX-1\n", &problems));
	assert_str(problems.list.p[0].text, "a file of exceptions is a list, but this is a map");
	assert_false(read_text(&exceptions, *state, "- EX-1\n- id: EX-2\n" ENTRY, &problems));
	assert_int_equal(problems.list.len, 1);
	assert_int_equal(exceptions.list.len, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(one_in_force_excepts_and_says_until_when),
		claim(each_form_of_scope_covers_what_it_says),
		claim(an_exact_use_names_the_module_or_the_file),
		claim(it_covers_its_rule_alone),
		claim(the_calendar_moves_it_from_force_to_grace_to_expired),
		claim(what_is_back_is_caused_by_the_clock_and_names_who_and_when),
		claim(what_is_written_wrongly_voids_it),
		claim(the_longest_horizon_is_just_allowed),
		claim(one_created_tomorrow_counts_where_tomorrow_has_begun),
		claim(a_prefix_of_several_fingerprints_voids_it),
		claim(a_permanent_one_needs_a_decision_and_never_ends),
		claim(an_id_used_twice_voids_the_second),
		claim(a_renewal_covers_and_silences_the_old_one),
		claim(many_of_one_day_are_called_a_cluster),
		claim(what_was_not_looked_at_is_not_unused),
		claim(applying_twice_is_applying_once),
		claim(a_file_is_read_with_the_place_of_each_field),
		claim(a_bad_field_voids_one_exception_and_stops_nothing),
		claim(what_is_no_list_of_exceptions_is_refused),
	};
	return claims_run("findings/exception", tests);
}
