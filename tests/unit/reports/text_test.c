/* SPDX-License-Identifier: MIT */
#include "unit/reports/sample.h"
#include "unit/unit.h"

static void every_part_of_the_voice_is_there(void **state)
{
	struct report_sample *sample = sample_begin(*state);
	assert_str(sample_end(sample, "text"),
			"warning[domain-pure]: app reaches external:network through 2 files\n"
			"  src/app/notify.c:4:1   includes src/core/cache.h\n"
			"  src/core/cache.h:12:1  includes <sys/socket.h>\n"
			"  also   2 other chains from app end there\n"
			"\n"
			"error[layering]: net calls app, which is a layer above\n"
			"  src/net/conn.c:88:9\n"
			"   87 |     if (c->state == CLOSED) {\n"
			"   88 |         app_notify(c->owner, EVENT_CLOSED);\n"
			"      |         ^^^^^^^^^^ a call; app_notify is defined at src/app/notify.c:41\n"
			"  why    transport knows no application (ADR-0003)\n"
			"  mend   let app register a callback, or move app_notify to core\n"
			"  next   ask team-net\n"
			"  see    https://example.org/layers\n"
			"  new    not in the baseline\n"
			"\n"
			"note[layering]: net calls app, which is a layer above\n"
			"  src/net/old.c:3:9\n"
			"  note   back: exception EX-0 of team-net ended on 2026-10-01\n"
			"\n"
			"1 of 2 units (1 failed), 3 files, 2 modules, 3 rules; not read: 1 file of "
			"other languages\n"
			"1 error and 1 warning are new \xc2\xb7 1 in the baseline \xc2\xb7 "
			"1 excepted (1 ends in 12 days) \xc2\xb7 1 note\n"
			"FAILED: layering at src/net/conn.c:88\n");
}

static void quiet_shows_what_decides_and_the_last_line(void **state)
{
	struct report_sample *sample = sample_begin(*state);
	sample->style.is_quiet = true;
	struct str text = sample_end(sample, "text");
	assert_true(str_starts(text, STR("error[layering]: net calls app")));
	assert_false(str_contains(text, STR("warning[")));
	assert_true(str_contains(text, STR("\n\n1 of 2 units (1 failed), ")));
	assert_true(str_ends(text, STR("\nFAILED: layering at src/net/conn.c:88\n")));
	sample->code.unit_count = 1;
	text = sample_end(sample, "text");
	assert_false(str_contains(text, STR(" units")));
	assert_true(str_ends(text, STR("\n\nFAILED: layering at src/net/conn.c:88\n")));
}

static void all_shows_what_is_known_and_excepted(void **state)
{
	struct report_sample *sample = sample_begin(*state);
	sample->style.shows_all = true;
	struct str text = sample_end(sample, "text");
	assert_true(str_contains(text, STR("  note   in the baseline\n")));
	assert_true(str_contains(
			text, STR("  note   excepted by EX-1 until 2026-11-13 (team-net)\n")));
	assert_true(str_contains(text, STR("  id     ")));
}

static void nothing_found_passes_in_three_lines(void **state)
{
	struct report_sample *sample = sample_begin(*state);
	sample->findings.list.len = 0;
	sample->code.unit_count = 1;
	sample->code.file_count = 2;
	assert_str(sample_end(sample, "text"), "1 of 1 units, 2 files, 2 modules, 3 rules\n"
					       "nothing is new\n"
					       "PASSED\n");
}

static void text_alone_says_what_it_could_not_judge(void **state)
{
	struct report_sample *sample = sample_begin(*state);
	sample->findings.list.len = 0;
	sample->code.unit_count = 0;
	sample->code.file_count = 2;
	sample->code.has_symbols = false;
	sample->rules[0].not_judged = STR("no compile database");
	sample->rules[1].partly_judged = STR("only includes were judged");
	sample->rules[2].not_judged = STR("no compile database");
	assert_str(sample_end(sample, "text"),
			"2 files, 2 modules, 3 rules\n"
			"text only: no compile database; 1 rule was judged by includes alone: "
			"domain-pure; 2 rules were not judged: layering, no-old-api\n"
			"nothing is new\n"
			"PASSED\n");
}

static void of_exceptions_that_end_the_first_is_told(void **state)
{
	const struct {
		int32_t ends[2];
		const char *text;
	} rows[] = {
		{ { 5, 9 }, "2 excepted (2 end soon, the first in 5 days)" },
		{ { 9, 1 }, "2 excepted (2 end soon, the first in 1 day)" },
		{ { 9, 9 }, "2 excepted (2 end in 9 days)" },
		{ { -1, 2 }, "2 excepted (2 end soon or are in grace)" },
		{ { -1, -1 }, "2 excepted (2 are in grace)" },
		{ { 31, 30 }, "2 excepted (1 ends in 30 days)" },
		{ { 31, 40 }, "2 excepted\n" },
		{ { 31, 0 }, "2 excepted (1 ends today)" },
		{ { 31, -3 }, "2 excepted (1 is in grace)" },
		{ { 31, FINDING_NEVER }, "2 excepted\n" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct report_sample *sample = sample_begin(*state);
		date_day today = date_day_of(sample->facts.as_of);
		sample->findings.list.len = 2;
		for (size_t k = 0; k < 2; k++) {
			struct finding *finding = &sample->findings.list.p[k];
			int32_t days = rows[i].ends[k];
			finding->state = FINDING_EXCEPTED;
			finding->exception_ends = days == FINDING_NEVER ? days : today + days;
		}
		assert_true(str_contains(sample_end(sample, "text"), str_of(rows[i].text)));
	}
}

static void a_failed_unit_is_counted_though_nothing_is_found(void **state)
{
	struct report_sample *sample = sample_begin(*state);
	sample->findings.list.len = 0;
	assert_true(str_starts(sample_end(sample, "text"), STR("1 of 2 units (1 failed), ")));
}

static void escapes_are_written_only_for_a_terminal(void **state)
{
	struct report_sample *sample = sample_begin(*state);
	assert_false(str_contains(sample_end(sample, "text"), STR("\x1b")));
	sample->style.has_color = true;
	assert_true(str_contains(sample_end(sample, "text"),
			STR("\x1b[1;31merror[layering]\x1b[0m\x1b[1m: net calls app")));
}

static void hostile_names_reach_no_terminal_and_no_pipeline(void **state)
{
	static const char hostile[] = "::error::x\n##vso[y]\x1b[2J\xe2\x80\xae\xff";
	struct report_sample *sample = sample_begin(*state);
	vec_each (struct finding, finding, &sample->findings.list) {
		struct str text = str_of(hostile);
		finding->rule = finding->message = finding->label = finding->reason = text;
		finding->adr = finding->docs = finding->action = finding->remedy = text;
		finding->note = finding->line_text = finding->line_before = text;
		finding->place.path = finding->source = finding->target = text;
	}
	struct str rest = sample_end(sample, "text");
	struct str line;
	while (str_split(&rest, '\n', &line)) {
		assert_false(str_starts(str_trim(line), STR("::")));
		assert_false(str_contains(line, STR("##vso[")));
		for (size_t i = 0; i < line.len; i++) {
			assert_true((unsigned char)line.p[i] >= 0x20 && line.p[i] != '\x7f');
			assert_int_not_equal((unsigned char)line.p[i], 0xff);
		}
		assert_false(str_contains(line, STR("\xe2\x80\xae")));
	}
}

static void places_that_belong_to_a_finding_stand_below_its_excerpt(void **state)
{
	struct report_sample *sample = sample_begin(*state);
	sample->findings.list.p[1].evidence = sample->findings.list.p[0].evidence;
	sample->findings.list.p[1].evidence_len = 1;
	assert_true(str_contains(sample_end(sample, "text"),
			STR("at src/app/notify.c:41\n"
			    "  src/app/notify.c:4:1  includes src/core/cache.h\n"
			    "  why    ")));
}

static void a_long_chain_shows_its_two_ends(void **state)
{
	struct report_sample *sample = sample_begin(*state);
	struct finding *finding = &sample->findings.list.p[0];
	finding->evidence_len = 1000;
	finding->evidence = arena_new_array(*state, struct evidence, 1000);
	for (uint32_t i = 0; i < 1000; i++) {
		finding->evidence[i].place = sample_place("src/app/notify.c", i + 1, 1, 0);
		finding->evidence[i].text = str_fmt(*state, "includes f%u.h", i);
	}
	struct str text = sample_end(sample, "text");
	assert_true(str_contains(text, STR("includes f29.h\n  \xe2\x80\xa6 960 more steps\n")));
	assert_true(str_contains(text, STR("includes f999.h\n")));
	assert_false(str_contains(text, STR("f500.h")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(every_part_of_the_voice_is_there),
		claim(quiet_shows_what_decides_and_the_last_line),
		claim(all_shows_what_is_known_and_excepted),
		claim(nothing_found_passes_in_three_lines),
		claim(text_alone_says_what_it_could_not_judge),
		claim(of_exceptions_that_end_the_first_is_told),
		claim(a_failed_unit_is_counted_though_nothing_is_found),
		claim(escapes_are_written_only_for_a_terminal),
		claim(hostile_names_reach_no_terminal_and_no_pipeline),
		claim(places_that_belong_to_a_finding_stand_below_its_excerpt),
		claim(a_long_chain_shows_its_two_ends),
	};
	return claims_run("reports/text", tests);
}
