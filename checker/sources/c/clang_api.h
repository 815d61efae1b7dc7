/* SPDX-License-Identifier: MIT */
/*
 * libclang, loaded when a worker starts: linking it would cost every command
 * its loading time.  The table is filled once, then only read.
 */
#ifndef LINTEL_SOURCES_C_CLANG_API_H
#define LINTEL_SOURCES_C_CLANG_API_H

#include "base/attr.h"

#include <clang-c/Index.h>
#include <stdbool.h>

struct err;

struct clang_api {
#define CLANG(name) __typeof__(clang_##name) *name;
#include "sources/c/clang_api.def"
#undef CLANG
};

/* Loads the library that lintel was configured with, or says why it cannot. */
NODISCARD bool clang_api_load(struct clang_api *clang, struct err *err);

#endif
