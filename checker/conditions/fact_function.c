/* SPDX-License-Identifier: MIT */
#include "conditions/fact_functions.h"

/* In the order of facts[]. */
static fact_fn *const functions[] = {
#define FACT(family, name, argument, needs, unit, help, example) fact_##family##_##name,
#include "conditions/facts.def"
#undef FACT
};

fact_fn *fact_function(const struct fact *fact)
{
	return functions[fact - facts];
}
