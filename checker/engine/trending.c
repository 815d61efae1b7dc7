/* SPDX-License-Identifier: MIT */
#include "engine/trending.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/journal.h"
#include "engine/gathering.h"
#include "engine/governing.h"
#include "sources/git/repository.h"

#include <math.h>

struct str run_trend_path(const struct run *run)
{
	struct str written = run->config.report.trend.s;
	return written.len ? written : STR(TREND_PATH);
}

bool run_trend_read(struct run *run, struct trend *trend, struct err *err)
{
	struct str path = run_trend_path(run);
	struct buf text;

	buf_init(&text);
	*trend = (struct trend){ 0 };
	enum file_status status = root_read(&run->root, path, FILE_SIZE_MAX, &text, NULL);
	bool is_good = status == FILE_MISSING;
	if (status == FILE_OK) {
		is_good = trend_read(trend, run->arena, path, str_dup(run->arena, buf_str(&text)),
					  &run->problems)
			  || err_set(err, "the trend is damaged");
	} else if (!is_good) {
		(void)err_set(err,
				"cannot read '" STR_FMT "': %s; name a file under `trend` of "
				"`report` in " STR_FMT,
				STR_ARG(path), file_status_text(status), STR_ARG(run->config.path));
	}
	buf_finish(&text);
	return is_good;
}

/* The commit that was judged; empty where there is no history, which is no mistake here. */
static struct str commit_of(struct run *run)
{
	const struct gating *gating = &run->governing->gating;
	struct repository *repository;
	struct str id = STR("");
	struct err ignored;

	if (gating->has_change) {
		return gating->change.head;
	}
	if (repository_open(&repository, run->arena, run->root.path, &ignored)) {
		if (!repository_resolve(repository, run->arena, STR("HEAD"), &id, &ignored)) {
			id = STR("");
		}
		repository_close(repository);
	}
	return id;
}

bool run_trend_append(struct run *run, struct err *err)
{
	struct trend_entry entry = {
		.gate = run->gate->name,
		.as_of = (moment)run->options.as_of * MOMENT_SECOND,
		.verdict = run->verdict.word,
		.seconds = round((double)(stopwatch() - run->began) / 1e6) / 1e3,
		.release = run->options.release,
		.commit = commit_of(run),
	};
	struct trend trend;
	struct buf line;

	if (!run_trend_read(run, &trend, err)) {
		return false;
	}
	buf_init(&line);
	trend_catch(&entry, run->arena, run->gate, &run->findings);
	trend_write(&entry, &line);
	bool is_good = journal_append(
			&run->root, run->arena, run_trend_path(run), buf_str(&line), err);
	buf_finish(&line);
	return is_good;
}
