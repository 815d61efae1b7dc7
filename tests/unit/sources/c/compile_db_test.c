/* SPDX-License-Identifier: MIT */
#include "sources/c/compile_db.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"

#include "unit/problem_text.h"
#include "unit/unit.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* A tree with a few sources, in a folder of its own. */
struct tree {
	struct arena *arena;
	struct root root;
	struct problems problems;
	struct compile_db db;
};

static void file_make(struct tree *tree, const char *name, const char *text)
{
	struct err err;
	struct str path = path_join(tree->arena, tree->root.path, str_of(name));
	assert_true(folder_make(path_folder(path), &err));
	assert_true(file_write(path, str_of(text), &err));
}

static void tree_make(struct tree *tree, struct arena *arena)
{
	char folder[] = "/tmp/lintel-db-XXXXXX";
	struct err err;
	*tree = (struct tree){ .arena = arena };
	assert_non_null(mkdtemp(folder));
	assert_true(root_open(&tree->root, arena, str_of(folder), &err));
	problems_init(&tree->problems, arena);
	file_make(tree, "src/a.c", "");
	file_make(tree, "src/b.c", "");
	file_make(tree, "build/gen.c", "");
}

static void tree_remove(struct tree *tree)
{
	struct str command = str_fmt(tree->arena, "rm -rf '" STR_FMT "'", STR_ARG(tree->root.path));
	root_close(&tree->root);
	assert_int_equal(system(command.p), 0); /* NOLINT(cert-env33-c): the test's own folder */
}

static bool db_read(struct tree *tree, const char *text)
{
	file_make(tree, "build/compile_commands.json", text);
	bool ok = compile_db_read(&tree->db, tree->arena, &tree->root,
			STR("build/compile_commands.json"), true, NULL, &tree->problems);
	compile_db_finish(&tree->db, tree->arena);
	return ok;
}

/* Entries as lines: the path, the problem or the flags, the root's path left out. */
static struct str db_text(struct tree *tree)
{
	struct buf out = { 0 };
	vec_each (const struct compile_entry, entry, &tree->db.entries) {
		buf_fmt(&out, STR_FMT ":", STR_ARG(entry->path));
		if (entry->problem.len) {
			buf_fmt(&out, " ! " STR_FMT "\n", STR_ARG(entry->problem));
			continue;
		}
		for (size_t i = 0; i < entry->flag_count; i++) {
			buf_fmt(&out, " " STR_FMT, STR_ARG(entry->key_flags[i]));
		}
		buf_add_char(&out, '\n');
	}
	struct str text = str_dup(tree->arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

static void directories_may_be_relative_to_the_database(void **state)
{
	struct tree tree;
	tree_make(&tree, *state);
	assert_true(db_read(&tree,
			"[{\"directory\": \".\", \"file\": \"../src/a.c\", \"command\":"
			" \"cc -I../include -iquote q -I . -DA=1 -c ../src/a.c -o a.o\"},"
			" {\"directory\": \"..\", \"file\": \"build/gen.c\", \"arguments\":"
			" [\"cc\", \"-isystem\", \"/opt/x\", \"-c\", \"build/gen.c\"]}]"));
	assert_str(db_text(&tree),
			"build/gen.c: -isystem /opt/x -x c\n"
			"src/a.c: -I <root>/include -iquote <root>/build/q -I <root>/build -DA=1 "
			"-x c\n");
	const struct compile_search *search = &tree.db.searches.p[tree.db.entries.p[1].search];
	assert_int_equal(search->angled.len, 2);
	assert_str(search->angled.p[0], "include");
	assert_str(search->angled.p[1], "build");
	assert_str(search->quote.p[0], "build/q");
	tree_remove(&tree);
}

static void what_cannot_be_parsed_stays_with_its_problem(void **state)
{
	struct tree tree;
	tree_make(&tree, *state);
	assert_true(db_read(&tree,
			"[{\"directory\": \"..\", \"file\": \"src/none.c\", \"command\": \"cc\"},"
			" {\"directory\": \"/no/such\", \"file\": \"x.c\", \"command\": \"cc\"},"
			" {\"directory\": \"gone\", \"file\": \"../../src/a.c\", \"command\":"
			" \"cc\"},"
			" {\"directory\": \"..\", \"file\": \"src/b.c\", \"command\":"
			" \"cc @rsp\"},"
			" {\"directory\": \"..\", \"file\": \"src/b.c\"},"
			" {\"directory\": \"..\", \"file\": \"src/b.c\", \"command\":"
			" \"cc '\"},"
			" {\"directory\": \"..\", \"file\": \"src/b.c\", \"command\":"
			" \"c++ -x c++ src/b.c\"}]"));
	assert_str(db_text(&tree),
			"/no/such/x.c: ! the file lies outside the tree\n"
			"src/a.c: ! its directory does not exist\n"
			"src/b.c: ! a quote in its command is not closed\n"
			"src/b.c: ! it has neither 'arguments' nor 'command'\n"
			"src/b.c: ! it is not C\n"
			"src/b.c: ! its command names a response file, which is not read\n"
			"src/none.c: ! there is no such file\n");
	tree_remove(&tree);
}

static void the_order_of_the_file_leaves_no_trace(void **state)
{
	static const char one[] =
			"{\"directory\": \"..\", \"file\": \"src/a.c\", \"command\": \"cc -I z\"}";
	static const char two[] =
			"{\"directory\": \"..\", \"file\": \"src/b.c\", \"command\": \"cc -I y\"}";
	struct arena *arena = *state;
	struct str texts[2];
	for (int i = 0; i < 2; i++) {
		struct tree tree;
		tree_make(&tree, arena);
		assert_true(db_read(&tree,
				str_fmt(arena, "[%s, %s, %s]", i ? two : one, i ? one : two, one)
						.p));
		texts[i] = db_text(&tree);
		assert_int_equal(tree.db.entries.len, 2);
		assert_int_equal(tree.db.entries.p[0].search, 0);
		assert_str(tree.db.searches.p[0].angled.p[0], "z");
		tree_remove(&tree);
	}
	assert_str(texts[0], texts[1].p);
}

static void dropped_flags_are_counted(void **state)
{
	struct tree tree;
	tree_make(&tree, *state);
	assert_true(db_read(&tree,
			"[{\"directory\": \"..\", \"file\": \"src/a.c\", \"command\":"
			" \"cc -fplugin=evil.so -Xclang -load -Xclang evil.so -B /x -ofoo"
			" -include /etc/passwd -Wp,-DB,-MD,x src/a.c\"}]"));
	assert_str(db_text(&tree), "src/a.c: -DB -x c\n");
	const char *expected[] = { "-B", "-Wp,-MD", "-Wp,x", "-Xclang", "-fplugin=evil.so",
		"-include", "-ofoo" };
	assert_int_equal(tree.db.drops.len, COUNT_OF(expected));
	for (size_t i = 0; i < COUNT_OF(expected); i++) {
		assert_str(tree.db.drops.p[i].flag, expected[i]);
	}
	assert_int_equal(tree.db.drops.p[3].count, 2);
	tree_remove(&tree);
}

static void a_header_that_is_only_precompiled_is_dropped(void **state)
{
	struct tree tree;
	tree_make(&tree, *state);
	file_make(&tree, "build/pch/all.h.gch", "");
	file_make(&tree, "build/pch/real.h", "");
	assert_true(db_read(&tree,
			"[{\"directory\": \".\", \"file\": \"../src/a.c\", \"command\":"
			" \"cc -Ipch -include all.h -include real.h -include none.h\"}]"));
	assert_str(db_text(&tree),
			"src/a.c: -I <root>/build/pch -include real.h -include none.h -x c\n");
	tree_remove(&tree);
}

static void what_is_no_database_is_said_with_its_place(void **state)
{
	struct tree tree;
	tree_make(&tree, *state);
	assert_false(db_read(&tree, "{}"));
	assert_false(db_read(&tree, "[1]"));
	assert_false(db_read(&tree, "[{\"directory\": [], \"file\": \"a.c\"}]"));
	struct str text = problem_text(*state, &tree.problems);
	assert_true(str_contains(text, STR("build/compile_commands.json:1:1")));
	assert_true(str_contains(text, STR("this must be a list, not a map")));
	assert_true(str_contains(text, STR("1:2")));
	assert_true(str_contains(text, STR("'directory' of a compile command is a list")));
	tree_remove(&tree);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(directories_may_be_relative_to_the_database),
		claim(what_cannot_be_parsed_stays_with_its_problem),
		claim(the_order_of_the_file_leaves_no_trace),
		claim(dropped_flags_are_counted),
		claim(a_header_that_is_only_precompiled_is_dropped),
		claim(what_is_no_database_is_said_with_its_place),
	};
	return claims_run("sources/c/compile_db", tests);
}
