/* SPDX-License-Identifier: MIT */
/*
 * The headers that every C compiler or POSIX system brings: a tree may have
 * files of the same names, but <stdio.h> does not mean them.
 */
#ifndef LINTEL_SOURCES_TEXT_STANDARD_H
#define LINTEL_SOURCES_TEXT_STANDARD_H

#include "base/str.h"

bool header_is_standard(struct str spelled);

#endif
