/* SPDX-License-Identifier: MIT */
#include "engine/join.h"

#include "unit/engine/joined.h"

static const char modules[] = "app paths app/**\n"
			      "net paths net/**\n"
			      "net public net/net.h\n"
			      "ssl headers ssl/**\n";

static void an_include_belongs_to_the_module_of_the_header(void **state)
{
	struct joined joined;
	joined_modules(&joined, *state, modules);
	joined_tree(&joined, "app/app.c\n"
			     " include 1 net/net.h\n"
			     " include 2 net/in.h if\n"
			     " include 3 net/old.h never\n"
			     " include 4 stdio.h angled\n"
			     " include 5 ssl/ssl.h angled\n"
			     " include 6 nowhere.h\n"
			     "net/in.h\n"
			     "net/net.h\n"
			     "net/old.h\n");
	joined_join(&joined);
	assert_str(joined_uses(&joined), "app/app.c:1:1 include net/net.h net public\n"
					 "app/app.c:2:1 include net/in.h net conditional\n"
					 "app/app.c:4:1 include stdio.h system\n"
					 "app/app.c:5:1 include ssl/ssl.h external:ssl\n"
					 "app/app.c:6:1 include nowhere.h nowhere.h\n");
	assert_int_equal(joined.code.include_count, 6);
	assert_int_equal(joined.code.files[1].flags & FILE_INCLUDED, FILE_INCLUDED);
	assert_int_equal(joined.code.files[3].flags & FILE_INCLUDED, 0);
}

static void an_include_that_no_configuration_compiles_is_inactive(void **state)
{
	struct joined joined;
	joined_modules(&joined, *state, modules);
	joined_tree(&joined, "app/app.c\n"
			     " include 2 net/a.h if\n"
			     " include 5 net/b.h if\n"
			     "app/other.c\n"
			     " include 2 net/a.h if\n"
			     "net/a.h\n"
			     "net/b.h\n");
	joined_block(&joined, "app/app.c\nskip 1 3\nskip 4 6\n", 0);
	/* Read again, a file is skipped by its guard; what was followed was active all the same. */
	joined_block(&joined, "app/app.c\nskip 1 6\nfollow 2 net/a.h\n", 3);
	joined_join(&joined);
	assert_str(joined_uses(&joined), "app/app.c:2:1 include net/a.h net conditional\n"
					 "app/app.c:5:1 include net/b.h net inactive conditional\n"
					 "app/other.c:2:1 include net/a.h net conditional\n");
	assert_int_equal(joined.code.includes[0].active, 8);
	assert_int_equal(joined.code.includes[0].seen, 9);
	assert_int_equal(joined.code.uses[0].configurations, 8);
	assert_int_equal(joined.code.includes[2].seen, 0);
}

static void the_compiler_says_what_a_computed_include_names(void **state)
{
	struct joined joined;
	joined_modules(&joined, *state, modules);
	joined_tree(&joined, "app/app.c\n"
			     " include 1 NET_H computed\n"
			     " include 2 SSL_H computed\n"
			     " include 3 ANY_H computed\n"
			     "net/net.h\n");
	joined_block(&joined, "app/app.c\nfollow 1 net/net.h\nfollow 2 <ssl/ssl.h>\n", 0);
	joined_join(&joined);
	assert_str(joined_uses(&joined), "app/app.c:1:1 include net/net.h net public\n"
					 "app/app.c:2:1 include SSL_H external:ssl\n"
					 "app/app.c:3:1 include ANY_H ANY_H\n");
}

static void externals_win_over_unassigned_files_and_never_over_modules(void **state)
{
	struct joined joined;
	joined_modules(&joined, *state,
			"app paths app/**\n"
			"own paths deps/own/**\n"
			"lib headers zip/** own/**\n");
	joined_tree(&joined, "app/app.c\n"
			     " include 1 zip/zip.h\n"
			     " include 2 own/own.h\n"
			     "deps/own/own.h\n"
			     "deps/zip/inside/part.h!\n"
			     "deps/zip/zip.h!\n"
			     " include 1 inside/part.h\n");
	joined_block(&joined,
			"app/app.c\n"
			"call 5:1 f:zip_open@deps/zip/zip.h\n"
			"type 6:1 t:zip_part@deps/zip/inside/part.h\n",
			0);
	joined_block(&joined, "deps/zip/zip.h\ndecl 2:5 f:zip_open@deps/zip/zip.h\n", 0);
	joined_join(&joined);
	assert_str(joined_uses(&joined), "app/app.c:1:1 include zip/zip.h external:lib\n"
					 "app/app.c:2:1 include deps/own/own.h own\n"
					 "app/app.c:5:1 call zip_open external:lib\n"
					 "app/app.c:6:1 type zip_part external:lib\n"
					 "deps/zip/zip.h:1:1 include inside/part.h external:lib\n");
}

static void a_file_that_includes_itself_uses_nobody(void **state)
{
	struct joined joined;
	joined_modules(&joined, *state, modules);
	joined_tree(&joined, "app/loop.h\n include 3 app/loop.h\n");
	joined_join(&joined);
	assert_str(joined_uses(&joined), "");
	assert_int_equal(joined.code.include_count, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(an_include_belongs_to_the_module_of_the_header),
		claim(an_include_that_no_configuration_compiles_is_inactive),
		claim(the_compiler_says_what_a_computed_include_names),
		claim(externals_win_over_unassigned_files_and_never_over_modules),
		claim(a_file_that_includes_itself_uses_nobody),
	};
	return claims_run("engine/join_includes", tests);
}
