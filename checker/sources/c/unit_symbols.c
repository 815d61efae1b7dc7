/* SPDX-License-Identifier: MIT */
#include "sources/c/extraction.h"

#include "base/arena.h"

static bool is_record(enum CXCursorKind kind)
{
	return kind == CXCursor_StructDecl || kind == CXCursor_UnionDecl;
}

static bool kind_of(enum CXCursorKind cursor, enum symbol_kind *kind)
{
	switch (cursor) {
	case CXCursor_FunctionDecl:
		*kind = SYMBOL_FUNCTION;
		return true;
	case CXCursor_VarDecl:
		*kind = SYMBOL_VARIABLE;
		return true;
	case CXCursor_StructDecl:
		*kind = SYMBOL_STRUCT;
		return true;
	case CXCursor_UnionDecl:
		*kind = SYMBOL_UNION;
		return true;
	case CXCursor_EnumDecl:
		*kind = SYMBOL_ENUM;
		return true;
	case CXCursor_EnumConstantDecl:
		*kind = SYMBOL_ENUMERATOR;
		return true;
	case CXCursor_TypedefDecl:
		*kind = SYMBOL_TYPEDEF;
		return true;
	case CXCursor_FieldDecl:
		*kind = SYMBOL_FIELD;
		return true;
	case CXCursor_MacroDefinition:
		*kind = SYMBOL_MACRO;
		return true;
	default:
		return false;
	}
}

/*
 * "struct conn"; for a tag without a name the typedef that names it, else the
 * name of the record around it.
 */
static struct str tag_name(struct extraction *x, CXCursor tag)
{
	const struct clang_api *clang = x->clang;
	for (;;) {
		struct str type = unit_text(x, clang->getTypeSpelling(clang->getCursorType(tag)));
		if (!str_contains(type, STR("(unnamed"))
				&& !str_contains(type, STR("(anonymous"))) {
			if (str_starts(type, STR("const "))) {
				type = str_from(type, 6);
			}
			return type;
		}
		CXCursor around = clang->getCursorSemanticParent(tag);
		if (!is_record(clang->getCursorKind(around))) {
			return clang->getCursorKind(tag) == CXCursor_UnionDecl  ? STR("union")
			       : clang->getCursorKind(tag) == CXCursor_EnumDecl ? STR("enum")
										: STR("struct");
		}
		tag = around;
	}
}

/* The outermost record without a name between a field and the tag that it belongs to. */
static CXCursor field_owner(struct extraction *x, CXCursor field)
{
	const struct clang_api *clang = x->clang;
	CXCursor record = clang->getCursorSemanticParent(field);
	for (;;) {
		struct str type =
				unit_text(x, clang->getTypeSpelling(clang->getCursorType(record)));
		bool is_unnamed = str_contains(type, STR("(unnamed"))
				  || str_contains(type, STR("(anonymous"));
		CXCursor around = clang->getCursorSemanticParent(record);
		if (!is_unnamed || !is_record(clang->getCursorKind(around))) {
			return record;
		}
		record = around;
	}
}

static struct str symbol_name(struct extraction *x, CXCursor declaration, enum symbol_kind kind)
{
	if (kind == SYMBOL_STRUCT || kind == SYMBOL_UNION || kind == SYMBOL_ENUM) {
		return tag_name(x, declaration);
	}
	struct str name = unit_text(x, x->clang->getCursorSpelling(declaration));
	if (kind == SYMBOL_FIELD) {
		struct str owner = tag_name(x, field_owner(x, declaration));
		name = str_fmt(x->arena, STR_FMT "." STR_FMT, STR_ARG(owner), STR_ARG(name));
	}
	return name;
}

/* Declared inside a function, and not visible to anybody else. */
static bool is_block_scoped(struct extraction *x, CXCursor declaration, enum symbol_kind kind)
{
	const struct clang_api *clang = x->clang;
	if (kind == SYMBOL_MACRO) {
		return false;
	}
	if (kind == SYMBOL_FUNCTION || kind == SYMBOL_VARIABLE) {
		enum CXLinkageKind linkage = clang->getCursorLinkage(declaration);
		if (linkage == CXLinkage_NoLinkage || linkage == CXLinkage_Invalid) {
			return true;
		}
	}
	CXCursor around = clang->getCursorSemanticParent(declaration);
	while (is_record(clang->getCursorKind(around))
			|| clang->getCursorKind(around) == CXCursor_EnumDecl) {
		around = clang->getCursorSemanticParent(around);
	}
	bool in_function = clang->getCursorKind(around) == CXCursor_FunctionDecl;
	return in_function && clang->getCursorLinkage(declaration) != CXLinkage_External;
}

/* A variable whose value can change; arrays by their elements. */
static bool is_mutable(struct extraction *x, CXCursor variable)
{
	CXType type = x->clang->getCanonicalType(x->clang->getCursorType(variable));
	while (type.kind == CXType_ConstantArray || type.kind == CXType_IncompleteArray) {
		type = x->clang->getCanonicalType(x->clang->getArrayElementType(type));
	}
	return !x->clang->isConstQualifiedType(type);
}

/* The declaration that says where a symbol is: see struct block_symbol. */
static CXCursor deciding_declaration(struct extraction *x, CXCursor declaration,
		enum symbol_kind kind, bool *is_complete)
{
	const struct clang_api *clang = x->clang;
	*is_complete = true;
	switch (kind) {
	case SYMBOL_STRUCT:
	case SYMBOL_UNION:
	case SYMBOL_ENUM: {
		CXCursor definition = clang->getCursorDefinition(declaration);
		*is_complete = !clang->Cursor_isNull(definition);
		return *is_complete ? definition : clang->getCanonicalCursor(declaration);
	}
	case SYMBOL_FIELD:
		return field_owner(x, declaration);
	case SYMBOL_FUNCTION:
	case SYMBOL_VARIABLE:
		return clang->getCanonicalCursor(declaration);
	case SYMBOL_ENUMERATOR:
	case SYMBOL_TYPEDEF:
	case SYMBOL_MACRO:
	case SYMBOL_KINDS:
		break;
	}
	return declaration;
}

static struct unit_symbol symbol_make(
		struct extraction *x, CXCursor declaration, enum symbol_kind kind)
{
	const struct clang_api *clang = x->clang;
	struct unit_symbol made = { .file = NONE, .defined_in = NONE };
	struct block_symbol *symbol = &made.symbol;
	symbol->kind = kind;
	made.is_local = is_block_scoped(x, declaration, kind);
	if (made.is_local) {
		return made;
	}
	CXCursor decided = deciding_declaration(x, declaration, kind, &symbol->is_complete);
	struct spot at = unit_cursor_spot(x, decided);
	made.file = at.file;
	symbol->line = at.line;
	symbol->column = at.column;
	if (kind == SYMBOL_FIELD) {
		struct spot own = unit_cursor_spot(x, declaration);
		if (own.file == at.file) {
			symbol->line = own.line;
			symbol->column = own.column;
		}
	}
	symbol->name = symbol_name(x, declaration, kind);
	if (kind == SYMBOL_FUNCTION || kind == SYMBOL_VARIABLE) {
		CXCursor definition = clang->getCursorDefinition(declaration);
		symbol->is_external = clang->getCursorLinkage(declaration) == CXLinkage_External;
		if (!clang->Cursor_isNull(definition)) {
			made.defined_in = unit_cursor_spot(x, definition).file;
		}
		symbol->is_mutable = kind == SYMBOL_VARIABLE && is_mutable(x, declaration);
	} else {
		made.defined_in = symbol->is_complete ? made.file : NONE;
	}
	/* Built in, or predefined on the command line: nobody's. */
	made.is_local = symbol->name.len == 0 || (made.file == NONE && !symbol->is_external);
	return made;
}

struct str unit_symbol_identity(struct extraction *x, const struct unit_symbol *symbol)
{
	return str_fmt(x->arena, "%d %u %u %u " STR_FMT, symbol->symbol.kind, symbol->file,
			symbol->symbol.line, symbol->symbol.column, STR_ARG(symbol->symbol.name));
}

uint32_t unit_symbol_add(struct extraction *x, const struct unit_symbol *symbol)
{
	if (!symbol->is_local) {
		/* Several declarations of one thing are one symbol. */
		bool is_new;
		struct map_entry *same = map_put(
				x->symbol_by_identity, unit_symbol_identity(x, symbol), &is_new);
		if (!is_new) {
			return (uint32_t)same->num;
		}
		same->num = x->symbols.len;
	}
	*vec_add(&x->symbols, x->arena) = *symbol;
	return (uint32_t)x->symbols.len - 1;
}

uint32_t unit_symbol(struct extraction *x, CXCursor declaration)
{
	enum symbol_kind kind;
	if (!kind_of(x->clang->getCursorKind(declaration), &kind)) {
		return NONE;
	}
	struct str key = { (const char *)declaration.data, sizeof(declaration.data[0]) };
	bool is_new;
	struct map_entry *entry = map_put(x->symbol_by_decl, key, &is_new);
	if (!is_new) {
		return (uint32_t)entry->num;
	}
	struct unit_symbol made = symbol_make(x, declaration, kind);
	uint32_t number = unit_symbol_add(x, &made);
	map_find(x->symbol_by_decl, key)->num = number;
	return number;
}
