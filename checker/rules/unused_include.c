/* SPDX-License-Identifier: MIT */
/*
 * Unused includes.  It is worse to name an include that is needed than to miss
 * one that is not, so an include counts as unused only if all of this holds:
 *
 *   - It stands in a source file of which every unit was parsed whole, none of
 *     it skipped by the preprocessor, and outside of any #if.
 *   - It includes, once, another file's header (.h), which the compiler read.
 *   - Nothing that the file uses, defines, or needs for its other headers is
 *     declared or defined in that header, or in one that it brings along,
 *     unless the file includes that one itself.
 *   - The header declares something, and not macros alone: what configures
 *     other headers is used without a trace.
 *   - The file uses nothing from outside of the tree, or the header brings
 *     nothing along from there.
 *   - No header that the file uses names a struct which this one completes.
 */
#include "rules/unused.h"

#include "base/arena.h"
#include "base/path.h"
#include "facts/graph.h"
#include "rules/walk.h"

enum file_fact {
	/* Something from outside is included here, or further on. */
	FACT_BRINGS_OUTSIDE = 1 << 0,
	FACT_USES_OUTSIDE = 1 << 1,
	/* It declares or defines something else than macros. */
	FACT_DECLARES = 1 << 2,
	/* It gives storage, or code for the linker: included for that. */
	FACT_DEFINES = 1 << 3,
	/* Some unit of it was not parsed whole. */
	FACT_UNSURE = 1 << 4,
};

/* What is known of all files, whoever includes them. */
struct inclusion {
	const struct code *code;
	/* From each file to those that it includes, in any branch that counts. */
	struct graph includes;
	/* From each file to those that declare or define what it uses or defines. */
	struct graph needs;
	/* The same of headers, less what they bring along themselves. */
	struct graph foreign_needs;
	/* From each header to those that complete the structs that it names. */
	struct graph names;
	/* Bits of enum file_fact. */
	uint8_t *facts;
};

struct edges {
	struct arena *arena;
	VEC(struct graph_edge) list;
};

static void edge_add(struct edges *edges, uint32_t from, uint32_t to)
{
	if (from != to && to != NONE) {
		*vec_add(&edges->list, edges->arena) =
				(struct graph_edge){ .from = from, .to = to, .weight = 1 };
	}
}

static struct graph edges_graph(struct edges *edges, struct arena *arena, const struct code *code)
{
	struct graph graph = graph_create(
			arena, (uint32_t)code->file_count, edges->list.p, edges->list.len);
	edges->list.len = 0;
	return graph;
}

/* ---- gathering ---- */

static void gather_includes(struct inclusion *inclusion, struct edges *edges)
{
	const struct code *code = inclusion->code;
	for (size_t i = 0; i < code->include_count; i++) {
		const struct code_include *include = &code->includes[i];
		if (include->branch == BRANCH_NEVER) {
			continue;
		}
		edge_add(edges, include->file, include->target);
		for (size_t c = 0; c < include->candidate_count; c++) {
			edge_add(edges, include->file, include->candidates[c]);
		}
		if (include->target == NONE) {
			inclusion->facts[include->file] |= FACT_BRINGS_OUTSIDE;
		}
	}
}

static void gather_symbols(struct inclusion *inclusion, struct edges *edges)
{
	const struct code *code = inclusion->code;
	for (size_t s = 0; s < code->symbol_count; s++) {
		const struct code_symbol *symbol = &code->symbols[s];
		unsigned declares = symbol->kind == SYMBOL_MACRO ? 0 : FACT_DECLARES;
		bool is_linked = symbol->kind == SYMBOL_VARIABLE
				 || (symbol->kind == SYMBOL_FUNCTION && symbol->is_external);
		for (size_t i = 0; i < symbol->declaration_count; i++) {
			inclusion->facts[symbol->declarations[i].file] |= (uint8_t)declares;
		}
		for (size_t i = 0; i < symbol->definition_count; i++) {
			uint32_t file = symbol->definitions[i].file;
			inclusion->facts[file] |=
					(uint8_t)(declares | (is_linked ? FACT_DEFINES : 0));
			for (size_t d = 0; d < symbol->declaration_count; d++) {
				edge_add(edges, file, symbol->declarations[d].file);
			}
		}
	}
}

static void gather_uses(struct inclusion *inclusion, struct edges *edges)
{
	const struct code *code = inclusion->code;
	for (size_t i = 0; i < code->use_count; i++) {
		const struct code_use *use = &code->uses[i];
		if (use->kind == USE_INCLUDE) {
			continue;
		}
		edge_add(edges, use->file, use->declared_in);
		if (use->target == TARGET_FILE) {
			edge_add(edges, use->file, use->target_file);
		} else {
			inclusion->facts[use->file] |= FACT_USES_OUTSIDE;
		}
		for (size_t d = 0; use->carrier != NONE
				   && d < code->symbols[use->carrier].definition_count;
				d++) {
			edge_add(edges, use->file, code->symbols[use->carrier].definitions[d].file);
		}
	}
}

static void gather_names(struct edges *edges, const struct code *code)
{
	for (size_t i = 0; i < code->use_count; i++) {
		const struct code_use *use = &code->uses[i];
		if (use->kind == USE_TYPE && use->target == TARGET_FILE
				&& (code->files[use->file].flags & FILE_HEADER)) {
			edge_add(edges, use->file, use->target_file);
		}
	}
}

/* Marks with `number` what `from` includes, itself too; how many files, in `queue`. */
static size_t closure(const struct graph *includes, uint32_t from, uint32_t *marks, uint32_t number,
		uint32_t *queue)
{
	size_t len = 0;
	marks[from] = number;
	queue[len++] = from;
	for (size_t at = 0; at < len; at++) {
		for (uint32_t e = includes->first_edge[queue[at]];
				e < includes->first_edge[queue[at] + 1]; e++) {
			uint32_t to = includes->edges[e].to;
			if (marks[to] != number) {
				marks[to] = number;
				queue[len++] = to;
			}
		}
	}
	return len;
}

/* Whether anything in the closure brings the outside along, and what headers lack. */
static void gather_closures(struct inclusion *inclusion, struct edges *edges, struct arena *scratch)
{
	const struct code *code = inclusion->code;
	uint32_t *marks = arena_new_array(scratch, uint32_t, code->file_count);
	uint32_t *queue = arena_new_array(scratch, uint32_t, code->file_count);
	uint8_t *brings = arena_new_array(scratch, uint8_t, code->file_count);
	for (uint32_t f = 0; f < code->file_count; f++) {
		if (!(code->files[f].flags & FILE_HEADER)) {
			continue;
		}
		size_t len = closure(&inclusion->includes, f, marks, f + 1, queue);
		for (size_t i = 0; i < len; i++) {
			brings[f] |= inclusion->facts[queue[i]] & FACT_BRINGS_OUTSIDE;
		}
		for (uint32_t e = inclusion->needs.first_edge[f];
				e < inclusion->needs.first_edge[f + 1]; e++) {
			uint32_t to = inclusion->needs.edges[e].to;
			if (marks[to] != f + 1) {
				edge_add(edges, f, to);
			}
		}
	}
	for (uint32_t f = 0; f < code->file_count; f++) {
		inclusion->facts[f] |= brings[f];
	}
}

static void gather_units(struct inclusion *inclusion)
{
	const struct code *code = inclusion->code;
	for (size_t i = 0; i < code->unit_count; i++) {
		if (code->units[i].file != NONE && code->units[i].status != UNIT_PARSED) {
			inclusion->facts[code->units[i].file] |= FACT_UNSURE;
		}
	}
}

static struct inclusion inclusion_gather(const struct code *code, struct arena *scratch)
{
	struct inclusion inclusion = {
		.code = code,
		.facts = arena_new_array(scratch, uint8_t, code->file_count),
	};
	struct edges edges = { .arena = scratch };
	gather_units(&inclusion);
	gather_includes(&inclusion, &edges);
	inclusion.includes = edges_graph(&edges, scratch, code);
	gather_symbols(&inclusion, &edges);
	gather_uses(&inclusion, &edges);
	inclusion.needs = edges_graph(&edges, scratch, code);
	gather_names(&edges, code);
	inclusion.names = edges_graph(&edges, scratch, code);
	gather_closures(&inclusion, &edges, scratch);
	inclusion.foreign_needs = edges_graph(&edges, scratch, code);
	return inclusion;
}

/* ---- judging ---- */

/* One file under judgement; a mark is set if it is the number at hand. */
struct judgement {
	const struct inclusion *inclusion;
	uint32_t *needed;
	/* How often the file includes it itself. */
	uint32_t *included;
	uint32_t *times;
	uint32_t *reached;
	uint32_t file_number;
	uint32_t reach_number;
	uint32_t *queue;
};

static void need_all(struct judgement *judgement, const struct graph *graph, uint32_t file)
{
	const struct graph *names = &judgement->inclusion->names;
	for (uint32_t e = graph->first_edge[file]; e < graph->first_edge[file + 1]; e++) {
		uint32_t to = graph->edges[e].to;
		judgement->needed[to] = judgement->file_number;
		/* Who uses a function may need its structs complete without naming them. */
		for (uint32_t n = names->first_edge[to]; n < names->first_edge[to + 1]; n++) {
			judgement->needed[names->edges[n].to] = judgement->file_number;
		}
	}
}

static void judge_begin(struct judgement *judgement, uint32_t file)
{
	const struct inclusion *inclusion = judgement->inclusion;
	const struct code *code = inclusion->code;
	const struct code_file *f = &code->files[file];
	judgement->file_number++;
	for (uint32_t i = f->first_include; i < f->first_include + f->include_count; i++) {
		uint32_t target = code->includes[i].target;
		if (target == NONE) {
			continue;
		}
		if (judgement->included[target] != judgement->file_number) {
			judgement->included[target] = judgement->file_number;
			judgement->times[target] = 0;
		}
		judgement->times[target]++;
	}

	size_t len = closure(&inclusion->includes, file, judgement->reached,
			++judgement->reach_number, judgement->queue);
	need_all(judgement, &inclusion->needs, file);
	for (size_t i = 1; i < len; i++) {
		uint32_t part = judgement->queue[i];
		bool is_header = (code->files[part].flags & FILE_HEADER) != 0;
		need_all(judgement, is_header ? &inclusion->foreign_needs : &inclusion->needs,
				part);
	}
}

static bool is_own_header(const struct code *code, uint32_t file, uint32_t header)
{
	struct str source = path_name(code->files[file].path);
	struct str name = path_name(code->files[header].path);
	return str_eq(str_slice(source, 0, source.len - path_extension(source).len),
			str_slice(name, 0, name.len - path_extension(name).len));
}

static bool include_is_judged(const struct judgement *judgement, uint32_t file,
		const struct code_include *include)
{
	const struct code *code = judgement->inclusion->code;
	if (include->branch != BRANCH_ALWAYS || include->resolution != RESOLVED
			|| include->form == INCLUDE_COMPUTED || include->target == NONE
			|| include->seen == 0 || include->active != include->seen) {
		return false;
	}
	const struct code_file *target = &code->files[include->target];
	uint8_t facts = judgement->inclusion->facts[include->target];
	return (target->flags & FILE_PARSED) && str_eq(path_extension(target->path), STR(".h"))
	       && judgement->times[include->target] == 1 && (facts & FACT_DECLARES)
	       && !(facts & FACT_DEFINES) && !is_own_header(code, file, include->target);
}

static bool include_is_used(struct judgement *judgement, uint32_t file, uint32_t target)
{
	const struct inclusion *inclusion = judgement->inclusion;
	if (judgement->needed[target] == judgement->file_number
			|| (inclusion->facts[file] & FACT_USES_OUTSIDE
					&& inclusion->facts[target] & FACT_BRINGS_OUTSIDE)) {
		return true;
	}
	size_t len = closure(&inclusion->includes, target, judgement->reached,
			++judgement->reach_number, judgement->queue);
	for (size_t i = 0; i < len; i++) {
		uint32_t part = judgement->queue[i];
		if (judgement->needed[part] == judgement->file_number
				&& judgement->included[part] != judgement->file_number) {
			return true;
		}
	}
	return false;
}

static void report(const struct rule *rule, const struct code *code,
		const struct code_include *include, struct findings *findings)
{
	struct arena *arena = findings->arena;
	struct str source = code->files[include->file].path;
	struct str target = code->files[include->target].path;
	struct finding *finding = rule_finding_at(rule, STR("include"), source, target,
			(struct place){ .path = source,
					.line = include->line,
					.column = include->column },
			findings);
	finding->message = str_fmt(arena, STR_FMT " includes " STR_FMT " and uses nothing of it",
			STR_ARG(source), STR_ARG(target));
	finding->label = STR("nothing that it declares or brings along is needed here");
	finding->remedy = STR("take the include out");
}

static void judge_file(const struct rule *rule, struct judgement *judgement, uint32_t file,
		struct findings *findings)
{
	const struct code *code = judgement->inclusion->code;
	const struct code_file *f = &code->files[file];
	judge_begin(judgement, file);
	for (uint32_t i = f->first_include; i < f->first_include + f->include_count; i++) {
		const struct code_include *include = &code->includes[i];
		if (include_is_judged(judgement, file, include)
				&& !include_is_used(judgement, file, include->target)) {
			report(rule, code, include, findings);
		}
	}
}

void unused_includes(
		const struct rule *rule, const struct rule_facts *facts, struct findings *findings)
{
	const struct code *code = facts->code;
	if (!code->has_symbols) {
		return;
	}
	struct arena *scratch = arena_create();
	struct inclusion inclusion = inclusion_gather(code, scratch);
	struct judgement judgement = {
		.inclusion = &inclusion,
		.needed = arena_new_array(scratch, uint32_t, code->file_count),
		.included = arena_new_array(scratch, uint32_t, code->file_count),
		.times = arena_new_array(scratch, uint32_t, code->file_count),
		.reached = arena_new_array(scratch, uint32_t, code->file_count),
		.queue = arena_new_array(scratch, uint32_t, code->file_count),
	};
	const uint32_t wanted = FILE_SOURCE | FILE_COMPILED;
	for (uint32_t f = 0; f < code->file_count; f++) {
		uint32_t flags = code->files[f].flags;
		if ((flags & wanted) == wanted && !(flags & FILE_SKIPPED)
				&& !(inclusion.facts[f] & FACT_UNSURE)
				&& rule_judges_file(rule, code, f)) {
			judge_file(rule, &judgement, f, findings);
		}
	}
	arena_destroy(scratch);
}
