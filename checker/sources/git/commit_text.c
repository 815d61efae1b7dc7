/* SPDX-License-Identifier: MIT */
/*
 * The text of a commit, read as git reads it: what is damaged in a signature is
 * no reason not to know the commit.
 */
#include "base/err.h"
#include "sources/git/log.h"

#include <string.h>

/* Any further is not a moment in milliseconds. */
#define SECONDS_MOST (INT64_MAX / MOMENT_SECOND - 1)

static bool line_take(struct str *text, struct str *line)
{
	return str_split(text, '\n', line);
}

/* The id behind a key: "tree 0123…". */
static bool id_take(struct str line, struct str key, git_oid *id)
{
	struct history_id read;
	if (!str_starts(line, key) || !history_id_read(&read, str_from(line, key.len))
			|| read.digits != HISTORY_ID_HEX) {
		return false;
	}
	memcpy(id->id, read.bytes, sizeof(id->id));
	return true;
}

/* "1793534400 +0100"; what is no number is 1970, as for git. */
static int64_t seconds_read(struct str text)
{
	int64_t seconds = 0;
	text = str_trim(text);
	bool is_negative = str_starts(text, STR("-"));
	for (size_t i = is_negative; i < text.len && text.p[i] >= '0' && text.p[i] <= '9'; i++) {
		seconds = seconds > SECONDS_MOST / 10 ? SECONDS_MOST
						      : seconds * 10 + (text.p[i] - '0');
	}
	seconds = seconds > SECONDS_MOST ? SECONDS_MOST : seconds;
	return is_negative ? -seconds : seconds;
}

/* "Ann Example <ann@example.com> 1793534400 +0100" */
static void signature_read(struct str line, struct str *person, int64_t *at)
{
	size_t end = str_find_last(line, '>');
	end = end < line.len ? end + 1 : line.len;
	*person = str_slice(line, 0, end);
	*at = seconds_read(str_from(line, end));
}

/* The id that stands behind some words of the message. */
static bool mention_find(struct str message, struct str words, struct history_id *id)
{
	const char *found = message.len ? memmem(message.p, message.len, words.p, words.len) : NULL;
	if (!found) {
		return false;
	}
	struct str rest = str_from(message, (size_t)(found - message.p) + words.len);
	size_t len = 0;
	while (len < rest.len && len < HISTORY_ID_HEX && rest.p[len]
			&& strchr("0123456789abcdef", rest.p[len])) {
		len++;
	}
	return history_id_read(id, str_slice(rest, 0, len));
}

bool commit_text_read(struct commit_text *commit, struct str text)
{
	struct str line;
	git_oid id;

	*commit = (struct commit_text){ .person = STR("") };
	if (!line_take(&text, &line) || !id_take(line, STR("tree "), &commit->tree)) {
		return false;
	}
	commit->parents = text;
	while (line_take(&text, &line) && id_take(line, STR("parent "), &id)) {
		commit->parent_count++;
	}
	/* `line` is the first that names no parent. */
	do {
		struct str committer;
		if (str_starts(line, STR("author "))) {
			signature_read(str_from(line, 7), &commit->person, &commit->written);
		} else if (str_starts(line, STR("committer "))) {
			signature_read(str_from(line, 10), &committer, &commit->at);
		}
	} while (line.len > 0 && line_take(&text, &line));
	commit->has_reverts = mention_find(text, STR("This reverts commit "), &commit->reverts);
	commit->has_picked =
			mention_find(text, STR("(cherry picked from commit "), &commit->picked);
	return true;
}

void commit_text_parent(const struct commit_text *commit, size_t i, git_oid *id)
{
	const size_t line = sizeof("parent \n") - 1 + HISTORY_ID_HEX;
	(void)id_take(str_slice(commit->parents, i * line, (i + 1) * line - 1), STR("parent "), id);
}

bool commit_text_get(git_odb *odb, const git_oid *id, git_odb_object **object,
		struct commit_text *text, struct err *err)
{
	char hex[GIT_OID_HEXSZ + 1];

	if (git_odb_read(object, odb, id) < 0) {
		return repository_error(err, "cannot read a commit");
	}
	struct str bytes = { git_odb_object_data(*object), git_odb_object_size(*object) };
	if (git_odb_object_type(*object) == GIT_OBJECT_COMMIT && commit_text_read(text, bytes)) {
		return true;
	}
	git_odb_object_free(*object);
	return err_set(err, "commit %s is damaged", git_oid_tostr(hex, sizeof(hex), id));
}
