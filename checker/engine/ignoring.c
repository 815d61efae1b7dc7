/* SPDX-License-Identifier: MIT */
#include "engine/ignoring.h"

#include "base/arena.h"
#include "base/err.h"

/* Where git and those who show its history look for it. */
#define IGNORED_NAME ".git-blame-ignore-revs"

static void line_read(struct ignored_revisions *ignored, struct run *run, struct place place,
		struct str line)
{
	struct history_id id;
	struct str text = str_trim(str_slice(line, 0, str_find(line, '#')));

	if (text.len == 0) {
		return;
	}
	place.column = (uint32_t)(text.p - line.p) + 1;
	place.width = (uint32_t)text.len;
	if (!history_id_read(&id, text)) {
		(void)problem_add(&run->problems, place,
				STR("write one id of a commit a line, 7 to 40 digits; '#' begins a "
				    "comment"),
				"this is no id of a commit");
		return;
	}
	*vec_add(ignored, run->arena) = (struct ignored_revision){ text, place };
}

static void text_read(struct ignored_revisions *ignored, struct run *run, struct str path,
		struct str text)
{
	struct place place = { .path = path };
	struct str line;

	while (str_split(&text, '\n', &line)) {
		place.line++;
		line_read(ignored, run, place, line);
	}
}

/* Of a file that nobody named it is fine that it is not there. */
static void file_take(struct ignored_revisions *ignored, struct run *run, const struct text *named,
		struct str path)
{
	struct buf text;

	buf_init(&text);
	enum file_status status = root_read(&run->root, path, FILE_SIZE_MAX, &text, NULL);
	if (status == FILE_OK) {
		text_read(ignored, run, path, str_dup(run->arena, buf_str(&text)));
	} else if (named || status != FILE_MISSING) {
		(void)problem_add(&run->problems,
				named ? named->place : (struct place){ .path = path },
				STR("paths are relative to the folder of lintel.yaml"),
				"cannot read '" STR_FMT "': %s", STR_ARG(path),
				file_status_text(status));
	}
	buf_finish(&text);
}

bool ignored_revisions_read(struct ignored_revisions *ignored, struct run *run, struct err *err)
{
	const struct config_history *config = &run->config.history;
	size_t errors = run->problems.errors;

	if (config->ignore_revisions.len == 0) {
		file_take(ignored, run, NULL, STR(IGNORED_NAME));
	}
	vec_each (const struct text, path, &config->ignore_revisions) {
		file_take(ignored, run, path, path->s);
	}
	return run->problems.errors == errors || err_set(err, "nothing was checked");
}

void ignored_revisions_check(const struct ignored_revisions *ignored, struct run *run,
		const struct history *history)
{
	for (size_t i = 0; i < ignored->len; i++) {
		const struct ignored_revision *revision = &ignored->p[i];
		if (history_commit_find(history, revision->id) == NONE) {
			problem_warn(&run->problems, revision->place,
					STR("take the line out, or write more digits of the id"),
					"the history has no commit " STR_FMT
					", or several that begin so",
					STR_ARG(revision->id));
		}
	}
}
