/* SPDX-License-Identifier: MIT */
#include "sources/git/tree_path.h"

#include <string.h>

/* The longest name of a file or folder that is looked for. */
#define NAME_BYTES_MAX 4096

static bool name_take(struct str *rest, char name[NAME_BYTES_MAX])
{
	struct str part;
	if (!str_split(rest, '/', &part) || part.len == 0 || part.len >= NAME_BYTES_MAX) {
		return false;
	}
	memcpy(name, part.p, part.len);
	name[part.len] = '\0';
	return true;
}

/* The entry of that name; it lives as long as the tree. */
static const git_tree_entry *entry_find(const git_tree *tree, struct str *rest)
{
	char name[NAME_BYTES_MAX];
	return name_take(rest, name) ? git_tree_entry_byname(tree, name) : NULL;
}

/* Puts the folder that the entry names in place of the one that has it; NULL if it is none. */
static void folder_enter(git_repository *git, git_tree **tree, const git_tree_entry *entry)
{
	git_tree *folder = NULL;
	bool is_folder = entry && git_tree_entry_type(entry) == GIT_OBJECT_TREE;
	if (is_folder && git_tree_lookup(&folder, git, git_tree_entry_id(entry)) < 0) {
		folder = NULL;
	}
	git_tree_free(*tree);
	*tree = folder;
}

bool tree_path_find(git_repository *git, git_commit *commit, struct str path, git_oid *id,
		git_object_t *type)
{
	git_tree *tree = NULL;
	struct str rest = path;
	if (git_commit_tree(&tree, commit) < 0) {
		return false;
	}
	const git_tree_entry *entry = entry_find(tree, &rest);
	while (entry && rest.p) {
		folder_enter(git, &tree, entry);
		entry = tree ? entry_find(tree, &rest) : NULL;
	}
	if (entry) {
		*id = *git_tree_entry_id(entry);
		*type = git_tree_entry_type(entry);
	}
	git_tree_free(tree);
	return entry != NULL;
}
