/* SPDX-License-Identifier: MIT */
#include "reports/escape.h"

#include "base/utf8.h"

#define TAB_STOP 8

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/*
 * Whether a command of Azure ("##[", "##vso[") or TeamCity ("##teamcity[")
 * begins at `at`; whatever letters stand there, so that the next one is meant too.
 */
static bool begins_command(struct str text, size_t at)
{
	if (!str_starts(str_from(text, at), STR("##"))) {
		return false;
	}
	at += 2;
	while (at < text.len && is_letter(text.p[at])) {
		at++;
	}
	return at < text.len && text.p[at] == '[';
}

size_t escape_cell(struct buf *out, struct str line, size_t *at, size_t column)
{
	size_t begin = *at;
	size_t len = out->len;
	uint32_t code = utf8_next(line, at);
	if (code == '\t') {
		size_t blanks = TAB_STOP - column % TAB_STOP;
		buf_add_repeat(out, ' ', blanks);
		return blanks;
	}
	if (code == '#' && begins_command(line, begin)) {
		buf_add_cstr(out, "# ");
		return 2;
	}
	if (utf8_is_shown(code)) {
		buf_add(out, str_slice(line, begin, *at));
		return utf8_columns(code);
	}
	if (code == '\n') {
		buf_add_cstr(out, "\\n");
		return 2;
	}
	for (size_t i = begin; i < *at; i++) {
		buf_fmt(out, "\\x%02x", (unsigned)(unsigned char)line.p[i]);
	}
	return out->len - len;
}

/*
 * GitHub obeys a line that begins with two colons, behind any white space that
 * Unicode knows.
 */
static void begin_text(struct buf *out, struct str text, size_t *at)
{
	while (*at < text.len && (text.p[*at] == ' ' || (unsigned char)text.p[*at] >= 0x80)) {
		escape_cell(out, text, at, 0);
	}
	if (str_starts(str_from(text, *at), STR("::"))) {
		buf_add_cstr(out, ": ");
		++*at;
	}
}

void escape_text(struct buf *out, struct str text)
{
	size_t at = 0;
	begin_text(out, text, &at);
	while (at < text.len) {
		if (text.p[at] == '\t') {
			buf_add_cstr(out, "\\t");
			at++;
		} else {
			escape_cell(out, text, &at, 0);
		}
	}
}

void escape_prose(struct buf *out, struct str text)
{
	size_t at = 0;
	text = str_trim(text);
	begin_text(out, text, &at);
	while (at < text.len) {
		if (!is_space(text.p[at])) {
			escape_cell(out, text, &at, 0);
			continue;
		}
		while (is_space(text.p[at])) {
			at++;
		}
		buf_add_char(out, ' ');
	}
}

static void escape_percent(struct buf *out, struct str text, const char *reserved)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.p[i];
		if (c && strchr(reserved, c)) {
			buf_fmt(out, "%%%02X", (unsigned)(unsigned char)c);
		} else {
			buf_add_char(out, c);
		}
	}
}

/* GitHub shows newlines in messages, so they stay; all else is made visible first. */
static void escape_github(struct buf *out, struct str text, const char *reserved)
{
	struct buf shown;
	struct str line;
	bool is_first = true;
	buf_init(&shown);
	while (str_split(&text, '\n', &line)) {
		buf_add_cstr(&shown, is_first ? "" : "\n");
		escape_text(&shown, line);
		is_first = false;
	}
	escape_percent(out, buf_str(&shown), reserved);
	buf_finish(&shown);
}

void escape_github_message(struct buf *out, struct str text)
{
	escape_github(out, text, "%\r\n");
}

void escape_github_property(struct buf *out, struct str text)
{
	escape_github(out, text, "%\r\n:,");
}

/* Whether the character may mean something in Markdown or HTML; words need only these few. */
static bool is_markdown_safe(struct str text, size_t at)
{
	char c = text.p[at];
	/* "www." would become a link. */
	bool is_www = c == '.' && at >= 3 && (text.p[at - 1] == 'w' || text.p[at - 1] == 'W');
	/* "https:" would, and ":word:" a picture. */
	char next = at + 1 < text.len ? text.p[at + 1] : ' ';
	bool is_colon = c == ':' && (next == ' ' || is_digit(next));
	return is_letter(c) || is_digit(c) || (unsigned char)c >= 0x80 || strchr(" ,;/()\"'?!%", c)
	       || is_colon || (c == '.' && !is_www) || ((c == '-' || c == '=') && at > 0);
}

void escape_markdown(struct buf *out, struct str text)
{
	struct buf shown;
	buf_init(&shown);
	escape_text(&shown, text);
	struct str safe = buf_str(&shown);
	for (size_t i = 0; i < safe.len; i++) {
		if (is_markdown_safe(safe, i)) {
			buf_add_char(out, safe.p[i]);
		} else {
			buf_fmt(out, "&#%u;", (unsigned)(unsigned char)safe.p[i]);
		}
		/* Shown as before, but no longer a person or a team to tell. */
		if (safe.p[i] == '@') {
			buf_add_cstr(out, "&#8203;");
		}
	}
	buf_finish(&shown);
}

void escape_uri(struct buf *out, struct str path)
{
	for (size_t i = 0; i < path.len; i++) {
		char c = path.p[i];
		/* Two slashes in front would name a host. */
		bool is_plain_slash = c == '/' && i > 0 && path.p[i - 1] != '/';
		if (is_letter(c) || is_digit(c) || is_plain_slash || (c && strchr("-._~", c))) {
			buf_add_char(out, c);
		} else {
			buf_fmt(out, "%%%02X", (unsigned)(unsigned char)c);
		}
	}
}

void escape_mermaid(struct buf *out, struct str text)
{
	struct buf shown;

	buf_init(&shown);
	escape_text(&shown, text);
	for (size_t i = 0; i < shown.len; i++) {
		unsigned char c = (unsigned char)shown.p[i];
		bool is_plain = c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
				|| (c >= '0' && c <= '9') || (c && strchr(" _./-+,:()", c));
		if (is_plain) {
			buf_add_char(out, (char)c);
		} else {
			buf_fmt(out, "#%u;", c);
		}
	}
	buf_finish(&shown);
}
