/* SPDX-License-Identifier: MIT */
#include "gates/gate_condition.h"

#include "base/arena.h"
#include "base/problem.h"
#include "conditions/evaluate.h"
#include "conditions/fact.h"

static const struct config_gate_condition *written_of(const struct gate *gate)
{
	return gate->config ? gate->config->conditions.p : NULL;
}

static size_t count_of(const struct gate *gate)
{
	return gate->config ? gate->config->conditions.len : 0;
}

static bool ids_differ(const struct gate *gate, size_t at, struct problems *problems)
{
	const struct config_gate_condition *written = written_of(gate);
	for (size_t i = 0; i < at; i++) {
		if (str_eq(written[i].id.s, written[at].id.s)) {
			return problem_add(problems, written[at].id.place,
					STR("give each its own: findings are told apart by it"),
					"two conditions of gate '" STR_FMT "' are called '" STR_FMT
					"'",
					STR_ARG(gate->name), STR_ARG(written[at].id.s));
		}
	}
	return true;
}

bool gate_conditions_read(struct gate_conditions *conditions, struct arena *arena,
		const struct gates *gates, const struct gate *gate,
		const struct condition_names *names, struct problems *problems)
{
	bool is_good = true;

	*conditions = (struct gate_conditions){ .gate = gate, .len = count_of(gate) };
	conditions->list = arena_new_array(arena, const struct condition *, conditions->len + 1);
	for (size_t g = 0; g < gates->len; g++) {
		const struct gate *other = &gates->p[g];
		const struct config_gate_condition *written = written_of(other);
		for (size_t i = 0; i < count_of(other); i++) {
			const struct condition *condition =
					condition_parse(arena, written[i].holds.s,
							written[i].holds.place, names, problems);
			is_good = ids_differ(other, i, problems) && condition && is_good;
			if (other == gate) {
				conditions->list[i] = condition;
			}
		}
	}
	return is_good;
}

unsigned gate_conditions_needs(const struct gate_conditions *conditions)
{
	unsigned needs = 0;
	for (size_t i = 0; i < conditions->len; i++) {
		needs |= conditions->list[i] ? condition_needs(conditions->list[i]) : 0;
	}
	return needs;
}

/* What brought it about, as far as the language tells: numbers, days, or the code. */
static enum finding_class class_of(const struct condition *condition)
{
	enum finding_class class = CLASS_CHANGE;
	for (uint32_t i = 0; i < condition->term_count; i++) {
		switch (condition->terms[i].kind) {
		case TERM_METRIC:
			return CLASS_DATA;
		case TERM_DATE:
		case TERM_AGE:
		case TERM_MANUAL:
			class = CLASS_CLOCK;
			break;
		default:
			break;
		}
	}
	return class;
}

static enum config_unknown on_unknown(
		const struct gate *gate, const struct config_gate_condition *written)
{
	return written->on_unknown.is_set ? (enum config_unknown)written->on_unknown.value
					  : gate->on_unknown;
}

static enum severity severity_of(
		const struct outcome *outcome, enum config_unknown means, enum severity severity)
{
	static const enum severity severities[] = {
		[UNKNOWN_WARN] = SEVERITY_WARNING,
		[UNKNOWN_FAIL] = SEVERITY_ERROR,
		[UNKNOWN_PASS] = SEVERITY_INFO,
	};

	return outcome->truth == TRUTH_UNKNOWN ? severities[means] : severity;
}

/* The condition on one line, whatever white space it was written with. */
static struct str one_line(struct arena *arena, struct str text)
{
	struct buf line;
	buf_init(&line);
	for (size_t i = 0; i < text.len; i++) {
		bool is_blank = text.p[i] == ' ' || text.p[i] == '\t' || text.p[i] == '\n'
				|| text.p[i] == '\r';
		bool follows = line.len > 0 && line.p[line.len - 1] == ' ';
		if (!is_blank || !follows) {
			buf_add_char(&line, is_blank ? ' ' : text.p[i]);
		}
	}
	struct str copy = str_dup(arena, str_trim(buf_str(&line)));
	buf_finish(&line);
	return copy;
}

static void evidence_fill(
		struct finding *finding, struct arena *arena, const struct outcome *outcome)
{
	size_t count = outcome->atoms.len;
	if (count < 2) {
		return;
	}
	finding->evidence = arena_new_array(arena, struct evidence, count);
	finding->evidence_len = count;
	for (size_t i = 0; i < count; i++) {
		const struct atom_value *atom = &outcome->atoms.p[i];
		finding->evidence[i] = (struct evidence){
			.place = atom->place,
			.text = str_fmt(arena, STR_FMT " is %s%s" STR_FMT "%s" STR_FMT,
					STR_ARG(atom->text), truth_words[atom->truth],
					atom->value.len ? ": " : "", STR_ARG(atom->value),
					atom->evidence.len ? ", " : "", STR_ARG(atom->evidence)),
		};
	}
}

static void report(const struct gate *gate, const struct config_gate_condition *written,
		const struct outcome *outcome, const struct condition *condition,
		struct finding *finding, struct arena *arena)
{
	bool is_unknown = outcome->truth == TRUTH_UNKNOWN;

	finding->class = class_of(condition);
	finding->is_unknown = is_unknown;
	finding->message = str_fmt(arena, "gate " STR_FMT " asks for " STR_FMT ", %s" STR_FMT,
			STR_ARG(gate->name), STR_ARG(written->id.s),
			is_unknown ? "which cannot be told: " : "and it is not so: ",
			STR_ARG(outcome->summary));
	finding->label = is_unknown ? STR("unknown") : STR("not so");
	finding->reason = written->reason.s.len ? written->reason.s : finding->reason;
	finding->adr = written->adr.s.len ? written->adr.s : finding->adr;
	finding->action = written->action.s.len ? written->action.s : finding->action;
	finding->remedy = is_unknown ? STR("bring the data, or say with on_unknown what it means "
					   "that there is none")
				     : STR("make it so, or ask for less in this condition");
	evidence_fill(finding, arena, outcome);
}

/* It asks for a pillar, and nothing is known of any. */
static bool is_pack_missing(const struct condition *condition, const struct world *world)
{
	bool is_asked = false;

	for (uint32_t i = 0; i < condition->term_count; i++) {
		const struct term *term = &condition->terms[i];
		is_asked = is_asked
			   || (term->kind == TERM_FACT
					   && str_eq(term->fact->family, STR("pillar")));
	}
	for (size_t i = 0; i < world->value_count; i++) {
		is_asked = is_asked && !str_eq(world->values[i].family, STR("pillar"));
	}
	return is_asked;
}

static enum verdict_word word_of(enum truth truth)
{
	switch (truth) {
	case TRUTH_TRUE:
		return VERDICT_PASS;
	case TRUTH_UNKNOWN:
		return VERDICT_UNKNOWN;
	case TRUTH_FALSE:
		break;
	}
	return VERDICT_FAIL;
}

void gate_conditions_judge(const struct gate_conditions *conditions, const struct world *world,
		const struct own_settings *settings, struct gate_results *results,
		struct findings *findings)
{
	struct arena *arena = findings->arena;
	const struct gate *gate = conditions->gate;

	for (size_t i = 0; i < conditions->len; i++) {
		const struct config_gate_condition *written = &written_of(gate)[i];
		const struct condition *condition = conditions->list[i];
		struct outcome outcome;

		condition_evaluate(&outcome, arena, condition, world, MOMENT_EVER);
		struct str text = one_line(arena, condition->text);
		*vec_add(&results->list, arena) = (struct gate_result){
			.id = written->id.s,
			.word = word_of(outcome.truth),
			.summary = str_fmt(arena, STR_FMT ": " STR_FMT "%s", STR_ARG(text),
					STR_ARG(outcome.summary),
					outcome.is_assumed ? " (assumed)" : ""),
			.place = written->holds.place,
			.is_condition = true,
		};
		struct finding *finding =
				outcome.truth == TRUTH_TRUE
						? NULL
						: own_finding(findings, settings,
								  OWN_GATE_CONDITION,
								  STR("condition"), gate->name,
								  written->id.s,
								  written->holds.place);
		if (finding) {
			finding->severity = severity_of(
					&outcome, on_unknown(gate, written), finding->severity);
			report(gate, written, &outcome, condition, finding, arena);
			if (finding->is_unknown && is_pack_missing(condition, world)) {
				finding->remedy = STR("name a pack in lintel.yaml: "
						      "pillars: { pack: seven-pillars }");
			}
		}
	}
}
