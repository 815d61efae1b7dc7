/* SPDX-License-Identifier: MIT */
#include "engine/governing.h"
#include "engine/measures.h"
#include "engine/run.h"
#include "findings/own.h"

static void snapshot_report(const struct snapshot *snapshot, struct findings *findings,
		const struct own_settings *settings)
{
	if (snapshot->state == SNAPSHOT_READ) {
		return;
	}
	struct place place = snapshot->place;
	place.path = place.path.len ? place.path : snapshot->path;
	struct finding *finding = own_finding(findings, settings, OWN_TELEMETRY_UNREADABLE,
			STR("snapshot"), snapshot->path, STR(""), place);
	if (finding) {
		finding->class = CLASS_DATA;
		finding->is_unknown = true;
		finding->message = snapshot->problem;
		finding->remedy = snapshot->remedy;
	}
}

static void fault_report(const struct measure_fault *fault, struct findings *findings,
		const struct own_settings *settings, struct arena *arena)
{
	struct finding *finding = own_finding(findings, settings,
			fault->is_note ? OWN_TELEMETRY_LOOK : OWN_TELEMETRY_DATA, fault->kind,
			fault->place.path, fault->subject, fault->place);
	if (finding) {
		finding->class = CLASS_DATA;
		finding->message = str_fmt(arena, STR_FMT ": " STR_FMT ": " STR_FMT,
				STR_ARG(fault->kind), STR_ARG(fault->subject),
				STR_ARG(fault->text));
		finding->remedy = fault->remedy;
	}
}

void measures_report(const struct run *run, struct findings *findings)
{
	const struct measures *measures = &run->governing->measures;
	const struct own_settings settings = own_settings_of(&run->config);

	vec_each (const struct snapshot, snapshot, &measures->snapshots) {
		snapshot_report(snapshot, findings, &settings);
	}
	vec_each (const struct measure_fault, fault, &measures->faults) {
		fault_report(fault, findings, &settings, measures->arena);
	}
}
