/* SPDX-License-Identifier: MIT */
#include "sources/text/scan.h"

#include "unit/unit.h"

static struct text_file scan_bytes(struct arena *arena, const char *bytes, size_t len)
{
	struct text_file file = { 0 };
	struct arena *scratch = arena_create();
	scan_text(&file, str_dup(arena, (struct str){ bytes, len }), arena, scratch);
	arena_destroy(scratch);
	return file;
}

static struct text_file scan(struct arena *arena, const char *text)
{
	return scan_bytes(arena, text, strlen(text));
}

/* "2:1 quoted always a.h" for each include; conditions after a bar. */
static const char *includes_of(struct arena *arena, const char *text)
{
	static const char *const forms[] = { "quoted", "angled", "computed" };
	static const char *const branches[] = { "always", "conditional", "never" };
	struct text_file file = scan(arena, text);
	struct str all = STR("");
	vec_each (const struct text_include, include, &file.includes) {
		all = str_fmt(arena, STR_FMT "%s%u:%u %s %s " STR_FMT "%s" STR_FMT "%s",
				STR_ARG(all), all.len ? "; " : "", include->line, include->column,
				forms[include->form], branches[include->branch],
				STR_ARG(include->spelled), include->condition.len ? " | " : "",
				STR_ARG(include->condition), include->is_next ? " next" : "");
	}
	return all.p;
}

/* The names with their places, and "never" where it holds. */
static const char *names_of(struct arena *arena, const struct text_name *names, size_t count)
{
	struct str all = STR("");
	for (size_t i = 0; i < count; i++) {
		all = str_fmt(arena, STR_FMT "%s" STR_FMT " %u:%u%s", STR_ARG(all), i ? "; " : "",
				STR_ARG(names[i].name), names[i].line, names[i].column,
				names[i].is_never ? " never" : "");
	}
	return all.p;
}

static const char *tests_of(struct arena *arena, const char *text)
{
	struct text_file file = scan(arena, text);
	return names_of(arena, file.tests.p, file.tests.len);
}

static const char *defines_of(struct arena *arena, const char *text)
{
	struct text_file file = scan(arena, text);
	return names_of(arena, file.defines.p, file.defines.len);
}

#define assert_includes(text, expected) assert_string_equal(includes_of(*state, text), expected)
#define assert_tests(text, expected) assert_string_equal(tests_of(*state, text), expected)
#define assert_defines(text, expected) assert_string_equal(defines_of(*state, text), expected)

static void each_form_of_include_is_told(void **state)
{
	assert_includes("#include \"a/b.h\"\n#include <c.h>\n#include HEADER\n#import \"d.h\"\n",
			"1:1 quoted always a/b.h; 2:1 angled always c.h; "
			"3:1 computed always HEADER; 4:1 quoted always d.h");
	assert_includes("#include_next <a.h>\n", "1:1 angled always a.h next");
	assert_includes("#include PATH(net, x)  // why\n", "1:1 computed always PATH(net, x)");
}

static void blanks_and_comments_stand_anywhere_in_a_directive(void **state)
{
	assert_includes(" \t# /* x */ include /* y\n */ \"a.h\" // z\n", "1:3 quoted always a.h");
	assert_includes("/* x */ #include \"a.h\"\n", "1:9 quoted always a.h");
	assert_includes("/* x\n */ #include \"a.h\"\n", "2:5 quoted always a.h");
	assert_includes("%:include \"a.h\"\n", "1:1 quoted always a.h");
	assert_includes("#include\"a.h\"\n#include<b.h>",
			"1:1 quoted always a.h; 2:1 angled always b.h");
}

static void lines_are_joined_by_a_backslash(void **state)
{
	assert_includes("#inc\\\nlude \\\n \"a\\\n.h\"\n#include \"b.h\"\n",
			"1:1 quoted always a.h; 5:1 quoted always b.h");
	assert_includes("\\\n#include \"a.h\"\n", "2:1 quoted always a.h");
	assert_includes("// x \\\n#include \"a.h\"\n#include \"b.h\"\n", "3:1 quoted always b.h");
	assert_includes("x = 1 \\  \n#include \"a.h\"\n#include \"b.h\"\n",
			"3:1 quoted always b.h");
	assert_includes("#include \"a.h\"\r\n#\\\r\ninclude \"b.h\"\r\n",
			"1:1 quoted always a.h; 2:1 quoted always b.h");
}

static void comments_hide_directives(void **state)
{
	assert_includes("/*\n#include \"a.h\"\n*/\n#include \"b.h\"\n", "4:1 quoted always b.h");
	assert_includes("// /*\n#include \"a.h\"\n", "2:1 quoted always a.h");
	assert_includes("x /* y *\\\n/\n#include \"a.h\"\n", "3:1 quoted always a.h");
	assert_includes("/*/\n#include \"a.h\"\n/*/\n#include \"b.h\"\n", "4:1 quoted always b.h");
	assert_includes("/* never closed\n#include \"a.h\"\n", "");
}

static void texts_in_quotes_hide_comments(void **state)
{
	assert_includes("s = \"/*\";\n#include \"a.h\"\n", "2:1 quoted always a.h");
	assert_includes("s = \"\\\"/*\";\n#include \"a.h\"\n", "2:1 quoted always a.h");
	assert_includes("c = '\"'; /*\n#include \"a.h\"\n*/\n", "");
	assert_includes("c = '/*';\n#include \"a.h\"\n", "2:1 quoted always a.h");
	assert_includes("s = \"x\\\n#include \\\"a.h\\\"\\\n/*\";\n#include \"b.h\"\n",
			"4:1 quoted always b.h");
	assert_includes("#define S \"/*\"\n#include \"a.h\"\n", "2:1 quoted always a.h");
	assert_includes("n = 1'000'000; m = 1'000; /*\n#include \"a.h\"\n*/\n", "");
	assert_includes("it's /* no comment for a compiler\n#include \"a.h\"\n",
			"2:1 quoted always a.h");
}

static void what_is_no_include_is_left_alone(void **state)
{
	assert_includes("#include\n#include 7\n#include \"a.h\n#include <b.h\n#include \"\"\n", "");
	assert_includes("x #include \"a.h\"\n#if __has_include(\"b.h\")\n#endif\n#pragma x \"c.h\"\n",
			"");
	assert_includes("# 1 \"a.h\"\n#line 3 \"b.h\"\n#\n##include \"c.h\"\n", "");
}

static void conditions_are_told_as_written(void **state)
{
	assert_includes("#ifdef A\n#include \"a.h\"\n#else\n#include \"b.h\"\n#endif\n"
			"#include \"c.h\"\n",
			"2:1 quoted conditional a.h | defined(A); "
			"4:1 quoted conditional b.h | !defined(A); 6:1 quoted always c.h");
	assert_includes("int x;\n#ifndef A\n#include \"a.h\"\n#else\n#include \"b.h\"\n#endif\n",
			"3:1 quoted conditional a.h | !defined(A); "
			"5:1 quoted conditional b.h | defined(A)");
	assert_includes("#if A > 1 /* x */ && \\\n  B\n#include \"a.h\"\n#elif C\n#include \"b.h\"\n"
			"#else\n#include \"c.h\"\n#endif\n",
			"3:1 quoted conditional a.h | A > 1 && B; "
			"5:1 quoted conditional b.h | C; "
			"7:1 quoted conditional c.h | !(A > 1 && B) && !C");
	assert_includes("#if A\n#if 1\n#include \"a.h\"\n#endif\n#endif\n",
			"3:1 quoted conditional a.h | A");
	assert_includes("int x;\n#ifdef A\n#elifdef B\n#include \"b.h\"\n#elifndef C\n"
			"#include \"c.h\"\n#endif\n",
			"4:1 quoted conditional b.h | defined(B); "
			"6:1 quoted conditional c.h | !defined(C)");
}

static void constant_conditions_are_seen_through(void **state)
{
	assert_includes("#if 0\n#include \"a.h\"\n#else\n#include \"b.h\"\n#endif\n",
			"2:1 quoted never a.h; 4:1 quoted always b.h");
	assert_includes("#if 1\n#include \"a.h\"\n#elif X\n#include \"b.h\"\n#else\n"
			"#include \"c.h\"\n#endif\n",
			"2:1 quoted always a.h; 4:1 quoted never b.h; 6:1 quoted never c.h");
	assert_includes("#if 0\n#if X\n#include \"a.h\"\n#else\n#include \"b.h\"\n#endif\n#elif X\n"
			"#include \"c.h\"\n#else\n#include \"d.h\"\n#endif\n",
			"3:1 quoted never a.h; 5:1 quoted never b.h; "
			"8:1 quoted conditional c.h | X; 10:1 quoted conditional d.h | !X");
	assert_includes("#if X\n#elif 1\n#include \"a.h\"\n#else\n#include \"b.h\"\n#endif\n",
			"3:1 quoted conditional a.h | 1; 5:1 quoted never b.h");
	assert_includes("#if (0)\n#include \"a.h\"\n#endif\n#if !1\n#include \"b.h\"\n#endif\n"
			"#if 0 && X\n#include \"c.h\"\n#endif\n#if X || 0x1L\n#include \"d.h\"\n"
			"#endif\n",
			"2:1 quoted never a.h; 5:1 quoted never b.h; 8:1 quoted never c.h; "
			"11:1 quoted always d.h");
	assert_includes("#if 0 && X || Y\n#include \"a.h\"\n#endif\n#if 0 ? X : Y\n#include \"b.h\"\n"
			"#endif\n",
			"2:1 quoted conditional a.h | 0 && X || Y; "
			"5:1 quoted conditional b.h | 0 ? X : Y");
}

static void the_include_guard_is_no_condition(void **state)
{
	assert_includes("/* x */\n#ifndef A_H\n#define A_H\n#include \"a.h\"\n#if X\n"
			"#include \"b.h\"\n#endif\n#endif /* A_H */\n\n",
			"4:1 quoted always a.h; 6:1 quoted conditional b.h | X");
	assert_includes("#pragma once\n#if !defined(A_H)\n#define A_H 1\n#include \"a.h\"\n#endif\n",
			"4:1 quoted always a.h");
	assert_tests("#ifndef A_H\n#define A_H\n#ifdef B\n#endif\n#endif\n", "B 3:8");
}

static void a_group_that_is_no_guard_is_a_condition(void **state)
{
	/* The name is not defined in it. */
	assert_includes("#ifndef A\n#include \"a.h\"\n#endif\n",
			"2:1 quoted conditional a.h | !defined(A)");
	/* Something follows. */
	assert_includes("#ifndef A\n#define A\n#include \"a.h\"\n#endif\nint x;\n#include \"b.h\"\n",
			"3:1 quoted conditional a.h | !defined(A); 6:1 quoted always b.h");
	assert_includes("#ifndef A\n#define A\n#include \"a.h\"\n#endif\n#include \"b.h\"\n",
			"3:1 quoted conditional a.h | !defined(A); 5:1 quoted always b.h");
	/* Something comes before. */
	assert_includes("int x;\n#ifndef A\n#define A\n#include \"a.h\"\n#endif\n",
			"4:1 quoted conditional a.h | !defined(A)");
	/* It has a second branch. */
	assert_includes("#ifndef A\n#define A\n#include \"a.h\"\n#else\n#include \"b.h\"\n#endif\n",
			"3:1 quoted conditional a.h | !defined(A); "
			"5:1 quoted conditional b.h | defined(A)");
	assert_tests("#ifndef A\n#endif\n", "A 1:9");
}

static void names_in_conditions_are_tests(void **state)
{
	assert_tests("#if defined(A) && defined B || C > 0x10UL && D(E)\n#elif F\n#endif\n",
			"A 1:13; B 1:27; C 1:32; D 1:46; E 1:48; F 2:7");
	assert_tests("#if 'x' == \"Y\" || __has_include(<z/w.h>) && __has_builtin(f) + A\n#endif\n",
			"A 1:64");
	assert_tests("int x;\n#ifdef A\n#elifdef B\n#endif\n#ifndef C\n#endif\n#undef D\n",
			"A 2:8; B 3:10; C 5:9");
	assert_tests("#if 0\n#ifdef A\n#endif\n#elif B\n#endif\n#if 1\n#elif C\n#endif\n",
			"A 2:8 never; B 4:7; C 7:7 never");
}

static void defines_are_names_with_places(void **state)
{
	assert_defines("#define A\n # define B(x) x\n#define C \\\n 1\n#define D /* \n */ 1\n"
		       "#define E 1\n#define\n#define 7\n",
			"A 1:9; B 2:11; C 3:9; D 5:9; E 7:9");
	assert_defines("#if 0\n#define A\n#endif\n#define B\n", "A 2:9 never; B 4:9");
}

static void macros_that_name_a_header_are_kept(void **state)
{
	struct text_file file =
			scan(*state, "#define A \"a.h\"\n#define B <b/c.h> // x\n#define C 1\n"
				     "#define D(x) \"d.h\"\n#define E \"e\" \"f\"\n#define F <\n");
	assert_int_equal(file.header_names.len, 2);
	assert_str(file.header_names.p[0].spelled, "a.h");
	assert_int_equal(file.header_names.p[0].form, INCLUDE_QUOTED);
	assert_int_equal(file.header_names.p[0].define, 0);
	assert_str(file.header_names.p[1].spelled, "b/c.h");
	assert_int_equal(file.header_names.p[1].form, INCLUDE_ANGLED);
}

static void lines_are_counted(void **state)
{
	assert_int_equal(scan(*state, "").lines, 0);
	assert_int_equal(scan(*state, "\n").lines, 1);
	assert_int_equal(scan(*state, "x").lines, 1);
	assert_int_equal(scan(*state, "a\nb /* \n */ \\\nc\n\"x\\\ny\"\n// d\\\ne").lines, 8);
}

static void any_bytes_end_well(void **state)
{
	static const char *const texts[] = { "\\", "#", "#\\", "#if", "#if (", "#if __has_include(",
		"#include \"\\", "#define", "#define A \"", "/", "/*", "//\\\n", "'", "\"\\",
		"'\\\n", "%:", "%", "#elif", "#else\n#endif", "#if \"\\\n", "# \\\n",
		"\xef\xbb\xbf", "#ifndef\n#endif", "#if !defined\n#endif", "#if '\\\n\\\n" };
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		scan(*state, texts[i]);
	}
	struct text_file file = scan_bytes(*state, "a\0\n#include \"a\0b.h\"\n", 19);
	assert_int_equal(file.lines, 2);
	assert_int_equal(file.includes.len, 1);
}

static void lines_that_nothing_can_reach_are_told(void **state)
{
	struct text_file file = scan(*state, "#if 0\na\n#if X\nb\n#endif\n#else\nc\n#endif\n"
					     "#ifdef Y\n#endif\n#if 1\n#else\nd\n");
	assert_int_equal(file.dead.len, 2);
	assert_int_equal(file.dead.p[0].first, 1);
	assert_int_equal(file.dead.p[0].last, 6);
	assert_int_equal(file.dead.p[1].first, 12);
	assert_int_equal(file.dead.p[1].last, 13);
}

static void long_conditions_are_cut_between_characters(void **state)
{
	struct arena *arena = *state;
	char *text = arena_alloc(arena, 6000);
	int len = snprintf(text, 6000, "int x;\n#if 0 && A%0198d", 0);
	for (int i = 0; i < 1000; i++) {
		memcpy(text + len, "é", 2);
		len += 2;
	}
	snprintf(text + len, 100, " || B\n#include \"a.h\"\n#endif\n");
	struct text_file file = scan(arena, text);
	assert_int_equal(file.includes.p[0].branch, BRANCH_CONDITIONAL);
	assert_true(file.includes.p[0].condition.len <= 203);
	assert_true(str_ends(file.includes.p[0].condition, STR("…")));
	assert_int_equal(file.tests.len, 2);
}

static void deep_nesting_needs_no_stack(void **state)
{
	struct arena *arena = *state;
	size_t depth = 100000;
	char *text = arena_alloc(arena, depth * 6 + 32);
	char *at = text;
	for (size_t i = 0; i < depth; i++) {
		memcpy(at, "#if A\n", 6);
		at += 6;
	}
	memcpy(at, "#include \"a.h\"\n", 15);
	struct text_file file = scan(arena, text);
	assert_int_equal(file.includes.p[0].line, depth + 1);
	assert_str(file.includes.p[0].condition, "A");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(each_form_of_include_is_told),
		claim(blanks_and_comments_stand_anywhere_in_a_directive),
		claim(lines_are_joined_by_a_backslash),
		claim(comments_hide_directives),
		claim(texts_in_quotes_hide_comments),
		claim(what_is_no_include_is_left_alone),
		claim(conditions_are_told_as_written),
		claim(constant_conditions_are_seen_through),
		claim(the_include_guard_is_no_condition),
		claim(a_group_that_is_no_guard_is_a_condition),
		claim(names_in_conditions_are_tests),
		claim(defines_are_names_with_places),
		claim(macros_that_name_a_header_are_kept),
		claim(lines_are_counted),
		claim(any_bytes_end_well),
		claim(lines_that_nothing_can_reach_are_told),
		claim(long_conditions_are_cut_between_characters),
		claim(deep_nesting_needs_no_stack),
	};
	return claims_run("sources/text/scan", tests);
}
