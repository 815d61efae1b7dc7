/* SPDX-License-Identifier: MIT */
/*
 * lintel/owner: what lintel.yaml and the file of code owners say differently,
 * and what in that file does not count.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "engine/owning.h"
#include "engine/run.h"
#include "findings/own.h"

/* So many owners of a module are named, so many lines that lead nowhere told. */
#define NAMED_MOST 3
#define NOWHERE_MOST 50

struct owner_report {
	struct run *run;
	const struct code_owners *owners;
	const struct module_owners *modules;
	struct own_settings settings;
};

static struct finding *report_add(struct owner_report *report, enum own_id id, const char *kind,
		struct str source, struct str target, struct place place)
{
	return own_finding(&report->run->findings, &report->settings, id, str_of(kind), source,
			target, place);
}

/* ---- the file itself ---- */

static void problem_report(struct owner_report *report, struct str problem, struct str remedy)
{
	const struct code_owners *owners = report->owners;
	const struct text *named = &report->run->config.history.codeowners;
	struct place place = named->s.len > 0 ? named->place
					      : (struct place){ .path = owners->path, .line = 1 };
	struct finding *finding = report_add(
			report, OWN_OWNER_CODEOWNERS, "file", owners->path, STR(""), place);

	if (finding) {
		finding->message = str_fmt(report->run->arena,
				"nothing in " STR_FMT " counts: " STR_FMT, STR_ARG(owners->path),
				STR_ARG(problem));
		finding->remedy = remedy;
	}
}

static void faults_report(struct owner_report *report)
{
	const struct code_owners *owners = report->owners;

	vec_each (const struct code_owners_fault, fault, &owners->faults) {
		struct finding *finding = report_add(report, OWN_OWNER_CODEOWNERS, "line",
				owners->path, fault->text, fault->place);
		if (!finding) {
			return;
		}
		finding->message = fault->text;
		finding->remedy = fault->remedy;
		if (fault == owners->faults.p && owners->fault_count > owners->faults.len) {
			finding->also = str_fmt(report->run->arena,
					"%zu other lines that do not count, of which %zu are told",
					owners->fault_count - 1, owners->faults.len - 1);
		}
	}
}

/* Patterns that begin where nothing is; one that may match anywhere is not asked. */
static void nowhere_report(struct owner_report *report)
{
	struct run *run = report->run;
	const struct code_owners *owners = report->owners;
	struct map *known = map_create(run->arena);
	size_t told = 0;

	for (size_t i = 0; i < owners->entries.len && told < NOWHERE_MOST; i++) {
		const struct code_owners_entry *entry = &owners->entries.p[i];
		bool is_folder;
		bool is_new;
		struct str path = owner_pattern_folder(run->arena,
				str_from(entry->pattern, entry->excludes), owners->syntax,
				&is_folder);
		if (path.len == 0) {
			continue;
		}
		struct map_entry *seen = map_put(known, path, &is_new);
		seen->num = is_new ? owning_is_there(run, path) : seen->num;
		if (seen->num) {
			continue;
		}
		struct finding *finding = report_add(report, OWN_OWNER_CODEOWNERS, "nowhere",
				owners->path, entry->pattern, entry->place);
		if (!finding) {
			return;
		}
		told++;
		finding->message = str_fmt(run->arena,
				"'" STR_FMT "' matches no file: there is no %s " STR_FMT,
				STR_ARG(entry->pattern), is_folder ? "folder" : "file",
				STR_ARG(path));
		finding->remedy = STR("take the line out, or write where the files are now");
	}
}

/* ---- modules ---- */

/* "@org/net (12 files), @org/app (3 files) and 2 others" */
static struct str owners_text(const struct owner_report *report, const struct module_owners *module)
{
	struct buf out = { 0 };

	for (size_t i = 0; i < module->owner_count && i < NAMED_MOST; i++) {
		const struct module_code_owner *owner = &module->owners[i];
		buf_fmt(&out, "%s" STR_FMT " (%u file%s)", i ? ", " : "",
				STR_ARG(report->owners->names.p[owner->name]), owner->files,
				owner->files == 1 ? "" : "s");
	}
	if (module->owner_count > NAMED_MOST) {
		buf_fmt(&out, " and %zu others", module->owner_count - NAMED_MOST);
	}
	struct str text = str_dup(report->run->arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

static struct place owner_place(const struct run *run, const struct code_module *module)
{
	const struct config_module *declarations = run->config.modules.p;
	const struct text *owner = &declarations[module->declaration].owner;
	return owner->s.len > 0 ? owner->place : module->place;
}

static void disagrees_report(struct owner_report *report, const struct code_module *module,
		const struct module_owners *found)
{
	struct run *run = report->run;
	const struct module_code_owner *first = &found->owners[0];
	const struct code_owners_entry *entry = &report->owners->entries.p[first->entry];
	struct finding *finding = report_add(report, OWN_OWNER_DISAGREES, "owner", module->name,
			report->owners->names.p[first->name], owner_place(run, module));

	if (!finding) {
		return;
	}
	struct str others = owners_text(report, found);
	finding->message = str_fmt(run->arena,
			STR_FMT " is owned by " STR_FMT " here, and by " STR_FMT " for the forge",
			STR_ARG(module->name), STR_ARG(module->owner), STR_ARG(others));
	finding->reason = finding->reason.len > 0
					  ? finding->reason
					  : STR("whoever answers for a module must be asked when "
						"it changes");
	finding->remedy =
			str_fmt(run->arena, "write the same owner here and in " STR_FMT ", line %u",
					STR_ARG(entry->place.path), entry->place.line);
	finding->evidence = arena_new(run->arena, struct evidence);
	finding->evidence[0] = (struct evidence){
		.place = entry->place,
		.text = str_fmt(run->arena, "gives " STR_FMT " to " STR_FMT,
				STR_ARG(entry->pattern),
				STR_ARG(report->owners->names.p[first->name])),
	};
	finding->evidence_len = 1;
}

static void nobody_report(struct owner_report *report, const struct code_module *module)
{
	struct finding *finding = report_add(
			report, OWN_OWNER_NOBODY, "owner", module->name, STR(""), module->place);

	if (finding) {
		finding->message = str_fmt(report->run->arena,
				STR_FMT " has no owner, and its files no code owner",
				STR_ARG(module->name));
		finding->remedy = str_fmt(report->run->arena,
				"write 'owner:' here, and a line for its files in " STR_FMT,
				STR_ARG(report->owners->path));
	}
}

static void modules_report(struct owner_report *report)
{
	const struct code *code = report->run->code;

	for (size_t i = 0; i < code->module_count; i++) {
		const struct code_module *module = &code->modules[i];
		const struct module_owners *found = &report->modules[i];
		if (found->state == OWNER_DISAGREES) {
			disagrees_report(report, module, found);
		} else if (found->state == OWNER_NOBODY && module->owner.len == 0
				&& found->files > 0) {
			nobody_report(report, module);
		}
	}
}

static bool has_owner(const struct code *code)
{
	for (size_t i = 0; i < code->module_count; i++) {
		if (code->modules[i].owner.len > 0) {
			return true;
		}
	}
	return false;
}

void owning_findings(struct run *run)
{
	bool is_declared = has_owner(run->code);

	if (!is_declared && run->config.history.codeowners.s.len == 0) {
		return;
	}
	const struct owning *owning = run_owning(run);
	struct owner_report report = {
		.run = run,
		.owners = owning->code_owners,
		.modules = owning->modules,
		.settings = own_settings_of(&run->config),
	};
	if (report.owners->path.len == 0) {
		return;
	}
	if (report.owners->problem.len > 0) {
		problem_report(&report, report.owners->problem, report.owners->remedy);
		return;
	}
	if (owning->is_exhausted) {
		problem_report(&report, STR("its patterns are too many for so many files"),
				STR("let one pattern stand for many, and begin it with a folder"));
	}
	faults_report(&report);
	nowhere_report(&report);
	if (is_declared) {
		modules_report(&report);
	}
}
