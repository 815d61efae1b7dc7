/* SPDX-License-Identifier: MIT */
/*
 * The keys of `history`.
 */
#include "config/config.h"

#define AT(type, member) .offset = offsetof(struct type, member)

/* clang-format off */

static const struct field team_fields[] = {
	{ .name = "name", .type = FIELD_TEXT, AT(config_team, name) },
	{ .name = "people", .type = FIELD_TEXTS, AT(config_team, people), .is_required = true,
	  .help = "Patterns of the mail addresses that its members commit with.",
	  .example = "[\"*@core.example.com\"]" },
};

static const struct table team_table = {
	.name = "team",
	.help = "Who is behind the name of an owner.",
	.fields = team_fields, .len = COUNT_OF(team_fields), .size = sizeof(struct config_team),
};

static const char *const syntax_words[] = { "github", "gitlab", NULL };

static const struct field history_fields[] = {
	{ .name = "window", .type = FIELD_TEXT, AT(config_history, window),
	  .help = "How far back commits count, where a rule or a command does not say (default `1y`).",
	  .example = "2y" },
	{ .name = "max_set", .type = FIELD_NUMBER, AT(config_history, max_set),
	  .help = "Commits that change more files than this say nothing about what belongs together "
		  "(default 30).",
	  .example = "50" },
	{ .name = "ignore_revisions", .type = FIELD_PATHS, AT(config_history, ignore_revisions),
	  .help = "Files that list commits which are no changes of what the code does, one id a line: "
		  "formatting, mass renames (default `.git-blame-ignore-revs`, where it is there).",
	  .example = "[.git-blame-ignore-revs]" },
	{ .name = "codeowners", .type = FIELD_TEXT, AT(config_history, codeowners),
	  .help = "The file of code owners; without it, where GitHub and GitLab look for it.",
	  .example = ".github/CODEOWNERS" },
	{ .name = "codeowners_syntax", .type = FIELD_CHOICE, AT(config_history, codeowners_syntax),
	  .words = syntax_words,
	  .help = "Whose syntax it is in; without it, the folder of the file tells, then whether there is "
		  "a `.gitlab-ci.yml` or a section in it.",
	  .example = "gitlab" },
	{ .name = "teams", .type = FIELD_NAMED, AT(config_history, teams), .item = &team_table,
	  .help = "Who is behind owners, by the owner's name; without it, somebody belongs to the owner "
		  "whose modules they change most.",
	  .example = "{ team-core: { people: [\"*@core.example.com\"] } }" },
	{ .name = "bots", .type = FIELD_TEXTS, AT(config_history, bots),
	  .help = "Patterns of mail addresses of those who are no people: their commits do not count for "
		  "owners.  Who has `[bot]` in name or address is none anyway.",
	  .example = "[\"renovate@*\"]" },
};

const struct table config_history_table = {
	.name = "history",
	.help = "How the history of the repository is read.",
	.fields = history_fields, .len = COUNT_OF(history_fields),
	.size = sizeof(struct config_history),
};

/* clang-format on */
