/* SPDX-License-Identifier: MIT */
#include "rules/words.h"

#include "base/arena.h"
#include "base/buf.h"

/* What each kind of use is called: of a module, in a chain, at its place. */
static const struct use_words {
	const char *of_owner;
	const char *of_symbol;
	const char *noun;
} use_words[] = {
	[USE_INCLUDE] = { "includes", "includes", "an include" },
	[USE_CALL] = { "calls", "calls", "a call" },
	[USE_TYPE] = { "uses a type of", "uses", "a type" },
	[USE_FIELD] = { "uses a struct member of", "uses", "a member" },
	[USE_READ] = { "reads a variable of", "reads", "a read" },
	[USE_WRITE] = { "writes a variable of", "writes", "a write" },
	[USE_ADDRESS] = { "takes the address of a variable of", "takes the address of",
			"an address" },
	[USE_MACRO] = { "uses a macro of", "uses", "a macro" },
	[USE_POINTER] = { "takes a function pointer from", "points at", "a function pointer" },
	[USE_IMPLEMENT] = { "implements a port of", "implements", "an implementation" },
};

struct str use_user(const struct code *code, const struct code_use *use)
{
	const struct code_file *file = &code->files[use->file];
	return file->module == NONE ? file->path : code->modules[file->module].name;
}

static bool is_enumerator(const struct code *code, const struct code_use *use)
{
	return use->symbol != NONE && code->symbols[use->symbol].kind == SYMBOL_ENUMERATOR;
}

bool use_is_within(const struct code *code, const struct code_use *use)
{
	uint32_t module = code->files[use->file].module;
	return module != NONE && module == code_use_module(code, use);
}

static const char *owner_verb(const struct code *code, const struct code_use *use)
{
	if (is_enumerator(code, use)) {
		return "uses an enumerator of";
	}
	return use->flags & USE_TESTED ? "asks for a macro of" : use_words[use->kind].of_owner;
}

struct str use_sentence(struct arena *arena, const struct code *code, const struct code_use *use)
{
	struct str user = use_user(code, use);
	if (use->target == TARGET_SYSTEM) {
		return str_fmt(arena,
				use->kind == USE_INCLUDE ? STR_FMT " %s <" STR_FMT ">"
							 : STR_FMT " %s " STR_FMT " of the system",
				STR_ARG(user), use_words[use->kind].of_symbol,
				STR_ARG(code_use_target(code, use)));
	}
	struct str owner = code_use_owner(code, use, arena);
	if (use_is_within(code, use)) {
		user = code->files[use->file].path;
		owner = code->files[use->target_file].path;
	}
	return str_fmt(arena, STR_FMT " %s " STR_FMT, STR_ARG(user), owner_verb(code, use),
			STR_ARG(owner));
}

static void add_target(struct buf *text, const struct code *code, const struct code_use *use,
		struct arena *arena)
{
	struct str name = code_use_target(code, use);
	switch (use->target) {
	case TARGET_FILE:
		buf_fmt(text, "; " STR_FMT " is defined at " STR_FMT, STR_ARG(name),
				STR_ARG(code->files[use->target_file].path));
		if (use->target_line > 0) {
			buf_fmt(text, ":%u", use->target_line);
		}
		break;
	case TARGET_EXTERNAL:
		buf_fmt(text, "; " STR_FMT " belongs to " STR_FMT, STR_ARG(name),
				STR_ARG(code_use_owner(code, use, arena)));
		break;
	case TARGET_SYSTEM:
		buf_fmt(text, "; " STR_FMT " comes from outside of the tree", STR_ARG(name));
		break;
	case TARGET_UNKNOWN:
		break;
	}
}

static void add_include(struct buf *text, const struct code *code, const struct code_use *use,
		struct arena *arena)
{
	const struct code_include *include =
			use->include == NONE ? NULL : &code->includes[use->include];
	buf_fmt(text, " of " STR_FMT, STR_ARG(code_use_target(code, use)));
	if (use->target == TARGET_EXTERNAL) {
		buf_fmt(text, ", which belongs to " STR_FMT,
				STR_ARG(code_use_owner(code, use, arena)));
	}
	if (include && include->branch == BRANCH_CONDITIONAL && include->condition.len > 0) {
		buf_fmt(text, ", only if " STR_FMT, STR_ARG(include->condition));
	}
}

struct str use_label(struct arena *arena, const struct code *code, const struct code_use *use)
{
	struct buf text;
	buf_init(&text);
	buf_add_cstr(&text, is_enumerator(code, use) ? "an enumerator" : use_words[use->kind].noun);
	if (use->kind == USE_INCLUDE) {
		add_include(&text, code, use, arena);
	} else {
		add_target(&text, code, use, arena);
	}
	if (use->carrier != NONE && use->carrier != use->symbol) {
		buf_fmt(&text, "; it comes through the macro " STR_FMT,
				STR_ARG(code->symbols[use->carrier].name));
	}
	if (use->flags & USE_AMBIGUOUS) {
		buf_add_cstr(&text, "; several files define it");
	}
	if (use->flags & USE_INACTIVE) {
		buf_add_cstr(&text, "; no configuration compiles it");
	}
	struct str label = str_dup(arena, buf_str(&text));
	buf_finish(&text);
	return label;
}

struct str use_step(struct arena *arena, const struct code *code, const struct code_use *use)
{
	struct str name = code_use_target(code, use);
	const char *verb = use_words[use->kind].of_symbol;
	bool is_outside = use->target == TARGET_EXTERNAL || use->target == TARGET_SYSTEM;
	if (use->kind == USE_INCLUDE) {
		return str_fmt(arena, is_outside ? "%s <" STR_FMT ">" : "%s " STR_FMT, verb,
				STR_ARG(name));
	}
	struct str owner = use->target == TARGET_FILE ? code->files[use->target_file].path
						      : code_use_owner(code, use, arena);
	return str_fmt(arena, "%s " STR_FMT " of " STR_FMT, verb, STR_ARG(name), STR_ARG(owner));
}

struct str counted(struct arena *arena, size_t count, const char *one, const char *many)
{
	return str_fmt(arena, "%zu %s", count, count == 1 ? one : many);
}
