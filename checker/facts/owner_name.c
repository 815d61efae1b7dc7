/* SPDX-License-Identifier: MIT */
#include "facts/owner_name.h"

#include "base/arena.h"
#include "base/map.h"

static char fold(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

struct str owner_name_fold(struct arena *arena, struct str name)
{
	char *copy = arena_alloc(arena, size_add(name.len, 1));
	for (size_t i = 0; i < name.len; i++) {
		copy[i] = fold(name.p[i]);
	}
	return (struct str){ copy, name.len };
}

static bool is_address(struct str name)
{
	size_t at = str_find(name, '@');
	return at > 0 && at < name.len;
}

/* Without "@"; a role, "@@maintainer", keeps one, so that no name is the same. */
static struct str whole_name(struct str name)
{
	return str_from(name, str_starts(name, STR("@")));
}

static bool has_organisation(struct str name)
{
	return !is_address(name) && str_find(name, '/') < name.len;
}

static struct str short_name(struct str name)
{
	name = whole_name(name);
	size_t slash = has_organisation(name) ? str_find_last(name, '/') : name.len;
	return slash < name.len ? str_from(name, slash + 1) : name;
}

static bool is_equal(struct str a, struct str b)
{
	bool is_same = a.len == b.len;
	for (size_t i = 0; is_same && i < a.len; i++) {
		is_same = fold(a.p[i]) == fold(b.p[i]);
	}
	return is_same;
}

bool owner_name_same(struct str a, struct str b)
{
	if (has_organisation(a) && has_organisation(b)) {
		return is_equal(whole_name(a), whole_name(b));
	}
	return is_equal(short_name(a), short_name(b));
}

bool owner_name_is_person(struct str name)
{
	bool is_role = str_starts(name, STR("@@"));
	return is_address(name)
	       || (str_starts(name, STR("@")) && !is_role && !has_organisation(name));
}

void owner_numbers_init(struct owner_numbers *numbers, struct arena *arena)
{
	*numbers = (struct owner_numbers){
		.arena = arena,
		.whole = map_create(arena),
		.short_names = map_create(arena),
	};
}

/* The owner of this name without organisation, unless it is another organisation's. */
static struct owner *owner_short(struct owner_numbers *numbers, struct str folded)
{
	const struct map_entry *entry = map_find(numbers->short_names, short_name(folded));
	struct owner *owner = entry ? &numbers->list.p[entry->num] : NULL;

	return owner && owner_name_same(owner->name, folded) ? owner : NULL;
}

uint32_t owner_number(struct owner_numbers *numbers, struct str name, bool is_declared)
{
	struct str folded = owner_name_fold(numbers->arena, name);
	const struct map_entry *known = map_find(numbers->whole, whole_name(folded));
	struct owner *owner = known ? &numbers->list.p[known->num] : owner_short(numbers, folded);

	if (!owner) {
		owner = vec_add(&numbers->list, numbers->arena);
		*owner = (struct owner){
			.name = name,
			.is_person = owner_name_is_person(name)
				     && (!is_declared || is_address(name)),
		};
	}
	uint32_t number = (uint32_t)(owner - numbers->list.p);
	bool is_new;
	map_put(numbers->whole, whole_name(folded), NULL)->num = number;
	struct map_entry *entry = map_put(numbers->short_names, short_name(folded), &is_new);
	if (is_new) {
		entry->num = number;
	}
	return number;
}
