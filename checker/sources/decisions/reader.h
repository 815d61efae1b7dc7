/* SPDX-License-Identifier: MIT */
/*
 * Decision records in Markdown.
 *
 * Facts are extracted, no grammar of the whole body is asked for: any record is
 * read, whatever its form, and what it does not state stays unknown.  One file
 * that cannot be read costs that file.  Records are read in parallel, each into
 * an arena of its own; the result does not depend on threads.
 */
#ifndef LINTEL_SOURCES_DECISIONS_READER_H
#define LINTEL_SOURCES_DECISIONS_READER_H

#include "base/file.h"
#include "config/config.h"
#include "facts/decision.h"

struct arena;

struct decision_limits {
	/* Bytes of a record (8 MiB), and 64 times that of all together; --max-record-size. */
	size_t max_bytes;
	/* Records in all (20,000); --max-records. */
	size_t max_records;
};

/*
 * Reads all records below `config->dirs` into `decisions` and freezes them.  A
 * folder that is not there is an error; `jobs` threads at most.
 */
NODISCARD bool decisions_read(struct decisions *decisions, struct arena *arena,
		const struct root *root, const struct config_decisions *config,
		const struct decision_limits *limits, unsigned jobs, struct err *err);

/* What single records are read by: the words they are understood by, read once for all. */
struct decision_reader;

/*
 * Lives as long as `arena` and `config`, which it points to; threads may share
 * it.  Words of the configuration that are wrong are left out.
 */
const struct decision_reader *decision_reader_create(
		struct arena *arena, const struct config_decisions *config);

/*
 * Reads one record from its text; always gives a record, however broken.  The
 * texts in it point into copies in `arena`, or into those of the reader.
 */
void decision_read(const struct decision_reader *reader, struct decision *decision,
		struct arena *arena, struct str path, struct str text);

#endif
