/* SPDX-License-Identifier: MIT */
#include "gates/verdict.h"

const char *const verdict_words[] = {
	[VERDICT_PASS] = "pass",
	[VERDICT_WARN] = "warn",
	[VERDICT_UNKNOWN] = "unknown",
	[VERDICT_FAIL] = "fail",
};

bool verdict_is_note(const struct finding *finding)
{
	return finding->class != CLASS_CHANGE;
}

const char *verdict_level(const struct finding *finding)
{
	return verdict_is_note(finding) ? "note" : severity_words[finding->severity];
}

static void count_new(struct verdict *verdict, const struct finding *finding)
{
	if (verdict_is_note(finding)) {
		verdict->notes++;
		return;
	}
	switch (finding->severity) {
	case SEVERITY_NONE:
		break;
	case SEVERITY_INFO:
		verdict->infos++;
		break;
	case SEVERITY_WARNING:
		verdict->new_warnings++;
		break;
	case SEVERITY_ERROR:
		verdict->new_errors++;
		verdict->deciding = verdict->deciding ? verdict->deciding : finding;
		break;
	}
}

struct verdict verdict_of(const struct findings *findings)
{
	struct verdict verdict = { .word = VERDICT_PASS };
	vec_each (const struct finding, finding, &findings->list) {
		switch (finding->state) {
		case FINDING_NEW:
			count_new(&verdict, finding);
			break;
		case FINDING_BASELINED:
			verdict.baselined++;
			break;
		case FINDING_EXCEPTED:
			verdict.excepted++;
			break;
		}
	}
	if (verdict.new_errors) {
		verdict.word = VERDICT_FAIL;
	} else if (verdict.new_warnings || verdict.notes) {
		verdict.word = VERDICT_WARN;
	}
	return verdict;
}
