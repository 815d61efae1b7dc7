/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/path.h"
#include "sources/text/context.h"
#include "sources/text/nearby.h"
#include "sources/text/search.h"
#include "sources/text/standard.h"
#include "sources/text/tree.h"

/*
 * First the contexts spread from the units along what their includes mean,
 * nearest files first; then each file that no unit reaches is judged for
 * itself.  Until the end, includes hold numbers of the index, so that files
 * which only an include brings in may join at any time.
 */

struct candidates {
	uint32_t *files;
	size_t count;
};

struct resolver {
	struct text_tree *tree;
	const struct text_index *index;
	struct arena *arena;
	struct arena *scratch;
	const struct config_sources *sources;
	struct file_scanner scanner;
	struct contexts contexts;
	struct spellings spellings;
	struct search search;
	struct nearby nearby;
	/* By number in the index: the number in tree->files, or NONE. */
	uint32_t *file_of;
	/* By number in tree->files: where its includes begin in `spelled`. */
	VEC(size_t) first_spelled;
	/* The number of each include's spelling. */
	VEC(uint32_t) spelled;
	/* Which files were reached in which contexts, and in how many. */
	struct pair_map reached;
	uint8_t *context_count;
	VEC(struct visit) queue;
	/* All lists of candidates, each once. */
	VEC(struct candidates) lists;
};

static void spelled_add(struct resolver *r, const struct text_file *file)
{
	*vec_add(&r->first_spelled, r->scratch) = r->spelled.len;
	vec_each (const struct text_include, include, &file->includes) {
		*vec_add(&r->spelled, r->scratch) = spelling_of(&r->spellings, include);
	}
}

static void resolver_init(struct resolver *r, const struct file_reader *reader)
{
	r->index = r->tree->index;
	file_scanner_init(&r->scanner, reader, r->arena);
	spellings_init(&r->spellings, r->scratch, r->index);
	spellings_macros(&r->spellings, r->tree);
	search_init(&r->search, r->scratch, reader->root, &r->spellings, r->contexts.paths);
	nearby_init(&r->nearby, r->arena, &r->search, r->sources);
	r->reached.arena = r->scratch;
	r->context_count = arena_new_array(r->scratch, uint8_t, r->index->count);
	r->file_of = arena_new_array(r->scratch, uint32_t, r->index->count);
	memset(r->file_of, 0xff, r->index->count * sizeof(*r->file_of));
	for (size_t i = 0; i < r->tree->files.len; i++) {
		const struct text_file *file = &r->tree->files.p[i];
		r->file_of[str_table_find(&r->index->by_path, file->path)] = (uint32_t)i;
		spelled_add(r, file);
	}
}

static void resolver_finish(struct resolver *r)
{
	file_scanner_finish(&r->scanner);
	search_finish(&r->search);
	arena_destroy(r->scratch);
}

/* The file's number in the tree; one that only an include brings in is scanned now. */
static uint32_t demand(struct resolver *r, uint32_t entry)
{
	if (r->file_of[entry] == NONE) {
		struct text_file *file = vec_add(&r->tree->files, r->arena);
		struct str path = r->index->paths[entry];
		uint32_t language = file_language(path);
		*file = (struct text_file){
			.path = path,
			.flags = (language ? language : (uint32_t)FILE_HEADER)
				 | file_judged(r->sources, path),
		};
		file_scan(&r->scanner, file);
		r->file_of[entry] = (uint32_t)r->tree->files.len - 1;
		spelled_add(r, file);
	}
	return r->file_of[entry];
}

static void candidate_add(struct resolver *r, struct text_include *include, uint32_t found)
{
	if (include->resolution != RESOLVED_AMBIGUOUS) {
		include->resolution = RESOLVED_AMBIGUOUS;
		include->candidates = arena_new_array(r->arena, uint32_t, CONTEXTS_MAX);
		include->candidates[0] = include->target;
		include->candidate_count = 1;
	}
	for (size_t i = 0; i < include->candidate_count; i++) {
		if (include->candidates[i] == found) {
			return;
		}
	}
	if (include->candidate_count < CONTEXTS_MAX) {
		include->candidates[include->candidate_count++] = found;
	}
}

/* What one context says of an include joins what others said. */
static void include_merge(struct resolver *r, struct text_include *include, uint32_t found)
{
	if (found == FOUND_NOTHING || found == include->target) {
		return;
	}
	if (found == FOUND_OUTSIDE) {
		if (include->target == NONE) {
			include->resolution = RESOLVED_OUTSIDE;
		}
	} else if (include->target == NONE) {
		include->resolution = RESOLVED;
		include->target = found;
	} else {
		candidate_add(r, include, found);
	}
}

/* Says which include the next look-ups are for. */
static void ask(struct resolver *r, uint32_t entry, const struct text_include *include)
{
	r->search.asking = (struct place){
		.path = r->index->paths[entry],
		.line = include->line,
		.column = include->column,
	};
}

static uint32_t look(struct resolver *r, uint32_t entry, uint32_t context,
		const struct text_include *include, uint32_t spelling)
{
	if (include->is_next) {
		return search_next(&r->search, context, spelling, entry);
	}
	return search_include(&r->search, context, spelling, r->index->paths[entry]);
}

static void reach(struct resolver *r, uint32_t entry, uint32_t context)
{
	bool is_new;
	if (r->context_count[entry] == CONTEXTS_MAX) {
		return;
	}
	pair_put(&r->reached, entry, context, &is_new);
	if (is_new) {
		r->context_count[entry]++;
		*vec_add(&r->queue, r->scratch) = (struct visit){ entry, context };
	}
}

/* Looks at a file in one context, and spreads the context to what it includes. */
static void visit(struct resolver *r, struct visit visit)
{
	uint32_t number = demand(r, visit.file);
	size_t first = r->first_spelled.p[number];
	size_t count = r->tree->files.p[number].includes.len;
	struct text_include *includes = r->tree->files.p[number].includes.p;
	for (size_t i = 0; i < count; i++) {
		ask(r, visit.file, &includes[i]);
		uint32_t found = look(r, visit.file, visit.context, &includes[i],
				r->spelled.p[first + i]);
		include_merge(r, &includes[i], found);
		if (found < FOUND_OUTSIDE && includes[i].branch != BRANCH_NEVER) {
			reach(r, found, visit.context);
		}
	}
}

/* -include: seen from the root, then from the search paths. */
static void forced_reach(struct resolver *r, uint32_t context)
{
	const struct search_paths *paths = &r->contexts.paths[context];
	for (size_t i = 0; i < paths->forced_count; i++) {
		struct text_include include = {
			.spelled = paths->forced[i],
			.form = INCLUDE_QUOTED,
		};
		uint32_t spelling = spelling_of(&r->spellings, &include);
		uint32_t found = search_include(&r->search, context, spelling, STR("."));
		if (found < FOUND_OUTSIDE) {
			reach(r, found, context);
		}
	}
}

static void units_follow(struct resolver *r)
{
	uint8_t *is_forced = arena_new_array(r->scratch, uint8_t, r->contexts.count + 1);
	vec_each (const struct visit, unit, &r->contexts.units) {
		reach(r, unit->file, unit->context);
	}
	vec_each (const struct visit, unit, &r->contexts.units) {
		if (!is_forced[unit->context]) {
			is_forced[unit->context] = 1;
			forced_reach(r, unit->context);
		}
	}
	for (size_t i = 0; i < r->queue.len; i++) {
		visit(r, r->queue.p[i]);
	}
}

static void list_add(struct resolver *r, uint32_t *files, size_t count)
{
	*vec_add(&r->lists, r->scratch) = (struct candidates){ files, count };
	for (size_t i = 0; i < count; i++) {
		demand(r, files[i]);
	}
}

static void include_by_tree(
		struct resolver *r, uint32_t entry, struct text_include *include, uint32_t spelling)
{
	struct nearby_answer answer = nearby_find(&r->nearby, spelling, entry, include->is_next);
	include->resolution = answer.resolution;
	include->target = answer.target;
	if (answer.resolution == RESOLVED_AMBIGUOUS) {
		struct spelling *shared = &r->spellings.all.p[spelling];
		include->candidates = answer.candidates;
		include->candidate_count = answer.candidate_count;
		if (!shared->is_listed) {
			shared->is_listed = true;
			list_add(r, shared->ending, shared->ending_count);
		}
	}
}

/* A file that no unit reaches: as its neighbours have it, else all units, else the tree. */
static void include_unreached(
		struct resolver *r, uint32_t entry, struct text_include *include, uint32_t spelling)
{
	const struct folder_contexts *near = contexts_near(&r->contexts, r->index->paths[entry]);
	for (size_t i = 0; near && i < near->count; i++) {
		include_merge(r, include, look(r, entry, near->numbers[i], include, spelling));
	}
	if (!near && r->contexts.count) {
		uint32_t all = (uint32_t)r->contexts.count;
		include_merge(r, include, look(r, entry, all, include, spelling));
	}
	if (include->resolution == RESOLVED_NOT) {
		include_by_tree(r, entry, include, spelling);
	}
}

/* What the contexts left open; the compiler's own folders are in none of them. */
static void include_settle(struct text_include *include, const struct spelling *spelling)
{
	bool is_system = include->is_next || spelling->form == INCLUDE_ANGLED
			 || header_is_standard(spelling->text);
	if (include->resolution == RESOLVED_NOT && spelling->form != INCLUDE_COMPUTED
			&& is_system) {
		include->resolution = RESOLVED_OUTSIDE;
	}
}

static int number_order(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a;
	uint32_t y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

static void file_settle(struct resolver *r, uint32_t number)
{
	size_t first = r->first_spelled.p[number];
	size_t count = r->tree->files.p[number].includes.len;
	struct text_include *includes = r->tree->files.p[number].includes.p;
	uint32_t entry = str_table_find(&r->index->by_path, r->tree->files.p[number].path);
	for (size_t i = 0; i < count; i++) {
		struct text_include *include = &includes[i];
		uint32_t spelling = r->spelled.p[first + i];
		if (!r->context_count[entry]) {
			ask(r, entry, include);
			include_unreached(r, entry, include, spelling);
		}
		include_settle(include, &r->spellings.all.p[spelling]);
		if (include->target == NONE) {
			continue;
		}
		demand(r, include->target);
		/* Of contexts, not of the tree: those lists are shared, and there is no target. */
		if (include->resolution == RESOLVED_AMBIGUOUS) {
			include->target = NONE;
			qsort(include->candidates, include->candidate_count,
					sizeof(*include->candidates), number_order);
			list_add(r, include->candidates, include->candidate_count);
		}
	}
}

/* Puts the files in order again, and their new numbers into the includes. */
static void files_renumber(struct resolver *r)
{
	size_t count = r->tree->files.len;
	struct text_file *ordered = arena_new_array(r->arena, struct text_file, count);
	size_t next = 0;
	for (size_t entry = 0; entry < r->index->count; entry++) {
		if (r->file_of[entry] != NONE) {
			ordered[next] = r->tree->files.p[r->file_of[entry]];
			r->file_of[entry] = (uint32_t)next++;
		}
	}
	r->tree->files.p = ordered;
	r->tree->files.cap = count;
	vec_each (struct text_file, file, &r->tree->files) {
		vec_each (struct text_include, include, &file->includes) {
			if (include->target != NONE) {
				include->target = r->file_of[include->target];
			}
		}
	}
	vec_each (struct candidates, list, &r->lists) {
		for (size_t i = 0; i < list->count; i++) {
			list->files[i] = r->file_of[list->files[i]];
		}
	}
}

static int trouble_order(const void *a, const void *b)
{
	return str_cmp(((const struct text_trouble *)a)->path,
			((const struct text_trouble *)b)->path);
}

/* Each link once, where it was met first. */
static void troubles_add(struct resolver *r)
{
	uint8_t *is_told = arena_new_array(r->scratch, uint8_t, r->index->links.count);
	vec_each (const struct leaving, leaving, &r->search.leaving) {
		if (!is_told[leaving->link]++) {
			*vec_add(&r->tree->troubles, r->arena) = (struct text_trouble){
				.path = r->index->links.paths[leaving->link],
				.problem = STR("a link that leaves the repository is included"),
				.place = leaving->place,
			};
		}
	}
	vec_sort(&r->tree->troubles, trouble_order);
}

void text_resolve(struct text_tree *tree, struct arena *arena, const struct root *root,
		const struct config_sources *sources, const struct text_limits *limits,
		const struct search_paths *searches, size_t search_count,
		const struct search_unit *units, size_t unit_count, unsigned jobs)
{
	struct file_reader reader = { root, sources, limits, tree->marks, jobs };
	struct arena *scratch = arena_create();
	struct resolver r = {
		.tree = tree,
		.arena = arena,
		.scratch = scratch,
		.sources = sources,
		.contexts = contexts_create(
				scratch, tree->index, searches, search_count, units, unit_count),
	};
	resolver_init(&r, &reader);
	units_follow(&r);
	/* The list grows while it is walked: what is demanded has includes too. */
	for (size_t i = 0; i < tree->files.len; i++) {
		file_settle(&r, (uint32_t)i);
	}
	files_renumber(&r);
	troubles_add(&r);
	resolver_finish(&r);
}
