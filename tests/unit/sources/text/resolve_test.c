/* SPDX-License-Identifier: MIT */
#include "unit/sources/text/scene.h"

#define MANY 8

/* Search paths and units, as written in a test: "-Ia -Ib -qc -fx.h", "src/a.c". */
struct setting {
	struct search_paths searches[MANY];
	size_t search_count;
	struct search_unit units[MANY];
	size_t unit_count;
};

static uint32_t search_add(struct scene *scene, struct setting *setting, const char *flags)
{
	VEC(struct str) lists[3] = { 0 };
	struct str rest = str_of(flags);
	struct str word;
	while (str_split(&rest, ' ', &word)) {
		if (word.len > 2) {
			size_t list = word.p[1] == 'q' ? 0 : word.p[1] == 'I' ? 1 : 2;
			*vec_add(&lists[list], scene->arena) = str_from(word, 2);
		}
	}
	setting->searches[setting->search_count++] = (struct search_paths){
		.quote = lists[0].p,
		.quote_count = lists[0].len,
		.angled = lists[1].p,
		.angled_count = lists[1].len,
		.forced = lists[2].p,
		.forced_count = lists[2].len,
	};
	return (uint32_t)setting->search_count - 1;
}

static void unit_add(
		struct scene *scene, struct setting *setting, const char *path, const char *flags)
{
	setting->units[setting->unit_count++] = (struct search_unit){
		.path = str_of(path),
		.search = search_add(scene, setting, flags),
	};
}

static void resolve(struct scene *scene, const struct setting *setting)
{
	assert_true(scene_scan(scene));
	text_resolve(&scene->tree, scene->arena, &scene->root, &scene->sources, &scene->limits,
			setting->searches, setting->search_count, setting->units,
			setting->unit_count, scene->jobs);
}

/* What the includes of a file mean: "net/a.h; outside; not; a.h|b.h". */
static const char *meaning(const struct scene *scene, const char *path)
{
	const struct text_file *file = scene_find(scene, path);
	struct str all = STR("");
	assert_non_null(file);
	for (size_t i = 0; i < file->includes.len; i++) {
		const struct text_include *include = &file->includes.p[i];
		struct str one = include->resolution == RESOLVED_OUTSIDE ? STR("outside")
				 : include->resolution == RESOLVED_NOT   ? STR("not")
									 : STR("");
		if (include->resolution == RESOLVED) {
			one = scene->tree.files.p[include->target].path;
		} else {
			assert_int_equal(include->target, NONE);
		}
		for (size_t k = 0; include->resolution == RESOLVED_AMBIGUOUS
				   && k < include->candidate_count;
				k++) {
			one = str_fmt(scene->arena, STR_FMT "%s" STR_FMT, STR_ARG(one),
					k ? "|" : "",
					STR_ARG(scene->tree.files.p[include->candidates[k]].path));
		}
		all = str_fmt(scene->arena, STR_FMT "%s" STR_FMT, STR_ARG(all), i ? "; " : "",
				STR_ARG(one));
	}
	return all.p;
}

#define assert_meaning(path, expected) assert_string_equal(meaning(scene, path), expected)

static void quoted_and_angled_look_where_a_compiler_does(void **state)
{
	struct scene *scene = *state;
	struct setting setting = { 0 };
	scene_file(scene, "src/a.c",
			"#include \"own.h\"\n#include <own.h>\n#include \"q.h\"\n#include <q.h>\n"
			"#include \"i.h\"\n#include <i.h>\n#include <sub/s.h>\n#include <gone.h>\n"
			"#include \"gone.h\"\n#include \"../inc/i.h\"\n#include <stdio.h>\n");
	scene_file(scene, "src/own.h", "");
	scene_file(scene, "quote/q.h", "");
	scene_file(scene, "quote/i.h", "");
	scene_file(scene, "inc/i.h", "");
	scene_file(scene, "inc/sub/s.h", "");
	scene_file(scene, "inc2/i.h", "");
	unit_add(scene, &setting, "src/a.c", "-qquote -Iinc -Iinc2");
	resolve(scene, &setting);
	assert_meaning("src/a.c",
			"src/own.h; outside; quote/q.h; outside; quote/i.h; inc/i.h; inc/sub/s.h; "
			"outside; not; inc/i.h; outside");
}

static void headers_are_seen_as_their_units_see_them(void **state)
{
	struct scene *scene = *state;
	struct setting setting = { 0 };
	scene_file(scene, "a.c", "#include \"mid/mid.h\"\n");
	scene_file(scene, "b.c", "#include \"mid/mid.h\"\n");
	scene_file(scene, "mid/mid.h", "#include <conf.h>\n#include <same.h>\n");
	scene_file(scene, "one/conf.h", "");
	scene_file(scene, "two/conf.h", "");
	scene_file(scene, "two/same.h", "");
	unit_add(scene, &setting, "a.c", "-I. -Ione -Itwo");
	unit_add(scene, &setting, "b.c", "-I. -Itwo");
	resolve(scene, &setting);
	assert_meaning("mid/mid.h", "one/conf.h|two/conf.h; two/same.h");
}

static void a_folder_outside_may_come_first(void **state)
{
	struct scene *scene = *state;
	struct setting setting = { 0 };
	scene_file(scene, "../outside/x.h", "#error never read\n");
	scene_file(scene, "inc/x.h", "");
	scene_file(scene, "inc/y.h", "");
	scene_file(scene, "a.c", "#include <x.h>\n#include <y.h>\n#include \"../outside/x.h\"\n");
	unit_add(scene, &setting, "a.c",
			str_fmt(scene->arena, "-I" STR_FMT "/outside -Iinc", STR_ARG(scene->top))
					.p);
	resolve(scene, &setting);
	assert_meaning("a.c", "outside; inc/y.h; outside");
}

static void include_next_goes_on_behind_its_own_folder(void **state)
{
	struct scene *scene = *state;
	struct setting setting = { 0 };
	scene_file(scene, "a.c", "#include <x.h>\n");
	scene_file(scene, "one/x.h", "#include_next <x.h>\n");
	scene_file(scene, "two/x.h", "#include_next <x.h>\n");
	unit_add(scene, &setting, "a.c", "-Ione -Itwo");
	resolve(scene, &setting);
	assert_meaning("one/x.h", "two/x.h");
	assert_meaning("two/x.h", "outside");
}

static void a_macro_may_name_the_header(void **state)
{
	struct scene *scene = *state;
	struct setting setting = { 0 };
	scene_file(scene, "a.c",
			"#define ONE \"x.h\"\n#include ONE\n#include TWO\n#include BOTH\n#include NO\n");
	scene_file(scene, "x.h", "#define TWO <x.h>\n#define BOTH \"x.h\"\n");
	scene_file(scene, "y.h", "#define BOTH \"y.h\"\n#if 0\n#define TWO <y.h>\n#endif\n");
	unit_add(scene, &setting, "a.c", "-I.");
	resolve(scene, &setting);
	assert_meaning("a.c", "x.h; x.h; not; not");
	assert_int_equal(scene_find(scene, "a.c")->includes.p[0].form, INCLUDE_COMPUTED);
	assert_str(scene_find(scene, "a.c")->includes.p[0].spelled, "ONE");
}

static void forced_headers_are_reached(void **state)
{
	struct scene *scene = *state;
	struct setting setting = { 0 };
	scene_file(scene, "src/a.c", "");
	scene_file(scene, "inc/pre.h", "#include <deep.h>\n");
	scene_file(scene, "inc/deep.h", "");
	scene_file(scene, "other/deep.h", "");
	unit_add(scene, &setting, "src/a.c", "-Iinc -fpre.h");
	unit_add(scene, &setting, "src/b.c", "-Iother");
	resolve(scene, &setting);
	assert_meaning("inc/pre.h", "inc/deep.h");
}

static void what_no_unit_reaches_is_seen_as_its_neighbours(void **state)
{
	struct scene *scene = *state;
	struct setting setting = { 0 };
	scene_file(scene, "src/a.c", "");
	scene_file(scene, "src/lonely.c", "#include <x.h>\n#include \"y.h\"\n");
	scene_file(scene, "far/far.c", "#include <x.h>\n#include \"deep/z.h\"\n");
	scene_file(scene, "one/x.h", "");
	scene_file(scene, "two/x.h", "");
	scene_file(scene, "three/y.h", "");
	scene_file(scene, "lib/deep/z.h", "");
	unit_add(scene, &setting, "src/a.c", "-Itwo -Ione");
	unit_add(scene, &setting, "gone/b.c", "-Ione -Ithree");
	resolve(scene, &setting);
	/* y.h is in no folder of the neighbour, but there is only one in the tree. */
	assert_meaning("src/lonely.c", "two/x.h; three/y.h");
	assert_meaning("far/far.c", "one/x.h; lib/deep/z.h");
}

static void without_units_the_tree_answers(void **state)
{
	struct scene *scene = *state;
	struct setting setting = { 0 };
	scene->sources.roots = scene_list(scene, "src");
	scene_file(scene, "src/app/a.c",
			"#include \"b.h\"\n#include \"net/api.h\"\n#include <net/api.h>\n"
			"#include \"pub.h\"\n#include <pub.h>\n#include \"only/one.h\"\n"
			"#include <only/one.h>\n#include \"ne.h\"\n#include <string.h>\n"
			"#include \"string.h\"\n#include <zlib.h>\n");
	scene_file(scene, "src/app/b.h", "");
	scene_file(scene, "src/net/api.h", "");
	scene_file(scene, "other/net/api.h", "");
	scene_file(scene, "src/include/pub.h", "");
	scene_file(scene, "x/only/one.h", "");
	scene_file(scene, "compat/string.h", "");
	resolve(scene, &setting);
	assert_meaning("src/app/a.c",
			"src/app/b.h; src/net/api.h; src/net/api.h; src/include/pub.h; "
			"src/include/pub.h; x/only/one.h; x/only/one.h; not; outside; "
			"compat/string.h; outside");
}

static void of_several_the_nearest_is_meant(void **state)
{
	struct scene *scene = *state;
	struct setting setting = { 0 };
	const char *text = "#include \"conf.h\"\n#include <conf.h>\n";
	scene_file(scene, "a/b/c/x.c", text);
	scene_file(scene, "a/y.c", text);
	scene_file(scene, "z/z.c", text);
	scene_file(scene, "a/b/k/conf.h", "");
	scene_file(scene, "a/l/conf.h", "");
	scene_file(scene, "m/conf.h", "");
	resolve(scene, &setting);
	assert_meaning("a/b/c/x.c", "a/b/k/conf.h; outside");
	assert_meaning("a/y.c", "a/b/k/conf.h|a/l/conf.h; outside");
	assert_meaning("z/z.c", "a/b/k/conf.h|a/l/conf.h|m/conf.h; outside");
}

static void included_files_of_any_name_join_the_tree(void **state)
{
	struct scene *scene = *state;
	struct setting setting = { 0 };
	scene_file(scene, "a.c", "#include \"table.inc\"\n#include \"b.c\"\n");
	scene_file(scene, "b.c", "");
	scene_file(scene, "table.inc", "#include \"more.def\"\n");
	scene_file(scene, "more.def", "#include \"a.c\"\n#define X\n");
	scene_file(scene, "unused.inc", "");
	resolve(scene, &setting);
	assert_string_equal(scene_files(scene), "a.c b.c more.def table.inc");
	assert_meaning("a.c", "table.inc; b.c");
	assert_meaning("table.inc", "more.def");
	assert_meaning("more.def", "a.c");
	assert_int_equal(scene_find(scene, "table.inc")->flags, FILE_HEADER | FILE_JUDGED);
	unit_add(scene, &setting, "a.c", "-I.");
	resolve(scene, &setting);
	assert_string_equal(scene_files(scene), "a.c b.c more.def table.inc");
	assert_meaning("more.def", "a.c");
}

static void links_mean_what_they_stand_for(void **state)
{
	struct scene *scene = *state;
	struct setting setting = { 0 };
	scene_file(scene, "real/x.h", "");
	scene_file(scene, "../secret.h", "");
	scene_link(scene, "inc/alias.h", "../real/x.h");
	scene_link(scene, "folder", "real");
	scene_link(scene, "inc/out.h", "../../secret.h");
	scene_link(scene, "inc/never.h", "../../secret.h");
	scene_file(scene, "a.c",
			"#include \"alias.h\"\n#include \"folder/x.h\"\n#include <x.h>\n"
			"#include <out.h>\n");
	unit_add(scene, &setting, "a.c", "-Iinc -Ifolder");
	resolve(scene, &setting);
	assert_meaning("a.c", "real/x.h; real/x.h; real/x.h; outside");
	assert_string_equal(scene_troubles(scene),
			"inc/out.h: a link that leaves the repository is included");
	assert_str(scene->tree.troubles.p[0].place.path, "a.c");
	assert_int_equal(scene->tree.troubles.p[0].place.line, 4);
}

static void a_branch_that_is_never_taken_reaches_nothing(void **state)
{
	struct scene *scene = *state;
	struct setting setting = { 0 };
	scene_file(scene, "a.c", "#if 0\n#include \"dead/x.h\"\n#endif\n");
	scene_file(scene, "dead/x.h", "#include \"y.h\"\n");
	scene_file(scene, "dead/other.c", "");
	scene_file(scene, "one/y.h", "");
	scene_file(scene, "two/y.h", "");
	unit_add(scene, &setting, "a.c", "-Ione");
	unit_add(scene, &setting, "dead/other.c", "-Itwo");
	resolve(scene, &setting);
	assert_meaning("a.c", "dead/x.h");
	assert_meaning("dead/x.h", "two/y.h");
}

static void the_order_of_units_does_not_show(void **state)
{
	struct scene *scene = *state;
	const char *flags[] = { "-I. -Ione", "-I. -Itwo", "-I. -Ithree -Ione" };
	const char *paths[] = { "a.c", "b.c", "c.c" };
	for (int i = 0; i < 3; i++) {
		scene_file(scene, paths[i], "#include <mid.h>\n");
	}
	scene_file(scene, "mid.h", "#include <conf.h>\n");
	scene_file(scene, "one/conf.h", "");
	scene_file(scene, "two/conf.h", "");
	scene_file(scene, "three/conf.h", "");
	for (int turn = 0; turn < 6; turn++) {
		struct setting setting = { 0 };
		for (int i = 0; i < 3; i++) {
			int at = (turn % 2 ? 3 - i : i + turn) % 3;
			unit_add(scene, &setting, paths[at], flags[at]);
		}
		resolve(scene, &setting);
		assert_meaning("mid.h", "one/conf.h|three/conf.h|two/conf.h");
	}
}

static void cycles_and_long_chains_end(void **state)
{
	struct scene *scene = *state;
	struct setting setting = { 0 };
	scene_file(scene, "self.h", "#include \"self.h\"\n");
	for (int i = 0; i < 2000; i++) {
		scene_file(scene, str_fmt(scene->arena, "h%d.h", i).p,
				str_fmt(scene->arena, "#include \"h%d.h\"\n#include \"self.h\"\n",
						i + 1)
						.p);
	}
	scene_file(scene, "h2000.h", "#include <end.h>\n");
	scene_file(scene, "inc/end.h", "");
	scene_file(scene, "a.c", "#include \"h0.h\"\n");
	unit_add(scene, &setting, "a.c", "-Iinc");
	resolve(scene, &setting);
	assert_meaning("self.h", "self.h");
	assert_meaning("h2000.h", "inc/end.h");
}

static void more_contexts_than_the_limit_are_cut(void **state)
{
	struct scene *scene = *state;
	struct search_paths searches[100];
	struct search_unit units[100];
	scene_file(scene, "mid.h", "#include <conf.h>\n");
	for (uint32_t i = 0; i < 100; i++) {
		struct str *folder = arena_new(scene->arena, struct str);
		*folder = str_fmt(scene->arena, "d%03u", i);
		struct str unit = str_fmt(scene->arena, STR_FMT "/u.c", STR_ARG(*folder));
		scene_file(scene, unit.p, "#include \"../mid.h\"\n");
		scene_file(scene, str_fmt(scene->arena, STR_FMT "/conf.h", STR_ARG(*folder)).p, "");
		searches[i] = (struct search_paths){ .angled = folder, .angled_count = 1 };
		units[i] = (struct search_unit){ unit, i };
	}
	assert_true(scene_scan(scene));
	text_resolve(&scene->tree, scene->arena, &scene->root, &scene->sources, &scene->limits,
			searches, 100, units, 100, 1);
	const struct text_include *include = &scene_find(scene, "mid.h")->includes.p[0];
	assert_int_equal(include->resolution, RESOLVED_AMBIGUOUS);
	assert_int_equal(include->candidate_count, 64);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		scene_claim(quoted_and_angled_look_where_a_compiler_does),
		scene_claim(headers_are_seen_as_their_units_see_them),
		scene_claim(a_folder_outside_may_come_first),
		scene_claim(include_next_goes_on_behind_its_own_folder),
		scene_claim(a_macro_may_name_the_header),
		scene_claim(forced_headers_are_reached),
		scene_claim(what_no_unit_reaches_is_seen_as_its_neighbours),
		scene_claim(without_units_the_tree_answers),
		scene_claim(of_several_the_nearest_is_meant),
		scene_claim(included_files_of_any_name_join_the_tree),
		scene_claim(links_mean_what_they_stand_for),
		scene_claim(a_branch_that_is_never_taken_reaches_nothing),
		scene_claim(the_order_of_units_does_not_show),
		scene_claim(cycles_and_long_chains_end),
		scene_claim(more_contexts_than_the_limit_are_cut),
	};
	return claims_run("sources/text/resolve", tests);
}
