/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/err.h"
#include "base/path.h"
#include "cli/draft.h"
#include "cli/operand.h"
#include "cli/session.h"
#include "cli/show.h"
#include "engine/governing.h"
#include "reports/escape.h"

#include <unistd.h>

/* So many drafts of one title are enough. */
#define NAMES_MAX 100

enum new_status {
	NEW_PROPOSED,
	NEW_DRAFT,
};

struct new_settings {
	struct run_settings run;
	unsigned template;
	unsigned status;
	struct str dir;
	struct str owner;
	struct texts supersedes;
};

static const char *const new_status_words[] = {
	[NEW_PROPOSED] = "proposed",
	[NEW_DRAFT] = "draft",
	NULL,
};

/* The folder that was asked for, or the first one; it must be one of those that are read. */
static bool folder_choose(struct cli *cli, const struct run *run,
		const struct new_settings *settings, struct str *folder)
{
	const struct text_list *dirs = &run->config.decisions.dirs;
	struct str below;
	*folder = dirs->p[0].s;
	if (settings->dir.len == 0) {
		return true;
	}
	*folder = path_clean(cli->arena, settings->dir);
	for (size_t i = 0; i < dirs->len; i++) {
		if (str_eq(dirs->p[i].s, *folder) || path_below(dirs->p[i].s, *folder, &below)) {
			return true;
		}
	}
	(void)cli_error(cli,
			"'" STR_FMT "' is not among the folders of decision records: nothing would "
			"read it there; name it under decisions: dirs in " STR_FMT,
			STR_ARG(*folder), STR_ARG(run->config.path));
	return false;
}

/* A link of the repository must not lead out of it. */
static bool folder_prepare(struct cli *cli, const struct run *run, struct str folder)
{
	enum file_status status;
	struct err err;
	int fd = root_open_file(&run->root, folder, &status);
	if (fd >= 0) {
		close(fd);
		return true;
	}
	if (status != FILE_MISSING) {
		(void)cli_error(cli, "cannot write below '" STR_FMT "': it %s", STR_ARG(folder),
				file_status_text(status));
		return false;
	}
	if (!folder_make(str_fmt(cli->arena, STR_FMT "/" STR_FMT, STR_ARG(run->root.path),
					 STR_ARG(folder)),
			    &err)) {
		(void)cli_error(cli, "%s", err.text);
		return false;
	}
	return true;
}

/* "ADR-0003, ADR-0007": every one of them is there. */
static bool supersedes_join(struct cli *cli, const struct run *run,
		const struct new_settings *settings, struct str *list)
{
	*list = STR("");
	vec_each (const struct str, name, &settings->supersedes) {
		const struct decision *decision = operand_record(cli, run, *name);
		if (!decision) {
			return false;
		}
		*list = str_fmt(cli->arena, STR_FMT "%s" STR_FMT, STR_ARG(*list),
				list->len ? ", " : "",
				STR_ARG(decision->id.len ? decision->id : decision->path));
	}
	return true;
}

/* "XXXX-slug.md", then "XXXX-slug-2.md" and so on. */
static bool write_somewhere(struct cli *cli, const struct run *run, struct str folder,
		struct str title, struct str text, struct str *path)
{
	struct str slug = draft_slug(cli->arena, title);
	bool exists = true;
	struct err err = { "" };
	for (unsigned i = 1; exists && i <= NAMES_MAX; i++) {
		struct str name = i == 1 ? str_fmt(cli->arena, DRAFT_NUMBER "-" STR_FMT ".md",
							   STR_ARG(slug))
					 : str_fmt(cli->arena, DRAFT_NUMBER "-" STR_FMT "-%u.md",
							   STR_ARG(slug), i);
		*path = path_join(cli->arena, folder, name);
		if (file_create(str_fmt(cli->arena, STR_FMT "/" STR_FMT, STR_ARG(run->root.path),
						STR_ARG(*path)),
				    text, &exists, &err)) {
			return true;
		}
	}
	(void)cli_error(cli, "%s", err.text);
	return false;
}

/* The same title twice may be meant, and is worth a word. */
static void note_same_title(struct cli *cli, const struct run *run, struct str title)
{
	if (!run->governing) {
		return;
	}
	vec_each (const struct decision, decision, &run->governing->decisions.list) {
		struct str other = str_trim(decision->title);
		if (other.len == title.len && strncasecmp(other.p, title.p, title.len) == 0) {
			struct buf text;
			buf_init(&text);
			buf_add_cstr(&text, "lintel: note: a record of that title is there: ");
			escape_text(&text, decision->path);
			buf_add_char(&text, '\n');
			output_write(&cli->err, buf_str(&text));
			buf_finish(&text);
			return;
		}
	}
}

/* Before the first record there may be none of the folders. */
static bool folders_are_there(const struct run *run)
{
	const struct text_list *dirs = &run->config.decisions.dirs;
	enum file_status status;
	for (size_t i = 0; i < dirs->len; i++) {
		int fd = root_open_file(&run->root, dirs->p[i].s, &status);
		if (fd < 0) {
			return false;
		}
		close(fd);
	}
	return true;
}

static enum exit_code new_in_run(
		struct cli *cli, const struct run *run, const struct new_settings *settings)
{
	struct str folder;
	struct str path;
	struct draft draft = {
		.number = STR(DRAFT_NUMBER),
		.title = str_trim(cli->operands.p[0]),
		.status = str_of(new_status_words[settings->status]),
		.date = date_day_of(run->options.as_of),
		.owner = settings->owner,
	};
	if (draft.title.len == 0) {
		return cli_error(cli, "a record needs a title: what was decided, as a statement");
	}
	if (!folder_choose(cli, run, settings, &folder)
			|| !supersedes_join(cli, run, settings, &draft.supersedes)
			|| !folder_prepare(cli, run, folder)) {
		return EXIT_ERROR;
	}
	note_same_title(cli, run, draft.title);
	struct buf text;
	buf_init(&text);
	draft_write(&draft, draft_template(settings->template), &text);
	bool is_good = write_somewhere(cli, run, folder, draft.title, buf_str(&text), &path);
	buf_finish(&text);
	if (is_good) {
		struct buf out;
		buf_init(&out);
		show_place(&(struct place){ .path = path }, &out);
		buf_fmt(&out, ": %s; it gets its number from: lintel adr accept ",
				new_status_words[settings->status]);
		escape_text(&out, path);
		buf_add_char(&out, '\n');
		output_write(&cli->out, buf_str(&out));
		buf_finish(&out);
	}
	return is_good ? EXIT_HOLDS : EXIT_ERROR;
}

static enum exit_code new_run(struct cli *cli, const void *target)
{
	const struct new_settings *settings = target;
	struct session session;
	enum exit_code code = EXIT_ERROR;

	/* There may be no record yet, and no folder. */
	if (session_configure_records(&session, cli, &settings->run)
			&& ((settings->supersedes.len == 0 && !folders_are_there(&session.run))
					|| session_decisions(&session))) {
		code = new_in_run(cli, &session.run, settings);
	}
	session_finish(&session);
	return code;
}

#define AT(member) offsetof(struct new_settings, member)

/* clang-format off */
static const struct option new_options[] = {
	{ .name = "template", .letter = 't', .type = OPTION_CHOICE, .offset = AT(template),
	  .metavar = "NAME", .words = draft_templates, .help = "the form; default: lintel" },
	{ .name = "status", .type = OPTION_CHOICE, .offset = AT(status), .metavar = "STATUS",
	  .words = new_status_words, .help = "what it begins as; default: proposed" },
	{ .name = "dir", .letter = 'd', .type = OPTION_TEXT, .offset = AT(dir), .metavar = "DIR",
	  .help = "write it into this folder; default: the first one under decisions: dirs" },
	{ .name = "owner", .type = OPTION_TEXT, .offset = AT(owner), .metavar = "ROLE",
	  .help = "who answers for it, and for its review trigger" },
	{ .name = "supersedes", .type = OPTION_TEXTS, .offset = AT(supersedes), .metavar = "ID",
	  .help = "the record that it takes the place of; repeatable" },
};
/* clang-format on */

static const struct option_table new_table = { "The record", new_options, COUNT_OF(new_options) };

const struct command command_adr_new = {
	.name = "adr new",
	.summary = "write a draft of a decision record",
	.operands = "TITLE",
	.about =
			(const char *const[]){
					"Writes " DRAFT_NUMBER
					"-TITLE.md with all five parts that a record needs, and "
					"never over a file that is there. A draft has no number: two branches would take "
					"the same one. It gets its number when it is accepted.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel adr new \"Orders are kept in PostgreSQL\" --owner team-orders",
							"a proposal" },
					{ "lintel adr new \"Events go over NATS\" --supersedes ADR-0007 --template madr",
							"one that takes another's place, in the form of MADR 4" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &new_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct new_settings),
	.prepare = run_settings_prepare,
	.least_operands = 1,
	.most_operands = 1,
	.run = new_run,
};
