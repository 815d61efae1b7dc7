/* SPDX-License-Identifier: MIT */
#include "cli/assess_ask.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/utf8.h"
#include "cli/assess_screen.h"
#include "cli/command.h"
#include "cli/keyboard.h"
#include "cli/paragraph.h"
#include "facts/code.h"

struct asking {
	const struct ask *ask;
	struct keyboard keyboard;
	struct screen screen;
	/* The items that are asked. */
	uint32_t *items;
	uint32_t count;
	/* Of `items`. */
	uint32_t at;
	/* What was said since the last screen: shown under the next one. */
	struct buf notice;
	bool is_whole;
	/* What is in memory is not in the file. */
	bool is_unsaved;
	bool is_over;
	enum ask_end end;
};

/* Of those too that do not count as they are written. */
static struct answer *answer_find(const struct answers *answers, uint32_t item)
{
	for (size_t i = 0; i < answers->list.len; i++) {
		if (answers->list.p[i].item == item) {
			return &answers->list.p[i];
		}
	}
	return NULL;
}

static struct answer *answer_of(const struct asking *asking)
{
	struct answers *answers = asking->ask->answers;
	uint32_t item = asking->items[asking->at];
	struct answer *answer = answer_find(answers, item);

	if (!answer) {
		answer = vec_add(&answers->list, answers->arena);
		*answer = (struct answer){
			.item = item,
			.item_id = asking->ask->pack->items[item].id,
			.choice = NONE,
		};
	}
	return answer;
}

/* Whether nobody need be asked again: one who says "most" also says what of it holds. */
static bool is_answered(const struct pack_item *item, const struct item_result *result,
		const struct answer *answer)
{
	if (!answer || answer->is_void || result->is_answer_old || result->is_answer_later) {
		return false;
	}
	if (answer->is_not_applicable || item->choice_count == 0) {
		return true;
	}
	const struct choice_kind *choice = &item->choices[answer->choice];
	return !choice->needs_criteria || item->criterion_count == 0 || answer->ticked != 0;
}

static bool is_asked(const struct pack *pack, const struct assessment *assessment, uint32_t item)
{
	return pack->items[item].kind == ITEM_QUESTION
	       && assessment->items[item].state != ITEM_NOT_APPLICABLE;
}

struct ask_count ask_count(const struct pack *pack, const struct answers *answers,
		const struct assessment *assessment)
{
	struct ask_count count = { 0 };

	for (uint32_t i = 0; i < pack->item_count; i++) {
		if (is_asked(pack, assessment, i)) {
			count.asked++;
			count.answered += is_answered(&pack->items[i], &assessment->items[i],
					answer_find(answers, i));
		}
	}
	return count;
}

static void gather(struct asking *asking, struct arena *arena)
{
	const struct ask *ask = asking->ask;

	asking->items = arena_new_array(arena, uint32_t, ask->pack->item_count);
	for (uint32_t i = 0; i < ask->pack->item_count; i++) {
		if (is_asked(ask->pack, ask->assessment, i)) {
			asking->items[asking->count++] = i;
		}
	}
}

static struct screen_question question_of(const struct asking *asking)
{
	uint32_t item = asking->items[asking->at];
	return (struct screen_question){
		.pack = asking->ask->pack,
		.assessment = asking->ask->assessment,
		.item = item,
		.number = asking->at + 1,
		.total = asking->count,
		.answer = answers_find(asking->ask->answers, item),
	};
}

static const struct pack_item *item_of(const struct asking *asking)
{
	return &asking->ask->pack->items[asking->items[asking->at]];
}

static bool is_present_answered(const struct asking *asking)
{
	uint32_t item = asking->items[asking->at];
	return is_answered(item_of(asking), &asking->ask->assessment->items[item],
			answer_find(asking->ask->answers, item));
}

static void end(struct asking *asking, enum ask_end how)
{
	asking->is_over = true;
	asking->end = how;
}

static void say(struct asking *asking, const char *fmt, ...) PRINTF_LIKE(2, 3);

static void say(struct asking *asking, const char *fmt, ...)
{
	struct paragraph form = {
		.width = asking->screen.columns - 1,
		.is_ascii = asking->screen.is_ascii,
	};
	struct arena *arena = arena_create();
	va_list args;

	va_start(args, fmt);
	paragraph_add(&asking->notice, &form, 0, str_vfmt(arena, fmt, args));
	va_end(args);
	arena_destroy(arena);
}

static void say_standing(struct asking *asking)
{
	struct screen_question question = question_of(asking);
	screen_standing(&asking->screen, &question, &asking->notice);
}

/* Shows what was said, then what one types behind. */
static void show_prompt(struct asking *asking, const char *prompt)
{
	struct output *out = &asking->ask->cli->out;

	output_write(out, buf_str(&asking->notice));
	buf_clear(&asking->notice);
	output_write(out, str_of(prompt));
}

static void look(struct asking *asking)
{
	const struct cli *cli = asking->ask->cli;
	asking->screen = screen_of(cli->out.fd, cli->out_terminal.has_color);
}

static void show_question(struct asking *asking)
{
	struct screen_question question = question_of(asking);
	struct buf out;

	buf_init(&out);
	look(asking);
	screen_clear(&asking->screen, &out);
	screen_question(&asking->screen, &question, asking->is_whole, &out);
	output_write(&asking->ask->cli->out, buf_str(&out));
	buf_finish(&out);
}

/*
 * A line without what cannot be shown, in memory of the answers; false if the
 * session is over.  `is_screen` says that the question is drawn anew when the
 * program was stopped meanwhile.
 */
static bool read_line(struct asking *asking, const char *prompt, bool is_screen, struct str *text)
{
	struct str line;

	show_prompt(asking, prompt);
	for (;;) {
		switch (keyboard_line(&asking->keyboard, &line)) {
		case KEYBOARD_LINE:
			break;
		case KEYBOARD_END:
			end(asking, ASK_LEFT);
			return false;
		case KEYBOARD_INTERRUPTED:
			end(asking, ASK_INTERRUPTED);
			return false;
		case KEYBOARD_RESUMED:
			if (is_screen) {
				show_question(asking);
			}
			show_prompt(asking, prompt);
			continue;
		}
		break;
	}

	struct buf clean;
	buf_init(&clean);
	for (size_t at = 0; at < line.len;) {
		uint32_t code = utf8_next(line, &at);
		if (code == UTF8_BAD || utf8_is_shown(code)) {
			utf8_add(&clean, code);
		} else if (code == '\t') {
			buf_add_char(&clean, ' ');
		}
	}
	*text = str_dup(asking->ask->answers->arena, str_trim(buf_str(&clean)));
	buf_finish(&clean);
	return true;
}

/* Saves what changed; the reason why not is said, and it is tried again with the next answer. */
static bool keep(struct asking *asking)
{
	struct err err;

	asking->is_unsaved = !asking->ask->keep(answer_of(asking), asking->ask->ctx, &err);
	if (asking->is_unsaved) {
		say(asking, "not saved: %s", err.text);
		say(asking, "Enter tries again; the answer is kept meanwhile");
		return false;
	}
	say_standing(asking);
	return true;
}

/* Changes the answer by what somebody said just now. */
static struct answer *answer_now(const struct asking *asking)
{
	struct answer *answer = answer_of(asking);

	answer->is_void = false;
	answer->has_day = true;
	answer->day = asking->ask->today;
	if (asking->ask->by.len) {
		answer->by = asking->ask->by;
	}
	return answer;
}

static void go_on(struct asking *asking)
{
	asking->is_whole = false;
	if (asking->at + 1 == asking->count) {
		end(asking, ASK_DONE);
	} else {
		asking->at++;
	}
}

/* "1 3": each number turns one around. */
static void tick(struct asking *asking, struct str numbers)
{
	const struct pack_item *item = item_of(asking);
	struct str part;
	uint64_t ticked = 0;

	while (str_split(&numbers, ' ', &part)) {
		uint64_t number;
		part = str_ends(part, STR(",")) ? str_slice(part, 0, part.len - 1) : part;
		if (part.len == 0) {
			continue;
		}
		if (!str_to_u64(part, &number) || number < 1 || number > item->criterion_count) {
			say(asking, "type numbers from 1 to %zu, or Enter", item->criterion_count);
			return;
		}
		ticked ^= (uint64_t)1 << (number - 1);
	}
	answer_now(asking)->ticked ^= ticked;
	keep(asking);
}

/* Which of the criteria hold, until somebody presses Enter alone. */
static void ask_criteria(struct asking *asking)
{
	struct str line;
	struct buf list;

	buf_init(&list);
	do {
		struct screen_question question = question_of(asking);
		buf_clear(&list);
		buf_add_cstr(&list,
				"\nWhich of these hold?  Without all of them the answer counts for less.\n");
		screen_criteria(&asking->screen, &question, &list);
		output_write(&asking->ask->cli->out, buf_str(&list));
		if (!read_line(asking, "numbers turn them on and off, Enter goes on > ", true,
				    &line)) {
			break;
		}
		if (line.len) {
			tick(asking, line);
		}
	} while (line.len);
	buf_finish(&list);
}

static void choose(struct asking *asking, uint32_t choice)
{
	const struct pack_item *item = item_of(asking);
	struct answer *answer = answer_now(asking);

	answer->choice = choice;
	answer->is_not_applicable = false;
	bool is_kept = keep(asking);
	if (is_kept && item->choices[choice].needs_criteria && item->criterion_count) {
		ask_criteria(asking);
	}
	if (is_kept && !asking->is_unsaved && !asking->is_over) {
		go_on(asking);
	}
}

/* What stands beside an answer needs one. */
static bool has_answer(struct asking *asking)
{
	bool has_one = answers_find(asking->ask->answers, asking->items[asking->at]) != NULL;

	if (!has_one) {
		say(asking, "answer the question first");
	}
	return has_one;
}

static void ask_note(struct asking *asking)
{
	struct str line;

	if (!has_answer(asking)
			|| !read_line(asking, "note (Enter leaves it, - takes it away) > ", false,
					&line)
			|| line.len == 0) {
		return;
	}
	answer_now(asking)->note = str_eq(line, STR("-")) ? STR("") : line;
	keep(asking);
}

static void ask_evidence(struct asking *asking)
{
	struct str line;

	if (!has_answer(asking)
			|| !read_line(asking,
					"where it can be seen (Enter leaves it, - takes it away) > ",
					false, &line)
			|| line.len == 0) {
		return;
	}
	answer_now(asking)->evidence = str_eq(line, STR("-")) ? STR("") : line;
	keep(asking);
}

static void ask_not_applicable(struct asking *asking)
{
	struct str line;

	if (!read_line(asking, "why does it not apply here? (Enter: it does) > ", false, &line)
			|| line.len == 0) {
		return;
	}
	struct answer *answer = answer_now(asking);
	answer->choice = NONE;
	answer->ticked = 0;
	answer->is_not_applicable = true;
	answer->note = line;
	if (keep(asking)) {
		go_on(asking);
	}
}

static void go_to(struct asking *asking, struct str number)
{
	uint64_t to;

	if (!str_to_u64(str_trim(number), &to) || to < 1 || to > asking->count) {
		say(asking, "g takes the number of a question, from 1 to %u", asking->count);
		return;
	}
	asking->at = (uint32_t)to - 1;
	asking->is_whole = false;
}

/* Enter alone. */
static void keep_present(struct asking *asking)
{
	if (asking->is_unsaved && !keep(asking)) {
		return;
	}
	if (is_present_answered(asking)) {
		go_on(asking);
	} else if (item_of(asking)->choice_count == 0) {
		/* Nothing ticked is an answer too. */
		answer_now(asking);
		if (keep(asking)) {
			go_on(asking);
		}
	} else {
		say(asking, "type the number of an answer; s skips the question");
	}
}

/* A number, or the name of a choice. */
static bool choice_of(const struct asking *asking, struct str line, uint32_t *choice)
{
	const struct pack_item *item = item_of(asking);
	uint64_t number;

	if (str_to_u64(line, &number)) {
		*choice = (uint32_t)number - 1;
		return number >= 1 && number <= item->choice_count;
	}
	for (uint32_t i = 0; i < item->choice_count; i++) {
		if (str_eq(item->choices[i].id, line)) {
			*choice = i;
			return true;
		}
	}
	return false;
}

static void go_back(struct asking *asking)
{
	if (asking->at == 0) {
		say(asking, "this is the first question");
		return;
	}
	asking->at--;
	asking->is_whole = false;
}

static void skip(struct asking *asking)
{
	go_on(asking);
}

static void leave(struct asking *asking)
{
	end(asking, ASK_LEFT);
}

static void show_all(struct asking *asking)
{
	asking->is_whole = true;
	screen_keys(&asking->screen, &asking->notice);
}

static void obey(struct asking *asking, struct str line)
{
	static const struct {
		const char *key;
		void (*act)(struct asking *asking);
	} keys[] = {
		{ "", keep_present },
		{ "n", ask_note },
		{ "e", ask_evidence },
		{ "x", ask_not_applicable },
		{ "b", go_back },
		{ "s", skip },
		{ "q", leave },
		{ "?", show_all },
	};

	uint32_t choice;

	/* First the answers: a pack may call one "n". */
	if (item_of(asking)->choice_count == 0 && line.len && *line.p >= '0' && *line.p <= '9') {
		tick(asking, line);
		return;
	}
	if (choice_of(asking, line, &choice)) {
		choose(asking, choice);
		return;
	}
	for (size_t i = 0; i < COUNT_OF(keys); i++) {
		if (str_eq(line, str_of(keys[i].key))) {
			keys[i].act(asking);
			return;
		}
	}
	if (str_starts(line, STR("g"))) {
		go_to(asking, str_from(line, 1));
		return;
	}
	const struct pack_item *item = item_of(asking);
	say(asking, "that is no answer; type a number from 1 to %zu, or ? for the keys",
			item->choice_count ? item->choice_count : item->criterion_count);
}

static void begin_at(struct asking *asking)
{
	const struct ask *ask = asking->ask;
	struct ask_count count = ask_count(ask->pack, ask->answers, ask->assessment);

	while (asking->at < asking->count && is_present_answered(asking)) {
		asking->at++;
	}
	if (asking->at == asking->count) {
		asking->at = 0;
		say(asking, "All %u questions are answered; Enter goes through them, q ends.",
				count.asked);
	} else {
		say(asking,
				"%u of %u are answered.  Each answer is saved at once in " STR_FMT
				": Ctrl-C loses none.",
				count.answered, count.asked, STR_ARG(ask->answers->path));
	}
}

/* For whoever interrupted it. */
static void say_where(struct asking *asking)
{
	const struct ask *ask = asking->ask;
	struct ask_count count = ask_count(ask->pack, ask->answers, ask->assessment);

	buf_clear(&asking->notice);
	say(asking, STR_FMT " keeps %u of %u answers; 'lintel assess' goes on there.",
			STR_ARG(ask->answers->path), count.answered, count.asked);
}

enum ask_end assess_ask(const struct ask *ask, int *signal)
{
	struct asking asking = { .ask = ask };
	struct arena *arena = arena_create();
	struct str line;

	gather(&asking, arena);
	if (asking.count == 0) {
		arena_destroy(arena);
		return ASK_DONE;
	}
	buf_init(&asking.notice);
	keyboard_open(&asking.keyboard, ask->fd);
	look(&asking);
	begin_at(&asking);
	while (!asking.is_over) {
		show_question(&asking);
		if (read_line(&asking, "> ", true, &line)) {
			obey(&asking, line);
		}
	}
	output_write(&ask->cli->out, STR("\n"));
	if (asking.is_unsaved && !keep(&asking)) {
		asking.end = ASK_FAILED;
	}
	if (asking.end == ASK_INTERRUPTED) {
		say_where(&asking);
	}
	if (asking.end == ASK_FAILED || asking.end == ASK_INTERRUPTED) {
		output_write(&ask->cli->err, buf_str(&asking.notice));
	}
	*signal = asking.keyboard.signal;
	keyboard_close(&asking.keyboard);
	buf_finish(&asking.notice);
	arena_destroy(arena);
	return asking.end;
}
