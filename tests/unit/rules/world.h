/* SPDX-License-Identifier: MIT */
/*
 * A small world for tests of rules: a configuration, and facts written as text.
 *
 *	a/x.c include b/y.h                 flags: if:COND never inactive external:NAME
 *	a/x.c include <stdio.h>             outside of the tree
 *	a/x.c call foo b/y.c                flags: public inactive ambiguous complete tested
 *	a/x.c type struct:conn b/y.h        in:FILE (declared there) via:MACRO
 *	a/x.c call bar b/y.c same           at the same place as the one before
 *	a/x.c call malloc system            or external:NAME
 *	define b/y.c foo function b/y.h     a definition, then declarations
 *	file a/z.c                          ignored v/w.h
 *	skipped a/x.c                       failed a/x.c
 *	text-only
 *
 * The uses of a file stand in its lines 1, 2, 3 …, in the order of the text.
 */
#ifndef LINTEL_UNIT_RULES_WORLD_H
#define LINTEL_UNIT_RULES_WORLD_H

#include "base/buf.h"
#include "base/map.h"
#include "base/path.h"
#include "base/problem.h"
#include "facts/module_map.h"
#include "rules/rule.h"

#include "unit/config/tree.h"
#include "unit/problem_text.h"

#define WORLD_WORDS 10

struct world {
	struct arena *arena;
	struct config config;
	struct code code;
	struct problems problems;
	struct rule *rules;
	size_t rule_count;
	struct findings findings;
	bool is_sound;
};

struct world_line {
	struct str words[WORLD_WORDS];
	size_t len;
};

struct world_builder {
	struct world *world;
	VEC(struct world_line) lines;
	VEC(struct code_file) files;
	VEC(struct code_symbol) symbols;
	VEC(struct code_use) uses;
	VEC(struct code_include) includes;
	VEC(struct code_unit) units;
	struct map *symbol_numbers;
};

static inline void world_add_file(struct world_builder *builder, struct str path)
{
	struct str extension = path_extension(path);
	bool is_source = str_eq(extension, STR(".c"));
	for (size_t i = 0; i < builder->files.len; i++) {
		if (str_eq(builder->files.p[i].path, path)) {
			return;
		}
	}
	*vec_add(&builder->files, builder->world->arena) = (struct code_file){
		.path = path,
		.module = NONE,
		.flags = FILE_JUDGED | FILE_PARSED
			 | (is_source ? FILE_SOURCE | FILE_COMPILED : FILE_HEADER),
	};
}

static inline bool world_is_path(struct str word)
{
	return str_find(word, '/') < word.len && word.p[0] != '<';
}

static inline int world_file_order(const void *a, const void *b)
{
	const struct code_file *left = a;
	const struct code_file *right = b;
	return str_cmp(left->path, right->path);
}

static inline void world_read_lines(struct world_builder *builder, const char *text)
{
	struct arena *arena = builder->world->arena;
	struct str rest = str_of(text);
	struct str line;
	while (str_split(&rest, '\n', &line)) {
		struct world_line *words = vec_add(&builder->lines, arena);
		*words = (struct world_line){ 0 };
		struct str word;
		while (str_split(&line, ' ', &word)) {
			if (word.len > 0) {
				words->words[words->len++] = word;
			}
		}
		for (size_t i = 0; i < words->len; i++) {
			struct str path = words->words[i];
			path = str_starts(path, STR("in:")) ? str_from(path, 3) : path;
			if (world_is_path(path)) {
				world_add_file(builder, path);
			}
		}
	}
	vec_sort(&builder->files, world_file_order);
	builder->world->code.files = builder->files.p;
	builder->world->code.file_count = builder->files.len;
}

/* Of an unknown name the kind that its use suggests. */
static inline enum symbol_kind world_symbol_kind(struct str name, struct str word)
{
	for (unsigned kind = 0; kind < SYMBOL_KINDS; kind++) {
		if (str_eq(str_of(symbol_kind_words[kind]), word)) {
			return (enum symbol_kind)kind;
		}
	}
	if (str_eq(word, STR("type"))) {
		return str_starts(name, STR("struct ")) ? SYMBOL_STRUCT : SYMBOL_TYPEDEF;
	}
	return str_eq(word, STR("read")) || str_eq(word, STR("write"))
					       || str_eq(word, STR("address"))
			       ? SYMBOL_VARIABLE
			       : SYMBOL_FUNCTION;
}

static inline uint32_t world_symbol(struct world_builder *builder, struct str name, struct str word)
{
	struct str spaced = str_dup(builder->world->arena, name);
	struct buf text = { 0 };
	for (size_t i = 0; i < spaced.len; i++) {
		buf_add_char(&text, spaced.p[i] == ':' ? ' ' : spaced.p[i]);
	}
	spaced = str_dup(builder->world->arena, buf_str(&text));
	buf_finish(&text);

	bool is_new;
	struct map_entry *entry = map_put(builder->symbol_numbers, spaced, &is_new);
	if (is_new) {
		entry->num = builder->symbols.len;
		*vec_add(&builder->symbols, builder->world->arena) = (struct code_symbol){
			.kind = world_symbol_kind(spaced, word),
			.name = spaced,
			.is_external = true,
		};
	}
	return (uint32_t)entry->num;
}

static inline uint32_t world_file(const struct world_builder *builder, struct str path)
{
	return code_file_find(&builder->world->code, path);
}

static inline void world_define(struct world_builder *builder, const struct world_line *line)
{
	struct arena *arena = builder->world->arena;
	uint32_t number = world_symbol(builder, line->words[2], line->words[3]);
	struct code_symbol *symbol = &builder->symbols.p[number];
	symbol->definitions = arena_new_array(arena, struct site, 1);
	symbol->definition_count = 1;
	symbol->definitions[0] = (struct site){
		.file = world_file(builder, line->words[1]), .line = 1, .strength = STRENGTH_STRONG
	};
	symbol->declarations = arena_new_array(arena, struct site, WORLD_WORDS);
	for (size_t i = 4; i < line->len; i++) {
		symbol->declarations[symbol->declaration_count++] =
				(struct site){ .file = world_file(builder, line->words[i]),
					.line = 1 };
	}
}

static inline void world_target(
		const struct world_builder *builder, struct code_use *use, struct str word)
{
	if (str_starts(word, STR("external:"))) {
		use->target = TARGET_EXTERNAL;
		use->external = code_external_find(&builder->world->code, str_from(word, 9));
		assert_int_not_equal(use->external, NONE);
	} else if (world_is_path(word)) {
		use->target = TARGET_FILE;
		use->target_file = world_file(builder, word);
		use->target_line = 1;
	} else {
		use->target = TARGET_SYSTEM;
	}
}

static inline void world_flags(
		struct world_builder *builder, struct code_use *use, const struct world_line *line)
{
	static const struct {
		struct str word;
		uint32_t flag;
	} flags[] = {
		{ STR_INIT("public"), USE_PUBLIC },
		{ STR_INIT("inactive"), USE_INACTIVE },
		{ STR_INIT("ambiguous"), USE_AMBIGUOUS },
		{ STR_INIT("complete"), USE_COMPLETE },
		{ STR_INIT("tested"), USE_TESTED },
	};

	for (size_t i = 3; i < line->len; i++) {
		struct str word = line->words[i];
		for (size_t f = 0; f < COUNT_OF(flags); f++) {
			use->flags |= str_eq(word, flags[f].word) ? flags[f].flag : 0;
		}
		if (str_starts(word, STR("in:"))) {
			use->declared_in = world_file(builder, str_from(word, 3));
		} else if (str_starts(word, STR("via:"))) {
			use->carrier = world_symbol(builder, str_from(word, 4), STR("macro"));
		}
	}
}

static inline void world_include(
		struct world_builder *builder, struct code_use *use, const struct world_line *line)
{
	struct code_include include = {
		.file = use->file,
		.line = use->line,
		.column = 1,
		.spelled = line->words[2],
		.resolution = use->target == TARGET_FILE ? RESOLVED : RESOLVED_OUTSIDE,
		.target = use->target == TARGET_FILE ? use->target_file : NONE,
		.external = NONE,
		.seen = 1,
		.active = use->flags & USE_INACTIVE ? 0 : 1,
	};
	if (include.spelled.p[0] == '<') {
		include.spelled = str_slice(include.spelled, 1, include.spelled.len - 1);
		include.form = INCLUDE_ANGLED;
	}
	for (size_t i = 3; i < line->len; i++) {
		if (str_starts(line->words[i], STR("if:"))) {
			include.branch = BRANCH_CONDITIONAL;
			include.condition = str_from(line->words[i], 3);
		} else if (str_eq(line->words[i], STR("never"))) {
			include.branch = BRANCH_NEVER;
		} else if (str_starts(line->words[i], STR("external:"))) {
			world_target(builder, use, line->words[i]);
			include.external = use->external;
		}
	}
	use->include = (uint32_t)builder->includes.len;
	*vec_add(&builder->includes, builder->world->arena) = include;
}

static inline bool world_has(const struct world_line *line, struct str flag)
{
	for (size_t i = 3; i < line->len; i++) {
		if (str_eq(line->words[i], flag)) {
			return true;
		}
	}
	return false;
}

static inline void world_use(struct world_builder *builder, const struct world_line *line)
{
	struct code_use use = {
		.file = world_file(builder, line->words[0]),
		.column = 1,
		.symbol = NONE,
		.include = NONE,
		.declared_in = NONE,
		.carrier = NONE,
	};
	while (use.kind < USE_KINDS && !str_eq(line->words[1], str_of(use_kind_words[use.kind]))) {
		use.kind++;
	}
	assert_int_not_equal(use.kind, USE_KINDS);
	builder->files.p[use.file].lines += !world_has(line, STR("same"));
	use.line = builder->files.p[use.file].lines;
	world_flags(builder, &use, line);
	if (use.kind == USE_INCLUDE) {
		world_target(builder, &use, line->words[2]);
		world_include(builder, &use, line);
	} else {
		use.symbol = world_symbol(builder, line->words[2], line->words[1]);
		world_target(builder, &use, line->words[3]);
	}
	*vec_add(&builder->uses, builder->world->arena) = use;
}

static inline void world_mark(struct world_builder *builder, const struct world_line *line)
{
	struct str word = line->words[0];
	if (str_eq(word, STR("text-only"))) {
		builder->world->code.has_symbols = false;
	} else if (str_eq(word, STR("define"))) {
		world_define(builder, line);
	} else if (str_eq(word, STR("ignored"))) {
		builder->files.p[world_file(builder, line->words[1])].flags &=
				~(uint32_t)FILE_JUDGED;
	} else if (str_eq(word, STR("skipped"))) {
		builder->files.p[world_file(builder, line->words[1])].flags |= FILE_SKIPPED;
	} else if (str_eq(word, STR("failed"))) {
		*vec_add(&builder->units, builder->world->arena) =
				(struct code_unit){ .file = world_file(builder, line->words[1]),
					.status = UNIT_FAILED };
	} else if (line->len > 0 && !str_eq(word, STR("file"))) {
		world_use(builder, line);
	}
}

static inline int world_use_order(const void *a, const void *b)
{
	const struct code_use *left = a;
	const struct code_use *right = b;
	if (left->file != right->file) {
		return left->file < right->file ? -1 : 1;
	}
	if (left->line != right->line) {
		return left->line < right->line ? -1 : 1;
	}
	if (left->kind != right->kind) {
		return left->kind < right->kind ? -1 : 1;
	}
	return (left->symbol > right->symbol) - (left->symbol < right->symbol);
}

static inline int world_include_order(const void *a, const void *b)
{
	const struct code_include *left = a;
	const struct code_include *right = b;
	if (left->file != right->file) {
		return left->file < right->file ? -1 : 1;
	}
	return (left->line > right->line) - (left->line < right->line);
}

/* Sorts uses and includes by place and lets everything point at each other again. */
static inline void world_freeze(struct world_builder *builder)
{
	struct code *code = &builder->world->code;
	vec_sort(&builder->uses, world_use_order);
	vec_sort(&builder->includes, world_include_order);
	code->uses = builder->uses.p;
	code->use_count = builder->uses.len;
	code->includes = builder->includes.p;
	code->include_count = builder->includes.len;
	code->symbols = builder->symbols.p;
	code->symbol_count = builder->symbols.len;
	code->units = builder->units.p;
	code->unit_count = builder->units.len;
	for (uint32_t i = 0, include = 0; i < code->use_count; i++) {
		struct code_file *file = &code->files[code->uses[i].file];
		file->first_use = file->use_count++ == 0 ? i : file->first_use;
		if (code->uses[i].kind == USE_INCLUDE) {
			file->first_include =
					file->include_count++ == 0 ? include : file->first_include;
			code->uses[i].include = include++;
		}
	}
}

static inline void world_externals(struct world *world)
{
	const struct config_external *externals = world->config.externals.p;
	world->code.external_count = world->config.externals.len;
	world->code.externals = arena_new_array(
			world->arena, struct code_external, world->code.external_count);
	for (size_t i = 0; i < world->code.external_count; i++) {
		world->code.externals[i].name = externals[i].name.s;
	}
}

/* Reads the configuration and the facts; rules are made, not checked. */
static inline struct world *world_create(struct arena *arena, const char *yaml, const char *facts)
{
	struct world *world = arena_new(arena, struct world);
	struct world_builder builder = { .world = world, .symbol_numbers = map_create(arena) };
	struct str text = str_fmt(arena, "version: 1\n%s", yaml);
	const struct tree_file files[] = { { "lintel.yaml", text.p }, { 0 } };
	world->arena = arena;
	world->code.arena = arena;
	world->code.has_symbols = true;
	problems_init(&world->problems, arena);
	findings_init(&world->findings, arena);

	struct root root = tree_open_files(arena, files);
	world->is_sound = config_read(
			&world->config, arena, &root, STR("lintel.yaml"), NULL, &world->problems);
	tree_remove(arena, &root, files);
	world_externals(world);
	world_read_lines(&builder, facts);
	struct problems ignored;
	problems_init(&ignored, arena);
	struct module_map *map = module_map_create(arena, &world->config, &world->problems);
	/* A module without files is a warning that these tests do not care for. */
	world->is_sound &= module_map_apply(map, &world->code, &ignored);
	world->is_sound &= rules_create(&world->config, &world->code, arena, &world->problems,
			&world->rules, &world->rule_count);
	for (size_t i = 0; i < builder.lines.len; i++) {
		world_mark(&builder, &builder.lines.p[i]);
	}
	world_freeze(&builder);
	return world;
}

static inline void world_check(struct world *world)
{
	if (!world->is_sound) {
		print_error(STR_FMT, STR_ARG(problem_text(world->arena, &world->problems)));
	}
	assert_true(world->is_sound);
	const struct rule_facts facts = {
		.code = &world->code,
		.config = &world->config,
		.rules = world->rules,
		.rule_count = world->rule_count,
	};
	rules_limit(world->rules, world->rule_count, &world->code);
	for (size_t i = 0; i < world->rule_count; i++) {
		rule_check(&world->rules[i], &facts, &world->findings);
	}
	findings_sort(&world->findings);
}

/* What a configuration finds, a line each: "a/x.c:1 error[rule]: message". */
static inline struct str world_findings(struct arena *arena, const char *yaml, const char *facts)
{
	struct world *world = world_create(arena, yaml, facts);
	struct buf out = { 0 };
	world_check(world);
	vec_each (const struct finding, finding, &world->findings.list) {
		buf_fmt(&out, STR_FMT ":%u %s[" STR_FMT "]: " STR_FMT "\n",
				STR_ARG(finding->place.path), finding->place.line,
				severity_words[finding->severity], STR_ARG(finding->rule),
				STR_ARG(finding->message));
		assert_true(finding->remedy.len > 0);
		assert_true(finding->label.len > 0);
	}
	struct str text = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

/* The problems that a configuration has, a line each. */
static inline struct str world_problems(struct arena *arena, const char *yaml, const char *facts)
{
	struct world *world = world_create(arena, yaml, facts);
	problems_sort(&world->problems);
	return problem_text(arena, &world->problems);
}

#endif
