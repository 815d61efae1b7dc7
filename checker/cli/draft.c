/* SPDX-License-Identifier: MIT */
#include "cli/draft.h"

#include "base/arena.h"
#include "base/embedded.h"
#include "base/utf8.h"

#define SLUG_MAX 60

extern const struct embedded cli_templates[];

const char *const draft_templates[] = { "lintel", "nygard", "madr", "y-statement", "tyree-akerman",
	NULL };

struct str draft_template(unsigned number)
{
	for (const struct embedded *file = cli_templates; file->name.len > 0; file++) {
		if (str_eq(file->name, str_of(draft_templates[number]))) {
			return file->text;
		}
	}
	return STR("");
}

/* ---- filling in ---- */

struct filling {
	const struct draft *draft;
	struct buf *out;
	bool in_front_matter;
	bool was_blank;
};

static bool value_find(const struct draft *draft, struct str name, struct str *value, char *day)
{
	const struct {
		struct str name;
		struct str value;
	} rows[] = {
		{ STR("number"), draft->number },
		{ STR("title"), draft->title },
		{ STR("status"), draft->status },
		{ STR("date"), str_of(day) },
		{ STR("owner"), draft->owner },
		{ STR("supersedes"), draft->supersedes },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (str_eq(rows[i].name, name)) {
			*value = rows[i].value;
			return true;
		}
	}
	return false;
}

static bool needs_quotes(struct str value)
{
	for (size_t i = 0; i < value.len; i++) {
		if (strchr(":#{}[]&*!|>'\"%@`,\\", value.p[i])) {
			return true;
		}
	}
	return value.len > 0 && strchr("-? ", value.p[0]) != NULL;
}

/* On one line, whatever was given; as a scalar in front matter. */
static void value_write(const struct filling *filling, struct str value)
{
	bool has_quotes = filling->in_front_matter && needs_quotes(value);
	buf_add_cstr(filling->out, has_quotes ? "\"" : "");
	for (size_t at = 0; at < value.len;) {
		size_t begin = at;
		uint32_t code = utf8_next(value, &at);
		if (has_quotes && (code == '"' || code == '\\')) {
			buf_add_char(filling->out, '\\');
		}
		if (utf8_is_shown(code)) {
			buf_add(filling->out, str_slice(value, begin, at));
		} else {
			buf_add_char(filling->out, ' ');
		}
	}
	buf_add_cstr(filling->out, has_quotes ? "\"" : "");
}

/* What stands between the braces at `at`; false if these are braces of the text itself. */
static bool hole_read(const struct filling *filling, struct str line, size_t at, char *day,
		struct str *value, size_t *end)
{
	struct str rest = str_from(line, at + 1);
	size_t close = str_find(rest, '}');
	struct str inside = str_slice(rest, 0, close);
	size_t bar = str_find(inside, '|');
	if (close == rest.len
			|| !value_find(filling->draft, str_slice(inside, 0, bar), value, day)) {
		return false;
	}
	if (value->len == 0) {
		*value = str_from(inside, bar < inside.len ? bar + 1 : bar);
	}
	*end = at + 1 + close + 1;
	return true;
}

static void line_fill(struct filling *filling, struct str line, char *day)
{
	size_t begin = filling->out->len;
	for (size_t at = 0; at < line.len;) {
		struct str value;
		size_t end;
		if (line.p[at] != '{' || !hole_read(filling, line, at, day, &value, &end)) {
			buf_add_char(filling->out, line.p[at++]);
			continue;
		}
		if (value.len == 0) {
			filling->out->len = begin;
			filling->out->p[begin] = '\0';
			return;
		}
		value_write(filling, value);
		at = end;
	}
	bool is_blank = filling->out->len == begin;
	if (!is_blank || !filling->was_blank) {
		buf_add_char(filling->out, '\n');
	}
	filling->was_blank = is_blank;
}

void draft_write(const struct draft *draft, struct str template, struct buf *out)
{
	struct filling filling = { .draft = draft, .out = out };
	char day[DATE_DAY_SIZE];
	struct str line;
	date_write_day(draft->date, day);
	for (size_t number = 0; str_split(&template, '\n', &line); number++) {
		/* The end of the last line is no line. */
		if (line.len == 0 && !template.p) {
			break;
		}
		bool is_fence = str_eq(line, STR("---"));
		if (is_fence) {
			filling.in_front_matter = number == 0;
		}
		line_fill(&filling, line, day);
	}
}

/* ---- the name of the file ---- */

/* Latin letters without their accents, in the order of their code points from U+00C0 on. */
static const char *const latin[] = {
	"a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i", /* C0 */
	"d", "n", "o", "o", "o", "o", "o", "", "o", "u", "u", "u", "u", "y", "th", "ss", /* D0 */
	"a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i", /* E0 */
	"d", "n", "o", "o", "o", "o", "o", "", "o", "u", "u", "u", "u", "y", "th", "y", /* F0 */
	"a", "a", "a", "a", "a", "a", "c", "c", "c", "c", "c", "c", "c", "c", "d", "d", /* 100 */
	"d", "d", "e", "e", "e", "e", "e", "e", "e", "e", "e", "e", "g", "g", "g", "g", /* 110 */
	"g", "g", "g", "g", "h", "h", "h", "h", "i", "i", "i", "i", "i", "i", "i", "i", /* 120 */
	"i", "i", "ij", "ij", "j", "j", "k", "k", "k", "l", "l", "l", "l", "l", "l", "l", /* 130 */
	"l", "l", "l", "n", "n", "n", "n", "n", "n", "n", "n", "n", "o", "o", "o", "o", /* 140 */
	"o", "o", "oe", "oe", "r", "r", "r", "r", "r", "r", "s", "s", "s", "s", "s", "s", /* 150 */
	"s", "s", "t", "t", "t", "t", "t", "t", "u", "u", "u", "u", "u", "u", "u", "u", /* 160 */
	"u", "u", "u", "u", "w", "w", "y", "y", "y", "z", "z", "z", "z", "z", "z", "s", /* 170 */
};

/* Letters of a script, as far as a file's name needs to know: no marks, no pictures. */
static bool is_letter(uint32_t code)
{
	bool is_punctuation = (code >= 0x2000 && code < 0x2c00) || (code >= 0x2e00 && code < 0x2e80)
			      || (code >= 0x3000 && code < 0x3040)
			      || (code >= 0xd800 && code < 0xf900)
			      || (code >= 0xfe00 && code < 0xfe70)
			      || (code >= 0xff00 && code < 0xff66) || code >= 0xfff0;
	return code >= 0x250 && !is_punctuation && utf8_is_shown(code);
}

static void letter_add(struct buf *slug, uint32_t code)
{
	if (code >= 'A' && code <= 'Z') {
		buf_add_char(slug, (char)(code - 'A' + 'a'));
	} else if ((code >= 'a' && code <= 'z') || (code >= '0' && code <= '9')) {
		buf_add_char(slug, (char)code);
	} else if (code >= 0xc0 && code < 0xc0 + COUNT_OF(latin) && *latin[code - 0xc0]) {
		buf_add_cstr(slug, latin[code - 0xc0]);
	} else if (is_letter(code)) {
		utf8_add(slug, code);
	} else if (code != '\'' && code != 0x2019 && slug->len > 0
			&& slug->p[slug->len - 1] != '-') {
		buf_add_char(slug, '-');
	}
}

struct str draft_slug(struct arena *arena, struct str title)
{
	struct buf slug;
	buf_init(&slug);
	for (size_t at = 0; at < title.len;) {
		size_t before = slug.len;
		letter_add(&slug, utf8_next(title, &at));
		if (slug.len > SLUG_MAX) {
			slug.len = before;
			break;
		}
	}
	struct str text = buf_str(&slug);
	/* Not in the middle of a word, if there is another one. */
	size_t hyphen = str_find_last(text, '-');
	if (text.len + 4 > SLUG_MAX && hyphen > SLUG_MAX / 2 && hyphen < text.len) {
		text.len = hyphen;
	}
	while (text.len > 0 && text.p[text.len - 1] == '-') {
		text.len--;
	}
	text = text.len > 0 ? str_dup(arena, text) : STR("decision");
	buf_finish(&slug);
	return text;
}
