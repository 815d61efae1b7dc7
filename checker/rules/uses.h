/* SPDX-License-Identifier: MIT */
/*
 * The rules that `uses:` of modules stand for.
 */
#ifndef LINTEL_RULES_USES_H
#define LINTEL_RULES_USES_H

#include "rules/rule.h"

/*
 * Gives `rule` the list of `module`, an entry of config.modules; it judges the
 * modules that came from there, each alone.  `files` are theirs, ascending.
 */
NODISCARD bool uses_prepare(struct rule *rule, const struct config_module *module,
		const uint32_t *files, size_t file_count, const struct code *code,
		struct arena *arena, struct problems *problems);

/* Of a rule of this kind: the entry it came from, and the files that it judges. */
const struct config_module *uses_module(const struct rule *rule);
const uint32_t *uses_files(const struct rule *rule, size_t *count);

/* Whether its list has all of the module, be it as an edge that is being given up. */
bool uses_lists(const struct rule *rule, uint32_t module);

#endif
