/* SPDX-License-Identifier: MIT */
/*
 * The walk over declarations and expressions.
 *
 * Whether a variable is read, written or has its address taken depends on what
 * stands around it, so every expression is visited with a context that says
 * what its value is wanted for.  Read from the bottom: unit_walk() starts a
 * declaration, visit() chooses the context of each child, name_use() records
 * what a name then means.
 */
#include "sources/c/extraction.h"

#include "base/arena.h"

/* What an expression is wanted for. */
enum context {
	WANT_READ = 1 << 0,
	WANT_WRITE = 1 << 1,
	WANT_ADDRESS = 1 << 2,
	WANT_CALL = 1 << 3,
	/* Operand of sizeof, typeof, _Alignof. */
	WANT_TYPE = 1 << 4,
	/* It becomes a pointer: an array is then not read but has its address taken. */
	AS_POINTER = 1 << 5,
	/* The outermost conversion seen on the way down goes to this kind of pointer. */
	TO_CONST = 1 << 6,
	TO_MUTABLE = 1 << 7,
	/* An element of the array is wanted, not the array. */
	AS_ELEMENT = 1 << 8,
};

/* The expression whose children are being visited. */
struct frame {
	struct extraction *x;
	/* For the first child, and for the others. */
	unsigned first;
	unsigned rest;
	unsigned index;
	/* A declaration: expressions before its name belong to a typeof. */
	unsigned name_offset;
	uint32_t name_file;
	bool is_local_variable;
};

static void children_visit(struct extraction *x, CXCursor cursor, unsigned first, unsigned rest);

void unit_use(struct extraction *x, CXCursor cursor, enum use_kind kind, unsigned flags,
		uint32_t symbol)
{
	unit_use_at(x, unit_cursor_spot(x, cursor), kind, flags, symbol);
}

void unit_use_at(struct extraction *x, struct spot at, enum use_kind kind, unsigned flags,
		uint32_t symbol)
{
	if (at.file == NONE || symbol == NONE || x->files.p[at.file].is_outside) {
		return;
	}
	const struct unit_symbol *target = &x->symbols.p[symbol];
	/*
	 * What a file does with its own things concerns nobody; but what it
	 * defines may be declared, and so owned, elsewhere (a port).
	 */
	bool is_own = target->symbol.is_external ? target->defined_in == at.file
						 : target->symbol.is_complete;
	if (target->is_local || (is_own && target->file == at.file)) {
		return;
	}
	struct str name = target->symbol.name;
	size_t space = str_find_last(name, ' ');
	size_t dot = str_find_last(name, '.');
	size_t skip = dot < name.len ? dot + 1 : space < name.len ? space + 1 : 0;

	struct raw_use raw = {
		.use = { .kind = kind,
				.flags = flags,
				.line = at.line,
				.column = at.column,
				.width = (uint32_t)(name.len - skip) },
		.symbol = symbol,
		.carrier = NONE,
	};
	/* A name cannot stand where a macro's name stands: its token came out of the macro. */
	uint32_t key[2] = { at.file, at.offset };
	const struct map_entry *entry =
			map_find(x->expansions, (struct str){ (const char *)key, sizeof(key) });
	if (entry) {
		raw.carrier = x->expansion_list.p[entry->num].macro;
		raw.use.width = x->expansion_list.p[entry->num].width;
	}
	*vec_add(&x->files.p[at.file].uses, x->arena) = raw;
}

static bool is_array(CXType type)
{
	return type.kind == CXType_ConstantArray || type.kind == CXType_IncompleteArray
	       || type.kind == CXType_VariableArray || type.kind == CXType_Vector
	       || type.kind == CXType_ExtVector;
}

static CXType type_of(struct extraction *x, CXCursor cursor)
{
	return x->clang->getCanonicalType(x->clang->getCursorType(cursor));
}

/* A pointer type's kind as TO_CONST or TO_MUTABLE; 0 for other types. */
static unsigned pointer_kind(struct extraction *x, CXType type)
{
	if (type.kind != CXType_Pointer) {
		return 0;
	}
	CXType pointee = x->clang->getPointeeType(type);
	return x->clang->isConstQualifiedType(pointee) ? TO_CONST : TO_MUTABLE;
}

static enum CXChildVisitResult first_take(CXCursor cursor, CXCursor parent, CXClientData data)
{
	(void)parent;
	*(CXCursor *)data = cursor;
	return CXChildVisit_Break;
}

/* The first child, without parentheses and implicit conversions. */
static CXCursor operand(struct extraction *x, CXCursor cursor)
{
	const struct clang_api *clang = x->clang;
	for (;;) {
		CXCursor child = clang->getNullCursor();
		clang->visitChildren(cursor, first_take, &child);
		if (clang->Cursor_isNull(child)) {
			return child;
		}
		enum CXCursorKind kind = clang->getCursorKind(child);
		if (kind != CXCursor_UnexposedExpr && kind != CXCursor_ParenExpr) {
			return child;
		}
		cursor = child;
	}
}

/* What the base of `base[i]`, `*base` or `base->f` is wanted for. */
static unsigned base_context(struct extraction *x, CXCursor cursor, unsigned context)
{
	CXCursor base = operand(x, cursor);
	if (context & WANT_TYPE) {
		return WANT_TYPE;
	}
	if (x->clang->Cursor_isNull(base) || !is_array(type_of(x, base))) {
		return WANT_READ;
	}
	return (context & ~(unsigned)AS_POINTER) | AS_ELEMENT;
}

static void variable_use(struct extraction *x, CXCursor cursor, unsigned context, uint32_t symbol,
		CXType type)
{
	unsigned may_write = context & TO_CONST ? 0 : USE_MAY_WRITE;
	if ((context & AS_ELEMENT) && !is_array(type)) {
		context = WANT_READ;
	}
	if (context & WANT_TYPE) {
		unit_use(x, cursor, USE_TYPE, USE_UNEVALUATED, symbol);
		return;
	}
	if (context & WANT_ADDRESS) {
		unit_use(x, cursor, USE_ADDRESS, may_write, symbol);
		return;
	}
	bool decays = is_array(type) && (context & AS_POINTER) && !(context & AS_ELEMENT);
	if (decays && !(context & WANT_WRITE)) {
		unit_use(x, cursor, USE_ADDRESS, may_write, symbol);
		return;
	}
	if (context & WANT_WRITE) {
		unit_use(x, cursor, USE_WRITE, 0, symbol);
	}
	if (context & (WANT_READ | WANT_CALL)) {
		unit_use(x, cursor, USE_READ, 0, symbol);
	}
}

/* An identifier in an expression. */
static void name_use(struct extraction *x, CXCursor cursor, unsigned context)
{
	const struct clang_api *clang = x->clang;
	CXCursor declaration = clang->getCursorReferenced(cursor);
	uint32_t symbol = unit_symbol(x, declaration);
	if (symbol == NONE) {
		return;
	}
	switch (x->symbols.p[symbol].symbol.kind) {
	case SYMBOL_FUNCTION:
		if (context & WANT_TYPE) {
			unit_use(x, cursor, USE_TYPE, USE_UNEVALUATED, symbol);
		} else {
			unit_use(x, cursor, context & WANT_CALL ? USE_CALL : USE_POINTER, 0,
					symbol);
		}
		break;
	case SYMBOL_VARIABLE:
		variable_use(x, cursor, context, symbol, type_of(x, cursor));
		break;
	case SYMBOL_STRUCT:
	case SYMBOL_UNION:
	case SYMBOL_ENUM:
	case SYMBOL_ENUMERATOR:
	case SYMBOL_TYPEDEF:
	case SYMBOL_FIELD:
	case SYMBOL_MACRO:
	case SYMBOL_KINDS:
		unit_use(x, cursor, USE_TYPE, context & WANT_TYPE ? USE_UNEVALUATED : 0, symbol);
		break;
	}
}

static void field_use(struct extraction *x, CXCursor cursor, unsigned context)
{
	uint32_t symbol = unit_symbol(x, x->clang->getCursorReferenced(cursor));
	if (context & WANT_TYPE) {
		unit_use(x, cursor, USE_TYPE, USE_UNEVALUATED | USE_COMPLETE, symbol);
	} else {
		unit_use(x, cursor, USE_FIELD, USE_COMPLETE, symbol);
	}
}

/* `base.member` passes on what is wanted; `base->member` only reads the pointer. */
static void member_visit(struct extraction *x, CXCursor cursor, unsigned context)
{
	field_use(x, cursor, context);
	CXCursor base = operand(x, cursor);
	unsigned wanted = context;
	if (x->clang->Cursor_isNull(base)) {
		return;
	}
	CXType type = type_of(x, base);
	if (type.kind == CXType_Pointer || is_array(type)) {
		wanted = base_context(x, cursor, context);
	} else if (!(context & WANT_TYPE)) {
		bool decays = is_array(type_of(x, cursor)) && (context & AS_POINTER)
			      && !(context & AS_ELEMENT) && !(context & WANT_WRITE);
		wanted = decays ? WANT_ADDRESS | (context & (TO_CONST | TO_MUTABLE))
				: context & ~(unsigned)(AS_POINTER | AS_ELEMENT);
	}
	children_visit(x, cursor, wanted, WANT_READ);
}

static void unary_visit(struct extraction *x, CXCursor cursor, unsigned context)
{
	unsigned wanted = context & WANT_TYPE ? WANT_TYPE : WANT_READ;
	switch (x->clang->getCursorUnaryOperatorKind(cursor)) {
	case CXUnaryOperator_PostInc:
	case CXUnaryOperator_PostDec:
	case CXUnaryOperator_PreInc:
	case CXUnaryOperator_PreDec:
		wanted = context & WANT_TYPE ? WANT_TYPE : WANT_READ | WANT_WRITE;
		break;
	case CXUnaryOperator_AddrOf:
		if (!(context & WANT_TYPE)) {
			unsigned kind = context & (TO_CONST | TO_MUTABLE);
			wanted = WANT_ADDRESS | (kind ? kind : pointer_kind(x, type_of(x, cursor)));
		}
		break;
	case CXUnaryOperator_Deref:
		wanted = base_context(x, cursor, context);
		/* `(*f)()`: what is called is f itself, if f is a function. */
		if (context & WANT_CALL) {
			wanted = WANT_CALL;
		}
		break;
	default:
		break;
	}
	children_visit(x, cursor, wanted, wanted);
}

/* `a[i]`, and `i[a]`, which means the same. */
static void subscript_visit(struct extraction *x, CXCursor cursor, unsigned context)
{
	CXCursor first = operand(x, cursor);
	unsigned plain = context & WANT_TYPE ? WANT_TYPE : WANT_READ;
	CXType type = type_of(x, first);
	if (type.kind == CXType_Pointer || is_array(type)) {
		children_visit(x, cursor, base_context(x, cursor, context), plain);
	} else {
		children_visit(x, cursor, plain,
				plain == WANT_TYPE
						? WANT_TYPE
						: (context & ~(unsigned)AS_POINTER) | AS_ELEMENT);
	}
}

static void cast_visit(struct extraction *x, CXCursor cursor, unsigned context)
{
	unsigned kind = pointer_kind(x, type_of(x, cursor));
	if (kind && !(context & AS_ELEMENT)) {
		context |= AS_POINTER;
		context |= context & (TO_CONST | TO_MUTABLE) ? 0 : kind;
	}
	children_visit(x, cursor, context, context);
}

static enum CXChildVisitResult second_find(CXCursor cursor, CXCursor parent, CXClientData data)
{
	unsigned *count = data;
	(void)cursor;
	(void)parent;
	return ++*count == 2 ? CXChildVisit_Break : CXChildVisit_Continue;
}

/*
 * libclang shows __builtin_types_compatible_p() as it shows a conversion, but
 * with two operands, neither of which is evaluated.
 */
static bool is_type_question(struct extraction *x, CXCursor cursor)
{
	unsigned count = 0;
	if (x->clang->getCursorType(cursor).kind != CXType_Int) {
		return false;
	}
	x->clang->visitChildren(cursor, second_find, &count);
	if (count < 2) {
		return false;
	}
	/* `a ?: b` looks the same but is not constant, if anything in it is used. */
	CXEvalResult value = x->clang->Cursor_Evaluate(cursor);
	bool is_constant = value && x->clang->EvalResult_getKind(value) == CXEval_Int;
	if (value) {
		x->clang->EvalResult_dispose(value);
	}
	x->asks_constants = x->asks_constants || !is_constant;
	return is_constant;
}

/* Conversions and parentheses pass on what is wanted and note what it becomes. */
static void conversion_visit(struct extraction *x, CXCursor cursor, unsigned context)
{
	if (is_type_question(x, cursor)) {
		children_visit(x, cursor, WANT_TYPE, WANT_TYPE);
		return;
	}
	cast_visit(x, cursor, context);
}

static void assignment_visit(
		struct extraction *x, CXCursor cursor, unsigned context, unsigned wanted)
{
	bool is_type = context & WANT_TYPE;
	children_visit(x, cursor, is_type ? WANT_TYPE : wanted, is_type ? WANT_TYPE : WANT_READ);
}

/* True for cursors that were dealt with, children and all. */
static bool expression_visit(
		struct extraction *x, CXCursor cursor, enum CXCursorKind kind, unsigned context)
{
	unsigned plain = context & WANT_TYPE ? WANT_TYPE : WANT_READ;
	switch (kind) {
	case CXCursor_DeclRefExpr:
		name_use(x, cursor, context);
		return true;
	case CXCursor_MemberRefExpr:
		member_visit(x, cursor, context);
		return true;
	case CXCursor_MemberRef:
		field_use(x, cursor, context);
		return true;
	case CXCursor_TypeRef:
		name_use(x, cursor, context);
		return true;
	case CXCursor_CallExpr:
		children_visit(x, cursor, plain == WANT_TYPE ? WANT_TYPE : WANT_CALL, plain);
		return true;
	case CXCursor_UnexposedExpr:
		conversion_visit(x, cursor, context);
		return true;
	case CXCursor_CStyleCastExpr:
		cast_visit(x, cursor, context);
		return true;
	case CXCursor_ParenExpr:
		children_visit(x, cursor, context, context);
		return true;
	case CXCursor_UnaryOperator:
		unary_visit(x, cursor, context);
		return true;
	case CXCursor_ArraySubscriptExpr:
		subscript_visit(x, cursor, context);
		return true;
	case CXCursor_BinaryOperator:
		if (x->clang->getCursorBinaryOperatorKind(cursor) == CXBinaryOperator_Assign) {
			assignment_visit(x, cursor, context, WANT_WRITE);
			return true;
		}
		children_visit(x, cursor, plain, plain);
		return true;
	case CXCursor_CompoundAssignOperator:
		assignment_visit(x, cursor, context, WANT_READ | WANT_WRITE);
		return true;
	case CXCursor_UnaryExpr:
		children_visit(x, cursor, WANT_TYPE, WANT_TYPE);
		return true;
	default:
		return false;
	}
}

static void declaration_visit(
		struct extraction *x, CXCursor cursor, enum CXCursorKind kind, bool is_local);

static bool is_declaration(enum CXCursorKind kind)
{
	return (kind >= CXCursor_FirstDecl && kind <= CXCursor_LastDecl)
	       || kind == CXCursor_StaticAssert;
}

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct frame *frame = data;
	struct extraction *x = frame->x;
	unsigned context = frame->index++ == 0 ? frame->first : frame->rest;
	enum CXCursorKind kind = x->clang->getCursorKind(cursor);

	if (kind >= CXCursor_FirstAttr && kind <= CXCursor_LastAttr) {
		/* Reading words costs: only local variables have a cleanup(). */
		if (kind == CXCursor_AlignedAttr || frame->is_local_variable) {
			unit_attribute(x, cursor, parent);
		}
		return CXChildVisit_Continue;
	}
	if (kind == CXCursor_GenericSelectionExpr) {
		/* What is wanted of the whole is wanted of the chosen one. */
		unit_written_types(x, cursor);
		children_visit(x, cursor, context & WANT_TYPE ? WANT_TYPE : WANT_READ, context);
		return CXChildVisit_Continue;
	}
	if (is_declaration(kind)) {
		declaration_visit(x, cursor, kind, true);
		return CXChildVisit_Continue;
	}
	if (frame->name_file != NONE && kind != CXCursor_TypeRef) {
		struct spot at = unit_cursor_spot(x, cursor);
		if (at.file == frame->name_file && at.offset < frame->name_offset) {
			context = WANT_TYPE;
		}
	}
	if (!expression_visit(x, cursor, kind, context)) {
		unsigned plain = context & WANT_TYPE ? WANT_TYPE : WANT_READ;
		children_visit(x, cursor, plain, plain);
	}
	return CXChildVisit_Continue;
}

static void children_visit(struct extraction *x, CXCursor cursor, unsigned first, unsigned rest)
{
	struct frame frame = { .x = x, .first = first, .rest = rest, .name_file = NONE };
	x->clang->visitChildren(cursor, visit, &frame);
}

static void declaration_visit(
		struct extraction *x, CXCursor cursor, enum CXCursorKind kind, bool is_local)
{
	struct frame frame = { .x = x, .first = WANT_READ, .rest = WANT_READ, .name_file = NONE };
	unit_site(x, cursor, kind, is_local);
	frame.is_local_variable = is_local && kind == CXCursor_VarDecl;
	if (kind == CXCursor_VarDecl || kind == CXCursor_FieldDecl || kind == CXCursor_TypedefDecl
			|| kind == CXCursor_ParmDecl) {
		struct spot name = unit_cursor_spot(x, cursor);
		frame.name_file = name.file;
		frame.name_offset = name.offset;
	}
	x->clang->visitChildren(cursor, visit, &frame);
}

void unit_walk(struct extraction *x, CXCursor declaration)
{
	declaration_visit(x, declaration, x->clang->getCursorKind(declaration), false);
}
