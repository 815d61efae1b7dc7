/* SPDX-License-Identifier: MIT */
#include "engine/join.h"

#include "unit/engine/joined.h"

static const char modules[] = "app paths app/**\n"
			      "core paths core/**\n"
			      "net paths net/**\n"
			      "net public net/net.h\n";
static const char tree[] = "app/a.c\napp/app.h\ncore/core.h\nnet/in.h\nnet/net.h\n";

static void blocks_in_any_order_give_the_same(void **state)
{
	static const char *const blocks[] = {
		"app/a.c\ncall 5:2 f:open@net/net.h\nread 1:1 v:level@core/core.h\n",
		"app/a.c\ncall 5:2 f:open@net/net.h\nwrite 1:1 v:level@core/core.h\n",
		"net/net.h\ndecl 1:1 f:open@net/net.h\ntype 1:2 t:size@core/core.h\n",
		"core/core.h\ndecl 3:1 v:level@core/core.h\ndef 1:1 t:size@core/core.h\n",
	};
	struct str results[2];
	struct joined joined[2];
	for (size_t turn = 0; turn < 2; turn++) {
		joined_modules(&joined[turn], *state, modules);
		joined_tree(&joined[turn], tree);
		for (size_t i = 0; i < COUNT_OF(blocks); i++) {
			size_t at = turn ? COUNT_OF(blocks) - 1 - i : i;
			joined_block(&joined[turn], blocks[at], (uint32_t)at);
		}
		joined_join(&joined[turn]);
		results[turn] = joined_uses(&joined[turn]);
	}
	assert_true(str_eq(results[0], results[1]));
	assert_str(results[0], "app/a.c:1:1 read level core\n"
			       "app/a.c:1:1 write level core\n"
			       "app/a.c:5:2 call open net public\n"
			       "net/net.h:1:2 type size core\n");
	assert_int_equal(joined[0].code.uses[2].configurations, 3);
	assert_int_equal(joined[0].code.uses[0].configurations, 1);
}

static void what_the_owners_public_macro_brings_is_its_own_business(void **state)
{
	struct joined joined;
	joined_modules(&joined, *state, modules);
	joined_tree(&joined, tree);
	joined_block(&joined,
			"app/a.c\n"
			/* Its own public macro. */
			"macro 1:1 m:OPEN@net/net.h\n"
			"call 1:1 f:open@net/net.h via m:OPEN@net/net.h\n"
			/* A private one reaches in. */
			"macro 2:1 m:IN@net/in.h\n"
			"call 2:1 f:open@net/net.h via m:IN@net/in.h\n"
			/* A macro of a third module; and one in it that is the owner's. */
			"macro 3:1 m:CORE@core/core.h\n"
			"call 3:1 f:open@net/net.h via m:CORE@core/core.h\n"
			"macro 4:1 m:TRY@app/app.h\n"
			"macro 4:1 m:OPEN@net/net.h via m:TRY@app/app.h\n"
			"call 4:1 f:open@net/net.h via m:TRY@app/app.h\n"
			/* What macros from outside bring from outside. */
			"macro 5:1 m:errno@<errno.h>\n"
			"call 5:1 f:__errno_location@<errno.h> via m:errno@<errno.h>\n",
			0);
	joined_block(&joined, "net/net.h\ndecl 1:1 f:open@net/net.h\n", 0);
	joined_join(&joined);
	assert_str(joined_uses(&joined), "app/a.c:1:1 macro OPEN net public\n"
					 "app/a.c:2:1 call open net via IN public\n"
					 "app/a.c:2:1 macro IN net\n"
					 "app/a.c:3:1 call open net via CORE public\n"
					 "app/a.c:3:1 macro CORE core\n"
					 "app/a.c:4:1 macro OPEN net via TRY public\n"
					 "app/a.c:4:1 macro TRY app\n"
					 "app/a.c:5:1 macro errno system\n");
}

static void a_macro_that_the_includer_fills_in_is_no_use_of_it(void **state)
{
	struct joined joined;
	joined_modules(&joined, *state, modules);
	joined_tree(&joined, "app/a.c\ncore/list.def\n");
	joined_block(&joined, "core/list.def\nmacro 1:1 m:ITEM@app/a.c\n", 0);
	joined_join(&joined);
	assert_str(joined_uses(&joined), "");
}

static void a_condition_uses_the_one_module_that_defines_the_name(void **state)
{
	struct joined joined;
	joined_modules(&joined, *state, modules);
	joined_tree(&joined, "app/a.c\n"
			     " include 2 net/net.h\n"
			     " define 1 APP_OWN\n"
			     " test 3 NET_TLS\n"
			     " test 4 DEBUG\n"
			     " test 5 APP_OWN\n"
			     " test 6 NOBODY\n"
			     " test 7 NET_PRIVATE\n"
			     " test 8 _GNU_SOURCE\n"
			     " test 9 SIZE_MAX\n"
			     "core/core.h\n"
			     " define 1 DEBUG\n"
			     "net/n.c\n"
			     " define 1 NET_PRIVATE\n"
			     "net/net.h\n"
			     " define 1 NET_TLS\n"
			     " define 2 APP_OWN\n"
			     " define 3 DEBUG\n"
			     " define 4 _GNU_SOURCE\n"
			     " define 5 SIZE_MAX\n");
	/* Somebody has it from the system. */
	joined_block(&joined, "core/core.h\nmacro 9:1 m:SIZE_MAX@<stdint.h>\n", 0);
	joined_join(&joined);
	assert_str(joined_uses(&joined), "app/a.c:2:1 include net/net.h net public\n"
					 "app/a.c:3:9 macro NET_TLS net public tested\n"
					 "core/core.h:9:1 macro SIZE_MAX system\n");
}

static void the_compilers_word_on_a_tested_macro_stands(void **state)
{
	struct joined joined;
	joined_modules(&joined, *state, modules);
	joined_tree(&joined, "app/a.c\n"
			     " include 2 net/net.h\n"
			     " test 3 NET_TLS\n"
			     "net/in.h\n"
			     " define 1 NET_TLS\n"
			     "net/net.h\n"
			     " define 1 NET_TLS\n");
	joined_block(&joined, "app/a.c\nmacro 3:9 m:NET_TLS@net/net.h\n", 0);
	joined_join(&joined);
	assert_str(joined_uses(&joined), "app/a.c:2:1 include net/net.h net public\n"
					 "app/a.c:3:9 macro NET_TLS net public tested\n");
}

static void a_switch_that_includers_set_is_no_use_of_them(void **state)
{
	struct joined joined;
	joined_modules(&joined, *state, modules);
	joined_tree(&joined, "app/a.c\n"
			     "app/app.h\n"
			     " define 1 NET_OLD\n"
			     "core/core.h\n"
			     " define 1 NET_OLD\n"
			     "net/net.h\n"
			     " test 3 NET_OLD\n"
			     " test 5 NET_MAX\n"
			     " define 6 NET_MAX\n");
	joined_block(&joined,
			"net/net.h\nmacro 3:9 m:NET_OLD@app/app.h\n"
			"macro 5:9 m:NET_MAX@app/app.h\nmacro 9:9 m:NET_OLD@app/app.h\n",
			0);
	joined_block(&joined, "net/net.h\nmacro 3:9 m:NET_OLD@core/core.h\n", 0);
	joined_join(&joined);
	assert_str(joined_uses(&joined), "net/net.h:9:9 macro NET_OLD app\n");
}

static void files_that_only_the_compiler_found_are_there_and_not_judged(void **state)
{
	struct joined joined;
	joined_modules(&joined, *state, modules);
	joined_tree(&joined, "app/a.c\n");
	joined_block(&joined, "app/a.c\nread 1:1 v:table@net/table.inc\n", 0);
	joined_block(&joined, "net/table.inc\ndef 1:1 v:table@net/table.inc\n", 0);
	joined_join(&joined);
	assert_str(joined_uses(&joined), "app/a.c:1:1 read table net\n");
	assert_int_equal(joined.code.file_count, 2);
	assert_int_equal(joined.code.files[0].flags, FILE_SOURCE | FILE_JUDGED | FILE_PARSED);
	assert_int_equal(joined.code.files[1].flags, FILE_HEADER | FILE_PARSED);
}

static void a_damaged_block_says_nothing(void **state)
{
	struct joined joined;
	joined_modules(&joined, *state, modules);
	joined_tree(&joined, tree);
	joined_block(&joined, "app/a.c\ncall 5:2 f:open@net/net.h\n", 0);
	joined.pool.blocks.p[0].bytes.len--;
	joined_join(&joined);
	assert_str(joined_uses(&joined), "");
}

static void uses_of_a_file_lie_together(void **state)
{
	struct joined joined;
	joined_modules(&joined, *state, modules);
	joined_tree(&joined, "app/a.c\n include 1 net/net.h\napp/app.h\n include 2 core/core.h\n"
			     "core/core.h\nnet/net.h\n");
	joined_block(&joined, "app/app.h\nmacro 1:1 m:X@net/net.h\n", 0);
	joined_join(&joined);
	assert_int_equal(joined.code.files[0].first_use, 0);
	assert_int_equal(joined.code.files[0].use_count, 1);
	assert_int_equal(joined.code.files[1].first_use, 1);
	assert_int_equal(joined.code.files[1].use_count, 2);
	assert_int_equal(joined.code.files[1].first_include, 1);
	assert_int_equal(joined.code.files[3].use_count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(blocks_in_any_order_give_the_same),
		claim(what_the_owners_public_macro_brings_is_its_own_business),
		claim(a_macro_that_the_includer_fills_in_is_no_use_of_it),
		claim(a_condition_uses_the_one_module_that_defines_the_name),
		claim(the_compilers_word_on_a_tested_macro_stands),
		claim(a_switch_that_includers_set_is_no_use_of_them),
		claim(files_that_only_the_compiler_found_are_there_and_not_judged),
		claim(a_damaged_block_says_nothing),
		claim(uses_of_a_file_lie_together),
	};
	return claims_run("engine/join", tests);
}
