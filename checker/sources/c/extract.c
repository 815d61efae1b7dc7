/* SPDX-License-Identifier: MIT */
#include "sources/c/extract.h"

#include "base/arena.h"
#include "sources/c/extraction.h"
#include "sources/c/prefix.h"
#include "sources/c/protocol.h"

/* A diagnostic may quote any amount of source. */
#define PROBLEM_BYTES_MAX 300

struct str unit_text(struct extraction *x, CXString text)
{
	struct str copy = str_dup(x->arena, str_of(x->clang->getCString(text)));
	x->clang->disposeString(text);
	return copy;
}

static void inclusion_record(struct extraction *x, CXCursor cursor)
{
	struct spot at = unit_cursor_spot(x, cursor);
	if (at.file == NONE || x->files.p[at.file].is_outside) {
		return;
	}
	uint32_t included = unit_file(x, x->clang->getIncludedFile(cursor));
	if (included != NONE) {
		*vec_add(&x->files.p[at.file].includes, x->arena) = (struct block_include){
			.line = at.line,
			.file = included,
		};
	}
}

static bool is_tag(enum CXCursorKind kind)
{
	return kind == CXCursor_StructDecl || kind == CXCursor_UnionDecl
	       || kind == CXCursor_EnumDecl;
}

static enum CXChildVisitResult tag_visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct extraction *x = data;
	enum CXCursorKind kind = x->clang->getCursorKind(cursor);
	(void)parent;
	if (is_tag(kind) && x->clang->isCursorDefinition(cursor)) {
		prefix_completed(x, cursor);
	}
	return is_tag(kind) && kind != CXCursor_EnumDecl ? CXChildVisit_Recurse
							 : CXChildVisit_Continue;
}

/* Tags that a declaration outside the tree defines, within one another. */
static void tags_complete(struct extraction *x, CXCursor cursor)
{
	if (is_tag(x->clang->getCursorKind(cursor))) {
		tag_visit(cursor, x->clang->getNullCursor(), x);
		x->clang->visitChildren(cursor, tag_visit, x);
	}
}

/* The unit's own children, once: most of them belong to system headers and end here. */
static enum CXChildVisitResult top_visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct extraction *x = data;
	(void)parent;
	switch (x->clang->getCursorKind(cursor)) {
	case CXCursor_MacroDefinition: {
		uint32_t file = unit_cursor_spot(x, cursor).file;
		if (file != NONE && !x->files.p[file].is_outside) {
			unit_macro_defined(x, cursor);
		}
		break;
	}
	case CXCursor_MacroExpansion:
		unit_macro(x, cursor);
		break;
	case CXCursor_InclusionDirective:
		inclusion_record(x, cursor);
		break;
	default: {
		uint32_t file = unit_cursor_spot(x, cursor).file;
		if (file != NONE && !x->files.p[file].is_outside) {
			*vec_add(&x->declarations, x->arena) = cursor;
		} else if (x->prefix) {
			tags_complete(x, cursor);
		}
	}
	}
	return CXChildVisit_Continue;
}

static void problem_record(struct extraction *x, CXDiagnostic diagnostic, struct unit_facts *facts)
{
	struct spot at = unit_spot(x, x->clang->getDiagnosticLocation(diagnostic));
	if (at.file != NONE && x->files.p[at.file].is_outside) {
		/* What a header outside the tree says must not reach a report. */
		facts->problem = str_fmt(x->arena, "the compiler reports an error in <" STR_FMT ">",
				STR_ARG(x->files.p[at.file].path));
		return;
	}
	struct str text = unit_text(x, x->clang->getDiagnosticSpelling(diagnostic));
	facts->problem = str_slice(text, 0, PROBLEM_BYTES_MAX);
	if (at.file != NONE) {
		facts->problem_place = (struct place){
			.path = x->files.p[at.file].path,
			.line = at.line,
			.column = at.column,
		};
	}
}

static void problems_record(struct extraction *x, struct unit_facts *facts)
{
	unsigned count = x->clang->getNumDiagnostics(x->unit);
	for (unsigned i = 0; i < count && facts->status == UNIT_PARSED; i++) {
		CXDiagnostic diagnostic = x->clang->getDiagnostic(x->unit, i);
		if (x->clang->getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error) {
			facts->status = UNIT_FAILED;
			problem_record(x, diagnostic, facts);
		}
		x->clang->disposeDiagnostic(diagnostic);
	}
}

static struct extraction extraction_make(const struct clang_api *clang, CXTranslationUnit unit,
		const struct request *request, struct map *real_paths, struct arena *arena)
{
	return (struct extraction){
		.clang = clang,
		.arena = arena,
		.request = request,
		.unit = unit,
		.real_paths = real_paths,
		.last_file = NONE,
		.file_by_path = map_create(arena),
		.file_by_handle = map_create(arena),
		.symbol_by_decl = map_create(arena),
		.symbol_by_identity = map_create(arena),
		.expansions = map_create(arena),
		.macros = map_create(arena),
		.macro_by_symbol = map_create(arena),
	};
}

/* Everything but the packing, from the files on. */
static void extraction_run(struct extraction *x, struct unit_facts *facts)
{
	const struct clang_api *clang = x->clang;
	*facts = (struct unit_facts){ .status = UNIT_PARSED };
	unit_inputs(x);
	unit_inputs_list(x, facts);
	clang->visitChildren(clang->getTranslationUnitCursor(x->unit), top_visit, x);
	for (size_t i = 0; i < x->declarations.len; i++) {
		unit_walk(x, x->declarations.p[i]);
	}
	unit_skips(x);
	problems_record(x, facts);
}

void extract_unit(const struct clang_api *clang, CXTranslationUnit unit,
		const struct request *request, struct map *real_paths, struct arena *arena,
		struct unit_facts *facts)
{
	struct extraction x = extraction_make(clang, unit, request, real_paths, arena);
	unit_main_file(&x);
	extraction_run(&x, facts);
	unit_blocks(&x, facts);
}

bool extract_with_prefix(const struct clang_api *clang, CXTranslationUnit unit,
		const struct request *request, const struct prefix *prefix, const struct lead *lead,
		struct map *real_paths, struct arena *arena, struct unit_facts *facts)
{
	struct extraction x = extraction_make(clang, unit, request, real_paths, arena);
	x.prefix = prefix;
	x.lead = lead;
	unit_main_file(&x);
	if (!prefix_begin(&x)) {
		return false;
	}
	extraction_run(&x, facts);
	if (facts->status != UNIT_PARSED || !prefix_holds(&x)) {
		return false;
	}
	unit_blocks(&x, facts);
	return true;
}

bool extract_prefix(const struct clang_api *clang, CXTranslationUnit unit,
		const struct request *request, struct str text, struct map *real_paths,
		struct arena *arena, struct buf *out)
{
	struct unit_facts facts;
	struct extraction x = extraction_make(clang, unit, request, real_paths, arena);
	x.names_asked = map_create(arena);
	unit_main_file(&x);
	extraction_run(&x, &facts);
	const struct unit_file *stand_in = &x.files.p[0];
	if (facts.status != UNIT_PARSED || stand_in->uses.len || stand_in->sites.len
			|| stand_in->skips.len) {
		return false;
	}
	unit_blocks(&x, &facts);
	prefix_pack(&x, text, out);
	return true;
}
