/* SPDX-License-Identifier: MIT */
#include "unit/sources/decisions/scene.h"

#include "base/date.h"

static const struct decision_trigger *trigger_at(const struct decision *decision, size_t number)
{
	assert_true(number < decision->triggers.len);
	return &decision->triggers.p[number];
}

static void items_of_a_section_have_id_condition_and_owner(void **state)
{
	struct arena *arena = *state;
	const struct decision *decision = read_record(
			"# T\n\n## Review triggers\n\n"
			"- few-consumers: metric(bus.consumers, max) < 3 for 2 quarters \xe2\x80\x94 owner: platform\n"
			"- `slo`: `metric(api.latency, p95) >= 200ms` -- owner: team a\n"
			"* manual(\"vendor ends it\", every 90d)\n"
			"- a second engineer joins the team\n");
	assert_int_equal(decision->triggers.len, 4);
	const struct decision_trigger *trigger = trigger_at(decision, 0);
	assert_str(trigger->id, "few-consumers");
	assert_true(trigger->has_id);
	assert_str(trigger->text, "metric(bus.consumers, max) < 3 for 2 quarters");
	assert_int_equal(trigger->place.line, 5);
	assert_int_equal(trigger->place.column, 18);
	assert_str(trigger->owner, "platform");
	trigger = trigger_at(decision, 1);
	assert_str(trigger->id, "slo");
	assert_str(trigger->text, "metric(api.latency, p95) >= 200ms");
	assert_str(trigger->owner, "team a");
	assert_str(trigger_at(decision, 2)->id, "trigger-3");
	assert_false(trigger_at(decision, 2)->has_id);
	assert_str(trigger_at(decision, 3)->text, "a second engineer joins the team");
	assert_true(decision->parts[PART_TRIGGER].is_there);
}

static void a_condition_over_several_lines_stays_as_it_stands(void **state)
{
	struct arena *arena = *state;
	const struct decision *decision = read_record(
			"# T\n\n## Review trigger\n\n- hub: code(fan_in, core) > 25\n"
			"  and age(accepted) > 90d\n  -- owner: core\n\nafter 2027-01-01\n");
	assert_int_equal(decision->triggers.len, 2);
	assert_str(trigger_at(decision, 0)->text,
			"code(fan_in, core) > 25\n  and age(accepted) > 90d");
	assert_str(trigger_at(decision, 0)->owner, "core");
	assert_int_equal(trigger_at(decision, 1)->place.line, 9);
}

static void front_matter_lists_and_maps_give_the_same(void **state)
{
	struct arena *arena = *state;
	const struct decision *decision = read_record(
			"---\nreview-triggers:\n"
			"  - \"latency: metric(l, p95, 7d) >= 200ms for 14d\"\n"
			"  - hub: \"code(fan_in, 'src/core') > 25 \xe2\x80\x94 owner: core\"\n"
			"  - { id: old, condition: age(accepted) > 1y, owner: all }\n"
			"  - |\n    vendor: manual(\"gone\",\n      every 90d)\n"
			"---\n# T\n");
	assert_int_equal(decision->triggers.len, 4);
	assert_str(trigger_at(decision, 0)->id, "latency");
	assert_str(trigger_at(decision, 0)->text, "metric(l, p95, 7d) >= 200ms for 14d");
	assert_int_equal(trigger_at(decision, 0)->place.line, 3);
	assert_int_equal(trigger_at(decision, 0)->place.column, 15);
	assert_str(trigger_at(decision, 1)->id, "hub");
	assert_str(trigger_at(decision, 1)->text, "code(fan_in, 'src/core') > 25");
	assert_int_equal(trigger_at(decision, 1)->place.column, 11);
	assert_str(trigger_at(decision, 1)->owner, "core");
	assert_str(trigger_at(decision, 2)->id, "old");
	assert_str(trigger_at(decision, 2)->text, "age(accepted) > 1y");
	assert_str(trigger_at(decision, 3)->id, "vendor");
	decision = read_record(
			"---\nreview_triggers:\n  a: after 2027-01-01\n  b: code(modules) > 4\n---\n# T\n");
	assert_int_equal(decision->triggers.len, 2);
	assert_str(trigger_at(decision, 1)->id, "b");
	assert_str(trigger_at(decision, 1)->text, "code(modules) > 4");
}

static void triggers_that_make_front_matter_no_yaml_are_read_all_the_same(void **state)
{
	struct arena *arena = *state;
	const struct decision *decision = read_record(
			"---\nreview-triggers:\n"
			"  - hub: code(fan_in, core) > 25 \xe2\x80\x94 owner: core\n---\n# T\n");
	assert_str(decision->faults.p[0].kind, "front-matter");
	assert_str(trigger_at(decision, 0)->id, "hub");
	assert_str(trigger_at(decision, 0)->owner, "core");
	assert_int_equal(trigger_at(decision, 0)->place.column, 10);
}

static void days_of_review_fire_when_they_are_over(void **state)
{
	struct arena *arena = *state;
	char day[DATE_DAY_SIZE];
	static const char *const texts[] = {
		"---\nreview-by: 2027-03-01\n---\n",
		"---\nreviewBy: \"2027-03-01\"\n---\n",
		"---\nreview_by: 2027-03-01\n---\n",
		"---\nlast_reviewed_on: 2026-09-01\nreview_in: 6 months\n---\n",
		"# T\n\n- Review date: 2027-03-01\n",
	};
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		const struct decision_trigger *trigger = trigger_at(read_record(texts[i]), 0);
		assert_true(trigger->is_date);
		date_write_day(trigger->day, day);
		assert_string_equal(day, "2027-03-01");
	}
	const struct decision *decision =
			read_record("---\nreview-by: soon\nreview-in: often\n---\n# T\n");
	assert_int_equal(decision->triggers.len, 0);
	assert_str(decision->faults.p[0].kind, "review-by");
	assert_str(decision->faults.p[1].kind, "review-in");
}

static void other_words_for_it_are_understood(void **state)
{
	struct arena *arena = *state;
	const struct decision *decision = read_record(
			"# T\n\n## Consequences\n\n- more work\n- **Revisit if:** the vendor\n  goes away\n");
	assert_str(trigger_at(decision, 0)->text, "the vendor\n  goes away");
	assert_true(decision->parts[PART_TRIGGER].is_there);
	assert_int_equal(read_record("# T\n\n## Revisit when\n\nIt hurts.\n")->triggers.len, 1);
	assert_int_equal(read_record("# T\n\n## Review triggers\n\n- TBD\n- {a condition}\n")
					 ->triggers.len,
			0);
}

static void more_triggers_than_the_limit_are_said_to_be_dropped(void **state)
{
	struct arena *arena = *state;
	struct str text = STR("# T\n\n## Review triggers\n\n");
	for (int i = 0; i < 70; i++) {
		text = str_fmt(arena, STR_FMT "- after 2027-01-01\n", STR_ARG(text));
	}
	const struct decision *decision = read_record(text.p);
	assert_int_equal(decision->triggers.len, 64);
	assert_int_equal(decision->faults.len, 1);
	assert_str(decision->faults.p[0].kind, "limit");
	assert_int_equal(decision->faults.p[0].place.line, 69);
}

static void reviews_are_rows_told_by_the_heads_of_their_columns(void **state)
{
	struct arena *arena = *state;
	const struct decision *decision = read_record(
			"# T\n\n## Decision\n\nx\n\n## Reviews\n\n"
			"| date | by (role) | trigger | outcome | evidence | next | note |\n"
			"|---|---|---|---|---|---|---|\n"
			"| 2026-11-20 | architect | `slo` | Keep | trigger:12 snapshot:34 p95=212ms | 2027-02-20 | a \\| b |\n"
			"| 2026-11-31 | architect | slo | keep | | \xe2\x80\x93 | |\n"
			"| 2026-11-20 | architect | slo | perhaps | | | |\n\nText.\n");
	assert_int_equal(decision->reviews.len, 3);
	const struct decision_review *review = &decision->reviews.p[0];
	assert_str(review->by, "architect");
	assert_str(review->trigger, "slo");
	assert_str(review->outcome, "keep");
	assert_str(review->evidence, "trigger:12 snapshot:34 p95=212ms");
	assert_true(review->has_next);
	assert_str(review->note, "a | b");
	assert_str(review->problem, "");
	assert_int_equal(review->place.line, 11);
	assert_str(decision->reviews.p[1].problem, "its date is no day: write YYYY-MM-DD");
	assert_true(decision->reviews.p[2].problem.len > 0);
	assert_int_equal(decision->reviews_line, 14);
	/* What others call reviews. */
	decision = read_record(
			"# T\n\n## Reviews\n\n| Reviewed by | Date |\n|---|---|\n| a | b |\n");
	assert_int_equal(decision->reviews.len, 0);
	assert_int_equal(decision->reviews_line, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(items_of_a_section_have_id_condition_and_owner),
		claim(a_condition_over_several_lines_stays_as_it_stands),
		claim(front_matter_lists_and_maps_give_the_same),
		claim(triggers_that_make_front_matter_no_yaml_are_read_all_the_same),
		claim(days_of_review_fire_when_they_are_over),
		claim(other_words_for_it_are_understood),
		claim(more_triggers_than_the_limit_are_said_to_be_dropped),
		claim(reviews_are_rows_told_by_the_heads_of_their_columns),
	};
	return claims_run("sources/decisions/trigger", tests);
}
