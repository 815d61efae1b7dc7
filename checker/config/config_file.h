/* SPDX-License-Identifier: MIT */
/*
 * What config_table decodes into: the configuration, and what becomes part of
 * it only after another look.  For the files of this room.
 */
#ifndef LINTEL_CONFIG_CONFIG_FILE_H
#define LINTEL_CONFIG_CONFIG_FILE_H

#include "config/config.h"

/* The words of `unassigned`, before they become an enum severity. */
enum config_unassigned {
	UNASSIGNED_NONE,
	UNASSIGNED_WARNING,
	UNASSIGNED_ERROR,
};

struct config_file {
	struct config config;
	/* Of config_rule. */
	struct records rules;
};

#endif
