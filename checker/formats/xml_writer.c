/* SPDX-License-Identifier: MIT */
#include "formats/xml_writer.h"

#include "base/utf8.h"

#define INDENT 2

/* Not assert(): a report that is no XML must not leave a release build either. */
static void require(bool is_so)
{
	if (!is_so) {
		abort();
	}
}

static void line_begin(struct xml_writer *xml)
{
	buf_add_char(xml->out, '\n');
	buf_add_repeat(xml->out, ' ', (size_t)xml->depth * INDENT);
}

static void tag_close(struct xml_writer *xml)
{
	if (xml->tag_is_open) {
		buf_add_char(xml->out, '>');
		xml->tag_is_open = false;
	}
}

void xml_begin(struct xml_writer *xml, struct buf *out)
{
	*xml = (struct xml_writer){ .out = out };
	buf_add_cstr(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
}

void xml_finish(struct xml_writer *xml)
{
	require(xml->depth == 0 && xml->has_root);
	buf_add_char(xml->out, '\n');
}

void xml_element(struct xml_writer *xml, const char *name)
{
	require(xml->depth < XML_DEPTH_MAX && (xml->depth > 0 || !xml->has_root));
	tag_close(xml);
	if (xml->depth > 0) {
		xml->has_children[xml->depth - 1] = true;
	}
	xml->has_root = true;
	line_begin(xml);
	buf_add_char(xml->out, '<');
	buf_add_cstr(xml->out, name);
	xml->names[xml->depth] = name;
	xml->has_children[xml->depth] = false;
	xml->depth++;
	xml->tag_is_open = true;
}

/* What a character must be written as, or NULL if as it is. */
static const char *entity(uint32_t code, bool is_attribute)
{
	switch (code) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return is_attribute ? "&quot;" : NULL;
	case '\r':
		return "&#13;";
	/* In attributes a reader would turn these into spaces. */
	case '\n':
		return is_attribute ? "&#10;" : NULL;
	case '\t':
		return is_attribute ? "&#9;" : NULL;
	case 0xfffe:
	case 0xffff:
	case UTF8_BAD:
		return UTF8_REPLACEMENT;
	default:
		return code < 0x20 ? UTF8_REPLACEMENT : NULL;
	}
}

static void escape(struct buf *out, struct str text, bool is_attribute)
{
	size_t at = 0;
	size_t from = 0;
	bool after_hash = false;
	while (at < text.len) {
		size_t begin = at;
		uint32_t code = utf8_next(text, &at);
		const char *instead = entity(code, is_attribute);
		/*
		 * Allowed, but some drive terminals or turn the text around them,
		 * and pipelines obey what follows "##".
		 */
		bool is_hidden = !utf8_is_shown(code) && code != '\n' && code != '\t';
		bool is_plain = !instead && !is_hidden && !(code == '#' && after_hash);
		after_hash = code == '#';
		if (is_plain) {
			continue;
		}
		buf_add(out, str_slice(text, from, begin));
		from = at;
		if (instead) {
			buf_add_cstr(out, instead);
		} else {
			buf_fmt(out, "&#%u;", (unsigned)code);
		}
	}
	buf_add(out, str_from(text, from));
}

void xml_attribute(struct xml_writer *xml, const char *name, struct str value)
{
	require(xml->tag_is_open);
	buf_fmt(xml->out, " %s=\"", name);
	escape(xml->out, value, true);
	buf_add_char(xml->out, '"');
}

void xml_attribute_num(struct xml_writer *xml, const char *name, int64_t value)
{
	require(xml->tag_is_open);
	buf_fmt(xml->out, " %s=\"%lld\"", name, (long long)value);
}

void xml_text(struct xml_writer *xml, struct str text)
{
	require(xml->depth > 0);
	tag_close(xml);
	escape(xml->out, text, false);
}

void xml_end(struct xml_writer *xml)
{
	require(xml->depth > 0);
	xml->depth--;
	if (xml->tag_is_open) {
		buf_add_cstr(xml->out, "/>");
		xml->tag_is_open = false;
		return;
	}
	if (xml->has_children[xml->depth]) {
		line_begin(xml);
	}
	buf_fmt(xml->out, "</%s>", xml->names[xml->depth]);
}
