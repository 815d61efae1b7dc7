/* SPDX-License-Identifier: MIT */
#include "facts/selector.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/glob.h"
#include "base/problem.h"
#include "base/suggest.h"

/*
 * What items say of a module, an external, the system: an item that takes sets
 * a bit of the lower half, a `not:` item the same bit of the upper half.
 */
#define WHOLE (1U << 0)
#define PUBLIC_PART (1U << 1)
#define PRIVATE_PART (1U << 2)
#define DROPPED(bits) ((bits) << 4)

struct selector_glob {
	struct str pattern;
	bool is_not;
	bool is_symbol;
};

struct selector {
	unsigned forms;
	/* All items begin with `not:`. */
	bool is_only_not;
	uint8_t *modules;
	size_t module_count;
	uint8_t *externals;
	uint8_t system;
	uint8_t unassigned;
	/* `path:` and `symbol:` items, compared when asked. */
	VEC(struct selector_glob) globs;
};

/* ---- compiling ---- */

struct item {
	enum selector_form form;
	bool is_not;
	/* As written, and without prefixes. */
	struct str text;
	struct str name;
	bool is_pattern;
	struct place place;
};

struct compiler {
	struct selector *selector;
	struct arena *arena;
	const struct code *code;
	struct problems *problems;
};

static const struct item_prefix {
	struct str word;
	enum selector_form form;
} item_prefixes[] = {
	{ STR_INIT("tag"), FORM_TAG },
	{ STR_INIT("external"), FORM_EXTERNAL },
	{ STR_INIT("path"), FORM_PATH },
	{ STR_INIT("public"), FORM_PUBLIC },
	{ STR_INIT("private"), FORM_PRIVATE },
	{ STR_INIT("symbol"), FORM_SYMBOL },
};

static bool item_matches(const struct item *item, struct str name)
{
	return item->is_pattern ? glob_match(item->name, name) : str_eq(item->name, name);
}

static bool unknown_prefix(const struct compiler *compiler, struct str prefix, struct place place)
{
	struct str words[COUNT_OF(item_prefixes) + 1];
	for (size_t i = 0; i < COUNT_OF(item_prefixes); i++) {
		words[i] = item_prefixes[i].word;
	}
	words[COUNT_OF(item_prefixes)] = STR("not");
	struct str near = suggest(prefix, words, COUNT_OF(words));
	return problem_add(compiler->problems, place,
			near.len > 0 ? str_fmt(compiler->arena, "did you mean '" STR_FMT ":'?",
						       STR_ARG(near))
				     : STR("a selector begins with tag:, external:, path:, public:, "
					   "private:, symbol: or not:, or it is a module's name"),
			"unknown selector '" STR_FMT ":'", STR_ARG(prefix));
}

static bool item_read(const struct compiler *compiler, const struct text *text, struct item *item)
{
	struct str rest = text->s;
	*item = (struct item){ .form = FORM_MODULE, .text = text->s, .place = text->place };
	if (str_starts(rest, STR("not:"))) {
		item->is_not = true;
		rest = str_from(rest, 4);
	}

	size_t colon = str_find(rest, ':');
	if (str_eq(rest, STR("system"))) {
		item->form = FORM_SYSTEM;
	} else if (str_eq(rest, STR("unassigned"))) {
		item->form = FORM_UNASSIGNED;
	} else if (colon < rest.len) {
		struct str prefix = str_slice(rest, 0, colon);
		size_t i = 0;
		while (i < COUNT_OF(item_prefixes) && !str_eq(prefix, item_prefixes[i].word)) {
			i++;
		}
		if (i == COUNT_OF(item_prefixes)) {
			return unknown_prefix(compiler, prefix, text->place);
		}
		item->form = item_prefixes[i].form;
		rest = str_from(rest, colon + 1);
	}

	struct err err;
	if (rest.len == 0) {
		return problem_add(compiler->problems, text->place, STR(""),
				"selector '" STR_FMT "' names nothing", STR_ARG(text->s));
	}
	if (!glob_check(rest, &err)) {
		return problem_add(compiler->problems, text->place, STR(""), "%s", err.text);
	}
	item->name = rest;
	item->is_pattern = glob_is_pattern(rest);
	return true;
}

/* What people may write instead of a form that does not belong here. */
static bool form_is_allowed(
		const struct compiler *compiler, const struct item *item, unsigned forms)
{
	if (item->form & forms) {
		return true;
	}
	const char *remedy = "name modules: by name, pattern or tag:";
	if (item->form == FORM_SYMBOL) {
		remedy = "symbol: says what is used; say who uses it by module, tag: or path:";
	} else if (item->form & (FORM_EXTERNAL | FORM_SYSTEM)) {
		remedy = "what is outside of the tree is only used, never judged itself";
	}
	return problem_add(compiler->problems, item->place, str_of(remedy),
			"'" STR_FMT "' cannot stand here", STR_ARG(item->text));
}

static bool item_missing(const struct compiler *compiler, const struct item *item, const char *what,
		struct str remedy)
{
	if (item->is_pattern || compiler->code->is_past) {
		problem_warn(compiler->problems, item->place, remedy,
				"pattern '" STR_FMT "' matches no %s", STR_ARG(item->name), what);
		return true;
	}
	return problem_add(compiler->problems, item->place, remedy, "unknown %s '" STR_FMT "'",
			what, STR_ARG(item->name));
}

static struct str did_you_mean(const struct compiler *compiler, const char *prefix, struct str name)
{
	return name.len == 0 ? name
			     : str_fmt(compiler->arena, "did you mean '%s" STR_FMT "'?", prefix,
					       STR_ARG(name));
}

/* A name that is a tag or an external, written without its prefix, or one much like it. */
static struct str module_remedy(const struct compiler *compiler, struct str name)
{
	const struct code *code = compiler->code;
	VEC(struct str) names = { 0 };
	for (size_t i = 0; i < code->external_count; i++) {
		if (str_eq(code->externals[i].name, name)) {
			return did_you_mean(compiler, "external:", name);
		}
	}
	for (size_t i = 0; i < code->module_count; i++) {
		const struct code_module *module = &code->modules[i];
		for (size_t t = 0; t < module->tag_count; t++) {
			if (str_eq(module->tags[t], name)) {
				return did_you_mean(compiler, "tag:", name);
			}
		}
		*vec_add(&names, compiler->arena) = module->name;
	}
	*vec_add(&names, compiler->arena) = STR("system");
	*vec_add(&names, compiler->arena) = STR("unassigned");
	return did_you_mean(compiler, "", suggest(name, names.p, names.len));
}

static bool add_modules(const struct compiler *compiler, const struct item *item)
{
	unsigned bit = item->form == FORM_PUBLIC    ? PUBLIC_PART
		       : item->form == FORM_PRIVATE ? PRIVATE_PART
						    : WHOLE;
	bool is_found = false;
	for (size_t i = 0; i < compiler->code->module_count; i++) {
		const struct code_module *module = &compiler->code->modules[i];
		if (!item_matches(item, module->name)) {
			continue;
		}
		is_found = true;
		compiler->selector->modules[i] |= (uint8_t)(item->is_not ? DROPPED(bit) : bit);
		if (item->form == FORM_PRIVATE && !module->has_public && !item->is_pattern) {
			problem_warn(compiler->problems, item->place,
					STR("give the module a 'public' list"),
					"module '" STR_FMT "' has nothing private",
					STR_ARG(module->name));
		}
	}
	return is_found
	       || item_missing(compiler, item, "module", module_remedy(compiler, item->name));
}

static bool add_tag(const struct compiler *compiler, const struct item *item)
{
	VEC(struct str) tags = { 0 };
	bool is_found = false;
	for (size_t i = 0; i < compiler->code->module_count; i++) {
		const struct code_module *module = &compiler->code->modules[i];
		for (size_t t = 0; t < module->tag_count; t++) {
			if (item_matches(item, module->tags[t])) {
				is_found = true;
				compiler->selector->modules[i] |=
						(uint8_t)(item->is_not ? DROPPED(WHOLE) : WHOLE);
			}
			*vec_add(&tags, compiler->arena) = module->tags[t];
		}
	}
	return is_found
	       || item_missing(compiler, item, "tag",
			       did_you_mean(compiler,
					       "tag:", suggest(item->name, tags.p, tags.len)));
}

static bool add_external(const struct compiler *compiler, const struct item *item)
{
	VEC(struct str) names = { 0 };
	bool is_found = false;
	for (size_t i = 0; i < compiler->code->external_count; i++) {
		struct str name = compiler->code->externals[i].name;
		if (item_matches(item, name)) {
			is_found = true;
			compiler->selector->externals[i] |=
					(uint8_t)(item->is_not ? DROPPED(WHOLE) : WHOLE);
		}
		*vec_add(&names, compiler->arena) = name;
	}
	/* `external:*` before any is declared says what is meant, not what is there. */
	return is_found || str_eq(item->name, STR("*"))
	       || item_missing(compiler, item, "external",
			       did_you_mean(compiler, "external:",
					       suggest(item->name, names.p, names.len)));
}

static bool add_path(const struct compiler *compiler, const struct item *item)
{
	*vec_add(&compiler->selector->globs, compiler->arena) =
			(struct selector_glob){ .pattern = item->name, .is_not = item->is_not };
	for (size_t i = 0; i < compiler->code->file_count; i++) {
		if (glob_match(item->name, compiler->code->files[i].path)) {
			return true;
		}
	}
	return item_missing(compiler, item, "path",
			STR("paths are relative to the folder of lintel.yaml"));
}

static bool item_add(const struct compiler *compiler, const struct item *item)
{
	struct selector *selector = compiler->selector;
	uint8_t bits = (uint8_t)(item->is_not ? DROPPED(WHOLE) : WHOLE);

	selector->forms |= item->form;
	selector->is_only_not &= item->is_not;
	switch (item->form) {
	case FORM_MODULE:
	case FORM_PUBLIC:
	case FORM_PRIVATE:
		return add_modules(compiler, item);
	case FORM_TAG:
		return add_tag(compiler, item);
	case FORM_EXTERNAL:
		return add_external(compiler, item);
	case FORM_SYSTEM:
		selector->system |= bits;
		return true;
	case FORM_UNASSIGNED:
		selector->unassigned |= bits;
		return true;
	case FORM_PATH:
		return add_path(compiler, item);
	case FORM_SYMBOL:
		/* Which symbols there are is not known yet. */
		*vec_add(&selector->globs, compiler->arena) = (struct selector_glob){
			.pattern = item->name, .is_not = item->is_not, .is_symbol = true
		};
		return true;
	}
	return true;
}

struct selector *selector_compile(struct arena *arena, const struct text *items, size_t count,
		unsigned forms, const struct code *code, struct problems *problems)
{
	struct selector *selector = arena_new(arena, struct selector);
	*selector = (struct selector){
		.is_only_not = count > 0,
		.modules = arena_new_array(arena, uint8_t, code->module_count),
		.module_count = code->module_count,
		.externals = arena_new_array(arena, uint8_t, code->external_count),
	};
	const struct compiler compiler = { selector, arena, code, problems };
	bool is_sound = true;

	for (size_t i = 0; i < count; i++) {
		struct item item;
		if (!item_read(&compiler, &items[i], &item)
				|| !form_is_allowed(&compiler, &item, forms)
				|| !item_add(&compiler, &item)) {
			is_sound = false;
		}
	}
	return is_sound ? selector : NULL;
}

/* ---- asking ---- */

/* What items say of one thing. */
struct answer {
	bool is_taken;
	bool is_dropped;
};

static void answer_bits(struct answer *answer, unsigned bits, unsigned mask)
{
	answer->is_taken |= (bits & mask) != 0;
	answer->is_dropped |= (bits & DROPPED(mask)) != 0;
}

/* What the items other than `path:` and `symbol:` say of a part of a file. */
static struct answer ask_module(const struct selector *selector, const struct code *code,
		uint32_t file, bool is_public)
{
	struct answer answer = { 0 };
	uint32_t module = code->files[file].module;
	if (module == NONE) {
		answer_bits(&answer, selector->unassigned, WHOLE);
	} else {
		bool is_private = code->modules[module].has_public && !is_public;
		answer_bits(&answer, selector->modules[module],
				WHOLE | (is_private ? PRIVATE_PART : PUBLIC_PART));
	}
	return answer;
}

static void ask_globs(const struct selector *selector, struct answer *answer, bool is_symbol,
		struct str text)
{
	vec_each (const struct selector_glob, glob, &selector->globs) {
		if (glob->is_symbol == is_symbol && glob_match(glob->pattern, text)) {
			answer->is_taken |= !glob->is_not;
			answer->is_dropped |= glob->is_not;
		}
	}
}

static bool file_is_public(const struct code *code, uint32_t file)
{
	return (code->files[file].flags & FILE_PUBLIC) != 0;
}

bool selector_has_file(const struct selector *selector, const struct code *code, uint32_t file)
{
	struct answer answer = ask_module(selector, code, file, file_is_public(code, file));
	ask_globs(selector, &answer, false, code->files[file].path);
	return (answer.is_taken || selector->is_only_not) && !answer.is_dropped;
}

bool selector_has_file_by_module(
		const struct selector *selector, const struct code *code, uint32_t file)
{
	struct answer answer = ask_module(selector, code, file, file_is_public(code, file));
	return (answer.is_taken || selector->is_only_not)
	       && selector_has_file(selector, code, file);
}

bool selector_has_module(const struct selector *selector, uint32_t module)
{
	unsigned bits = selector->modules[module];
	return ((bits & WHOLE) || selector->is_only_not) && !(bits & DROPPED(WHOLE));
}

bool selector_judges(const struct selector *selector, const struct code_use *use)
{
	switch (use->target) {
	case TARGET_FILE:
		return true;
	case TARGET_EXTERNAL:
		return (selector->forms & (FORM_EXTERNAL | FORM_SYSTEM)) != 0;
	case TARGET_SYSTEM:
		return (selector->forms & FORM_SYSTEM) != 0;
	case TARGET_UNKNOWN:
		break;
	}
	return false;
}

static struct answer ask_parts(const struct selector *selector, const struct code *code,
		const struct code_use *use)
{
	struct answer answer = { 0 };
	if (use->target == TARGET_FILE) {
		ask_globs(selector, &answer, false, code->files[use->target_file].path);
	}
	if (use->symbol != NONE) {
		ask_globs(selector, &answer, true, code->symbols[use->symbol].name);
	}
	return answer;
}

static struct answer ask_target(const struct selector *selector, const struct code *code,
		const struct code_use *use)
{
	struct answer answer = { 0 };
	switch (use->target) {
	case TARGET_FILE:
		return ask_module(selector, code, use->target_file, code_use_is_public(code, use));
	case TARGET_EXTERNAL:
		answer_bits(&answer, selector->externals[use->external], WHOLE);
		break;
	case TARGET_SYSTEM:
		answer_bits(&answer, selector->system, WHOLE);
		break;
	case TARGET_UNKNOWN:
		break;
	}
	return answer;
}

bool selector_has_target(const struct selector *selector, const struct code *code,
		const struct code_use *use)
{
	struct answer whole = ask_target(selector, code, use);
	struct answer part = ask_parts(selector, code, use);
	bool is_everything = selector->is_only_not && selector_judges(selector, use);
	return (whole.is_taken || part.is_taken || is_everything) && !whole.is_dropped
	       && !part.is_dropped;
}

bool selector_has_part(const struct selector *selector, const struct code *code,
		const struct code_use *use)
{
	return ask_parts(selector, code, use).is_taken && selector_has_target(selector, code, use);
}

bool selector_names_outside(const struct selector *selector)
{
	return (selector->forms & (FORM_EXTERNAL | FORM_SYSTEM)) != 0;
}

size_t selector_modules(const struct selector *selector, const struct code *code,
		struct arena *arena, uint32_t **modules)
{
	size_t count = 0;
	*modules = arena_new_array(arena, uint32_t, code->module_count);
	for (uint32_t i = 0; i < code->module_count; i++) {
		if (selector_has_module(selector, i)) {
			(*modules)[count++] = i;
		}
	}
	return count;
}
