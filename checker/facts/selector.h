/* SPDX-License-Identifier: MIT */
/*
 * Selectors: the one way to say "which" in rules, exceptions and conditions.
 *
 *	net  drv-*  tag:domain  external:openssl  external:*  system  unassigned
 *	path:src/core  public:net  private:net  symbol:ssl_*  not:x
 *
 * A list joins its items; `not:x` takes away, wherever it stands; a list of
 * only `not:` items starts from everything in the tree, and from everything
 * outside if it names anything there.  A compiled selector is read-only and
 * lives in the arena it was made in.
 */
#ifndef LINTEL_FACTS_SELECTOR_H
#define LINTEL_FACTS_SELECTOR_H

#include "config/table.h"
#include "facts/code.h"

struct problems;
struct selector;

/* The forms of items; a selector has those of its items, `not:` ones too. */
enum selector_form {
	/* A name or pattern of modules. */
	FORM_MODULE = 1 << 0,
	FORM_TAG = 1 << 1,
	FORM_EXTERNAL = 1 << 2,
	FORM_SYSTEM = 1 << 3,
	/* Files in no module. */
	FORM_UNASSIGNED = 1 << 4,
	FORM_PATH = 1 << 5,
	FORM_PUBLIC = 1 << 6,
	FORM_PRIVATE = 1 << 7,
	/* Says what is used, never who uses. */
	FORM_SYMBOL = 1 << 8,
};

#define FORMS_OF_MODULES (FORM_MODULE | FORM_TAG)
#define FORMS_OF_USERS (FORMS_OF_MODULES | FORM_UNASSIGNED | FORM_PATH | FORM_PUBLIC | FORM_PRIVATE)
#define FORMS_OF_TARGETS (FORMS_OF_USERS | FORM_EXTERNAL | FORM_SYSTEM | FORM_SYMBOL)

/*
 * Compiles a list.  A literal name that does not exist is an error with "did
 * you mean", and so is a form that is not among `forms`; a pattern that matches
 * nothing is a warning.  `code` needs its files, modules and externals only.
 * NULL if there was an error.
 */
NODISCARD struct selector *selector_compile(struct arena *arena, const struct text *items,
		size_t count, unsigned forms, const struct code *code, struct problems *problems);

/* Whether a file is selected (as the user, or as what is used). */
bool selector_has_file(const struct selector *selector, const struct code *code, uint32_t file);

/* Whether the whole of a module is selected by name, pattern or tag. */
bool selector_has_module(const struct selector *selector, uint32_t module);

/* Whether a file is selected otherwise than by its path alone. */
bool selector_has_file_by_module(
		const struct selector *selector, const struct code *code, uint32_t file);

/* Whether what a use goes to is selected. */
bool selector_has_target(const struct selector *selector, const struct code *code,
		const struct code_use *use);

/* The same, by a `path:` or `symbol:` item: these reach into the user's own module too. */
bool selector_has_part(const struct selector *selector, const struct code *code,
		const struct code_use *use);

/*
 * Whether the selector speaks of such a target at all: of everything in the
 * tree; of externals if it names one or the system; of the rest of the outside
 * if it names the system.
 */
bool selector_judges(const struct selector *selector, const struct code_use *use);

/* It names externals or the system. */
bool selector_names_outside(const struct selector *selector);

/* The selected modules' numbers, ascending. */
size_t selector_modules(const struct selector *selector, const struct code *code,
		struct arena *arena, uint32_t **modules);

#endif
