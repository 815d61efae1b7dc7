/* SPDX-License-Identifier: MIT */
/*
 * Which format a snapshot has: as declared, else by the end of its name, never
 * by its content.
 */
#ifndef LINTEL_SOURCES_TELEMETRY_FORMAT_H
#define LINTEL_SOURCES_TELEMETRY_FORMAT_H

#include "config/config.h"

/* FORMAT_BY_NAME if the name says nothing. */
enum config_format format_by_name(struct str path);

/* One of telemetry_format_words; FORMAT_BY_NAME for any other word. */
enum config_format format_of_word(struct str word);

#endif
