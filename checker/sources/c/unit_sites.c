/* SPDX-License-Identifier: MIT */
/*
 * Where things are declared and defined, and how firmly.
 */
#include "sources/c/extraction.h"

#include "sources/c/prefix.h"
#include "sources/c/protocol.h"

struct attributes {
	struct extraction *x;
	bool is_weak;
	/* alias("f"), ifunc("f"): a definition without a body. */
	bool is_alias;
};

static enum CXChildVisitResult attribute_look(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct attributes *found = data;
	(void)parent;
	if (found->x->clang->getCursorKind(cursor) != CXCursor_UnexposedAttr) {
		return CXChildVisit_Continue;
	}
	struct words words;
	unit_words(found->x, cursor, &words);
	for (size_t i = 0; i < words.len; i++) {
		found->is_weak = found->is_weak || str_contains(words.p[i], STR("weak"));
		found->is_alias = found->is_alias || str_contains(words.p[i], STR("alias"))
				  || str_contains(words.p[i], STR("ifunc"));
	}
	unit_words_free(found->x, &words);
	return CXChildVisit_Continue;
}

/* Aliases name what their own unit defines, so no header has any: few words to read. */
static bool may_be_alias(struct extraction *x, CXCursor cursor)
{
	uint32_t file = unit_cursor_spot(x, cursor).file;
	return file != NONE && str_eq(x->files.p[file].absolute, x->request->file);
}

/* How firmly a function or variable is defined here; STRENGTH_NONE if only declared. */
static enum strength definition_strength(struct extraction *x, CXCursor cursor)
{
	const struct clang_api *clang = x->clang;
	bool is_variable = clang->getCursorKind(cursor) == CXCursor_VarDecl;
	bool is_definition = clang->isCursorDefinition(cursor);
	struct attributes found = { .x = x };
	if (is_definition || may_be_alias(x, cursor)) {
		clang->visitChildren(cursor, attribute_look, &found);
	}
	if (is_definition || found.is_alias) {
		return found.is_weak ? STRENGTH_WEAK : STRENGTH_STRONG;
	}
	/* `int x;` at file scope, without extern: a tentative definition. */
	bool is_tentative = is_variable && clang->Cursor_getStorageClass(cursor) != CX_SC_Extern;
	return is_tentative ? STRENGTH_TENTATIVE : STRENGTH_NONE;
}

static void site_record(
		struct extraction *x, CXCursor cursor, enum strength strength, bool is_local)
{
	struct spot at = unit_cursor_spot(x, cursor);
	uint32_t symbol = unit_symbol(x, cursor);
	if (at.file == NONE || symbol == NONE || x->files.p[at.file].is_outside
			|| x->symbols.p[symbol].is_local) {
		return;
	}
	*vec_add(&x->files.p[at.file].sites, x->arena) = (struct raw_site){
		.site = { .line = at.line,
				.column = at.column,
				.strength = strength,
				.is_local = is_local },
		.symbol = symbol,
	};
}

void unit_site(struct extraction *x, CXCursor cursor, enum CXCursorKind kind, bool is_local)
{
	switch (kind) {
	case CXCursor_FunctionDecl:
	case CXCursor_VarDecl:
		if (kind == CXCursor_VarDecl) {
			prefix_redeclared(x, cursor);
		}
		site_record(x, cursor, definition_strength(x, cursor), is_local);
		break;
	case CXCursor_StructDecl:
	case CXCursor_UnionDecl:
	case CXCursor_EnumDecl:
		if (x->clang->isCursorDefinition(cursor)) {
			prefix_completed(x, cursor);
			site_record(x, cursor, STRENGTH_STRONG, is_local);
		} else {
			site_record(x, cursor, STRENGTH_NONE, is_local);
		}
		break;
	case CXCursor_TypedefDecl:
		site_record(x, cursor, STRENGTH_STRONG, is_local);
		break;
	default:
		break;
	}
}
