/* SPDX-License-Identifier: MIT */
#include "findings/finding.h"

#include "unit/unit.h"

static struct finding *add(struct findings *findings, const char *path, uint32_t line,
		const char *rule, const char *target)
{
	struct place place = { .path = str_of(path), .line = line, .column = 1 };
	return finding_add(findings, str_of(rule), SEVERITY_ERROR, STR("call"), str_of(path),
			str_of(target), place);
}

static void they_are_sorted_by_path_line_rule_and_target(void **state)
{
	struct findings findings;
	findings_init(&findings, *state);
	add(&findings, "b.c", 1, "one", "x");
	add(&findings, "a.c", 10, "two", "x");
	add(&findings, "a.c", 10, "one", "y");
	add(&findings, "a.c", 10, "one", "x");
	add(&findings, "a.c", 9, "one", "x");
	findings_sort(&findings);

	assert_int_equal(findings.list.len, 5);
	assert_int_equal(findings.list.p[0].place.line, 9);
	assert_str(findings.list.p[1].target, "x");
	assert_str(findings.list.p[2].target, "y");
	assert_str(findings.list.p[3].rule, "two");
	assert_str(findings.list.p[4].place.path, "b.c");
}

static void equal_findings_become_one(void **state)
{
	struct findings findings;
	findings_init(&findings, *state);
	add(&findings, "a.c", 1, "one", "x");
	add(&findings, "a.c", 1, "one", "x");
	add(&findings, "a.c", 1, "one", "x")->kind = STR("include");
	findings_sort(&findings);
	assert_int_equal(findings.list.len, 2);
}

static void a_fingerprint_ignores_line_message_and_severity(void **state)
{
	struct findings findings;
	findings_init(&findings, *state);
	struct hash first = add(&findings, "a.c", 1, "one", "x")->fingerprint;
	struct hash moved = add(&findings, "a.c", 77, "one", "x")->fingerprint;
	struct hash other = add(&findings, "a.c", 1, "one", "y")->fingerprint;
	assert_true(hash_eq(first, moved));
	assert_false(hash_eq(first, other));
}

static void moving_a_byte_between_parts_changes_a_fingerprint(void **state)
{
	(void)state;
	struct hash a = finding_fingerprint(STR("r"), STR("call"), STR("ab"), STR("c"));
	struct hash b = finding_fingerprint(STR("r"), STR("call"), STR("a"), STR("bc"));
	assert_false(hash_eq(a, b));
}

static void a_fingerprint_never_changes_between_versions(void **state)
{
	(void)state;
	struct hash hash = finding_fingerprint(
			STR("layering"), STR("call"), STR("src/net/conn.c"), STR("app_notify"));
	char hex[HASH_HEX_SIZE];
	hash_hex(hash, hex);
	/* Baselines in the world hold this value. */
	assert_string_equal(hex, "a854649d79a4319d4b98dcc1252d4070");
}

static void eight_digits_name_a_fingerprint(void **state)
{
	(void)state;
	assert_true(fingerprint_is_prefix(STR("0123abcd")));
	assert_true(fingerprint_is_prefix(STR("0123456789abcdef0123456789abcdef")));
	assert_false(fingerprint_is_prefix(STR("0123abc")));
	assert_false(fingerprint_is_prefix(STR("0123456789abcdef0123456789abcdef0")));
	assert_false(fingerprint_is_prefix(STR("0123ABCD")));
	assert_false(fingerprint_is_prefix(STR("layering")));

	struct hash hash = { 0x0123456789abcdef, 0x1122334455667788 };
	assert_true(fingerprint_has_prefix(hash, STR("01234567")));
	assert_true(fingerprint_has_prefix(hash, STR("0123456789abcdef1122334455667788")));
	assert_false(fingerprint_has_prefix(hash, STR("01234568")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(they_are_sorted_by_path_line_rule_and_target),
		claim(equal_findings_become_one),
		claim(a_fingerprint_ignores_line_message_and_severity),
		claim(moving_a_byte_between_parts_changes_a_fingerprint),
		claim(a_fingerprint_never_changes_between_versions),
		claim(eight_digits_name_a_fingerprint),
	};
	return claims_run("findings/finding", tests);
}
