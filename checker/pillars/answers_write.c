/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/path.h"
#include "base/problem.h"
#include "base/utf8.h"
#include "formats/node.h"
#include "pillars/answers.h"

/* ---- one entry ---- */

/* A word that YAML reads as itself wherever it stands. */
static bool is_plain(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.p[i];
		bool is_letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
		bool is_digit = c >= '0' && c <= '9';
		if (!is_letter && (i == 0 || (!is_digit && c != '-' && c != '_' && c != '.'))) {
			return false;
		}
	}
	return text.len > 0 && !str_eq(text, STR("true")) && !str_eq(text, STR("false"))
	       && !str_eq(text, STR("null"));
}

/* In double quotes; a character that no editor shows is written by its number. */
static void quoted_write(struct str text, struct buf *out)
{
	size_t at = 0;

	buf_add_char(out, '"');
	while (at < text.len) {
		uint32_t code = utf8_next(text, &at);
		if (code == '"' || code == '\\') {
			buf_fmt(out, "\\%c", (char)code);
		} else if (code == UTF8_BAD) {
			buf_add_cstr(out, UTF8_REPLACEMENT);
		} else if (code == '\n') {
			buf_add_cstr(out, "\\n");
		} else if (!utf8_is_shown(code)) {
			buf_fmt(out, code > 0xff ? "\\U%08x" : "\\x%02x", code);
		} else {
			utf8_add(out, code);
		}
	}
	buf_add_char(out, '"');
}

static void scalar_write(struct str text, struct buf *out)
{
	if (is_plain(text)) {
		buf_add(out, text);
	} else {
		quoted_write(text, out);
	}
}

static void member_write(const char *key, struct str text, bool *is_first, struct buf *out)
{
	if (text.len) {
		buf_fmt(out, "%s%s: ", *is_first ? " " : ", ", key);
		scalar_write(text, out);
		*is_first = false;
	}
}

static void ticked_write(const struct pack_item *item, const struct answer *answer, bool *is_first,
		struct buf *out)
{
	bool is_first_tick = true;

	/* Of a lens, nothing ticked is an answer too. */
	if (!answer->ticked && (item->choice_count > 0 || answer->is_not_applicable)) {
		return;
	}
	buf_fmt(out, "%sticked: [", *is_first ? " " : ", ");
	*is_first = false;
	for (size_t i = 0; i < item->criterion_count; i++) {
		if (answer->ticked >> i & 1) {
			buf_add_cstr(out, is_first_tick ? "" : ", ");
			scalar_write(item->criteria[i].id, out);
			is_first_tick = false;
		}
	}
	buf_add_char(out, ']');
}

void answer_write(const struct pack_item *item, const struct answer *answer, struct buf *out)
{
	char day[DATE_DAY_SIZE];
	bool is_first = true;

	buf_add_char(out, '{');
	if (answer->is_not_applicable) {
		member_write("answer", STR(ANSWER_NOT_APPLICABLE), &is_first, out);
	} else if (answer->choice < item->choice_count) {
		member_write("answer", item->choices[answer->choice].id, &is_first, out);
	}
	ticked_write(item, answer, &is_first, out);
	member_write("note", answer->note, &is_first, out);
	member_write("evidence", answer->evidence, &is_first, out);
	if (answer->has_day) {
		date_write_day(answer->day, day);
		buf_fmt(out, "%son: %s", is_first ? " " : ", ", day);
		is_first = false;
	}
	member_write("by", answer->by, &is_first, out);
	buf_add_cstr(out, " }");
}

/* ---- all of them ---- */

static void head_write(const struct pack *pack, struct buf *out)
{
	buf_add_cstr(out, "pack: ");
	scalar_write(pack->name, out);
	buf_add_cstr(out, "\nversion: ");
	quoted_write(pack->version, out);
	buf_add_cstr(out, "\nanswers:\n");
}

static void entry_write(const struct pack_item *item, const struct answer *answer, size_t indent,
		struct buf *out)
{
	buf_add_repeat(out, ' ', indent);
	scalar_write(item->id, out);
	buf_add_cstr(out, ": ");
	answer_write(item, answer, out);
	buf_add_char(out, '\n');
}

void answers_write(const struct answers *answers, const struct pack *pack, struct buf *out)
{
	head_write(pack, out);
	for (uint32_t i = 0; i < pack->item_count; i++) {
		const struct answer *answer = answers_find(answers, i);
		if (answer) {
			entry_write(&pack->items[i], answer, 2, out);
		}
	}
}

/* ---- one among those that people wrote ---- */

/* Where the line with this number, from 1, begins; the length if there are fewer. */
static size_t line_begin(struct str text, uint32_t line)
{
	size_t at = 0;

	while (line > 1 && at < text.len) {
		at += str_find(str_from(text, at), '\n') + 1;
		line--;
	}
	return at < text.len ? at : text.len;
}

static size_t line_next(struct str text, size_t at)
{
	size_t next = at + str_find(str_from(text, at), '\n') + 1;
	return next < text.len ? next : text.len;
}

/* The line belongs to an entry whose key has `indent` blanks before it. */
static bool line_is_inside(struct str text, size_t at, size_t indent)
{
	size_t first = at;

	while (first < text.len && text.p[first] == ' ') {
		first++;
	}
	return first - at > indent && first < text.len && text.p[first] != '#'
	       && text.p[first] != '\n' && text.p[first] != '\r';
}

/* From a key's line up to the next key, blank lines and comments before that left alone. */
static size_t entry_end(struct str text, size_t begin, size_t indent)
{
	size_t end = line_next(text, begin);
	size_t at = end;

	while (at < text.len) {
		size_t next = line_next(text, at);
		size_t first = at;
		while (first < next && text.p[first] == ' ') {
			first++;
		}
		bool is_empty = text.p[first] == '\n' || text.p[first] == '\r'
				|| text.p[first] == '#';
		if (!is_empty && !line_is_inside(text, at, indent)) {
			break;
		}
		end = is_empty ? end : next;
		at = next;
	}
	return end;
}

/* The edit, as far as lines can tell; whether it is right is seen by reading the result. */
static void text_edit(struct str text, const struct node *root, const struct pack_item *item,
		const struct answer *answer, struct buf *out)
{
	const struct node *map = node_find(root, STR("answers"));
	const struct node *old = map ? node_find(map, item->id) : NULL;
	bool has_entries = map && map->kind == NODE_MAP && map->len > 0;
	const struct node *last = has_entries ? &map->items[map->len - 1] : NULL;
	const struct node *near = old ? old : last;
	size_t from = text.len;
	size_t to = text.len;
	size_t indent = 2;

	if (near) {
		size_t begin = line_begin(text, near->key_place.line);
		indent = near->key_place.column - 1;
		to = entry_end(text, begin, indent);
		from = old ? begin : to;
	} else if (map) {
		from = line_next(text, line_begin(text, map->key_place.line));
		to = from;
	}
	buf_add(out, str_slice(text, 0, from));
	if (from > 0 && text.p[from - 1] != '\n') {
		buf_add_char(out, '\n');
	}
	if (!map) {
		buf_add_cstr(out, "answers:\n");
	}
	entry_write(item, answer, indent, out);
	buf_add(out, str_from(text, to));
}

static bool answer_eq(const struct answer *a, const struct answer *b)
{
	return a->item == b->item && a->choice == b->choice
	       && a->is_not_applicable == b->is_not_applicable && a->ticked == b->ticked
	       && str_eq(a->note, b->note) && str_eq(a->evidence, b->evidence)
	       && a->has_day == b->has_day && a->day == b->day && str_eq(a->by, b->by)
	       && str_eq(a->item_id, b->item_id);
}

/* Whether `after` is `before` with this answer in it, and nothing else. */
static bool edit_is_right(const struct answers *before, const struct answers *after,
		const struct answer *answer)
{
	size_t k = 0;
	bool is_seen = false;

	for (size_t i = 0; i < after->list.len; i++) {
		const struct answer *now = &after->list.p[i];
		if (now->item == answer->item) {
			is_seen = answer_eq(now, answer);
			k += k < before->list.len && before->list.p[k].item == answer->item;
		} else if (k >= before->list.len || !answer_eq(now, &before->list.p[k++])) {
			return false;
		}
	}
	return is_seen && k == before->list.len;
}

/* Reads without keeping what is wrong. */
static bool text_understand(struct answers *answers, struct node *root, struct arena *arena,
		const struct pack *pack, struct str path, struct str text, struct err *err)
{
	struct problems problems;

	problems_init(&problems, arena);
	if (answers_read(answers, arena, pack, path, text, &problems)
			&& node_read_yaml(root, arena, path, text, NULL, &problems)) {
		return true;
	}
	const struct problem *first = problems.list.p;
	return err_set(err, STR_FMT ":%u: " STR_FMT, STR_ARG(path), first->place.line,
			STR_ARG(first->text));
}

/* All anew, in the order of the pack. */
static void text_rewrite(const struct answers *before, const struct pack *pack,
		const struct answer *answer, struct arena *arena, struct buf *out)
{
	struct answers all;

	answers_init(&all, arena, before->path);
	*vec_add(&all.list, arena) = *answer;
	vec_each (const struct answer, other, &before->list) {
		if (other->item != answer->item) {
			*vec_add(&all.list, arena) = *other;
		}
	}
	answers_write(&all, pack, out);
}

bool answers_put(struct arena *arena, const struct pack *pack, struct str path, struct str text,
		const struct answer *answer, struct buf *out, bool *is_rewritten, struct err *err)
{
	const struct pack_item *item = &pack->items[answer->item];
	struct answers before;
	struct answers after;
	struct node root;
	struct node again;
	struct err ignored;
	struct answer named = *answer;

	named.item_id = item->id;
	*is_rewritten = false;
	buf_clear(out);
	if (str_ends(path, STR(".json"))) {
		return err_set(err,
				"answers are written as YAML: name a file that ends in .yaml, not "
				"'" STR_FMT "'",
				STR_ARG(path));
	}
	if (str_trim(text).len == 0) {
		head_write(pack, out);
		entry_write(item, answer, 2, out);
		return true;
	}
	if (!text_understand(&before, &root, arena, pack, path, text, err)) {
		return false;
	}
	text_edit(text, &root, item, &named, out);
	if (text_understand(&after, &again, arena, pack, path, str_dup(arena, buf_str(out)),
			    &ignored)
			&& edit_is_right(&before, &after, &named)) {
		return true;
	}
	if (before.faults.len > 0) {
		const struct answer_fault *fault = before.faults.p;
		return err_set(err,
				STR_FMT ":%u: " STR_FMT
					"; mend it first, because the file has to be written anew",
				STR_ARG(path), fault->place.line, STR_ARG(fault->text));
	}
	*is_rewritten = true;
	buf_clear(out);
	text_rewrite(&before, pack, &named, arena, out);
	return true;
}

bool answers_save(struct str root, struct str path, const struct pack *pack,
		const struct answer *answer, bool *is_rewritten, struct err *err)
{
	struct arena *arena = arena_create();
	struct str file = path_join(arena, root, path);
	struct buf old;
	struct buf text;
	struct root folder;
	bool is_good = false;

	buf_init(&old);
	buf_init(&text);
	if (!root_open(&folder, arena, root, err)) {
		goto finish;
	}
	enum file_status status = root_read(&folder, path, ANSWERS_BYTES_MAX, &old, NULL);
	if (status != FILE_OK && status != FILE_MISSING) {
		(void)err_set(err, "cannot read '" STR_FMT "': %s", STR_ARG(path),
				file_status_text(status));
	} else if (answers_put(arena, pack, path, buf_str(&old), answer, &text, is_rewritten,
				   err)) {
		is_good = folder_make(path_folder(file), err)
			  && file_write(file, buf_str(&text), err);
	}
	root_close(&folder);
finish:
	buf_finish(&text);
	buf_finish(&old);
	arena_destroy(arena);
	return is_good;
}
