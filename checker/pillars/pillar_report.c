/* SPDX-License-Identifier: MIT */
/*
 * Findings stand at the answer where there is one, else where the configuration
 * names the pack: a pack of the program is no file that one could open.
 */
#include "pillars/pillar_report.h"

#include "base/arena.h"
#include "base/problem.h"
#include "pillars/answers.h"
#include "pillars/exemption.h"
#include "pillars/headline.h"

/* Named in one finding; the rest is counted. */
#define NAMED_MOST 5

struct reporting {
	const struct assessment *assessment;
	struct findings *findings;
	const struct own_settings *settings;
};

static struct place place_of(const struct reporting *reporting, const struct answer *answer)
{
	return answer ? answer->place : reporting->assessment->input->config->pack.place;
}

static struct finding *finding_about(const struct reporting *reporting, enum own_id id,
		struct str target, struct place place)
{
	return own_finding(reporting->findings, reporting->settings, id, STR("pillar"),
			reporting->assessment->pack->name, target, place);
}

/* What a change of the code cannot bring about alone, a change must not answer for. */
static enum finding_class class_of(const struct reporting *reporting, uint32_t number)
{
	const struct assessment_input *input = reporting->assessment->input;
	const struct item_result *result = &reporting->assessment->items[number];
	size_t scoring = (size_t)(result->deciding - result->verifications);
	unsigned needs = condition_needs(input->conditions->scorings[number][scoring]);
	bool is_data = needs & (CONDITION_NEEDS_METRICS | CONDITION_NEEDS_HISTORY);

	return is_data ? CLASS_DATA : CLASS_CHANGE;
}

/* An item says how bad a contradiction is, unless lintel.yaml does. */
static void severity_take(const struct reporting *reporting, const struct pack_item *item,
		struct finding *finding)
{
	static const enum severity severities[] = {
		[ITEM_MINOR] = SEVERITY_INFO,
		[ITEM_MAJOR] = SEVERITY_WARNING,
		[ITEM_CRITICAL] = SEVERITY_ERROR,
	};
	const struct config_rule *entry = reporting->settings->entry[OWN_PILLAR_CONTRADICTION];

	if (!entry || !entry->severity.is_set) {
		finding->severity = severities[item->severity];
	}
}

static void claim_report(const struct reporting *reporting, uint32_t number)
{
	const struct assessment *assessment = reporting->assessment;
	const struct pack_item *item = &assessment->pack->items[number];
	const struct item_result *result = &assessment->items[number];
	struct arena *arena = reporting->findings->arena;
	bool is_over = result->agreement == AGREES_OVER_CLAIM;
	struct finding *finding = finding_about(reporting,
			is_over ? OWN_PILLAR_CONTRADICTION : OWN_PILLAR_UNDER_CLAIM, item->id,
			place_of(reporting, result->answer));

	if (!finding) {
		return;
	}
	struct str said = said_text(item, result, arena);
	finding->message = str_fmt(arena, STR_FMT ": you answered " STR_FMT ", measured is %.0f %%",
			STR_ARG(item->id), STR_ARG(said), 100 * result->standing.score);
	finding->label = result->fact;
	finding->class = class_of(reporting, number);
	if (is_over) {
		severity_take(reporting, item, finding);
	}
	finding->reason = finding->reason.len ? finding->reason : item->ask;
	finding->remedy = is_over ? item->remedy
				  : STR("answer it again: the score goes by what is measured");
	finding->also = result->deciding->evidence;
}

static void stale_report(const struct reporting *reporting, uint32_t number)
{
	const struct assessment *assessment = reporting->assessment;
	const struct pack_item *item = &assessment->pack->items[number];
	const struct item_result *result = &assessment->items[number];

	for (size_t i = 0; i < item->scoring_count; i++) {
		const struct verification *verification = &result->verifications[i];
		if (verification->state != MEASUREMENT_STALE) {
			continue;
		}
		struct str target = str_fmt(reporting->findings->arena, STR_FMT "#%zu",
				STR_ARG(item->id), i + 1);
		struct finding *finding = finding_about(reporting, OWN_PILLAR_STALE, target,
				place_of(reporting, result->answer));
		if (finding) {
			finding->class = CLASS_CLOCK;
			finding->message = str_fmt(reporting->findings->arena, STR_FMT ": " STR_FMT,
					STR_ARG(item->id), STR_ARG(verification->fact));
			finding->also = verification->evidence;
			finding->remedy = STR("measure it again: until then it only limits");
		}
	}
}

static void outdated_report(const struct reporting *reporting, uint32_t number)
{
	const struct assessment *assessment = reporting->assessment;
	const struct pack_item *item = &assessment->pack->items[number];
	const struct answer *answer = answers_find(assessment->answers, number);
	char day[DATE_DAY_SIZE];

	if (!assessment->items[number].is_answer_old) {
		return;
	}
	struct finding *finding =
			finding_about(reporting, OWN_PILLAR_OUTDATED, item->id, answer->place);
	if (finding) {
		struct str age = assessment->input->config->max_answer_age.s;
		date_write_day(answer->day, day);
		finding->class = CLASS_CLOCK;
		finding->message = str_fmt(reporting->findings->arena,
				STR_FMT ": the answer of %s is older than " STR_FMT
					", so it counts as not given",
				STR_ARG(item->id), day,
				STR_ARG(age.len ? age : STR(ANSWER_AGE_DEFAULT)));
		finding->remedy = STR("answer it again: lintel assess");
	}
}

/* Asked for a day in the past, that is nothing wrong: so it is a warning, and the clock's. */
static void later_report(const struct reporting *reporting, uint32_t number)
{
	const struct assessment *assessment = reporting->assessment;
	const struct pack_item *item = &assessment->pack->items[number];
	const struct answer *answer = answers_find(assessment->answers, number);
	char day[DATE_DAY_SIZE];

	if (!assessment->items[number].is_answer_later) {
		return;
	}
	struct finding *finding =
			finding_about(reporting, OWN_PILLAR_LATER, item->id, answer->place);
	if (finding) {
		date_write_day(answer->day, day);
		finding->class = CLASS_CLOCK;
		finding->message = str_fmt(reporting->findings->arena,
				STR_FMT ": the answer of %s is later than the day asked for, so it "
					"counts as not given",
				STR_ARG(item->id), day);
		finding->remedy = STR(ANSWER_LATER_REMEDY);
	}
}

static void item_report(const struct reporting *reporting, uint32_t number)
{
	const struct item_result *result = &reporting->assessment->items[number];

	outdated_report(reporting, number);
	later_report(reporting, number);
	if (result->state != ITEM_SCORED) {
		return;
	}
	if (result->agreement == AGREES_OVER_CLAIM || result->agreement == AGREES_UNDER_CLAIM) {
		claim_report(reporting, number);
	}
	stale_report(reporting, number);
}

/* ---- pillars ---- */

static bool is_unanswered(const struct assessment *assessment, uint32_t number)
{
	const struct item_result *result = &assessment->items[number];

	return assessment->pack->items[number].kind == ITEM_QUESTION && result->state == ITEM_SCORED
	       && !result->answer;
}

static bool is_missing(const struct assessment *assessment, uint32_t number)
{
	const struct pack_item *item = &assessment->pack->items[number];
	const struct item_result *result = &assessment->items[number];
	size_t missing = 0;

	for (size_t i = 0; i < item->scoring_count; i++) {
		missing += result->verifications[i].state == MEASUREMENT_MISSING;
	}
	return missing > 0 && result->state == ITEM_SCORED;
}

/* "a.x, a.y and 3 more"; `*count` is how many there are. */
static struct str items_text(const struct reporting *reporting, uint32_t pillar,
		bool (*is_wanted)(const struct assessment *, uint32_t), size_t *count)
{
	const struct assessment *assessment = reporting->assessment;
	const struct pack_pillar *from = &assessment->pack->pillars[pillar];
	struct buf out;

	buf_init(&out);
	*count = 0;
	for (uint32_t i = from->first; i < from->first + from->count; i++) {
		if (is_wanted(assessment, i) && ++*count <= NAMED_MOST) {
			buf_fmt(&out, "%s" STR_FMT, *count > 1 ? ", " : "",
					STR_ARG(assessment->pack->items[i].id));
		}
	}
	if (*count > NAMED_MOST) {
		buf_fmt(&out, " and %zu more", *count - NAMED_MOST);
	}
	struct str text = str_dup(reporting->findings->arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

/* The hint of the missing item that counts most. */
static struct str hint_of(const struct reporting *reporting, uint32_t pillar)
{
	const struct assessment *assessment = reporting->assessment;
	const struct pack_pillar *from = &assessment->pack->pillars[pillar];
	struct str hint = STR("declare what is measured under telemetry: in lintel.yaml");
	double most = -3;

	for (uint32_t i = from->first; i < from->first + from->count; i++) {
		struct str step = evidence_step(assessment, i, reporting->findings->arena);
		/* What nobody can bring is named only if there is nothing else. */
		double gain = assessment->items[i].gain - (is_out_of_reach(assessment, i) ? 2 : 0);
		if (is_missing(assessment, i) && step.len && gain > most) {
			most = gain;
			hint = step;
		}
	}
	return hint;
}

static void group_report(const struct reporting *reporting, uint32_t pillar, enum own_id id,
		bool (*is_wanted)(const struct assessment *, uint32_t), const char *what,
		struct str remedy)
{
	const struct pack_pillar *from = &reporting->assessment->pack->pillars[pillar];
	struct finding *finding;
	size_t count;
	struct str names = items_text(reporting, pillar, is_wanted, &count);

	finding = count ? finding_about(reporting, id, from->id, place_of(reporting, NULL)) : NULL;
	if (finding) {
		finding->message = str_fmt(reporting->findings->arena, STR_FMT ": %s: " STR_FMT,
				STR_ARG(from->id), what, STR_ARG(names));
		finding->remedy = remedy;
	}
}

static void excluded_report(const struct reporting *reporting, uint32_t pillar)
{
	const struct pillar_result *result = &reporting->assessment->pillars[pillar];
	const struct pack_pillar *from = &reporting->assessment->pack->pillars[pillar];

	if (result->excluded <= EXCLUDED_MOST || !result->is_assessed) {
		return;
	}
	struct finding *finding = finding_about(
			reporting, OWN_PILLAR_EXCLUDED, from->id, place_of(reporting, NULL));
	if (finding) {
		finding->message = str_fmt(reporting->findings->arena,
				STR_FMT ": %.0f %% of its weight is exempt or does not apply",
				STR_ARG(from->id), 100 * result->excluded);
		finding->remedy = STR("answer what can be answered, or use a pack that fits");
	}
}

static void pillar_report(const struct reporting *reporting, uint32_t pillar)
{
	group_report(reporting, pillar, OWN_PILLAR_UNANSWERED, is_unanswered, "not answered",
			STR("answer in a terminal: lintel assess"));
	group_report(reporting, pillar, OWN_PILLAR_MISSING, is_missing, "evidence is missing",
			hint_of(reporting, pillar));
	excluded_report(reporting, pillar);
}

/* ---- answers and exemptions ---- */

static void fault_report(const struct reporting *reporting, const struct answer_fault *fault)
{
	struct finding *finding =
			finding_about(reporting, OWN_PILLAR_ANSWER, fault->item_id, fault->place);

	if (finding) {
		finding->message = fault->text;
		finding->remedy = fault->remedy;
		finding->reason = finding->reason.len
						  ? finding->reason
						  : STR("an answer that does not count must not "
							"look like one");
	}
}

static void version_report(const struct reporting *reporting)
{
	const struct assessment *assessment = reporting->assessment;
	const struct answers *answers = assessment->answers;
	struct arena *arena = reporting->findings->arena;
	struct str text = answers_version_text(answers, assessment->pack, arena);
	struct finding *finding = text.len ? finding_about(reporting, OWN_PILLAR_VERSION,
							     answers->path, answers->version_place)
					   : NULL;

	if (finding) {
		finding->message = text;
		finding->remedy = answers_version_remedy(assessment->pack, arena);
		finding->reason = finding->reason.len
						  ? finding->reason
						  : STR("another version may ask something else "
							"by the same name");
	}
}

static void exemption_report(const struct reporting *reporting, const struct exemption *exemption)
{
	const struct config_exemption *config = exemption->config;
	struct arena *arena = reporting->findings->arena;

	if (exemption->state == EXEMPTION_ACTIVE) {
		return;
	}
	struct finding *finding = finding_about(
			reporting, OWN_PILLAR_EXEMPTION, config->item.s, config->expires.place);
	if (!finding) {
		return;
	}
	if (exemption->state == EXEMPTION_VOID) {
		finding->message = str_fmt(arena, "the exemption of " STR_FMT " is void: " STR_FMT,
				STR_ARG(config->item.s), STR_ARG(exemption->problem));
		finding->remedy = exemption->remedy;
		return;
	}
	bool is_over = exemption->state == EXEMPTION_EXPIRED;
	finding->class = CLASS_CLOCK;
	finding->severity = is_over ? finding->severity : SEVERITY_INFO;
	finding->message = str_fmt(arena,
			"the exemption of " STR_FMT " %s on " STR_FMT " (" STR_FMT ")",
			STR_ARG(config->item.s), is_over ? "ended" : "ends",
			STR_ARG(config->expires.s), STR_ARG(config->owner.s));
	finding->remedy = is_over ? STR("answer the question and take the exemption out")
				  : STR("decide what comes after it");
}

void pillars_report(const struct assessment *assessment, struct findings *findings,
		const struct own_settings *settings)
{
	const struct reporting reporting = { assessment, findings, settings };

	for (uint32_t i = 0; i < assessment->pack->item_count; i++) {
		item_report(&reporting, i);
	}
	for (uint32_t i = 0; i < assessment->pack->pillar_count; i++) {
		pillar_report(&reporting, i);
	}
	vec_each (const struct answer_fault, fault, &assessment->answers->faults) {
		fault_report(&reporting, fault);
	}
	version_report(&reporting);
	vec_each (const struct exemption, exemption, &assessment->input->exemptions->list) {
		exemption_report(&reporting, exemption);
	}
}

void results_report(const struct problem *damage, struct str pack, struct findings *findings,
		const struct own_settings *settings)
{
	struct finding *finding = own_finding(findings, settings, OWN_PILLAR_RESULTS, STR("pillar"),
			pack, damage->place.path, damage->place);

	if (finding) {
		finding->message = str_fmt(findings->arena, "no earlier result is seen: " STR_FMT,
				STR_ARG(damage->text));
		finding->remedy = damage->remedy;
		finding->reason = finding->reason.len ? finding->reason
						      : STR("what was recorded is how one sees "
							    "what moved");
	}
}
