/* SPDX-License-Identifier: MIT */
#include "cli/proposal.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/path.h"
#include "cli/use_graph.h"

/* Folders that hold modules rather than being one. */
static const struct str containers[] = {
	STR_INIT("3rdparty"),
	STR_INIT("apps"),
	STR_INIT("code"),
	STR_INIT("components"),
	STR_INIT("contrib"),
	STR_INIT("deps"),
	STR_INIT("drivers"),
	STR_INIT("extern"),
	STR_INIT("external"),
	STR_INIT("lib"),
	STR_INIT("libs"),
	STR_INIT("modules"),
	STR_INIT("packages"),
	STR_INIT("plugins"),
	STR_INIT("source"),
	STR_INIT("sources"),
	STR_INIT("src"),
	STR_INIT("subprojects"),
	STR_INIT("third-party"),
	STR_INIT("third_party"),
	STR_INIT("thirdparty"),
	STR_INIT("vendor"),
};

/* Names that selectors take for something else. */
static const struct str taken_names[] = { STR_INIT("system"), STR_INIT("unassigned") };

#define INCLUDE STR("include")
#define ROOT_NAME STR("main")

struct split {
	struct proposal *proposal;
	/* Paths of the judged C files, sorted. */
	struct str *paths;
	size_t count;
	/* Containers still to be looked into. */
	VEC(struct str) open;
	/* Folders right below an `include`. */
	VEC(struct str) headers;
};

static bool is_among(struct str name, const struct str *names, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (str_eq(name, names[i])) {
			return true;
		}
	}
	return false;
}

static void add_module(struct split *split, struct str folder, bool is_flat)
{
	*vec_add(&split->proposal->modules, split->proposal->arena) = (struct proposed_module){
		.folder = folder,
		.is_flat = is_flat,
	};
}

/* The first path that does not come before `folder`/. */
static size_t first_below(const struct split *split, struct str folder)
{
	struct str prefix = str_fmt(split->proposal->arena, STR_FMT "%s", STR_ARG(folder),
			folder.len ? "/" : "");
	size_t low = 0;
	size_t high = split->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (str_cmp(split->paths[middle], prefix) < 0) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}

/* Sorts one folder of a container into modules, further containers and headers. */
static void take_folder(struct split *split, struct str container, struct str folder)
{
	struct str name = path_name(folder);

	if (str_eq(path_name(container), INCLUDE)) {
		*vec_add(&split->headers, split->proposal->arena) = folder;
	} else if (str_eq(name, INCLUDE) || is_among(name, containers, COUNT_OF(containers))) {
		*vec_add(&split->open, split->proposal->arena) = folder;
	} else {
		add_module(split, folder, false);
	}
}

static void look_into(struct split *split, struct str container)
{
	size_t skip = container.len ? container.len + 1 : 0;
	struct str last = { 0 };
	bool has_files = false;

	for (size_t i = first_below(split, container); i < split->count; i++) {
		struct str path = split->paths[i];
		if (container.len
				&& (path.len <= skip || path.p[container.len] != '/'
						|| !str_starts(path, container))) {
			break;
		}
		size_t slash = skip + str_find(str_from(path, skip), '/');
		if (slash == path.len) {
			has_files = true;
			continue;
		}
		struct str folder = str_slice(path, 0, slash);
		if (!last.p || !str_eq(last, folder)) {
			/* A proposal outlives the run that it learned of the files from. */
			take_folder(split, container, str_dup(split->proposal->arena, folder));
			last = folder;
		}
	}
	if (has_files) {
		add_module(split, container, true);
	}
}

/* Names are [A-Za-z0-9][A-Za-z0-9._/-]*; whatever else a folder has becomes '_'. */
static struct str clean_name(struct arena *arena, struct str folder)
{
	struct buf name;

	buf_init(&name);
	for (size_t i = 0; i < folder.len; i++) {
		char c = folder.p[i];
		bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
				 || (c >= '0' && c <= '9');
		if (name.len == 0 && !is_letter) {
			buf_add_char(&name, 'm');
		}
		buf_add_char(&name, is_letter || (c && strchr("._/-", c)) ? c : '_');
	}
	struct str text = str_dup(arena, buf_str(&name));
	buf_finish(&name);
	return text;
}

/* The last part of the folder where that is unique, else the whole of it. */
static void name_modules(struct proposal *proposal)
{
	struct map *last_parts = map_create(proposal->arena);
	struct map *names = map_create(proposal->arena);

	vec_each (struct proposed_module, module, &proposal->modules) {
		map_put(last_parts, path_name(module->folder), NULL)->num++;
	}
	vec_each (struct proposed_module, module, &proposal->modules) {
		struct str part = path_name(module->folder);
		bool is_unique = map_find(last_parts, part)->num == 1
				 && !is_among(part, taken_names, COUNT_OF(taken_names));
		struct str name = clean_name(proposal->arena, is_unique ? part : module->folder);
		bool is_new = false;
		name = module->folder.len ? name : ROOT_NAME;
		module->name = name;
		for (unsigned n = 2; map_put(names, module->name, &is_new), !is_new; n++) {
			module->name = str_fmt(proposal->arena, STR_FMT "-%u", STR_ARG(name), n);
		}
		if (is_among(module->name, taken_names, COUNT_OF(taken_names))) {
			module->name = str_fmt(
					proposal->arena, STR_FMT "-module", STR_ARG(module->name));
		}
	}
}

/* include/X goes to the one module called X; otherwise it is a module itself. */
static void place_headers(struct split *split)
{
	vec_each (const struct str, folder, &split->headers) {
		struct proposed_module *owner = NULL;
		size_t owners = 0;
		vec_each (struct proposed_module, module, &split->proposal->modules) {
			if (!module->is_flat
					&& str_eq(path_name(module->folder), path_name(*folder))) {
				owner = module;
				owners++;
			}
		}
		if (owners == 1) {
			*vec_add(&owner->public_folders, split->proposal->arena) = *folder;
		} else {
			add_module(split, *folder, false);
		}
	}
}

static int module_order(const void *a, const void *b)
{
	const struct proposed_module *left = a;
	const struct proposed_module *right = b;
	int by_folder = str_cmp(left->folder, right->folder);
	return by_folder ? by_folder : left->is_flat - right->is_flat;
}

static int name_order(const void *a, const void *b)
{
	return str_cmp(((const struct proposed_module *)a)->name,
			((const struct proposed_module *)b)->name);
}

void proposal_split(struct proposal *proposal, const struct code *code)
{
	struct split split = { .proposal = proposal };

	split.paths = arena_new_array(proposal->arena, struct str, code->file_count);
	for (size_t i = 0; i < code->file_count; i++) {
		const uint32_t wanted = FILE_SOURCE | FILE_HEADER;
		if ((code->files[i].flags & FILE_JUDGED) && (code->files[i].flags & wanted)) {
			split.paths[split.count++] = code->files[i].path;
		}
	}

	*vec_add(&split.open, proposal->arena) = STR("");
	for (;;) {
		while (split.open.len) {
			look_into(&split, split.open.p[--split.open.len]);
		}
		/* A tree in one folder says nothing yet: what is in that folder? */
		bool is_one = proposal->modules.len == 1 && !proposal->modules.p[0].is_flat;
		if (!is_one) {
			break;
		}
		*vec_add(&split.open, proposal->arena) = proposal->modules.p[0].folder;
		proposal->modules.len = 0;
	}
	vec_sort(&proposal->modules, module_order);
	place_headers(&split);
	name_modules(proposal);
	vec_sort(&proposal->modules, name_order);
}

/* ---- uses ---- */

static struct proposed_module *module_find(struct proposal *proposal, struct str name)
{
	vec_each (struct proposed_module, module, &proposal->modules) {
		if (str_eq(module->name, name)) {
			return module;
		}
	}
	return NULL;
}

/* Whether nobody else includes a private header of the module. */
static bool is_closed(const struct code *code, uint32_t module)
{
	for (size_t i = 0; i < code->use_count; i++) {
		const struct code_use *use = &code->uses[i];
		if (use->kind == USE_INCLUDE && code_use_module(code, use) == module
				&& code->files[use->file].module != module
				&& !(code->files[use->target_file].flags & FILE_PUBLIC)) {
			return false;
		}
	}
	return true;
}

void proposal_use(struct proposal *proposal, const struct use_graph *uses, const struct code *code)
{
	const struct graph *graph = &uses->graph;

	for (uint32_t n = 0; n < code->module_count; n++) {
		struct proposed_module *module = module_find(proposal, code->modules[n].name);
		if (!module) {
			continue;
		}
		for (uint32_t e = graph->first_edge[n]; e < graph->first_edge[n + 1]; e++) {
			if (uses->nodes[graph->edges[e].to].kind == NODE_OF_CODE) {
				*vec_add(&module->uses, proposal->arena) = str_dup(proposal->arena,
						uses->nodes[graph->edges[e].to].name);
			}
		}
		if (module->public_folders.len && is_closed(code, n)) {
			*vec_add(&proposal->closed, proposal->arena) = module->name;
		}
	}
}

/* ---- text ---- */

/* Plain where YAML reads it as text and nothing else; otherwise in double quotes. */
static void write_scalar(struct str text, struct buf *out)
{
	bool is_plain = text.len > 0;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.p[i];
		bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
		is_plain &= is_letter || (i > 0 && c && strchr("0123456789._/*-", c));
	}
	if (is_plain) {
		buf_add(out, text);
		return;
	}
	buf_add_char(out, '"');
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.p[i];
		if (c < 0x20 || c == 0x7F) {
			buf_fmt(out, "\\x%02x", c);
		} else {
			buf_add_cstr(out, c == '"' || c == '\\' ? "\\" : "");
			buf_add_char(out, (char)c);
		}
	}
	buf_add_char(out, '"');
}

/* A pattern for what lies in a folder, of which every character is meant as itself. */
static struct str pattern(struct arena *arena, struct str folder, const char *rest)
{
	struct buf text;

	buf_init(&text);
	for (size_t i = 0; i < folder.len; i++) {
		bool is_special = folder.p[i] && strchr("*?[{", folder.p[i]);
		buf_fmt(&text, is_special ? "[%c]" : "%c", folder.p[i]);
	}
	buf_fmt(&text, "%s%s", folder.len ? "/" : "", rest);
	struct str result = str_dup(arena, buf_str(&text));
	buf_finish(&text);
	return result;
}

static void write_list(const struct str *items, size_t count, struct buf *out)
{
	buf_add_char(out, '[');
	for (size_t i = 0; i < count; i++) {
		buf_add_cstr(out, i ? ", " : "");
		write_scalar(items[i], out);
	}
	buf_add_cstr(out, "]\n");
}

static void write_module(const struct proposal *proposal, const struct proposed_module *module,
		bool has_uses, struct buf *out)
{
	struct arena *arena = proposal->arena;
	VEC(struct str) paths = { 0 };
	VEC(struct str) headers = { 0 };

	*vec_add(&paths, arena) = pattern(arena, module->folder, module->is_flat ? "*" : "**");
	vec_each (const struct str, folder, &module->public_folders) {
		*vec_add(&headers, arena) = pattern(arena, *folder, "**");
	}

	buf_add_cstr(out, "  ");
	write_scalar(module->name, out);
	buf_add_cstr(out, ":\n    paths: ");
	write_list(paths.p, paths.len, out);
	if (headers.len) {
		buf_add_cstr(out, "    public: ");
		write_list(headers.p, headers.len, out);
	}
	if (has_uses) {
		buf_add_cstr(out, "    uses: ");
		write_list(module->uses.p, module->uses.len, out);
	}
}

static void write_sources(const struct proposal *proposal, struct buf *out)
{
	if (!proposal->compile_commands.len && !proposal->ignore.len) {
		return;
	}
	buf_add_cstr(out, "sources:\n");
	if (proposal->compile_commands.len) {
		buf_add_cstr(out, "  compile_commands: ");
		write_list(proposal->compile_commands.p, proposal->compile_commands.len, out);
	}
	if (proposal->ignore.len) {
		VEC(struct str) patterns = { 0 };
		vec_each (const struct str, folder, &proposal->ignore) {
			*vec_add(&patterns, proposal->arena) =
					pattern(proposal->arena, *folder, "**");
		}
		buf_add_cstr(out, "  ignore: ");
		write_list(patterns.p, patterns.len, out);
	}
}

void proposal_write(const struct proposal *proposal, bool has_uses, struct buf *out)
{
	buf_add_cstr(out,
			"# Written by `lintel init`: modules as the folders suggest them, and the uses\n"
			"# that each has today.  Join and split modules until they are the ones that\n"
			"# people speak of, give them owners, take out uses that should not be, and add\n"
			"# the rules that people have in mind: `lintel explain layers` and others.\n"
			"version: 1\n");
	write_sources(proposal, out);
	buf_add_cstr(out, proposal->modules.len ? "modules:\n" : "");
	vec_each (const struct proposed_module, module, &proposal->modules) {
		write_module(proposal, module, has_uses, out);
	}
	if (!has_uses) {
		buf_add_cstr(out, "unassigned: none\n");
		return;
	}
	buf_add_cstr(out,
			"unassigned: error\nrules:\n"
			"  - id: no-cycles\n"
			"    kind: acyclic\n"
			"    reason: modules that need each other cannot be built, tested or replaced "
			"alone\n");
	if (proposal->closed.len) {
		buf_add_cstr(out, "  - id: front-doors\n"
				  "    kind: public-only\n"
				  "    of: ");
		write_list(proposal->closed.p, proposal->closed.len, out);
		buf_add_cstr(out, "    reason: private headers may change on any day\n");
	}
}
