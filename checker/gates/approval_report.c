/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "gates/approval.h"
#include "gates/playbook.h"

/* More modules than these are counted. */
#define MODULES_SHOWN 5

static struct str wanted_text(const struct approval_ask *ask, struct arena *arena)
{
	return ask->role.len ? ask->role
			     : str_fmt(arena, "a role that may approve what ranks %s",
					       rank_words[ask->rank]);
}

/* "payment, checkout and 3 others" */
static struct str open_text(const struct approval_facts *facts, const struct approval_ask *ask,
		struct arena *arena)
{
	struct str text = STR("");
	size_t shown = 0;
	for (size_t i = 0; i < facts->code->module_count && shown < MODULES_SHOWN; i++) {
		if (ask->open[i]) {
			text = str_fmt(arena, STR_FMT "%s" STR_FMT, STR_ARG(text),
					shown++ ? ", " : "", STR_ARG(facts->code->modules[i].name));
		}
	}
	return ask->open_count > shown ? str_fmt(arena, STR_FMT " and %zu others", STR_ARG(text),
							 ask->open_count - shown)
				       : text;
}

/* "payment: high criticality with severe impact ranks high" */
static struct str rank_text(const struct approval_facts *facts, const struct approval_ask *ask,
		struct arena *arena)
{
	const struct risk_row *row = ask->because;
	/* What ranks high already ranks no higher. */
	bool is_raised = facts->raised.len > 0 && ask->rank > row->rank;
	return str_fmt(arena, STR_FMT ": %s criticality with %s impact%s ranks %s%s" STR_FMT,
			STR_ARG(row->name), criticality_words[row->criticality],
			impact_words[row->impact],
			row->overdue.len ? " and an overdue mitigation" : "", rank_words[ask->rank],
			is_raised ? ", one higher because " : "",
			STR_ARG(is_raised ? facts->raised : STR("")));
}

/* What speaks for the rank, and what was given and does not count. */
static void evidence_fill(
		struct finding *finding, const struct approval_ask *ask, struct arena *arena)
{
	const struct risk_row *row = ask->because;
	size_t count = row->measures.len + row->overdue.len + ask->refused.len;
	size_t at = 0;

	finding->evidence = arena_new_array(arena, struct evidence, count + 1);
	vec_each (const struct risk_reason, reason, &row->measures) {
		finding->evidence[at++] = (struct evidence){ reason->place, reason->text };
	}
	vec_each (const struct risk_reason, reason, &row->overdue) {
		finding->evidence[at++] = (struct evidence){ reason->place, reason->text };
	}
	vec_each (const struct evidence, refused, &ask->refused) {
		finding->evidence[at++] = *refused;
	}
	finding->evidence_len = at;
}

static struct str who_text(const struct approval_facts *facts, const struct approval_ask *ask,
		struct arena *arena)
{
	if (ask->role.len > 0) {
		struct str way = playbook_way(facts->registers, ask->role, arena);
		return str_fmt(arena, "ask " STR_FMT, STR_ARG(way));
	}
	struct str all = playbook_approvers(facts->registers, ask->rank, arena);
	return all.len ? str_fmt(arena, "ask " STR_FMT, STR_ARG(all))
		       : str_fmt(arena,
					 "nobody may give it: write a role record with may_approve: "
					 "[%s]",
					 rank_words[ask->rank]);
}

/* What to write down, and where; what cannot be named cannot be approved. */
static struct str how_text(const struct approval_facts *facts, struct str role, struct arena *arena)
{
	const struct gate_change *change = facts->change;
	struct str name = change->release.len ? change->release
			  : change->change    ? change->change->head
					      : STR("");
	if (name.len == 0) {
		return STR("say which change it is: lintel check --release ID, or --changes A..B");
	}
	return str_fmt(arena,
			"record it: approval: [{ id: …, change: " STR_FMT ", role: " STR_FMT
			", by: …, on: …, expires: … }]%s" STR_FMT "%s",
			STR_ARG(name), STR_ARG(role.len ? role : STR("…")),
			change->change ? ", or a trailer 'Approval: " : "",
			STR_ARG(change->change ? (role.len ? role : STR("ROLE")) : STR("")),
			change->change ? " - NAME' on the last commit" : "");
}

static void missing_report(const struct approval_facts *facts, const struct approval_ask *ask,
		struct finding *finding, struct arena *arena)
{
	struct str wanted = wanted_text(ask, arena);
	struct str open = open_text(facts, ask, arena);

	finding->class = CLASS_CHANGE;
	finding->message = str_fmt(arena,
			STR_FMT " touches " STR_FMT " and has no valid approval by " STR_FMT,
			STR_ARG(facts->change->name), STR_ARG(open), STR_ARG(wanted));
	finding->label = rank_text(facts, ask, arena);
	finding->reason =
			ask->because->reason.len
					? ask->because->reason
					: str_fmt(arena, "what ranks %s waits for somebody who answers for it",
							  rank_words[ask->rank]);
	finding->adr = ask->because->adr.len ? ask->because->adr : finding->adr;
	finding->remedy = who_text(facts, ask, arena);
	finding->action = how_text(facts, ask->role, arena);
	evidence_fill(finding, ask, arena);
}

static struct str summary_text(
		const struct approval_asks *asks, size_t missing, struct arena *arena)
{
	struct str given = STR("");
	vec_each (const struct approval_ask, ask, &asks->list) {
		if (ask->open_count == 0) {
			given = str_fmt(arena, STR_FMT "%s" STR_FMT, STR_ARG(given),
					given.len ? "; " : "", STR_ARG(ask->given));
		}
	}
	if (asks->list.len == 0) {
		return STR("nothing that is touched needs one");
	}
	return str_fmt(arena, "%zu of %zu recorded%s" STR_FMT "%s", asks->list.len - missing,
			asks->list.len, given.len ? " (" : "", STR_ARG(given),
			given.len ? ")" : "");
}

static struct place asking_place(const struct approval_facts *facts)
{
	const struct config_gate *config = facts->gate->config;
	return config ? config->name.place
		      : (struct place){ .path = facts->config->path, .line = 1 };
}

void approvals_judge(const struct approval_facts *facts, const struct own_settings *settings,
		struct gate_results *results, struct findings *findings)
{
	struct arena *arena = findings->arena;
	struct approval_asks asks;
	size_t missing = 0;

	approvals_find(&asks, arena, facts);
	vec_each (const struct approval_ask, ask, &asks.list) {
		if (ask->open_count == 0) {
			continue;
		}
		missing++;
		struct finding *finding = own_finding(findings, settings, OWN_GATE_APPROVAL,
				STR("approval"), facts->gate->name,
				ask->role.len ? ask->role : str_of(rank_words[ask->rank]),
				ask->because->place);
		if (finding) {
			missing_report(facts, ask, finding, arena);
		}
	}
	*vec_add(&results->list, arena) = (struct gate_result){
		.id = STR("approvals"),
		.word = missing ? VERDICT_FAIL : VERDICT_PASS,
		.summary = summary_text(&asks, missing, arena),
		.place = asking_place(facts),
	};
}
