/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
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
		const struct own_settings *settings)
{
	struct finding *finding = own_finding(findings, settings, own_telemetry(fault->kind),
			fault->kind, fault->place.path, fault->subject, fault->place);
	if (finding) {
		finding->severity = fault->is_note && finding->severity > SEVERITY_INFO
						    ? SEVERITY_INFO
						    : finding->severity;
		finding->class = CLASS_DATA;
		finding->message = fault->subject.len
						   ? str_fmt(findings->arena, STR_FMT ": " STR_FMT,
								     STR_ARG(fault->subject),
								     STR_ARG(fault->text))
						   : fault->text;
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
		fault_report(fault, findings, &settings);
	}
}
