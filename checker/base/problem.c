/* SPDX-License-Identifier: MIT */
#include "base/problem.h"

#include "base/arena.h"

void problems_init(struct problems *problems, struct arena *arena)
{
	*problems = (struct problems){ .arena = arena };
}

static struct problem *add(struct problems *problems, struct place place, struct str remedy)
{
	struct problem *problem = vec_add(&problems->list, problems->arena);
	*problem = (struct problem){ .place = place };
	problem->place.path = str_dup(problems->arena, place.path);
	problem->remedy = str_dup(problems->arena, remedy);
	return problem;
}

bool problem_add(struct problems *problems, struct place place, struct str remedy, const char *fmt,
		...)
{
	struct problem *problem = add(problems, place, remedy);
	va_list args;
	va_start(args, fmt);
	problem->text = str_vfmt(problems->arena, fmt, args);
	va_end(args);
	problems->errors++;
	return false;
}

void problem_warn(struct problems *problems, struct place place, struct str remedy, const char *fmt,
		...)
{
	struct problem *problem = add(problems, place, remedy);
	va_list args;
	va_start(args, fmt);
	problem->text = str_vfmt(problems->arena, fmt, args);
	va_end(args);
	problem->is_warning = true;
}

static int problem_cmp(const struct problem *a, const struct problem *b)
{
	int order = place_cmp(&a->place, &b->place);
	return order ? order : str_cmp(a->text, b->text);
}

/* The error before the warning of the same text, so that it is the one that stays. */
static int problem_order(const void *a, const void *b)
{
	const struct problem *x = a;
	const struct problem *y = b;
	int order = problem_cmp(x, y);
	if (order) {
		return order;
	}
	order = (int)x->is_warning - (int)y->is_warning;
	return order ? order : str_cmp(x->remedy, y->remedy);
}

void problems_sort(struct problems *problems)
{
	vec_sort(&problems->list, problem_order);
	size_t kept = 0;
	for (size_t i = 0; i < problems->list.len; i++) {
		const struct problem *problem = &problems->list.p[i];
		if (kept && problem_cmp(problem, &problems->list.p[kept - 1]) == 0) {
			problems->errors -= problem->is_warning ? 0 : 1;
			continue;
		}
		problems->list.p[kept++] = *problem;
	}
	problems->list.len = kept;
}
