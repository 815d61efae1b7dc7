/* SPDX-License-Identifier: MIT */
#include "facts/owner_patterns.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/glob.h"
#include "base/map.h"

/*
 * What may follow the last segment of a pattern.  GitHub takes "docs" for the
 * folder too, as .gitignore does; GitLab for a file of that name alone.
 */
enum tail {
	/* Nothing: "docs/" and "*". */
	TAIL_HERE,
	/* Something must: "docs/". */
	TAIL_BELOW,
	/* Nothing or anything. */
	TAIL_EITHER,
	TAILS,
};

enum segment_kind {
	SEGMENT_LITERAL,
	/* For base/glob.h. */
	SEGMENT_WILD,
	/* Any number of segments. */
	SEGMENT_STAR,
};

struct segment {
	enum segment_kind kind;
	struct str text;
};

struct shape {
	VEC(struct segment) segments;
	enum tail tail;
};

/* A line that ends at a node, and the next one that does. */
struct ending {
	uint32_t line;
	uint32_t next;
};

/* A child of a node for segments with wildcards, and the next one. */
struct wild {
	struct str glob;
	uint32_t node;
	uint32_t next;
};

struct node {
	/* The child behind "**", or 0. */
	uint32_t star;
	/* Number + 1 in `wilds`, in `endings`; 0 = none. */
	uint32_t first_wild;
	uint32_t first_ending[TAILS];
	/* Reached by "**": it stays where it is for any number of segments. */
	bool is_star;
};

struct owner_patterns {
	struct arena *arena;
	enum owner_syntax syntax;
	/* The first is the root. */
	VEC(struct node) nodes;
	VEC(struct wild) wilds;
	VEC(struct ending) endings;
	/* Node, kind and text of a segment to the child's number. */
	struct map *children;
	/* Node, tail and group to the number of the ending. */
	struct map *known;
};

struct owner_patterns *owner_patterns_create(struct arena *arena, enum owner_syntax syntax)
{
	struct owner_patterns *patterns = arena_new(arena, struct owner_patterns);
	patterns->arena = arena;
	patterns->syntax = syntax;
	patterns->children = map_create(arena);
	patterns->known = map_create(arena);
	*vec_add(&patterns->nodes, arena) = (struct node){ 0 };
	return patterns;
}

/* ---- what a pattern looks like ---- */

/* "[a-z]" of GitLab at the beginning of `rest`, as base/glob.h writes it; its length or 0. */
static size_t class_take(struct buf *glob, struct str rest)
{
	size_t end = 1;

	while (end < rest.len && (rest.p[end] != ']' || end == 1) && rest.p[end] != '\\') {
		end++;
	}
	if (end == rest.len || rest.p[end] != ']') {
		return 0;
	}
	buf_add(glob, str_slice(rest, 0, end + 1));
	if (rest.p[1] == '^') {
		glob->p[glob->len - end] = '!';
	}
	return end + 1;
}

/* One segment: its escapes taken away, its wildcards kept. */
static bool segment_read(struct arena *arena, struct str written, enum owner_syntax syntax,
		struct segment *segment, struct err *err)
{
	struct buf plain = { 0 };
	struct buf glob = { 0 };
	bool is_wild = false;
	bool is_good = true;
	size_t i = 0;

	while (is_good && i < written.len) {
		char c = written.p[i];
		bool is_class = syntax == OWNER_SYNTAX_GITLAB && c == '[';
		size_t taken = 1;
		if (is_class) {
			taken = class_take(&glob, str_from(written, i));
			is_good = taken > 0 || err_set(err, "'[' has no ']'");
		} else if (c == '*' || c == '?') {
			buf_add_char(&glob, c);
		} else {
			taken += c == '\\' && i + 1 < written.len;
			c = written.p[i + taken - 1];
			buf_fmt(&glob, strchr("*?[{", c) ? "[%c]" : "%c", c);
			buf_add_char(&plain, c);
		}
		is_wild |= is_class || (taken == 1 && (c == '*' || c == '?'));
		i += taken;
	}
	is_good = is_good && (!is_wild || glob_check(buf_str(&glob), err));
	segment->kind = is_wild ? SEGMENT_WILD : SEGMENT_LITERAL;
	segment->text = str_dup(arena, buf_str(is_wild ? &glob : &plain));
	buf_finish(&plain);
	buf_finish(&glob);
	return is_good;
}

static void star_add(struct shape *shape, struct arena *arena)
{
	size_t len = shape->segments.len;
	if (len == 0 || shape->segments.p[len - 1].kind != SEGMENT_STAR) {
		*vec_add(&shape->segments, arena) = (struct segment){ .kind = SEGMENT_STAR };
	}
}

/* What the last segment says about what may follow. */
static void tail_set(struct shape *shape, enum owner_syntax syntax, bool is_folder)
{
	struct segment *last = &shape->segments.p[shape->segments.len - 1];

	if (!is_folder && syntax == OWNER_SYNTAX_GITLAB) {
		/* There "**" is special only in front of a slash. */
		if (last->kind == SEGMENT_STAR) {
			*last = (struct segment){ SEGMENT_WILD, STR("*") };
		}
		shape->tail = TAIL_HERE;
	} else if (is_folder || last->kind == SEGMENT_STAR) {
		shape->tail = TAIL_BELOW;
	} else {
		bool is_any = last->kind == SEGMENT_WILD && str_eq(last->text, STR("*"));
		shape->tail = is_any ? TAIL_HERE : TAIL_EITHER;
	}
}

static bool shape_check(struct str pattern, enum owner_syntax syntax, struct err *err)
{
	if (pattern.len == 0) {
		return err_set(err, "a pattern must not be empty");
	}
	if (pattern.len > OWNER_PATTERN_MAX) {
		return err_set(err, "a pattern of more than %d bytes", OWNER_PATTERN_MAX);
	}
	if (syntax == OWNER_SYNTAX_GITLAB) {
		return true;
	}
	if (pattern.p[0] == '!') {
		return err_set(err, "GitHub knows no '!' in front of a pattern");
	}
	if (str_starts(pattern, STR("\\#"))) {
		return err_set(err, "GitHub knows no pattern that begins with '#'");
	}
	for (size_t i = 0; i < pattern.len; i++) {
		if (pattern.p[i] == '\\') {
			i++;
		} else if (pattern.p[i] == '[' || pattern.p[i] == ']') {
			return err_set(err, "GitHub knows no '[' and ']' in a pattern");
		}
	}
	return true;
}

static bool shape_read(struct shape *shape, struct arena *arena, struct str pattern,
		enum owner_syntax syntax, struct err *err)
{
	*shape = (struct shape){ 0 };
	if (!shape_check(pattern, syntax, err)) {
		return false;
	}
	bool is_anchored = pattern.p[0] == '/';
	bool is_folder = str_ends(pattern, STR("/"));
	while (pattern.len > 0 && pattern.p[0] == '/') {
		pattern = str_from(pattern, 1);
	}
	while (pattern.len > 0 && pattern.p[pattern.len - 1] == '/') {
		pattern.len--;
	}
	if (pattern.len == 0) {
		/* "/" */
		shape->tail = TAIL_BELOW;
		return syntax == OWNER_SYNTAX_GITLAB
		       || err_set(err, "GitHub takes '/' for no file; '*' is all of them");
	}
	if (!is_anchored
			&& (syntax == OWNER_SYNTAX_GITLAB
					|| !memchr(pattern.p, '/', pattern.len))) {
		star_add(shape, arena);
	}
	struct str rest = pattern;
	struct str written;
	while (str_split(&rest, '/', &written)) {
		struct segment segment;
		if (str_eq(written, STR("**"))) {
			star_add(shape, arena);
			continue;
		}
		if (!segment_read(arena, written, syntax, &segment, err)) {
			return false;
		}
		*vec_add(&shape->segments, arena) = segment;
	}
	tail_set(shape, syntax, is_folder);
	return true;
}

struct str owner_pattern_folder(
		struct arena *arena, struct str pattern, enum owner_syntax syntax, bool *is_folder)
{
	struct shape shape;
	struct err err;
	struct buf path = { 0 };
	size_t taken = 0;

	if (!shape_read(&shape, arena, pattern, syntax, &err)) {
		return STR("");
	}
	while (taken < shape.segments.len && shape.segments.p[taken].kind == SEGMENT_LITERAL) {
		buf_fmt(&path, "%s" STR_FMT, taken ? "/" : "",
				STR_ARG(shape.segments.p[taken].text));
		taken++;
	}
	*is_folder = taken < shape.segments.len || shape.tail == TAIL_BELOW;
	struct str folder = str_dup(arena, buf_str(&path));
	buf_finish(&path);
	return folder;
}

/* ---- the tree ---- */

static uint32_t node_add(struct owner_patterns *patterns)
{
	*vec_add(&patterns->nodes, patterns->arena) = (struct node){ 0 };
	return (uint32_t)(patterns->nodes.len - 1);
}

/* The child of a node for a segment, made if it is not there. */
static uint32_t child_put(
		struct owner_patterns *patterns, uint32_t node, const struct segment *segment)
{
	if (segment->kind == SEGMENT_STAR) {
		if (!patterns->nodes.p[node].star) {
			uint32_t star = node_add(patterns);
			patterns->nodes.p[star].is_star = true;
			patterns->nodes.p[node].star = star;
		}
		return patterns->nodes.p[node].star;
	}
	struct buf key = { 0 };
	bool is_new;
	bool is_wild = segment->kind == SEGMENT_WILD;
	buf_add(&key, (struct str){ (const char *)&node, sizeof(node) });
	/* No segment has a slash in it. */
	buf_add_cstr(&key, is_wild ? "/" : "");
	buf_add(&key, segment->text);
	struct map_entry *entry = map_put(patterns->children, buf_str(&key), &is_new);
	buf_finish(&key);
	if (is_new) {
		entry->num = node_add(patterns);
	}
	uint32_t child = (uint32_t)entry->num;
	if (is_new && is_wild) {
		*vec_add(&patterns->wilds, patterns->arena) = (struct wild){
			.glob = segment->text,
			.node = child,
			.next = patterns->nodes.p[node].first_wild,
		};
		patterns->nodes.p[node].first_wild = (uint32_t)patterns->wilds.len;
	}
	return child;
}

static void ending_put(struct owner_patterns *patterns, uint32_t node, enum tail tail,
		uint32_t group, uint32_t line)
{
	const uint32_t words[] = { node, (uint32_t)tail, group };
	bool is_new;
	struct map_entry *entry = map_put(patterns->known,
			(struct str){ (const char *)words, sizeof(words) }, &is_new);

	if (is_new) {
		uint32_t *first = &patterns->nodes.p[node].first_ending[tail];
		entry->num = patterns->endings.len;
		*vec_add(&patterns->endings, patterns->arena) = (struct ending){ .next = *first };
		*first = (uint32_t)patterns->endings.len;
	}
	patterns->endings.p[entry->num].line = line;
}

bool owner_patterns_add(struct owner_patterns *patterns, struct str pattern, uint32_t group,
		uint32_t line, struct err *err)
{
	struct shape shape;
	uint32_t node = 0;

	if (!shape_read(&shape, patterns->arena, pattern, patterns->syntax, err)) {
		return false;
	}
	vec_each (const struct segment, segment, &shape.segments) {
		node = child_put(patterns, node, segment);
	}
	ending_put(patterns, node, shape.tail, group, line);
	return true;
}

/* ---- asking ---- */

struct owner_matcher owner_matcher_create(
		const struct owner_patterns *patterns, struct arena *arena)
{
	return (struct owner_matcher){
		.patterns = patterns,
		.arena = arena,
		.marks = arena_new_array(arena, uint32_t, patterns->nodes.len),
	};
}

/* Makes a node active, and with it what "**" for no segment at all leads to. */
static void node_enter(struct owner_matcher *matcher, uint32_t node)
{
	const struct node *nodes = matcher->patterns->nodes.p;

	while (matcher->marks[node] != matcher->mark) {
		matcher->marks[node] = matcher->mark;
		*vec_add(&matcher->next, matcher->arena) = node;
		if (!nodes[node].star) {
			return;
		}
		node = nodes[node].star;
	}
}

static void endings_take(struct owner_matcher *matcher, uint32_t node, enum tail tail)
{
	const struct owner_patterns *patterns = matcher->patterns;
	uint32_t at = patterns->nodes.p[node].first_ending[tail];

	while (at) {
		const struct ending *ending = &patterns->endings.p[at - 1];
		*vec_add(&matcher->lines, matcher->arena) = ending->line;
		matcher->steps++;
		at = ending->next;
	}
}

/* The key of a node's child for a literal segment. */
static struct str key_of(struct owner_matcher *matcher, uint32_t node, struct str segment)
{
	if (segment.len + sizeof(node) > matcher->key_cap) {
		matcher->key_cap = 2 * (segment.len + sizeof(node));
		matcher->key = arena_alloc(matcher->arena, matcher->key_cap);
	}
	memcpy(matcher->key, &node, sizeof(node));
	memcpy(matcher->key + sizeof(node), segment.p, segment.len);
	return (struct str){ matcher->key, sizeof(node) + segment.len };
}

static void node_step(struct owner_matcher *matcher, uint32_t number, struct str segment)
{
	const struct owner_patterns *patterns = matcher->patterns;
	const struct node *node = &patterns->nodes.p[number];
	const struct map_entry *child =
			map_find(patterns->children, key_of(matcher, number, segment));

	if (child) {
		node_enter(matcher, (uint32_t)child->num);
	}
	if (node->is_star) {
		node_enter(matcher, number);
	}
	for (uint32_t at = node->first_wild; at;) {
		const struct wild *wild = &patterns->wilds.p[at - 1];
		if (glob_match(wild->glob, segment)) {
			node_enter(matcher, wild->node);
		}
		matcher->steps++;
		at = wild->next;
	}
	matcher->steps++;
}

void owner_matcher_ask(struct owner_matcher *matcher, struct str path)
{
	struct str segment;

	matcher->lines.len = 0;
	matcher->next.len = 0;
	matcher->mark++;
	node_enter(matcher, 0);
	while (str_split(&path, '/', &segment)) {
		matcher->active.len = 0;
		vec_each (const uint32_t, node, &matcher->next) {
			*vec_add(&matcher->active, matcher->arena) = *node;
		}
		matcher->next.len = 0;
		matcher->mark++;
		vec_each (const uint32_t, node, &matcher->active) {
			endings_take(matcher, *node, TAIL_BELOW);
			endings_take(matcher, *node, TAIL_EITHER);
			node_step(matcher, *node, segment);
		}
	}
	vec_each (const uint32_t, node, &matcher->next) {
		endings_take(matcher, *node, TAIL_HERE);
		endings_take(matcher, *node, TAIL_EITHER);
	}
}
