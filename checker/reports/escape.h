/* SPDX-License-Identifier: MIT */
/*
 * Text that others wrote, on its way into a report: names, lines and messages
 * of the analysed repository are hostile.  Each function is for one kind of
 * place; JSON and XML have theirs in the writers of formats/.
 */
#ifndef LINTEL_REPORTS_ESCAPE_H
#define LINTEL_REPORTS_ESCAPE_H

#include "base/buf.h"

/*
 * For a terminal or a log, on one line: what would not be shown as itself
 * becomes \n, \t or \xNN, and what CI systems take for commands is broken up:
 * "##[", "##vso[", "##teamcity[" anywhere, "::" in front.
 */
void escape_text(struct buf *out, struct str text);

/* The same for prose of several lines: white space becomes one blank. */
void escape_prose(struct buf *out, struct str text);

/*
 * One character of a line, as escape_text() would write it, and a tab as
 * blanks up to the next stop behind `column`.  Moves `*at` behind it and
 * returns how many columns it takes.
 */
size_t escape_cell(struct buf *out, struct str line, size_t *at, size_t column);

/* The message of a GitHub command, and a value of its properties. */
void escape_github_message(struct buf *out, struct str text);
void escape_github_property(struct buf *out, struct str text);

/* Markdown, within a line or a table's cell: nothing in it is markup, link or mention. */
void escape_markdown(struct buf *out, struct str text);

/*
 * For the inside of double quotes in Mermaid, which has no escapes but entities
 * by number: all that is not plain becomes one.
 */
void escape_mermaid(struct buf *out, struct str text);

/* A relative path as a URI reference. */
void escape_uri(struct buf *out, struct str path);

#endif
