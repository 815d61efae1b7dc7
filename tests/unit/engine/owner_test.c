/* SPDX-License-Identifier: MIT */
/*
 * Whose a function, a variable, a type is: semantics, "Owner".
 */
#include "unit/engine/joined.h"

static const char modules[] = "app paths app/**\n"
			      "core paths core/**\n"
			      "net paths net/**\n"
			      "win paths win/**\n";
static const char tree[] = "app/a.c\napp/b.c\ncore/c.c\ncore/core.h\nnet/n.c\nnet/net.h\nwin/w.c\n";

static void setup(struct joined *joined, struct arena *arena, const char *more_modules)
{
	joined_modules(joined, arena, str_fmt(arena, "%s%s", modules, more_modules).p);
	joined_tree(joined, tree);
}

static void the_definition_decides_not_the_header(void **state)
{
	struct joined joined;
	setup(&joined, *state, "");
	joined_block(&joined, "app/a.c\ncall 5:2 f:start@core/core.h\n", 0);
	joined_block(&joined, "core/core.h\ndecl 1:5 f:start@core/core.h\n", 0);
	joined_block(&joined, "net/n.c\ndef 3:5 f:start@core/core.h\n", 0);
	joined_join(&joined);
	assert_str(joined_uses(&joined), "app/a.c:5:2 call start net\n");
	assert_int_equal(joined.code.uses[0].target_line, 3);
	assert_str(joined.code.files[joined.code.uses[0].declared_in].path, "core/core.h");
	assert_int_equal(joined.code.symbol_count, 1);
	assert_int_equal(joined.code.symbols[0].declaration_count, 1);
	assert_int_equal(joined.code.symbols[0].definition_count, 1);
}

static void of_several_the_users_own_comes_first_then_the_declarers(void **state)
{
	struct joined joined;
	setup(&joined, *state, "");
	joined_block(&joined, "app/a.c\ncall 5:2 f:log@net/net.h\n", 0);
	joined_block(&joined, "app/b.c\ndef 1:1 f:log@app/b.c\n", 0);
	joined_block(&joined, "core/c.c\ncall 5:2 f:log@net/net.h\n", 0);
	joined_block(&joined, "net/n.c\ndef 2:2 f:log@net/net.h\n", 0);
	joined_block(&joined, "net/net.h\ndecl 1:1 f:log@net/net.h\n", 0);
	joined_join(&joined);
	assert_str(joined_uses(&joined), "app/a.c:5:2 call log app\n"
					 "core/c.c:5:2 call log net\n");
}

static void several_that_nothing_chooses_between_are_ambiguous(void **state)
{
	struct joined joined;
	setup(&joined, *state, "");
	joined_block(&joined, "app/a.c\ncall 5:2 f:open@core/core.h\nwrite 6:2 v:one@core/core.h\n",
			0);
	joined_block(&joined,
			"core/core.h\ndecl 1:1 f:open@core/core.h\ndecl 2:1 v:one@core/core.h\n",
			0);
	joined_block(&joined, "net/n.c\ndef 2:2 f:open@core/core.h\n", 0);
	joined_block(&joined, "win/w.c\ndef 2:2 f:open@core/core.h\ndef 3:2 v:one@core/core.h\n",
			0);
	joined_join(&joined);
	assert_str(joined_uses(&joined), "app/a.c:5:2 call open core ambiguous\n"
					 "app/a.c:6:2 write one win\n");
}

static void strong_beats_weak_and_tentative(void **state)
{
	struct joined joined;
	setup(&joined, *state, "");
	joined_block(&joined,
			"app/a.c\ncall 1:1 f:hook@core/core.h\nread 2:1 v:rate@core/core.h\n"
			"call 3:1 f:idle@core/core.h\n",
			0);
	joined_block(&joined,
			"core/c.c\nweak 2:1 f:hook@core/core.h\ntentative 3:1 v:rate@core/core.h\n"
			"weak 4:1 f:idle@core/core.h\n",
			0);
	joined_block(&joined, "core/core.h\ndecl 1:1 f:hook@core/core.h\n", 0);
	joined_block(&joined, "net/n.c\ndef 2:1 f:hook@core/core.h\ndef 3:1 v:rate@core/core.h\n",
			0);
	joined_join(&joined);
	assert_str(joined_uses(&joined), "app/a.c:1:1 call hook net\n"
					 "app/a.c:2:1 read rate net\n"
					 "app/a.c:3:1 call idle core\n");
}

static void what_only_an_external_brings_is_its_own(void **state)
{
	struct joined joined;
	setup(&joined, *state, "zip headers zip.h\n");
	joined_block(&joined,
			"app/a.c\n"
			"type 1:1 t:zip_int@<zipconf.h:zip.h>\n"
			"type 2:1 t:size_t@<size.h:zip.h>\n",
			0);
	joined_block(&joined, "net/net.h\ntype 1:1 t:size_t@<size.h:stddef.h>\n", 0);
	joined_join(&joined);
	assert_str(joined_uses(&joined), "app/a.c:1:1 type zip_int external:zip\n"
					 "app/a.c:2:1 type size_t system\n"
					 "net/net.h:1:1 type size_t system\n");
}

static void without_a_definition_the_declared_external_or_the_header_has_it(void **state)
{
	struct joined joined;
	setup(&joined, *state,
			"zip symbols zip_*\n"
			"math headers math.h\n");
	joined_block(&joined,
			"app/a.c\n"
			"decl 1:1 f:zip_open@app/a.c\n"
			"decl 2:1 f:environ@app/a.c\n"
			"call 3:1 f:zip_open@app/a.c\n"
			"call 4:1 f:in_assembler@net/net.h\n"
			"call 5:1 f:pow@<math.h>\n"
			"call 6:1 f:puts@<stdio.h>\n"
			"call 7:1 f:environ@app/a.c\n"
			"call 8:1 f:nobody@\n",
			0);
	joined_block(&joined, "net/net.h\ndecl 1:1 f:in_assembler@net/net.h\n", 0);
	joined_join(&joined);
	assert_str(joined_uses(&joined), "app/a.c:3:1 call zip_open external:zip\n"
					 "app/a.c:4:1 call in_assembler net\n"
					 "app/a.c:5:1 call pow external:math\n"
					 "app/a.c:6:1 call puts system\n"
					 "app/a.c:7:1 call environ system\n"
					 "app/a.c:8:1 call nobody system\n");
}

static void a_stand_in_for_the_systems_own_is_not_what_others_mean(void **state)
{
	struct joined joined;
	setup(&joined, *state, "");
	joined_block(&joined,
			"app/a.c\ncall 3:1 f:read@<unistd.h>\ncall 4:1 f:strlcpy@<string.h>\n", 0);
	joined_block(&joined, "net/n.c\ncall 3:1 f:read@<unistd.h>\n", 0);
	joined_block(&joined, "net/net.h\ndecl 1:1 f:strlcpy@net/net.h\n", 0);
	joined_block(&joined, "win/w.c\ndef 1:1 f:read@<unistd.h>\ndef 2:1 f:strlcpy@net/net.h\n",
			0);
	joined_join(&joined);
	assert_str(joined_uses(&joined), "app/a.c:3:1 call read system\n"
					 "app/a.c:4:1 call strlcpy win\n"
					 "net/n.c:3:1 call read system\n");
}

static void what_the_system_declares_stays_its_own_though_a_header_repeats_it(void **state)
{
	struct joined joined;
	setup(&joined, *state, "");
	joined_block(&joined, "app/a.c\ncall 3:1 f:free@<stdlib.h>\n", 0);
	joined_block(&joined, "app/b.c\ncall 3:1 f:free@core/core.h\n", 0);
	joined_block(&joined, "core/core.h\ndecl 1:1 f:free@<stdlib.h>\n", 0);
	joined_join(&joined);
	assert_str(joined_uses(&joined), "app/a.c:3:1 call free system\n"
					 "app/b.c:3:1 call free system\n");
}

static void a_header_that_mentions_a_tag_means_its_own_owners(void **state)
{
	struct joined joined;
	setup(&joined, *state, "");
	joined_block(&joined, "net/net.h\ntype 1:8 s:dict@net/n.c\n", 0);
	joined_block(&joined, "net/net.h\ntype 1:8 s:dict@core/core.h\n", 1);
	joined_join(&joined);
	assert_str(joined_uses(&joined), "net/net.h:1:8 type struct dict net\n");
}

static void a_tag_belongs_where_it_is_completed(void **state)
{
	struct joined joined;
	setup(&joined, *state, "net public net/net.h\n");
	joined_block(&joined,
			"app/a.c\ntype 1:1 s:conn@core/core.h?\ntype 2:1 s:open@core/core.h?\n", 0);
	joined_block(&joined,
			"core/core.h\ndecl 1:1 s:open@core/core.h?\ndecl 2:1 s:conn@core/core.h?\n",
			0);
	joined_block(&joined, "net/n.c\ndef 4:1 s:conn@net/n.c\n", 0);
	joined_block(&joined, "net/net.h\ndecl 9:1 s:conn@net/n.c\n", 0);
	joined_join(&joined);
	assert_str(joined_uses(&joined), "app/a.c:1:1 type struct conn net public\n"
					 "app/a.c:2:1 type struct open core\n");
	assert_int_equal(joined.code.symbol_count, 2);
	assert_int_equal(joined.code.symbols[0].declaration_count, 2);
}

static void private_tags_of_one_name_are_told_apart(void **state)
{
	struct joined joined;
	setup(&joined, *state, "");
	joined_block(&joined,
			"app/a.c\ndef 1:1 s:node@app/a.c\ntype 2:1 s:node@app/a.c\n"
			"field 3:1 .:node.left@app/a.c\n",
			0);
	joined_block(&joined, "net/n.c\ndef 1:1 s:node@net/n.c\ntype 2:1 s:node@net/n.c\n", 0);
	/* Here it is not completed: the user's own owner has one. */
	joined_block(&joined, "app/b.c\ntype 2:1 s:node@app/b.c?\n", 0);
	joined_block(&joined, "win/w.c\ntype 2:1 s:node@win/w.c?\ndecl 1:1 s:node@win/w.c?\n", 0);
	joined_join(&joined);
	assert_str(joined_uses(&joined), "app/b.c:2:1 type struct node app\n"
					 "win/w.c:2:1 type struct node app ambiguous\n");
}

static void a_tag_of_the_system_that_is_mentioned_stays_the_systems(void **state)
{
	struct joined joined;
	setup(&joined, *state, "");
	joined_block(&joined, "net/net.h\ndecl 1:1 s:stat@net/net.h?\ntype 2:1 s:stat@net/net.h?\n",
			0);
	joined_block(&joined, "app/a.c\ntype 1:1 s:stat@<sys/stat.h>\n", 0);
	joined_join(&joined);
	assert_str(joined_uses(&joined), "app/a.c:1:1 type struct stat system\n"
					 "net/net.h:2:1 type struct stat system\n");
}

static void statics_and_macros_are_their_files(void **state)
{
	struct joined joined;
	setup(&joined, *state, "");
	joined_block(&joined,
			"app/a.c\ndef 1:1 g:helper@app/a.c\ncall 2:1 g:helper@app/a.c\n"
			"macro 3:1 m:MAX@core/core.h\ncall 4:1 g:inline_one@net/net.h\n",
			0);
	joined_block(&joined, "net/n.c\ndef 1:1 g:helper@net/n.c\n", 0);
	joined_join(&joined);
	assert_str(joined_uses(&joined), "app/a.c:3:1 macro MAX core\n"
					 "app/a.c:4:1 call inline_one net\n");
}

static void a_program_limits_where_definitions_are_sought(void **state)
{
	struct joined joined;
	setup(&joined, *state,
			"server sources app/a.c net/**\n"
			"client sources app/b.c win/**\n"
			"lonely sources core/c.c\n");
	joined_block(&joined, "app/a.c\ncall 1:1 f:open@core/core.h\n", 0);
	joined_block(&joined, "app/b.c\ncall 1:1 f:open@core/core.h\n", 0);
	joined_block(&joined, "core/c.c\ncall 1:1 f:only@core/core.h\n", 0);
	joined_block(&joined, "core/core.h\ndecl 1:1 f:open@core/core.h\n", 0);
	joined_block(&joined, "net/n.c\ndef 1:1 f:open@core/core.h\ndef 2:1 f:only@core/core.h\n",
			0);
	joined_block(&joined, "win/w.c\ndef 1:1 f:open@core/core.h\n", 0);
	joined_join(&joined);
	assert_str(joined_uses(&joined), "app/a.c:1:1 call open net\n"
					 "app/b.c:1:1 call open win\n"
					 "core/c.c:1:1 call only net\n");
}

static void a_port_belongs_to_who_declares_it(void **state)
{
	struct joined joined;
	setup(&joined, *state, "core ports core/core.h\n");
	joined_block(&joined, "app/a.c\ncall 1:1 f:log_write@core/core.h\n", 0);
	joined_block(&joined,
			"core/c.c\ndef 1:1 f:log_flush@core/core.h\ncall 2:1 f:log_write@core/core.h\n",
			0);
	joined_block(&joined,
			"core/core.h\ndecl 1:1 f:log_write@core/core.h\n"
			"decl 2:1 f:log_flush@core/core.h\n",
			0);
	joined_block(&joined,
			"net/n.c\ndef 8:6 f:log_write@core/core.h\ncall 9:1 f:log_write@core/core.h\n",
			0);
	joined_join(&joined);
	assert_str(joined_uses(&joined), "app/a.c:1:1 call log_write core public\n"
					 "core/c.c:2:1 call log_write core public\n"
					 "net/n.c:8:6 implement log_write core public\n"
					 "net/n.c:9:1 call log_write core public\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(the_definition_decides_not_the_header),
		claim(of_several_the_users_own_comes_first_then_the_declarers),
		claim(several_that_nothing_chooses_between_are_ambiguous),
		claim(strong_beats_weak_and_tentative),
		claim(what_only_an_external_brings_is_its_own),
		claim(without_a_definition_the_declared_external_or_the_header_has_it),
		claim(a_stand_in_for_the_systems_own_is_not_what_others_mean),
		claim(what_the_system_declares_stays_its_own_though_a_header_repeats_it),
		claim(a_header_that_mentions_a_tag_means_its_own_owners),
		claim(a_tag_belongs_where_it_is_completed),
		claim(private_tags_of_one_name_are_told_apart),
		claim(a_tag_of_the_system_that_is_mentioned_stays_the_systems),
		claim(statics_and_macros_are_their_files),
		claim(a_program_limits_where_definitions_are_sought),
		claim(a_port_belongs_to_who_declares_it),
	};
	return claims_run("engine/owner", tests);
}
