/* SPDX-License-Identifier: MIT */
/*
 * The labels of a series while it is being read.
 */
#ifndef LINTEL_SOURCES_TELEMETRY_LABELS_H
#define LINTEL_SOURCES_TELEMETRY_LABELS_H

#include "facts/measure.h"

typedef VEC(struct label) label_list;

/*
 * Sorts them and drops those without a value, which are as good as absent;
 * false if there are two of one name, which is then in `*twice`.
 */
NODISCARD bool labels_settle(label_list *labels, struct str *twice);

#endif
