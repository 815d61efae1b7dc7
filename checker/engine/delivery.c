/* SPDX-License-Identifier: MIT */
#include "engine/delivery.h"

#include "base/arena.h"
#include "base/err.h"
#include "engine/deploying.h"
#include "engine/governing.h"
#include "engine/historing.h"

#include <math.h>

#define FAMILY STR("delivery")
/* As many digits of an id as tell commits apart for people. */
#define SHORT_ID 12
#define ROUNDING 1e4

bool run_has_deployments(const struct run *run)
{
	const struct config_deployments *config = &run->config.deployments;
	const struct config_service *services = config->services.p;
	bool has_any = config->log.len > 0 || config->tags.len > 0 || config->branch.s.len > 0;

	for (size_t i = 0; i < config->services.len; i++) {
		has_any = has_any || services[i].tags.len > 0;
	}
	return has_any;
}

/* ---- what it is computed from ---- */

/* What arrived on a branch: the line of first parents, from its beginning on. */
static void branch_take(struct run *run, struct deployments *deployments, struct str tip)
{
	const struct history *history = run->history;
	VEC(uint32_t) line = { 0 };
	uint32_t commit = history_commit_find(history, tip);

	while (commit != NONE) {
		const struct history_commit *one = &history->commits[commit];
		*vec_add(&line, run->arena) = commit;
		commit = one->parent_count ? history->parents[one->first_parent] : NONE;
	}
	for (size_t i = line.len; i-- > 0;) {
		const struct history_commit *one = &history->commits[line.p[i]];
		struct str id = history_commit_id(history, line.p[i], run->arena);
		*vec_add(&deployments->list, run->arena) = (struct deployment){
			.id = str_slice(id, 0, SHORT_ID),
			.at = one->at,
			.commit = id,
			/* A commit that was made there waited for nothing that git knows of. */
			.is_undated = one->parent_count < 2,
		};
	}
}

static bool duration_take(struct run *run, const struct text *written, const char *otherwise,
		struct duration *duration)
{
	struct str text = written->s.len ? written->s : str_of(otherwise);
	return duration_read(duration, text)
	       || problem_add(&run->problems, written->place,
			       STR("write a whole number and one of min, h, d, w, mo, q, y, such as "
				   "90d"),
			       "'" STR_FMT "' is no length of time", STR_ARG(text));
}

static bool settings_take(struct run *run, struct run_delivery *made)
{
	const struct config_deployments *config = &run->config.deployments;
	struct delivery_facts *facts = &made->facts;
	struct duration window;
	bool is_good = duration_take(run, &config->dedupe, DELIVERY_DEDUPE, &facts->dedupe);

	is_good = duration_take(run, &config->hotfix_within, DELIVERY_HOTFIX, &facts->hotfix_within)
		  && is_good;
	is_good = duration_take(run, &config->window, DELIVERY_WINDOW, &window) && is_good;
	if (config->least.is_set && config->least.value < 1) {
		is_good = problem_add(&run->problems, config->least.place,
				STR("write a number above 0"),
				"'least' is no number of deployments");
	}
	if (!is_good) {
		return false;
	}
	facts->least = config->least.is_set ? (size_t)config->least.value : DELIVERY_LEAST;
	facts->as_of = (moment)run->options.as_of * MOMENT_SECOND;
	made->since = config->lead.value == LEAD_WRITTEN ? SINCE_WRITTEN : SINCE_COMMITTED;
	made->span = (struct delivery_span){ moment_before(facts->as_of, window),
		facts->as_of + 1 };
	return true;
}

bool delivery_check(struct run *run)
{
	struct run_delivery made = { 0 };
	bool is_good = run_deployment_patterns_check(run);
	return settings_take(run, &made) && is_good;
}

static void services_take(struct run *run, struct delivery_facts *facts)
{
	const struct config_service *config = run->config.deployments.services.p;
	size_t count = run->config.deployments.services.len;
	struct delivery_service *services =
			arena_new_array(run->arena, struct delivery_service, count + 1);

	for (size_t i = 0; i < count; i++) {
		struct str *paths =
				arena_new_array(run->arena, struct str, config[i].paths.len + 1);
		for (size_t j = 0; j < config[i].paths.len; j++) {
			paths[j] = config[i].paths.p[j].s;
		}
		services[i] = (struct delivery_service){ config[i].name.s, paths,
			config[i].paths.len };
	}
	facts->services = services;
	facts->service_count = count;
}

static void incidents_take(struct run *run, struct delivery_facts *facts)
{
	const struct registers *registers = run->governing ? run->governing->registers : NULL;
	struct register_range records = { 0 };

	if (registers) {
		records = register_of_kind(registers, STR("incident"));
	}
	struct delivery_incident *incidents =
			arena_new_array(run->arena, struct delivery_incident, records.len + 1);
	for (size_t i = 0; i < records.len; i++) {
		struct delivery_incident *one = &incidents[i];
		one->release = register_text(&records.p[i], STR("release"));
		one->commit = register_text(&records.p[i], STR("caused_by"));
		if (!register_moment(&records.p[i], STR("began"), &one->began)) {
			one->began = MOMENT_EVER;
		}
		if (!register_moment(&records.p[i], STR("restored"), &one->restored)) {
			one->restored = MOMENT_NEVER;
		}
	}
	facts->incidents = incidents;
	facts->incident_count = records.len;
	/* Where nothing was ever written down, nobody knows that nothing happened. */
	facts->has_incidents = records.len > 0;
}

/* The most trusted source that has anything; without any, the one that was to have it. */
static void source_choose(
		struct run *run, struct run_delivery *made, const struct deployed *deployed)
{
	const struct config_deployments *config = &run->config.deployments;
	enum deployment_source *source = &made->facts.source;

	if (deployed->log.list.len > 0) {
		*source = DEPLOYED_LOG;
		made->deployments = deployed->log;
	} else if (deployed->tags.list.len > 0) {
		*source = DEPLOYED_TAGS;
		made->deployments = deployed->tags;
	} else if (deployed->branch.len > 0 && run->history->reason == REASON_NONE) {
		*source = DEPLOYED_BRANCH;
		branch_take(run, &made->deployments, deployed->branch);
	} else {
		*source = config->log.len        ? DEPLOYED_LOG
			  : config->branch.s.len ? DEPLOYED_BRANCH
						 : DEPLOYED_TAGS;
	}
	if (config->log.len > 0 && *source != DEPLOYED_LOG) {
		*vec_add(&made->notes, run->arena) = STR("the log has no deployment");
	}
}

static bool make(struct run *run, struct run_delivery *made, struct err *err)
{
	struct delivery_facts *facts = &made->facts;
	const struct deployed *deployed;

	if (!settings_take(run, made)) {
		return err_set(err, "what `deployments` says is damaged");
	}
	if (!run_history(run, err) || !run_deployed(run, &deployed, err)) {
		return false;
	}
	source_choose(run, made, deployed);
	vec_each (const struct str, note, &deployed->notes) {
		*vec_add(&made->notes, run->arena) = *note;
	}
	facts->deployments = &made->deployments;
	facts->history = run->history;
	services_take(run, facts);
	incidents_take(run, facts);
	return delivery_make(&made->delivery, run->arena, facts, err);
}

bool run_delivery(struct run *run, const struct run_delivery **delivery, struct err *err)
{
	struct run_delivery *made = run->delivery;

	*delivery = made;
	if (made) {
		return true;
	}
	made = arena_new(run->arena, struct run_delivery);
	*err = (struct err){ "" };
	if (!make(run, made, err)) {
		return false;
	}
	run->delivery = made;
	*delivery = made;
	return true;
}

/* ---- for conditions ---- */

static void rows_add(struct run *run, const struct run_delivery *made, uint32_t service,
		struct value_row *values)
{
	const struct delivery *delivery = &made->delivery;
	struct str name = service == DELIVERY_ALL ? STR("") : delivery->services.p[service];
	struct delivery_row rows[DELIVERY_ROWS];
	struct delivery_figures figures;

	delivery_figures(&figures, delivery, service, made->span, run->arena);
	delivery_rows(rows, &figures, made->facts.source, made->since);
	for (size_t i = 0; i < DELIVERY_ROWS; i++) {
		struct value_row *value = &values[i];
		struct err ignored;
		*value = (struct value_row){
			.family = FAMILY,
			.name = str_of(rows[i].name),
			.subject = name,
			.from = MOMENT_EVER,
			/* What is shown of it is what somebody would write. */
			.value = { .value = round(rows[i].value * ROUNDING) / ROUNDING },
			.reason = rows[i].reason,
			.evidence = delivery_row_evidence(&rows[i], made->facts.source, run->arena),
		};
		if (!unit_read(&value->value.unit, str_of(rows[i].unit), &ignored)) {
			value->reason = REASON_UNIT;
		}
	}
}

void delivery_govern(struct run *run)
{
	const struct run_delivery *made;
	struct err err;

	if (run->delivery || !run->history || !run_has_deployments(run)) {
		return;
	}
	if (!run_delivery(run, &made, &err)) {
		*vec_add(&run->notes, run->arena) = str_dup(run->arena, str_of(err.text));
		return;
	}
	size_t services = made->delivery.services.len;
	struct value_row *values = arena_new_array(
			run->arena, struct value_row, (services + 1) * DELIVERY_ROWS);
	size_t count = DELIVERY_ROWS;
	rows_add(run, made, DELIVERY_ALL, values);
	for (uint32_t i = 0; i < services; i++) {
		if (made->delivery.services.p[i].len > 0) {
			rows_add(run, made, i, values + count);
			count += DELIVERY_ROWS;
		}
	}
	govern_values(run, FAMILY, values, count);
}
