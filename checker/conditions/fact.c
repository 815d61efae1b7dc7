/* SPDX-License-Identifier: MIT */
#include "conditions/fact.h"

const struct fact facts[] = {
#define FACT(family, name, argument, needs, unit, help, example) \
	{ STR_INIT(#family), STR_INIT(#name), argument, needs, STR_INIT(unit), STR_INIT(help), \
		STR_INIT(example) },
#include "conditions/facts.def"
#undef FACT
	{ { "", 0 }, { "", 0 }, ARGUMENT_SELECTOR, 0, { "", 0 }, { "", 0 }, { "", 0 } },
};

const struct fact *fact_find(struct str family, struct str name)
{
	for (const struct fact *fact = facts; fact->family.len; fact++) {
		if (str_eq(fact->family, family) && (name.len == 0 || str_eq(fact->name, name))) {
			return fact;
		}
	}
	return NULL;
}

bool fact_family_has_names(struct str family)
{
	return str_eq(family, STR("code")) || str_eq(family, STR("git"))
	       || str_eq(family, STR("delivery"));
}
