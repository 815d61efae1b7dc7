/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/utf8.h"
#include "cli/assess_show.h"
#include "cli/show.h"
#include "pillars/answers.h"
#include "pillars/headline.h"
#include "reports/escape.h"

#include <math.h>
#include <stdlib.h>

#define DASH "\xe2\x80\x93"
#define MARK "\xe2\x86\x90"
#define MINUS "\xe2\x88\x92"

static struct str prose(const struct assess_view *view, struct str text)
{
	struct buf out;

	buf_init(&out);
	escape_prose(&out, text);
	struct str copy = str_dup(view->arena, buf_str(&out));
	buf_finish(&out);
	return copy;
}

static void left_write(struct buf *out, struct str text, size_t width)
{
	size_t own = utf8_width(text);

	buf_add(out, text);
	buf_add_repeat(out, ' ', own < width ? width - own : 0);
}

static void right_write(struct buf *out, struct str text, size_t width)
{
	size_t own = utf8_width(text);

	buf_add_repeat(out, ' ', own < width ? width - own : 0);
	buf_add(out, text);
}

/* A lower bound never looks higher than it is, an upper one of its own never lower. */
static struct str range_text(const struct assess_view *view, double lower, double upper)
{
	if (upper - lower < 1e-9) {
		return str_fmt(view->arena, "%.0f", floor(100 * lower + 1e-9));
	}
	return str_fmt(view->arena, "%.0f" DASH "%.0f", floor(100 * lower + 1e-9),
			ceil(100 * upper - 1e-9));
}

static struct str share_text(const struct assess_view *view, double share)
{
	return str_fmt(view->arena, "%.0f %%", floor(100 * share + 1e-9));
}

/* "+12", "−5", "±0" */
static struct str change_text(const struct assess_view *view, double change)
{
	double points = round(100 * change);

	if (points == 0) {
		return STR("\xc2\xb1"
			   "0");
	}
	return str_fmt(view->arena, "%s%.0f", points > 0 ? "+" : MINUS, fabs(points));
}

/* ---- the table ---- */

static struct str band_name(const struct assess_view *view, const struct pillar_result *result)
{
	const struct pack *pack = &view->assessing->pack;

	return result->is_assessed && result->band < pack->band_count
			       ? prose(view, pack->bands[result->band].name)
			       : STR("");
}

static size_t most(size_t a, size_t b)
{
	return a > b ? a : b;
}

static void row_write(const struct assess_view *view, uint32_t number, size_t name_width,
		size_t band_width, struct buf *out)
{
	const struct pack *pack = &view->assessing->pack;
	const struct pillar_result *result = &view->assessing->assessment.pillars[number];
	struct str range = result->is_assessed ? range_text(view, result->lower, result->upper)
					       : STR("-");
	struct str share = result->is_assessed ? share_text(view, result->evidenced) : STR("-");

	left_write(out, pack->pillars[number].id, name_width + 2);
	left_write(out, range, 13);
	right_write(out, share, 9);
	buf_add_cstr(out, "   ");
	if (band_width) {
		left_write(out, band_name(view, result), band_width + 3);
	}
	buf_add(out, prose(view, result->headline));
	if (result->contradictions) {
		buf_add_cstr(out, "  " MARK " contradiction");
	}
	buf_add_char(out, '\n');
}

static void table_write(const struct assess_view *view, struct buf *out)
{
	const struct pack *pack = &view->assessing->pack;
	size_t name_width = 14;
	size_t band_width = 0;

	for (size_t i = 0; i < pack->pillar_count; i++) {
		const struct pillar_result *result = &view->assessing->assessment.pillars[i];
		name_width = most(name_width, utf8_width(pack->pillars[i].id));
		band_width = most(band_width, utf8_width(band_name(view, result)));
	}
	left_write(out, STR("pillar"), name_width + 2);
	buf_add_cstr(out, "lower" DASH "upper  evidenced");
	buf_add_cstr(out, band_width ? "   band\n" : "\n");
	for (uint32_t i = 0; i < pack->pillar_count; i++) {
		row_write(view, i, name_width, band_width, out);
	}
}

/* ---- contradictions, and answers that do not count ---- */

static void line_write(
		const struct assess_view *view, const char *word, struct str text, struct buf *out)
{
	if (text.len) {
		buf_fmt(out, "  %-6s ", word);
		buf_add(out, prose(view, text));
		buf_add_char(out, '\n');
	}
}

static void claim_write(const struct assess_view *view, uint32_t number, struct buf *out)
{
	const struct pack_item *item = &view->assessing->pack.items[number];
	const struct item_result *result = &view->assessing->assessment.items[number];
	struct str said = said_text(item, result, view->arena);

	buf_add_cstr(out, "\ncontradiction: ");
	buf_fmt(out, STR_FMT ": you answered " STR_FMT ", measured is %.0f %%\n  ",
			STR_ARG(item->id), STR_ARG(said), 100 * result->standing.score);
	show_place(&result->answer->place, out);
	buf_add_char(out, '\n');
	line_write(view, "asked", item->ask, out);
	line_write(view, "fact", result->fact, out);
	line_write(view, "from", result->deciding->evidence, out);
	line_write(view, "mend", item->remedy, out);
}

static void claims_write(const struct assess_view *view, struct buf *out)
{
	const struct assessment *assessment = &view->assessing->assessment;

	for (uint32_t i = 0; i < assessment->pack->item_count; i++) {
		if (assessment->items[i].state == ITEM_SCORED
				&& assessment->items[i].agreement == AGREES_OVER_CLAIM) {
			claim_write(view, i, out);
		}
	}
}

static void faults_write(const struct assess_view *view, struct buf *out)
{
	const struct answers *answers = &view->assessing->answers;

	vec_each (const struct answer_fault, fault, &answers->faults) {
		buf_add_cstr(out, "\ndoes not count: ");
		buf_add(out, prose(view, fault->text));
		buf_add_cstr(out, "\n  ");
		show_place(&fault->place, out);
		buf_add_char(out, '\n');
		line_write(view, "mend", fault->remedy, out);
	}
}

static void outdated_write(const struct assess_view *view, struct buf *out)
{
	const struct assessment *assessment = &view->assessing->assessment;
	size_t old = 0;

	for (size_t i = 0; i < assessment->pack->item_count; i++) {
		old += assessment->items[i].is_answer_old;
	}
	if (old) {
		struct str age = assessment->input->config->max_answer_age.s;
		buf_fmt(out, "\n%zu answer%s older than " STR_FMT " and %s as not given\n", old,
				old == 1 ? " is" : "s are",
				STR_ARG(age.len ? age : STR(ANSWER_AGE_DEFAULT)),
				old == 1 ? "counts" : "count");
	}
}

static void later_write(const struct assess_view *view, struct buf *out)
{
	const struct assessment *assessment = &view->assessing->assessment;

	for (uint32_t i = 0; i < assessment->pack->item_count; i++) {
		const struct answer *answer = answers_find(assessment->answers, i);
		char day[DATE_DAY_SIZE];
		if (!assessment->items[i].is_answer_later) {
			continue;
		}
		date_write_day(answer->day, day);
		buf_fmt(out,
				"\ndoes not count: the answer to " STR_FMT
				" is of %s, later than the day asked for\n  ",
				STR_ARG(assessment->pack->items[i].id), day);
		show_place(&answer->place, out);
		buf_add_char(out, '\n');
		line_write(view, "mend", STR(ANSWER_LATER_REMEDY), out);
	}
}

static void version_write(const struct assess_view *view, struct buf *out)
{
	const struct answers *answers = &view->assessing->answers;
	const struct pack *pack = &view->assessing->pack;
	struct str text = answers_version_text(answers, pack, view->arena);

	if (text.len) {
		buf_add_cstr(out, "\nnote: ");
		buf_add(out, prose(view, text));
		buf_add_cstr(out, "\n  ");
		show_place(&answers->version_place, out);
		buf_add_char(out, '\n');
		line_write(view, "mend", answers_version_remedy(pack, view->arena), out);
	}
}

/* ---- all items ---- */

static const char *state_text(const struct item_result *result)
{
	switch (result->state) {
	case ITEM_NOT_APPLICABLE:
		return "does not apply";
	case ITEM_SAID_NOT_APPLICABLE:
		return "said not to apply: it counts as not answered";
	case ITEM_EXEMPT:
		return "exempt: it counts from 0";
	case ITEM_SCORED:
		break;
	}
	return result->is_applying_unknown ? "whether it applies is not known" : "";
}

struct item_line {
	const struct assessment *assessment;
	uint32_t item;
};

static int gain_order(const void *a, const void *b)
{
	const struct item_line *left = a;
	const struct item_line *right = b;
	double x = left->assessment->items[left->item].gain;
	double y = right->assessment->items[right->item].gain;

	if (x != y) {
		return x < y ? 1 : -1;
	}
	return left->item < right->item ? -1 : left->item > right->item;
}

static void item_write(const struct assess_view *view, uint32_t number, struct buf *out)
{
	const struct pack_item *item = &view->assessing->pack.items[number];
	const struct assessment *assessment = &view->assessing->assessment;
	const struct item_result *result = &assessment->items[number];

	buf_fmt(out, "%6.1f  ", 100 * result->gain);
	left_write(out,
			result->state == ITEM_NOT_APPLICABLE ? STR("-")
							     : range_text(view, result->interval.lo,
									       result->interval.hi),
			7);
	buf_fmt(out, "  %s  " STR_FMT "%s\n", grade_words[result->grade], STR_ARG(item->id),
			result->agreement == AGREES_OVER_CLAIM && result->state == ITEM_SCORED
					? "  " MARK " contradiction"
					: "");
	line_write(view, "asked", item->ask, out);
	line_write(view, "state", str_of(state_text(result)), out);
	if (result->answer) {
		struct str answer = answer_text(item, result->answer, view->arena);
		line_write(view, "answer",
				result->is_answer_cut
						? str_fmt(view->arena,
								  STR_FMT ", which counts as some: "
									  "criteria are not ticked",
								  STR_ARG(answer))
						: answer,
				out);
	}
	for (size_t i = 0; i < item->scoring_count; i++) {
		line_write(view, "fact", result->verifications[i].fact, out);
	}
	if (result->gain > 0) {
		line_write(view, "mend", item->remedy, out);
		line_write(view, "how",
				result->reason != REASON_NONE
						? evidence_step(assessment, number, view->arena)
						: STR(""),
				out);
	}
}

static void items_write(const struct assess_view *view, struct buf *out)
{
	const struct assessment *assessment = &view->assessing->assessment;
	size_t count = assessment->pack->item_count;
	struct item_line *lines = arena_new_array(view->arena, struct item_line, count);

	for (uint32_t i = 0; i < count; i++) {
		lines[i] = (struct item_line){ assessment, i };
	}
	qsort(lines, count, sizeof(*lines), gain_order);
	buf_add_cstr(out, "\n  gain  score    grade\n");
	for (size_t i = 0; i < count; i++) {
		item_write(view, lines[i].item, out);
	}
}

/* What keeps a pillar from the next band although its numbers are good enough. */
static void musts_write(const struct assess_view *view, struct buf *out)
{
	const struct pack *pack = &view->assessing->pack;

	for (size_t i = 0; i < pack->pillar_count; i++) {
		const struct pillar_result *result = &view->assessing->assessment.pillars[i];
		if (result->is_assessed && result->must != UINT32_MAX) {
			buf_fmt(out, "\n" STR_FMT " is held at ", STR_ARG(pack->pillars[i].id));
			buf_add(out, band_name(view, result));
			buf_fmt(out, " by " STR_FMT ", which is a must\n",
					STR_ARG(pack->items[result->must].id));
		}
	}
}

/* ---- what moved ---- */

static void moved_write(
		const struct assess_view *view, const struct pillar_change *change, struct buf *out)
{
	const struct pack *pack = &view->assessing->pack;

	for (size_t i = 0; i < change->items.len; i++) {
		const struct item_change *item = &change->items.p[i];
		buf_add_cstr(out, i ? ", " : "   ");
		buf_add(out, pack->items[item->item].id);
		buf_add_char(out, ' ');
		buf_add(out, change_text(view, item->change));
	}
}

static void comparison_write(const struct assess_view *view, struct buf *out)
{
	const struct result_comparison *comparison = view->comparison;
	const struct pack *pack = &view->assessing->pack;
	char day[DATE_DAY_SIZE];

	date_write_day(date_day_of(comparison->before->as_of / MOMENT_SECOND), day);
	buf_fmt(out, "\nsince %s (", day);
	buf_add(out, prose(view, pack->name));
	buf_add_char(out, ' ');
	buf_add(out, prose(view, comparison->before->pack_version));
	buf_add_cstr(out,
			comparison->is_same_version
					? comparison->is_same_pack
							  ? ")\n"
							  : "; the pack's text has changed)\n"
					: "): the answers of then, with the pack and the evidence "
					  "of now\n");
	for (size_t i = 0; i < pack->pillar_count; i++) {
		const struct pillar_change *change = &comparison->pillars[i];
		left_write(out, pack->pillars[i].id, 16);
		right_write(out, change->is_known ? change_text(view, change->lower) : STR("-"), 5);
		if (change->is_pack_known) {
			buf_add_cstr(out, "   the pack alone ");
			buf_add(out, change_text(view, change->pack));
		}
		moved_write(view, change, out);
		buf_add_char(out, '\n');
	}
}

/* ---- the last lines ---- */

/* With a capital in front. */
static void sentence_write(struct str text, struct buf *out)
{
	char first = text.len ? text.p[0] : ' ';

	if (text.len) {
		buf_add_char(out, first >= 'a' && first <= 'z' ? (char)(first - 32) : first);
		buf_add(out, str_from(text, 1));
	}
}

static void end_write(const struct assess_view *view, struct buf *out)
{
	const struct assessment *assessment = &view->assessing->assessment;
	const struct pack *pack = assessment->pack;

	buf_add_char(out, '\n');
	if (assessment->reading != UINT32_MAX) {
		const struct pack_reading *reading = &pack->readings[assessment->reading];
		sentence_write(prose(view, reading->name), out);
		buf_add_cstr(out, ": ");
		struct str text = prose(view, reading->text);
		buf_add(out, text);
		buf_add_cstr(out, str_ends(text, STR(".")) ? " " : ". ");
	}
	buf_add(out, prose(view, assessment->deepen_why));
	buf_add_char(out, '\n');
	if (assessment->next.len) {
		struct str next = prose(view, assessment->next);
		buf_add_cstr(out, "Next: ");
		buf_add(out, next);
		buf_add_cstr(out, str_ends(next, STR(".")) ? "\n" : ".\n");
	}
}

void assess_text_write(const struct assess_view *view, struct buf *out)
{
	table_write(view, out);
	claims_write(view, out);
	faults_write(view, out);
	outdated_write(view, out);
	later_write(view, out);
	version_write(view, out);
	musts_write(view, out);
	if (view->shows_all) {
		items_write(view, out);
	}
	if (view->comparison) {
		comparison_write(view, out);
	}
	end_write(view, out);
}
