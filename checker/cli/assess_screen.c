/* SPDX-License-Identifier: MIT */
#include "cli/assess_screen.h"

#include "base/err.h"
#include "cli/paragraph.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define COLUMNS_DEFAULT 80
#define COLUMNS_LEAST 16
/* Longer lines are hard to read. */
#define COLUMNS_MOST 96
/* From here on labels stand beside what they label. */
#define COLUMNS_WIDE 56
#define LABEL_COLUMNS 13

#define KEYS "n note, e evidence, x does not apply, b back, s skip, q quit, ? keys"

#define BOLD "\033[1m"
#define DIM "\033[2m"
#define YELLOW "\033[1;33m"
#define PLAIN "\033[0m"

/* By what the environment says, as setlocale() would take it. */
static bool is_utf8(void)
{
	static const char *const variables[] = { "LC_ALL", "LC_CTYPE", "LANG" };

	for (size_t i = 0; i < COUNT_OF(variables); i++) {
		const char *value = getenv(variables[i]);
		if (value && *value) {
			const char *set = strchr(value, '.');
			return set
			       && (strncasecmp(set, ".utf-8", 6) == 0
					       || strncasecmp(set, ".utf8", 5) == 0);
		}
	}
	return false;
}

struct screen screen_of(int fd, bool has_color)
{
	struct winsize size = { 0 };
	uint64_t columns = 0;
	const char *term = getenv("TERM");

	if (ioctl(fd, TIOCGWINSZ, &size) == 0) {
		columns = size.ws_col;
	}
	if (columns == 0 && !str_to_u64(str_of(getenv("COLUMNS")), &columns)) {
		columns = COLUMNS_DEFAULT;
	}
	columns = columns < COLUMNS_LEAST ? COLUMNS_LEAST : columns;
	return (struct screen){
		.columns = (unsigned)(columns > COLUMNS_MOST ? COLUMNS_MOST : columns),
		.rows = size.ws_row,
		.has_color = has_color,
		.is_ascii = !is_utf8(),
		.can_clear = term && *term && !str_eq(str_of(term), STR("dumb")),
	};
}

void screen_clear(const struct screen *screen, struct buf *out)
{
	if (screen->can_clear) {
		buf_add_cstr(out, "\033[H\033[2J");
		return;
	}
	buf_add_char(out, '\n');
	buf_add_repeat(out, '-', screen->columns - 1);
	buf_add_char(out, '\n');
}

/* Empty for what is as it is. */
static void begin_style(const struct screen *screen, const char *style, struct buf *out)
{
	if (screen->has_color) {
		buf_add_cstr(out, style);
	}
}

/* Within the line: behind its end a next one would begin with it. */
static void end_style(const struct screen *screen, const char *style, struct buf *out)
{
	bool is_line = out->len > 0 && out->p[out->len - 1] == '\n';

	if (!screen->has_color || !*style) {
		return;
	}
	if (is_line) {
		out->p[--out->len] = '\0';
	}
	buf_add_cstr(out, is_line ? PLAIN "\n" : PLAIN);
}

static struct paragraph form_of(const struct screen *screen, size_t indent)
{
	/* The last column stays free: some terminals break the line behind it. */
	return (struct paragraph){
		.indent = indent,
		.width = screen->columns - 1,
		.is_ascii = screen->is_ascii,
	};
}

static void add_styled(const struct screen *screen, const char *style, size_t indent,
		struct str text, struct buf *out)
{
	struct paragraph form = form_of(screen, indent);

	begin_style(screen, style, out);
	paragraph_add(out, &form, 0, text);
	end_style(screen, style, out);
}

/* "what counts the parts that …": the label beside the text, or above it. */
static void add_labelled(const struct screen *screen, const char *label, const char *style,
		struct str text, struct buf *out)
{
	bool is_wide = screen->columns >= COLUMNS_WIDE;
	struct paragraph form = form_of(screen, is_wide ? LABEL_COLUMNS : 2);

	begin_style(screen, DIM, out);
	buf_add_cstr(out, label);
	end_style(screen, DIM, out);
	if (!is_wide) {
		buf_add_char(out, '\n');
	}
	begin_style(screen, style, out);
	paragraph_add(out, &form, is_wide ? str_of(label).len : 0, text);
	end_style(screen, style, out);
}

static void add_text(const struct screen *screen, const char *text, struct buf *out)
{
	struct paragraph form = form_of(screen, 0);
	paragraph_add(out, &form, 0, str_of(text));
}

static const char *dash(const struct screen *screen)
{
	return screen->is_ascii ? "-" : "–";
}

static const struct pack_item *item_of(const struct screen_question *question)
{
	return &question->pack->items[question->item];
}

/* A lower bound never looks higher than it is, an upper one never lower. */
static void add_interval(const struct screen *screen, double lower, double upper, struct buf *out)
{
	buf_fmt(out, "%.0f%s%.0f %%", floor(100 * lower + 1e-9), dash(screen),
			ceil(100 * upper - 1e-9));
}

static void add_head(const struct screen *screen, const struct screen_question *question,
		struct buf *out)
{
	const struct pack_pillar *pillar = &question->pack->pillars[item_of(question)->pillar];
	struct paragraph form = form_of(screen, 0);
	struct buf line;

	buf_init(&line);
	buf_fmt(&line, "%u of %u: " STR_FMT, question->number, question->total,
			STR_ARG(pillar->title));
	begin_style(screen, BOLD, out);
	buf_add_cstr(out, "question ");
	paragraph_add(out, &form, STR("question ").len, buf_str(&line));
	end_style(screen, BOLD, out);
	buf_finish(&line);
}

/* What the facts say by themselves, with where they come from. */
static void add_facts(const struct screen *screen, const struct screen_question *question,
		struct buf *out)
{
	const struct pack_item *item = item_of(question);
	const struct item_result *result = &question->assessment->items[question->item];
	bool is_fresh = true;
	struct buf text;

	buf_init(&text);
	for (size_t i = 0; i < item->scoring_count; i++) {
		const struct verification *one = &result->verifications[i];
		buf_clear(&text);
		buf_add(&text, one->fact);
		if (one->evidence.len && one->state != MEASUREMENT_MISSING) {
			buf_fmt(&text, " (" STR_FMT ")", STR_ARG(one->evidence));
		}
		add_labelled(screen, i ? "" : "facts", "", buf_str(&text), out);
		is_fresh = is_fresh && one->state == MEASUREMENT_FRESH;
	}
	if (item->scoring_count == 0) {
		buf_fmt(&text, "none speak about this: an answer alone counts for %.0f %% at most",
				100 * result->standing.cap);
		add_labelled(screen, "facts", "", buf_str(&text), out);
	}
	if (!is_fresh && item->evidence_hint.len) {
		add_labelled(screen, "", DIM, item->evidence_hint, out);
	}
	buf_finish(&text);
}

static void add_answer_text(const struct screen_question *question, struct buf *text)
{
	const struct answer *answer = question->answer;
	const struct pack_item *item = item_of(question);
	char day[DATE_DAY_SIZE];

	if (answer->is_not_applicable) {
		buf_add_cstr(text, "does not apply");
	} else if (answer->choice < item->choice_count) {
		buf_add(text, item->choices[answer->choice].id);
	} else {
		buf_add_cstr(text, "what is ticked");
	}
	if (answer->has_day) {
		date_write_day(answer->day, day);
		buf_fmt(text, ", %s", day);
	}
	if (answer->by.len) {
		buf_fmt(text, ", " STR_FMT, STR_ARG(answer->by));
	}
	const struct item_result *result = &question->assessment->items[question->item];
	if (result->is_answer_old || result->is_answer_later) {
		buf_fmt(text, "; does not count, because it is %s",
				result->is_answer_old ? "too old" : "from a later day");
	}
	if (answer->evidence.len) {
		buf_fmt(text, "; see " STR_FMT, STR_ARG(answer->evidence));
	}
}

/* What it counts for, and whether the facts agree. */
static void add_counting(const struct screen *screen, const struct screen_question *question,
		struct buf *out)
{
	const struct item_result *result = &question->assessment->items[question->item];
	bool is_contradicted = result->agreement == AGREES_OVER_CLAIM;
	struct buf text;

	if (result->state == ITEM_NOT_APPLICABLE) {
		return;
	}
	buf_init(&text);
	add_interval(screen, result->interval.lo, result->interval.hi, &text);
	if (is_contradicted) {
		buf_add_cstr(&text, ": the facts say less than the answer");
	}
	add_labelled(screen, "counts as", is_contradicted ? YELLOW : "", buf_str(&text), out);
	buf_finish(&text);
}

static void add_present(const struct screen *screen, const struct screen_question *question,
		struct buf *out)
{
	struct buf text;

	if (!question->answer) {
		return;
	}
	buf_init(&text);
	add_answer_text(question, &text);
	add_labelled(screen, "answered", BOLD, buf_str(&text), out);
	buf_finish(&text);
	if (question->answer->note.len) {
		add_labelled(screen, "note", "", question->answer->note, out);
	}
	add_counting(screen, question, out);
}

static void add_choices(const struct screen *screen, const struct screen_question *question,
		bool is_whole, struct buf *out)
{
	const struct pack_item *item = item_of(question);
	struct paragraph form = form_of(screen, 5);
	struct buf text;

	buf_init(&text);
	for (uint32_t i = 0; i < item->choice_count; i++) {
		const struct choice_kind *choice = &item->choices[i];
		const struct answer *answer = question->answer;
		bool is_present = answer && !answer->is_not_applicable && answer->choice == i;

		buf_clear(&text);
		buf_add(&text, choice->id);
		if (choice->text.len && !str_eq(choice->text, choice->id)) {
			buf_fmt(&text, ": " STR_FMT, STR_ARG(choice->text));
		}
		if (choice->needs_criteria && item->criterion_count) {
			buf_add_cstr(&text, is_whole ? " (all that is listed must hold)"
						     : " (with criteria)");
		}
		begin_style(screen, is_present ? BOLD : "", out);
		buf_fmt(out, "%s%2u", is_present ? ">" : " ", i + 1);
		paragraph_add(out, &form, 3, buf_str(&text));
		end_style(screen, is_present ? BOLD : "", out);
	}
	buf_finish(&text);
}

void screen_criteria(const struct screen *screen, const struct screen_question *question,
		struct buf *out)
{
	const struct pack_item *item = item_of(question);
	struct paragraph form = form_of(screen, 9);

	for (uint32_t i = 0; i < item->criterion_count; i++) {
		bool is_ticked = question->answer && (question->answer->ticked >> i & 1);
		buf_fmt(out, "  %2u [%c] ", i + 1, is_ticked ? 'x' : ' ');
		paragraph_add(out, &form, 9, item->criteria[i].text);
	}
}

static size_t count_lines(struct str text)
{
	size_t lines = 0;
	for (size_t i = 0; i < text.len; i++) {
		lines += text.p[i] == '\n';
	}
	return lines;
}

/* What one may want to know before one answers. */
static void add_background(const struct screen *screen, const struct screen_question *question,
		struct buf *out)
{
	const struct pack_item *item = item_of(question);

	if (item->help.len) {
		add_labelled(screen, "what counts", "", item->help, out);
	}
	if (item->criterion_count) {
		add_labelled(screen, "must hold", DIM,
				item->choice_count ? STR("for the higher answers")
						   : STR("number by number"),
				out);
		screen_criteria(screen, question, out);
	}
	add_facts(screen, question, out);
	add_present(screen, question, out);
}

static void add_whole(const struct screen *screen, const struct screen_question *question,
		struct buf *out)
{
	const struct pack_item *item = item_of(question);
	struct str property = question->pack->pillars[item->pillar].property;

	add_head(screen, question, out);
	if (property.len) {
		add_styled(screen, DIM, 0, property, out);
	}
	buf_add_char(out, '\n');
	add_styled(screen, BOLD, 2, item->ask, out);
	buf_add_char(out, '\n');
	add_background(screen, question, out);
	buf_add_char(out, '\n');
	add_choices(screen, question, true, out);
	add_text(screen,
			item->choice_count ? "a number answers; " KEYS
					   : "numbers tick, Enter answers; " KEYS,
			out);
}

/* As little as one can answer with. */
static void add_short(const struct screen *screen, const struct screen_question *question,
		struct buf *out)
{
	add_head(screen, question, out);
	add_styled(screen, BOLD, 2, item_of(question)->ask, out);
	add_choices(screen, question, false, out);
	add_text(screen, "? shows the facts and more", out);
}

void screen_question(const struct screen *screen, const struct screen_question *question,
		bool is_whole, struct buf *out)
{
	struct buf text;

	buf_init(&text);
	add_whole(screen, question, &text);
	/* Two lines for what was said, and where one types. */
	if (!is_whole && screen->rows && count_lines(buf_str(&text)) + 2 > screen->rows) {
		buf_clear(&text);
		add_short(screen, question, &text);
	}
	buf_add(out, buf_str(&text));
	buf_finish(&text);
}

void screen_keys(const struct screen *screen, struct buf *out)
{
	static const char *const keys[][2] = {
		{ "1, 2, ...", "the answer with this number; its name does as well" },
		{ "Enter", "keeps the answer that is there and goes on" },
		{ "n", "a note beside the answer" },
		{ "e", "where it can be seen: a path, a record or an address" },
		{ "x", "it does not apply here; asks why" },
		{ "b", "back to the question before" },
		{ "s", "skips it; it stays as it is" },
		{ "g 12", "goes to question 12" },
		{ "q", "ends; what is answered is saved already" },
		{ "?", "this list, and all of the question however small the window is" },
	};

	for (size_t i = 0; i < COUNT_OF(keys); i++) {
		add_labelled(screen, keys[i][0], "", str_of(keys[i][1]), out);
	}
}

void screen_standing(const struct screen *screen, const struct screen_question *question,
		struct buf *out)
{
	uint32_t number = item_of(question)->pillar;
	const struct pack_pillar *pillar = &question->pack->pillars[number];
	const struct pillar_result *result = &question->assessment->pillars[number];
	struct buf text;

	buf_init(&text);
	buf_fmt(&text, "saved; " STR_FMT, STR_ARG(pillar->title));
	if (result->is_assessed) {
		buf_add_cstr(&text, " is at ");
		add_interval(screen, result->lower, result->upper, &text);
	} else {
		buf_add_cstr(&text, " is not assessed: nothing in it applies");
	}
	add_styled(screen, DIM, 0, buf_str(&text), out);
	buf_finish(&text);
}
