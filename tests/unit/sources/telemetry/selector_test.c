/* SPDX-License-Identifier: MIT */
#include "sources/telemetry/selector.h"

#include "base/err.h"

#include "unit/unit.h"

static const struct label labels[] = {
	{ STR_INIT("code"), STR_INIT("200") },
	{ STR_INIT("service.name"), STR_INIT("web") },
};

static void matches(struct arena *arena, const char *text, const char *name, bool expected)
{
	struct series_selector selector;
	struct str remedy;
	struct err err;
	size_t at;

	if (!series_selector_read(&selector, arena, str_of(text), &at, &remedy, &err)) {
		fail_msg("%s: %s", text, err.text);
	}
	if (series_selector_matches(&selector, str_of(name), labels, COUNT_OF(labels))
			!= expected) {
		fail_msg("%s", text);
	}
}

static void refuses(struct arena *arena, const char *text, size_t place, const char *problem,
		const char *remedy)
{
	struct series_selector selector;
	struct str found = STR("");
	struct err err;
	size_t at = 0;

	assert_false(series_selector_read(&selector, arena, str_of(text), &at, &found, &err));
	assert_string_equal(err.text, problem);
	assert_int_equal(at, place);
	assert_true(str_contains(found, str_of(remedy)));
}

static void names_and_labels_select(void **state)
{
	matches(*state, "hits", "hits", true);
	matches(*state, "hits", "hit", false);
	matches(*state, " hits { code = \"200\" , } ", "hits", true);
	matches(*state, "hits{code='201'}", "hits", false);
	matches(*state, "hits{code!=\"201\"}", "hits", true);
	matches(*state, "hits{code!=\"200\"}", "hits", false);
	matches(*state, "{\"hits.all\",\"service.name\"=\"web\"}", "hits.all", true);
	matches(*state, "{\"service.name\"=\"web\"}", "any", true);
	matches(*state, "{__name__=\"hits\"}", "hits", true);
	matches(*state, "{__name__=\"hits\"}", "misses", false);
	matches(*state, "{code=\"200\",__name__!=\"hits\"}", "hits", false);
	matches(*state, "{\"a\\\\b\\\"c\\n\"}", "a\\b\"c\n", true);
}

static void a_label_that_is_not_there_is_empty(void **state)
{
	matches(*state, "hits{zone=\"\"}", "hits", true);
	matches(*state, "hits{zone!=\"eu\"}", "hits", true);
	matches(*state, "hits{code=\"\"}", "hits", false);
}

static void mistakes_have_a_place_and_a_remedy(void **state)
{
	refuses(*state, "http.errors{code=\"500\"}", 4,
			"a name with other characters than letters, digits, '_' and ':' stands in quotes",
			"write '{\"http.errors\"}'");
	refuses(*state, "hits{code=~\"5..\"}", 9,
			"a metric does not choose its series by a pattern", "name the value");
	refuses(*state, "hits{code!~\"5..\"}", 9,
			"a metric does not choose its series by a pattern", "");
	refuses(*state, "rate(hits[5m])", 4, "this selects series; it computes nothing",
			"metric(NAME, rate, 5min)");
	refuses(*state, "hits[5m]", 4, "this selects series; it computes nothing", "");
	refuses(*state, "hits > 3", 5, "more text after the selector", "");
	refuses(*state, "hits{code=200}", 10, "a label's value stands in quotes", "service=");
	refuses(*state, "hits{code=\"200}", 10, "this text has no end", "same quote");
	refuses(*state, "hits{code}", 9, "no '=' or '!=' after the label's name", "");
	refuses(*state, "hits{=\"x\"}", 5, "a label's name is due here", "");
	refuses(*state, "hits{code=\"1\" x=\"2\"}", 14, "no ',' or '}' after the matcher", "");
	refuses(*state, "hits{\"misses\"}", 5, "the series has a name already", "");
	refuses(*state, "hits{code=\"1\"", 13, "no ',' or '}' after the matcher", "");
	refuses(*state, "", 0, "it selects every series", "name one");
	refuses(*state, "{}", 0, "it selects every series", "");
	refuses(*state, "{code!=\"1\"}", 0, "it selects every series", "");
	refuses(*state, "{code=\"\"}", 0, "it selects every series", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(names_and_labels_select),
		claim(a_label_that_is_not_there_is_empty),
		claim(mistakes_have_a_place_and_a_remedy),
	};
	return claims_run("sources/telemetry/selector", tests);
}
