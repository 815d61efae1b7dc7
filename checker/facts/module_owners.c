/* SPDX-License-Identifier: MIT */
#include "facts/module_owners.h"

#include "base/arena.h"
#include "facts/owner_name.h"

#include <stdlib.h>

const char *const module_owner_words[] = {
	[OWNER_NOT_ASKED] = "not-asked",
	[OWNER_NOBODY] = "nobody",
	[OWNER_UNDECLARED] = "undeclared",
	[OWNER_AGREES] = "agrees",
	[OWNER_PARTLY] = "partly",
	[OWNER_DISAGREES] = "disagrees",
};

/* A name that an entry gives to a file of a module. */
struct owned_file {
	uint32_t module;
	uint32_t name;
	uint32_t file;
	uint32_t entry;
};

struct owned_files {
	struct owned_file *p;
	size_t len;
	size_t cap;
};

static int owned_order(const void *a, const void *b)
{
	const struct owned_file *left = a;
	const struct owned_file *right = b;
	if (left->module != right->module) {
		return left->module < right->module ? -1 : 1;
	}
	if (left->name != right->name) {
		return left->name < right->name ? -1 : 1;
	}
	return left->file < right->file ? -1 : left->file > right->file;
}

static bool is_judged(const struct code_file *file)
{
	return file->module != NONE && (file->flags & FILE_JUDGED);
}

/* Adds what is found for one file. */
static void file_add(struct code_owners_query *query, const struct code *code, uint32_t number,
		struct module_owners *module, struct owned_files *found)
{
	const struct code_file *file = &code->files[number];
	const struct code_owners *owners = query->owners;
	struct str declared = code->modules[file->module].owner;
	bool is_owned = false;
	bool is_agreed = false;

	code_owners_ask(query, file->path);
	vec_each (const uint32_t, at, &query->entries) {
		const struct code_owners_entry *entry = &owners->entries.p[*at];
		for (size_t i = 0; i < entry->name_count; i++) {
			uint32_t name = owners->named.p[entry->first_name + i];
			*vec_add(found, query->arena) =
					(struct owned_file){ file->module, name, number, *at };
			is_owned = true;
			is_agreed |= declared.len > 0
				     && owner_name_same(declared, owners->names.p[name]);
		}
	}
	module->owned += is_owned;
	module->agreed += is_agreed;
}

static enum module_owner_state state_of(const struct module_owners *module, bool is_declared)
{
	if (module->owned == 0) {
		return OWNER_NOBODY;
	}
	if (!is_declared) {
		return OWNER_UNDECLARED;
	}
	if (module->agreed == 0) {
		return OWNER_DISAGREES;
	}
	return module->agreed == module->owned ? OWNER_AGREES : OWNER_PARTLY;
}

static int most_order(const void *a, const void *b)
{
	const struct module_code_owner *left = a;
	const struct module_code_owner *right = b;
	if (left->files != right->files) {
		return left->files > right->files ? -1 : 1;
	}
	return left->name < right->name ? -1 : left->name > right->name;
}

/* The owners of the module that the found files from `first` on are of; where the next begins. */
static size_t owners_count(struct module_owners *modules, const struct owned_files *found,
		size_t first, struct arena *arena)
{
	struct module_owners *module = &modules[found->p[first].module];
	VEC(struct module_code_owner) list = { 0 };
	size_t i = first;

	while (i < found->len && found->p[i].module == found->p[first].module) {
		const struct owned_file *file = &found->p[i];
		bool is_new = i == first || found->p[i - 1].name != file->name;
		if (is_new) {
			*vec_add(&list, arena) = (struct module_code_owner){
				.name = file->name,
				.entry = file->entry,
			};
		}
		/* Two sections may give one file to one owner. */
		list.p[list.len - 1].files += is_new || found->p[i - 1].file != file->file;
		i++;
	}
	vec_sort(&list, most_order);
	module->owners = list.p;
	module->owner_count = list.len;
	return i;
}

struct module_owners *module_owners_find(const struct code *code, const struct code_owners *owners,
		struct arena *arena, bool *is_exhausted)
{
	struct module_owners *modules =
			arena_new_array(arena, struct module_owners, code->module_count);
	struct owned_files found = { 0 };

	*is_exhausted = false;
	for (size_t i = 0; i < code->module_count; i++) {
		modules[i].owner = NONE;
	}
	for (uint32_t i = 0; i < code->file_count; i++) {
		if (is_judged(&code->files[i])) {
			modules[code->files[i].module].files++;
		}
	}
	if (owners->path.len == 0 || owners->problem.len > 0) {
		return modules;
	}
	struct code_owners_query query = code_owners_query_create(owners, arena);
	for (uint32_t i = 0; i < code->file_count; i++) {
		if (is_judged(&code->files[i])) {
			file_add(&query, code, i, &modules[code->files[i].module], &found);
		}
	}
	*is_exhausted = query.is_exhausted;
	if (*is_exhausted) {
		return modules;
	}
	vec_sort(&found, owned_order);
	for (size_t i = 0; i < found.len;) {
		i = owners_count(modules, &found, i, arena);
	}
	for (size_t i = 0; i < code->module_count; i++) {
		modules[i].state = state_of(&modules[i], code->modules[i].owner.len > 0);
	}
	return modules;
}

void module_owners_number(struct module_owners *modules, const struct code *code,
		const struct code_owners *owners, struct owner_numbers *numbers)
{
	/* The spelling of the configuration comes first. */
	for (size_t i = 0; i < code->module_count; i++) {
		struct str declared = code->modules[i].owner;
		if (declared.len > 0) {
			modules[i].owner = owner_number(numbers, declared, true);
		}
	}
	for (size_t i = 0; i < code->module_count; i++) {
		const struct module_owners *module = &modules[i];
		if (module->owner == NONE && module->owner_count == 1) {
			modules[i].owner = owner_number(
					numbers, owners->names.p[module->owners[0].name], false);
		}
	}
}
