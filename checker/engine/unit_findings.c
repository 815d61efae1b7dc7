/* SPDX-License-Identifier: MIT */
/*
 * lintel/unit: what could not be read, or not as it should.  Nothing is left
 * out in silence: whatever stands in such a file was not judged.
 */
#include "base/arena.h"
#include "engine/gathering.h"
#include "engine/judging.h"

static const struct {
	const char *kind;
	const char *what;
	const char *remedy;
} statuses[] = {
	[UNIT_FAILED] = { "failed", "was not understood in full",
			"build the project first, so that generated files are there; or except "
			"this unit until it compiles" },
	[UNIT_CRASHED] = { "crashed", "was not read",
			"try 'clang -fsyntax-only' on it; what crashes there is a bug of the "
			"compiler" },
	[UNIT_TIMED_OUT] = { "timed-out", "was not read",
			"give it more time with --max-unit-time, or split it" },
	[UNIT_SKIPPED] = { "skipped", "was not read",
			"mend the entry of the compile database, or build the project anew" },
};

static struct finding *unread_add(struct run *run, const char *target, struct str path,
		struct place place, struct str problem)
{
	struct finding *finding = finding_add(&run->findings, STR(UNIT_RULE), SEVERITY_ERROR,
			STR("unit"), path, str_of(target), place);
	finding->class = CLASS_CHANGE;
	finding->label = problem;
	finding->reason = STR("what was not read was not judged either");
	return finding;
}

static void unit_add(struct run *run, const struct code_unit *unit)
{
	struct place place = unit->problem_place;
	if (place.path.len == 0) {
		place = (struct place){ .path = unit->path };
	}
	struct finding *finding = unread_add(
			run, statuses[unit->status].kind, unit->path, place, unit->problem);
	finding->message = str_fmt(run->arena, "unit " STR_FMT " %s: " STR_FMT, STR_ARG(unit->path),
			statuses[unit->status].what, STR_ARG(unit->problem));
	finding->remedy = str_of(statuses[unit->status].remedy);
}

static void file_add(struct run *run, const struct code_file *file)
{
	struct place place = { .path = file->path };
	struct finding *finding = unread_add(run, "unread", file->path, place, file->problem);
	finding->message = str_fmt(run->arena, "file " STR_FMT " was not read: " STR_FMT,
			STR_ARG(file->path), STR_ARG(file->problem));
	finding->remedy = STR("mend it, or put it into sources.ignore");
}

static void trouble_add(struct run *run, const struct text_trouble *trouble)
{
	struct place place = trouble->place;
	if (place.path.len == 0) {
		place = run->config.sources.roots.place;
	}
	if (place.path.len == 0) {
		place = (struct place){ .path = run->config.path, .line = 1, .column = 1 };
	}
	struct finding *finding = unread_add(run, "unread", trouble->path, place, trouble->problem);
	finding->message = str_fmt(run->arena, STR_FMT " was not read: " STR_FMT,
			STR_ARG(trouble->path), STR_ARG(trouble->problem));
	finding->remedy = STR("make it readable, or put it into sources.ignore");
}

void unit_findings(struct run *run)
{
	for (size_t i = 0; i < run->code->unit_count; i++) {
		if (run->code->units[i].status != UNIT_PARSED) {
			unit_add(run, &run->code->units[i]);
		}
	}
	for (size_t i = 0; i < run->code->file_count; i++) {
		const struct code_file *file = &run->code->files[i];
		if ((file->flags & FILE_UNREAD) && (file->flags & FILE_JUDGED)) {
			file_add(run, file);
		}
	}
	vec_each (const struct text_trouble, trouble, &run->gathering->tree.troubles) {
		trouble_add(run, trouble);
	}
}
