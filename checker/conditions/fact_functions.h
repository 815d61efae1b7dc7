/* SPDX-License-Identifier: MIT */
/*
 * A function for each row of facts.def: what the fact is now.
 */
#ifndef LINTEL_CONDITIONS_FACT_FUNCTIONS_H
#define LINTEL_CONDITIONS_FACT_FUNCTIONS_H

#include "conditions/fact.h"

#define FACT(family, name, argument, needs, unit, help, example) fact_fn fact_##family##_##name;
#include "conditions/facts.def"
#undef FACT

#endif
