/* SPDX-License-Identifier: MIT */
/*
 * Selectors: the one way to say "which" in rules, exceptions and conditions.
 *
 *	net  drv-*  tag:domain  external:openssl  external:*  system
 *	path:src/core     public:net  private:net  symbol:ssl_*  not:x
 *
 * A list joins its items; `not:x` takes away; a list of only `not:` items
 * starts from everything.  A compiled selector is read-only and lives in the
 * arena it was made in.
 */
#ifndef LINTEL_FACTS_SELECTOR_H
#define LINTEL_FACTS_SELECTOR_H

#include "config/table.h"
#include "facts/code.h"

struct problems;
struct selector;

/*
 * Compiles a list.  A literal name that does not exist is an error with "did
 * you mean", a pattern that matches nothing a warning.  `code` needs its files,
 * modules and externals only.  NULL if there was an error.
 */
NODISCARD struct selector *selector_compile(struct arena *arena, const struct text *items,
		size_t count, const struct code *code, struct problems *problems);

/* Whether a file is selected (as the user, or as what is used). */
bool selector_has_file(const struct selector *selector, const struct code *code, uint32_t file);

/* Whether the whole of a module is selected by name, pattern or tag. */
bool selector_has_module(const struct selector *selector, const struct code *code, uint32_t module);

/* Whether what a use goes to is selected. */
bool selector_has_target(const struct selector *selector, const struct code *code,
		const struct code_use *use);

/* It names externals or the system: only such a selector judges them. */
bool selector_names_outside(const struct selector *selector);

/* The selected modules' numbers, ascending. */
size_t selector_modules(const struct selector *selector, const struct code *code,
		struct arena *arena, uint32_t **modules);

#endif
