/* SPDX-License-Identifier: MIT */
/*
 * The parts of the SARIF report that stand in a file of their own.
 */
#ifndef LINTEL_REPORTS_SARIF_H
#define LINTEL_REPORTS_SARIF_H

#include "base/str.h"

struct catalog;
struct json_writer;
struct report_facts;

/* tool.driver: the program and every rule of the catalogue, in its order. */
void sarif_write_driver(struct json_writer *json, const struct catalog *catalog,
		const struct report_facts *facts);

/* A member whose value is made safe for a log, as plain text of at most `max` bytes; 0 = any. */
void sarif_member(struct json_writer *json, const char *key, struct str text, size_t max);

#endif
