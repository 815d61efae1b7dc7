/* SPDX-License-Identifier: MIT */
#include "cli/deliveries.h"

#include "base/buf.h"
#include "base/err.h"

#include "unit/unit.h"

static void add_words(struct texts *texts, struct arena *arena, const char *words)
{
	struct str rest = str_of(words);
	struct str word;

	while (rest.len && str_split(&rest, ' ', &word)) {
		*vec_add(texts, arena) = word;
	}
}

/* The plan for these values of --format and --output as "report>path …", or what is wrong. */
static struct str planned(struct arena *arena, const char *formats, const char *outputs)
{
	struct texts format = { 0 };
	struct texts output = { 0 };
	struct deliveries deliveries;
	struct buf text;
	struct err err;

	add_words(&format, arena, formats);
	add_words(&output, arena, outputs);
	buf_init(&text);
	if (!deliveries_plan(&deliveries, arena, &format, &output, &err)) {
		buf_add_cstr(&text, err.text);
	} else {
		vec_each (const struct delivery, one, &deliveries.list) {
			buf_fmt(&text, "%s>" STR_FMT " ", one->report->name, STR_ARG(one->path));
		}
	}
	struct str result = str_dup(arena, buf_str(&text));
	buf_finish(&text);
	return result;
}

static void text_is_for_people_unless_they_ask(void **state)
{
	assert_str(planned(*state, "", ""), "text> ");
	assert_str(planned(*state, "json", ""), "json> ");
	assert_str(planned(*state, "", "sarif=x.sarif"), "sarif>x.sarif text> ");
}

static void a_file_takes_the_report_of_its_format(void **state)
{
	assert_str(planned(*state, "json", "x.json"), "json>x.json ");
	assert_str(planned(*state, "json text", "x.json"), "json>x.json text> ");
	assert_str(planned(*state, "", "x.txt"), "text>x.txt ");
	assert_str(planned(*state, "", "sarif=- "), "sarif> ");
}

static void a_path_with_an_equals_sign_is_a_path(void **state)
{
	assert_str(planned(*state, "json", "./a=b"), "json>./a=b ");
}

static void two_reports_do_not_share_a_place(void **state)
{
	assert_str(planned(*state, "json text", ""),
			"both 'json' and 'text' would go to standard output; give one of them a "
			"file: --output FORMAT=FILE");
	assert_str(planned(*state, "", "json=x junit=x"),
			"both 'json' and 'junit' would go to 'x'; give one of them another file: "
			"--output FORMAT=FILE");
	assert_str(planned(*state, "json", "a b"),
			"--output 'b' has no --format of its own; write --output FORMAT=FILE");
}

static void an_unknown_format_is_refused_with_the_nearest(void **state)
{
	assert_str(planned(*state, "jsn", ""), "unknown format 'jsn', did you mean 'json'?");
	assert_str(planned(*state, "", "sarf=x"), "unknown format 'sarf', did you mean 'sarif'?");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(text_is_for_people_unless_they_ask),
		claim(a_file_takes_the_report_of_its_format),
		claim(a_path_with_an_equals_sign_is_a_path),
		claim(two_reports_do_not_share_a_place),
		claim(an_unknown_format_is_refused_with_the_nearest),
	};
	return claims_run("cli/deliveries", tests);
}
