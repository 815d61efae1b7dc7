/* SPDX-License-Identifier: MIT */
#include "cli/drift_show.h"

#include "base/arena.h"
#include "cli/columns.h"
#include "cli/command.h"
#include "cli/csv.h"
#include "cli/show.h"
#include "reports/escape.h"

#define ID_SHOWN 12
/* Members of a cycle that are named in a line. */
#define MEMBERS_SHOWN 12

static struct str name_of(const struct drift_revision *revision)
{
	return revision->name.len ? revision->name : str_slice(revision->commit, 0, ID_SHOWN);
}

static struct str day_of(struct arena *arena, moment at)
{
	struct buf text = { 0 };
	period_name(at, PERIOD_DAY, &text);
	struct str day = str_dup(arena, buf_str(&text));
	buf_finish(&text);
	return day;
}

/* ---- the table ---- */

static const char *const headings[] = { "revision", "date", "files", "lines", "in no module",
	"modules", "uses", "pairs", "cycles", "violations", "propagation" };

static void row_add(struct columns *table, const struct drift_revision *revision)
{
	struct arena *arena = table->arena;
	columns_add(table, name_of(revision));
	columns_add(table, day_of(arena, revision->at));
	if (revision->problem.len > 0) {
		for (size_t i = 2; i < COUNT_OF(headings); i++) {
			columns_add(table, STR("?"));
		}
		return;
	}
	double share = revision->files ? 100.0 * revision->unassigned / revision->files : 0;
	columns_add(table, str_fmt(arena, "%u", revision->files));
	columns_add(table, str_fmt(arena, "%llu", (unsigned long long)revision->lines));
	columns_add(table, str_fmt(arena, "%.0f %%", share));
	columns_add(table, str_fmt(arena, "%u", revision->modules));
	columns_add(table, str_fmt(arena, "%llu", (unsigned long long)revision->uses_sum));
	columns_add(table, str_fmt(arena, "%zu", revision->uses.len));
	columns_add(table, revision->cycles.len ? str_fmt(arena, "%zu (%u modules)",
								  revision->cycles.len,
								  revision->entangled)
						: STR("0"));
	columns_add(table, str_fmt(arena, "%u", revision->findings));
	columns_add(table, str_fmt(arena, "%.0f %%", 100.0 * revision->propagation_cost));
}

static void members_write(const struct drift_cycle *cycle, struct buf *out)
{
	for (size_t i = 0; i < cycle->count && i < MEMBERS_SHOWN; i++) {
		buf_add_cstr(out, i > 0 ? ", " : "");
		escape_text(out, cycle->members[i]);
	}
	if (cycle->count > MEMBERS_SHOWN) {
		buf_fmt(out, " and %zu more", cycle->count - MEMBERS_SHOWN);
	}
}

/* Lines below a row, of which only so many are written. */
struct lines {
	struct buf *out;
	size_t most;
	size_t count;
};

static bool line_begin(struct lines *lines, const char *mark)
{
	if (lines->count++ >= lines->most) {
		return false;
	}
	buf_fmt(lines->out, "    %s ", mark);
	return true;
}

static void use_line(struct lines *lines, const char *mark, const struct drift_use *use)
{
	if (!line_begin(lines, mark)) {
		return;
	}
	escape_text(lines->out, use->from);
	buf_add_cstr(lines->out, " -> ");
	escape_text(lines->out, use->to);
	if (mark[0] == '+') {
		buf_fmt(lines->out, " (%u use%s, ", use->count, use->count == 1 ? "" : "s");
		show_place(&use->place, lines->out);
		buf_add_char(lines->out, ')');
	}
	buf_add_char(lines->out, '\n');
}

static void cycle_line(struct lines *lines, const char *mark, const struct drift_cycle *cycle)
{
	if (line_begin(lines, mark)) {
		members_write(cycle, lines->out);
		buf_add_char(lines->out, '\n');
	}
}

static void change_write(const struct drift_revision *before, const struct drift_revision *now,
		size_t most, struct buf *out)
{
	struct arena *scratch = arena_create();
	struct lines lines = { .out = out, .most = most };
	struct drift_change change = drift_change_between(scratch, before, now);
	vec_each (const struct drift_cycle, cycle, &change.tied) {
		cycle_line(&lines, "+ cycle", cycle);
	}
	vec_each (const struct drift_cycle, cycle, &change.untied) {
		cycle_line(&lines, "- cycle", cycle);
	}
	vec_each (const struct drift_use, use, &change.came) {
		use_line(&lines, "+", use);
	}
	vec_each (const struct drift_use, use, &change.went) {
		use_line(&lines, "-", use);
	}
	if (lines.count > most) {
		buf_fmt(out, "    and %zu more; --changes N shows more, --format json all\n",
				lines.count - most);
	}
	arena_destroy(scratch);
}

static void ids_write(const char *what, const struct str *ids, size_t count, struct buf *out)
{
	for (size_t i = 0; i < count; i++) {
		buf_add_cstr(out, i == 0 ? what : ", ");
		escape_text(out, ids[i]);
	}
	buf_add_cstr(out, count > 0 ? "\n" : "");
}

/* What the reader must know not to take the numbers for more than they are. */
static void notes_write(const struct drift *drift, struct buf *out)
{
	uint32_t unread = 0;
	vec_each (const struct drift_revision, revision, &drift->revisions) {
		unread = revision->unread > unread ? revision->unread : unread;
	}
	buf_fmt(out,
			"\n%zu revisions (%s), judged by today's modules and rules, from includes "
			"alone\n",
			drift->revisions.len, drift->at.p);
	ids_write("not judged from includes: ", drift->not_judged.p, drift->not_judged.len, out);
	ids_write("judged in part: ", drift->partly_judged.p, drift->partly_judged.len, out);
	if (unread > 0) {
		buf_fmt(out, "up to %u file%s of a revision could not be read\n", unread,
				unread == 1 ? "" : "s");
	}
}

void drift_show_text(const struct drift *drift, struct cli *cli, size_t most, struct buf *out)
{
	struct columns table = { .arena = cli->arena, .count = COUNT_OF(headings) };
	struct buf rows = { 0 };
	const struct drift_revision *before = NULL;
	for (size_t i = 0; i < COUNT_OF(headings); i++) {
		table.is_right[i] = i > 1;
		columns_add(&table, str_of(headings[i]));
	}
	vec_each (const struct drift_revision, revision, &drift->revisions) {
		row_add(&table, revision);
	}
	columns_write(&table, &rows);
	struct str rest = buf_str(&rows);
	struct str row;
	(void)str_split(&rest, '\n', &row);
	buf_add(out, row);
	buf_add_char(out, '\n');
	vec_each (const struct drift_revision, revision, &drift->revisions) {
		(void)str_split(&rest, '\n', &row);
		buf_add(out, row);
		buf_add_char(out, '\n');
		if (revision->problem.len > 0) {
			buf_add_cstr(out, "    ? ");
			escape_text(out, revision->problem);
			buf_add_char(out, '\n');
			continue;
		}
		if (before) {
			change_write(before, revision, most, out);
		}
		before = revision;
	}
	buf_finish(&rows);
	notes_write(drift, out);
}

/* ---- the series ---- */

void drift_show_csv(const struct drift *drift, struct cli *cli, size_t most, struct buf *out)
{
	(void)most;
	buf_add_cstr(out, "revision,commit,date,files,lines,unassigned,unread,modules,uses,pairs,"
			  "cycles,modules_in_cycles,violations,propagation_cost,fan_out,depth,"
			  "unresolved\n");
	vec_each (const struct drift_revision, revision, &drift->revisions) {
		csv_text(name_of(revision), out);
		buf_fmt(out, "," STR_FMT "," STR_FMT, STR_ARG(revision->commit),
				STR_ARG(day_of(cli->arena, revision->at)));
		/* Empty cells: not known, which is not zero. */
		if (revision->problem.len > 0) {
			buf_add_cstr(out, ",,,,,,,,,,,,,,\n");
			continue;
		}
		buf_fmt(out, ",%u,%llu,%u,%u,%u,%llu,%zu,%zu,%u,%u,%.4f,%u,%u,%u\n",
				revision->files, (unsigned long long)revision->lines,
				revision->unassigned, revision->unread, revision->modules,
				(unsigned long long)revision->uses_sum, revision->uses.len,
				revision->cycles.len, revision->entangled, revision->findings,
				revision->propagation_cost, revision->fan_out, revision->depth,
				revision->unresolved);
	}
}
