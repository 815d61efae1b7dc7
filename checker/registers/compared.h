/* SPDX-License-Identifier: MIT */
/*
 * What a rule has compared, for whoever reads its finding: each value at the
 * line where somebody wrote it.
 */
#ifndef LINTEL_REGISTERS_COMPARED_H
#define LINTEL_REGISTERS_COMPARED_H

#include "conditions/condition.h"
#include "facts/register.h"
#include "findings/finding.h"

/*
 * The values that a condition of its kind asks a record for, each name once, and
 * which of them are not there.  They live as long as `arena`.  0 if it asks for
 * anything else as well, of which only its evaluation can tell.
 */
size_t compared_values(struct arena *arena, const struct registers *registers,
		const struct register_entry *entry, const struct condition *condition,
		struct evidence **evidence);

#endif
