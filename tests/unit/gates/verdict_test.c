/* SPDX-License-Identifier: MIT */
#include "gates/verdict.h"

#include "unit/unit.h"

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
	struct verdict verdict = verdict_of(&findings);
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
	struct verdict verdict = verdict_of(&findings);
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
	assert_int_equal(verdict_of(&findings).word, VERDICT_PASS);
	add(&findings, "b.c", SEVERITY_WARNING);
	assert_int_equal(verdict_of(&findings).word, VERDICT_WARN);
	assert_null(verdict_of(&findings).deciding);
}

static void what_the_clock_or_the_data_caused_is_a_note(void **state)
{
	struct findings findings;
	findings_init(&findings, *state);
	add(&findings, "a.c", SEVERITY_ERROR)->class = CLASS_CLOCK;
	add(&findings, "b.c", SEVERITY_ERROR)->class = CLASS_DATA;
	struct verdict verdict = verdict_of(&findings);
	assert_int_equal(verdict.word, VERDICT_WARN);
	assert_int_equal(verdict.notes, 2);
	assert_int_equal(verdict.new_errors, 0);
	assert_string_equal(verdict_level(&findings.list.p[0]), "note");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(no_finding_passes),
		claim(the_first_new_error_decides),
		claim(warnings_and_infos_never_fail),
		claim(what_the_clock_or_the_data_caused_is_a_note),
	};
	return claims_run("gates/verdict", tests);
}
