/* SPDX-License-Identifier: MIT */
/*
 * acyclic: modules, folders, files or headers that use each other in a circle.
 *
 * One finding for each component of the graph, however many cycles it has: a
 * few shortest ones as evidence, and what is cheapest to cut.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "facts/code_graph.h"
#include "facts/selector.h"
#include "rules/kinds.h"
#include "rules/walk.h"
#include "rules/words.h"

#define ALL_KINDS ((1U << USE_KINDS) - 1)
/* Cuts that are named, each with a cycle that it breaks. */
#define CUTS_SHOWN 3
/* Steps of a cycle that are shown. */
#define STEPS_MAX 40
/* Members that the baseline names; of more, a hash of all stands for the rest. */
#define MEMBERS_NAMED 8

/* `inside` as people write it: "warn" is how the language says warning here. */
static const char *const inside_words[] = { "none", "info", "warning", "error", "warn", NULL };

enum {
	INSIDE_WARN = SEVERITY_ERROR + 1,
};

struct acyclic_keys {
	struct choice level;
	struct text_list of;
	struct choice inside;
	/* Of cycles that lie within one module. */
	enum severity inside_severity;
};

/* clang-format off */

static const struct field acyclic_fields[] = {
	{ .name = "level", .type = FIELD_CHOICE, .offset = offsetof(struct acyclic_keys, level),
	  .words = code_level_words, .fallback = LEVEL_MODULE,
	  .help = "What the circles are made of: module, folder, file or header (includes between "
		  "headers). Default: module.",
	  .example = "file" },
	{ .name = "of", .type = FIELD_SELECTORS, .offset = offsetof(struct acyclic_keys, of),
	  .help = "What is looked at. Default: everything.",
	  .example = "[\"drv/*\"]" },
	{ .name = "inside", .type = FIELD_CHOICE,
	  .offset = offsetof(struct acyclic_keys, inside), .words = inside_words,
	  .fallback = SEVERITY_NONE,
	  .help = "The severity of cycles that lie within one module: none, info, warning or "
		  "error. At level module these are cycles of its files. Default: none at level "
		  "module, else the rule's own severity.",
	  .example = "warning" },
};

/* clang-format on */

static const struct table acyclic_table = {
	.name = "rule",
	.help = "Nothing uses itself through others.",
	.fields = acyclic_fields,
	.len = COUNT_OF(acyclic_fields),
	.size = sizeof(struct acyclic_keys),
};

static bool acyclic_prepare(struct rule *rule, const struct code *code, struct arena *arena,
		struct problems *problems)
{
	struct acyclic_keys *keys = rule->keys;
	bool is_module = keys->level.value == LEVEL_MODULE;
	keys->inside_severity = is_module ? SEVERITY_NONE : rule->severity;
	if (keys->inside.is_set) {
		keys->inside_severity = keys->inside.value == INSIDE_WARN
							? SEVERITY_WARNING
							: (enum severity)keys->inside.value;
	}
	/* Headers make a circle by including each other, unless the rule says otherwise. */
	if (keys->level.value == LEVEL_HEADER && rule->by == ALL_KINDS) {
		rule->by = 1U << USE_INCLUDE;
	}
	if (keys->of.is_set) {
		rule->scope = selector_compile(arena, keys->of.p, keys->of.len,
				is_module ? FORMS_OF_MODULES : FORMS_OF_USERS, code, problems);
	}
	return !keys->of.is_set || rule->scope;
}

/* A use counts between two judged files. */
static bool counts(const struct code *code, const struct code_use *use, void *ctx)
{
	return rule_looks_at(ctx, code, use) && rule_judges_file(ctx, code, use->target_file);
}

/*
 * Of files and folders, a header that declares itself what it uses does not
 * depend on where that is defined, nor does what only passes a struct by
 * pointer: else every header would make a circle with its own source.
 */
static bool counts_between_files(const struct code *code, const struct code_use *use, void *ctx)
{
	bool is_header = (code->files[use->file].flags & FILE_HEADER) != 0;
	if (use->kind != USE_INCLUDE && is_header && use->declared_in == use->file) {
		return false;
	}
	if (use->kind == USE_TYPE && !(use->flags & USE_COMPLETE)) {
		enum symbol_kind kind = code->symbols[use->symbol].kind;
		if (kind == SYMBOL_STRUCT || kind == SYMBOL_UNION) {
			return false;
		}
	}
	return counts(code, use, ctx);
}

static bool counts_inside(const struct code *code, const struct code_use *use, void *ctx)
{
	uint32_t module = code->files[use->file].module;
	return module != NONE && module == code_use_module(code, use)
	       && counts_between_files(code, use, ctx);
}

/* One graph under judgement. */
struct circles {
	const struct rule *rule;
	const struct code *code;
	const struct code_graph *graph;
	const struct components *components;
	/* The module of each node, or NONE. */
	const uint32_t *module_of_node;
	struct findings *findings;
};

/* "a b c", or the first few, how many there are, and a hash of them all. */
static struct str members_text(const struct circles *circles, uint32_t c, size_t named,
		const char *separator, bool is_fingerprint)
{
	const struct components *components = circles->components;
	uint32_t count = components->first[c + 1] - components->first[c];
	const uint32_t *members = &components->members[components->first[c]];
	struct buf text;
	struct buf all;
	buf_init(&text);
	buf_init(&all);
	for (uint32_t i = 0; i < count; i++) {
		struct str name = circles->graph->names[members[i]];
		if (i < named) {
			buf_add_cstr(&text, i > 0 ? separator : "");
			buf_add(&text, name);
		}
		buf_add(&all, name);
		buf_add_char(&all, '\n');
	}
	if (count > named) {
		buf_fmt(&text, " and %zu more", count - named);
	}
	if (count > named && is_fingerprint) {
		char hex[HASH_HEX_SIZE];
		hash_hex(hash_of(buf_str(&all)), hex);
		buf_fmt(&text, " (%s)", hex);
	}
	struct str result = str_dup(circles->findings->arena, buf_str(&text));
	buf_finish(&text);
	buf_finish(&all);
	return result;
}

static const struct code_use *edge_use(const struct circles *circles, uint32_t edge)
{
	return &circles->code->uses[circles->graph->graph.edges[edge].label];
}

/* "core uses net (12 uses): calls net_send of src/net/send.c" */
static struct str edge_text(const struct circles *circles, uint32_t edge)
{
	struct arena *arena = circles->findings->arena;
	const struct graph_edge *e = &circles->graph->graph.edges[edge];
	return str_fmt(arena, STR_FMT " -> " STR_FMT " (" STR_FMT "): " STR_FMT,
			STR_ARG(circles->graph->names[e->from]),
			STR_ARG(circles->graph->names[e->to]),
			STR_ARG(counted(arena, e->weight, "use", "uses")),
			STR_ARG(use_step(arena, circles->code, edge_use(circles, edge))));
}

static void add_cycle(struct finding *finding, const struct circles *circles, const uint32_t *cycle,
		size_t len)
{
	struct arena *arena = circles->findings->arena;
	size_t shown = len > STEPS_MAX ? STEPS_MAX : len;
	finding->evidence = arena_new_array(arena, struct evidence, shown + 1);
	for (size_t i = 0; i < shown; i++) {
		finding->evidence[finding->evidence_len++] = (struct evidence){
			.place = code_use_place(circles->code, edge_use(circles, cycle[i])),
			.text = edge_text(circles, cycle[i]),
		};
	}
	if (len > shown) {
		finding->evidence[finding->evidence_len++] = (struct evidence){
			.place = code_use_place(circles->code, edge_use(circles, cycle[shown])),
			.text = str_fmt(arena, "and so on for %zu steps", len - shown),
		};
	}
}

static uint64_t cuts_weight(const struct circles *circles, const uint32_t *cuts, size_t count)
{
	uint64_t weight = 0;
	for (size_t i = 0; i < count; i++) {
		weight += circles->graph->graph.edges[cuts[i]].weight;
	}
	return weight;
}

/* "cut core -> net (2 uses, the first at a.c:3) and …; that leaves no cycle". */
static struct str cuts_text(const struct circles *circles, uint32_t c)
{
	struct arena *arena = circles->findings->arena;
	const struct graph *graph = &circles->graph->graph;
	uint32_t *cuts;
	size_t count = graph_cuts(arena, graph, circles->components, c, &cuts);
	uint64_t weight = cuts_weight(circles, cuts, count);
	struct buf text;
	buf_init(&text);
	buf_add_cstr(&text, "cut ");
	for (size_t i = 0; i < count && i < CUTS_SHOWN; i++) {
		const struct graph_edge *edge = &graph->edges[cuts[i]];
		const struct code_use *use = edge_use(circles, cuts[i]);
		buf_fmt(&text,
				"%s" STR_FMT " -> " STR_FMT " (" STR_FMT ", first at " STR_FMT
				":%u)",
				i > 0 ? ", " : "", STR_ARG(circles->graph->names[edge->from]),
				STR_ARG(circles->graph->names[edge->to]),
				STR_ARG(counted(arena, edge->weight, "use", "uses")),
				STR_ARG(circles->code->files[use->file].path), use->line);
	}
	if (count > CUTS_SHOWN) {
		buf_fmt(&text, " and %zu more edges", count - CUTS_SHOWN);
	}
	if (count > 1) {
		buf_fmt(&text, ": %llu uses in all", (unsigned long long)weight);
	}
	buf_add_cstr(&text, "; then no cycle is left");
	struct str result = str_dup(arena, buf_str(&text));
	buf_finish(&text);
	return result;
}

/* The module that all members belong to, or NONE. */
static uint32_t common_module(const struct circles *circles, uint32_t c)
{
	const struct components *components = circles->components;
	uint32_t module = circles->module_of_node[components->members[components->first[c]]];
	for (uint32_t i = components->first[c]; i < components->first[c + 1]; i++) {
		if (circles->module_of_node[components->members[i]] != module) {
			return NONE;
		}
	}
	return module;
}

static const char *level_noun(enum code_level level)
{
	static const char *const nouns[] = {
		[LEVEL_MODULE] = "modules",
		[LEVEL_FOLDER] = "folders",
		[LEVEL_FILE] = "files",
		[LEVEL_HEADER] = "headers",
	};
	return nouns[level];
}

static void report(const struct circles *circles, uint32_t c, enum severity severity)
{
	struct arena *arena = circles->findings->arena;
	const struct components *components = circles->components;
	uint32_t count = components->first[c + 1] - components->first[c];
	struct str first = circles->graph->names[components->members[components->first[c]]];
	uint32_t *cycle;
	size_t len = graph_cycle(arena, &circles->graph->graph, components, c, &cycle);
	const struct code_use *use = edge_use(circles, cycle[0]);
	struct finding *finding = rule_finding_at(circles->rule, STR("cycle"), first,
			members_text(circles, c, MEMBERS_NAMED, " ", true),
			code_use_place(circles->code, use), circles->findings);

	finding->severity = severity;
	finding->label = use_label(arena, circles->code, use);
	finding->message = str_fmt(arena, "%u %s use each other in a circle: " STR_FMT, count,
			level_noun(circles->graph->level),
			STR_ARG(members_text(circles, c, MEMBERS_NAMED, ", ", false)));
	add_cycle(finding, circles, cycle, len);
	finding->remedy = cuts_text(circles, c);
	if (len < count) {
		finding->also = str_fmt(arena, "the shortest of its cycles has %zu steps", len);
	}
}

/* `inside_severity` is of components that lie within one module, `severity` of the others. */
static void judge(const struct rule *rule, const struct code *code, enum code_level level,
		code_graph_test *test, enum severity severity, enum severity inside_severity,
		struct findings *findings)
{
	struct arena *scratch = arena_create();
	struct rule copy = *rule;
	struct code_graph graph = code_graph_create(scratch, code, level, test, &copy);
	struct components components = graph_components(scratch, &graph.graph);
	uint32_t *module_of_node = arena_new_array(scratch, uint32_t, graph.graph.node_count);
	uint8_t *is_mixed = arena_new_array(scratch, uint8_t, graph.graph.node_count);
	for (uint32_t n = 0; n < graph.graph.node_count; n++) {
		module_of_node[n] = NONE;
	}
	for (size_t i = 0; level != LEVEL_MODULE && i < code->file_count; i++) {
		uint32_t node = graph.node_of_file[i];
		if (node != NONE) {
			is_mixed[node] |= module_of_node[node] != NONE
					  && module_of_node[node] != code->files[i].module;
			module_of_node[node] = is_mixed[node] ? NONE : code->files[i].module;
		}
	}

	const struct circles circles = { rule, code, &graph, &components, module_of_node,
		findings };
	for (uint32_t c = 0; c < components.count; c++) {
		if (!component_is_cycle(&graph.graph, &components, c)) {
			continue;
		}
		bool is_inside = common_module(&circles, c) != NONE;
		enum severity s = is_inside ? inside_severity : severity;
		if (s != SEVERITY_NONE) {
			report(&circles, c, s);
		}
	}
	arena_destroy(scratch);
}

static void acyclic_check(
		const struct rule *rule, const struct rule_facts *facts, struct findings *findings)
{
	const struct acyclic_keys *keys = rule->keys;
	enum code_level level = keys->level.value;
	judge(rule, facts->code, level, level == LEVEL_MODULE ? counts : counts_between_files,
			rule->severity, keys->inside_severity, findings);
	if (level == LEVEL_MODULE && keys->inside_severity != SEVERITY_NONE) {
		judge(rule, facts->code, LEVEL_FILE, counts_inside, SEVERITY_NONE,
				keys->inside_severity, findings);
	}
}

const struct rule_kind rule_acyclic = {
	.name = "acyclic",
	.summary = "Modules, folders, files or headers do not use each other in a circle.",
	.needs = NEEDS_INCLUDES | NEEDS_SYMBOLS,
	.severity = SEVERITY_ERROR,
	.keys = &acyclic_table,
	.prepare = acyclic_prepare,
	.check = acyclic_check,
};
