/* SPDX-License-Identifier: MIT */
#include "sources/owners/codeowners.h"

#include "base/buf.h"
#include "unit/unit.h"

#define GITHUB OWNER_SYNTAX_GITHUB
#define GITLAB OWNER_SYNTAX_GITLAB

static const struct code_owners *read_text(
		struct arena *arena, const char *text, enum owner_syntax syntax)
{
	return codeowners_read(arena, STR("CODEOWNERS"), str_of(text), syntax);
}

/* The owners of a path: sections apart by " | ", "-" for an entry that names nobody. */
static const char *owners_of(
		struct arena *arena, const struct code_owners *owners, const char *path)
{
	struct code_owners_query query = code_owners_query_create(owners, arena);
	struct buf out = { 0 };

	code_owners_ask(&query, STR("asked/before.c"));
	code_owners_ask(&query, str_of(path));
	vec_each (const uint32_t, number, &query.entries) {
		const struct code_owners_entry *entry = &owners->entries.p[*number];
		buf_add_cstr(&out, number == query.entries.p ? "" : " | ");
		buf_add_cstr(&out, entry->name_count ? "" : "-");
		for (size_t i = 0; i < entry->name_count; i++) {
			buf_add_cstr(&out, i ? " " : "");
			buf_add(&out, *code_owners_name(owners, entry, i));
		}
	}
	struct str text = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return text.p;
}

static void the_last_match_decides(void **state)
{
	struct arena *arena = *state;
	const struct code_owners *owners = read_text(arena,
			"# who\n\n* @org/all\n/src/net/ @org/net\r\n*.h @org/headers # comment\n"
			"/src/gen/\n",
			GITHUB);

	assert_string_equal(owners_of(arena, owners, "README"), "@org/all");
	assert_string_equal(owners_of(arena, owners, "src/net/a.c"), "@org/net");
	assert_string_equal(owners_of(arena, owners, "src/net/a.h"), "@org/headers");
	assert_string_equal(owners_of(arena, owners, "src/gen/a.h"), "-");
	assert_int_equal(owners->fault_count, 0);
	assert_int_equal(owners->entries.p[1].place.line, 4);
}

static void one_line_names_several(void **state)
{
	struct arena *arena = *state;
	const struct code_owners *owners =
			read_text(arena, "\t*.c\t@a/x  @ann b@example.com\n*.h @A/X\n", GITHUB);

	assert_string_equal(owners_of(arena, owners, "a.c"), "@a/x @ann b@example.com");
	/* One name, in the spelling that came first. */
	assert_string_equal(owners_of(arena, owners, "a.h"), "@a/x");
	assert_int_equal(owners->names.len, 3);
	assert_int_equal(owners->entries.p[0].place.column, 2);
}

static void github_skips_a_bad_line(void **state)
{
	struct arena *arena = *state;
	const struct code_owners *owners = read_text(arena,
			"*.c @good\n*.c @bad nobody\n!x.c @a\n[ab].c @a\n*.c @@owner\n[S]\n",
			GITHUB);

	assert_string_equal(owners_of(arena, owners, "a.c"), "@good");
	assert_int_equal(owners->fault_count, 5);
	assert_int_equal(owners->entries.len, 1);
	assert_int_equal(owners->faults.p[0].place.line, 2);
	assert_int_equal(owners->faults.p[0].place.column, 10);
	assert_int_equal(owners->faults.p[0].place.width, 6);
}

static void gitlab_skips_a_bad_owner(void **state)
{
	struct arena *arena = *state;
	const struct code_owners *owners = read_text(arena, "*.c @good nobody @@owner\n", GITLAB);

	assert_string_equal(owners_of(arena, owners, "a.c"), "@good @@owner");
	assert_int_equal(owners->fault_count, 1);
}

static void sections_decide_for_themselves(void **state)
{
	struct arena *arena = *state;
	const struct code_owners *owners = read_text(arena,
			"* @all\n[Net] @net\n/net/\n/net/x.c @x\n^[Docs][2] @docs @more\n*.c\n"
			"[NET]\n/net/y.c\n",
			GITLAB);

	assert_string_equal(owners_of(arena, owners, "net/a.h"), "@all | @net");
	assert_string_equal(owners_of(arena, owners, "net/x.c"), "@all | @x | @docs @more");
	/* A section that goes on has no default owners of its own there. */
	assert_string_equal(owners_of(arena, owners, "net/y.c"), "@all | @docs @more | -");
	assert_int_equal(owners->sections.len, 3);
	assert_true(owners->sections.p[2].is_optional);
	assert_int_equal(owners->sections.p[2].approvals, 2);
	assert_int_equal(owners->sections.p[1].approvals, 1);
}

static void what_is_excluded_stays_so_in_its_section(void **state)
{
	struct arena *arena = *state;
	const struct code_owners *owners = read_text(arena,
			"* @all\n!*.rb\n*.rb @again\n[Ruby]\n*.rb @ruby\n!/config/\n", GITLAB);

	assert_string_equal(owners_of(arena, owners, "a.c"), "@all");
	assert_string_equal(owners_of(arena, owners, "a.rb"), "@ruby");
	assert_string_equal(owners_of(arena, owners, "config/a.rb"), "");
}

static void bad_sections_are_faults(void **state)
{
	struct arena *arena = *state;
	const struct code_owners *owners =
			read_text(arena, "[] @a\n[A][x] @a\n[B][0]\n[C @a\n", GITLAB);

	assert_int_equal(owners->fault_count, 4);
	assert_int_equal(owners->faults.p[1].place.column, 4);
	assert_int_equal(owners->faults.p[3].place.line, 4);
}

static void escapes_are_part_of_names(void **state)
{
	struct arena *arena = *state;
	const struct code_owners *owners =
			read_text(arena, "a\\ b/ @a\n\\#x @b\n\\[y] @c\n", GITLAB);

	assert_string_equal(owners_of(arena, owners, "a b/c"), "@a");
	assert_string_equal(owners_of(arena, owners, "#x"), "@b");
	assert_string_equal(owners_of(arena, owners, "[y]"), "@c");
	assert_int_equal(owners->fault_count, 0);
}

static void what_is_no_text_does_not_count(void **state)
{
	struct arena *arena = *state;
	const struct str wide = STR("\xff\xfe*\0 \0@\0");
	const struct str zero = STR("* @a\n\0\n");
	const struct str marked = STR("\xef\xbb\xbf* @a\n");
	size_t size = CODEOWNERS_SIZE_MAX + 1;
	char *large = arena_alloc(arena, size);

	memset(large, '\n', size);
	assert_true(codeowners_read(arena, STR("C"), wide, GITHUB)->problem.len > 0);
	assert_true(codeowners_read(arena, STR("C"), zero, GITHUB)->problem.len > 0);
	assert_true(codeowners_read(arena, STR("C"), (struct str){ large, size }, GITHUB)
					->problem.len
			> 0);
	const struct code_owners *owners = codeowners_read(arena, STR("C"), marked, GITHUB);
	assert_string_equal(owners_of(arena, owners, "a"), "@a");
	assert_int_equal(read_text(arena, "", GITHUB)->entries.len, 0);
}

static void many_faults_are_counted(void **state)
{
	struct arena *arena = *state;
	struct buf text = { 0 };
	double begin = unit_seconds();

	for (int i = 0; i < 100000; i++) {
		buf_fmt(&text, "*.c%d nobody\n/a%d/ @a\n", i, i);
	}
	const struct code_owners *owners = codeowners_read(arena, STR("C"), buf_str(&text), GITHUB);
	assert_int_equal(owners->fault_count, 100000);
	assert_int_equal(owners->faults.len, CODE_OWNERS_FAULTS);
	assert_string_equal(owners_of(arena, owners, "a99999/x"), "@a");
	assert_true(unit_seconds() - begin < 5);
	buf_finish(&text);
}

static void too_many_patterns_for_too_many_paths_end(void **state)
{
	struct arena *arena = *state;
	struct buf text = { 0 };

	for (int i = 0; i < 1000; i++) {
		buf_fmt(&text, "*%d @a\n", i);
	}
	const struct code_owners *owners = codeowners_read(arena, STR("C"), buf_str(&text), GITHUB);
	struct code_owners_query query = code_owners_query_create(owners, arena);
	query.max_steps = 100000;
	for (int i = 0; i < 99; i++) {
		code_owners_ask(&query, STR("x7"));
		assert_int_equal(query.entries.len, 1);
	}
	assert_false(query.is_exhausted);
	for (int i = 0; i < 2; i++) {
		code_owners_ask(&query, STR("x7"));
	}
	assert_true(query.is_exhausted);
	assert_int_equal(query.entries.len, 0);
	buf_finish(&text);
}

static void the_folder_tells_the_syntax(void **state)
{
	(void)state;
	struct str sections = STR("* @a\n  [Net]\n");

	assert_int_equal(codeowners_syntax(STR(".github/CODEOWNERS"), sections, true), GITHUB);
	assert_int_equal(codeowners_syntax(STR(".gitlab/CODEOWNERS"), STR(""), false), GITLAB);
	assert_int_equal(codeowners_syntax(STR("CODEOWNERS"), STR("* @a\n"), false), GITHUB);
	assert_int_equal(codeowners_syntax(STR("CODEOWNERS"), STR("* @a\n"), true), GITLAB);
	assert_int_equal(codeowners_syntax(STR("CODEOWNERS"), sections, false), GITLAB);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(the_last_match_decides),
		claim(one_line_names_several),
		claim(github_skips_a_bad_line),
		claim(gitlab_skips_a_bad_owner),
		claim(sections_decide_for_themselves),
		claim(what_is_excluded_stays_so_in_its_section),
		claim(bad_sections_are_faults),
		claim(escapes_are_part_of_names),
		claim(what_is_no_text_does_not_count),
		claim(many_faults_are_counted),
		claim(too_many_patterns_for_too_many_paths_end),
		claim(the_folder_tells_the_syntax),
	};
	return claims_run("sources/owners/codeowners", tests);
}
