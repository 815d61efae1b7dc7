/* SPDX-License-Identifier: MIT */
#include "gates/verdict.h"

#include "findings/own.h"

const char *const verdict_words[] = {
	[VERDICT_PASS] = "pass",
	[VERDICT_WARN] = "warn",
	[VERDICT_UNKNOWN] = "unknown",
	[VERDICT_FAIL] = "fail",
	[VERDICT_ERROR] = "error",
	NULL,
};

static const char *const level_words[] = {
	[LEVEL_NONE] = "none",
	[LEVEL_NOTE] = "note",
	[LEVEL_INFO] = "info",
	[LEVEL_WARNING] = "warning",
	[LEVEL_ERROR] = "error",
};

bool verdict_is_note(const struct finding *finding)
{
	return finding->level == LEVEL_NOTE;
}

const char *verdict_level(const struct finding *finding)
{
	return level_words[finding->level];
}

static bool is_own(const struct finding *finding, enum own_id id)
{
	return str_eq(finding->rule, own_rules[id].id);
}

/* Of what could not be judged, by `on_unknown`. */
static enum finding_level unknown_level(const struct gate *gate, enum finding_level level)
{
	switch (gate->on_unknown) {
	case UNKNOWN_FAIL:
		return LEVEL_ERROR;
	case UNKNOWN_PASS:
		return LEVEL_INFO;
	case UNKNOWN_WARN:
		break;
	}
	return level;
}

/* What the gate itself asks for decides whatever brought it about: somebody wrote it there. */
static bool is_asked_for(const struct finding *finding)
{
	return str_starts(finding->rule, STR("lintel/gate/"));
}

/* What is left of a budget decides by the class of the change: lintel/gate/budget says so. */
static bool is_for_the_policy(const struct gate *gate, const struct finding *finding)
{
	bool is_budget = is_own(finding, OWN_SERVICE_LEVEL_BURNING)
			 || is_own(finding, OWN_SERVICE_LEVEL_EXHAUSTED)
			 || is_own(finding, OWN_SERVICE_LEVEL_LOW)
			 || is_own(finding, OWN_SERVICE_LEVEL_UNKNOWN);
	return is_budget && !gate->budget.is_ignored && gate->classes & 1U << finding->class;
}

static enum finding_level level_of(const struct gate *gate, const struct finding *finding)
{
	static const enum finding_level levels[] = {
		[SEVERITY_NONE] = LEVEL_NONE,
		[SEVERITY_INFO] = LEVEL_INFO,
		[SEVERITY_WARNING] = LEVEL_WARNING,
		[SEVERITY_ERROR] = LEVEL_ERROR,
	};

	if (is_asked_for(finding)) {
		return levels[finding->severity];
	}
	if (finding->state == FINDING_LEFT) {
		return LEVEL_NOTE;
	}
	if (is_for_the_policy(gate, finding)) {
		if (gate->severity == SEVERITY_WARNING) {
			return LEVEL_NOTE;
		}
		return levels[finding->severity] > LEVEL_WARNING ? LEVEL_WARNING
								 : levels[finding->severity];
	}
	if (!(gate->classes & 1U << finding->class) && !finding->is_touched) {
		return LEVEL_NOTE;
	}
	bool is_answered_now =
			gate->fails_on_fired
			&& (is_own(finding, OWN_TRIGGER_FIRED) || is_own(finding, OWN_TRIGGER_DUE))
			&& finding->severity == SEVERITY_WARNING;
	if (is_answered_now) {
		return LEVEL_ERROR;
	}
	if (finding->is_unknown) {
		return unknown_level(gate, levels[finding->severity]);
	}
	return levels[finding->severity];
}

bool verdict_fails(const struct gate *gate, const struct finding *finding)
{
	if (finding->state != FINDING_NEW) {
		return false;
	}
	/* What a gate makes of the unknown, `on_unknown` says, and its severity does not. */
	bool is_severe = finding->level == LEVEL_WARNING && gate->severity == SEVERITY_WARNING
			 && !finding->is_unknown;
	return is_severe || finding->level == LEVEL_ERROR;
}

/* What is known decides before what is not, what the gate asks for, and an error, before the rest.
 */
static int weight(const struct finding *finding)
{
	return 4 * !finding->is_unknown + 2 * is_asked_for(finding)
	       + (finding->level == LEVEL_ERROR);
}

static void decide(struct verdict *verdict, const struct gate *gate, const struct finding *finding)
{
	const struct finding *before = verdict->deciding;
	if (verdict_fails(gate, finding) && (!before || weight(finding) > weight(before))) {
		verdict->deciding = finding;
	}
}

static void count_new(struct verdict *verdict, const struct finding *finding)
{
	verdict->unknown += finding->is_unknown && finding->level != LEVEL_NOTE;
	switch (finding->level) {
	case LEVEL_NONE:
		break;
	case LEVEL_NOTE:
		verdict->notes++;
		break;
	case LEVEL_INFO:
		verdict->infos++;
		break;
	case LEVEL_WARNING:
		verdict->new_warnings++;
		break;
	case LEVEL_ERROR:
		verdict->new_errors++;
		break;
	}
}

struct verdict verdict_of(const struct gate *gate, struct findings *findings)
{
	struct verdict verdict = { .word = VERDICT_PASS };
	vec_each (struct finding, finding, &findings->list) {
		finding->level = level_of(gate, finding);
		switch (finding->state) {
		case FINDING_NEW:
			count_new(&verdict, finding);
			decide(&verdict, gate, finding);
			break;
		case FINDING_BASELINED:
			verdict.baselined++;
			break;
		case FINDING_EXCEPTED:
			verdict.excepted++;
			break;
		case FINDING_LEFT:
			verdict.left++;
			break;
		}
	}
	if (verdict.deciding) {
		verdict.word = VERDICT_FAIL;
	} else if (verdict.new_warnings || verdict.notes) {
		verdict.word = VERDICT_WARN;
	}
	return verdict;
}
