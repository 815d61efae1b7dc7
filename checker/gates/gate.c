/* SPDX-License-Identifier: MIT */
#include "gates/gate.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/problem.h"
#include "base/suggest.h"
#include "gates/change_class.h"

#define EVERY_CLASS (1U << CLASS_CHANGE | 1U << CLASS_CLOCK | 1U << CLASS_DATA)
#define REGULARLY \
	(1U << CADENCE_COMMIT | 1U << CADENCE_NIGHTLY | 1U << CADENCE_WEEKLY \
			| 1U << CADENCE_QUARTERLY)

static const struct text low_words[] = { { .s = STR_INIT("fix") },
	{ .s = STR_INIT("reliability") } };
static const struct text exhausted_words[] = { { .s = STR_INIT("reliability") } };
static const struct text always_words[] = { { .s = STR_INIT("security") },
	{ .s = STR_INIT("rollback") } };

#define WORDS(list) { .p = (list), .len = COUNT_OF(list) }
#define BUDGET(ignored) \
	{ \
		.is_ignored = (ignored), \
		.policy = { .caution = 0.50, .low = 0.25 }, \
		.when_low = WORDS(low_words), \
		.when_exhausted = WORDS(exhausted_words), \
		.always = WORDS(always_words), \
	}

const struct gate built_in_gates[] = {
	{
			.name = STR_INIT("pull-request"),
			.summary = STR_INIT("what a change caused decides; clock and data are "
					    "notes"),
			.classes = 1U << CLASS_CHANGE,
			.severity = SEVERITY_ERROR,
			.cadence = 1U << CADENCE_COMMIT,
			.on_unknown = UNKNOWN_WARN,
			.approvals = APPROVALS_NONE,
			.budget = BUDGET(true),
			.change_class = STR_INIT("feature"),
	},
	{
			.name = STR_INIT("nightly"),
			.summary = STR_INIT("clock and data decide too: expired exceptions, "
					    "overdue reviews"),
			.classes = EVERY_CLASS,
			.severity = SEVERITY_ERROR,
			.cadence = REGULARLY,
			.on_unknown = UNKNOWN_WARN,
			.approvals = APPROVALS_NONE,
			.budget = BUDGET(true),
			.change_class = STR_INIT("feature"),
	},
	{
			.name = STR_INIT("release"),
			.summary = STR_INIT("as nightly; and fired triggers, missing approvals and "
					    "what is unknown fail it"),
			.classes = EVERY_CLASS,
			.severity = SEVERITY_ERROR,
			.cadence = REGULARLY | 1U << CADENCE_RELEASE,
			.on_unknown = UNKNOWN_FAIL,
			.approvals = APPROVALS_REQUIRED,
			.budget = BUDGET(false),
			.change_class = STR_INIT("feature"),
			.fails_on_fired = true,
	},
};

#define BUILT_IN COUNT_OF(built_in_gates)

static const char *const class_words[] = {
	[CLASS_CHANGE] = "change",
	[CLASS_CLOCK] = "clock",
	[CLASS_DATA] = "data",
	NULL,
};

static struct gate *find(const struct gates *gates, struct str name)
{
	for (size_t i = 0; i < gates->len; i++) {
		if (str_eq(gates->p[i].name, name)) {
			return &gates->p[i];
		}
	}
	return NULL;
}

const struct gate *gate_find(const struct gates *gates, struct str name)
{
	return find(gates, name);
}

struct str gates_text(const struct gates *gates, struct arena *arena)
{
	struct buf text;

	buf_init(&text);
	for (size_t i = 0; i < gates->len; i++) {
		buf_add_cstr(&text, i ? ", " : "");
		buf_add(&text, gates->p[i].name);
	}
	struct str copy = str_dup(arena, buf_str(&text));
	buf_finish(&text);
	return copy;
}

bool gate_judges(const struct gate *gate, enum config_cadence cadence)
{
	return gate->cadence & 1U << cadence;
}

bool gate_has_word(const struct gate_words *list, struct str word)
{
	for (size_t i = 0; i < list->len; i++) {
		if (str_eq(list->p[i].s, word)) {
			return true;
		}
	}
	return false;
}

/* ---- what is written ---- */

struct resolving {
	struct arena *arena;
	struct problems *problems;
};

static bool word_wrong(const struct resolving *resolving, const struct text *written,
		const char *what, const char *const *words)
{
	struct str known[8];
	size_t count = 0;
	struct buf all;

	buf_init(&all);
	for (; words[count]; count++) {
		known[count] = str_of(words[count]);
		buf_fmt(&all, "%s%s", count ? ", " : "it is one of ", words[count]);
	}
	struct str near = suggest(written->s, known, count);
	struct str remedy = near.len ? str_fmt(resolving->arena, "did you mean '" STR_FMT "'?",
						       STR_ARG(near))
				     : buf_str(&all);
	(void)problem_add(resolving->problems, written->place, remedy, "'" STR_FMT "' is no %s",
			STR_ARG(written->s), what);
	buf_finish(&all);
	return false;
}

/* Bits by the number of each word; what was there stays where nothing is written. */
static bool bits_take(const struct resolving *resolving, const struct text_list *list,
		const char *what, const char *const *words, unsigned *bits)
{
	bool is_good = true;
	unsigned taken = 0;

	if (!list->is_set) {
		return true;
	}
	for (size_t i = 0; i < list->len; i++) {
		unsigned number = 0;
		while (words[number] && !str_eq(str_of(words[number]), list->p[i].s)) {
			number++;
		}
		if (words[number]) {
			taken |= 1U << number;
		} else {
			is_good = word_wrong(resolving, &list->p[i], what, words);
		}
	}
	if (is_good && list->len == 0) {
		is_good = problem_add(resolving->problems, list->place,
				STR("name one at least, or leave the key out"),
				"a gate without any %s would judge nothing", what);
	}
	*bits = taken;
	return is_good;
}

static bool severity_take(const struct resolving *resolving, const struct choice *written,
		enum severity *severity)
{
	if (!written->is_set) {
		return true;
	}
	*severity = (enum severity)written->value;
	return *severity >= SEVERITY_WARNING
	       || problem_add(resolving->problems, written->place,
			       STR("write error, or warning for one that warnings fail"),
			       "no finding that counts is below a warning");
}

static void list_take(const struct text_list *written, struct gate_words *list)
{
	if (written->is_set) {
		*list = (struct gate_words){ .p = written->p, .len = written->len };
	}
}

static bool budget_take(const struct resolving *resolving, const struct config_budget *written,
		struct gate_budget *budget)
{
	bool is_told = written->of.is_set || written->caution.s.len || written->low.s.len
		       || written->when_low.is_set || written->when_exhausted.is_set
		       || written->always.is_set;

	budget->is_ignored = written->is_ignored || (budget->is_ignored && !is_told);
	list_take(&written->of, &budget->of);
	list_take(&written->when_low, &budget->when_low);
	list_take(&written->when_exhausted, &budget->when_exhausted);
	list_take(&written->always, &budget->always);
	return budget_policy_read(&budget->policy, written, resolving->problems);
}

static bool gate_take(const struct resolving *resolving, const struct config_gate *written,
		struct gate *gate)
{
	bool is_good = bits_take(resolving, &written->classes, "class of findings", class_words,
			&gate->classes);
	is_good = bits_take(resolving, &written->cadence, "cadence", cadence_words, &gate->cadence)
		  && is_good;
	is_good = severity_take(resolving, &written->severity, &gate->severity) && is_good;
	is_good = budget_take(resolving, &written->budget, &gate->budget) && is_good;
	if (written->on_unknown.is_set) {
		gate->on_unknown = (enum config_unknown)written->on_unknown.value;
	}
	if (written->approvals.is_set) {
		gate->approvals = (enum config_approvals)written->approvals.value;
	}
	if (written->change_class.s.len) {
		gate->change_class = written->change_class.s;
	}
	gate->config = written;
	return is_good;
}

bool gates_resolve(struct gates *gates, struct arena *arena, const struct config *config,
		struct problems *problems)
{
	const struct resolving resolving = { .arena = arena, .problems = problems };
	const struct config_gate *written = config->gates.p;
	bool is_good = change_classes_check(config, problems);

	*gates = (struct gates){
		.p = arena_new_array(arena, struct gate, BUILT_IN + config->gates.len),
		.len = BUILT_IN,
	};
	memcpy(gates->p, built_in_gates, BUILT_IN * sizeof(*gates->p));
	for (size_t i = 0; i < config->gates.len; i++) {
		struct gate *gate = find(gates, written[i].name.s);
		if (!gate) {
			gate = &gates->p[gates->len++];
			*gate = built_in_gates[0];
			gate->name = written[i].name.s;
			gate->summary = STR("");
		}
		is_good = gate_take(&resolving, &written[i], gate) && is_good;
	}
	return is_good;
}
