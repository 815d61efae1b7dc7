/* SPDX-License-Identifier: MIT */
#include "gates/change_class.h"

#include "base/arena.h"
#include "base/problem.h"
#include "base/suggest.h"

static const struct str built_in[] = {
	STR_INIT("feature"),
	STR_INIT("fix"),
	STR_INIT("reliability"),
	STR_INIT("security"),
	STR_INIT("rollback"),
	STR_INIT("refactoring"),
	STR_INIT("configuration"),
	STR_INIT("documentation"),
};

bool change_class_is_known(const struct config_risk *config, struct str word)
{
	for (size_t i = 0; i < COUNT_OF(built_in); i++) {
		if (str_eq(built_in[i], word)) {
			return true;
		}
	}
	for (size_t i = 0; i < config->classes.len; i++) {
		if (str_eq(config->classes.p[i].s, word)) {
			return true;
		}
	}
	return false;
}

struct str change_class_remedy(
		const struct config_risk *config, struct str word, struct arena *arena)
{
	size_t count = COUNT_OF(built_in) + config->classes.len;
	struct str *words = arena_new_array(arena, struct str, count);
	struct str all = STR("");

	for (size_t i = 0; i < count; i++) {
		words[i] = i < COUNT_OF(built_in) ? built_in[i]
						  : config->classes.p[i - COUNT_OF(built_in)].s;
		all = str_fmt(arena, STR_FMT "%s" STR_FMT, STR_ARG(all), i ? ", " : "",
				STR_ARG(words[i]));
	}
	struct str near = suggest(word, words, count);
	return near.len ? str_fmt(arena, "did you mean '" STR_FMT "'?", STR_ARG(near))
			: str_fmt(arena, "it is one of " STR_FMT, STR_ARG(all));
}

static bool word_check(
		const struct config *config, const struct text *word, struct problems *problems)
{
	if (word->s.len == 0 || change_class_is_known(&config->risk, word->s)) {
		return true;
	}
	return problem_add(problems, word->place,
			change_class_remedy(&config->risk, word->s, problems->arena),
			"unknown class of change '" STR_FMT "'", STR_ARG(word->s));
}

static bool list_check(const struct config *config, const struct text_list *list,
		struct problems *problems)
{
	bool is_good = true;
	for (size_t i = 0; i < list->len; i++) {
		is_good = word_check(config, &list->p[i], problems) && is_good;
	}
	return is_good;
}

bool change_classes_check(const struct config *config, struct problems *problems)
{
	const struct config_gate *gates = config->gates.p;
	bool is_good = list_check(config, &config->risk.without_approval, problems);

	for (size_t i = 0; i < config->gates.len; i++) {
		const struct config_gate *gate = &gates[i];
		is_good = word_check(config, &gate->change_class, problems) && is_good;
		is_good = list_check(config, &gate->budget.when_low, problems) && is_good;
		is_good = list_check(config, &gate->budget.when_exhausted, problems) && is_good;
		is_good = list_check(config, &gate->budget.always, problems) && is_good;
	}
	return is_good;
}
