/* SPDX-License-Identifier: MIT */
#include "findings/baseline.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/problem.h"
#include "findings/exception.h"

#include "unit/unit.h"

#define FIRST_LINES \
	"# lintel baseline 1\n# Known findings.  It only shrinks: lintel baseline --update\n"

static struct finding *add(struct findings *findings, const char *rule, const char *path,
		uint32_t line, const char *target)
{
	struct place place = { .path = str_of(path), .line = line, .column = 1 };
	struct finding *finding = finding_add(findings, str_of(rule), SEVERITY_ERROR, STR("call"),
			str_of(path), str_of(target), place);
	finding->message = str_of(target);
	return finding;
}

/* Three calls of net_send in one file and one of disk_read in another. */
static void add_some(struct findings *findings, struct arena *arena)
{
	findings_init(findings, arena);
	add(findings, "layering", "src/b.c", 30, "net_send");
	add(findings, "layering", "src/b.c", 10, "net_send");
	add(findings, "layering", "src/b.c", 20, "net_send");
	add(findings, "layering", "src/a.c", 5, "disk_read");
}

static struct str written(const struct baseline *baseline, struct arena *arena)
{
	struct buf out;
	buf_init(&out);
	baseline_write(baseline, &out);
	struct str text = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

static bool read_text(struct baseline *baseline, struct arena *arena, struct str text,
		struct problems *problems)
{
	problems_init(problems, arena);
	return baseline_read(baseline, arena, STR("lintel.baseline"), text, problems);
}

static size_t count_state(const struct findings *findings, enum finding_state state)
{
	size_t count = 0;
	vec_each (const struct finding, finding, &findings->list) {
		count += finding->state == state;
	}
	return count;
}

static void places_of_one_fingerprint_are_a_count(void **state)
{
	struct findings findings;
	struct baseline baseline;
	add_some(&findings, *state);
	baseline_from(&baseline, *state, &findings);
	assert_int_equal(baseline.entries.len, 2);
	assert_str(baseline.entries.p[0].source, "src/a.c");
	assert_int_equal(baseline.entries.p[0].count, 1);
	assert_int_equal(baseline.entries.p[1].count, 3);
}

static void infos_exceptions_and_the_baseline_itself_stay_out(void **state)
{
	struct findings findings;
	struct baseline baseline;
	findings_init(&findings, *state);
	add(&findings, "layering", "a.c", 1, "x")->severity = SEVERITY_INFO;
	add(&findings, "layering", "a.c", 2, "y")->state = FINDING_EXCEPTED;
	add(&findings, BASELINE_RULE, "lintel.baseline", 3, "z");
	add(&findings, EXCEPTION_RULE, "exceptions.yaml", 4, "z");
	add(&findings, "layering", "a.c", 5, "kept")->severity = SEVERITY_WARNING;
	baseline_from(&baseline, *state, &findings);
	assert_int_equal(baseline.entries.len, 1);
	assert_str(baseline.entries.p[0].target, "kept");
}

static void what_it_holds_is_known(void **state)
{
	struct findings findings;
	struct baseline baseline;
	add_some(&findings, *state);
	baseline_from(&baseline, *state, &findings);
	add(&findings, "layering", "src/c.c", 1, "net_send");
	baseline_apply(&baseline, &findings, NULL, NULL);
	assert_int_equal(findings.list.len, 5);
	assert_int_equal(count_state(&findings, FINDING_BASELINED), 4);
	assert_int_equal(findings.list.p[4].state, FINDING_NEW);
	assert_str(findings.list.p[4].note, "not in the baseline");
}

static void the_last_places_over_the_count_are_new(void **state)
{
	struct findings findings;
	struct baseline baseline;
	add_some(&findings, *state);
	baseline_from(&baseline, *state, &findings);
	baseline.entries.p[1].count = 2;
	baseline_apply(&baseline, &findings, NULL, NULL);
	assert_int_equal(count_state(&findings, FINDING_NEW), 1);
	const struct finding *last = &findings.list.p[3];
	assert_int_equal(last->place.line, 30);
	assert_int_equal(last->state, FINDING_NEW);
	assert_str(last->note, "1 of 3 such places is new");
}

static void what_is_back_through_an_exception_keeps_its_note(void **state)
{
	struct findings findings;
	struct baseline baseline = { .path = STR(BASELINE_PATH) };
	findings_init(&findings, *state);
	struct finding *finding = add(&findings, "layering", "src/a.c", 1, "x");
	finding->exception = STR("EX-1");
	finding->note = STR("back: exception EX-1 of team-net ended on 2026-12-31");
	baseline_apply(&baseline, &findings, NULL, NULL);
	assert_int_equal(findings.list.p[0].state, FINDING_NEW);
	assert_str(findings.list.p[0].note, "back: exception EX-1 of team-net ended on 2026-12-31");
}

static void what_is_gone_must_leave_it(void **state)
{
	struct findings findings;
	struct baseline baseline;
	add_some(&findings, *state);
	baseline_from(&baseline, *state, &findings);
	baseline.entries.p[0].line = 3;
	baseline.entries.p[1].line = 4;
	/* One of three is left of net_send, and disk_read is gone. */
	findings.list.len = 1;
	baseline_apply(&baseline, &findings, NULL, NULL);

	assert_int_equal(findings.list.len, 3);
	const struct finding *gone = &findings.list.p[0];
	assert_str(gone->rule, BASELINE_RULE);
	assert_str(gone->place.path, "lintel.baseline");
	assert_int_equal(gone->place.line, 3);
	assert_int_equal(gone->severity, SEVERITY_ERROR);
	assert_int_equal(gone->class, CLASS_CHANGE);
	assert_str(gone->remedy, "lintel baseline --update");
	assert_str(gone->message,
			"the baseline knows what is gone: layering call src/a.c -> disk_read");
	assert_str(findings.list.p[1].message,
			"the baseline counts 3 places, of which 1 is left: layering call src/b.c -> "
			"net_send");
}

static bool looks_at_a(const struct baseline_entry *entry, void *ctx)
{
	(void)ctx;
	return str_eq(entry->source, STR("src/a.c"));
}

static void what_was_not_looked_at_is_not_stale(void **state)
{
	struct findings findings;
	struct baseline baseline;
	add_some(&findings, *state);
	baseline_from(&baseline, *state, &findings);
	findings.list.len = 0;
	baseline_apply(&baseline, &findings, looks_at_a, NULL);
	assert_int_equal(findings.list.len, 1);
	findings.list.len = 0;
	assert_int_equal(baseline_shrink(&baseline, &findings, looks_at_a, NULL), 1);
	assert_int_equal(baseline.entries.len, 1);
	assert_str(baseline.entries.p[0].source, "src/b.c");
}

static void an_excepted_finding_keeps_its_entry_and_takes_the_last_place(void **state)
{
	struct findings findings;
	struct baseline baseline;
	add_some(&findings, *state);
	baseline_from(&baseline, *state, &findings);
	baseline.entries.p[1].count = 2;
	findings_sort(&findings);
	findings.list.p[1].state = FINDING_EXCEPTED;
	baseline_apply(&baseline, &findings, NULL, NULL);
	assert_int_equal(findings.list.len, 4);
	assert_int_equal(count_state(&findings, FINDING_NEW), 0);
	assert_int_equal(count_state(&findings, FINDING_EXCEPTED), 1);

	baseline.entries.p[1].count = 1;
	baseline_apply(&baseline, &findings, NULL, NULL);
	assert_str(findings.list.p[3].note, "1 of 2 such places is new");
}

static void it_accepts_by_rule_and_by_prefix(void **state)
{
	struct findings findings;
	struct baseline baseline = { .path = STR(BASELINE_PATH) };
	struct err err;
	size_t added;
	char hex[HASH_HEX_SIZE];
	add_some(&findings, *state);
	add(&findings, "cycles", "src/a.c", 1, "a b");
	hash_hex(findings.list.p[3].fingerprint, hex);
	struct str prefix = str_slice(str_of(hex), 0, 10);
	assert_true(baseline_accept(&baseline, *state, &findings, &prefix, 1, &added, &err));
	assert_int_equal(added, 1);
	assert_str(baseline.entries.p[0].target, "disk_read");

	struct str rule = STR("layering");
	assert_true(baseline_accept(&baseline, *state, &findings, &rule, 1, &added, &err));
	assert_int_equal(added, 3);
	assert_int_equal(baseline.entries.len, 2);
	assert_true(baseline_accept(&baseline, *state, &findings, &rule, 1, &added, &err));
	assert_int_equal(added, 0);
}

static void it_accepts_nothing_for_a_name_that_fits_nothing(void **state)
{
	struct findings findings;
	struct baseline baseline = { .path = STR(BASELINE_PATH) };
	struct err err;
	size_t added;
	add_some(&findings, *state);
	struct str names[] = { STR("layering"), STR("layerin") };
	assert_false(baseline_accept(&baseline, *state, &findings, names, 2, &added, &err));
	assert_string_equal(err.text, "no finding has the rule id or fingerprint 'layerin'");
	assert_int_equal(baseline.entries.len, 0);
}

static void hostile_names_survive_the_round_trip(void **state)
{
	static const char *const names[] = {
		"tab\there",
		"line\nbreak",
		"back\\slash\\t",
		"cr\rhere",
		"esc\x1b[31m",
		"bad\xff\xc3utf",
		"\xe2\x80\xae right to left",
		"<<<<<<< ours",
		"# comment",
		"",
		"\xc3\xa9t\xc3\xa9",
		"\x7f\xc2\x85",
	};
	struct findings findings;
	struct baseline before;
	struct baseline after;
	struct problems problems;
	findings_init(&findings, *state);
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		add(&findings, "layering", names[i], 1, names[COUNT_OF(names) - 1 - i]);
	}
	baseline_from(&before, *state, &findings);
	struct str text = written(&before, *state);
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.p[i];
		assert_true(c >= 0x20 || c == '\t' || c == '\n');
		assert_int_not_equal(c, 0xff);
	}
	assert_true(read_text(&after, *state, text, &problems));
	assert_int_equal(after.entries.len, COUNT_OF(names));
	assert_true(str_eq(written(&after, *state), text));
	baseline_apply(&after, &findings, NULL, NULL);
	assert_int_equal(count_state(&findings, FINDING_BASELINED), COUNT_OF(names));
}

static void line_ends_of_another_system_are_read(void **state)
{
	struct findings findings;
	struct baseline baseline;
	struct problems problems;
	add_some(&findings, *state);
	baseline_from(&baseline, *state, &findings);
	struct str text = written(&baseline, *state);
	struct buf crlf;
	buf_init(&crlf);
	for (size_t i = 0; i < text.len; i++) {
		buf_add_cstr(&crlf, text.p[i] == '\n' ? "\r\n" : (char[]){ text.p[i], '\0' });
	}
	text = str_dup(*state, buf_str(&crlf));
	buf_finish(&crlf);
	assert_true(read_text(&baseline, *state, text, &problems));
	assert_int_equal(baseline.entries.len, 2);
}

/* The one problem of a file with this line below the header. */
static const struct problem *problem_of(struct arena *arena, const char *line)
{
	struct baseline baseline;
	struct problems *problems = arena_new(arena, struct problems);
	struct str text = str_fmt(arena, FIRST_LINES "%s\n", line);
	assert_false(read_text(&baseline, arena, text, problems));
	assert_int_equal(problems->list.len, 1);
	assert_int_equal(problems->list.p[0].place.line, 3);
	assert_true(problems->list.p[0].remedy.len > 0);
	return &problems->list.p[0];
}

#define HEX "9d5ed678fe57bcca610140957afab571"

static void each_bad_line_is_named_with_its_place(void **state)
{
	struct arena *arena = *state;
	assert_str(problem_of(arena, "what is this")->text,
			"a line needs six fields with tabs between them: fingerprint, count, rule, "
			"kind, source, target");
	assert_str(problem_of(arena, HEX "\t1\tr\tk\ts\tt\tmore")->text,
			"a line needs six fields with tabs between them: fingerprint, count, rule, "
			"kind, source, target");
	assert_str(problem_of(arena, "xyz\t1\tr\tk\ts\tt")->text,
			"a fingerprint has 32 digits of 0-9 and a-f");
	const struct problem *zero = problem_of(arena, HEX "\t0\tr\tk\ts\tt");
	assert_str(zero->text, "a count is a whole number of at least 1");
	assert_int_equal(zero->place.column, 34);
	assert_int_equal(zero->place.width, 1);
	assert_str(problem_of(arena, HEX "\t99999999999999999999\tr\tk\ts\tt")->text,
			"a count is a whole number of at least 1");
	assert_str(problem_of(arena, HEX "\t1\tr\tk\ts\\q\tt")->text,
			"a backslash begins no known escape");
	assert_str(problem_of(arena, HEX "\t1\tr\tk\ts\tt\\x4")->text,
			"a backslash begins no known escape");
	assert_str(problem_of(arena, HEX "\t1\tr\tk\ts\tt")->text,
			"the fingerprint does not belong to what the line says");
}

static void a_merge_conflict_is_one_problem_and_called_so(void **state)
{
	struct findings findings;
	struct baseline baseline;
	struct problems problems;
	add_some(&findings, *state);
	findings.list.len = 1;
	baseline_from(&baseline, *state, &findings);
	struct str line = str_from(written(&baseline, *state), sizeof(FIRST_LINES) - 1);
	struct str text = str_fmt(*state,
			FIRST_LINES "<<<<<<< HEAD\n" STR_FMT "=======\n" STR_FMT ">>>>>>> topic\n",
			STR_ARG(line), STR_ARG(line));
	assert_false(read_text(&baseline, *state, text, &problems));
	assert_int_equal(problems.list.len, 1);
	assert_str(problems.list.p[0].text, "an unresolved merge conflict begins here");
	assert_int_equal(problems.list.p[0].place.line, 3);
}

static void a_line_twice_is_a_problem(void **state)
{
	struct findings findings;
	struct baseline baseline;
	struct problems problems;
	add_some(&findings, *state);
	findings.list.len = 1;
	baseline_from(&baseline, *state, &findings);
	struct str text = written(&baseline, *state);
	struct str line = str_from(text, sizeof(FIRST_LINES) - 1);
	text = str_fmt(*state, STR_FMT STR_FMT, STR_ARG(text), STR_ARG(line));
	assert_false(read_text(&baseline, *state, text, &problems));
	assert_int_equal(problems.list.len, 1);
	assert_str(problems.list.p[0].text, "this fingerprint is listed twice, first on line 3");
	assert_int_equal(problems.list.p[0].place.line, 4);
}

static void what_is_no_baseline_is_refused_at_its_first_line(void **state)
{
	static const char *const texts[] = {
		"",
		"\n",
		"garbage\n" HEX "\n",
		"\177ELF",
		"# lintel baseline 2\nnew things\n",
	};
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct baseline baseline;
		struct problems problems;
		assert_false(read_text(&baseline, *state, str_of(texts[i]), &problems));
		assert_int_equal(problems.list.len, 1);
		assert_int_equal(problems.list.p[0].place.line, 1);
	}
}

static void ten_thousand_bad_lines_are_not_ten_thousand_problems(void **state)
{
	struct baseline baseline;
	struct problems problems;
	struct buf text;
	buf_init(&text);
	buf_add_cstr(&text, FIRST_LINES);
	for (int i = 0; i < 10000; i++) {
		buf_add_cstr(&text, "bad\n");
	}
	assert_false(read_text(&baseline, *state, buf_str(&text), &problems));
	assert_int_equal(problems.list.len, 51);
	buf_finish(&text);
}

/* Any sequence will do, as long as it is the same each time. */
static uint32_t next(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 16;
}

static void add_random(struct findings *findings, uint32_t *seed)
{
	static const char *const rules[] = { "layering", "cycles", "bans\twith tab" };
	static const char *const paths[] = { "a.c", "b.c", "c\n.c", "src/d.c" };
	static const char *const targets[] = { "x", "y\\z", "struct t", "w" };
	size_t count = next(seed) % 40;
	for (size_t i = 0; i < count; i++) {
		add(findings, rules[next(seed) % 3], paths[next(seed) % 4], next(seed) % 10 + 1,
				targets[next(seed) % 4]);
	}
}

static size_t total(const struct baseline *baseline)
{
	size_t sum = 0;
	vec_each (const struct baseline_entry, entry, &baseline->entries) {
		sum += entry->count;
	}
	return sum;
}

static void for_any_findings_its_laws_hold(void **state)
{
	struct arena *arena = *state;
	for (uint32_t round = 0; round < 300; round++) {
		uint32_t seed = round;
		struct findings old;
		struct findings now;
		struct baseline baseline;
		struct baseline again;
		struct problems problems;
		findings_init(&old, arena);
		findings_init(&now, arena);
		add_random(&old, &seed);
		add_random(&now, &seed);
		findings_sort(&old);
		findings_sort(&now);

		/* Written and read, it is the same. */
		baseline_from(&baseline, arena, &old);
		struct str text = written(&baseline, arena);
		assert_true(read_text(&again, arena, text, &problems));
		assert_true(str_eq(written(&again, arena), text));

		/* A fresh one knows everything and nothing is stale. */
		size_t len = old.list.len;
		baseline_apply(&again, &old, NULL, NULL);
		assert_int_equal(count_state(&old, FINDING_BASELINED), len);
		assert_int_equal(old.list.len, len);

		/* Shrinking never grows, settles at once, and leaves nothing stale. */
		size_t before = total(&again);
		baseline_shrink(&again, &now, NULL, NULL);
		assert_true(total(&again) <= before);
		assert_int_equal(baseline_shrink(&again, &now, NULL, NULL), 0);
		len = now.list.len;
		baseline_apply(&again, &now, NULL, NULL);
		assert_int_equal(now.list.len, len);
		assert_int_equal(count_state(&now, FINDING_BASELINED), total(&again));

		/* Applying twice is applying once. */
		baseline_apply(&baseline, &now, NULL, NULL);
		len = now.list.len;
		size_t new = count_state(&now, FINDING_NEW);
		baseline_apply(&baseline, &now, NULL, NULL);
		assert_int_equal(now.list.len, len);
		assert_int_equal(count_state(&now, FINDING_NEW), new);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(places_of_one_fingerprint_are_a_count),
		claim(infos_exceptions_and_the_baseline_itself_stay_out),
		claim(what_it_holds_is_known),
		claim(the_last_places_over_the_count_are_new),
		claim(what_is_back_through_an_exception_keeps_its_note),
		claim(what_is_gone_must_leave_it),
		claim(what_was_not_looked_at_is_not_stale),
		claim(an_excepted_finding_keeps_its_entry_and_takes_the_last_place),
		claim(it_accepts_by_rule_and_by_prefix),
		claim(it_accepts_nothing_for_a_name_that_fits_nothing),
		claim(hostile_names_survive_the_round_trip),
		claim(line_ends_of_another_system_are_read),
		claim(each_bad_line_is_named_with_its_place),
		claim(a_merge_conflict_is_one_problem_and_called_so),
		claim(a_line_twice_is_a_problem),
		claim(what_is_no_baseline_is_refused_at_its_first_line),
		claim(ten_thousand_bad_lines_are_not_ten_thousand_problems),
		claim(for_any_findings_its_laws_hold),
	};
	return claims_run("findings/baseline", tests);
}
