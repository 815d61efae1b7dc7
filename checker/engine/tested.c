/* SPDX-License-Identifier: MIT */
/*
 * Macros that conditions ask for.
 *
 * `#ifdef NET_TLS` makes a file depend on whoever defines NET_TLS, whether or
 * not it is defined when the compiler comes by, so only the text can tell.  It
 * counts where one owner alone defines the name, in a header: a name that many
 * define is nobody's, and what a source file defines is its own business.  So
 * is a name that a compile command defines.
 */
#include "engine/joining.h"

#include "base/arena.h"
#include "base/map.h"

/* Who defines a name that some condition asks for. */
struct definer {
	/* First, so that one address serves both. */
	struct tested_macro macro;
	bool is_found;
	bool is_shared;
	uint32_t owner;
	/* The first header that defines it, and where; NONE: only sources do. */
	uint32_t header;
	/* From the tree: the map's own key goes with the join. */
	struct str name;
	uint32_t line;
	uint32_t column;
};

/* Names with such beginnings belong to compilers and systems, whoever else defines them. */
static bool is_reserved(struct str name)
{
	return name.len > 1 && name.p[0] == '_'
	       && (name.p[1] == '_' || (name.p[1] >= 'A' && name.p[1] <= 'Z'));
}

static void names_collect(struct joining *join)
{
	struct arena *scratch = join->scratch;
	vec_each (const struct text_file, file, &join->in->tree->files) {
		vec_each (const struct text_name, test, &file->tests) {
			if (test->is_never || !(file->flags & FILE_JUDGED)
					|| is_reserved(test->name)) {
				continue;
			}
			bool is_new;
			struct map_entry *entry = map_put(join->tested, test->name, &is_new);
			if (is_new) {
				struct definer *definer = arena_new(scratch, struct definer);
				*definer = (struct definer){ .macro = { NONE }, .header = NONE };
				entry->ptr = definer;
			}
		}
	}
}

static void definers_find(struct joining *join)
{
	const struct text_tree *tree = join->in->tree;
	for (size_t i = 0; i < tree->files.len; i++) {
		const struct text_file *file = &tree->files.p[i];
		uint32_t number = join->of_tree[i];
		uint32_t owner = owner_of_file(join->code, number);
		vec_each (const struct text_name, define, &file->defines) {
			struct definer *definer = map_ptr(join->tested, define->name);
			if (!definer || define->is_never) {
				continue;
			}
			definer->is_shared |= definer->is_found && definer->owner != owner;
			definer->is_found = true;
			definer->owner = owner;
			if (definer->header == NONE && !(file->flags & FILE_SOURCE)) {
				definer->header = number;
				definer->name = define->name;
				definer->line = define->line;
				definer->column = define->column;
			}
		}
	}
}

/* -DNAME and -DNAME=VALUE. */
static void commands_define(struct joining *join)
{
	for (size_t i = 0; i < join->in->defined_count; i++) {
		struct definer *definer = map_ptr(join->tested, join->in->defined[i]);
		if (definer) {
			definer->is_shared = true;
		}
	}
}

void tested_find(struct joining *join, macro_put_fn *put, void *ctx)
{
	join->tested = map_create(join->scratch);
	names_collect(join);
	commands_define(join);
	definers_find(join);
	for (size_t i = 0; i < join->tested->len; i++) {
		struct definer *definer = join->tested->entries[i].ptr;
		if (definer->header != NONE && !definer->is_shared) {
			definer->macro.symbol = put(ctx, definer->name, definer->header,
					definer->line, definer->column);
		}
	}
}
