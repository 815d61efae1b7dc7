/* SPDX-License-Identifier: MIT */
/*
 * What records say of each other, and where their links lead.
 */
#include "base/arena.h"
#include "facts/graph.h"
#include "reviews/record_check.h"

#include <stdlib.h>

/* "A supersedes B", by whoever says so: two numbers in the list of records. */
struct claim {
	uint32_t newer;
	uint32_t older;
	bool is_partial;
};

struct claims {
	VEC(struct claim) list;
};

struct supersession {
	struct record_check *check;
	const struct decisions *decisions;
	/* Said by the newer one, and by the older one; sorted. */
	struct claims by_newer;
	struct claims by_older;
};

static int claim_order(const void *a, const void *b)
{
	const struct claim *x = a;
	const struct claim *y = b;
	if (x->newer != y->newer) {
		return x->newer < y->newer ? -1 : 1;
	}
	return x->older < y->older ? -1 : x->older > y->older;
}

static bool is_claimed(const struct claims *claims, struct claim claim)
{
	return claims->list.len > 0
	       && bsearch(&claim, claims->list.p, claims->list.len, sizeof(claim), claim_order);
}

static bool is_supersession(const struct decision_link *link)
{
	return link->kind == LINK_SUPERSEDES || link->kind == LINK_SUPERSEDED_BY;
}

static bool claim_of(const struct decision_link *link, uint32_t record, struct claim *claim)
{
	if (!is_supersession(link) || link->record == NONE) {
		return false;
	}
	bool is_newer = link->kind == LINK_SUPERSEDES;
	*claim = (struct claim){
		.newer = is_newer ? record : link->record,
		.older = is_newer ? link->record : record,
		.is_partial = link->is_partial,
	};
	return true;
}

static void claims_collect(struct supersession *all)
{
	const struct decisions *decisions = all->decisions;
	for (uint32_t i = 0; i < decisions->list.len; i++) {
		vec_each (const struct decision_link, link, &decisions->list.p[i].links) {
			struct claim claim;
			if (claim_of(link, i, &claim)) {
				struct claims *by = link->kind == LINK_SUPERSEDES ? &all->by_newer
										  : &all->by_older;
				*vec_add(&by->list, all->check->scratch) = claim;
			}
		}
	}
	vec_sort(&all->by_newer.list, claim_order);
	vec_sort(&all->by_older.list, claim_order);
}

/* ---- links that lead nowhere ---- */

static const char *const verbs[] = {
	[LINK_SUPERSEDES] = "supersedes",
	[LINK_SUPERSEDED_BY] = "is superseded by",
	[LINK_AMENDS] = "amends",
	[LINK_AMENDED_BY] = "is amended by",
	[LINK_RELATES] = "relates to",
	[LINK_MENTIONS] = "mentions",
	[LINK_FILE] = "links to",
};

static void dangling(struct record_check *check, const struct decision *decision,
		const struct decision_link *link)
{
	struct finding *finding = records_finding(
			check, OWN_RECORD_DANGLING, decision, link->target, link->place);
	if (finding) {
		finding->message = str_fmt(check->arena,
				STR_FMT " %s " STR_FMT ", and there is no such record",
				STR_ARG(records_label(check, decision)), verbs[link->kind],
				STR_ARG(link->target));
		finding->remedy = str_fmt(check->arena, "name a record that is there" STR_FMT,
				STR_ARG(records_suggest(
						check, link->target, check->ids, check->id_count)));
	}
}

/*
 * A dead link in a record that may not change any more cannot be mended, so it
 * fails nothing; a change that breaks one cannot be told from others yet.
 */
static bool is_frozen(const struct record_check *check, const struct decision *decision)
{
	unsigned policy = check->facts->config->decisions.immutable.value;
	if (policy == IMMUTABLE_NONE || decision->status == STATUS_DRAFT
			|| decision->status == STATUS_PROPOSED) {
		return false;
	}
	return policy == IMMUTABLE_APPEND_ONLY || decision->status == STATUS_IMPLEMENTED;
}

static void dead_link(struct record_check *check, const struct decision *decision,
		const struct decision_link *link)
{
	struct finding *finding = records_finding(
			check, OWN_RECORD_LINK, decision, link->target, link->place);
	if (!finding) {
		return;
	}
	bool may_change = !is_frozen(check, decision);
	if (!may_change && finding->severity == SEVERITY_ERROR) {
		finding->severity = SEVERITY_WARNING;
	}
	finding->message = str_fmt(check->arena,
			STR_FMT " links to " STR_FMT ", which is not there",
			STR_ARG(records_label(check, decision)), STR_ARG(link->target));
	finding->label = link->path.len > 0 ? str_fmt(check->arena, "no file " STR_FMT,
							      STR_ARG(link->path))
					    : STR("");
	finding->remedy =
			may_change ? STR("mend the link, or take it out")
				   : STR("put the file back, or say under \"Amendments\" where it "
					 "went: this record may not change any more");
}

static void check_targets(struct record_check *check, const struct decision *decision)
{
	vec_each (const struct decision_link, link, &decision->links) {
		bool is_claim = is_supersession(link) || link->kind == LINK_AMENDS
				|| link->kind == LINK_AMENDED_BY || link->kind == LINK_RELATES;
		bool leads_somewhere = link->record != NONE || link->is_free
				       || (link->path.len > 0 && link->exists);
		if (leads_somewhere) {
			continue;
		}
		if (is_claim) {
			dangling(check, decision, link);
		} else if (link->path.len > 0) {
			dead_link(check, decision, link);
		}
	}
}

/* ---- what only one of two records says ---- */

/* Somebody decided it, so that what it supersedes no longer holds. */
static bool was_decided(const struct decision *decision)
{
	return decision_is_in_force(decision) || decision->status == STATUS_SUPERSEDED
	       || decision->status == STATUS_DEPRECATED;
}

static void one_sided(struct supersession *all, const struct decision *says,
		const struct decision_link *link, const struct decision *silent)
{
	struct record_check *check = all->check;
	bool is_newer = link->kind == LINK_SUPERSEDES;
	struct place place = is_newer && silent->status_place.line > 0 ? silent->status_place
								       : records_place(silent);
	struct finding *finding =
			records_finding(check, OWN_RECORD_ONE_SIDED, silent, says->path, place);
	if (!finding) {
		return;
	}
	finding->message = str_fmt(check->arena, STR_FMT " does not say that it %s " STR_FMT,
			STR_ARG(records_label(check, silent)),
			is_newer ? "is superseded by" : "supersedes", STR_ARG(records_name(says)));
	records_evidence(check, finding, link->place,
			str_fmt(check->arena, STR_FMT " says it", STR_ARG(records_name(says))));
	finding->remedy = is_newer ? str_fmt(check->arena,
						     "write as its status: %superseded by " STR_FMT,
						     link->is_partial ? "partly s" : "s",
						     STR_ARG(records_name(says)))
				   : str_fmt(check->arena,
						     "add to the head of " STR_FMT
						     ": - Supersedes: " STR_FMT,
						     STR_ARG(silent->path),
						     STR_ARG(records_name(says)));
}

static void check_both_sides(struct supersession *all, uint32_t record)
{
	const struct decision *decision = &all->decisions->list.p[record];
	vec_each (const struct decision_link, link, &decision->links) {
		struct claim claim;
		if (!claim_of(link, record, &claim) || claim.newer == claim.older) {
			continue;
		}
		bool is_newer = link->kind == LINK_SUPERSEDES;
		const struct claims *others = is_newer ? &all->by_older : &all->by_newer;
		if (is_claimed(others, claim) || (is_newer && !was_decided(decision))) {
			continue;
		}
		one_sided(all, decision, link, &all->decisions->list.p[link->record]);
	}
}

/* Superseded, and nobody says by what. */
static void check_orphans(struct supersession *all)
{
	struct record_check *check = all->check;
	size_t count = all->decisions->list.len;
	uint8_t *is_known = arena_new_array(check->scratch, uint8_t, count);
	vec_each (const struct claim, claim, &all->by_newer.list) {
		is_known[claim->older] = 1;
	}
	for (size_t i = 0; i < count; i++) {
		const struct decision *decision = &all->decisions->list.p[i];
		bool names_one = is_known[i];
		vec_each (const struct decision_link, link, &decision->links) {
			names_one = names_one || link->kind == LINK_SUPERSEDED_BY;
		}
		struct finding *finding =
				decision->status != STATUS_SUPERSEDED || names_one
						? NULL
						: records_finding(check, OWN_RECORD_ONE_SIDED,
								  decision, STR(""),
								  decision->status_place);
		if (finding) {
			finding->message = str_fmt(check->arena,
					STR_FMT " is superseded, and no record says by what",
					STR_ARG(records_label(check, decision)));
			finding->remedy = STR(
					"name the record in its status, for example: superseded "
					"by ADR-0012; or write deprecated if there is none");
		}
	}
}

/* ---- circles ---- */

/* Two records may well supersede a part of each other. */
static void add_edges(const struct claims *claims, struct graph_edge *edges, size_t *count)
{
	vec_each (const struct claim, claim, &claims->list) {
		if (!claim->is_partial) {
			edges[(*count)++] = (struct graph_edge){ claim->newer, claim->older, 1, 0 };
		}
	}
}

/* Where `record` speaks of superseding, or of being superseded by, the other. */
static struct place claim_place(const struct supersession *all, struct claim claim)
{
	const struct decision *newer = &all->decisions->list.p[claim.newer];
	const struct decision *older = &all->decisions->list.p[claim.older];
	vec_each (const struct decision_link, link, &newer->links) {
		if (link->kind == LINK_SUPERSEDES && link->record == claim.older) {
			return link->place;
		}
	}
	vec_each (const struct decision_link, link, &older->links) {
		if (link->kind == LINK_SUPERSEDED_BY && link->record == claim.newer) {
			return link->place;
		}
	}
	return records_place(newer);
}

static void cycle_add(struct supersession *all, const struct graph *graph,
		const struct components *components, uint32_t c)
{
	struct record_check *check = all->check;
	uint32_t *cycle;
	size_t len = graph_cycle(check->scratch, graph, components, c, &cycle);
	uint32_t first = components->members[components->first[c]];
	const struct decision *decision = &all->decisions->list.p[first];
	if (len == 0) {
		return;
	}
	const struct graph_edge *edge = &graph->edges[cycle[0]];
	struct place place = claim_place(all, (struct claim){ edge->from, edge->to, false });
	struct finding *finding =
			records_finding(check, OWN_RECORD_CYCLE, decision, STR(""), place);
	if (!finding) {
		return;
	}
	finding->message =
			len == 1 ? str_fmt(check->arena, STR_FMT " supersedes itself",
						   STR_ARG(records_label(check, decision)))
				 : str_fmt(check->arena,
						   "%u records supersede each other in a circle",
						   components->first[c + 1] - components->first[c]);
	finding->evidence = arena_new_array(check->arena, struct evidence, len);
	for (size_t i = 0; i < len; i++) {
		edge = &graph->edges[cycle[i]];
		finding->evidence[i] = (struct evidence){
			.place = claim_place(all, (struct claim){ edge->from, edge->to, false }),
			.text = str_fmt(check->arena, STR_FMT " supersedes " STR_FMT,
					STR_ARG(records_name(&all->decisions->list.p[edge->from])),
					STR_ARG(records_name(&all->decisions->list.p[edge->to]))),
		};
	}
	finding->evidence_len = len;
	finding->remedy =
			STR("take out the one that is not true: a newer record supersedes an older "
			    "one");
}

static void check_cycles(struct supersession *all)
{
	struct arena *scratch = all->check->scratch;
	size_t count = 0;
	struct graph_edge *edges = arena_new_array(scratch, struct graph_edge,
			all->by_newer.list.len + all->by_older.list.len);
	add_edges(&all->by_newer, edges, &count);
	add_edges(&all->by_older, edges, &count);
	struct graph graph =
			graph_create(scratch, (uint32_t)all->decisions->list.len, edges, count);
	struct components components = graph_components(scratch, &graph);
	for (uint32_t c = 0; c < components.count; c++) {
		if (component_is_cycle(&graph, &components, c)) {
			cycle_add(all, &graph, &components, c);
		}
	}
}

/* ---- records in force that rest on others that are not ---- */

static void check_retired(struct supersession *all, uint32_t record)
{
	struct record_check *check = all->check;
	const struct decision *decision = &all->decisions->list.p[record];
	if (!decision_is_in_force(decision)) {
		return;
	}
	vec_each (const struct decision_link, link, &decision->links) {
		if ((link->kind != LINK_RELATES && link->kind != LINK_AMENDS)
				|| link->record == NONE || link->record == record) {
			continue;
		}
		const struct decision *other = &all->decisions->list.p[link->record];
		struct claim claim = { record, link->record, false };
		if (!decision_is_retired(other) || is_claimed(&all->by_newer, claim)
				|| is_claimed(&all->by_older, claim)) {
			continue;
		}
		const struct decision *next = records_successor(check, other);
		struct finding *finding = records_finding(
				check, OWN_RECORD_RETIRED, decision, other->path, link->place);
		if (finding) {
			finding->message = str_fmt(check->arena,
					STR_FMT " %s " STR_FMT ", which is %s",
					STR_ARG(records_label(check, decision)), verbs[link->kind],
					STR_ARG(records_label(check, other)),
					decision_status_words[other->status]);
			finding->remedy =
					next && next != decision
							? str_fmt(check->arena,
									  "look at " STR_FMT
									  ", which took its place",
									  STR_ARG(records_label(
											  check,
											  next)))
							: STR("look whether this decision still "
							      "stands without it");
		}
	}
}

void record_check_links(struct record_check *check)
{
	struct supersession all = { .check = check, .decisions = check->facts->decisions };
	claims_collect(&all);
	for (uint32_t i = 0; i < all.decisions->list.len; i++) {
		check_targets(check, &all.decisions->list.p[i]);
		check_both_sides(&all, i);
		check_retired(&all, i);
	}
	check_orphans(&all);
	check_cycles(&all);
}
