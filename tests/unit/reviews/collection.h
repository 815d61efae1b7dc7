/* SPDX-License-Identifier: MIT */
/*
 * A small collection of decision records for one test, made by hand, and what
 * records_check() says of it:
 *
 *	struct collection *all = collection_create(*state, "decisions: { dirs: [adr] }\n");
 *	struct decision *first = collection_add(all, "1", STATUS_ACCEPTED);
 *	collection_link(all, first, LINK_SUPERSEDES, "ADR-2");
 *	assert_str(collection_findings(all), "…");
 *
 * Records are whole: what a test does not say is as it should be.
 */
#ifndef LINTEL_UNIT_REVIEWS_COLLECTION_H
#define LINTEL_UNIT_REVIEWS_COLLECTION_H

#include "base/buf.h"
#include "reviews/records.h"

#include "unit/config/tree.h"
#include "unit/problem_text.h"

struct collection {
	struct arena *arena;
	struct config config;
	struct decisions decisions;
	struct record_facts facts;
};

static inline struct collection *collection_create(struct arena *arena, const char *yaml)
{
	struct collection *all = arena_new(arena, struct collection);
	struct problems problems;
	struct str text = str_fmt(arena, "version: 1\n%s", yaml);
	const struct tree_file files[] = { { "lintel.yaml", text.p }, { 0 } };
	struct root root = tree_open_files(arena, files);
	all->arena = arena;
	problems_init(&problems, arena);
	bool is_sound = config_read(
			&all->config, arena, &root, STR("lintel.yaml"), NULL, &problems);
	tree_remove(arena, &root, files);
	if (!is_sound) {
		print_error(STR_FMT, STR_ARG(problem_text(arena, &problems)));
		fail();
	}
	decisions_init(&all->decisions, arena);
	all->facts.config = &all->config;
	all->facts.decisions = &all->decisions;
	assert_true(date_read_day(STR("2026-11-21"), &all->facts.today));
	return all;
}

static inline struct place collection_place(const struct decision *decision, uint32_t line)
{
	return (struct place){ .path = decision->path, .line = line, .column = 1 };
}

/* The record "ADR-NUMBER" in adr/NUMBER.md; the address holds until the next one is added. */
static inline struct decision *collection_add(
		struct collection *all, const char *number, enum decision_status status)
{
	struct arena *arena = all->arena;
	struct decision *decision = vec_add(&all->decisions.list, arena);
	*decision = (struct decision){
		.path = str_fmt(arena, "adr/%s.md", number),
		.id = str_fmt(arena, "ADR-%s", number),
		.number = str_of(number),
		.title = STR("Title"),
		.status = status,
		.status_raw = STR("as written"),
		.checks = { 0 },
	};
	decision->title_place = collection_place(decision, 1);
	decision->status_place = collection_place(decision, 3);
	decision->date.is_known = date_read_day(STR("2026-11-01"), &decision->date.day);
	*vec_add(&decision->checks, arena) = STR("");
	for (size_t i = 0; i < PARTS; i++) {
		decision->parts[i].is_there = true;
	}
	*vec_add(&decision->triggers, arena) = (struct decision_trigger){ .id = STR("yearly") };
	return decision;
}

static inline struct decision_link *collection_link(struct collection *all,
		struct decision *decision, enum decision_link_kind kind, const char *target)
{
	struct decision_link *link = vec_add(&decision->links, all->arena);
	*link = (struct decision_link){
		.kind = kind,
		.target = str_of(target),
		.exists = true,
		.place = collection_place(decision, (uint32_t)decision->links.len + 9),
		.record = NONE,
	};
	return link;
}

/* "warning lintel/record/status adr/1.md:3 message | remedy", then its evidence, a line each. */
static inline struct str collection_findings(struct collection *all)
{
	struct findings findings;
	struct buf out = { 0 };
	decisions_freeze(&all->decisions);
	findings_init(&findings, all->arena);
	records_check(&all->facts, &findings);
	findings_sort(&findings);
	vec_each (const struct finding, finding, &findings.list) {
		buf_fmt(&out, "%s " STR_FMT " " STR_FMT ":%u: " STR_FMT " | " STR_FMT "\n",
				severity_words[finding->severity], STR_ARG(finding->rule),
				STR_ARG(finding->place.path), finding->place.line,
				STR_ARG(finding->message), STR_ARG(finding->remedy));
		for (size_t i = 0; i < finding->evidence_len; i++) {
			buf_fmt(&out, "  " STR_FMT ":%u " STR_FMT "\n",
					STR_ARG(finding->evidence[i].place.path),
					finding->evidence[i].place.line,
					STR_ARG(finding->evidence[i].text));
		}
	}
	struct str text = str_dup(all->arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

#endif
