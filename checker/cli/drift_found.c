/* SPDX-License-Identifier: MIT */
#include "cli/drift_show.h"
#include "cli/show.h"
#include "reports/escape.h"

#define ID_SHOWN 12

static void what_write(const struct drift_quest *quest, struct buf *out)
{
	switch (quest->kind) {
	case QUEST_CYCLE:
		buf_add_cstr(out, "the cycle of ");
		escape_text(out, quest->a);
		buf_add_cstr(out, " and ");
		escape_text(out, quest->b);
		return;
	case QUEST_USE:
		buf_add_cstr(out, "the use of ");
		escape_text(out, quest->b);
		buf_add_cstr(out, " by ");
		escape_text(out, quest->a);
		return;
	case QUEST_VIOLATION:
		break;
	}
	buf_add_cstr(out, "a violation of ");
	escape_text(out, quest->a);
}

static void looked_write(const struct drift_found *found, struct buf *out)
{
	buf_fmt(out, "looked at %zu revision%s", found->looked_at,
			found->looked_at == 1 ? "" : "s");
	if (found->not_judged > 0) {
		buf_fmt(out, ", %zu of which could not be judged (", found->not_judged);
		escape_text(out, found->why);
		buf_add_char(out, ')');
	}
	buf_add_char(out, '\n');
}

static void commit_write(const struct drift_found *found, struct buf *out)
{
	struct str id = found->commit.id;
	buf_fmt(out, "  " STR_FMT "  ", STR_ARG(str_slice(id, 0, ID_SHOWN)));
	period_name(found->commit.at, PERIOD_DAY, out);
	/* No subject line: people are named in it. */
	buf_add_cstr(out, found->commit.parent_count > 1
					  ? "\n  a merge: neither side had it by itself\n"
					  : "\n");
	vec_each (const struct drift_step, step, &found->steps) {
		size_t begin = out->len;
		buf_fmt(out, "    %s ", step->is_new ? "+" : " ");
		show_place(&step->place, out);
		size_t width = out->len - begin;
		buf_add_repeat(out, ' ', width < 40 ? 40 - width : 2);
		escape_text(out, step->text);
		buf_add_char(out, '\n');
	}
	if (found->more > 0) {
		buf_fmt(out, "      and %zu more\n", found->more);
	}
}

void drift_show_found_text(const struct drift_found *found, const struct drift_quest *quest,
		const struct drift_ends *ends, struct buf *out)
{
	what_write(quest, out);
	switch (found->outcome) {
	case DRIFT_FOUND:
		buf_add_cstr(out, " came with\n");
		commit_write(found, out);
		if (found->times > 1) {
			buf_fmt(out,
					"it came %zu times among the revisions looked at: this is the "
					"last\n",
					found->times);
		}
		break;
	case DRIFT_OLDER:
		buf_add_cstr(out, " is older than ");
		escape_text(out, ends->range);
		buf_add_cstr(out, ": begin further back\n");
		break;
	case DRIFT_ABSENT:
		buf_add_cstr(out, " is not there at the end of ");
		escape_text(out, ends->range);
		buf_fmt(out, found->times > 0 ? ": it came %zu time%s and went again\n" : "\n",
				found->times, found->times == 1 ? "" : "s");
		break;
	case DRIFT_UNKNOWN:
		buf_add_cstr(out, " cannot be traced: what cannot be judged lies in the way\n");
		break;
	}
	looked_write(found, out);
}
