/* SPDX-License-Identifier: MIT */
#include "sources/decisions/name.h"

#include "base/arena.h"
#include "base/path.h"
#include "sources/decisions/phrase.h"
#include "sources/decisions/plain.h"

/* The parts of "adr-0012-use-x". */
struct name {
	/* "adr-" with the separator; "0012"; "use-x". */
	struct str prefix;
	struct str number;
	struct str slug;
	/* "XXXX". */
	bool is_draft;
	/* The number is a day. */
	bool is_day;
};

static bool is_separator(char c)
{
	return c == '-' || c == '_' || c == '.' || c == ' ';
}

static size_t digits_of(struct str s)
{
	size_t len = 0;
	while (len < s.len && is_digit(s.p[len])) {
		len++;
	}
	return len;
}

/* "2022-01-15" or "20220115" at the front; its length or 0. */
static size_t day_length(struct str s)
{
	date_day day;
	bool is_ended = s.len == 10 || (s.len > 10 && !is_digit(s.p[10]));
	if (is_ended && date_read_day(str_slice(s, 0, 10), &day)) {
		return 10;
	}
	return digits_of(s) == 8 ? 8 : 0;
}

/* The end of the word at `at`. */
static size_t word_end(struct str s, size_t at)
{
	while (at < s.len && !is_separator(s.p[at])) {
		at++;
	}
	return at;
}

/* Where the number begins behind words of which one is "adr" or the like; `s.len` if nowhere. */
static size_t prefix_length(const struct words *words, struct arena *arena, struct str s)
{
	bool is_known = false;
	size_t at = 0;
	while (at < s.len && !is_digit(s.p[at])) {
		size_t letters = at;
		while (letters < s.len && is_letter(s.p[letters])) {
			letters++;
		}
		struct str word = words_fold(arena, str_slice(s, at, letters));
		is_known = is_known || words_has(words, SET_PREFIXES, word);
		bool is_draft = words_has(words, SET_DRAFTS, word);
		if (is_draft && is_known) {
			return at;
		}
		/* "adr0012" has no separator. */
		at = letters < s.len && is_separator(s.p[letters]) ? letters + 1 : letters;
		if (letters == at && !(letters < s.len && is_digit(s.p[letters]))) {
			return s.len;
		}
	}
	return is_known && at < s.len ? at : s.len;
}

/* A number, with the letter that tells two apart: "0004a". */
static size_t number_length(struct str s)
{
	size_t len = digits_of(s);
	if (len > 0 && len + 1 < s.len && is_letter(s.p[len]) && is_separator(s.p[len + 1])) {
		return len + 1;
	}
	return len > 0 && (len == s.len || is_separator(s.p[len])) ? len : 0;
}

static struct name name_split(const struct words *words, struct arena *arena, struct str stem)
{
	struct name name = { .slug = stem };
	size_t begin = 0;
	struct str first = words_fold(arena, str_slice(stem, 0, word_end(stem, 0)));
	bool is_bare = stem.len && (is_digit(stem.p[0]) || words_has(words, SET_DRAFTS, first));
	if (!is_bare) {
		begin = prefix_length(words, arena, stem);
	}
	struct str rest = str_from(stem, begin);
	size_t day = day_length(rest);
	size_t len = day ? day : number_length(rest);
	struct str word = str_slice(rest, 0, word_end(rest, 0));
	name.is_draft = len == 0 && words_has(words, SET_DRAFTS, words_fold(arena, word));
	if (len == 0 && !name.is_draft) {
		return name;
	}
	len = name.is_draft ? word.len : len;
	name.prefix = str_slice(stem, 0, begin);
	name.number = str_slice(rest, 0, len);
	name.slug = str_from(rest, len < rest.len ? len + 1 : len);
	name.is_day = day > 0;
	return name;
}

static struct str stem_of(struct str path)
{
	struct str name = path_name(path);
	return str_slice(name, 0, name.len - path_extension(name).len);
}

/* A folder "2022-01-15-tracing" or "0012-use-x" names what its README holds. */
static struct name name_of(const struct words *words, struct arena *arena, struct str path)
{
	struct name name = name_split(words, arena, stem_of(path));
	struct str folded = words_fold(arena, name.slug);
	if (name.number.len == 0 && words_has(words, SET_INDEXES, folded)) {
		struct name folder = name_split(words, arena, path_name(path_folder(path)));
		return folder.number.len && !folder.is_draft ? folder : name;
	}
	return name;
}

void name_read(struct record *record)
{
	struct arena *arena = record->arena;
	struct decision *decision = record->decision;
	struct name name = name_of(record->words, arena, decision->path);
	struct str pattern = record->config->id.s;
	if (pattern.len == 0) {
		pattern = STR("ADR-{number}");
	}
	if (name.number.len == 0 || name.is_draft) {
		decision->is_unnumbered = name.is_draft;
		return;
	}
	/* Several may be of one day: the words are needed to tell them apart. */
	struct str number = name.is_day && name.slug.len ? (struct str){ name.number.p,
		(size_t)(name.slug.p + name.slug.len - name.number.p) }
							 : name.number;
	size_t hole = str_find(pattern, '{');
	struct str before = str_slice(pattern, 0, hole);
	struct str after = str_from(pattern, hole + str_find(str_from(pattern, hole), '}') + 1);
	/* "ODH-ADR-0001" has a prefix of its own, which two collections may be told apart by. */
	bool is_own = name.prefix.len && !words_equal(arena, name.prefix, before)
		      && !words_has(record->words, SET_PREFIXES,
				      words_fold(arena, plain_bare(name.prefix)));
	decision->id = str_fmt(arena, STR_FMT STR_FMT STR_FMT,
			STR_ARG(is_own ? name.prefix : before), STR_ARG(number),
			STR_ARG(is_own ? STR("") : after));
	size_t zeros = 0;
	while (!name.is_day && zeros + 1 < number.len && number.p[zeros] == '0'
			&& is_digit(number.p[zeros + 1])) {
		zeros++;
	}
	decision->number = str_from(number, zeros);
}

struct str name_slug(const struct record *record)
{
	struct name name = name_of(record->words, record->arena, record->decision->path);
	struct str slug = name.slug.len ? name.slug : stem_of(record->decision->path);
	char *p = arena_copy(record->arena, slug.p, slug.len);
	for (size_t i = 0; i < slug.len; i++) {
		p[i] = p[i] == '-' || p[i] == '_' ? ' ' : p[i];
	}
	return (struct str){ p, slug.len };
}

struct str name_skipped(const struct words *words, struct arena *arena, struct str path)
{
	struct name name = name_of(words, arena, path);
	struct str folded = words_fold(arena, name.slug);
	struct str stem = words_fold(arena, stem_of(path));
	if (words_has(words, SET_TEMPLATES, folded) || words_has(words, SET_TEMPLATES, stem)) {
		return STR("a template");
	}
	if (name.number.len) {
		return STR("");
	}
	if (str_ends(stem, STR("-template")) || str_starts(stem, STR("template-"))
			|| str_starts(stem, STR("adr-template"))) {
		return STR("a template");
	}
	return words_has(words, SET_INDEXES, folded) ? STR("an index or a readme") : STR("");
}

/* The digits that are the record's own number: "12" of "ADR-0012". */
static bool is_own_number(struct str digits, struct str number)
{
	while (digits.len > 1 && digits.p[0] == '0') {
		digits = str_from(digits, 1);
	}
	return digits.len && str_eq(digits, number);
}

/* What separates a number from a title: punctuation, brackets, a dash. */
static struct str separator_skip(struct str text)
{
	for (;;) {
		if (text.len && (is_separator(text.p[0]) || strchr(":)]", text.p[0]))) {
			text = str_from(text, 1);
		} else if (str_starts(text, STR("–")) || str_starts(text, STR("—"))) {
			text = str_from(text, sizeof("–") - 1);
		} else {
			return text;
		}
	}
}

/* "XXXX: Use X", "ADR-XXXX: Use X"; "Draft schemas" are something else. */
static bool draft_skip(const struct record *record, struct str *title)
{
	size_t at = 0;
	for (size_t words = 0; words < 2; words++) {
		size_t end = at;
		while (end < title->len && is_letter(title->p[end])) {
			end++;
		}
		struct str word = words_fold(record->arena, str_slice(*title, at, end));
		struct str behind = str_from(*title, end);
		struct str after = separator_skip(behind);
		if (words_has(record->words, SET_DRAFTS, word)) {
			bool is_apart = behind.len - after.len > 1;
			*title = is_apart ? str_trim(after) : *title;
			return is_apart;
		}
		if (!words_has(record->words, SET_PREFIXES, word)) {
			return false;
		}
		at = title->len - after.len;
	}
	return false;
}

struct str title_bare(const struct record *record, struct str title)
{
	if (draft_skip(record, &title)) {
		return title;
	}
	struct str rest = title.len && title.p[0] == '[' ? str_from(title, 1) : title;
	struct str id = record->decision->id;
	size_t letters = 0;
	if (id.len && words_equal(record->arena, str_slice(rest, 0, id.len), id)) {
		return str_trim(separator_skip(str_from(rest, id.len)));
	}
	while (letters < rest.len && is_letter(rest.p[letters])) {
		letters++;
	}
	struct str word = words_fold(record->arena, str_slice(rest, 0, letters));
	bool is_prefixed = letters && words_has(record->words, SET_PREFIXES, word);
	if (letters && !is_prefixed) {
		return title;
	}
	/* "ADR: Use X". */
	if (is_prefixed && letters < rest.len && rest.p[letters] == ':') {
		return str_trim(str_from(rest, letters + 1));
	}
	size_t at = letters;
	while (at < rest.len && is_prefixed && (is_separator(rest.p[at]) || rest.p[at] == '#')) {
		at++;
	}
	struct str digits = str_slice(rest, at, at + digits_of(str_from(rest, at)));
	struct str behind = str_from(rest, at + digits.len);
	struct str bare = str_trim(separator_skip(behind));
	/* "3 tiers" has no number of its own, and neither has "5.1 sound". */
	size_t gap = behind.len - separator_skip(behind).len;
	bool is_apart = gap > 1 || (gap == 1 && behind.p[0] != ' ' && behind.p[0] != '.');
	bool is_number = is_prefixed || is_apart || is_own_number(digits, record->decision->number);
	return digits.len && gap && is_number ? bare : title;
}
