/* SPDX-License-Identifier: MIT */
#include "gates/approval.h"

#include "base/arena.h"
#include "base/problem.h"
#include "base/suggest.h"
#include "gates/approval_given.h"
#include "gates/playbook.h"

/* ---- the roles that are named ---- */

static struct str role_remedy(
		const struct registers *registers, struct str role, struct arena *arena)
{
	struct register_range roles = { 0 };
	if (registers) {
		roles = register_of_kind(registers, STR("role"));
	}
	struct str *names = arena_new_array(arena, struct str, roles.len + 1);
	for (size_t i = 0; i < roles.len; i++) {
		names[i] = roles.p[i].id;
	}
	struct str near = suggest(role, names, roles.len);
	return near.len ? str_fmt(arena, "did you mean '" STR_FMT "'?", STR_ARG(near))
			: STR("write a record of kind role for it: who holds it, who stands in");
}

static bool role_check(const struct text *role, enum config_rank rank,
		const struct registers *registers, struct problems *problems)
{
	const struct register_entry *entry =
			registers ? register_find(registers, STR("role"), role->s) : NULL;
	if (!entry) {
		return problem_add(problems, role->place,
				role_remedy(registers, role->s, problems->arena),
				"there is no role '" STR_FMT "'", STR_ARG(role->s));
	}
	if (register_field(entry, STR("may_approve")) && !playbook_may_approve(entry, rank)) {
		return problem_add(problems, role->place,
				STR("name another role, or let its record say so in may_approve"),
				"the record of role '" STR_FMT "' (" STR_FMT
				":%u) does not let it approve changes that rank %s",
				STR_ARG(role->s), STR_ARG(entry->place.path), entry->place.line,
				rank_words[rank]);
	}
	return true;
}

bool approval_roles_check(const struct config *config, const struct registers *registers,
		struct problems *problems)
{
	bool is_good = true;
	for (size_t rank = 0; rank < RANKS; rank++) {
		const struct text_list *roles = &config->risk.approvals.by_rank[rank];
		for (size_t i = 0; i < roles->len; i++) {
			is_good = role_check(&roles->p[i], (enum config_rank)rank, registers,
						  problems)
				  && is_good;
		}
	}
	return is_good;
}

/* ---- what is needed ---- */

struct asking {
	struct approval_asks *asks;
	struct arena *arena;
	const struct approval_facts *facts;
};

static enum config_rank rank_in_force(
		const struct approval_facts *facts, const struct risk_row *row)
{
	return row->rank < RANK_HIGH && facts->raised.len > 0 ? row->rank + 1 : row->rank;
}

static struct approval_ask *ask_of(
		const struct asking *asking, struct str role, enum config_rank rank)
{
	size_t modules = asking->facts->code->module_count;
	vec_each (struct approval_ask, ask, &asking->asks->list) {
		if (str_eq(ask->role, role) && (role.len > 0 || ask->rank == rank)) {
			return ask;
		}
	}
	struct approval_ask *ask = vec_add(&asking->asks->list, asking->arena);
	*ask = (struct approval_ask){
		.role = role,
		.rank = rank,
		.open = arena_new_array(asking->arena, uint8_t, modules + 1),
	};
	return ask;
}

static void ask_add(const struct asking *asking, struct str role, const struct risk_row *row)
{
	enum config_rank rank = rank_in_force(asking->facts, row);
	struct approval_ask *ask = ask_of(asking, role, rank);

	if (!ask->because || rank > rank_in_force(asking->facts, ask->because)) {
		ask->because = row;
	}
	ask->rank = rank > ask->rank ? rank : ask->rank;
	ask->open_count += !ask->open[row->module];
	ask->open[row->module] = 1;
}

/* Every module that the change touches asks for what its rank asks for. */
static void module_ask(const struct asking *asking, uint32_t module)
{
	const struct risk_row *row = risk_of_module(asking->facts->risks, module);
	if (!row) {
		return;
	}
	enum config_rank rank = rank_in_force(asking->facts, row);
	const struct text_list *roles = &asking->facts->config->risk.approvals.by_rank[rank];
	for (size_t i = 0; i < roles->len; i++) {
		ask_add(asking, roles->p[i].s, row);
	}
	if (!roles->is_set && rank > RANK_LOW) {
		ask_add(asking, STR(""), row);
	}
}

/* ---- what is given ---- */

static bool is_of_role(const struct approval_facts *facts, const struct approval_ask *ask,
		const struct approval_given *given)
{
	if (ask->role.len > 0) {
		return str_eq(given->role, ask->role);
	}
	const struct register_entry *role =
			facts->registers ? register_find(facts->registers, STR("role"), given->role)
					 : NULL;
	return role && playbook_may_approve(role, ask->rank);
}

static void ask_refuse(const struct asking *asking, struct approval_ask *ask,
		const struct approval_given *given, struct str why)
{
	*vec_add(&ask->refused, asking->arena) = (struct evidence){
		.place = given->place,
		.text = str_fmt(asking->arena, STR_FMT " (" STR_FMT "%s" STR_FMT ") " STR_FMT,
				STR_ARG(given->label), STR_ARG(given->role),
				given->by.len ? ", " : "", STR_ARG(given->by), STR_ARG(why)),
	};
}

static void ask_take(const struct asking *asking, struct approval_ask *ask,
		const struct approval_given *given)
{
	size_t before = ask->open_count;
	for (size_t i = 0; i < asking->facts->code->module_count; i++) {
		if (ask->open[i] && (!given->covers || given->covers[i])) {
			ask->open[i] = 0;
			ask->open_count--;
		}
	}
	if (ask->open_count < before) {
		ask->given = str_fmt(asking->arena, STR_FMT "%s" STR_FMT "%s" STR_FMT,
				STR_ARG(ask->given), ask->given.len ? ", " : "",
				STR_ARG(given->role), given->by.len ? " " : "", STR_ARG(given->by));
	} else if (before > 0) {
		ask_refuse(asking, ask, given, STR("is of other modules"));
	}
}

static void ask_answer(const struct asking *asking, struct approval_ask *ask,
		const struct approvals_given *given)
{
	vec_each (const struct approval_given, one, &given->list) {
		bool is_asked = is_of_role(asking->facts, ask, one);
		if (is_asked && one->refused.len > 0) {
			ask_refuse(asking, ask, one, one->refused);
		} else if (is_asked) {
			ask_take(asking, ask, one);
		} else if (ask->role.len == 0 && one->refused.len == 0) {
			ask_refuse(asking, ask, one,
					str_fmt(asking->arena, "may not approve what ranks %s",
							rank_words[ask->rank]));
		}
	}
}

static struct gate_words without_approval(const struct config *config)
{
	static const struct text rollback[] = { { .s = STR_INIT("rollback") } };
	const struct text_list *written = &config->risk.without_approval;
	if (written->is_set) {
		return (struct gate_words){ .p = written->p, .len = written->len };
	}
	return (struct gate_words){ .p = rollback, .len = COUNT_OF(rollback) };
}

void approvals_find(
		struct approval_asks *asks, struct arena *arena, const struct approval_facts *facts)
{
	const struct asking asking = { asks, arena, facts };
	const struct gate_words free = without_approval(facts->config);
	struct approvals_given given;

	*asks = (struct approval_asks){ 0 };
	if (gate_change_is_among(facts->change, &free, NULL)) {
		return;
	}
	for (uint32_t i = 0; i < facts->code->module_count; i++) {
		if (facts->change->touched[i]) {
			module_ask(&asking, i);
		}
	}
	approvals_collect(&given, arena, facts);
	vec_each (struct approval_ask, ask, &asks->list) {
		ask_answer(&asking, ask, &given);
	}
}
