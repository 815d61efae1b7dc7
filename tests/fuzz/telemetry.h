/* SPDX-License-Identifier: MIT */
/* A snapshot of any bytes: it is refused, or what was found can be joined and frozen. */
#ifndef LINTEL_FUZZ_TELEMETRY_H
#define LINTEL_FUZZ_TELEMETRY_H

#include "fuzz/fuzz.h"

#include "base/arena.h"
#include "sources/telemetry/gather.h"
#include "sources/telemetry/telemetry.h"

static inline int fuzz_snapshot(snapshot_read_fn *read, const uint8_t *data, size_t size)
{
	static const struct telemetry_limits limits = { 1 << 20, 100000, 1000, MOMENT_NEVER };
	struct arena *arena = arena_create();
	struct reading reading = { .limits = &limits, .keep_all = true };
	struct measures measures;
	struct sink sink;
	measures_init(&measures, arena);
	*vec_add(&measures.snapshots, arena) = (struct snapshot){ .path = STR("fuzz") };
	sink_open(&sink, &reading, STR("fuzz"), FORMAT_BY_NAME, 0);
	sink.stamp = 0;
	bool ok = read(&sink, (struct str){ (const char *)data, size });
	fuzz_must(ok || sink.is_refused);
	fuzz_must(!sink.is_refused || sink.problem.len > 0);
	if (ok) {
		sink_finish(&sink);
		finds_deliver(&sink.finds, &measures);
		measures_freeze(&measures);
	}
	sink_close(&sink);
	arena_destroy(arena);
	return 0;
}

#endif
