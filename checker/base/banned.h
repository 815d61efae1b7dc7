/* SPDX-License-Identifier: MIT */
/*
 * Functions that nobody needs here.  Included after the system headers by
 * base/str.h, so that a use of one of them does not compile.
 */
#ifndef LINTEL_BASE_BANNED_H
#define LINTEL_BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#pragma GCC poison strcpy strcat sprintf vsprintf strtok strncpy strncat gets atoi atol atof

#endif
