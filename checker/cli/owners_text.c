/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "cli/columns.h"
#include "cli/owners.h"
#include "reports/escape.h"

/* "40 %", or the word of the reason why it is not known. */
static struct str share_text(struct arena *arena, double share, enum reason reason)
{
	return reason == REASON_NONE ? str_fmt(arena, "%.0f %%", share * 100)
				     : str_of(reason_words[reason]);
}

static double share_of(uint32_t part, uint32_t whole)
{
	return whole > 0 ? (double)part / whole : 0;
}

/* Without a history the reason stands once, below. */
#define HISTORY_COLUMNS 6

/* "agrees", "disagrees: @org/net", "partly: @org/net and 2 others". */
static struct str code_owners_text(const struct owners_view *view, uint32_t module)
{
	const struct module_owners *owners = &view->owners[module];
	const char *word = module_owner_words[owners->state];

	if (owners->state == OWNER_NOT_ASKED) {
		return STR("-");
	}
	if (owners->state == OWNER_AGREES || owners->owner_count == 0) {
		return str_of(word);
	}
	struct str first = view->code_owners->names.p[owners->owners[0].name];
	struct str name = str_fmt(view->arena, "%s: " STR_FMT, word, STR_ARG(first));
	size_t others = owners->owner_count - 1;
	return others == 0 ? name
			   : str_fmt(view->arena, STR_FMT " and %zu other%s", STR_ARG(name), others,
					     others == 1 ? "" : "s");
}

static void module_row(const struct owners_view *view, uint32_t number, struct columns *table)
{
	const struct code_module *module = &view->code->modules[number];
	const struct ownership_sum *sum = &view->sums[number];
	const struct ownership *ownership = view->ownership;
	struct arena *arena = view->arena;
	enum reason people = ownership_people_reason(ownership, sum);

	columns_add(table, module->name);
	columns_add(table, module->owner.len > 0 ? module->owner : STR("-"));
	columns_add(table, code_owners_text(view, number));
	if (ownership->history->reason != REASON_NONE) {
		for (size_t i = 0; i < HISTORY_COLUMNS; i++) {
			columns_add(table, STR("-"));
		}
		return;
	}
	columns_add(table, str_fmt(arena, "%u", sum->commits));
	columns_add(table, str_fmt(arena, "%u", sum->people));
	columns_add(table, share_text(arena, sum->top, people));
	columns_add(table, people == REASON_NONE ? str_fmt(arena, "%u", sum->absence)
						 : str_of(reason_words[people]));
	columns_add(table, share_text(arena, share_of(sum->crossing, sum->placed),
					   ownership_crossing_reason(ownership, sum)));
	columns_add(table, share_text(arena, share_of(sum->spanning, sum->small),
					   ownership_spanning_reason(ownership, sum)));
}

static void modules_write(const struct owners_view *view, struct buf *out)
{
	static const struct str heads[] = { STR_INIT("module"), STR_INIT("owner"),
		STR_INIT("code owners"), STR_INIT("commits"), STR_INIT("people"), STR_INIT("top"),
		STR_INIT("half"), STR_INIT("crossing"), STR_INIT("spanning") };
	struct columns table = {
		.arena = view->arena,
		.count = COUNT_OF(heads),
		.is_right = { [3] = true,
				[4] = true,
				[5] = true,
				[6] = true,
				[7] = true,
				[8] = true },
	};

	for (size_t i = 0; i < COUNT_OF(heads); i++) {
		columns_add(&table, heads[i]);
	}
	for (size_t i = 0; i < view->module_count; i++) {
		module_row(view, view->modules[i], &table);
	}
	columns_write(&table, out);
}

/* Commits by people of the owner, if it is known who they are. */
static struct str passing_text(const struct owners_view *view, uint32_t owner, uint32_t commits)
{
	return view->belonging->people[owner] == PEOPLE_UNKNOWN
			       ? STR("unknown")
			       : str_fmt(view->arena, "%u", commits);
}

static void pairs_write(const struct owners_view *view, struct buf *out)
{
	static const struct str heads[] = { STR_INIT("between"), STR_INIT("and"),
		STR_INIT("commits to both"), STR_INIT("of the first to the second"),
		STR_INIT("of the second to the first") };
	struct columns table = {
		.arena = view->arena,
		.count = COUNT_OF(heads),
		.is_right = { [2] = true, [3] = true, [4] = true },
	};

	for (size_t i = 0; i < COUNT_OF(heads); i++) {
		columns_add(&table, heads[i]);
	}
	for (size_t i = 0; i < view->pair_count; i++) {
		const struct ownership_pair *pair = &view->pairs[i];
		columns_add(&table, view->ownership->owners[pair->left].name);
		columns_add(&table, view->ownership->owners[pair->right].name);
		columns_add(&table, str_fmt(view->arena, "%u", pair->together));
		columns_add(&table, passing_text(view, pair->left, pair->left_in_right));
		columns_add(&table, passing_text(view, pair->right, pair->right_in_left));
	}
	if (view->pair_count > 0) {
		buf_add_char(out, '\n');
		columns_write(&table, out);
	}
	if (view->hidden_pairs > 0) {
		buf_fmt(out,
				"\n%zu pair%s of owners not shown: an owner among them may be one "
				"person\n",
				view->hidden_pairs, view->hidden_pairs == 1 ? "" : "s");
	}
}

/* Whom the forge asks, and why nobody where it is so. */
static void source_write(const struct owners_view *view, struct buf *out)
{
	const struct code_owners *owners = view->code_owners;

	buf_add_cstr(out, "\ncode owners  ");
	if (owners->path.len == 0) {
		buf_add_cstr(out, "there is no file of code owners\n");
		return;
	}
	escape_text(out, owners->path);
	if (owners->problem.len > 0) {
		buf_add_cstr(out, " does not count: ");
		escape_text(out, owners->problem);
	} else if (view->is_exhausted) {
		buf_add_cstr(out, " is not asked: too many patterns for so many files");
	} else {
		buf_fmt(out, ", as %s reads it",
				owners->syntax == OWNER_SYNTAX_GITLAB ? "GitLab" : "GitHub");
	}
	if (owners->fault_count > 0) {
		buf_fmt(out, "; %zu fault%s, see lintel check", owners->fault_count,
				owners->fault_count == 1 ? "" : "s");
	}
	buf_add_char(out, '\n');
}

static void day_add(moment at, struct buf *out)
{
	period_name(at, PERIOD_DAY, out);
}

/* What the numbers are, in the order of the columns. */
static void legend_write(const struct owners_view *view, struct buf *out)
{
	const struct ownership *ownership = view->ownership;
	const struct history *history = ownership->history;

	source_write(view, out);
	if (history->reason != REASON_NONE) {
		buf_add_cstr(out, "history      unknown: ");
		escape_text(out, history->why);
		buf_add_cstr(out, history->remedy.len > 0 ? "; " : "");
		escape_text(out, history->remedy);
		buf_add_char(out, '\n');
		return;
	}
	buf_add_cstr(out, "commits      after ");
	day_add(view->span.from, out);
	buf_add_cstr(out, " up to ");
	day_add(view->span.to, out);
	buf_add_cstr(out, " (");
	escape_text(out, view->window);
	buf_fmt(out, "), without merges, ignored revisions and %zu robot%s\n", view->robots,
			view->robots == 1 ? "" : "s");
	buf_add_cstr(out,
			"top          the share of the commits by whoever made most of them\n"
			"half         the least number of people who made half of the commits\n"
			"crossing     the share by people who belong to another owner, where that "
			"is known\n");
	buf_fmt(out,
			"spanning     the share, of commits of at most %u files, that change another "
			"owner's too\n",
			ownership->max_set);
	buf_add_cstr(out, ownership->teams ? "people       belong to the team of their address\n"
					   : "people       belong to the owner whose modules they "
					     "change most\n");
	buf_fmt(out,
			"sparse       fewer than %d commits; of crossing, or than half of them: nobody is "
			"known\n"
			"             of an owner without a team, and nothing told of one that may be one "
			"person\n",
			OWNERSHIP_LEAST);
}

void owners_write_text(const struct owners_view *view, struct buf *out)
{
	modules_write(view, out);
	pairs_write(view, out);
	legend_write(view, out);
}
