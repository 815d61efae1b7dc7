/* SPDX-License-Identifier: MIT */
#include "gates/verdict.h"

#include "unit/unit.h"

#define PULL_REQUEST (&built_in_gates[0])
#define NIGHTLY (&built_in_gates[1])
#define RELEASE (&built_in_gates[2])

static struct finding *add(struct findings *findings, const char *path, enum severity severity)
{
	struct place place = { .path = str_of(path), .line = 1, .column = 1 };
	return finding_add(findings, STR("layering"), severity, STR("call"), place.path, STR("x"),
			place);
}

static void no_finding_passes(void **state)
{
	struct findings findings;
	findings_init(&findings, *state);
	struct verdict verdict = verdict_of(PULL_REQUEST, &findings);
	assert_int_equal(verdict.word, VERDICT_PASS);
	assert_null(verdict.deciding);
}

static void the_first_new_error_decides(void **state)
{
	struct findings findings;
	findings_init(&findings, *state);
	add(&findings, "a.c", SEVERITY_WARNING);
	add(&findings, "b.c", SEVERITY_ERROR)->state = FINDING_BASELINED;
	add(&findings, "c.c", SEVERITY_ERROR)->state = FINDING_EXCEPTED;
	add(&findings, "d.c", SEVERITY_ERROR);
	add(&findings, "e.c", SEVERITY_ERROR);
	struct verdict verdict = verdict_of(PULL_REQUEST, &findings);
	assert_int_equal(verdict.word, VERDICT_FAIL);
	assert_str(verdict.deciding->place.path, "d.c");
	assert_int_equal(verdict.new_errors, 2);
	assert_int_equal(verdict.new_warnings, 1);
	assert_int_equal(verdict.baselined, 1);
	assert_int_equal(verdict.excepted, 1);
}

static void warnings_and_infos_never_fail(void **state)
{
	struct findings findings;
	findings_init(&findings, *state);
	add(&findings, "a.c", SEVERITY_INFO);
	assert_int_equal(verdict_of(PULL_REQUEST, &findings).word, VERDICT_PASS);
	add(&findings, "b.c", SEVERITY_WARNING);
	assert_int_equal(verdict_of(PULL_REQUEST, &findings).word, VERDICT_WARN);
	assert_null(verdict_of(PULL_REQUEST, &findings).deciding);
}

static void what_the_clock_or_the_data_caused_is_a_note(void **state)
{
	struct findings findings;
	findings_init(&findings, *state);
	add(&findings, "a.c", SEVERITY_ERROR)->class = CLASS_CLOCK;
	add(&findings, "b.c", SEVERITY_ERROR)->class = CLASS_DATA;
	struct verdict verdict = verdict_of(PULL_REQUEST, &findings);
	assert_int_equal(verdict.word, VERDICT_WARN);
	assert_int_equal(verdict.notes, 2);
	assert_int_equal(verdict.new_errors, 0);
	assert_string_equal(verdict_level(&findings.list.p[0]), "note");
}

static void the_nightly_gate_answers_for_clock_and_data(void **state)
{
	struct findings findings;
	findings_init(&findings, *state);
	add(&findings, "a.c", SEVERITY_ERROR)->class = CLASS_CLOCK;
	add(&findings, "b.c", SEVERITY_WARNING)->class = CLASS_DATA;
	assert_int_equal(verdict_of(PULL_REQUEST, &findings).word, VERDICT_WARN);
	struct verdict verdict = verdict_of(NIGHTLY, &findings);
	assert_int_equal(verdict.word, VERDICT_FAIL);
	assert_str(verdict.deciding->place.path, "a.c");
	assert_int_equal(verdict.new_warnings, 1);
	assert_int_equal(verdict.notes, 0);
}

static void a_release_fails_for_what_is_unknown_or_fired(void **state)
{
	struct findings findings;
	struct place place = { .path = STR("adr/1.md"), .line = 3 };
	findings_init(&findings, *state);
	struct finding *unknown = add(&findings, "a.c", SEVERITY_INFO);
	unknown->is_unknown = true;
	unknown->class = CLASS_DATA;
	struct verdict nightly = verdict_of(NIGHTLY, &findings);
	assert_int_equal(nightly.word, VERDICT_PASS);
	assert_int_equal(nightly.unknown, 1);
	assert_int_equal(verdict_of(RELEASE, &findings).word, VERDICT_FAIL);

	findings_init(&findings, *state);
	finding_add(&findings, STR("lintel/trigger/fired"), SEVERITY_WARNING, STR("fired"),
			STR("ADR-1"), STR("slow"), place)
			->class
			= CLASS_DATA;
	assert_int_equal(verdict_of(NIGHTLY, &findings).word, VERDICT_WARN);
	assert_int_equal(verdict_of(RELEASE, &findings).word, VERDICT_FAIL);
	assert_int_equal(verdict_of(PULL_REQUEST, &findings).unknown, 0);
}

static void warnings_fail_where_the_gate_says_so(void **state)
{
	struct findings findings;
	struct gate strict = *PULL_REQUEST;
	strict.severity = SEVERITY_WARNING;
	findings_init(&findings, *state);
	add(&findings, "a.c", SEVERITY_INFO);
	assert_int_equal(verdict_of(&strict, &findings).word, VERDICT_PASS);
	add(&findings, "b.c", SEVERITY_WARNING);
	struct verdict verdict = verdict_of(&strict, &findings);
	assert_int_equal(verdict.word, VERDICT_FAIL);
	assert_str(verdict.deciding->place.path, "b.c");
	assert_int_equal(verdict.new_warnings, 1);
	assert_int_equal(verdict.new_errors, 0);
	assert_string_equal(verdict_level(verdict.deciding), "warning");
	add(&findings, "c.c", SEVERITY_ERROR);
	assert_str(verdict_of(&strict, &findings).deciding->place.path, "c.c");
}

static void a_warning_of_what_the_gate_asks_for_fails_where_warnings_do(void **state)
{
	struct findings findings;
	struct gate strict = *PULL_REQUEST;
	struct place place = { .path = STR("lintel.yaml"), .line = 3 };
	strict.severity = SEVERITY_WARNING;
	findings_init(&findings, *state);
	struct finding *finding = finding_add(&findings, STR("lintel/gate/budget"),
			SEVERITY_WARNING, STR("budget"), STR("friday"), STR("pay"), place);
	finding->class = CLASS_DATA;
	assert_int_equal(verdict_of(PULL_REQUEST, &findings).word, VERDICT_WARN);
	assert_int_equal(verdict_of(&strict, &findings).word, VERDICT_FAIL);
	/* What cannot be told is for on_unknown to say. */
	findings.list.p[0].is_unknown = true;
	assert_int_equal(verdict_of(&strict, &findings).word, VERDICT_WARN);
}

static void what_is_unknown_means_what_the_gate_says(void **state)
{
	struct findings findings;
	struct gate gate = *NIGHTLY;
	findings_init(&findings, *state);
	add(&findings, "a.c", SEVERITY_WARNING)->is_unknown = true;
	gate.on_unknown = UNKNOWN_WARN;
	assert_int_equal(verdict_of(&gate, &findings).word, VERDICT_WARN);
	gate.on_unknown = UNKNOWN_PASS;
	assert_int_equal(verdict_of(&gate, &findings).word, VERDICT_PASS);
	gate.on_unknown = UNKNOWN_FAIL;
	assert_int_equal(verdict_of(&gate, &findings).word, VERDICT_FAIL);
}

static void what_is_known_decides_before_what_is_not(void **state)
{
	struct findings findings;
	findings_init(&findings, *state);
	add(&findings, "a.c", SEVERITY_INFO)->is_unknown = true;
	add(&findings, "b.c", SEVERITY_ERROR);
	assert_str(verdict_of(RELEASE, &findings).deciding->place.path, "b.c");
}

static void what_the_gate_asks_for_decides_before_the_others(void **state)
{
	struct findings findings;
	struct place place = { .path = STR("z.yaml"), .line = 3 };
	findings_init(&findings, *state);
	add(&findings, "a.c", SEVERITY_ERROR);
	finding_add(&findings, STR("lintel/gate/approval"), SEVERITY_ERROR, STR("approval"),
			STR("release"), STR("architect"), place);
	assert_str(verdict_of(RELEASE, &findings).deciding->place.path, "z.yaml");
	/* But what is known decides before what is not. */
	findings.list.p[1].is_unknown = true;
	assert_str(verdict_of(RELEASE, &findings).deciding->place.path, "a.c");
}

static void what_the_gate_asks_for_decides_whatever_its_class(void **state)
{
	struct findings findings;
	struct place place = { .path = STR("lintel.yaml"), .line = 3 };
	findings_init(&findings, *state);
	finding_add(&findings, STR("lintel/gate/condition"), SEVERITY_ERROR, STR("condition"),
			STR("pull-request"), STR("fast"), place)
			->class
			= CLASS_DATA;
	assert_int_equal(verdict_of(PULL_REQUEST, &findings).word, VERDICT_FAIL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(no_finding_passes),
		claim(the_first_new_error_decides),
		claim(warnings_and_infos_never_fail),
		claim(the_nightly_gate_answers_for_clock_and_data),
		claim(a_release_fails_for_what_is_unknown_or_fired),
		claim(what_the_clock_or_the_data_caused_is_a_note),
		claim(warnings_fail_where_the_gate_says_so),
		claim(a_warning_of_what_the_gate_asks_for_fails_where_warnings_do),
		claim(what_is_unknown_means_what_the_gate_says),
		claim(what_is_known_decides_before_what_is_not),
		claim(what_the_gate_asks_for_decides_before_the_others),
		claim(what_the_gate_asks_for_decides_whatever_its_class),
	};
	return claims_run("gates/verdict", tests);
}
