/* SPDX-License-Identifier: MIT */
/* What the text is read as, JSON or YAML, follows from its first character as in real files. */
#include "fuzz/telemetry.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	bool is_json = size > 0 && (data[0] == '{' || data[0] == '[');
	return fuzz_snapshot(is_json ? plain_json_read : plain_yaml_read, data, size);
}
