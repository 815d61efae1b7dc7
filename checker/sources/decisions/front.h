/* SPDX-License-Identifier: MIT */
/*
 * Front matter: YAML between two lines "---" at the very beginning.
 */
#ifndef LINTEL_SOURCES_DECISIONS_FRONT_H
#define LINTEL_SOURCES_DECISIONS_FRONT_H

#include "sources/decisions/record.h"

/*
 * Takes what it states and sets where the body begins.  What is not YAML is a
 * fault; its lines of the form "key: value" are understood all the same.
 */
void front_read(struct record *record);

#endif
