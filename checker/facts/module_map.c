/* SPDX-License-Identifier: MIT */
#include "facts/module_map.h"

#include "base/arena.h"
#include "base/glob.h"
#include "base/glob_set.h"
#include "base/map.h"
#include "base/problem.h"

#include <assert.h>
#include <stdlib.h>

enum pattern_role {
	ROLE_PATH,
	ROLE_PUBLIC,
	ROLE_PORT,
};

struct module_pattern {
	const struct text *text;
	uint32_t declaration;
	enum pattern_role role;
};

struct module_map {
	struct arena *arena;
	const struct config_module *declarations;
	size_t declaration_count;
	struct glob_set *globs;
	/* By number in `globs`. */
	VEC(struct module_pattern) patterns;
};

/* ---- making ---- */

static bool is_named(const struct config_module *declaration)
{
	return glob_variable(declaration->name.s).len > 0;
}

/* A pattern and the name of its module must bind the same thing. */
static void pattern_check(const struct config_module *declaration, const struct text *pattern,
		enum pattern_role role, struct problems *problems)
{
	struct str wanted = glob_variable(declaration->name.s);
	struct str bound = glob_variable(pattern->s);
	if (wanted.len == 0 || str_eq(wanted, bound)) {
		return;
	}
	if (bound.len > 0) {
		problem_add(problems, pattern->place,
				str_fmt(problems->arena, "write {" STR_FMT "}", STR_ARG(wanted)),
				"pattern '" STR_FMT "' binds {" STR_FMT
				"}, but the module is '" STR_FMT "'",
				STR_ARG(pattern->s), STR_ARG(bound), STR_ARG(declaration->name.s));
	} else if (role == ROLE_PATH) {
		problem_add(problems, pattern->place,
				STR("the pattern must say where the module's name comes from"),
				"pattern '" STR_FMT "' does not bind the {" STR_FMT
				"} of module '" STR_FMT "'",
				STR_ARG(pattern->s), STR_ARG(wanted), STR_ARG(declaration->name.s));
	}
}

static void patterns_add(struct module_map *map, uint32_t declaration,
		const struct text_list *patterns, enum pattern_role role, struct problems *problems)
{
	vec_each (const struct text, pattern, patterns) {
		pattern_check(&map->declarations[declaration], pattern, role, problems);
		glob_set_add(map->globs, pattern->s);
		*vec_add(&map->patterns, map->arena) = (struct module_pattern){
			.text = pattern, .declaration = declaration, .role = role
		};
	}
}

struct module_map *module_map_create(
		struct arena *arena, const struct config *config, struct problems *problems)
{
	struct module_map *map = arena_new(arena, struct module_map);
	*map = (struct module_map){
		.arena = arena,
		.declarations = config->modules.p,
		.declaration_count = config->modules.len,
		.globs = glob_set_create(arena),
	};
	for (size_t i = 0; i < map->declaration_count; i++) {
		const struct config_module *declaration = &map->declarations[i];
		uint32_t number = (uint32_t)i;
		patterns_add(map, number, &declaration->paths, ROLE_PATH, problems);
		patterns_add(map, number, &declaration->public_headers, ROLE_PUBLIC, problems);
		patterns_add(map, number, &declaration->ports, ROLE_PORT, problems);
	}
	glob_set_freeze(map->globs);
	return map;
}

/* ---- asking ---- */

/* One module's claim to a file. */
struct claim {
	/* Or NONE. */
	uint32_t declaration;
	/* What {name} stands for; empty in a module without one. */
	struct str bound;
	size_t literal;
	uint32_t pattern;
	/* FILE_PUBLIC, FILE_PORT. */
	uint32_t flags;
};

struct application {
	const struct module_map *map;
	struct code *code;
	struct problems *problems;
	struct arena *scratch;
	VEC(struct glob_hit) hits;
	/* Pairs of patterns that were reported already. */
	struct map *ties;
	struct claim *claims;
	/* Module names to their place in `modules`. */
	struct map *names;
	VEC(struct code_module) modules;
	bool is_good;
};

static struct str bound_of(const struct module_map *map, const struct glob_hit *hit)
{
	uint32_t declaration = map->patterns.p[hit->pattern].declaration;
	return is_named(&map->declarations[declaration]) ? hit->bound : STR("");
}

/* Whether a hit can decide: a `public` without the {name} belongs to whoever owns the file. */
static bool hit_claims(const struct module_map *map, const struct glob_hit *hit)
{
	uint32_t declaration = map->patterns.p[hit->pattern].declaration;
	return !is_named(&map->declarations[declaration]) || hit->bound.len > 0;
}

static void tie_report(struct application *apply, struct str path, uint32_t a, uint32_t b)
{
	const struct module_map *map = apply->map;
	uint32_t pair[2] = { a, b };
	bool is_new;
	map_put(apply->ties, (struct str){ (const char *)pair, sizeof(pair) }, &is_new);
	if (!is_new) {
		return;
	}
	const struct module_pattern *first = &map->patterns.p[a];
	const struct module_pattern *second = &map->patterns.p[b];
	apply->is_good = problem_add(apply->problems, second->text->place,
			str_fmt(apply->problems->arena,
					"'" STR_FMT "' at " STR_FMT
					":%u:%u is as specific: write more of the path in one of "
					"them",
					STR_ARG(first->text->s), STR_ARG(first->text->place.path),
					first->text->place.line, first->text->place.column),
			"'" STR_FMT "' belongs to module '" STR_FMT "' and to module '" STR_FMT
			"' alike",
			STR_ARG(path), STR_ARG(map->declarations[first->declaration].name.s),
			STR_ARG(map->declarations[second->declaration].name.s));
}

static struct claim claim_of(struct application *apply, struct str path)
{
	const struct module_map *map = apply->map;
	struct claim claim = { .declaration = NONE };
	struct glob_walk walk = glob_set_walk(map->globs, path);
	struct glob_hit next;
	apply->hits.len = 0;
	while (glob_walk_next(&walk, &next)) {
		*vec_add(&apply->hits, apply->scratch) = next;
	}

	vec_each (const struct glob_hit, hit, &apply->hits) {
		uint32_t declaration = map->patterns.p[hit->pattern].declaration;
		struct str bound = bound_of(map, hit);
		if (!hit_claims(map, hit)
				|| (claim.declaration != NONE && hit->literal < claim.literal)) {
			continue;
		}
		bool is_same = claim.declaration == declaration && str_eq(claim.bound, bound);
		if (claim.declaration != NONE && hit->literal == claim.literal && !is_same) {
			tie_report(apply, path, claim.pattern, hit->pattern);
			continue;
		}
		claim = (struct claim){ declaration, bound, hit->literal, hit->pattern, 0 };
	}

	vec_each (const struct glob_hit, hit, &apply->hits) {
		const struct module_pattern *pattern = &map->patterns.p[hit->pattern];
		struct str bound = bound_of(map, hit);
		if (pattern->declaration == claim.declaration
				&& (bound.len == 0 || str_eq(bound, claim.bound))) {
			claim.flags |= pattern->role == ROLE_PUBLIC ? FILE_PUBLIC
				       : pattern->role == ROLE_PORT ? FILE_PORT
								    : 0;
		}
	}
	return claim;
}

/* "drv/{name}" with what was bound in the place of {name}. */
static struct str module_name(
		struct arena *arena, const struct config_module *declaration, struct str bound)
{
	struct str name = declaration->name.s;
	if (!is_named(declaration)) {
		return name;
	}
	size_t open = str_find(name, '{');
	struct str rest = str_from(name, open);
	return str_fmt(arena, STR_FMT STR_FMT STR_FMT, STR_ARG(str_slice(name, 0, open)),
			STR_ARG(bound), STR_ARG(str_from(rest, str_find(rest, '}') + 1)));
}

static void module_add(struct application *apply, uint32_t number, struct str bound)
{
	const struct config_module *declaration = &apply->map->declarations[number];
	struct arena *arena = apply->code->arena;
	struct str name = module_name(arena, declaration, bound);
	bool is_new;
	struct map_entry *entry = map_put(apply->names, name, &is_new);
	if (!is_new) {
		assert(entry->num < apply->modules.len && apply->modules.p);
		const struct code_module *other = &apply->modules.p[entry->num];
		if (other->declaration != number) {
			apply->is_good = problem_add(apply->problems, declaration->name.place,
					str_fmt(apply->problems->arena,
							"the other one stands at " STR_FMT ":%u:%u",
							STR_ARG(other->place.path),
							other->place.line, other->place.column),
					"'" STR_FMT "' makes a second module '" STR_FMT "'",
					STR_ARG(declaration->name.s), STR_ARG(name));
		}
		return;
	}
	entry->num = apply->modules.len;
	struct code_module module = {
		.name = name,
		.owner = declaration->owner.s,
		.place = declaration->name.place,
		.tags = arena_new_array(arena, struct str, declaration->tags.len),
		.tag_count = declaration->tags.len,
		.has_public = declaration->public_headers.is_set,
		.declaration = number,
	};
	for (size_t i = 0; i < declaration->tags.len; i++) {
		module.tags[i] = declaration->tags.p[i].s;
	}
	*vec_add(&apply->modules, arena) = module;
}

/* Every plain declaration is a module; of `{name}` ones those that judged files speak of. */
static void modules_make(struct application *apply)
{
	const struct module_map *map = apply->map;
	for (size_t i = 0; i < map->declaration_count; i++) {
		if (!is_named(&map->declarations[i])) {
			module_add(apply, (uint32_t)i, STR(""));
		}
	}
	for (size_t i = 0; i < apply->code->file_count; i++) {
		const struct claim *claim = &apply->claims[i];
		if (claim->bound.len > 0 && (apply->code->files[i].flags & FILE_JUDGED)) {
			module_add(apply, claim->declaration, claim->bound);
		}
	}
}

static int module_order(const void *a, const void *b)
{
	const struct code_module *x = a;
	const struct code_module *y = b;
	return str_cmp(x->name, y->name);
}

static void modules_freeze(struct application *apply)
{
	vec_sort(&apply->modules, module_order);
	apply->code->modules = apply->modules.p;
	apply->code->module_count = apply->modules.len;
	for (size_t i = 0; i < apply->modules.len; i++) {
		map_find(apply->names, apply->modules.p[i].name)->num = i;
	}
}

static void files_assign(struct application *apply, size_t *matched)
{
	for (size_t i = 0; i < apply->code->file_count; i++) {
		struct code_file *file = &apply->code->files[i];
		const struct claim *claim = &apply->claims[i];
		file->module = NONE;
		file->flags &= ~(uint32_t)(FILE_PUBLIC | FILE_PORT);
		if (claim->declaration == NONE) {
			continue;
		}
		matched[claim->declaration]++;
		struct str name = module_name(apply->scratch,
				&apply->map->declarations[claim->declaration], claim->bound);
		const struct map_entry *entry = map_find(apply->names, name);
		if (entry) {
			file->module = (uint32_t)entry->num;
			file->flags |= claim->flags;
			apply->code->modules[entry->num].file_count +=
					(file->flags & FILE_JUDGED) != 0;
		}
	}
}

bool module_map_apply(const struct module_map *map, struct code *code, struct problems *problems)
{
	struct arena *scratch = arena_create();
	struct application apply = {
		.map = map,
		.code = code,
		.problems = problems,
		.scratch = scratch,
		.ties = map_create(scratch),
		.claims = arena_new_array(scratch, struct claim, code->file_count),
		.names = map_create(scratch),
		.is_good = true,
	};
	for (size_t i = 0; i < code->file_count; i++) {
		apply.claims[i] = claim_of(&apply, code->files[i].path);
	}
	modules_make(&apply);
	modules_freeze(&apply);

	size_t *matched = arena_new_array(scratch, size_t, map->declaration_count);
	files_assign(&apply, matched);
	/* A module that lost its files to a tie is not empty. */
	for (size_t i = 0; i < map->declaration_count && apply.is_good; i++) {
		const struct config_module *declaration = &map->declarations[i];
		if (matched[i] == 0) {
			problem_warn(problems, declaration->name.place,
					STR("its patterns are relative to the folder of "
					    "lintel.yaml"),
					"no file is in module '" STR_FMT "'",
					STR_ARG(declaration->name.s));
		}
	}
	arena_destroy(scratch);
	return apply.is_good;
}

uint32_t module_map_find(const struct module_map *map, const struct code *code, struct str path,
		struct arena *scratch)
{
	/* What is wrong with patterns was told when the files of the tree were assigned. */
	struct problems told;
	problems_init(&told, scratch);
	struct application apply = {
		.map = map,
		.problems = &told,
		.scratch = scratch,
		.ties = map_create(scratch),
	};
	struct claim claim = claim_of(&apply, path);

	if (claim.declaration == NONE) {
		return NONE;
	}
	return code_module_find(code,
			module_name(scratch, &map->declarations[claim.declaration], claim.bound));
}
