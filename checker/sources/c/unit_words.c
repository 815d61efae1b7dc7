/* SPDX-License-Identifier: MIT */
/*
 * What libclang's tree does not show and the words of the source do: functions
 * named by cleanup(), types named by _Generic and _Alignas, macros that stand
 * in the bodies of macros.
 */
#include "sources/c/extraction.h"

#include "base/arena.h"
#include "sources/c/prefix.h"

static void range_words(struct extraction *x, CXSourceRange range, struct words *words)
{
	*words = (struct words){ 0 };
	x->clang->tokenize(x->unit, range, &words->tokens, &words->len);
	words->p = arena_new_array(x->arena, struct str, words->len);
	for (unsigned i = 0; i < words->len; i++) {
		words->p[i] = unit_text(x, x->clang->getTokenSpelling(x->unit, words->tokens[i]));
	}
}

void unit_words(struct extraction *x, CXCursor cursor, struct words *words)
{
	range_words(x, x->clang->getCursorExtent(cursor), words);
}

void unit_words_free(struct extraction *x, struct words *words)
{
	if (words->tokens) {
		x->clang->disposeTokens(x->unit, words->tokens, words->len);
	}
}

/* --- names -------------------------------------------------------------- */

static const char *tag_word(enum CXCursorKind kind)
{
	switch (kind) {
	case CXCursor_StructDecl:
		return "struct ";
	case CXCursor_UnionDecl:
		return "union ";
	case CXCursor_EnumDecl:
		return "enum ";
	case CXCursor_EnumConstantDecl:
	case CXCursor_FunctionDecl:
	case CXCursor_TypedefDecl:
		return "";
	default:
		return NULL;
	}
}

static enum CXChildVisitResult name_collect(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct extraction *x = data;
	enum CXCursorKind kind = x->clang->getCursorKind(cursor);
	const char *word = tag_word(kind);
	(void)parent;
	if (word) {
		struct str name = unit_text(x, x->clang->getCursorSpelling(cursor));
		struct str key = str_fmt(x->arena, "%s" STR_FMT, word, STR_ARG(name));
		map_put(x->names, key, NULL)->ptr = arena_copy(x->arena, &cursor, sizeof(cursor));
	}
	return kind == CXCursor_EnumDecl ? CXChildVisit_Recurse : CXChildVisit_Continue;
}

static void names_collect(struct extraction *x)
{
	if (!x->names) {
		x->names = map_create(x->arena);
		x->clang->visitChildren(
				x->clang->getTranslationUnitCursor(x->unit), name_collect, x);
	}
}

/* The function, enumerator, typedef or tag of file scope called this, or NULL. */
static const CXCursor *name_find(struct extraction *x, struct str name)
{
	if (x->prefix) {
		/* Only the unit's own declarations are at hand. */
		x->is_unforeseen = true;
		return NULL;
	}
	if (x->names_asked) {
		map_put(x->names_asked, name, NULL);
	}
	names_collect(x);
	return map_ptr(x->names, name);
}

bool unit_declares(struct extraction *x, struct str name)
{
	names_collect(x);
	return map_find(x->names, name) != NULL;
}

/*
 * Records what word `i` of `cursor` names.  Where the cursor itself came out of
 * a macro, its words stand in the macro's definition, and the use at the
 * expansion.
 */
static void word_use(struct extraction *x, CXCursor cursor, const struct words *words, unsigned i,
		enum use_kind kind, const CXCursor *named)
{
	struct spot at = unit_spot(x, x->clang->getTokenLocation(x->unit, words->tokens[i]));
	struct spot outer = unit_cursor_spot(x, cursor);
	uint32_t symbol = unit_symbol(x, *named);
	if (outer.file != NONE && unit_carrier(x, outer)) {
		at = outer;
	}
	if (symbol != NONE) {
		unit_use_at(x, at, kind, 0, symbol);
	}
}

static bool is_tag_word(struct str word)
{
	return str_eq(word, STR("struct")) || str_eq(word, STR("union"))
	       || str_eq(word, STR("enum"));
}

/* Types named by the words up to `end`. */
static void types_use(
		struct extraction *x, CXCursor cursor, const struct words *words, unsigned end)
{
	for (unsigned i = 0; i < end; i++) {
		struct str name = words->p[i];
		if (is_tag_word(name) && i + 1 < end) {
			name = str_fmt(x->arena, STR_FMT " " STR_FMT, STR_ARG(name),
					STR_ARG(words->p[i + 1]));
			i++;
		}
		const CXCursor *type = name_find(x, name);
		if (type && x->clang->getCursorKind(*type) != CXCursor_FunctionDecl) {
			word_use(x, cursor, words, i, USE_TYPE, type);
		}
	}
}

void unit_written_types(struct extraction *x, CXCursor cursor)
{
	struct words words;
	unit_words(x, cursor, &words);
	types_use(x, cursor, &words, words.len);
	unit_words_free(x, &words);
}

/* The extent of an _Alignas() is that word alone: its operand follows in the declaration. */
static void alignment_types(struct extraction *x, CXCursor attribute, CXCursor declaration)
{
	const struct clang_api *clang = x->clang;
	struct words words;
	CXSourceLocation begin = clang->getRangeStart(clang->getCursorExtent(attribute));
	CXSourceLocation end = clang->getRangeEnd(clang->getCursorExtent(declaration));
	unsigned closed = 0;
	range_words(x, clang->getRange(begin, end), &words);
	while (closed < words.len && !str_eq(words.p[closed], STR(")"))) {
		closed++;
	}
	types_use(x, attribute, &words, closed);
	unit_words_free(x, &words);
}

void unit_attribute(struct extraction *x, CXCursor attribute, CXCursor declaration)
{
	enum CXCursorKind kind = x->clang->getCursorKind(attribute);
	if (kind == CXCursor_AlignedAttr) {
		alignment_types(x, attribute, declaration);
		return;
	}
	if (kind != CXCursor_UnexposedAttr) {
		return;
	}
	struct words words;
	bool is_cleanup = false;
	unit_words(x, attribute, &words);
	for (unsigned i = 0; i < words.len; i++) {
		if (str_contains(words.p[i], STR("cleanup"))) {
			is_cleanup = true;
			continue;
		}
		const CXCursor *function = is_cleanup ? name_find(x, words.p[i]) : NULL;
		if (function && x->clang->getCursorKind(*function) == CXCursor_FunctionDecl) {
			word_use(x, attribute, &words, i, USE_POINTER, function);
			break;
		}
	}
	unit_words_free(x, &words);
}

/* --- macros ------------------------------------------------------------- */

const struct macro_at *unit_carrier(const struct extraction *x, struct spot at)
{
	uint32_t key[2] = { at.file, at.offset };
	const struct map_entry *entry =
			map_find(x->expansions, (struct str){ (const char *)key, sizeof(key) });
	return entry ? &x->expansion_list.p[entry->num] : NULL;
}

void unit_macro_defined(struct extraction *x, CXCursor definition)
{
	struct str name = unit_text(x, x->clang->getCursorSpelling(definition));
	struct macro *macro = arena_new(x->arena, struct macro);
	*macro = (struct macro){
		.definition = definition,
		.symbol = NONE,
		.is_function_like = x->clang->Cursor_isMacroFunctionLike(definition),
	};
	map_put(x->macros, name, NULL)->ptr = macro;
}

static bool is_parameter(const struct words *words, unsigned body, struct str word)
{
	for (unsigned i = 2; i < body; i++) {
		if (str_eq(words->p[i], word)) {
			return true;
		}
	}
	return false;
}

/* Where the body begins: after the name and, if there is one, the parameter list. */
static unsigned body_begin(const struct macro *macro, const struct words *words)
{
	unsigned i = 1;
	if (macro->is_function_like) {
		while (i < words->len && !str_eq(words->p[i], STR(")"))) {
			i++;
		}
		i++;
	}
	return i;
}

/* Neither made a text nor glued to another word. */
static bool is_whole(const struct words *words, unsigned body, unsigned i)
{
	struct str before = i > body ? words->p[i - 1] : STR("");
	struct str after = i + 1 < words->len ? words->p[i + 1] : STR("");
	return !str_eq(before, STR("#")) && !str_eq(before, STR("##")) && !str_eq(after, STR("##"));
}

static bool is_name(struct str word)
{
	char c = word.len ? word.p[0] : '0';
	return c == '_' || c == '$' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
	       || (unsigned char)c >= 0x80;
}

/* The words of a macro's body that may be macros, found once for each macro. */
static void macro_words(struct extraction *x, struct macro *macro)
{
	struct words words;
	if (macro->has_words) {
		return;
	}
	macro->has_words = true;
	unit_words(x, macro->definition, &words);
	unsigned body = body_begin(macro, &words);
	for (unsigned i = body; i < words.len; i++) {
		bool is_last = i + 1 == words.len;
		if (!is_name(words.p[i]) || is_parameter(&words, body, words.p[i])
				|| !is_whole(&words, body, i)) {
			continue;
		}
		*vec_add(&macro->words, x->arena) = (struct macro_word){
			.name = words.p[i],
			.may_be_called = is_last || str_eq(words.p[i + 1], STR("(")),
		};
	}
	unit_words_free(x, &words);
}

static uint32_t macro_symbol(struct extraction *x, struct macro *macro)
{
	if (macro->symbol == NONE) {
		macro->symbol = unit_symbol(x, macro->definition);
	}
	return macro->symbol;
}

void unit_macros_read(struct extraction *x)
{
	for (size_t i = 0; i < x->macros->len; i++) {
		struct macro *macro = x->macros->entries[i].ptr;
		macro_words(x, macro);
		macro_symbol(x, macro);
	}
}

/* The macro that a name means where the visit stands, or NULL. */
static struct macro *macro_find(struct extraction *x, struct str name)
{
	struct macro *macro = map_ptr(x->macros, name);
	return macro || !x->prefix ? macro : prefix_macro(x, name);
}

/* The macro of a definition that an expansion names. */
static struct macro *macro_of(struct extraction *x, CXCursor definition, uint32_t symbol)
{
	struct macro *now = macro_find(x, x->symbols.p[symbol].symbol.name);
	if (now && macro_symbol(x, now) == symbol) {
		return now;
	}
	struct str key = { (const char *)&symbol, sizeof(symbol) };
	bool is_new;
	struct map_entry *entry = map_put(x->macro_by_symbol, key, &is_new);
	if (is_new) {
		struct macro *macro = arena_new(x->arena, struct macro);
		*macro = (struct macro){
			.definition = definition,
			.symbol = symbol,
			.is_function_like = x->clang->Cursor_isMacroFunctionLike(definition),
		};
		entry->ptr = macro;
	}
	return entry->ptr;
}

/* Macros that an expansion brings with it: those in the body, and in theirs. */
static void nested_record(struct extraction *x, struct spot at, struct macro *outermost)
{
	struct map *seen = map_create(x->arena);
	VEC(struct macro *) open = { 0 };
	*vec_add(&open, x->arena) = outermost;
	for (size_t i = 0; i < open.len; i++) {
		struct macro *macro = open.p[i];
		uint32_t symbol = macro_symbol(x, macro);
		bool is_new;
		map_put(seen, (struct str){ (const char *)&symbol, sizeof(symbol) }, &is_new);
		if (!is_new || symbol == NONE) {
			continue;
		}
		if (symbol != outermost->symbol) {
			unit_use_at(x, at, USE_MACRO, 0, symbol);
		}
		macro_words(x, macro);
		vec_each (const struct macro_word, word, &macro->words) {
			struct macro *named = macro_find(x, word->name);
			if (named && (!named->is_function_like || word->may_be_called)) {
				*vec_add(&open, x->arena) = named;
			}
		}
	}
}

/*
 * A macro with parameters that is passed to a macro by its name alone, as lists
 * for X-macros do: it is expanded in there, where libclang no longer looks.
 */
static void passed_macros_use(struct extraction *x, CXCursor expansion)
{
	struct words words;
	unit_words(x, expansion, &words);
	for (unsigned i = 2; i + 1 < words.len; i++) {
		struct macro *macro = macro_find(x, words.p[i]);
		if (macro && macro->is_function_like && !str_eq(words.p[i + 1], STR("("))) {
			struct spot at = unit_spot(
					x, x->clang->getTokenLocation(x->unit, words.tokens[i]));
			unit_use_at(x, at, USE_MACRO, 0, macro_symbol(x, macro));
		}
	}
	unit_words_free(x, &words);
}

void unit_macro(struct extraction *x, CXCursor expansion)
{
	struct spot at = unit_cursor_spot(x, expansion);
	if (at.file == NONE || x->files.p[at.file].is_outside) {
		return;
	}
	CXCursor definition = x->clang->getCursorReferenced(expansion);
	uint32_t symbol = unit_symbol(x, definition);
	if (symbol == NONE || x->symbols.p[symbol].symbol.name.len == 0) {
		return;
	}
	unit_use_at(x, at, USE_MACRO, 0, symbol);

	uint32_t key[2] = { at.file, at.offset };
	map_put(x->expansions, (struct str){ (const char *)key, sizeof(key) }, NULL)->num =
			x->expansion_list.len;
	*vec_add(&x->expansion_list, x->arena) = (struct macro_at){
		.macro = symbol,
		.width = (uint32_t)x->symbols.p[symbol].symbol.name.len,
	};

	struct macro *macro = macro_of(x, definition, symbol);
	if (macro->is_function_like) {
		passed_macros_use(x, expansion);
	}
	uint32_t file = x->symbols.p[symbol].file;
	if (file != NONE && !x->files.p[file].is_outside) {
		nested_record(x, at, macro);
	}
}
