/* SPDX-License-Identifier: MIT */
#include "pillars/exemption.h"

#include "base/arena.h"
#include "base/problem.h"
#include "base/suggest.h"

static void void_set(struct exemption *exemption, struct str problem, struct str remedy)
{
	exemption->state = EXEMPTION_VOID;
	exemption->problem = problem;
	exemption->remedy = remedy;
}

static struct exemption exemption_take(const struct config_exemption *config, uint32_t item,
		date_day today, struct arena *arena)
{
	struct exemption exemption = { .config = config, .item = item };

	if (!date_read_day(config->expires.s, &exemption.day)) {
		void_set(&exemption,
				str_fmt(arena, "'" STR_FMT "' is no day",
						STR_ARG(config->expires.s)),
				STR("write it as YYYY-MM-DD"));
	} else if (exemption.day > today + EXEMPTION_DAYS_MOST) {
		char day[DATE_DAY_SIZE];
		date_write_day(today + EXEMPTION_DAYS_MOST, day);
		void_set(&exemption,
				str_fmt(arena, STR_FMT " is more than %d days ahead",
						STR_ARG(config->expires.s), EXEMPTION_DAYS_MOST),
				str_fmt(arena, "end it on %s at the latest, and look again then",
						day));
	} else if (exemption.day < today) {
		exemption.state = EXEMPTION_EXPIRED;
	} else if (exemption.day <= today + EXEMPTION_DAYS_WARNED) {
		exemption.state = EXEMPTION_EXPIRING;
	}
	return exemption;
}

static bool item_unknown(
		const struct text *item, const struct pack *pack, struct problems *problems)
{
	struct str *ids = arena_new_array(problems->arena, struct str, pack->item_count);

	for (size_t i = 0; i < pack->item_count; i++) {
		ids[i] = pack->items[i].id;
	}
	struct str near = suggest(item->s, ids, pack->item_count);
	struct str remedy =
			near.len ? str_fmt(problems->arena, "did you mean '" STR_FMT "'?",
						   STR_ARG(near))
				 : STR("write it as PILLAR.ITEM; 'lintel assess --all' lists them");
	return problem_add(problems, item->place, remedy,
			"pack '" STR_FMT "' has no item '" STR_FMT "'", STR_ARG(pack->name),
			STR_ARG(item->s));
}

bool exemptions_take(struct exemptions *exemptions, struct arena *arena,
		const struct config_pillars *config, const struct pack *pack, date_day today,
		struct problems *problems)
{
	const struct config_exemption *list = config->exempt.p;
	bool is_good = true;

	*exemptions = (struct exemptions){ 0 };
	for (size_t i = 0; i < config->exempt.len; i++) {
		uint32_t item = pack_item_find(pack, list[i].item.s);
		if (item == UINT32_MAX) {
			is_good = item_unknown(&list[i].item, pack, problems);
			continue;
		}
		*vec_add(&exemptions->list, arena) = exemption_take(&list[i], item, today, arena);
	}
	return is_good;
}

const struct exemption *exemption_of(const struct exemptions *exemptions, uint32_t item)
{
	vec_each (const struct exemption, exemption, &exemptions->list) {
		bool is_in_force = exemption->state == EXEMPTION_ACTIVE
				   || exemption->state == EXEMPTION_EXPIRING;
		if (exemption->item == item && is_in_force) {
			return exemption;
		}
	}
	return NULL;
}
