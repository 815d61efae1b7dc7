/* SPDX-License-Identifier: MIT */
#include "cli/proposal.h"

#include "base/buf.h"

#include "unit/unit.h"

/* Proposes modules for files at these paths, which must be sorted. */
static struct str proposed(struct arena *arena, const char *const *paths)
{
	struct code_file files[32] = { 0 };
	struct code code = { .arena = arena, .files = files };
	struct proposal proposal = { .arena = arena };
	struct buf out;

	for (; paths[code.file_count]; code.file_count++) {
		files[code.file_count].path = str_of(paths[code.file_count]);
		files[code.file_count].flags = FILE_JUDGED | FILE_SOURCE;
	}
	proposal_split(&proposal, &code);
	buf_init(&out);
	proposal_write(&proposal, false, &out);
	struct str text = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	size_t begin = 0;
	while (begin < text.len && !str_starts(str_from(text, begin), STR("modules:\n"))) {
		begin++;
	}
	return str_from(text, begin);
}

static void folders_are_modules_and_containers_are_looked_into(void **state)
{
	static const char *const paths[] = { "docs/a.c", "src/app/main.c", "src/app/ui/x.c",
		"src/net/n.c", NULL };
	assert_str(proposed(*state, paths), "modules:\n"
					    "  app:\n    paths: [src/app/**]\n"
					    "  docs:\n    paths: [docs/**]\n"
					    "  net:\n    paths: [src/net/**]\n"
					    "unassigned: none\n");
}

static void files_beside_folders_are_a_module_of_their_own(void **state)
{
	static const char *const paths[] = { "lib/a.c", "lib/tls/b.c", "lib/z.c", "m.c", NULL };
	assert_str(proposed(*state, paths), "modules:\n"
					    "  lib:\n    paths: [lib/*]\n"
					    "  main:\n    paths: [\"*\"]\n"
					    "  tls:\n    paths: [lib/tls/**]\n"
					    "unassigned: none\n");
}

static void a_tree_in_one_folder_is_split(void **state)
{
	static const char *const paths[] = { "foo/a/x.c", "foo/b/x.c", "foo/main.c", NULL };
	assert_str(proposed(*state, paths), "modules:\n"
					    "  a:\n    paths: [foo/a/**]\n"
					    "  b:\n    paths: [foo/b/**]\n"
					    "  foo:\n    paths: [foo/*]\n"
					    "unassigned: none\n");
}

static void public_headers_go_to_the_module_of_their_name(void **state)
{
	static const char *const paths[] = { "include/net/n.h", "include/other/o.h", "src/app/a.c",
		"src/net/n.c", NULL };
	assert_str(proposed(*state, paths),
			"modules:\n"
			"  app:\n    paths: [src/app/**]\n"
			"  net:\n    paths: [src/net/**]\n    public: [include/net/**]\n"
			"  other:\n    paths: [include/other/**]\n"
			"unassigned: none\n");
}

static void a_name_that_is_used_twice_is_written_in_full(void **state)
{
	static const char *const paths[] = { "a/x.c", "deps/a/x.c", "system/x.c", NULL };
	assert_str(proposed(*state, paths), "modules:\n"
					    "  a:\n    paths: [a/**]\n"
					    "  deps/a:\n    paths: [deps/a/**]\n"
					    "  system-module:\n    paths: [system/**]\n"
					    "unassigned: none\n");
}

static void strange_folders_are_quoted_and_meant_as_they_are(void **state)
{
	static const char *const paths[] = { "[x]/a.c", "a \"b\"/a.c", "\xc3\xbc{n}/a.c", NULL };
	assert_str(proposed(*state, paths), "modules:\n"
					    "  a__b_:\n    paths: [\"a \\\"b\\\"/**\"]\n"
					    "  m___n_:\n    paths: [\"\xc3\xbc[{]n}/**\"]\n"
					    "  m_x_:\n    paths: [\"[[]x]/**\"]\n"
					    "unassigned: none\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(folders_are_modules_and_containers_are_looked_into),
		claim(files_beside_folders_are_a_module_of_their_own),
		claim(a_tree_in_one_folder_is_split),
		claim(public_headers_go_to_the_module_of_their_name),
		claim(a_name_that_is_used_twice_is_written_in_full),
		claim(strange_folders_are_quoted_and_meant_as_they_are),
	};
	return claims_run("cli/proposal", tests);
}
