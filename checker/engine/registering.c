/* SPDX-License-Identifier: MIT */
#include "engine/registering.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/path.h"
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

bool run_registers(struct run *run, struct err *err)
{
	struct governing *governing = run->governing;
	const struct text_list *patterns = &run->config.registers;
	const struct register_limits limits = {
		.max_bytes = run->options.max_register_size,
		.max_depth = run->options.max_register_depth,
		.max_nodes = run->options.max_register_nodes,
		.max_records = run->options.max_register_records,
	};
	struct str *others;

	if (patterns->len == 0 || governing->registers) {
		return true;
	}
	int64_t begin = stopwatch();
	size_t other_count = left_alone(run, &others);
	bool is_good = book_read(&governing->book, run->arena, &run->root, patterns, others,
			other_count, &limits, &run->problems, err);
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

void registering_report(struct run *run)
{
	if (run->governing->registers) {
		const struct own_settings settings = own_settings_of(&run->config);
		book_report(&run->governing->book, &run->findings, &settings);
		planning_report(run);
	}
}
