/* SPDX-License-Identifier: MIT */
#include "cli/settings.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/pool.h"
#include "engine/run.h"

#define JOBS_MOST 1024
#define JOBS_VARIABLE "LINTEL_JOBS"

#define AT(member) offsetof(struct run_settings, member)
#define KIB (UINT64_C(1) << 10)
#define MIB (UINT64_C(1) << 20)
#define TIB (UINT64_C(1) << 40)

/* clang-format off */
static const struct option run_list[] = {
	{ .name = "folder", .letter = 'C', .type = OPTION_TEXT, .offset = AT(folder),
	  .metavar = "DIR", .help = "look for lintel.yaml in this folder and above it, not in the "
	  "working folder" },
	{ .name = "compile-commands", .type = OPTION_TEXTS, .offset = AT(compile_commands),
	  .metavar = "FILE", .help = "use this compile database instead of those of lintel.yaml; "
	  "repeatable, each one is a configuration" },
	{ .name = "text-only", .type = OPTION_FLAG, .offset = AT(text_only),
	  .help = "do not ask the compiler: judge includes only" },
	{ .name = "jobs", .letter = 'j', .type = OPTION_COUNT, .offset = AT(jobs), .metavar = "N",
	  .least = 1, .most = JOBS_MOST, .help = "threads and worker processes; default: "
	  JOBS_VARIABLE ", or the number of processors" },
	{ .name = "as-of", .type = OPTION_MOMENT, .offset = AT(as_of), .metavar = "DAY",
	  .help = "judge as on this day (UTC, to its end) or at this RFC 3339 moment; default: "
	  "now" },
	{ .name = "no-store", .type = OPTION_FLAG, .offset = AT(no_store),
	  .help = "neither read nor keep facts between runs" },
	{ .name = "no-prefixes", .type = OPTION_FLAG, .offset = AT(no_prefixes),
	  .help = "parse every unit as a whole: the same result, slower" },
	{ .name = "store", .type = OPTION_TEXT, .offset = AT(store), .metavar = "DIR",
	  .help = "keep facts in this folder; default: below the user's cache folder" },
};

static const struct option limit_list[] = {
	{ .name = "max-unit-time", .type = OPTION_COUNT, .offset = AT(max_unit_time),
	  .metavar = "SECONDS", .least = 1, .most = 3600,
	  .help = "processor time that the compiler may take for one unit; default: 30" },
	{ .name = "max-unit-memory", .type = OPTION_BYTES, .offset = AT(max_unit_memory),
	  .metavar = "BYTES", .least = 64 * MIB, .most = TIB,
	  .help = "how much memory a worker process may take; default: 2G" },
	{ .name = "max-file-size", .type = OPTION_BYTES, .offset = AT(max_file_size),
	  .metavar = "BYTES", .least = KIB, .most = TIB,
	  .help = "larger files are reported and not read; default: 8M" },
	{ .name = "max-files", .type = OPTION_COUNT, .offset = AT(max_files), .metavar = "N",
	  .least = 1, .most = 100000000,
	  .help = "a tree with more files is refused; default: 1000000" },
	{ .name = "max-depth", .type = OPTION_COUNT, .offset = AT(max_depth), .metavar = "N",
	  .least = 1, .most = 4096,
	  .help = "deeper folders are reported and not entered; default: 200" },
	{ .name = "max-record-size", .type = OPTION_BYTES, .offset = AT(max_record_size),
	  .metavar = "BYTES", .least = KIB, .most = 1024 * MIB,
	  .help = "a larger decision record is reported and not read; default: 8M" },
	{ .name = "max-records", .type = OPTION_COUNT, .offset = AT(max_records), .metavar = "N",
	  .least = 1, .most = 10000000,
	  .help = "more decision records are refused; default: 20000" },
	{ .name = "max-register-size", .type = OPTION_BYTES, .offset = AT(max_register_size),
	  .metavar = "BYTES", .least = KIB, .most = 1024 * MIB,
	  .help = "a larger file of registers is refused; default: 64M" },
	{ .name = "max-register-depth", .type = OPTION_COUNT, .offset = AT(max_register_depth),
	  .metavar = "N", .least = 8, .most = 1000,
	  .help = "a file of registers nested deeper is refused; default: 64" },
	{ .name = "max-register-nodes", .type = OPTION_COUNT, .offset = AT(max_register_nodes),
	  .metavar = "N", .least = 1000, .most = 1000000000,
	  .help = "a file of registers with more values, aliases expanded, is refused; default: "
	  "10000000" },
	{ .name = "max-register-records", .type = OPTION_COUNT, .offset = AT(max_register_records),
	  .metavar = "N", .least = 1, .most = 10000000,
	  .help = "more records of registers are refused; default: 200000" },
	{ .name = "max-snapshot-size", .type = OPTION_BYTES, .offset = AT(max_snapshot_size),
	  .metavar = "BYTES", .least = KIB, .most = TIB,
	  .help = "a larger telemetry snapshot is reported and not read; default: 2G" },
	{ .name = "max-samples", .type = OPTION_COUNT, .offset = AT(max_samples), .metavar = "N",
	  .least = 1, .most = 10000000000,
	  .help = "more samples of declared metrics are refused; default: 50000000" },
	{ .name = "max-series", .type = OPTION_COUNT, .offset = AT(max_series), .metavar = "N",
	  .least = 1, .most = 1000000000,
	  .help = "more series of telemetry are refused; default: 1000000" },
	{ .name = "max-commits", .type = OPTION_COUNT, .offset = AT(max_commits), .metavar = "N",
	  .least = 1, .most = 100000000,
	  .help = "a history of more commits is not read; default: 2000000" },
	{ .name = "max-config-size", .type = OPTION_BYTES, .offset = AT(max_config_size),
	  .metavar = "BYTES", .least = KIB, .most = 1024 * MIB,
	  .help = "a larger configuration file is refused; default: 4M" },
	{ .name = "max-config-depth", .type = OPTION_COUNT, .offset = AT(max_config_depth),
	  .metavar = "N", .least = 8, .most = 1000,
	  .help = "a configuration file nested deeper is refused; default: 64" },
	{ .name = "max-config-nodes", .type = OPTION_COUNT, .offset = AT(max_config_nodes),
	  .metavar = "N", .least = 1000, .most = 100000000,
	  .help = "a configuration file with more values, aliases expanded, is refused; default: "
	  "200000" },
};
/* clang-format on */

const struct option_table run_option_table = { "The run", run_list, COUNT_OF(run_list) };
const struct option_table limit_option_table = { "Limits", limit_list, COUNT_OF(limit_list) };

static bool jobs_default(uint64_t *jobs, struct err *err)
{
	const char *value = getenv(JOBS_VARIABLE);

	*jobs = pool_default_jobs();
	if (!value || !*value) {
		return true;
	}
	if (!str_to_u64(str_of(value), jobs) || *jobs < 1 || *jobs > JOBS_MOST) {
		return err_set(err, "%s cannot be '%s': it is a number between 1 and %d",
				JOBS_VARIABLE, value, JOBS_MOST);
	}
	return true;
}

bool run_settings_prepare(void *target, struct err *err)
{
	struct run_settings *settings = target;
	struct run_options defaults;

	run_options_init(&defaults);
	settings->as_of = date_now();
	settings->max_unit_time = defaults.max_unit_time;
	settings->max_unit_memory = defaults.max_unit_memory;
	settings->max_file_size = defaults.max_file_size;
	settings->max_files = defaults.max_files;
	settings->max_depth = defaults.max_depth;
	settings->max_record_size = defaults.max_record_size;
	settings->max_records = defaults.max_records;
	settings->max_snapshot_size = defaults.max_snapshot_size;
	settings->max_samples = defaults.max_samples;
	settings->max_series = defaults.max_series;
	return jobs_default(&settings->jobs, err);
}

void run_settings_apply(const struct run_settings *settings, struct run_options *options)
{
	run_options_init(options);
	options->folder = settings->folder;
	options->compile_commands = settings->compile_commands.p;
	options->compile_commands_count = settings->compile_commands.len;
	options->text_only = settings->text_only;
	options->jobs = (unsigned)settings->jobs;
	options->as_of = settings->as_of;
	options->no_store = settings->no_store;
	options->no_prefixes = settings->no_prefixes;
	options->store_folder = settings->store;
	options->max_unit_time = (unsigned)settings->max_unit_time;
	options->max_unit_memory = settings->max_unit_memory;
	options->max_file_size = settings->max_file_size;
	options->max_files = settings->max_files;
	options->max_depth = settings->max_depth;
	options->max_record_size = settings->max_record_size;
	options->max_records = settings->max_records;
	options->max_register_size = settings->max_register_size;
	options->max_register_depth = settings->max_register_depth;
	options->max_register_nodes = settings->max_register_nodes;
	options->max_register_records = settings->max_register_records;
	options->max_snapshot_size = settings->max_snapshot_size;
	options->max_samples = settings->max_samples;
	options->max_series = settings->max_series;
	options->max_commits = settings->max_commits;
	options->config_limits = (struct node_limits){
		.max_bytes = settings->max_config_size,
		.max_depth = settings->max_config_depth,
		.max_nodes = settings->max_config_nodes,
	};
}
