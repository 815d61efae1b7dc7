/* SPDX-License-Identifier: MIT */
/*
 * Uses in words, the same in every rule's findings.
 */
#ifndef LINTEL_RULES_WORDS_H
#define LINTEL_RULES_WORDS_H

#include "facts/code.h"

/* Who uses: the module, or the path of a file in none. */
struct str use_user(const struct code *code, const struct code_use *use);

/* It stays within one module. */
bool use_is_within(const struct code *code, const struct code_use *use);

/*
 * "net calls app", "net includes src/tool.h", "net calls puts of the system";
 * within one module, files take the place of modules.
 */
struct str use_sentence(struct arena *arena, const struct code *code, const struct code_use *use);

/* For the caret: "a call; app_notify is defined at src/app/notify.c:41". */
struct str use_label(struct arena *arena, const struct code *code, const struct code_use *use);

/* As a step of a chain: "includes src/core/cache.h", "calls cache_get of src/core/cache.c". */
struct str use_step(struct arena *arena, const struct code *code, const struct code_use *use);

/* "1 use", "3 uses". */
struct str counted(struct arena *arena, size_t count, const char *one, const char *many);

#endif
