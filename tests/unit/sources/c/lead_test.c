/* SPDX-License-Identifier: MIT */
#include "sources/c/lead.h"

#include "base/buf.h"

#include "unit/unit.h"

static size_t directives(struct arena *arena, const char *text)
{
	struct lead lead;
	lead_scan(&lead, arena, str_of(text));
	return lead.directives.len;
}

static void comments_and_blank_lines_may_stand_between_the_directives(void **state)
{
	struct arena *arena = *state;
	const char *text = "/* one\n * two */\n\n#include <a.h>\n// three\n"
			   "\t# include \"b.h\" /* why */\n#define X \\\n\t1\n#undef Y\nint x;\n"
			   "#include \"c.h\"\n";
	struct lead lead;
	lead_scan(&lead, arena, str_of(text));
	assert_int_equal(lead.directives.len, 4);
	assert_int_equal(lead.directives.p[0].line, 4);
	assert_int_equal(lead.directives.p[1].line, 6);
	assert_true(lead.directives.p[1].is_include);
	assert_int_equal(lead.directives.p[2].line, 7);
	assert_int_equal(lead.directives.p[2].lines, 2);
	assert_false(lead.directives.p[2].is_include);
	assert_int_equal(lead.directives.p[3].line, 9);
}

static void what_could_mean_something_else_ends_the_lead(void **state)
{
	struct arena *arena = *state;
	assert_int_equal(directives(arena, "#include <a.h>\n#if X\n#include <b.h>\n#endif\n"), 1);
	assert_int_equal(directives(arena, "#include NAME\n"), 0);
	assert_int_equal(directives(arena, "#include_next <a.h>\n"), 0);
	assert_int_equal(directives(arena, "#include <a.h> x\n"), 0);
	assert_int_equal(directives(arena, "#include <a.h> /* x */ y /* z */\n"), 0);
	assert_int_equal(directives(arena, "#include <a.h> /* goes on\n */\n"), 0);
	assert_int_equal(directives(arena, "/* x */ #include <a.h>\n"), 0);
	assert_int_equal(directives(arena, "// joined \\\n#include <a.h>\n"), 0);
	assert_int_equal(directives(arena, "#define X /* goes on\n */ 1\n"), 0);
	assert_int_equal(directives(arena, "#define X ?\?/\n1\n"), 0);
	assert_int_equal(directives(arena, "#define X \xc3\xa9\n"), 0);
	assert_int_equal(directives(arena, "#pragma once\n#include <a.h>\n"), 0);
	assert_int_equal(directives(arena, "/* not closed\n#include <a.h>\n"), 0);
	assert_int_equal(directives(arena, "#include <a.h>"), 0);
	assert_int_equal(directives(arena, ""), 0);
}

static void a_lead_ends_somewhere(void **state)
{
	struct buf text;
	buf_init(&text);
	for (int i = 0; i < LEAD_MAX + 5; i++) {
		buf_add_cstr(&text, "#undef X\n");
	}
	assert_int_equal(directives(*state, buf_str(&text).p), LEAD_MAX);
	buf_finish(&text);
}

static void what_is_taken_out_leaves_everything_in_its_place(void **state)
{
	struct arena *arena = *state;
	struct str text = STR("/* c */\n  #include <a.h>\n\n#define X \\\n 1\n#undef Y\nint x;\n");
	struct lead lead;
	lead_scan(&lead, arena, text);
	assert_str(lead_text(&lead, arena, 2), "  #include <a.h>\n#define X \\\n 1\n");
	assert_str(lead_blank(&lead, arena, text, 2),
			"/* c */\n                \n\n           \n  \n#undef Y\nint x;\n");
	assert_int_equal(lead_line(&lead, 1), 2);
	assert_int_equal(lead_line(&lead, 2), 4);
	assert_int_equal(lead_line(&lead, 3), 5);
	assert_int_equal(lead_line(&lead, 4), 6);
	assert_int_equal(lead_line(&lead, 5), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(comments_and_blank_lines_may_stand_between_the_directives),
		claim(what_could_mean_something_else_ends_the_lead),
		claim(a_lead_ends_somewhere),
		claim(what_is_taken_out_leaves_everything_in_its_place),
	};
	return claims_run("sources/c/lead", tests);
}
