/* SPDX-License-Identifier: MIT */
/*
 * The JSON Schema of files of records, for editors: of the kinds that lintel
 * brings.  A repository's own kinds may stand in such a file too, and are not
 * looked at.
 */
#ifndef LINTEL_REGISTERS_RECORD_SCHEMA_H
#define LINTEL_REGISTERS_RECORD_SCHEMA_H

#include "base/buf.h"

void record_schema_write(struct buf *out);

#endif
