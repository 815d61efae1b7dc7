/* SPDX-License-Identifier: MIT */
/*
 * The part of the JSON report about decision records, their triggers and the
 * declared metrics: the members "decisions", "triggers" and "metrics".
 */
#ifndef LINTEL_REPORTS_JSON_GOVERNED_H
#define LINTEL_REPORTS_JSON_GOVERNED_H

struct json_writer;
struct report_facts;

void json_governed_write(struct json_writer *json, const struct report_facts *facts);

#endif
