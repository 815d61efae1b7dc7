/* SPDX-License-Identifier: MIT */
/*
 * The one XML writer: elements, attributes, text.  Characters that XML 1.0
 * cannot hold become U+FFFD.  Misnested calls are bugs and abort.  Elements are
 * indented; an element has either text or elements in it.
 */
#ifndef LINTEL_FORMATS_XML_WRITER_H
#define LINTEL_FORMATS_XML_WRITER_H

#include "base/buf.h"

#define XML_DEPTH_MAX 16

struct xml_writer {
	struct buf *out;
	const char *names[XML_DEPTH_MAX];
	unsigned depth;
	bool has_root;
	bool tag_is_open;
	bool has_children[XML_DEPTH_MAX];
};

/* Writes the XML declaration. */
void xml_begin(struct xml_writer *xml, struct buf *out);
void xml_finish(struct xml_writer *xml);

/* `name` must live until the element's end. */
void xml_element(struct xml_writer *xml, const char *name);
void xml_attribute(struct xml_writer *xml, const char *name, struct str value);
void xml_attribute_num(struct xml_writer *xml, const char *name, int64_t value);
void xml_text(struct xml_writer *xml, struct str text);
void xml_end(struct xml_writer *xml);

#endif
