/* SPDX-License-Identifier: MIT */
/*
 * The roadmap as a picture: two plans side by side, the one that the records
 * say and the one that is proposed.  Rows are services, columns milestones.
 */
#ifndef LINTEL_REPORTS_ROADMAP_H
#define LINTEL_REPORTS_ROADMAP_H

#include "base/buf.h"
#include "registers/roadmap.h"

typedef void roadmap_write_fn(const struct roadmap *roadmap, struct buf *out);

void roadmap_text(const struct roadmap *roadmap, struct buf *out);
/* A flowchart, for a page in Markdown. */
void roadmap_mermaid(const struct roadmap *roadmap, struct buf *out);
/* A drawing that is read in light and in dark surroundings; no script, nothing from elsewhere. */
void roadmap_svg(const struct roadmap *roadmap, struct buf *out);
/* All of it, without any limit. */
void roadmap_json(const struct roadmap *roadmap, struct buf *out);

#endif
