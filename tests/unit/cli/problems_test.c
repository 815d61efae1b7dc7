/* SPDX-License-Identifier: MIT */
#include "cli/problems.h"

#include "base/err.h"
#include "base/file.h"

#include "unit/unit.h"

#include <unistd.h>

/* A root that holds one file, lintel.yaml, of two lines. */
static struct root root_make(struct arena *arena)
{
	char folder[] = "/tmp/lintel-problems-XXXXXX";
	struct root root;
	struct err err;

	assert_non_null(mkdtemp(folder));
	struct str path = str_fmt(arena, "%s/lintel.yaml", folder);
	assert_true(file_write(path, STR("version: 1\n\tuses: [netwrok, core]\n"), &err));
	assert_true(root_open(&root, arena, str_of(folder), &err));
	return root;
}

static void root_remove(struct root *root, struct arena *arena)
{
	assert_int_equal(unlink(str_fmt(arena, STR_FMT "/lintel.yaml", STR_ARG(root->path)).p), 0);
	assert_int_equal(rmdir(root->path.p), 0);
	root_close(root);
}

static void a_problem_shows_line_caret_and_remedy(void **state)
{
	struct problems problems;
	struct root root = root_make(*state);
	struct buf out;

	problems_init(&problems, *state);
	problem_add(&problems, (struct place){ STR("lintel.yaml"), 2, 9, 7 },
			STR("did you mean 'net'?"), "unknown module 'netwrok'");
	buf_init(&out);
	problems_write(&problems, &root, false, &out);
	assert_string_equal(out.p, "lintel.yaml:2:9: error: unknown module 'netwrok'\n"
				   "    2 |         uses: [netwrok, core]\n"
				   "      |                ^^^^^^^ did you mean 'net'?\n"
				   "1 error, nothing was checked\n");
	buf_finish(&out);
	root_remove(&root, *state);
}

static void a_whole_entry_shows_its_remedy_alone(void **state)
{
	struct problems problems;
	struct buf out;

	problems_init(&problems, *state);
	problem_add(&problems, (struct place){ STR("lintel.yaml"), 22, 5, 0 },
			STR("layers need an order"), "rule 'layering' has no 'order'");
	problem_warn(&problems, (struct place){ STR("lintel.yaml"), 3, 0, 0 }, STR(""), "nothing");
	buf_init(&out);
	problems_write(&problems, NULL, false, &out);
	assert_string_equal(out.p, "lintel.yaml:3: warning: nothing\n"
				   "lintel.yaml:22:5: error: rule 'layering' has no 'order'\n"
				   "      | layers need an order\n"
				   "1 error, nothing was checked\n");
	buf_finish(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_problem_shows_line_caret_and_remedy),
		claim(a_whole_entry_shows_its_remedy_alone),
	};
	return claims_run("cli/problems", tests);
}
