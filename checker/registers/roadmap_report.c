/* SPDX-License-Identifier: MIT */
/*
 * What does not hold of a roadmap beyond what its kinds can say of one record:
 * between fragments, between milestones, over all of them.
 */
#include "base/arena.h"
#include "facts/code.h"
#include "facts/graph.h"
#include "registers/roadmap.h"

/* Circles that are told, and steps of one. */
#define CIRCLES_SHOWN 20
#define STEPS_SHOWN 20
/* Names that a sentence holds. */
#define NAMES_SHOWN 6
/* With fewer, one more or less decides the share. */
#define BALANCE_LEAST 4
#define BALANCE_SHARE 0.2

struct report {
	const struct roadmap *roadmap;
	struct findings *findings;
	struct arena *arena;
	const struct own_settings *settings;
};

static struct finding *say(const struct report *report, enum own_id id,
		const struct register_entry *entry, struct str target)
{
	return own_finding(report->findings, report->settings, id, entry->kind->name,
			entry->place.path, target, entry->place);
}

static void why(struct finding *finding, const char *reason, struct str remedy)
{
	finding->reason = finding->reason.len ? finding->reason : str_of(reason);
	finding->remedy = remedy;
}

static struct str day_text(struct arena *arena, date_day day)
{
	char text[DATE_DAY_SIZE];
	date_write_day(day, text);
	return str_dup(arena, str_of(text));
}

static struct str milestone_id(const struct report *report, uint32_t column)
{
	return column == NONE ? STR("none") : report->roadmap->milestones[column].entry->id;
}

/* "catalogue, orders and 3 more" of rows. */
static struct str rows_text(
		const struct report *report, const uint32_t *rows, size_t len, const char *between)
{
	struct buf out = { 0 };
	for (size_t i = 0; i < len && i < NAMES_SHOWN; i++) {
		buf_add_cstr(&out, i ? between : "");
		buf_add(&out, report->roadmap->services.p[rows[i]]);
	}
	if (len > NAMES_SHOWN) {
		buf_fmt(&out, " and %zu more", len - NAMES_SHOWN);
	}
	struct str text = str_dup(report->arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

/* ---- circles, and the order of time ---- */

static struct graph waits_graph(const struct report *report)
{
	const struct roadmap *roadmap = report->roadmap;
	VEC(struct graph_edge) edges = { 0 };
	for (uint32_t f = 0; f < roadmap->fragment_count; f++) {
		for (size_t i = 0; i < roadmap->fragments[f].wait_count; i++) {
			*vec_add(&edges, report->arena) = (struct graph_edge){
				.from = f, .to = roadmap->fragments[f].waits_for[i], .weight = 1
			};
		}
	}
	return graph_create(report->arena, roadmap->fragment_count, edges.p, edges.len);
}

static void circle_say(const struct report *report, const struct graph *graph,
		const struct components *components, uint32_t c)
{
	const struct roadmap *roadmap = report->roadmap;
	uint32_t *cycle;
	size_t len = graph_cycle(report->arena, graph, components, c, &cycle);
	uint32_t first = components->members[components->first[c]];
	const struct register_entry *entry = roadmap->fragments[first].entry;
	struct finding *finding = say(report, OWN_ROADMAP_CYCLE, entry, entry->id);
	if (!finding) {
		return;
	}
	size_t shown = len < STEPS_SHOWN ? len : STEPS_SHOWN;
	finding->evidence = arena_new_array(report->arena, struct evidence, shown);
	finding->evidence_len = shown;
	for (size_t i = 0; i < shown; i++) {
		const struct graph_edge *edge = &graph->edges[cycle[i]];
		finding->evidence[i] = (struct evidence){
			.place = roadmap->fragments[edge->from].entry->place,
			.text = str_fmt(report->arena, STR_FMT " waits for " STR_FMT,
					STR_ARG(roadmap->fragments[edge->from].entry->id),
					STR_ARG(roadmap->fragments[edge->to].entry->id)),
		};
	}
	finding->message = str_fmt(report->arena, "%zu fragment%s wait%s for %s", len,
			len == 1 ? "" : "s", len == 1 ? "s" : "",
			len == 1 ? "itself" : "each other in a circle");
	why(finding, "none of them can ever begin",
			STR("cut the one that is needed least out of 'depends_on', or split a fragment "
			    "in two"));
}

static void circles_say(const struct report *report)
{
	uint32_t told = 0;
	if (report->roadmap->stuck_count == 0) {
		return;
	}
	struct graph graph = waits_graph(report);
	struct components components = graph_components(report->arena, &graph);
	for (uint32_t c = 0; c < components.count && told < CIRCLES_SHOWN; c++) {
		if (component_is_cycle(&graph, &components, c)) {
			circle_say(report, &graph, &components, c);
			told++;
		}
	}
}

static void order_say(const struct report *report, const struct roadmap_fragment *fragment,
		const struct roadmap_fragment *other)
{
	struct arena *arena = report->arena;
	bool is_late = fragment->has_begins && other->has_ends && fragment->begins < other->ends;
	bool is_behind = fragment->milestone != NONE && other->milestone != NONE
			 && fragment->milestone < other->milestone;
	if ((!is_late && !is_behind) || fragment == other) {
		return;
	}
	const struct register_entry *entry = fragment->entry;
	struct finding *finding = say(report, OWN_ROADMAP_ORDER, entry,
			str_fmt(arena, STR_FMT " " STR_FMT, STR_ARG(entry->id),
					STR_ARG(other->entry->id)));
	if (!finding) {
		return;
	}
	if (is_late) {
		finding->message = str_fmt(arena,
				"fragment " STR_FMT " begins on " STR_FMT ", and " STR_FMT
				", which it waits for, ends on " STR_FMT,
				STR_ARG(entry->id), STR_ARG(day_text(arena, fragment->begins)),
				STR_ARG(other->entry->id), STR_ARG(day_text(arena, other->ends)));
	} else {
		finding->message = str_fmt(arena,
				"fragment " STR_FMT " is in milestone " STR_FMT ", and " STR_FMT
				", which it waits for, in " STR_FMT " after it",
				STR_ARG(entry->id),
				STR_ARG(milestone_id(report, fragment->milestone)),
				STR_ARG(other->entry->id),
				STR_ARG(milestone_id(report, other->milestone)));
	}
	finding->evidence = arena_new_array(arena, struct evidence, 1);
	finding->evidence_len = 1;
	finding->evidence[0] = (struct evidence){ other->entry->place, STR("what it waits for") };
	why(finding, "it cannot be built in that order, so one of the two days will not be kept",
			STR("move one of them, or take it out of 'depends_on'"));
}

/* ---- lives ---- */

static bool life_of(const struct roadmap_fragment *fragment, struct duration *life)
{
	const struct register_field *field = register_field(fragment->entry, STR("life"));
	*life = field ? field->values[0].duration : (struct duration){ 0 };
	return field != NULL;
}

/* `end` is the day on which it was, or is to be, no more. */
static void life_say(const struct report *report, const struct roadmap_fragment *fragment,
		date_day end, const struct roadmap_fragment *by)
{
	struct arena *arena = report->arena;
	const struct register_entry *entry = fragment->entry;
	struct duration life;
	if (!fragment->has_ends || !life_of(fragment, &life)) {
		return;
	}
	moment least = moment_after((moment)fragment->ends * MOMENT_DAY, life);
	/* An end before it was there is a wrong day, and a rule of its kind says so. */
	if ((moment)end * MOMENT_DAY >= least || end < fragment->ends) {
		return;
	}
	struct finding *finding =
			say(report, OWN_ROADMAP_LIFE, entry, by ? by->entry->id : STR("retired"));
	if (!finding) {
		return;
	}
	struct buf text = { 0 };
	buf_fmt(&text, "fragment " STR_FMT " ", STR_ARG(entry->id));
	if (by) {
		buf_fmt(&text, "is replaced by " STR_FMT " on ", STR_ARG(by->entry->id));
	} else {
		buf_add_cstr(&text, "was retired on ");
	}
	int lived = (int)(end - fragment->ends);
	buf_add(&text, day_text(arena, end));
	buf_fmt(&text, ", %d %s after it was there; it was meant to live " STR_FMT, lived,
			lived == 1 ? "day" : "days", STR_ARG(register_text(entry, STR("life"))));
	finding->message = str_dup(arena, buf_str(&text));
	buf_finish(&text);
	why(finding, "what is thrown away early was paid for twice",
			STR("let it live, or write down as a decision what was learnt and keep it out of "
			    "the next plan"));
}

/* "commit 3f2c1aa904 of 2026-05-01" */
static struct str commit_text(const struct report *report, uint32_t commit)
{
	const struct history *history = report->roadmap->history;
	struct str id = history_commit_id(history, commit, report->arena);
	date_day day = date_day_of(history->commits[commit].at / MOMENT_SECOND);
	return str_fmt(report->arena, "commit " STR_FMT " of " STR_FMT,
			STR_ARG(str_slice(id, 0, HISTORY_ID_SHOWN)),
			STR_ARG(day_text(report->arena, day)));
}

/* Customers have it, and its files are not there, or never were. */
static void absent_say(const struct report *report, const struct roadmap_fragment *fragment)
{
	const struct lifetime *lived = fragment->lived;
	const struct register_entry *entry = fragment->entry;
	struct finding *finding = say(report, OWN_ROADMAP_FILES, entry, STR(""));
	if (!finding) {
		return;
	}
	finding->message =
			lived->first == NONE
					? str_fmt(report->arena,
							  "fragment " STR_FMT
							  " is live, and no commit has a file "
							  "that its paths name",
							  STR_ARG(entry->id))
					: str_fmt(report->arena,
							  "fragment " STR_FMT
							  " is live, and its last file went in " STR_FMT,
							  STR_ARG(entry->id),
							  STR_ARG(commit_text(
									  report, lived->gone)));
	why(finding, "a plan that counts on a piece that is not there is wrong by that piece",
			STR("name its files as they are called today, or write 'status: retired' and the "
			    "day"));
}

/* The history says that it ended, or was built anew, before its time. */
static void lived_say(const struct report *report, const struct roadmap_fragment *fragment)
{
	const struct lifetime *lived = fragment->lived;
	const struct register_entry *entry = fragment->entry;
	bool is_anew = lived->left > 0 && lived->began > 0 && lived->kept == 0;
	struct duration life;
	if (!fragment->has_ends || !life_of(fragment, &life) || lived->first == NONE
			|| (lived->left > 0 && !is_anew)) {
		return;
	}
	moment least = moment_after((moment)fragment->ends * MOMENT_DAY, life);
	const struct history_commit *commits = report->roadmap->history->commits;
	/* When it was built anew nobody counts: what is so by now was so before. */
	moment end = is_anew ? report->roadmap->as_of : commits[lived->gone].at;
	if (end >= least) {
		return;
	}
	struct finding *finding = say(report, OWN_ROADMAP_LIFE, entry, STR("files"));
	if (!finding) {
		return;
	}
	struct str what = STR("the file that it had then is gone");
	if (!is_anew) {
		what = str_fmt(report->arena, "its last file went in " STR_FMT,
				STR_ARG(commit_text(report, lived->gone)));
	} else if (lived->began > 1) {
		what = str_fmt(report->arena, "the %u files that it had then are gone",
				lived->began);
	}
	finding->message = str_fmt(report->arena,
			"fragment " STR_FMT " was there on " STR_FMT ", and " STR_FMT
			"; it was meant to live " STR_FMT,
			STR_ARG(entry->id), STR_ARG(day_text(report->arena, fragment->ends)),
			STR_ARG(what), STR_ARG(register_text(entry, STR("life"))));
	why(finding, "what is thrown away early was paid for twice",
			STR("write down as a decision what was learnt, and keep what is not meant to stay "
			    "out of the next plan"));
}

static bool is_live(const struct roadmap_fragment *fragment)
{
	return str_eq(register_text(fragment->entry, STR("status")), STR("live"));
}

static void history_say(const struct report *report)
{
	const struct roadmap *roadmap = report->roadmap;
	for (uint32_t f = 0; f < roadmap->fragment_count; f++) {
		const struct roadmap_fragment *fragment = &roadmap->fragments[f];
		if (!fragment->lived) {
			continue;
		}
		if (is_live(fragment) && fragment->lived->left == 0) {
			absent_say(report, fragment);
		}
		lived_say(report, fragment);
	}
}

static void lives_say(const struct report *report)
{
	const struct roadmap *roadmap = report->roadmap;
	for (uint32_t f = 0; f < roadmap->fragment_count; f++) {
		const struct roadmap_fragment *fragment = &roadmap->fragments[f];
		if (fragment->has_retired) {
			life_say(report, fragment, fragment->retired, NULL);
		}
		if (fragment->replaces != NONE && fragment->has_ends && fragment->replaces != f) {
			const struct roadmap_fragment *old =
					&roadmap->fragments[fragment->replaces];
			if (!old->has_retired) {
				life_say(report, old, fragment->ends, fragment);
			}
		}
	}
}

/* ---- milestones ---- */

static void milestone_say(const struct report *report, const struct roadmap_milestone *milestone)
{
	struct arena *arena = report->arena;
	const struct register_entry *entry = milestone->entry;
	if (milestone->fragments == 0) {
		struct finding *empty = say(report, OWN_ROADMAP_EMPTY, entry, entry->id);
		if (empty) {
			empty->message = str_fmt(arena, "milestone " STR_FMT " has no fragments",
					STR_ARG(entry->id));
			why(empty, "nothing is built for it, so nothing of it will be there",
					str_fmt(arena,
							"write 'milestone: " STR_FMT
							"' in the fragments it needs",
							STR_ARG(entry->id)));
		}
		return;
	}
	if (milestone->miss_count == 0) {
		return;
	}
	struct finding *finding = say(report, OWN_ROADMAP_END_TO_END, entry, entry->id);
	if (!finding) {
		return;
	}
	struct str names = rows_text(report, milestone->misses, milestone->miss_count, ", ");
	finding->message = str_fmt(arena,
			"milestone " STR_FMT " does not go from end to end: no fragment of " STR_FMT
			" is there by then",
			STR_ARG(entry->id), STR_ARG(names));
	why(finding, "a customer has something only where every service on the way does its part",
			STR("move the first fragment of each into it, or take out of 'services' what a "
			    "customer does not need for it"));
}

/* ---- one after another ---- */

static void sequence_evidence(const struct report *report, struct finding *finding)
{
	const struct roadmap *roadmap = report->roadmap;
	uint32_t len = roadmap->chain_len < STEPS_SHOWN ? roadmap->chain_len : STEPS_SHOWN;
	struct arena *arena = report->arena;
	finding->evidence = arena_new_array(arena, struct evidence, len);
	finding->evidence_len = len;
	for (uint32_t i = 0; i < len; i++) {
		uint32_t service = roadmap->chain[i];
		uint32_t first = roadmap->as_is.first[service];
		uint32_t last = roadmap->as_is.last[service];
		struct str from = milestone_id(report, first);
		finding->evidence[i].place = roadmap->milestones[first].entry->place;
		finding->evidence[i].text =
				first == last ? str_fmt(arena, STR_FMT ": all of it in " STR_FMT,
								STR_ARG(roadmap->services.p[service]),
								STR_ARG(from))
					      : str_fmt(arena,
								STR_FMT ": all of it from " STR_FMT
									" to " STR_FMT,
								STR_ARG(roadmap->services.p[service]),
								STR_ARG(from),
								STR_ARG(milestone_id(
										report, last)));
	}
}

static void sequence_say(const struct report *report)
{
	const struct roadmap *roadmap = report->roadmap;
	struct arena *arena = report->arena;
	bool is_late = roadmap->proposed.first_whole < roadmap->as_is.first_whole;
	if (!is_late || roadmap->chain_len < 2) {
		return;
	}
	const struct register_entry *entry = roadmap->milestones[0].entry;
	struct str names = rows_text(report, roadmap->chain, roadmap->chain_len, ", then ");
	struct finding *finding = say(report, OWN_ROADMAP_SEQUENCE, entry, names);
	if (!finding) {
		return;
	}
	uint32_t now = roadmap->as_is.first_whole;
	struct str until = now == NONE ? STR("at all")
				       : str_fmt(arena, "before " STR_FMT,
							 STR_ARG(milestone_id(report, now)));
	finding->message = str_fmt(arena,
			"services are built to completion one after another (" STR_FMT
			"): no customer has anything from end to end " STR_FMT,
			STR_ARG(names), STR_ARG(until));
	why(finding, "all that is learnt from customers is learnt when everything is built",
			str_fmt(arena,
					"build the first fragment of each service, then the second: from end "
					"to end from " STR_FMT " ('lintel roadmap' draws both)",
					STR_ARG(milestone_id(
							report, roadmap->proposed.first_whole))));
	sequence_evidence(report, finding);
}

/* ---- short and long ---- */

static void balance_say(const struct report *report)
{
	const struct roadmap *roadmap = report->roadmap;
	uint32_t all = roadmap->shorts + roadmap->longs;
	double share = all ? (double)roadmap->shorts / (double)all : 0.5;
	bool is_short = share > 1 - BALANCE_SHARE;
	if (all < BALANCE_LEAST || roadmap->milestone_count == 0
			|| (share >= BALANCE_SHARE && !is_short)) {
		return;
	}
	const struct register_entry *entry = roadmap->milestones[0].entry;
	struct finding *finding = say(
			report, OWN_ROADMAP_BALANCE, entry, is_short ? STR("short") : STR("long"));
	if (!finding) {
		return;
	}
	finding->message = str_fmt(report->arena, "%u of %u fragments are for the %s term",
			is_short ? roadmap->shorts : roadmap->longs, all,
			is_short ? "short" : "long");
	why(finding,
			is_short ? "wins of a quarter alone never make a platform"
				 : "a platform that wins nothing on the way is stopped half-way",
			is_short ? STR("give each milestone a piece of the platform, too")
				 : STR("give each milestone something that a customer wants now"));
}

void roadmap_report(const struct roadmap *roadmap, struct findings *findings,
		const struct own_settings *settings)
{
	const struct report report = { roadmap, findings, findings->arena, settings };
	circles_say(&report);
	for (uint32_t f = 0; f < roadmap->fragment_count; f++) {
		const struct roadmap_fragment *fragment = &roadmap->fragments[f];
		for (size_t i = 0; i < fragment->wait_count; i++) {
			order_say(&report, fragment, &roadmap->fragments[fragment->waits_for[i]]);
		}
	}
	lives_say(&report);
	history_say(&report);
	for (uint32_t m = 0; m < roadmap->milestone_count; m++) {
		milestone_say(&report, &roadmap->milestones[m]);
	}
	sequence_say(&report);
	balance_say(&report);
}

/* ---- targets ---- */

static bool asks_for(const struct condition *condition, struct str metric)
{
	for (uint32_t t = 0; t < condition->term_count; t++) {
		const struct term *term = &condition->terms[t];
		if (term->kind == TERM_METRIC && str_eq(term->name, metric)) {
			return true;
		}
	}
	return false;
}

static void target_say(const struct report *report, const struct roadmap_milestone *milestone,
		const struct roadmap_target *target)
{
	struct arena *arena = report->arena;
	struct str id = milestone->entry->id;
	struct str moves = register_text(milestone->entry, STR("moves"));
	bool is_foreign = moves.len && !asks_for(target->condition, moves);
	bool is_true = target->outcome.truth == TRUTH_TRUE && !milestone->is_over;
	bool is_unknown = target->outcome.truth == TRUTH_UNKNOWN;
	if (!is_foreign && !is_true && !is_unknown) {
		return;
	}
	struct finding *finding = say(report, OWN_ROADMAP_TARGET, milestone->entry,
			is_foreign ? moves
			: is_true  ? STR("true")
				   : STR("unknown"));
	if (!finding) {
		return;
	}
	finding->place = target->place;
	if (is_foreign) {
		finding->message = str_fmt(arena,
				"the target of milestone " STR_FMT " does not ask for " STR_FMT
				", which it is to move",
				STR_ARG(id), STR_ARG(moves));
		why(finding, "whether the milestone worked is then judged by something else",
				STR("let the target ask for that metric, or write what it moves"));
		return;
	}
	finding->class = CLASS_DATA;
	finding->is_unknown = is_unknown;
	finding->message = str_fmt(arena, "the target of milestone " STR_FMT " is %s: " STR_FMT,
			STR_ARG(id), is_true ? "true already" : "unknown",
			STR_ARG(target->outcome.summary));
	why(finding,
			is_true ? "what holds before the milestone is there does not tell whether it worked"
				: "a measure that nobody has moves unseen",
			is_true ? STR("aim at what is not so today, or close the milestone")
				: STR("measure it before the milestone begins: 'lintel telemetry show'"));
}

static const struct roadmap_milestone *milestone_of(
		const struct roadmap *roadmap, const struct register_entry *entry)
{
	const struct register_range *range = &roadmap->milestone_entries;
	bool is_one = entry >= range->p && entry < range->p + range->len;
	return is_one ? &roadmap->milestones[roadmap->columns[entry - range->p]] : NULL;
}

void roadmap_report_targets(const struct roadmap *roadmap, const struct roadmap_target *targets,
		size_t count, struct findings *findings, const struct own_settings *settings)
{
	const struct report report = { roadmap, findings, findings->arena, settings };
	for (size_t i = 0; i < count; i++) {
		const struct roadmap_milestone *milestone = milestone_of(roadmap, targets[i].entry);
		if (milestone) {
			target_say(&report, milestone, &targets[i]);
		}
	}
}
