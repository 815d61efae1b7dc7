/* SPDX-License-Identifier: MIT */
#include "sources/telemetry/find.h"

#include "base/arena.h"
#include "base/glob.h"
#include "base/path.h"
#include "base/search.h"
#include "facts/measure.h"
#include "sources/telemetry/format.h"

static void fault_add(struct measures *measures, const char *kind, struct str subject,
		struct place place, struct str text, struct str remedy, bool is_note)
{
	*vec_add(&measures->faults, measures->arena) = (struct measure_fault){
		.kind = str_of(kind),
		.subject = subject,
		.text = text,
		.remedy = remedy,
		.place = place,
		.is_note = is_note,
	};
}

static const struct config_snapshot *snapshot_at(const struct config_telemetry *config, size_t i)
{
	return (const struct config_snapshot *)config->snapshots.p + i;
}

static bool list_matches(const struct text_list *patterns, struct str path)
{
	vec_each (const struct text, pattern, patterns) {
		if (glob_match(pattern->s, path)) {
			return true;
		}
	}
	return false;
}

/* The format that the first declaration gives it, else what its name tells. */
static enum config_format format_of(const struct config_telemetry *config, struct str path)
{
	for (size_t i = 0; i < config->snapshots.len; i++) {
		const struct config_snapshot *snapshot = snapshot_at(config, i);
		enum config_format format = (enum config_format)snapshot->format.value;
		if (format != FORMAT_BY_NAME && list_matches(&snapshot->paths, path)) {
			return format;
		}
	}
	return format_by_name(path);
}

static void file_add(struct snapshot_files *files, struct arena *arena, struct str path,
		enum config_format format, struct measures *measures)
{
	if (format != FORMAT_BY_NAME) {
		*vec_add(&files->list, arena) = (struct snapshot_file){ path, format };
	} else if (path_name(path).p[0] != '.') {
		fault_add(measures, "format", path, (struct place){ .path = path },
				STR("its name tells no format, so it is not read"),
				STR("declare its `format`, or let the patterns of `snapshots` leave it out"),
				true);
	}
}

static void matchless_report(const struct text *pattern, struct measures *measures)
{
	fault_add(measures, "empty", pattern->s, pattern->place,
			str_fmt(measures->arena, "no file matches '" STR_FMT "'",
					STR_ARG(pattern->s)),
			STR("paths are relative to the folder of lintel.yaml"), false);
}

bool snapshots_find(struct snapshot_files *files, struct arena *arena, const struct root *root,
		const struct config_telemetry *config, struct measures *measures, struct err *err)
{
	VEC(struct text) patterns = { 0 };
	VEC(struct str) globs = { 0 };
	struct search search;

	*files = (struct snapshot_files){ 0 };
	for (size_t i = 0; i < config->snapshots.len; i++) {
		vec_each (const struct text, pattern, &snapshot_at(config, i)->paths) {
			*vec_add(&patterns, arena) = *pattern;
			*vec_add(&globs, arena) = pattern->s;
		}
	}
	if (!search_files(&search, arena, root, globs.p, globs.len, 0, err)) {
		return false;
	}
	vec_each (const struct str, path, &search.paths) {
		file_add(files, arena, *path, format_of(config, *path), measures);
	}
	for (size_t i = 0; i < patterns.len; i++) {
		if (!search.has_match[i]) {
			matchless_report(&patterns.p[i], measures);
		}
	}
	return true;
}

/* "04-00-00", "04:00", "040000" at `*at`; moves behind it. */
static bool clock_read(struct str text, size_t *at, unsigned clock[3])
{
	static const unsigned most[] = { 23, 59, 59 };
	size_t parts = 0;

	for (; parts < 3; parts++) {
		size_t from = *at;
		if (parts && from < text.len && (text.p[from] == '-' || text.p[from] == ':')) {
			from++;
		}
		uint64_t value;
		if (from + 2 > text.len || !str_to_u64(str_slice(text, from, from + 2), &value)
				|| value > most[parts]) {
			break;
		}
		clock[parts] = (unsigned)value;
		*at = from + 2;
	}
	return parts >= 2;
}

/* What stands at `at`, or MOMENT_EVER. */
static moment stamp_at(struct str name, size_t at)
{
	date_day day;
	unsigned clock[3] = { 0 };

	if ((at > 0 && name.p[at - 1] >= '0' && name.p[at - 1] <= '9') || at + 10 > name.len
			|| !date_read_day(str_slice(name, at, at + 10), &day)) {
		return MOMENT_EVER;
	}
	at += 10;
	moment begin = (moment)day * MOMENT_DAY;
	if (at == name.len || (name.p[at] != 'T' && (name.p[at] < '0' || name.p[at] > '9'))) {
		return begin + MOMENT_DAY - MOMENT_SECOND;
	}
	at++;
	/* Without a Z nobody knows which clock it was. */
	if (name.p[at - 1] != 'T' || !clock_read(name, &at, clock) || at == name.len
			|| name.p[at] != 'Z') {
		return MOMENT_EVER;
	}
	return begin + ((moment)clock[0] * 3600 + clock[1] * 60 + clock[2]) * MOMENT_SECOND;
}

moment snapshot_stamp(struct str path)
{
	struct str name = path_name(path);

	for (size_t i = name.len; i > 0; i--) {
		moment stamp = stamp_at(name, i - 1);
		if (stamp != MOMENT_EVER) {
			return stamp;
		}
	}
	return MOMENT_EVER;
}
