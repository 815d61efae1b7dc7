/* SPDX-License-Identifier: MIT */
#include "gates/gate_budget.h"

#include "base/arena.h"
#include "base/problem.h"
#include "base/suggest.h"

bool gate_budget_check(const struct config_gate *gate, const struct registers *registers,
		struct problems *problems)
{
	struct register_range levels = { 0 };
	bool is_good = true;

	if (registers) {
		levels = register_of_kind(registers, STR("service-level"));
	}
	struct str *names = arena_new_array(problems->arena, struct str, levels.len + 1);
	for (size_t i = 0; i < levels.len; i++) {
		names[i] = levels.p[i].id;
	}
	for (size_t i = 0; i < gate->budget.of.len; i++) {
		const struct text *name = &gate->budget.of.p[i];
		if (registers && register_find(registers, STR("service-level"), name->s)) {
			continue;
		}
		struct str near = suggest(name->s, names, levels.len);
		struct str remedy =
				near.len ? str_fmt(problems->arena, "did you mean '" STR_FMT "'?",
							   STR_ARG(near))
					 : STR("write a record of kind service-level for it");
		is_good = problem_add(problems, name->place, remedy,
				"there is no service level '" STR_FMT "'", STR_ARG(name->s));
	}
	return is_good;
}

/* "feature (commit 3f2c1aa)" of the first class that is in neither list. */
static struct str refused_class(const struct gate_change *change, const struct gate_words *always,
		const struct gate_words *also, struct arena *arena)
{
	vec_each (const struct class_of_change, class, &change->classes) {
		if (!gate_has_word(always, class->word)
				&& !(also && gate_has_word(also, class->word))) {
			return str_fmt(arena, STR_FMT " (" STR_FMT ")", STR_ARG(class->word),
					STR_ARG(class->from));
		}
	}
	return STR("");
}

static struct str words_text(const struct gate_words *first, const struct gate_words *second,
		struct arena *arena)
{
	struct str text = STR("");
	for (size_t i = 0; i < first->len + second->len; i++) {
		const struct text *word =
				i < first->len ? &first->p[i] : &second->p[i - first->len];
		text = str_fmt(arena, STR_FMT "%s" STR_FMT, STR_ARG(text), i ? ", " : "",
				STR_ARG(word->s));
	}
	return text;
}

static struct str left_text(const struct service_level *level, struct arena *arena)
{
	if (!level->is_remaining_known) {
		return str_fmt(arena, STR_FMT " is unknown", STR_ARG(level->entry->id));
	}
	return str_fmt(arena, STR_FMT " has %.1f %% left", STR_ARG(level->entry->id),
			level->remaining * 100);
}

struct judging {
	const struct gate_budgets *budgets;
	enum budget_state state;
	const struct service_level *worst;
	/* Classes that pass in this state, besides those that always do. */
	const struct gate_words *also;
	struct arena *arena;
};

static struct str reason_of(const struct judging *judging)
{
	switch (judging->state) {
	case BUDGET_HEALTHY:
	case BUDGET_CAUTION:
		return STR("it is told before so little is left that features have to wait");
	case BUDGET_LOW:
		return judging->worst->verdict == BURN_QUICK
				       ? STR("it burns fast, and reliability work comes before "
					     "features")
				       : STR("little is left, and reliability work comes before "
					     "features");
	case BUDGET_EXHAUSTED:
		return STR("nothing is left, and reliability work comes before features");
	case BUDGET_UNKNOWN:
		break;
	}
	return STR("a budget that nobody knows may be used up");
}

static struct str remedy_of(const struct judging *judging)
{
	static const struct gate_words none = { 0 };
	const struct gate *gate = judging->budgets->gate;
	struct arena *arena = judging->arena;

	if (judging->state == BUDGET_CAUTION) {
		return gate->severity == SEVERITY_WARNING
				       ? STR("make the service more reliable: no change passes "
					     "this gate now, as a warning fails it")
				       : STR("make the service more reliable before it is low: "
					     "every change still passes");
	}
	struct str pass = words_text(
			&gate->budget.always, judging->also ? judging->also : &none, arena);
	return str_fmt(arena,
			"only these pass now: " STR_FMT "; %s, or say what the change is for: "
			"Change-Class: WORD",
			STR_ARG(pass),
			judging->state == BUDGET_UNKNOWN ? "see why it cannot be told"
							 : "make the service reliable first");
}

static void report(const struct judging *judging, struct str refused, struct finding *finding)
{
	struct arena *arena = judging->arena;
	struct str left = left_text(judging->worst, arena);
	bool is_unknown = judging->state == BUDGET_UNKNOWN;

	finding->class = CLASS_DATA;
	finding->is_unknown = is_unknown;
	finding->message = str_fmt(arena, "the error budget of " STR_FMT "%s%s%s" STR_FMT,
			STR_ARG(left), is_unknown ? "" : ": ",
			is_unknown ? "" : budget_words[judging->state],
			refused.len ? "; the change is a " : "", STR_ARG(refused));
	finding->reason = finding->reason.len ? finding->reason : reason_of(judging);
	finding->remedy = remedy_of(judging);
	finding->evidence = arena_new_array(arena, struct evidence, 1);
	finding->evidence[0] =
			(struct evidence){ judging->worst->entry->place, judging->worst->summary };
	finding->evidence_len = 1;
}

static enum verdict_word word_of(const struct judging *judging, bool is_refused)
{
	if (judging->state == BUDGET_UNKNOWN) {
		return is_refused ? VERDICT_UNKNOWN : VERDICT_PASS;
	}
	if (judging->state == BUDGET_CAUTION) {
		return VERDICT_WARN;
	}
	return is_refused ? VERDICT_FAIL : VERDICT_PASS;
}

static enum severity severity_of(
		const struct gate *gate, enum verdict_word word, enum severity severity)
{
	static const enum severity unknown[] = {
		[UNKNOWN_WARN] = SEVERITY_WARNING,
		[UNKNOWN_FAIL] = SEVERITY_ERROR,
		[UNKNOWN_PASS] = SEVERITY_INFO,
	};

	if (word == VERDICT_UNKNOWN) {
		return unknown[gate->on_unknown];
	}
	return word == VERDICT_WARN && severity > SEVERITY_WARNING ? SEVERITY_WARNING : severity;
}

static struct config_budget names_of(const struct gate *gate)
{
	return gate->config ? gate->config->budget : (struct config_budget){ 0 };
}

/* One that burns quickly has as good as little left, whatever is left of it now. */
static enum budget_state burning_state(const struct service_levels *levels,
		const struct config_budget *names, enum budget_state state,
		const struct service_level **worst)
{
	struct gate_words of = { .p = names->of.p, .len = names->of.len };
	vec_each (const struct service_level, level, &levels->list) {
		bool is_asked = of.len == 0 || gate_has_word(&of, level->entry->id);
		if (is_asked && level->verdict == BURN_QUICK && state < BUDGET_LOW) {
			state = BUDGET_LOW;
			*worst = level;
		}
	}
	return state;
}

static const struct gate_words *passing(const struct gate *gate, enum budget_state state)
{
	switch (state) {
	case BUDGET_LOW:
		return &gate->budget.when_low;
	case BUDGET_EXHAUSTED:
		return &gate->budget.when_exhausted;
	case BUDGET_HEALTHY:
	case BUDGET_CAUTION:
	case BUDGET_UNKNOWN:
		break;
	}
	return NULL;
}

struct str gate_budget_judge(const struct gate_budgets *budgets,
		const struct own_settings *settings, struct gate_results *results,
		struct findings *findings)
{
	const struct gate *gate = budgets->gate;
	const struct config_budget names = names_of(gate);
	struct judging judging = { .budgets = budgets, .arena = findings->arena };

	if (gate->budget.is_ignored || budgets->levels->list.len == 0) {
		return STR("");
	}
	judging.state = budget_state_worst(
			budgets->levels, &names, &gate->budget.policy, &judging.worst);
	judging.state = burning_state(budgets->levels, &names, judging.state, &judging.worst);
	judging.also = passing(gate, judging.state);
	struct str refused = refused_class(
			budgets->change, &gate->budget.always, judging.also, findings->arena);
	enum verdict_word word = judging.state == BUDGET_HEALTHY || !judging.worst
						 ? VERDICT_PASS
						 : word_of(&judging, refused.len > 0);
	struct str left = judging.worst ? left_text(judging.worst, findings->arena)
					: STR("all budgets are whole");
	*vec_add(&results->list, findings->arena) = (struct gate_result){
		.id = STR("budget"),
		.word = word,
		.summary = str_fmt(findings->arena, "%s: " STR_FMT, budget_words[judging.state],
				STR_ARG(left)),
		.place = budgets->place,
	};
	struct finding *finding =
			word == VERDICT_PASS
					? NULL
					: own_finding(findings, settings, OWN_GATE_BUDGET,
							  STR("budget"), gate->name,
							  judging.worst->entry->id, budgets->place);
	if (finding) {
		finding->severity = severity_of(gate, word, finding->severity);
		report(&judging, word == VERDICT_WARN ? STR("") : refused, finding);
	}
	bool raises = judging.state > BUDGET_CAUTION
		      && !gate_change_is_among(budgets->change, &gate->budget.always, NULL);
	return raises ? str_fmt(findings->arena, "the error budget of " STR_FMT, STR_ARG(left))
		      : STR("");
}
