/* SPDX-License-Identifier: MIT */
#include "reviews/records.h"

#include "base/arena.h"
#include "base/calendar.h"
#include "base/suggest.h"
#include "reviews/record_check.h"

/* So many wrong names get a "did you mean"; the others are as easy to find without. */
#define SUGGESTIONS_MAX 100
/* Among so many words; more are hard to know by heart. */
#define SUGGESTED_MAX 5000

#define MATCHES_MAX ((size_t)20 * 1000 * 1000)

/* A chain of successors is followed so far: no longer one is of use to a reader. */
#define SUCCESSORS_MAX 64

bool decision_is_retired(const struct decision *decision)
{
	return decision->status == STATUS_REJECTED || decision->status == STATUS_SUPERSEDED
	       || decision->status == STATUS_DEPRECATED || decision->status == STATUS_WITHDRAWN;
}

/* Of each record the one that took its place, as it says itself; or NONE. */
static const uint32_t *successors_of(const struct decisions *decisions, struct arena *scratch)
{
	uint32_t *next = arena_new_array(scratch, uint32_t, decisions->list.len);
	for (size_t i = 0; i < decisions->list.len; i++) {
		next[i] = NONE;
		vec_each (const struct decision_link, link, &decisions->list.p[i].links) {
			if (link->kind == LINK_SUPERSEDED_BY && !link->is_partial
					&& link->record != NONE) {
				next[i] = link->record;
				break;
			}
		}
	}
	return next;
}

const struct decision *records_successor(
		const struct record_check *check, const struct decision *decision)
{
	const struct decision *all = check->facts->decisions->list.p;
	uint32_t next = check->successors[decision - all];
	for (size_t i = 0; next != NONE && i < SUCCESSORS_MAX; i++) {
		if (decision_is_in_force(&all[next])) {
			return &all[next];
		}
		next = check->successors[next];
	}
	return NULL;
}

struct str records_lock_path(const struct config_decisions *config, struct arena *arena)
{
	if (config->lock.s.len > 0) {
		return config->lock.s;
	}
	if (config->dirs.len == 0 || str_eq(config->dirs.p[0].s, STR("."))) {
		return STR(LOCK_NAME);
	}
	return str_fmt(arena, STR_FMT "/" LOCK_NAME, STR_ARG(config->dirs.p[0].s));
}

bool records_parts(
		const struct config_decisions *config, unsigned *parts, struct problems *problems)
{
	struct str words[PARTS];
	bool is_sound = true;
	for (size_t i = 0; i < PARTS; i++) {
		words[i] = str_of(decision_part_words[i]);
	}
	*parts = config->parts.is_set ? 0 : (1U << PARTS) - 1;
	for (size_t i = 0; i < config->parts.len; i++) {
		const struct text *part = &config->parts.p[i];
		unsigned number = 0;
		while (number < PARTS && !str_eq(words[number], part->s)) {
			number++;
		}
		if (number < PARTS) {
			*parts |= 1U << number;
			continue;
		}
		is_sound = problem_add(problems, part->place,
				STR("context, decision, alternatives, consequences or "
				    "review-trigger"),
				"a record has no part '" STR_FMT "'", STR_ARG(part->s));
	}
	return is_sound;
}

bool records_config_check(const struct config_decisions *config, struct problems *problems)
{
	struct duration longest;
	unsigned parts;
	bool is_sound = records_parts(config, &parts, problems);
	if (config->proposed_max.s.len > 0 && !duration_read(&longest, config->proposed_max.s)) {
		is_sound = problem_add(problems, config->proposed_max.place,
				STR("write a number and a unit, for example: 90d, 3mo"),
				"'" STR_FMT "' is no duration", STR_ARG(config->proposed_max.s));
	}
	return is_sound;
}

struct place records_place(const struct decision *decision)
{
	if (decision->title_place.line > 0) {
		return decision->title_place;
	}
	return (struct place){ .path = decision->path, .line = 1, .column = 1 };
}

struct str records_name(const struct decision *decision)
{
	return decision->id.len > 0 ? decision->id : decision->path;
}

struct str records_label(const struct record_check *check, const struct decision *decision)
{
	return decision_label(decision, check->arena);
}

struct finding *records_finding(struct record_check *check, enum own_id id,
		const struct decision *decision, struct str target, struct place place)
{
	return own_finding(check->findings, &check->settings, id, STR("record"), decision->path,
			target, place);
}

struct str records_suggest(struct record_check *check, struct str written, const struct str *words,
		size_t count)
{
	if (check->suggestions == 0 || count > SUGGESTED_MAX) {
		return STR("");
	}
	check->suggestions--;
	struct str near = suggest(written, words, count);
	return near.len == 0 ? STR("")
			     : str_fmt(check->arena, "; did you mean '" STR_FMT "'?",
					       STR_ARG(near));
}

void records_evidence(struct record_check *check, struct finding *finding, struct place place,
		struct str text)
{
	struct evidence *all =
			arena_new_array(check->arena, struct evidence, finding->evidence_len + 1);
	for (size_t i = 0; i < finding->evidence_len; i++) {
		all[i] = finding->evidence[i];
	}
	all[finding->evidence_len++] = (struct evidence){ .place = place, .text = text };
	finding->evidence = all;
}

static void check_skipped(struct record_check *check)
{
	const struct decisions *decisions = check->facts->decisions;
	vec_each (const struct decision_skipped, file, &decisions->skipped) {
		if (!file->is_failure) {
			continue;
		}
		struct finding *finding = own_finding(check->findings, &check->settings,
				OWN_RECORD_UNREADABLE, STR("record"), file->path, STR(""),
				(struct place){ .path = file->path, .line = 1, .column = 1 });
		if (finding) {
			finding->message = str_fmt(check->arena,
					STR_FMT " cannot be read as a record: " STR_FMT,
					STR_ARG(file->path), STR_ARG(file->reason));
			finding->remedy = STR(
					"mend the file, or name it under decisions: ignore if it is "
					"no record");
		}
	}
}

/* Not one record: then whatever is asked of them holds, and nobody would notice. */
static void check_empty(struct record_check *check)
{
	const struct config_decisions *config = &check->facts->config->decisions;
	if (check->facts->decisions->list.len > 0) {
		return;
	}
	struct finding *finding = own_finding(check->findings, &check->settings, OWN_RECORD_EMPTY,
			STR("records"), config->dirs.p[0].s, STR(""), config->dirs.p[0].place);
	if (finding) {
		finding->message = str_fmt(check->arena,
				"no decision record was read, of %zu Markdown file%s in the folders",
				check->facts->decisions->seen,
				check->facts->decisions->seen == 1 ? "" : "s");
		finding->label = STR("these are the folders");
		finding->remedy = STR("name the folder that holds the records, write the first one "
				      "with 'lintel adr new TITLE', or take 'decisions' out");
	}
}

static void collect_ids(struct record_check *check)
{
	const struct decisions *decisions = check->facts->decisions;
	struct str *ids = arena_new_array(check->scratch, struct str, decisions->list.len);
	vec_each (const struct decision, decision, &decisions->list) {
		if (decision->id.len > 0) {
			ids[check->id_count++] = decision->id;
		}
	}
	check->ids = ids;
}

void records_check(const struct record_facts *facts, struct findings *findings)
{
	if (!facts->config->decisions.dirs.is_set || facts->config->decisions.dirs.len == 0) {
		return;
	}
	struct record_check check = {
		.facts = facts,
		.findings = findings,
		.arena = findings->arena,
		.scratch = arena_create(),
		.settings = own_settings_of(facts->config),
		.suggestions = SUGGESTIONS_MAX,
		.matches = MATCHES_MAX,
	};
	/* A word that is no part is told where the configuration is read. */
	struct problems ignored;
	problems_init(&ignored, check.scratch);
	(void)!records_parts(&facts->config->decisions, &check.parts, &ignored);
	check.successors = successors_of(facts->decisions, check.scratch);
	collect_ids(&check);
	check_empty(&check);
	check_skipped(&check);
	vec_each (const struct decision, decision, &facts->decisions->list) {
		record_check_form(&check, decision);
	}
	record_check_ids(&check);
	record_check_links(&check);
	record_check_lock(&check);
	record_check_uses(&check);
	arena_destroy(check.scratch);
}
