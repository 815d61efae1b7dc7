/* SPDX-License-Identifier: MIT */
#include "sources/decisions/name.h"

#include "base/arena.h"
#include "base/path.h"
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

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

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

static bool equals_folded(struct arena *arena, struct str a, struct str b)
{
	return str_eq(words_fold(arena, a), words_fold(arena, b));
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
	bool is_own = name.prefix.len && !equals_folded(arena, name.prefix, before)
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

struct str name_slug(struct str path, struct arena *arena)
{
	struct str stem = stem_of(path);
	char *p = arena_copy(arena, stem.p, stem.len);
	for (size_t i = 0; i < stem.len; i++) {
		p[i] = p[i] == '-' || p[i] == '_' ? ' ' : p[i];
	}
	return (struct str){ p, stem.len };
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

struct str title_bare(struct str title)
{
	size_t at = 0;
	struct str rest = title;
	if (at < rest.len && rest.p[at] == '[') {
		at++;
	}
	/* "ADR", "MADR": letters directly before the number. */
	size_t letters = at;
	while (letters < rest.len && is_letter(rest.p[letters])) {
		letters++;
	}
	size_t number = letters;
	while (number < rest.len && letters > at
			&& (is_separator(rest.p[number]) || rest.p[number] == '#')) {
		number++;
	}
	size_t digits = digits_of(str_from(rest, number));
	bool is_prefixed = letters > at;
	if (digits == 0 || letters - at > 5) {
		return title;
	}
	size_t end = number + digits;
	size_t after = end;
	while (after < rest.len
			&& (is_separator(rest.p[after]) || rest.p[after] == ':'
					|| rest.p[after] == ')' || rest.p[after] == ']')) {
		after++;
	}
	/* "3 tiers" and "HTTP 2 only" have no number of their own. */
	struct str gap = str_slice(rest, end, after);
	bool is_number = gap.len > 0 && !str_eq(gap, STR(" "));
	bool is_plain = is_prefixed && digits >= 3 && gap.len > 0;
	/* A dash of two or three bytes. */
	struct str behind = str_from(rest, after);
	if (str_starts(behind, STR("–")) || str_starts(behind, STR("—"))) {
		behind = str_trim(str_from(behind, sizeof("–") - 1));
		is_number = true;
	}
	return is_number || is_plain ? str_trim(behind) : title;
}
