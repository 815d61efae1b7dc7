/* SPDX-License-Identifier: MIT */
/*
 * What `lintel explain` answers, as text.
 */
#ifndef LINTEL_CLI_EXPLANATION_H
#define LINTEL_CLI_EXPLANATION_H

#include "base/str.h"

struct buf;
struct registers;
struct rule;
struct rule_kind;
struct run;

/* A configured rule of a judged run, with its present findings. */
void explanation_rule(const struct run *run, const struct rule *rule, struct buf *out);

/* A kind of rule and its keys. */
void explanation_kind(const struct rule_kind *kind, struct buf *out);

/* "lintel/register/KIND/ID"; false if no kind of records has it. */
bool explanation_of_kind(const struct registers *registers, struct str id, struct buf *out);

/* An id that lintel itself uses ("lintel/unit"); false if it is none. */
bool explanation_own(struct str id, struct buf *out);

/* A line of a file of a judged run. */
void explanation_line(const struct run *run, uint32_t file, uint32_t line, struct buf *out);

#endif
