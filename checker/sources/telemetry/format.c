/* SPDX-License-Identifier: MIT */
#include "sources/telemetry/format.h"

enum config_format format_by_name(struct str path)
{
	static const struct {
		struct str end;
		enum config_format format;
	} ends[] = {
		{ STR_INIT(".prom"), FORMAT_PROMETHEUS },
		{ STR_INIT(".om"), FORMAT_OPENMETRICS },
		{ STR_INIT(".csv"), FORMAT_CSV },
		{ STR_INIT(".json"), FORMAT_JSON },
		{ STR_INIT(".jsonl"), FORMAT_OTLP },
		{ STR_INIT(".yaml"), FORMAT_YAML },
		{ STR_INIT(".yml"), FORMAT_YAML },
	};

	for (size_t i = 0; i < COUNT_OF(ends); i++) {
		if (str_ends(path, ends[i].end)) {
			return ends[i].format;
		}
	}
	return FORMAT_BY_NAME;
}

enum config_format format_of_word(struct str word)
{
	for (unsigned i = 0; telemetry_format_words[i]; i++) {
		if (str_eq(word, str_of(telemetry_format_words[i]))) {
			return (enum config_format)i;
		}
	}
	return FORMAT_BY_NAME;
}
