/* SPDX-License-Identifier: MIT */
/*
 * Why something could not be done, in one line for a person.
 *
 * A function that can fail returns bool and takes a `struct err *` last; only
 * cli/ prints it.  The struct needs no initialisation and owns nothing.  Text
 * that does not fit is cut with an ellipsis.
 */
#ifndef LINTEL_BASE_ERR_H
#define LINTEL_BASE_ERR_H

#include "base/attr.h"

#include <stdbool.h>

struct err {
	char text[1536];
};

/* Sets the text; always returns false, so that a failure is one line. */
bool err_set(struct err *err, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Puts "context: " before the text; always returns false. */
bool err_wrap(struct err *err, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* The text of an errno value, the same in every locale; safe in any thread. */
const char *err_errno(int number);

#endif
