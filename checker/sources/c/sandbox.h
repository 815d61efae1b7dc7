/* SPDX-License-Identifier: MIT */
/*
 * What a worker gives up before it reads anything hostile.
 */
#ifndef LINTEL_SOURCES_C_SANDBOX_H
#define LINTEL_SOURCES_C_SANDBOX_H

#include "base/attr.h"

#include <stdbool.h>
#include <stddef.h>

struct err;

/*
 * For the rest of the process: at most `bytes` of address space, no core file,
 * no file written beyond a small size, no new program, no socket.
 */
NODISCARD bool sandbox_enter(size_t bytes, struct err *err);

#endif
