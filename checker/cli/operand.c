/* SPDX-License-Identifier: MIT */
#include "cli/operand.h"

#include "base/arena.h"
#include "base/glob.h"
#include "base/path.h"
#include "base/suggest.h"
#include "engine/governing.h"
#include "engine/run.h"
#include "facts/selector.h"

#include <unistd.h>

struct items {
	struct text *p;
	size_t len;
	size_t cap;
};

static void add_item(struct items *items, struct arena *arena, struct str text)
{
	*vec_add(items, arena) = (struct text){ .s = text };
}

/* Whether a file has this path or lies below it. */
static bool is_in_tree(const struct code *code, struct str path)
{
	if (code_file_find(code, path) != NONE) {
		return true;
	}
	for (size_t i = 0; i < code->file_count; i++) {
		struct str below;
		if (path_below(path, code->files[i].path, &below)) {
			return true;
		}
	}
	return false;
}

bool operand_path(struct cli *cli, const struct run *run, struct str operand, struct str *path)
{
	char *folder = getcwd(NULL, 0);
	bool is_found = false;

	*path = path_clean(cli->arena, operand);
	if (!path_is_absolute(*path) && is_in_tree(run->code, *path)) {
		is_found = true;
	} else if (folder) {
		struct str absolute = path_join(cli->arena, str_of(folder), operand);
		is_found = path_below(run->root.path, absolute, path)
			   && is_in_tree(run->code, *path);
	}
	free(folder);
	return is_found;
}

/* "tag:domain", "drv-*": nothing but a selector looks like this. */
static bool is_selector(struct str operand)
{
	static const struct str prefixes[] = { STR_INIT("tag:"), STR_INIT("external:"),
		STR_INIT("path:"), STR_INIT("public:"), STR_INIT("private:"), STR_INIT("symbol:"),
		STR_INIT("not:") };

	for (size_t i = 0; i < COUNT_OF(prefixes); i++) {
		if (str_starts(operand, prefixes[i])) {
			return true;
		}
	}
	return str_eq(operand, STR("system")) || str_eq(operand, STR("unassigned"))
	       || glob_is_pattern(operand);
}

static bool has_symbol(const struct code *code, struct str name)
{
	for (size_t i = 0; i < code->symbol_count; i++) {
		if (str_eq(code->symbols[i].name, name)) {
			return true;
		}
	}
	return false;
}

static void add_definers(
		struct items *items, struct cli *cli, const struct code *code, struct str name)
{
	for (size_t i = 0; i < code->symbol_count; i++) {
		const struct code_symbol *symbol = &code->symbols[i];
		if (!str_eq(symbol->name, name)) {
			continue;
		}
		bool is_defined = symbol->definition_count > 0;
		size_t count = is_defined ? symbol->definition_count : symbol->declaration_count;
		const struct site *sites = is_defined ? symbol->definitions : symbol->declarations;
		for (size_t k = 0; k < count; k++) {
			struct str path = code->files[sites[k].file].path;
			add_item(items, cli->arena,
					str_fmt(cli->arena, "path:" STR_FMT, STR_ARG(path)));
		}
	}
}

static void print_unknown(struct cli *cli, const struct code *code, struct str operand)
{
	struct str *names = arena_new_array(
			cli->arena, struct str, size_add(code->module_count, code->symbol_count));
	size_t count = 0;

	for (size_t i = 0; i < code->module_count; i++) {
		names[count++] = code->modules[i].name;
	}
	for (size_t i = 0; i < code->symbol_count; i++) {
		names[count++] = code->symbols[i].name;
	}
	struct str near = suggest(operand, names, count);
	if (near.len) {
		(void)cli_error(cli,
				"no module, path or symbol is called '" STR_FMT
				"', did you mean '" STR_FMT "'?",
				STR_ARG(operand), STR_ARG(near));
	} else {
		(void)cli_error(cli, "no module, path or symbol is called '" STR_FMT "'",
				STR_ARG(operand));
	}
}

static struct selector *compile(
		struct cli *cli, const struct run *run, const struct items *items, unsigned forms)
{
	struct problems problems;

	problems_init(&problems, cli->arena);
	struct selector *selector = selector_compile(
			cli->arena, items->p, items->len, forms, run->code, &problems);
	vec_each (const struct problem, problem, &problems.list) {
		if (!problem->is_warning) {
			(void)cli_error(cli, STR_FMT "%s" STR_FMT, STR_ARG(problem->text),
					problem->remedy.len ? "; " : "", STR_ARG(problem->remedy));
			return NULL;
		}
	}
	return selector;
}

static struct selector *understand(
		struct cli *cli, const struct run *run, struct str operand, unsigned forms)
{
	struct items items = { 0 };
	struct str path;

	if (code_module_find(run->code, operand) != NONE || is_selector(operand)) {
		add_item(&items, cli->arena, operand);
	} else if (operand_path(cli, run, operand, &path)) {
		add_item(&items, cli->arena, str_fmt(cli->arena, "path:" STR_FMT, STR_ARG(path)));
	} else if (!has_symbol(run->code, operand)) {
		print_unknown(cli, run->code, operand);
		return NULL;
	} else if (forms & FORM_SYMBOL) {
		add_item(&items, cli->arena,
				str_fmt(cli->arena, "symbol:" STR_FMT, STR_ARG(operand)));
	} else {
		add_definers(&items, cli, run->code, operand);
	}
	return compile(cli, run, &items, forms);
}

struct selector *operand_users(struct cli *cli, const struct run *run, struct str operand)
{
	return understand(cli, run, operand, FORMS_OF_USERS);
}

struct selector *operand_targets(struct cli *cli, const struct run *run, struct str operand)
{
	return understand(cli, run, operand, FORMS_OF_TARGETS);
}

/* "adr/0012-x.md" written in the folder adr/ is "0012-x.md". */
static const struct decision *record_seen_from_here(
		const struct run *run, struct cli *cli, struct str operand)
{
	char *folder = getcwd(NULL, 0);
	const struct decision *found = NULL;
	struct str path;
	if (folder
			&& path_below(run->root.path,
					path_join(cli->arena, str_of(folder), operand), &path)) {
		found = decision_find(&run->governing->decisions, path);
	}
	free(folder);
	return found;
}

const struct decision *operand_record(struct cli *cli, const struct run *run, struct str operand)
{
	const struct decisions *decisions = &run->governing->decisions;
	const struct decision *found = decision_find(decisions, operand);
	const struct decision *other = found ? decision_namesake(decisions, operand, found) : NULL;
	if (other) {
		(void)cli_error(cli,
				"'" STR_FMT "' is ambiguous: " STR_FMT " and " STR_FMT
				"; name the path",
				STR_ARG(operand), STR_ARG(found->path), STR_ARG(other->path));
		return NULL;
	}
	found = found ? found : record_seen_from_here(run, cli, operand);
	if (found) {
		return found;
	}
	struct texts known = { 0 };
	vec_each (const struct decision, decision, &decisions->list) {
		*vec_add(&known, cli->arena) = decision->id.len ? decision->id : decision->path;
	}
	struct str near = suggest(operand, known.p, known.len);
	if (near.len > 0) {
		(void)cli_error(cli,
				"no record is called '" STR_FMT "', did you mean '" STR_FMT "'?",
				STR_ARG(operand), STR_ARG(near));
	} else {
		(void)cli_error(cli,
				"no record is called '" STR_FMT "'; lintel adr list shows them all",
				STR_ARG(operand));
	}
	return NULL;
}

const struct register_kind *operand_kind(
		struct cli *cli, const struct registers *registers, struct str name)
{
	const struct register_kind *kind = register_kind_find(registers, name);
	VEC(struct str) names = { 0 };

	if (kind) {
		return kind;
	}
	for (size_t i = 0; i < registers->kinds.len; i++) {
		*vec_add(&names, cli->arena) = registers->kinds.p[i]->name;
	}
	struct str near = suggest(name, names.p, names.len);
	if (near.len) {
		(void)cli_error(cli,
				"no kind of record is called '" STR_FMT "', did you mean '" STR_FMT
				"'?",
				STR_ARG(name), STR_ARG(near));
	} else {
		(void)cli_error(cli,
				"no kind of record is called '" STR_FMT
				"'; 'lintel registers list' names them",
				STR_ARG(name));
	}
	return NULL;
}
