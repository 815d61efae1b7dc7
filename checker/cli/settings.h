/* SPDX-License-Identifier: MIT */
/*
 * The settings and options of every command that reads the code, and how they
 * become the options of a run.
 */
#ifndef LINTEL_CLI_SETTINGS_H
#define LINTEL_CLI_SETTINGS_H

#include "cli/command.h"

struct run_options;

/* What the settings of such a command begin with. */
struct run_settings {
	struct shared_settings shared;
	struct str folder;
	struct texts compile_commands;
	bool text_only;
	uint64_t jobs;
	bool no_store;
	bool no_prefixes;
	struct str store;
	int64_t as_of;
	uint64_t max_unit_time;
	uint64_t max_unit_memory;
	uint64_t max_file_size;
	uint64_t max_files;
	uint64_t max_depth;
	uint64_t max_record_size;
	uint64_t max_records;
	uint64_t max_commits;
	uint64_t max_register_size;
	uint64_t max_register_depth;
	uint64_t max_register_nodes;
	uint64_t max_register_records;
	uint64_t max_snapshot_size;
	uint64_t max_samples;
	uint64_t max_series;
	uint64_t max_config_size;
	uint64_t max_config_depth;
	uint64_t max_config_nodes;
};

extern const struct option_table run_option_table;
extern const struct option_table limit_option_table;

/* Of the type of command.prepare: defaults, those of LINTEL_JOBS and the clock among them. */
NODISCARD bool run_settings_prepare(void *settings, struct err *err);

void run_settings_apply(const struct run_settings *settings, struct run_options *options);

#endif
