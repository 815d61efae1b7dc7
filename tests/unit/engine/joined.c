/* SPDX-License-Identifier: MIT */
#include "unit/engine/joined.h"

#include "base/path.h"

#include <stdlib.h>

static struct str word_take(struct str *rest)
{
	while (rest->len > 0 && (rest->p[0] == ' ' || rest->p[0] == '\t')) {
		*rest = str_from(*rest, 1);
	}
	struct str word = str_slice(*rest, 0, str_find(*rest, ' '));
	*rest = str_from(*rest, word.len);
	return word;
}

static uint32_t number_of(struct str word)
{
	uint64_t number = 0;
	if (!str_to_u64(word, &number)) {
		fail_msg("'" STR_FMT "' is no number", STR_ARG(word));
	}
	return (uint32_t)number;
}

static struct text_list rest_list(struct arena *arena, struct str rest)
{
	VEC(struct text) list = { 0 };
	struct str word;
	while ((word = word_take(&rest)).len > 0) {
		*vec_add(&list, arena) = (struct text){ .s = word };
	}
	return (struct text_list){ .p = list.p, .len = list.len, .is_set = true };
}

/* Only modules have several lines. */
static struct config_module *module_named(struct joined *joined, struct str name)
{
	vec_each (struct config_module, module, &joined->modules) {
		if (str_eq(module->name.s, name)) {
			return module;
		}
	}
	struct config_module *made = vec_add(&joined->modules, joined->arena);
	*made = (struct config_module){ .name.s = name };
	return made;
}

void joined_modules(struct joined *joined, struct arena *arena, const char *lines)
{
	*joined = (struct joined){ .arena = arena, .code = { .arena = arena } };
	problems_init(&joined->problems, arena);
	block_pool_init(&joined->pool, arena);
	struct str rest = str_of(lines);
	struct str line;
	while (str_split(&rest, '\n', &line)) {
		struct str name = word_take(&line);
		struct str kind = word_take(&line);
		struct text_list list = rest_list(arena, line);
		if (str_eq(kind, STR("paths"))) {
			module_named(joined, name)->paths = list;
		} else if (str_eq(kind, STR("public"))) {
			module_named(joined, name)->public_headers = list;
		} else if (str_eq(kind, STR("ports"))) {
			module_named(joined, name)->ports = list;
		} else if (str_eq(kind, STR("headers"))) {
			*vec_add(&joined->externals, arena) =
					(struct config_external){ .name.s = name, .headers = list };
		} else if (str_eq(kind, STR("symbols"))) {
			*vec_add(&joined->externals, arena) =
					(struct config_external){ .name.s = name, .symbols = list };
		} else if (str_eq(kind, STR("sources"))) {
			*vec_add(&joined->programs, arena) =
					(struct config_program){ .name.s = name, .sources = list };
		}
	}
	joined->config.modules =
			(struct records){ .p = joined->modules.p, .len = joined->modules.len };
	joined->config.externals =
			(struct records){ .p = joined->externals.p, .len = joined->externals.len };
	joined->config.programs =
			(struct records){ .p = joined->programs.p, .len = joined->programs.len };
}

/* ---- the tree ---- */

static uint32_t tree_find(const struct joined *joined, struct str path)
{
	for (size_t i = 0; i < joined->tree.files.len; i++) {
		if (str_eq(joined->tree.files.p[i].path, path)) {
			return (uint32_t)i;
		}
	}
	return NONE;
}

static void include_read(struct joined *joined, struct text_file *file, struct str line)
{
	struct text_include *include = vec_add(&file->includes, joined->arena);
	*include = (struct text_include){
		.line = number_of(word_take(&line)), .column = 1, .target = NONE
	};
	include->spelled = word_take(&line);
	struct str word;
	while ((word = word_take(&line)).len > 0) {
		if (str_eq(word, STR("if"))) {
			include->branch = BRANCH_CONDITIONAL;
		} else if (str_eq(word, STR("never"))) {
			include->branch = BRANCH_NEVER;
		} else if (str_eq(word, STR("computed"))) {
			include->form = INCLUDE_COMPUTED;
		} else if (str_eq(word, STR("angled"))) {
			include->form = INCLUDE_ANGLED;
		}
	}
}

static void includes_resolve(struct joined *joined)
{
	vec_each (struct text_file, file, &joined->tree.files) {
		vec_each (struct text_include, include, &file->includes) {
			vec_each (const struct text_file, other, &joined->tree.files) {
				if (str_ends(other->path, include->spelled)
						&& include->form != INCLUDE_COMPUTED) {
					include->target = tree_find(joined, other->path);
				}
			}
			include->resolution = include->target != NONE           ? RESOLVED
					      : include->form == INCLUDE_ANGLED ? RESOLVED_OUTSIDE
										: RESOLVED_NOT;
		}
	}
}

void joined_tree(struct joined *joined, const char *lines)
{
	struct str rest = str_of(lines);
	struct str line;
	while (str_split(&rest, '\n', &line)) {
		if (line.len == 0) {
			continue;
		}
		if (line.p[0] != ' ') {
			bool is_judged = line.p[line.len - 1] != '!';
			struct str path = str_slice(line, 0, line.len - !is_judged);
			uint32_t kind = str_eq(path_extension(path), STR(".c")) ? FILE_SOURCE
										: FILE_HEADER;
			*vec_add(&joined->tree.files, joined->arena) =
					(struct text_file){ .path = path,
						.flags = kind | (is_judged ? FILE_JUDGED : 0) };
			continue;
		}
		struct text_file *file = &joined->tree.files.p[joined->tree.files.len - 1];
		struct str what = word_take(&line);
		if (str_eq(what, STR("include"))) {
			include_read(joined, file, line);
			continue;
		}
		struct text_name name = { .line = number_of(word_take(&line)), .column = 9 };
		name.name = word_take(&line);
		if (str_eq(what, STR("define"))) {
			*vec_add(&file->defines, joined->arena) = name;
		} else {
			*vec_add(&file->tests, joined->arena) = name;
		}
	}
	includes_resolve(joined);
}

/* ---- blocks ---- */

static uint32_t block_file(struct joined *joined, struct block *block, struct str path)
{
	struct block_file wanted = { .path = path };
	if (path.len == 0) {
		return NONE;
	}
	if (path.p[0] == '<') {
		wanted.is_outside = true;
		wanted.entry = str_slice(path, 1, path.len - 1);
		(void)str_split(&wanted.entry, ':', &wanted.path);
		if (!wanted.entry.p) {
			wanted.entry = wanted.path;
		}
	}
	for (size_t i = 0; i < block->files.len; i++) {
		if (str_eq(block->files.p[i].path, wanted.path)) {
			return (uint32_t)i;
		}
	}
	*vec_add(&block->files, joined->arena) = wanted;
	return (uint32_t)block->files.len - 1;
}

static enum symbol_kind symbol_kind_of(char letter)
{
	switch (letter) {
	case 'v':
		return SYMBOL_VARIABLE;
	case 's':
		return SYMBOL_STRUCT;
	case 't':
		return SYMBOL_TYPEDEF;
	case 'e':
		return SYMBOL_ENUMERATOR;
	case '.':
		return SYMBOL_FIELD;
	case 'm':
		return SYMBOL_MACRO;
	default:
		return SYMBOL_FUNCTION;
	}
}

static uint32_t block_symbol(struct joined *joined, struct block *block, struct str word)
{
	struct block_symbol symbol = { .kind = symbol_kind_of(word.p[0]), .line = 1, .column = 1 };
	size_t at = str_find(word, '@');
	bool is_open = str_ends(word, STR("?"));
	symbol.is_external = word.p[0] == 'f' || word.p[0] == 'v';
	symbol.is_complete = !is_open;
	symbol.name = str_slice(word, 2, at);
	if (symbol.kind == SYMBOL_STRUCT || symbol.kind == SYMBOL_FIELD) {
		symbol.name = str_fmt(joined->arena, "struct " STR_FMT, STR_ARG(symbol.name));
	}
	symbol.file = block_file(joined, block, str_slice(word, at + 1, word.len - is_open));
	for (size_t i = 0; i < block->symbols.len; i++) {
		const struct block_symbol *other = &block->symbols.p[i];
		if (other->kind == symbol.kind && str_eq(other->name, symbol.name)
				&& other->file == symbol.file) {
			return (uint32_t)i;
		}
	}
	*vec_add(&block->symbols, joined->arena) = symbol;
	return (uint32_t)block->symbols.len - 1;
}

static enum use_kind use_kind_of(struct str word)
{
	for (size_t i = 0; use_kind_words[i]; i++) {
		if (str_eq(word, str_of(use_kind_words[i]))) {
			return (enum use_kind)i;
		}
	}
	fail_msg("'" STR_FMT "' is no kind of use", STR_ARG(word));
	return USE_KINDS;
}

static void name_read(struct joined *joined, struct block *block, struct str what, struct str line)
{
	static const char *const sites[] = { "decl", "weak", "tentative", "def" };
	struct str place = word_take(&line);
	size_t colon = str_find(place, ':');
	uint32_t at_line = number_of(str_slice(place, 0, colon));
	uint32_t column = number_of(str_from(place, colon + 1));
	uint32_t symbol = block_symbol(joined, block, word_take(&line));
	for (size_t i = 0; i < COUNT_OF(sites); i++) {
		if (str_eq(what, str_of(sites[i]))) {
			*vec_add(&block->sites, joined->arena) = (struct block_site){ symbol,
				at_line, column, (enum strength)i, false };
			return;
		}
	}
	uint32_t carrier = NONE;
	if (str_eq(word_take(&line), STR("via"))) {
		carrier = block_symbol(joined, block, word_take(&line));
	}
	*vec_add(&block->uses, joined->arena) = (struct block_use){
		.kind = use_kind_of(what),
		.line = at_line,
		.column = column,
		.symbol = symbol,
		.carrier = carrier,
	};
}

void joined_block(struct joined *joined, const char *lines, uint32_t configuration)
{
	struct str rest = str_of(lines);
	struct str line = { 0 };
	str_split(&rest, '\n', &line);
	struct block block = { .path = line };
	while (str_split(&rest, '\n', &line)) {
		struct str what = word_take(&line);
		if (str_eq(what, STR("skip"))) {
			uint32_t first = number_of(word_take(&line));
			*vec_add(&block.skips, joined->arena) =
					(struct block_skip){ first, number_of(word_take(&line)) };
		} else if (str_eq(what, STR("follow"))) {
			uint32_t from = number_of(word_take(&line));
			*vec_add(&block.includes, joined->arena) = (struct block_include){ from,
				block_file(joined, &block, word_take(&line)) };
		} else if (what.len > 0) {
			name_read(joined, &block, what, line);
		}
	}
	struct buf packed;
	buf_init(&packed);
	block_pack(&block, &packed);
	block_pool_add(&joined->pool, hash_of(buf_str(&packed)), buf_str(&packed), configuration);
	buf_finish(&packed);
}

void joined_join(struct joined *joined)
{
	struct join_input input = {
		.config = &joined->config,
		.tree = &joined->tree,
		.modules = module_map_create(joined->arena, &joined->config, &joined->problems),
		.externals = external_map_create(joined->arena, &joined->config, &joined->code),
		.blocks = &joined->pool,
		.jobs = 1,
	};
	assert_true(join(&joined->code, &input, &joined->problems));
}

struct str joined_uses(const struct joined *joined)
{
	static const struct {
		uint32_t flag;
		const char *word;
	} words[] = {
		{ USE_AMBIGUOUS, "ambiguous" },
		{ USE_INACTIVE, "inactive" },
		{ USE_PUBLIC, "public" },
		{ USE_CONDITIONAL, "conditional" },
		{ USE_TESTED, "tested" },
	};
	const struct code *code = &joined->code;
	struct buf out;
	buf_init(&out);
	for (size_t i = 0; i < code->use_count; i++) {
		const struct code_use *use = &code->uses[i];
		buf_fmt(&out, STR_FMT ":%u:%u %s " STR_FMT " " STR_FMT,
				STR_ARG(code->files[use->file].path), use->line, use->column,
				use_kind_words[use->kind], STR_ARG(code_use_target(code, use)),
				STR_ARG(code_use_owner(code, use, joined->arena)));
		if (use->carrier != NONE) {
			buf_fmt(&out, " via " STR_FMT, STR_ARG(code->symbols[use->carrier].name));
		}
		for (size_t w = 0; w < COUNT_OF(words); w++) {
			buf_fmt(&out, "%s%s", use->flags & words[w].flag ? " " : "",
					use->flags & words[w].flag ? words[w].word : "");
		}
		buf_add_char(&out, '\n');
	}
	struct str text = str_dup(joined->arena, buf_str(&out));
	buf_finish(&out);
	return text;
}
