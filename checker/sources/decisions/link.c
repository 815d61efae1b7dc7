/* SPDX-License-Identifier: MIT */
#include "sources/decisions/link.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/listing.h"
#include "base/path.h"
#include "sources/decisions/phrase.h"
#include "sources/decisions/plain.h"
#include "sources/decisions/section.h"

/* A longer target is none. */
#define TARGET_MAX ((size_t)1024)
/* The text of a link that is looked at is not longer than this. */
#define TEXT_MAX ((size_t)300)

/* What names of files and ids are made of. */
static bool is_name_char(char c)
{
	return is_word(c) || c == '-' || c == '_';
}

/* What a key of the header names is not a mention as well. */
static bool is_known(const struct record *record, struct place place)
{
	for (size_t i = 0; place.line && i < record->header_links; i++) {
		const struct place *known = &record->decision->links.p[i].place;
		if (known->line == place.line && known->column == place.column) {
			return true;
		}
	}
	return false;
}

static void link_add(struct record *record, const struct link_span *span, struct str target,
		struct str path, struct str where)
{
	struct decision *decision = record->decision;
	struct place place = record_place(record, where);
	size_t hash = str_find(target, '#');
	bool is_point = hash + 1 < target.len && is_digit(target.p[hash + 1]);
	if (is_known(record, place)) {
		return;
	}
	if (decision->links.len == LINKS_MAX) {
		if (!record->has_too_many_links) {
			record_fault(record, place, "limit",
					"put what is no decision into files of their own",
					"more than %d links; from here on they are dropped",
					LINKS_MAX);
		}
		record->has_too_many_links = true;
		return;
	}
	*vec_add(&decision->links, record->arena) = (struct decision_link){
		.kind = span->kind,
		.target = target,
		.path = path,
		.exists = true,
		.is_partial = span->is_partial || is_point,
		.is_free = span->is_free,
		.place = place.line ? place : record->here,
		.record = UINT32_MAX,
	};
}

/* "%20" and the like. */
static struct str percent_decode(struct arena *arena, struct str s)
{
	char *p = arena_alloc(arena, s.len + 1);
	size_t len = 0;
	for (size_t i = 0; i < s.len; i++) {
		unsigned value = 0;
		bool is_code = s.p[i] == '%' && i + 2 < s.len;
		for (size_t k = 1; is_code && k < 3; k++) {
			char c = s.p[i + k];
			char low = (char)(c | 0x20);
			is_code = is_digit(c) || (low >= 'a' && low <= 'f');
			value = value * 16 + (unsigned)(is_digit(c) ? c - '0' : low - 'a' + 10);
		}
		p[len++] = is_code && value ? (char)value : s.p[i];
		i += is_code && value ? 2 : 0;
	}
	return (struct str){ p, len };
}

static bool is_url(struct str target)
{
	size_t colon = str_find(target, ':');
	bool is_scheme = colon > 1 && colon < target.len;
	for (size_t i = 0; is_scheme && i < colon; i++) {
		is_scheme = is_letter(target.p[i]) || target.p[i] == '+';
	}
	return is_scheme || str_starts(target, STR("//"));
}

/* The path from the root that a relative target leads to; empty if it leaves the root. */
static struct str target_path(const struct record *record, struct str target)
{
	size_t end = str_find(target, '#');
	end = str_find(str_slice(target, 0, end), '?') < end ? str_find(target, '?') : end;
	struct str plain = percent_decode(record->arena, str_slice(target, 0, end));
	bool is_rooted = plain.len && plain.p[0] == '/';
	struct str path = is_rooted ? path_clean(record->arena, str_from(plain, 1))
				    : path_join(record->arena, path_folder(record->decision->path),
						      plain);
	return plain.len == 0 || path_leaves(path) || path_is_absolute(path) ? STR("") : path;
}

/* The name of a file that an address ends in, if it may be a record's: "0012-use-x.md". */
static struct str url_name(struct str target)
{
	struct str name = path_name(str_slice(target, 0, str_find(target, '#')));
	bool is_numbered = name.len && is_digit(name.p[0]);
	return is_numbered && str_eq(path_extension(name), STR(".md")) ? name : STR("");
}

static bool is_markdown(struct str path)
{
	struct str extension = path_extension(path);
	return str_eq(extension, STR(".md")) || str_eq(extension, STR(".markdown"));
}

/* The target of a link, with what its text says in case that it leads out of the repository. */
static bool target_take(struct record *record, struct str target, struct str text,
		const struct link_span *span)
{
	struct link_span own = *span;
	bool has_kind = span->kind != LINK_MENTIONS;
	if (target.len == 0 || target.len > TARGET_MAX || target.p[0] == '#'
			|| target.p[0] == '@') {
		return false;
	}
	if (is_url(target)) {
		struct str name = url_name(target);
		size_t at = 0;
		if (name.len) {
			link_add(record, &own, name, STR(""), target);
			return true;
		}
		return has_kind && text.len && is_name_char(text.p[0])
		       && link_take(record, text, &at, span);
	}
	struct str path = target_path(record, target);
	if (path.len == 0) {
		return false;
	}
	if (!has_kind && !is_markdown(path)) {
		own.kind = LINK_FILE;
	}
	link_add(record, &own, target, path, target);
	return true;
}

/* Where the bracket at `at` is closed within `reach` bytes, or `text.len`. */
static size_t bracket_end(struct str text, size_t at, char open, char close, size_t reach)
{
	unsigned depth = 0;
	struct str near = str_slice(text, at, at + reach);
	if (str_find(near, close) == near.len) {
		return text.len;
	}
	for (size_t i = at; i < text.len && i < at + reach; i++) {
		if (text.p[i] == '\\') {
			i++;
			continue;
		}
		depth += text.p[i] == open ? 1 : 0;
		depth -= text.p[i] == close ? 1 : 0;
		if (depth == 0) {
			return i;
		}
	}
	return text.len;
}

/* "<x y>" and "x "title"": without what stands around the target. */
static struct str target_bare(struct str target)
{
	target = str_trim(target);
	if (target.len && target.p[0] == '<') {
		return str_slice(target, 1, str_find(target, '>'));
	}
	return str_slice(target, 0, str_find(target, ' '));
}

/* "[text](target)", "[name]: target". */
static bool inline_take(
		struct record *record, struct str text, size_t *at, const struct link_span *span)
{
	size_t end = bracket_end(text, *at, '[', ']', TEXT_MAX);
	if (end >= text.len || end + 1 >= text.len) {
		return false;
	}
	struct str inside = str_slice(text, *at + 1, end);
	if (text.p[end + 1] == '(') {
		size_t close = bracket_end(text, end + 1, '(', ')', TARGET_MAX);
		if (close >= text.len) {
			return false;
		}
		struct str target = target_bare(str_slice(text, end + 2, close));
		*at = close + 1;
		return target_take(record, target, inside, span) || true;
	}
	bool is_definition = text.p[end + 1] == ':' && (*at == 0 || text.p[*at - 1] == '\n');
	if (is_definition && inside.len && inside.p[0] != '^') {
		struct str rest = str_from(text, end + 2);
		struct str line = str_slice(rest, 0, str_find(rest, '\n'));
		*at = end + 2 + line.len;
		return target_take(record, target_bare(line), inside, span) || true;
	}
	return false;
}

/*
 * What may stand before a number in the text.  Of the words that names of files
 * begin with most mean something else there ("RFC 9110"), unless ids are made so.
 */
static bool is_prefix(const struct record *record, struct str word)
{
	struct str folded = words_fold(record->arena, str_slice(word, 0, 16));
	struct str id = record->config->id.s;
	struct str own = words_fold(record->arena, str_slice(id, 0, str_find(id, '{')));
	bool is_own = own.len > folded.len && str_starts(own, folded);
	return is_own
	       || (str_ends(folded, STR("adr")) && words_has(record->words, SET_PREFIXES, folded));
}

/* Most words are no id: a number must follow, or more words with hyphens. */
static bool may_be_id(struct str s)
{
	size_t at = 0;
	while (at < s.len && is_letter(s.p[at])) {
		at++;
	}
	bool is_joined = at + 1 < s.len
			 && (s.p[at] == '-' || s.p[at] == '_'
					 || (s.p[at] == ' ' && is_digit(s.p[at + 1])));
	return at <= 12 && at < s.len && (is_digit(s.p[at]) || is_joined);
}

/* How long the id is that `s` begins with: "ADR-0012#4", "MADR 077", "adr0028". */
static size_t id_length(const struct record *record, struct str s)
{
	size_t at = 0;
	bool is_known = false;
	if (!may_be_id(s)) {
		return 0;
	}
	/* "ODH-ADR-0001": words, one of which is a known one. */
	for (size_t words = 0; words < 4 && at < s.len && is_letter(s.p[at]); words++) {
		size_t begin = at;
		while (at < s.len && is_letter(s.p[at])) {
			at++;
		}
		struct str word = str_slice(s, begin, at);
		is_known = is_known || is_prefix(record, word);
		bool is_joined = at < s.len
				 && (s.p[at] == '-' || s.p[at] == '_'
						 || (s.p[at] == ' ' && is_known));
		if (is_joined && at + 1 < s.len && (is_digit(s.p[at + 1]) || s.p[at] == '-')) {
			at++;
		}
	}
	size_t digits = at;
	while (digits < s.len && is_digit(s.p[digits])) {
		digits++;
	}
	size_t count = digits - at;
	if (!is_known || count == 0 || count > 6) {
		return 0;
	}
	if (digits < s.len && is_letter(s.p[digits])
			&& (digits + 1 == s.len || !is_name_char(s.p[digits + 1]))) {
		digits++;
	}
	if (digits < s.len && (is_letter(s.p[digits]) || s.p[digits] == '_')) {
		return 0;
	}
	if (digits + 1 < s.len && s.p[digits] == '#' && is_name_char(s.p[digits + 1])) {
		digits++;
		while (digits < s.len && is_name_char(s.p[digits])) {
			digits++;
		}
	}
	return digits;
}

/* "0012-use-x.md": the name of a file in the text. */
static size_t file_length(struct str s)
{
	size_t len = 0;
	while (len < s.len && len < 200 && (is_name_char(s.p[len]) || s.p[len] == '.')) {
		len++;
	}
	while (len > 0 && s.p[len - 1] == '.') {
		len--;
	}
	return is_digit(s.p[0]) && str_ends(str_slice(s, 0, len), STR(".md")) ? len : 0;
}

bool link_take(struct record *record, struct str text, size_t *at, const struct link_span *span)
{
	struct str rest = str_from(text, *at);
	bool is_begun = *at == 0 || !is_name_char(text.p[*at - 1]);
	if (rest.p[0] == '[') {
		return inline_take(record, text, at, span);
	}
	if (!is_begun || !(is_letter(rest.p[0]) || is_digit(rest.p[0]))) {
		return false;
	}
	size_t len = is_digit(rest.p[0]) ? file_length(rest) : id_length(record, rest);
	if (len == 0 && span->is_metadata && is_digit(rest.p[0])) {
		while (len < rest.len && is_digit(rest.p[len])) {
			len++;
		}
		/* A number alone: "12", and neither "2026-01-02" nor "3.1". */
		bool is_alone = len == rest.len
				|| !(is_name_char(rest.p[len]) || rest.p[len] == '.'
						|| rest.p[len] == '/');
		bool is_short = len <= 5 && (*at == 0 || !strchr("./#", text.p[*at - 1]));
		len = is_alone && is_short ? len : 0;
	}
	if (len == 0) {
		return false;
	}
	struct str target = str_slice(rest, 0, len);
	*at += len;
	bool is_self = words_equal(record->arena, target, record->decision->id);
	if (!is_self) {
		link_add(record, span, target, STR(""), target);
	}
	return true;
}

void links_take(struct record *record, enum decision_link_kind kind, struct str value,
		struct place place)
{
	struct link_span span = { .kind = kind, .is_metadata = true };
	size_t before = record->decision->links.len;
	record->here = place;
	for (size_t at = 0; at < value.len;) {
		if (!link_take(record, value, &at, &span)) {
			at++;
		}
	}
	/* What is superseded may be something else than a record. */
	bool is_stated = kind == LINK_SUPERSEDES || kind == LINK_SUPERSEDED_BY;
	if (record->decision->links.len == before && is_stated && !line_is_empty(record, value)) {
		struct str target = plain_text(record->arena, value);
		struct str folded = words_fold(record->arena, plain_bare(target));
		if (folded.len && !str_eq(folded, STR("no")) && !str_eq(folded, STR("null"))) {
			span.is_free = true;
			link_add(record, &span, target, STR(""), value);
		}
	}
	record->here = (struct place){ 0 };
}

static bool is_there(const struct root *root, struct str path)
{
	enum file_status status;
	return listing_reaches(root, path, &status);
}

void links_check(struct decision *decision, struct arena *arena, const struct root *root)
{
	vec_each (struct decision_link, link, &decision->links) {
		if (link->path.len == 0) {
			continue;
		}
		link->exists = is_there(root, link->path);
		/* Sites leave the extension out. */
		if (!link->exists && path_extension(link->path).len == 0) {
			struct str page = str_fmt(arena, STR_FMT ".md", STR_ARG(link->path));
			link->exists = is_there(root, page);
			link->path = link->exists ? page : link->path;
		}
	}
}
