/* SPDX-License-Identifier: MIT */
#include "cli/gate_keys.h"

#include "base/arena.h"

static const char *const class_words[] = {
	[CLASS_CHANGE] = "change",
	[CLASS_CLOCK] = "clock",
	[CLASS_DATA] = "data",
	NULL,
};

static const char *const unknown_words[] = {
	[UNKNOWN_WARN] = "warn",
	[UNKNOWN_FAIL] = "fail",
	[UNKNOWN_PASS] = "pass",
};

struct making {
	struct gate_keys *keys;
	struct arena *arena;
	const struct gate *gate;
	/* Nothing of it is written where the gate is as it is built in. */
	const struct config_gate *written;
};

static void key_add(const struct making *making, const char *name, struct str value, bool is_set,
		struct place place)
{
	*vec_add(&making->keys->list, making->arena) = (struct gate_key){
		.name = name,
		.value = value,
	};
	if (is_set) {
		making->keys->list.p[making->keys->list.len - 1].place = place;
	}
}

static struct str bits_text(struct arena *arena, unsigned bits, const char *const *words)
{
	struct str text = STR("");
	for (unsigned i = 0; words[i]; i++) {
		if (bits & 1U << i) {
			text = str_fmt(arena, STR_FMT "%s%s", STR_ARG(text), text.len ? ", " : "",
					words[i]);
		}
	}
	return text;
}

static struct str list_text(struct arena *arena, const struct gate_words *list, const char *none)
{
	struct str text = STR("");
	for (size_t i = 0; i < list->len; i++) {
		text = str_fmt(arena, STR_FMT "%s" STR_FMT, STR_ARG(text), i ? ", " : "",
				STR_ARG(list->p[i].s));
	}
	return list->len ? text : str_of(none);
}

static void list_add(const struct making *making, const char *name, const struct gate_words *list,
		const char *none, const struct text_list *written)
{
	key_add(making, name, list_text(making->arena, list, none), written->is_set,
			written->place);
}

static void share_add(const struct making *making, const char *name, double share,
		const struct text *written)
{
	key_add(making, name, str_fmt(making->arena, "%g %%", share * 100), written->s.len > 0,
			written->place);
}

static void budget_add(const struct making *making)
{
	const struct gate_budget *budget = &making->gate->budget;
	const struct config_budget *written = &making->written->budget;

	if (budget->is_ignored) {
		key_add(making, "budget", STR("ignored"), false, (struct place){ .line = 0 });
		return;
	}
	list_add(making, "budget.of", &budget->of, "all service levels", &written->of);
	share_add(making, "caution", budget->policy.caution, &written->caution);
	share_add(making, "low", budget->policy.low, &written->low);
	list_add(making, "when_low", &budget->when_low, "nothing passes", &written->when_low);
	list_add(making, "when_exhausted", &budget->when_exhausted, "nothing passes",
			&written->when_exhausted);
	list_add(making, "always", &budget->always, "nothing", &written->always);
}

static void conditions_add(const struct making *making)
{
	const struct config_gate_condition *conditions = making->written->conditions.p;
	for (size_t i = 0; i < making->written->conditions.len; i++) {
		const struct config_gate_condition *one = &conditions[i];
		unsigned unknown = one->on_unknown.is_set ? one->on_unknown.value
							  : making->gate->on_unknown;
		key_add(making, "condition",
				str_fmt(making->arena, STR_FMT ": " STR_FMT " (unknown: %s)",
						STR_ARG(one->id.s), STR_ARG(one->holds.s),
						unknown_words[unknown]),
				true, one->holds.place);
	}
}

void gate_keys_make(struct gate_keys *keys, struct arena *arena, const struct gate *gate)
{
	static const struct config_gate nothing = { 0 };
	const struct config_gate *written = gate->config ? gate->config : &nothing;
	const struct making making = { keys, arena, gate, written };

	*keys = (struct gate_keys){ 0 };
	key_add(&making, "classes", bits_text(arena, gate->classes, class_words),
			written->classes.is_set, written->classes.place);
	key_add(&making, "severity", str_of(severity_words[gate->severity]),
			written->severity.is_set, written->severity.place);
	key_add(&making, "cadence", bits_text(arena, gate->cadence, cadence_words),
			written->cadence.is_set, written->cadence.place);
	key_add(&making, "on_unknown", str_of(unknown_words[gate->on_unknown]),
			written->on_unknown.is_set, written->on_unknown.place);
	key_add(&making, "approvals",
			gate->approvals == APPROVALS_REQUIRED ? STR("required") : STR("none"),
			written->approvals.is_set, written->approvals.place);
	budget_add(&making);
	key_add(&making, "change_class", gate->change_class, written->change_class.s.len > 0,
			written->change_class.place);
	conditions_add(&making);
}
