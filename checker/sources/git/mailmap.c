/* SPDX-License-Identifier: MIT */
#include "sources/git/mailmap.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "sources/git/blobs.h"
#include "sources/git/log.h"

#include <fcntl.h>
#include <unistd.h>

#define MAILMAP_NAME ".mailmap"
/*
 * A larger one is not read: nobody wrote it, and libgit2 takes a time that grows
 * with the square of it.
 */
#define MAILMAP_MOST ((size_t)512 << 10)

/* Commits are read as the rest of the history is: libgit2 refuses some that git reads. */
static bool head_tree(struct repository *repository, git_oid *tree)
{
	struct commit_text text;
	git_odb_object *object;
	git_odb *odb = NULL;
	struct err ignored;
	git_oid head;
	bool has_head;

	bool is_found = repository_head(repository, &head, &has_head, &ignored) && has_head
			&& git_repository_odb(&odb, repository->git) == 0
			&& commit_text_get(odb, &head, &object, &text, &ignored);
	if (is_found) {
		*tree = text.tree;
		git_odb_object_free(object);
	}
	git_odb_free(odb);
	return is_found;
}

static void blob_add(struct repository *repository, const git_oid *id, struct buf *text)
{
	git_odb *objects = NULL;
	uint64_t size;

	if (git_repository_odb(&objects, repository->git) == 0
			&& blob_take(objects, id, MAILMAP_MOST, text, &size) == FILE_OK) {
		buf_add_char(text, '\n');
	}
	git_odb_free(objects);
}

static void committed_add(struct repository *repository, struct buf *text)
{
	git_tree *tree = NULL;
	git_oid id;

	if (head_tree(repository, &id) && git_tree_lookup(&tree, repository->git, &id) == 0) {
		const git_tree_entry *entry = git_tree_entry_byname(tree, MAILMAP_NAME);
		if (entry && git_tree_entry_type(entry) == GIT_OBJECT_BLOB
				&& git_tree_entry_filemode(entry) != GIT_FILEMODE_LINK) {
			blob_add(repository, git_tree_entry_id(entry), text);
		}
	}
	git_tree_free(tree);
}

/* As git does, no link is followed. */
static void present_add(struct repository *repository, struct buf *text)
{
	const char *folder = git_repository_workdir(repository->git);
	struct buf name;
	struct buf found;
	int fd = -1;

	buf_init(&name);
	buf_init(&found);
	if (folder) {
		buf_fmt(&name, "%s/" MAILMAP_NAME, folder);
		fd = open(name.p, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
	}
	if (fd >= 0 && file_read_fd(fd, MAILMAP_MOST, &found, NULL) == FILE_OK) {
		buf_add(text, buf_str(&found));
	}
	if (fd >= 0) {
		close(fd);
	}
	buf_finish(&name);
	buf_finish(&found);
}

bool mailmap_open(struct mailmap *mailmap, struct repository *repository, struct err *err)
{
	struct buf text;

	buf_init(&text);
	committed_add(repository, &text);
	present_add(repository, &text);
	int status = git_mailmap_from_buffer(&mailmap->git, text.p, text.len);
	buf_finish(&text);
	return status == 0 || repository_error(err, "cannot read " MAILMAP_NAME);
}

void mailmap_close(struct mailmap *mailmap)
{
	git_mailmap_free(mailmap->git);
}

/* "Ann Example" and "ann@example.com"; both may be empty. */
static void person_split(struct arena *arena, struct str person, struct str *name, struct str *mail)
{
	size_t end = str_find(person, '<');
	struct str rest = str_from(person, end + 1);
	*name = str_dup(arena, str_trim(str_slice(person, 0, end)));
	*mail = str_dup(arena, str_slice(rest, 0, str_find(rest, '>')));
}

static void resolve(const struct mailmap *mailmap, struct arena *arena, struct str person,
		struct str *name, struct str *mail)
{
	const char *real_name;
	const char *real_mail;

	person_split(arena, person, name, mail);
	if (git_mailmap_resolve(&real_name, &real_mail, mailmap->git, name->p, mail->p) == 0) {
		*name = str_of(real_name);
		*mail = str_of(real_mail);
	}
}

struct str mailmap_key(const struct mailmap *mailmap, struct arena *arena, struct str person)
{
	struct str name;
	struct str mail;

	resolve(mailmap, arena, person, &name, &mail);
	struct str key = mail.len ? mail : name;
	char *small = arena_copy(arena, key.p, key.len);
	for (size_t i = 0; i < key.len; i++) {
		small[i] = small[i] >= 'A' && small[i] <= 'Z' ? (char)(small[i] + 32) : small[i];
	}
	return (struct str){ small, key.len };
}

struct str mailmap_name(const struct mailmap *mailmap, struct arena *arena, struct str person)
{
	struct str name;
	struct str mail;

	resolve(mailmap, arena, person, &name, &mail);
	return str_fmt(arena, STR_FMT "%s<" STR_FMT ">", STR_ARG(name), name.len ? " " : "",
			STR_ARG(mail));
}
