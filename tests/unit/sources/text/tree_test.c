/* SPDX-License-Identifier: MIT */
#include "unit/sources/text/scene.h"

static void sources_and_headers_are_found_in_the_order_of_their_paths(void **state)
{
	struct scene *scene = *state;
	scene_file(scene, "a/z.c", "");
	scene_file(scene, "a-b/y.h", "");
	scene_file(scene, "a.c", "");
	scene_file(scene, "a/b/x.c", "");
	scene_file(scene, "a0.h", "");
	scene_file(scene, "README.md", "");
	scene_file(scene, "a/table.inc", "");
	assert_true(scene_scan(scene));
	assert_string_equal(scene_files(scene), "a-b/y.h a.c a/b/x.c a/z.c a0.h");
	assert_int_equal(scene_find(scene, "a.c")->flags, FILE_SOURCE | FILE_JUDGED);
	assert_int_equal(scene_find(scene, "a0.h")->flags, FILE_HEADER | FILE_JUDGED);
	assert_null(scene_find(scene, "README.md"));
	assert_null(scene_find(scene, "b.c"));
}

static void other_languages_are_counted_and_not_read(void **state)
{
	struct scene *scene = *state;
	scene_file(scene, "a.cpp", "#include \"x.h\"\n");
	scene_file(scene, "b.S", "#include \"x.h\"\n");
	assert_true(scene_scan(scene));
	assert_string_equal(scene_files(scene), "a.cpp b.S");
	assert_true(scene_find(scene, "a.cpp")->flags & FILE_OTHER_LANGUAGE);
	assert_int_equal(scene_find(scene, "b.S")->includes.len, 0);
}

static void only_what_lies_below_the_roots_and_is_not_ignored_is_judged(void **state)
{
	struct scene *scene = *state;
	scene_file(scene, "src/a.c", "");
	scene_file(scene, "src/gen/b.c", "");
	scene_file(scene, "other/c.c", "");
	scene->sources.roots = scene_list(scene, "./src include");
	scene->sources.ignore = scene_list(scene, "src/gen/**");
	assert_true(scene_scan(scene));
	assert_string_equal(scene_files(scene), "other/c.c src/a.c src/gen/b.c");
	assert_true(scene_find(scene, "src/a.c")->flags & FILE_JUDGED);
	assert_false(scene_find(scene, "src/gen/b.c")->flags & FILE_JUDGED);
	assert_false(scene_find(scene, "other/c.c")->flags & FILE_JUDGED);
}

static void folders_of_version_control_are_left_out(void **state)
{
	struct scene *scene = *state;
	scene_file(scene, ".git/a.c", "");
	scene_file(scene, "sub/.git/b.c", "");
	scene_file(scene, ".hg/c.c", "");
	scene_file(scene, ".svn/d.c", "");
	scene_file(scene, ".github/e.c", "");
	assert_true(scene_scan(scene));
	assert_string_equal(scene_files(scene), ".github/e.c");
}

static void links_inside_are_names_for_what_they_stand_for(void **state)
{
	struct scene *scene = *state;
	scene_file(scene, "real/a.h", "");
	scene_link(scene, "alias.h", "real/a.h");
	scene_link(scene, "folder", "./real/../real");
	scene_link(scene, "chain", "folder/a.h");
	scene_link(scene, "absolute.h", scene_path(scene, "real/a.h"));
	assert_true(scene_scan(scene));
	assert_string_equal(scene_files(scene), "real/a.h");
	assert_int_equal(scene->tree.links.len, 4);
	assert_str(scene->tree.links.p[0].path, "absolute.h");
	vec_each (const struct text_link, link, &scene->tree.links) {
		assert_str(link->target, str_eq(link->path, STR("folder")) ? "real" : "real/a.h");
	}
	assert_ptr_equal(scene_find(scene, "folder/a.h"), scene_find(scene, "real/a.h"));
	assert_ptr_equal(scene_find(scene, "chain"), scene_find(scene, "real/a.h"));
	assert_ptr_equal(scene_find(scene, "absolute.h"), scene_find(scene, "real/a.h"));
}

static void links_that_leave_or_lead_nowhere_stand_for_nothing(void **state)
{
	struct scene *scene = *state;
	scene_file(scene, "../secret.h", "");
	scene_file(scene, "a.c", "");
	scene_link(scene, "out.h", "../secret.h");
	scene_link(scene, "out_folder", "/usr/include");
	scene_link(scene, "back.c", "sub/../../tree/a.c");
	scene_link(scene, "gone.h", "nothing.h");
	scene_link(scene, "round", "about");
	scene_link(scene, "about", "round");
	scene_link(scene, "self", "self/self");
	assert_true(scene_scan(scene));
	assert_string_equal(scene_files(scene), "a.c");
	assert_int_equal(scene->tree.links.len, 0);
	assert_int_equal(scene->tree.troubles.len, 0);
	assert_null(scene_find(scene, "out.h"));
	assert_null(scene_find(scene, "round/x"));
	assert_null(scene_find(scene, "self"));
}

static void a_link_to_a_folder_above_is_no_endless_tree(void **state)
{
	struct scene *scene = *state;
	scene_file(scene, "sub/a.c", "");
	scene_link(scene, "sub/up", "..");
	scene_link(scene, "here", ".");
	assert_true(scene_scan(scene));
	assert_string_equal(scene_files(scene), "sub/a.c");
	assert_non_null(scene_find(scene, "here/sub/up/sub/up/here/sub/a.c"));
}

static void pipes_are_left_alone(void **state)
{
	struct scene *scene = *state;
	assert_int_equal(mkfifo(scene_path(scene, "pipe.c"), 0600), 0);
	scene_file(scene, "a.c", "");
	assert_true(scene_scan(scene));
	assert_string_equal(scene_files(scene), "a.c");
}

static void an_unreadable_folder_is_a_trouble(void **state)
{
	struct scene *scene = *state;
	/* Nothing is unreadable for root; ci/test runs as nobody. */
	if (geteuid() == 0) {
		return;
	}
	scene_file(scene, "shut/a.c", "");
	scene_file(scene, "b.c", "");
	assert_int_equal(chmod(scene_path(scene, "shut"), 0), 0);
	assert_int_equal(chmod(scene_path(scene, "b.c"), 0), 0);
	bool ok = scene_scan(scene);
	chmod(scene_path(scene, "shut"), 0755);
	assert_true(ok);
	assert_string_equal(scene_troubles(scene), "shut: permission denied or read error");
	assert_true(scene_find(scene, "b.c")->flags & FILE_UNREAD);
	assert_str(scene_find(scene, "b.c")->problem, "permission denied or read error");
}

static void binary_and_large_files_are_told(void **state)
{
	struct scene *scene = *state;
	scene_bytes(scene, "binary.h", (struct str){ "#include \"a.h\"\n\0", 16 });
	scene_file(scene, "large.c", "#include \"binary.h\"\n");
	scene_file(scene, "empty.c", "");
	scene->limits.max_file = 19;
	assert_true(scene_scan(scene));
	const struct text_file *binary = scene_find(scene, "binary.h");
	const struct text_file *large = scene_find(scene, "large.c");
	assert_true(binary->flags & FILE_UNREAD);
	assert_true(str_starts(binary->problem, STR("binary")));
	assert_int_equal(binary->includes.len, 0);
	assert_true(large->flags & FILE_UNREAD);
	assert_str(large->problem, "larger than the limit of 19 bytes (--max-file-size)");
	assert_int_equal(large->stamp.size, 20);
	assert_int_equal(scene_find(scene, "empty.c")->flags, FILE_SOURCE | FILE_JUDGED);
}

static void what_is_too_deep_is_a_trouble(void **state)
{
	struct scene *scene = *state;
	scene_file(scene, "1/2/3/a.c", "");
	scene_file(scene, "1/2/b.c", "");
	scene->limits.max_depth = 2;
	assert_true(scene_scan(scene));
	assert_string_equal(scene_files(scene), "1/2/b.c");
	assert_string_equal(scene_troubles(scene),
			"1/2/3: deeper than the limit of 2 folders (--max-depth)");
}

static void trouble_matters_only_where_something_is_judged(void **state)
{
	struct scene *scene = *state;
	scene_file(scene, "src/lib/1/2/a.c", "");
	scene_file(scene, "other/lib/1/2/a.c", "");
	scene_file(scene, "src/third/1/2/a.c", "");
	scene->limits.max_depth = 2;
	assert_true(scene_scan(scene));
	assert_int_equal(scene->tree.troubles.len, 3);
	scene->sources.ignore = scene_list(scene, "src/third/**");
	scene->sources.roots = scene_list(scene, "./src/lib/1/2");
	assert_true(scene_scan(scene));
	assert_int_equal(scene->tree.troubles.len, 1);
	assert_str(scene->tree.troubles.p[0].path, "src/lib/1");
	scene->sources.ignore = scene_list(scene, "src/third/* other");
	scene->sources.roots = scene_list(scene, ".");
	assert_true(scene_scan(scene));
	assert_int_equal(scene->tree.troubles.len, 2);
}

static void too_many_files_are_an_error(void **state)
{
	struct scene *scene = *state;
	scene_file(scene, "1/a.c", "");
	scene_file(scene, "2/b.txt", "");
	scene_file(scene, "3/c.c", "");
	scene->limits.max_files = 3;
	assert_true(scene_scan(scene));
	scene->limits.max_files = 2;
	assert_false(scene_scan(scene));
	assert_non_null(strstr(scene->err.text, "more than 2 files"));
	assert_non_null(strstr(scene->err.text, "--max-files"));
}

static void contents_are_hashed(void **state)
{
	struct scene *scene = *state;
	scene_file(scene, "a.c", "int a;\n");
	assert_true(scene_scan(scene));
	const struct text_file *file = scene_find(scene, "a.c");
	assert_true(hash_eq(file->content, hash_of(STR("int a;\n"))));
	assert_int_equal(file->lines, 1);
	assert_int_equal(file->stamp.size, 7);
}

static void any_number_of_threads_finds_the_same(void **state)
{
	struct scene *scene = *state;
	for (int i = 0; i < 200; i++) {
		scene_file(scene, str_fmt(scene->arena, "d%d/f%d.c", i % 17, i).p,
				str_fmt(scene->arena, "#include \"x%d.h\"\n#define A%d\n", i, i).p);
	}
	scene->jobs = 1;
	assert_true(scene_scan(scene));
	struct text_tree one = scene->tree;
	scene->jobs = 8;
	assert_true(scene_scan(scene));
	assert_int_equal(one.files.len, 200);
	assert_int_equal(scene->tree.files.len, 200);
	for (size_t i = 0; i < 200; i++) {
		const struct text_file *a = &one.files.p[i];
		const struct text_file *b = &scene->tree.files.p[i];
		assert_true(str_eq(a->path, b->path));
		assert_true(str_eq(a->includes.p[0].spelled, b->includes.p[0].spelled));
		assert_true(str_eq(a->defines.p[0].name, b->defines.p[0].name));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		scene_claim(sources_and_headers_are_found_in_the_order_of_their_paths),
		scene_claim(other_languages_are_counted_and_not_read),
		scene_claim(only_what_lies_below_the_roots_and_is_not_ignored_is_judged),
		scene_claim(folders_of_version_control_are_left_out),
		scene_claim(links_inside_are_names_for_what_they_stand_for),
		scene_claim(links_that_leave_or_lead_nowhere_stand_for_nothing),
		scene_claim(a_link_to_a_folder_above_is_no_endless_tree),
		scene_claim(pipes_are_left_alone),
		scene_claim(an_unreadable_folder_is_a_trouble),
		scene_claim(binary_and_large_files_are_told),
		scene_claim(what_is_too_deep_is_a_trouble),
		scene_claim(trouble_matters_only_where_something_is_judged),
		scene_claim(too_many_files_are_an_error),
		scene_claim(contents_are_hashed),
		scene_claim(any_number_of_threads_finds_the_same),
	};
	return claims_run("sources/text/tree", tests);
}
