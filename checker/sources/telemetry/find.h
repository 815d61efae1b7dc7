/* SPDX-License-Identifier: MIT */
/*
 * Which files are snapshots, and of which format.
 */
#ifndef LINTEL_SOURCES_TELEMETRY_FIND_H
#define LINTEL_SOURCES_TELEMETRY_FIND_H

#include "base/file.h"
#include "base/vec.h"
#include "config/config.h"

struct arena;
struct err;
struct measures;

struct snapshot_file {
	struct str path;
	/* FORMAT_BY_NAME: nobody says. */
	enum config_format format;
};

struct snapshot_files {
	/* Sorted by path. */
	VEC(struct snapshot_file) list;
};

/*
 * Finds all files that `config->snapshots` matches and whose format is declared
 * or told by their name.  Others, and patterns that match nothing, are faults
 * of `measures`.  Folders behind links are not entered.
 */
NODISCARD bool snapshots_find(struct snapshot_files *files, struct arena *arena,
		const struct root *root, const struct config_telemetry *config,
		struct measures *measures, struct err *err);

/*
 * The moment in the name of a snapshot: shop-2026-11-21T04-00-00Z.prom,
 * shop-2026-11-21T0400Z.csv, or shop-2026-11-21.prom for the end of that day;
 * the last one of several.  MOMENT_EVER if there is none.
 */
int64_t snapshot_stamp(struct str path);

#endif
