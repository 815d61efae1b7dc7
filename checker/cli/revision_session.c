/* SPDX-License-Identifier: MIT */
#include "cli/revision_session.h"

#include "base/err.h"
#include "sources/git/repository.h"

static const struct run *revision_open(
		struct revision_session *session, struct cli *cli, struct str revision)
{
	const struct run *head = &session->session.run;
	struct str id;
	struct err err;
	bool is_good = repository_open(&session->repository, cli->arena, head->root.path, &err)
		       && repository_resolve(session->repository, cli->arena, revision, &id, &err)
		       && revisit_read(&session->revisit, head, session->repository, id, NULL,
				       head->options.jobs, &err);
	progress_end(&session->session.progress);
	if (!is_good) {
		(void)cli_error(cli, "%s", err.text);
		return NULL;
	}
	if (session->revisit.why.len > 0) {
		(void)cli_error(cli, "'" STR_FMT "' cannot be judged: " STR_FMT, STR_ARG(revision),
				STR_ARG(session->revisit.why));
		return NULL;
	}
	return &session->revisit.run;
}

const struct run *revision_session_open(struct revision_session *session, struct cli *cli,
		const struct run_settings *settings, struct str revision, unsigned needs)
{
	struct run_options options;

	*session = (struct revision_session){ .session.cli = cli };
	if (revision.len == 0) {
		if (!session_open(&session->session, cli, settings, needs)) {
			return NULL;
		}
		if (needs & NEEDS_FINDINGS) {
			run_judge(&session->session.run);
		}
		return &session->session.run;
	}
	run_settings_apply(settings, &options);
	options.no_baseline = true;
	return session_configure(&session->session, cli, &options)
			       ? revision_open(session, cli, revision)
			       : NULL;
}

void revision_session_finish(struct revision_session *session)
{
	revisit_finish(&session->revisit);
	repository_close(session->repository);
	session_finish(&session->session);
}
