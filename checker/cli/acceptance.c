/* SPDX-License-Identifier: MIT */
#include "cli/acceptance.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/path.h"
#include "cli/draft.h"
#include "cli/record_edit.h"
#include "cli/show.h"
#include "engine/governing.h"
#include "engine/run.h"
#include "reports/escape.h"
#include "sources/decisions/reader.h"

/* Higher ones are days, not numbers. */
#define NUMBER_MAX 999999
#define WIDTH_DEFAULT 4

/* ---- reading and writing ---- */

static struct str full_path(const struct acceptance *acceptance, struct str path)
{
	return str_fmt(acceptance->cli->arena, STR_FMT "/" STR_FMT,
			STR_ARG(acceptance->run->root.path), STR_ARG(path));
}

static bool text_read(const struct acceptance *acceptance, struct str path, struct str *text)
{
	struct err err;
	if (!root_read_text(&acceptance->run->root, acceptance->cli->arena, path,
			    acceptance->run->options.max_record_size, text, &err)) {
		(void)cli_error(acceptance->cli, "%s", err.text);
		return false;
	}
	return true;
}

static bool text_write(const struct acceptance *acceptance, struct str path, struct str text)
{
	struct err err;
	if (!file_write(full_path(acceptance, path), text, &err)) {
		(void)cli_error(acceptance->cli, "%s", err.text);
		return false;
	}
	return true;
}

static struct decision read_again(
		const struct acceptance *acceptance, struct str path, struct str text)
{
	struct decision decision = { 0 };
	decision_read(acceptance->reader, &decision, acceptance->cli->arena, path, text);
	return decision;
}

/* "adr/0014-x.md: ", then the words. */
static void say(struct acceptance *acceptance, struct str path, const char *words, struct str more)
{
	show_place(&(struct place){ .path = path }, &acceptance->out);
	buf_fmt(&acceptance->out, ": %s", words);
	escape_text(&acceptance->out, more);
	buf_add_char(&acceptance->out, '\n');
}

void acceptance_begin(struct acceptance *acceptance, struct cli *cli, const struct run *run)
{
	*acceptance = (struct acceptance){
		.cli = cli,
		.run = run,
		.reader = decision_reader_create(cli->arena, &run->config.decisions),
		.lock = run->governing->lock,
	};
	buf_init(&acceptance->out);
}

void acceptance_finish(struct acceptance *acceptance)
{
	output_write(&acceptance->cli->out, buf_str(&acceptance->out));
	buf_finish(&acceptance->out);
}

/* ---- numbers ---- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The first run of digits in a name, as a number; 0 if there is none, or it is a day. */
static uint64_t number_in(struct str name, size_t *width)
{
	size_t begin = 0;
	uint64_t number = 0;
	while (begin < name.len && !is_digit(name.p[begin])) {
		begin++;
	}
	size_t end = begin;
	while (end < name.len && is_digit(name.p[end])) {
		end++;
	}
	*width = end - begin;
	bool is_number = str_to_u64(str_slice(name, begin, end), &number) && number <= NUMBER_MAX;
	return is_number ? number : 0;
}

uint64_t acceptance_last_number(
		const struct decisions *decisions, const struct lock *lock, size_t *width)
{
	uint64_t last = 0;
	size_t digits;
	*width = 0;
	vec_each (const struct decision, decision, &decisions->list) {
		uint64_t number = number_in(decision->id, &digits);
		last = number > last ? number : last;
		*width = number > 0 && digits > *width ? digits : *width;
		vec_each (const struct decision_link, link, &decision->links) {
			bool is_claim = link->kind != LINK_FILE && link->kind != LINK_MENTIONS;
			/* What a link calls a record may be promised to it; a path is its own. */
			number = is_claim && link->path.len == 0 ? number_in(link->target, &digits)
								 : 0;
			last = number > last ? number : last;
		}
	}
	vec_each (const struct lock_row, row, &lock->rows) {
		uint64_t number = number_in(row->id, &digits);
		last = number > last ? number : last;
	}
	*width = *width ? *width : WIDTH_DEFAULT;
	return last;
}

/* "0014" in the name of a file. */
static struct str digits_of(struct str path)
{
	struct str name = path_name(path);
	size_t width;
	if (number_in(name, &width) == 0) {
		return STR("");
	}
	size_t begin = 0;
	while (!is_digit(name.p[begin])) {
		begin++;
	}
	return str_slice(name, begin, begin + width);
}

/* "XXXX" in the name of a draft: its first part that is no word. */
static struct str draft_mark(struct str path)
{
	static const struct str marks[] = { STR_INIT("xxxx"), STR_INIT("xxx"), STR_INIT("nnnn"),
		STR_INIT("nnn"), STR_INIT("0xxx"), STR_INIT("draft") };
	struct str name = path_name(path);
	for (size_t at = 0; at < name.len;) {
		size_t end = at;
		while (end < name.len && !strchr("-_. ", name.p[end])) {
			end++;
		}
		struct str part = str_slice(name, at, end);
		for (size_t i = 0; i < COUNT_OF(marks); i++) {
			if (part.len == marks[i].len
					&& strncasecmp(part.p, marks[i].p, part.len) == 0) {
				return part;
			}
		}
		at = end + 1;
	}
	return STR("");
}

/* "adr/0014-name.md" for "adr/XXXX-name.md". */
static struct str path_numbered(struct arena *arena, const struct decision *decision,
		struct str mark, struct str digits)
{
	struct str name = path_name(decision->path);
	size_t at = (size_t)(mark.p - name.p);
	return path_join(arena, path_folder(decision->path),
			str_fmt(arena, STR_FMT STR_FMT STR_FMT, STR_ARG(str_slice(name, 0, at)),
					STR_ARG(digits), STR_ARG(str_from(name, at + mark.len))));
}

/* ---- status and date ---- */

/* A record as it will be: what is written where, and what is read of that. */
struct accepted {
	struct str path;
	struct str text;
	struct decision decision;
	bool is_changed;
};

static bool is_sound(const struct acceptance *acceptance, const struct decision *before,
		const struct decision *after)
{
	char day[DATE_DAY_SIZE] = "";
	if (after->date.is_known) {
		date_write_day(after->date.day, day);
	}
	bool has_status = decision_is_in_force(after);
	bool has_day = decision_is_in_force(before) || str_eq(str_of(day), acceptance->day);
	if (!has_status || !has_day || after->faults.len > before->faults.len) {
		(void)cli_error(acceptance->cli,
				"cannot write the %s into '" STR_FMT
				"': it states it in no form that can be changed; write it by hand and "
				"run this again",
				has_status ? "date" : "status", STR_ARG(before->path));
		return false;
	}
	return true;
}

/* Nothing is written before it is known that it can be. */
static bool prepare(const struct acceptance *acceptance, const struct decision *decision,
		struct str digits, struct accepted *accepted)
{
	struct str text;
	struct str mark = draft_mark(decision->path);
	if (!text_read(acceptance, decision->path, &text)) {
		return false;
	}
	struct record_edit edit = {
		.arena = acceptance->cli->arena, .text = text, .decision = decision
	};
	/* A run that was killed may have renamed it and no more. */
	if (digits.len > 0) {
		record_set_number(&edit, mark.len ? mark : STR(DRAFT_NUMBER), digits);
	}
	if (!decision_is_in_force(decision)) {
		record_set_status(&edit, STR("accepted"));
		record_set_date(&edit, acceptance->day);
	}
	accepted->text = record_edited(&edit);
	accepted->is_changed = !str_eq(text, accepted->text);
	accepted->decision = read_again(acceptance, accepted->path, accepted->text);
	return is_sound(acceptance, decision, &accepted->decision);
}

/* Renames a draft after the next free number, or the one that was asked for. */
static bool number_give(struct acceptance *acceptance, const struct decision *decision,
		struct accepted *accepted)
{
	const struct decisions *decisions = &acceptance->run->governing->decisions;
	struct arena *arena = acceptance->cli->arena;
	struct str mark = draft_mark(decision->path);
	size_t width;
	uint64_t number = acceptance_last_number(decisions, &acceptance->lock, &width) + 1;
	bool exists = true;
	struct err err = { "" };
	number = acceptance->number ? acceptance->number : number;
	if (mark.len == 0) {
		(void)cli_error(acceptance->cli,
				"cannot tell where the number goes in '" STR_FMT "'",
				STR_ARG(decision->path));
		return false;
	}
	for (; exists; number++) {
		struct str digits =
				str_fmt(arena, "%0*llu", (int)width, (unsigned long long)number);
		accepted->path = path_numbered(arena, decision, mark, digits);
		if (!prepare(acceptance, decision, digits, accepted)) {
			return false;
		}
		if (file_rename(full_path(acceptance, decision->path),
				    full_path(acceptance, accepted->path), &exists, &err)) {
			say(acceptance, decision->path, "is now ", accepted->path);
			return true;
		}
		/* Somebody else was faster; a number that was asked for is not another. */
		exists = exists && !acceptance->number;
	}
	(void)cli_error(acceptance->cli, "%s", err.text);
	return false;
}

/* Number, name, status and date. */
static bool state(struct acceptance *acceptance, const struct decision *decision,
		struct accepted *accepted)
{
	accepted->path = decision->path;
	bool is_good = decision->is_unnumbered
				       ? number_give(acceptance, decision, accepted)
				       : prepare(acceptance, decision, digits_of(decision->path),
							 accepted);
	if (!is_good || !accepted->is_changed) {
		return is_good;
	}
	if (!text_write(acceptance, accepted->path, accepted->text)) {
		return false;
	}
	say(acceptance, accepted->path, "accepted on ", acceptance->day);
	return true;
}

/* ---- what it supersedes ---- */

/* "0014-x.md" as seen from another record's folder. */
static struct str relative_path(struct arena *arena, struct str from, struct str to)
{
	struct str folder = path_folder(from);
	struct str up = STR("");
	struct str below;
	while (!str_eq(folder, STR(".")) && folder.len > 0 && !path_below(folder, to, &below)) {
		folder = path_folder(folder);
		up = str_fmt(arena, STR_FMT "../", STR_ARG(up));
	}
	if (folder.len == 0 || !path_below(folder, to, &below)) {
		below = to;
	}
	return str_fmt(arena, STR_FMT STR_FMT, STR_ARG(up), STR_ARG(below));
}

/* The record that a link means, whether the list knows it by the same places or not. */
static const struct decision *link_record(
		const struct decisions *decisions, const struct decision_link *link)
{
	struct str name = str_slice(link->target, 0, str_find(link->target, '#'));
	return decision_find(decisions, link->path.len ? link->path : name);
}

static bool was_decided(const struct decision *decision)
{
	return decision_is_in_force(decision) || decision->status == STATUS_SUPERSEDED
	       || decision->status == STATUS_DEPRECATED;
}

static bool says_superseded_by(const struct decision *older, const struct decision *newer)
{
	vec_each (const struct decision_link, link, &older->links) {
		bool is_it = str_eq(link->path, newer->path)
			     || (link->path.len == 0 && str_eq(link->target, newer->id));
		if (link->kind == LINK_SUPERSEDED_BY && is_it) {
			return older->status == STATUS_SUPERSEDED;
		}
	}
	return false;
}

/* Several may share the place of one record: another whose own text says that it does. */
static bool is_other_successor(const struct decision *older, const struct decision *other,
		const struct decision *newer, const struct decisions *decisions)
{
	if (!other || str_eq(other->path, newer->path) || !was_decided(other)) {
		return false;
	}
	vec_each (const struct decision_link, link, &other->links) {
		bool is_claim = link->kind == LINK_SUPERSEDES && !link->is_partial
				&& link->record != NONE;
		if (is_claim && str_eq(decisions->list.p[link->record].path, older->path)) {
			return true;
		}
	}
	return false;
}

static void successor_add(struct buf *words, struct arena *arena, const struct decision *older,
		const struct decision *newer, bool is_front)
{
	struct str name = newer->id.len ? newer->id : path_name(newer->path);
	buf_add_cstr(words, words->len ? ", " : "superseded by ");
	if (is_front) {
		buf_add(words, name);
		return;
	}
	struct str path = relative_path(arena, older->path, newer->path);
	buf_fmt(words, "[" STR_FMT "](" STR_FMT ")", STR_ARG(name), STR_ARG(path));
}

/* All that took its place, in the order in which they did. */
static struct str successor_words(const struct acceptance *acceptance, const struct decision *older,
		const struct decision *newer)
{
	const struct decisions *decisions = &acceptance->run->governing->decisions;
	struct arena *arena = acceptance->cli->arena;
	bool is_front = false;
	struct buf words;
	vec_each (const struct decision_statement, statement, &older->statements) {
		is_front = is_front || statement->where == WHERE_FRONT_MATTER;
	}
	buf_init(&words);
	vec_each (const struct decision_link, link, &older->links) {
		const struct decision *other = link->kind == LINK_SUPERSEDED_BY && !link->is_partial
							       ? link_record(decisions, link)
							       : NULL;
		if (is_other_successor(older, other, newer, decisions)) {
			successor_add(&words, arena, older, other, is_front);
		}
	}
	successor_add(&words, arena, older, newer, is_front);
	struct str text = str_dup(arena, buf_str(&words));
	buf_finish(&words);
	return text;
}

/* The older record says what took its place; if it cannot be told how, a person is. */
static bool back_link(struct acceptance *acceptance, const struct decision *older,
		const struct decision *newer)
{
	struct arena *arena = acceptance->cli->arena;
	struct str text;
	if (!text_read(acceptance, older->path, &text)) {
		return false;
	}
	struct decision now = read_again(acceptance, older->path, text);
	if (says_superseded_by(&now, newer)) {
		return true;
	}
	struct str words = successor_words(acceptance, &now, newer);
	struct record_edit edit = { .arena = arena, .text = text, .decision = &now };
	record_set_status(&edit, words);
	struct str edited = record_edited(&edit);
	struct decision then = read_again(acceptance, older->path, edited);
	if (!says_superseded_by(&then, newer) || !hash_eq(then.settled, now.settled)) {
		say(acceptance, older->path, "write by hand as its status: ", words);
		return true;
	}
	if (!text_write(acceptance, older->path, edited)) {
		return false;
	}
	say(acceptance, older->path, "superseded by ", newer->id.len ? newer->id : newer->path);
	return true;
}

static bool back_links(struct acceptance *acceptance, const struct decision *accepted)
{
	const struct decisions *decisions = &acceptance->run->governing->decisions;
	vec_each (const struct decision_link, link, &accepted->links) {
		if (link->kind != LINK_SUPERSEDES) {
			continue;
		}
		const struct decision *older = link_record(decisions, link);
		if (!older) {
			say(acceptance, accepted->path,
					"supersedes a record that is not there: ", link->target);
		} else if (link->is_partial) {
			say(acceptance, older->path, "is superseded in part; say so in its head: ",
					accepted->id.len ? accepted->id : accepted->path);
		} else if (!back_link(acceptance, older, accepted)) {
			return false;
		}
	}
	return true;
}

/* ---- the lock ---- */

bool acceptance_is_locked(const struct acceptance *acceptance, const struct decision *decision)
{
	const struct decisions *all = &acceptance->run->governing->decisions;
	const struct lock_row *row = lock_find(&acceptance->lock, decision, all);
	return row && str_eq(row->path, decision->path) && hash_eq(row->settled, decision->settled)
	       && row->status == decision->status;
}

bool acceptance_lock(struct acceptance *acceptance, const struct decision *decision)
{
	const struct decisions *all = &acceptance->run->governing->decisions;
	const struct lock_row *row = lock_find(&acceptance->lock, decision, all);
	unsigned policy = acceptance->run->config.decisions.immutable.value;
	bool binds = row
		     && (policy == IMMUTABLE_APPEND_ONLY
				     || (policy == IMMUTABLE_UNTIL_IMPLEMENTED
						     && row->status == STATUS_IMPLEMENTED));
	if (binds && !hash_eq(row->settled, decision->settled)) {
		(void)cli_error(acceptance->cli,
				"'" STR_FMT "' was changed after it was locked (" STR_FMT
				":%u): take the change back, say it under \"Amendments\", or supersede "
				"the record; to lock what it says now, take that line out first",
				STR_ARG(decision->path), STR_ARG(acceptance->lock.path), row->line);
		return false;
	}
	if (acceptance_is_locked(acceptance, decision)) {
		return true;
	}
	lock_put(&acceptance->lock, acceptance->cli->arena, decision, all);
	say(acceptance, acceptance->lock.path, "remembers ",
			decision->id.len ? decision->id : decision->path);
	return true;
}

bool acceptance_write_lock(struct acceptance *acceptance)
{
	struct buf text;
	buf_init(&text);
	lock_write(&acceptance->lock, &text);
	bool is_good = text_write(acceptance, acceptance->lock.path, buf_str(&text));
	buf_finish(&text);
	return is_good;
}

bool acceptance_run(struct acceptance *acceptance, const struct decision *decision)
{
	struct accepted accepted = { 0 };
	if (!state(acceptance, decision, &accepted)
			|| !back_links(acceptance, &accepted.decision)) {
		return false;
	}
	return acceptance->run->config.decisions.immutable.value == IMMUTABLE_NONE
	       || (acceptance_lock(acceptance, &accepted.decision)
			       && acceptance_write_lock(acceptance));
}
