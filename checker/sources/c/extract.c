/* SPDX-License-Identifier: MIT */
#include "sources/c/extract.h"

#include "base/arena.h"
#include "sources/c/extraction.h"
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

void extract_unit(const struct clang_api *clang, CXTranslationUnit unit,
		const struct request *request, struct map *real_paths, struct arena *arena,
		struct unit_facts *facts)
{
	struct extraction x = {
		.clang = clang,
		.arena = arena,
		.request = request,
		.unit = unit,
		.real_paths = real_paths,
		.last_file = NONE,
	};
	x.file_by_path = map_create(arena);
	x.file_by_handle = map_create(arena);
	x.symbol_by_decl = map_create(arena);
	x.symbol_by_identity = map_create(arena);
	x.expansions = map_create(arena);
	x.macros = map_create(arena);
	x.bodies = map_create(arena);

	*facts = (struct unit_facts){ .status = UNIT_PARSED };
	unit_inputs(&x, facts);
	clang->visitChildren(clang->getTranslationUnitCursor(unit), top_visit, &x);
	unit_nested_macros(&x);
	for (size_t i = 0; i < x.declarations.len; i++) {
		unit_walk(&x, x.declarations.p[i]);
	}
	unit_skips(&x);
	problems_record(&x, facts);
	unit_blocks(&x, facts);
}
