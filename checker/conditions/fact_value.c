/* SPDX-License-Identifier: MIT */
/*
 * Facts about pillars, error budgets and delivery: what the assessment, service
 * levels and deployments came to.
 */
#include "base/arena.h"
#include "base/suggest.h"
#include "conditions/conversion.h"
#include "conditions/fact_functions.h"
#include "conditions/value_rows.h"

/* Each subject has a row for each moment and each name: once here is enough. */
static struct str subject_near(
		const struct term *term, const struct world *world, struct arena *arena)
{
	struct str *words = arena_new_array(arena, struct str, world->value_count);
	size_t count = 0;
	for (size_t i = 0; i < world->value_count; i++) {
		const struct value_row *row = &world->values[i];
		if (str_eq(row->family, term->fact->family)
				&& (count == 0 || !str_eq(words[count - 1], row->subject))) {
			words[count++] = row->subject;
		}
	}
	struct str near = suggest(term->argument, words, count);
	/* It may be there, only not with this value. */
	return str_eq(near, term->argument) ? STR("") : near;
}

struct subject_words {
	const char *family;
	const char *subject;
	/* Why nothing at all is known of them. */
	const char *missing;
};

static const struct subject_words *words_of(struct str family)
{
	static const struct subject_words words[] = {
		{ "pillar", "pillar",
				"lintel.yaml names no pack, as in pillars: { pack: seven-pillars }" },
		{ "budget", "service level", "no service level was judged" },
		{ "delivery", "service",
				"lintel.yaml says nothing about deployments, as in deployments: "
				"{ tags: [\"v*\"] }" },
	};
	const struct subject_words *found = words;
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		found = str_eq(family, str_of(words[i].family)) ? &words[i] : found;
	}
	return found;
}

/* Nothing at all is known of a family, or not of this one. */
static void missing_answer(const struct fact_question *question, struct fact_answer *answer)
{
	const struct subject_words *words = words_of(question->term->fact->family);
	bool is_any = false;
	for (size_t i = 0; i < question->world->value_count; i++) {
		is_any = is_any
			 || str_eq(question->world->values[i].family, question->term->fact->family);
	}
	answer->reason = is_any ? REASON_NO_RECORD : REASON_UNREADABLE;
	if (is_any) {
		struct str near = subject_near(question->term, question->world, question->arena);
		answer->evidence = str_fmt(question->arena,
				"there is no %s '" STR_FMT "'%s" STR_FMT "%s", words->subject,
				STR_ARG(question->term->argument),
				near.len ? ": did you mean '" : "", STR_ARG(near),
				near.len ? "'?" : "");
	} else {
		answer->evidence = str_of(words->missing);
	}
}

static void row_answer(const struct fact_question *question, struct fact_answer *answer)
{
	const struct value_row *row = value_row_now(question->world, question->term);
	if (!row) {
		missing_answer(question, answer);
		return;
	}
	answer->evidence = row->evidence;
	answer->reason = row->reason;
	if (row->reason != REASON_NONE) {
		return;
	}
	struct conversion conversion = conversion_between(&row->value.unit, &question->term->unit);
	struct span span = conversion_apply(&conversion, span_point(row->value.value));
	answer->value = span.low;
	answer->reason = span.reason;
}

#define VALUE_FACT(family, name) \
	void fact_##family##_##name( \
			const struct fact_question *question, struct fact_answer *answer) \
	{ \
		row_answer(question, answer); \
	}

VALUE_FACT(pillar, score)
VALUE_FACT(pillar, upper)
VALUE_FACT(pillar, evidenced)
VALUE_FACT(budget, remaining)
VALUE_FACT(budget, burn)
VALUE_FACT(delivery, lead_time)
VALUE_FACT(delivery, lead_time_p90)
VALUE_FACT(delivery, lead_time_by_deployment)
VALUE_FACT(delivery, frequency)
VALUE_FACT(delivery, days_a_week)
VALUE_FACT(delivery, change_failure_rate)
VALUE_FACT(delivery, recovery_time)
VALUE_FACT(delivery, rework_rate)
VALUE_FACT(delivery, revert_rate)
VALUE_FACT(delivery, hotfix_rate)
VALUE_FACT(delivery, proxy_recovery)
