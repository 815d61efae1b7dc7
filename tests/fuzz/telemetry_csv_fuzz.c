/* SPDX-License-Identifier: MIT */
#include "fuzz/telemetry.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_snapshot(csv_read, data, size);
}
