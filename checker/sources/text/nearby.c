/* SPDX-License-Identifier: MIT */
#include "sources/text/nearby.h"

#include "base/arena.h"
#include "base/glob.h"
#include "base/path.h"
#include "sources/text/standard.h"

static void root_add(struct nearby *nearby, struct str root)
{
	struct arena *arena = nearby->search->arena;
	*vec_add(&nearby->roots, arena) = root;
	*vec_add(&nearby->roots, arena) = path_join(arena, root, STR("include"));
}

void nearby_init(struct nearby *nearby, struct arena *kept, struct search *search,
		const struct config_sources *sources)
{
	*nearby = (struct nearby){ .search = search, .kept = kept };
	for (size_t i = 0; i < sources->roots.len; i++) {
		struct str root = path_clean(search->arena, sources->roots.p[i].s);
		if (!glob_is_pattern(root) && !path_is_absolute(root) && !path_leaves(root)) {
			root_add(nearby, root);
		}
	}
	root_add(nearby, STR("."));
}

/* The text without the steps upwards that it begins with. */
static struct str without_steps(struct arena *arena, struct str text)
{
	text = path_clean(arena, text);
	while (str_starts(text, STR("../"))) {
		text = str_from(text, 3);
	}
	return text;
}

static bool path_ends(struct str path, struct str end)
{
	return str_ends(path, end)
	       && (path.len == end.len || path.p[path.len - end.len - 1] == '/');
}

/* Looks for a spelling once and for all. */
static void seek(struct nearby *nearby, struct spelling *spelling)
{
	struct search *search = nearby->search;
	const struct text_index *index = search->index;
	spelling->is_sought = true;
	vec_each (const struct str, root, &nearby->roots) {
		uint32_t found = search_folder(search, *root, spelling);
		if (found != FOUND_NOTHING && found != FOUND_OUTSIDE) {
			spelling->in_roots = found;
			break;
		}
	}
	const uint32_t *named;
	struct str end = without_steps(search->arena, spelling->text);
	size_t count = index_named(index, path_name(end), &named);
	VEC(uint32_t) ending = { 0 };
	for (size_t i = 0; i < count; i++) {
		if (path_ends(index->paths[named[i]], end)) {
			*vec_add(&ending, search->arena) = named[i];
		}
	}
	spelling->ending_count = ending.len;
	spelling->ending = arena_copy(nearby->kept, ending.p, ending.len * sizeof(*ending.p));
}

/* The first of `count` ascending files whose path is not below `prefix` (or not before it). */
static size_t bound(const struct text_index *index, const uint32_t *files, size_t count,
		struct str prefix, bool behind)
{
	size_t low = 0;
	size_t high = count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		struct str path = index->paths[files[middle]];
		int order = str_cmp(str_slice(path, 0, prefix.len), prefix);
		if (order < 0 || (behind && order == 0)) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}

/*
 * Of several files, those that share most folders with `path`: what lies below
 * one folder stands together, as the files are in the order of their paths.
 */
static void narrow(const struct text_index *index, struct str path, uint32_t **files, size_t *count)
{
	for (size_t i = 0; i < path.len; i++) {
		if (path.p[i] != '/') {
			continue;
		}
		struct str prefix = str_slice(path, 0, i + 1);
		size_t first = bound(index, *files, *count, prefix, false);
		size_t end = bound(index, *files, *count, prefix, true);
		if (first == end) {
			return;
		}
		*files += first;
		*count = end - first;
	}
}

static struct nearby_answer answer(enum include_resolution resolution, uint32_t target)
{
	return (struct nearby_answer){ .resolution = resolution, .target = target };
}

struct nearby_answer nearby_find(
		struct nearby *nearby, uint32_t spelling, uint32_t from, bool is_next)
{
	const struct text_index *index = nearby->search->index;
	struct spelling *wanted = &nearby->search->spellings->all.p[spelling];
	bool is_quoted = wanted->form == INCLUDE_QUOTED;
	struct nearby_answer missing = answer(RESOLVED_OUTSIDE, NONE);
	if (wanted->form == INCLUDE_COMPUTED) {
		return answer(RESOLVED_NOT, NONE);
	}
	if (is_next) {
		return missing;
	}
	if (is_quoted) {
		uint32_t own = search_folder(
				nearby->search, path_folder(index->paths[from]), wanted);
		if (own != FOUND_NOTHING) {
			return own == FOUND_OUTSIDE ? missing : answer(RESOLVED, own);
		}
		if (!header_is_standard(wanted->text)) {
			missing.resolution = RESOLVED_NOT;
		}
	} else if (header_is_standard(wanted->text)) {
		return missing;
	}
	if (!wanted->is_sought) {
		seek(nearby, wanted);
	}
	if (wanted->in_roots != NONE && (is_quoted || wanted->in_roots != from)) {
		return answer(RESOLVED, wanted->in_roots);
	}
	uint32_t *files = wanted->ending;
	size_t count = wanted->ending_count;
	if (is_quoted) {
		narrow(index, index->paths[from], &files, &count);
	}
	if (count == 1 && files[0] != from) {
		return answer(RESOLVED, files[0]);
	}
	if (count > 1 && is_quoted) {
		struct nearby_answer several = answer(RESOLVED_AMBIGUOUS, NONE);
		several.candidates = files;
		several.candidate_count = count;
		return several;
	}
	return missing;
}
