/* SPDX-License-Identifier: MIT */
#include "engine/registering.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/suggest.h"
#include "engine/gathering.h"
#include "engine/governing.h"
#include "engine/planning.h"

#define ANSWERS_DEFAULT STR("assessment/answers.yaml")

/* Files that a pattern of registers may match, and that are something else. */
static size_t left_alone(struct run *run, struct str **paths)
{
	const struct config *config = &run->config;
	VEC(struct str) list = { 0 };

	vec_each (const struct text, file, &config->exceptions) {
		*vec_add(&list, run->arena) = file->s;
	}
	vec_each (const struct text, file, &config->files) {
		*vec_add(&list, run->arena) = file->s;
	}
	*vec_add(&list, run->arena) = config->pillars.pack.s;
	*vec_add(&list, run->arena) = config->pillars.answers.s;
	*vec_add(&list, run->arena) = ANSWERS_DEFAULT;
	*vec_add(&list, run->arena) = config->pillars.results.s;
	*vec_add(&list, run->arena) = config->report.trend.s;
	*paths = list.p;
	return list.len;
}

/* "did you mean" one of the kind's rules; always false. */
static bool rule_unknown(struct run *run, const struct text *id, const struct register_kind *kind)
{
	VEC(struct str) names = { 0 };
	struct str last = str_from(id->s, str_find_last(id->s, '/') + 1);

	for (size_t i = 0; kind && i < kind->rule_count; i++) {
		*vec_add(&names, run->arena) = kind->rules[i].id;
	}
	for (size_t i = 0; !kind && i < OWN_RULES; i++) {
		if (str_starts(own_rules[i].id, REGISTER_RULES)) {
			*vec_add(&names, run->arena) =
					str_from(own_rules[i].id, REGISTER_RULES.len);
		}
	}
	struct str near = suggest(last, names.p, names.len);
	struct str remedy = STR("it is lintel/register/KIND/ID, as findings call it");
	if (run->config.registers.len == 0) {
		remedy = STR("no records are kept: 'registers' names their files");
	} else if (near.len) {
		remedy = str_fmt(run->arena, "did you mean '" STR_FMT STR_FMT "%s" STR_FMT "'?",
				STR_ARG(REGISTER_RULES), STR_ARG(kind ? kind->name : STR("")),
				kind ? "/" : "", STR_ARG(near));
	}
	return problem_add(&run->problems, id->place, remedy, "there is no rule '" STR_FMT "'",
			STR_ARG(id->s));
}

/* Entries of `rules` that adjust a rule of a kind: there must be such a rule. */
static bool adjusted_check(struct run *run)
{
	const struct registers *registers = run->governing->registers;
	bool is_good = true;

	for (size_t i = 0; i < run->config.rule_count; i++) {
		const struct text *id = &run->config.rules[i].id;
		const struct register_kind *kind = NULL;
		if (str_starts(id->s, REGISTER_RULES) && !own_rule_find(id->s)
				&& !(registers && book_rule_find(registers, id->s, &kind))) {
			is_good = rule_unknown(run, id, kind);
		}
	}
	return is_good;
}

static bool book_of(struct run *run, struct register_book *book, struct problems *problems,
		struct err *err)
{
	const struct register_limits limits = {
		.max_bytes = run->options.max_register_size,
		.max_depth = run->options.max_register_depth,
		.max_nodes = run->options.max_register_nodes,
		.max_records = run->options.max_register_records,
	};
	struct str *others;
	size_t other_count = left_alone(run, &others);

	return book_read(book, run->arena, &run->root, &run->config.registers, others, other_count,
			&limits, problems, err);
}

bool run_kinds(struct run *run, struct register_book *book, struct err *err)
{
	struct problems problems;

	problems_init(&problems, run->arena);
	bool is_good = book_of(run, book, &problems, err) || book->has_sound_kinds;
	vec_each (const struct problem, problem, &problems.list) {
		if (is_good) {
			problem_warn(&run->problems, problem->place, problem->remedy, STR_FMT,
					STR_ARG(problem->text));
		} else {
			problem_add(&run->problems, problem->place, problem->remedy, STR_FMT,
					STR_ARG(problem->text));
		}
	}
	return is_good;
}

bool run_registers(struct run *run, struct err *err)
{
	struct governing *governing = run->governing;

	if (run->config.registers.len == 0 || governing->registers) {
		return true;
	}
	int64_t begin = stopwatch();
	bool is_good = book_of(run, &governing->book, &run->problems, err);
	if (is_good) {
		const struct register_surroundings around = {
			.root = &run->root,
			.code = run->code,
			.decisions = governing->has_decisions ? &governing->decisions : NULL,
			.metrics = &governing->metrics,
		};
		book_resolve(&governing->book, &around);
		governing->registers = &governing->book.registers;
	}
	run->timings.registers += stopwatch() - begin;
	return is_good;
}

bool run_registers_understand(struct run *run, struct err *err)
{
	struct governing *governing = run->governing;
	const struct condition_names names = run_condition_names(run);

	bool is_good = adjusted_check(run);
	if (governing->registers) {
		is_good = book_understand(&governing->book, &names, &run->problems) && is_good;
	}
	return is_good || err_set(err, "nothing was checked");
}

void registering_renew(struct run *run)
{
	const struct condition_names names = run_condition_names(run);
	if (run->governing->registers) {
		book_understand_again(&run->governing->book, &names);
	}
}

unsigned registering_needs(const struct run *run)
{
	const struct registers *registers = run->governing->registers;
	if (!registers) {
		return 0;
	}
	/* Fragments may say what files they are made of. */
	return book_needs(&run->governing->book)
	       | (roadmap_has_paths(registers) ? CONDITION_NEEDS_HISTORY : 0);
}

void registering_judge(struct run *run, enum book_round round)
{
	struct governing *governing = run->governing;

	if (!governing || !governing->registers) {
		return;
	}
	int64_t begin = stopwatch();
	const struct own_settings settings = own_settings_of(&run->config);
	govern_world(run);
	book_evaluate(&governing->book, &governing->world, round);
	book_report(&governing->book, &run->findings, &settings, &run->config);
	if (round == ROUND_OF_RECORDS) {
		planning_report(run);
	}
	run->timings.registers += stopwatch() - begin;
}
