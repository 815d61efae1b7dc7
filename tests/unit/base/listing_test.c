/* SPDX-License-Identifier: MIT */
#include "base/listing.h"

#include "base/search.h"

#include "unit/base/overlaid.h"

#include <sys/stat.h>

/* "a.c sub/ link->target pipe?", sorted. */
static struct str listed(struct overlaid *o, const char *folder)
{
	static const char *const marks[] = {
		[LISTED_FILE] = "",
		[LISTED_FOLDER] = "/",
		[LISTED_LINK] = "->",
		[LISTED_OTHER] = "?",
	};
	struct listing listing;
	struct listed found;
	VEC(struct str) names = { 0 };
	struct str all = STR("");
	if (!listing_open(&listing, &o->root, str_of(folder))) {
		return str_fmt(o->arena, "(%s)", listing.problem);
	}
	while (listing_next(&listing, &found)) {
		struct str target = found.kind == LISTED_LINK
						    ? listing_target(&listing, &found, o->arena)
						    : STR("");
		*vec_add(&names, o->arena) = str_fmt(o->arena, STR_FMT "%s" STR_FMT,
				STR_ARG(found.name), marks[found.kind], STR_ARG(target));
	}
	listing_close(&listing);
	assert_null(listing.problem);
	vec_sort(&names, str_order);
	vec_each (const struct str, name, &names) {
		all = str_fmt(o->arena, STR_FMT "%s" STR_FMT, STR_ARG(all), all.len ? " " : "",
				STR_ARG(*name));
	}
	return all;
}

static void a_folder_is_listed_as_it_is(void **state)
{
	struct overlaid *o = *state;
	o->root.overlay = NULL;
	overlaid_file(o, "a.c", "");
	overlaid_file(o, "sub/.b", "");
	assert_int_equal(symlink("sub", overlaid_at(o, "link").p), 0);
	assert_int_equal(mkfifo(overlaid_at(o, "pipe").p, 0600), 0);
	assert_str(listed(o, ""), "a.c link->sub pipe? sub/");
	assert_str(listed(o, "link"), ".b");
	assert_str(listed(o, "none"), "(no such file)");
	assert_str(listed(o, "a.c"), "(Not a directory)");
	assert_str(listed(o, "../out"), "(it lies outside the repository)");
}

static void an_overlay_is_listed_in_place_of_what_it_covers(void **state)
{
	struct overlaid *o = *state;
	overlaid_file(o, "a.c", "");
	overlaid_file(o, "gone.c", "");
	overlaid_file(o, "empty/gone.c", "");
	overlaid_file(o, "sub/b.c", "");
	overlaid_file(o, "was_folder/x", "");
	overlaid_file(o, "was_file", "");
	assert_int_equal(symlink("sub", overlaid_at(o, "disk").p), 0);
	overlaid_add(o, "a.c", OVERLAY_FILE, "");
	overlaid_add(o, "gone.c", OVERLAY_ABSENT, "");
	overlaid_add(o, "empty/gone.c", OVERLAY_ABSENT, "");
	overlaid_add(o, "link", OVERLAY_LINK, "sub");
	overlaid_add(o, "new/deep/c.c", OVERLAY_FILE, "");
	overlaid_add(o, "new/never.c", OVERLAY_ABSENT, "");
	overlaid_add(o, "sub/c.c", OVERLAY_FILE, "");
	overlaid_add(o, "was_file", OVERLAY_ABSENT, "");
	overlaid_add(o, "was_file/x", OVERLAY_FILE, "");
	overlaid_add(o, "was_folder", OVERLAY_FILE, "");
	overlaid_add(o, "was_folder/x", OVERLAY_ABSENT, "");
	overlay_freeze(&o->overlay);
	assert_str(listed(o, ""), "a.c disk->sub empty/ link->sub new/ sub/ was_file/ was_folder");
	assert_str(listed(o, "."), "a.c disk->sub empty/ link->sub new/ sub/ was_file/ was_folder");
	assert_str(listed(o, "sub"), "b.c c.c");
	assert_str(listed(o, "link"), "b.c c.c");
	assert_str(listed(o, "disk"), "b.c c.c");
	assert_str(listed(o, "empty"), "");
	assert_str(listed(o, "new"), "deep/");
	assert_str(listed(o, "new/deep"), "c.c");
	assert_str(listed(o, "was_file"), "x");
	assert_str(listed(o, "was_folder"), "(Not a directory)");
	assert_str(listed(o, "none"), "(no such file)");
	assert_str(listed(o, "gone.c"), "(no such file)");
}

static void a_whole_overlay_is_all_that_is_listed(void **state)
{
	struct overlaid *o = *state;
	overlaid_file(o, "sub/b.c", "");
	overlaid_file(o, "other/b.c", "");
	overlaid_add(o, "sub/c.c", OVERLAY_FILE, "");
	overlay_freeze(&o->overlay);
	o->overlay.is_whole = true;
	assert_str(listed(o, ""), "sub/");
	assert_str(listed(o, "sub"), "c.c");
	assert_str(listed(o, "other"), "(no such file)");
}

static void one_name_is_found_without_following_it(void **state)
{
	struct overlaid *o = *state;
	enum listed_kind kind;
	overlaid_file(o, "sub/b.c", "");
	overlaid_add(o, "link", OVERLAY_LINK, "nowhere");
	overlaid_add(o, "sub/c.c", OVERLAY_FILE, "");
	overlaid_add(o, "sub/gone.c", OVERLAY_ABSENT, "");
	overlay_freeze(&o->overlay);
	assert_true(listing_find(&o->root, STR("link"), &kind) && kind == LISTED_LINK);
	assert_true(listing_find(&o->root, STR("sub/b.c"), &kind) && kind == LISTED_FILE);
	assert_true(listing_find(&o->root, STR("sub/c.c"), &kind) && kind == LISTED_FILE);
	assert_true(listing_find(&o->root, STR("sub"), &kind) && kind == LISTED_FOLDER);
	assert_false(listing_find(&o->root, STR("sub/gone.c"), &kind));
	assert_false(listing_find(&o->root, STR("none"), &kind));
	o->root.overlay = NULL;
	assert_false(listing_find(&o->root, STR("link"), &kind));
	assert_true(listing_find(&o->root, STR("sub"), &kind) && kind == LISTED_FOLDER);
}

static void patterns_look_through_an_overlay(void **state)
{
	struct overlaid *o = *state;
	const struct str patterns[] = { STR("s*/**/*.c"), STR("bare"), STR("sub/gone.c") };
	struct search search;
	struct err err;
	overlaid_file(o, "sub/b.c", "");
	overlaid_file(o, "sub/gone.c", "");
	overlaid_add(o, "sub/gone.c", OVERLAY_ABSENT, "");
	overlaid_add(o, "sub/deep/c.c", OVERLAY_FILE, "");
	overlaid_add(o, "bare", OVERLAY_FILE, "");
	overlay_freeze(&o->overlay);
	assert_true(search_files(&search, o->arena, &o->root, patterns, 3, 0, &err));
	assert_int_equal(search.paths.len, 3);
	assert_str(search.paths.p[0], "bare");
	assert_str(search.paths.p[1], "sub/b.c");
	assert_str(search.paths.p[2], "sub/deep/c.c");
	assert_false(search.has_match[2]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		overlaid_claim(a_folder_is_listed_as_it_is),
		overlaid_claim(an_overlay_is_listed_in_place_of_what_it_covers),
		overlaid_claim(a_whole_overlay_is_all_that_is_listed),
		overlaid_claim(one_name_is_found_without_following_it),
		overlaid_claim(patterns_look_through_an_overlay),
	};
	return claims_run("base/listing", tests);
}
