/* SPDX-License-Identifier: MIT */
/*
 * What a reader needs beside a condition that failed: what the record is about,
 * in its own words, and how old the numbers are.
 */
#ifndef LINTEL_REGISTERS_STATEMENT_H
#define LINTEL_REGISTERS_STATEMENT_H

#include "base/calendar.h"
#include "facts/register.h"

struct metric;

/*
 * "stimulus: orders arrive at ten times the normal rate; response: …": the texts
 * that its kind asks for, each cut where it is long.
 */
struct str record_statement(struct arena *arena, const struct register_entry *entry);

/*
 * "the newest sample of checkout.latency, 30 h old"; empty for NULL, and for a
 * metric that has none before `as_of`.
 */
struct str metric_age(struct arena *arena, const struct metric *metric, moment as_of);

#endif
