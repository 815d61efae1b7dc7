/* SPDX-License-Identifier: MIT */
/*
 * Reads all snapshots: finds them, maps each, lets the reader of its format
 * fill a sink, and joins the sinks in the order of their paths.
 */
#include "sources/telemetry/telemetry.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/glob.h"
#include "base/map.h"
#include "base/pool.h"
#include "sources/telemetry/find.h"
#include "sources/telemetry/gather.h"
#include "sources/telemetry/selector.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * Files from here on are read one after the other, each by all threads, if they
 * are of the format whose reader cuts them.
 */
#define FILE_LARGE ((size_t)32 << 20)
#define FORMAT_CUT FORMAT_CSV
/* So many files are read before what they hold is joined. */
#define BATCH 256

static snapshot_read_fn *const readers[] = {
	[FORMAT_BY_NAME] = NULL,
	[FORMAT_PROMETHEUS] = prometheus_read,
	[FORMAT_OPENMETRICS] = openmetrics_read,
	[FORMAT_PROMETHEUS_API] = prometheus_api_read,
	[FORMAT_OTLP] = otlp_read,
	[FORMAT_CSV] = csv_read,
	[FORMAT_YAML] = plain_yaml_read,
	[FORMAT_JSON] = plain_json_read,
};

#define NOBODY UINT32_MAX

/* The declared metrics, by the name of their series: what is asked for. */
struct demand {
	const struct config_metric *metrics;
	struct series_selector *selectors;
	/* By metric: the next one with a series of that name, or NOBODY. */
	uint32_t *next;
	/* From names to the first one. */
	struct map *by_name;
	/* The first one that selects by labels alone. */
	uint32_t nameless;
};

/* One file to be read. */
struct job {
	const struct snapshot_file *file;
	struct sink sink;
	struct hash content;
};

struct work {
	const struct root *root;
	const struct telemetry_limits *limits;
	struct job *jobs;
	/* Numbers of the jobs to be done now. */
	size_t *queue;
};

bool metric_may_come_from(
		const struct config_metric *metric, struct str path, enum config_format format)
{
	if (metric->format.value != FORMAT_BY_NAME && metric->format.value != format) {
		return false;
	}
	for (size_t i = 0; i < metric->source.len; i++) {
		if (glob_match(metric->source.p[i].s, path)) {
			return true;
		}
	}
	return metric->source.len == 0;
}

static void demand_init(
		struct demand *demand, struct arena *arena, const struct config_telemetry *config)
{
	size_t count = config->metrics.len;

	*demand = (struct demand){
		.metrics = config->metrics.p,
		.selectors = arena_new_array(arena, struct series_selector, count),
		.next = arena_new_array(arena, uint32_t, count),
		.by_name = map_create(arena),
		.nameless = NOBODY,
	};
	for (size_t i = 0; i < count; i++) {
		struct series_selector *selector = &demand->selectors[i];
		struct str remedy;
		struct err err;
		size_t at;
		/* What is wrong with it is told when metrics are bound. */
		if (!series_selector_read(selector, arena, demand->metrics[i].from.s, &at, &remedy,
				    &err)) {
			continue;
		}
		if (selector->name.len == 0) {
			demand->next[i] = demand->nameless;
			demand->nameless = (uint32_t)i;
			continue;
		}
		bool is_new;
		struct map_entry *first = map_put(demand->by_name, selector->name, &is_new);
		demand->next[i] = is_new ? NOBODY : (uint32_t)first->num;
		first->num = i;
	}
}

static void demand_find(const void *ctx, struct str path, enum config_format format,
		struct str name, const struct label *labels, size_t label_count,
		struct buf *metrics)
{
	const struct demand *demand = ctx;
	const struct map_entry *entry = map_find(demand->by_name, name);
	const uint32_t firsts[] = { entry ? (uint32_t)entry->num : NOBODY, demand->nameless };

	for (size_t k = 0; k < COUNT_OF(firsts); k++) {
		for (uint32_t i = firsts[k]; i != NOBODY; i = demand->next[i]) {
			if (series_selector_matches(
					    &demand->selectors[i], name, labels, label_count)
					&& metric_may_come_from(
							&demand->metrics[i], path, format)) {
				buf_add(metrics, (struct str){ (const char *)&i, sizeof(i) });
			}
		}
	}
}

/* Opens the file; -1 after a refusal. */
static int job_open(const struct work *work, struct job *job, size_t *size)
{
	enum file_status status;
	struct stat st;
	int fd = root_open_file(work->root, job->file->path, &status);

	if (fd >= 0 && fstat(fd, &st) != 0) {
		status = FILE_UNREADABLE;
	} else if (fd >= 0 && !S_ISREG(st.st_mode)) {
		status = FILE_NOT_REGULAR;
	}
	*size = status == FILE_OK ? (size_t)st.st_size : 0;
	if (status == FILE_OK && *size <= work->limits->max_bytes) {
		return fd;
	}
	if (status == FILE_OK) {
		sink_refuse(&job->sink, 0, 0,
				STR("export less, or raise the limit with --max-snapshot-size"),
				"%zu bytes are more than the limit of %zu", *size,
				work->limits->max_bytes);
	} else {
		sink_refuse(&job->sink, 0, 0, STR(""), "it cannot be read: %s",
				file_status_text(status));
	}
	if (fd >= 0) {
		close(fd);
	}
	return -1;
}

/* The hash of all of it, without all of it being in memory. */
static struct hash content_hash(struct sink *sink, struct str text)
{
	struct hasher *hasher = hasher_create();

	sink->passed = text.p;
	for (size_t at = 0; at < text.len; at += (size_t)1 << 20) {
		struct str piece = str_slice(text, at, at + ((size_t)1 << 20));
		hasher_add(hasher, piece);
		sink_passed(sink, piece.p + piece.len);
	}
	sink->passed = text.p;
	return hasher_finish(hasher);
}

static void text_read(struct job *job, struct str text)
{
	snapshot_read_fn *reader = readers[job->file->format];

	job->content = content_hash(&job->sink, text);
	if (reader(&job->sink, text)) {
		sink_finish(&job->sink);
	}
}

static void job_run(size_t item, unsigned worker, void *ctx)
{
	const struct work *work = ctx;
	struct job *job = &work->jobs[work->queue[item]];
	size_t size;
	int fd = job_open(work, job, &size);

	(void)worker;
	if (fd < 0) {
		return;
	}
	if (size == 0) {
		text_read(job, STR(""));
	} else {
		void *map = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
		if (map == MAP_FAILED) {
			die_oom();
		}
		(void)madvise(map, size, MADV_SEQUENTIAL);
		job->sink.is_mapped = true;
		text_read(job, (struct str){ map, size });
		munmap(map, size);
	}
	close(fd);
}

/* Many small files are read at once, a large one by all threads. */
static void jobs_run(struct work *work, struct arena *arena, size_t count, unsigned jobs)
{
	size_t large = 0;
	size_t *small_queue = arena_new_array(arena, size_t, count);
	size_t *large_queue = arena_new_array(arena, size_t, count);

	for (size_t i = 0; i < count; i++) {
		const struct snapshot_file *file = work->jobs[i].file;
		struct file_stamp stamp;
		bool is_large = file->format == FORMAT_CUT
				&& root_stamp(work->root, file->path, &stamp) == FILE_OK
				&& stamp.size >= FILE_LARGE;
		*(is_large ? &large_queue[large] : &small_queue[i - large]) = i;
		large += is_large;
	}
	work->queue = small_queue;
	pool_run(jobs, count - large, job_run, work);
	work->queue = large_queue;
	if (large >= jobs) {
		pool_run(jobs, large, job_run, work);
		return;
	}
	for (size_t i = 0; i < large; i++) {
		work->jobs[large_queue[i]].sink.jobs = jobs;
		job_run(i, 0, work);
	}
}

static void fault_keep(struct measures *measures, const struct measure_fault *fault)
{
	*vec_add(&measures->faults, measures->arena) = (struct measure_fault){
		.kind = str_dup(measures->arena, fault->kind),
		.subject = str_dup(measures->arena, fault->subject),
		.text = str_dup(measures->arena, fault->text),
		.remedy = str_dup(measures->arena, fault->remedy),
		.place = fault->place,
		.is_note = fault->is_note,
	};
}

static struct snapshot snapshot_of(const struct job *job, struct arena *arena)
{
	const struct sink *sink = &job->sink;

	return (struct snapshot){
		.path = job->file->path,
		.format = str_of(telemetry_format_words[job->file->format]),
		.state = sink->is_refused ? SNAPSHOT_UNREADABLE : SNAPSHOT_READ,
		.problem = str_dup(arena, sink->problem),
		.remedy = str_dup(arena, sink->remedy),
		.place = sink->is_refused ? sink->place : (struct place){ .path = job->file->path },
		.content = job->content,
		.samples = sink->samples,
		.collected_at = sink_moment(sink),
	};
}

static void jobs_open(struct job *jobs, const struct snapshot_file *files, size_t count,
		struct reading *reading, size_t number)
{
	for (size_t i = 0; i < count; i++) {
		jobs[i] = (struct job){ .file = &files[i] };
		sink_open(&jobs[i].sink, reading, files[i].path, files[i].format,
				(uint32_t)(number + i));
		jobs[i].sink.stamp = snapshot_stamp(files[i].path);
	}
}

/* In the order of paths: what the files say together. */
static void jobs_join(
		struct measures *measures, struct finds *finds, struct job *jobs, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct sink *sink = &jobs[i].sink;
		*vec_add(&measures->snapshots, measures->arena) =
				snapshot_of(&jobs[i], measures->arena);
		/* That it cannot be read is all that is said of a file that cannot be. */
		if (!sink->is_refused) {
			vec_each (const struct measure_fault, fault, &sink->faults) {
				fault_keep(measures, fault);
			}
			finds_take(finds, &sink->finds);
		}
		sink_close(sink);
	}
}

static bool finds_check(
		const struct finds *finds, const struct telemetry_limits *limits, struct err *err)
{
	size_t kept = 0;

	vec_each (const struct found, found, &finds->list) {
		kept += found->len;
	}
	if (kept > limits->max_samples) {
		return err_set(err,
				"more than %zu samples of declared metrics: keep fewer snapshots, "
				"or raise --max-samples",
				limits->max_samples);
	}
	if (finds->list.len > limits->max_series) {
		return err_set(err,
				"more than %zu series of declared metrics: ask for fewer, or raise "
				"--max-series",
				limits->max_series);
	}
	return true;
}

bool telemetry_read(struct measures *measures, struct arena *arena, const struct root *root,
		const struct config_telemetry *config, const struct telemetry_limits *limits,
		bool keep_all, unsigned jobs, struct err *err)
{
	struct snapshot_files files;
	struct demand demand;
	struct reading reading = {
		.limits = limits,
		.wanted = demand_find,
		.wanted_ctx = &demand,
		.keep_all = keep_all,
	};
	struct work work = { .root = root, .limits = limits };
	struct finds finds;
	bool is_good = true;

	measures_init(measures, arena);
	if (!snapshots_find(&files, arena, root, config, measures, err)) {
		return false;
	}
	demand_init(&demand, arena, config);
	finds_init(&finds, arena);
	work.jobs = arena_new_array(arena, struct job, BATCH);
	for (size_t i = 0; i < files.list.len && is_good; i += BATCH) {
		size_t count = files.list.len - i < BATCH ? files.list.len - i : BATCH;
		jobs_open(work.jobs, &files.list.p[i], count, &reading, i);
		jobs_run(&work, arena, count, jobs);
		jobs_join(measures, &finds, work.jobs, count);
		is_good = finds_check(&finds, limits, err);
	}
	if (is_good) {
		finds_deliver(&finds, measures);
		measures_freeze(measures);
	}
	finds_free(&finds);
	return is_good;
}
