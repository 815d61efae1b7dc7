/* SPDX-License-Identifier: MIT */
#include "gates/approval_given.h"

#include "base/arena.h"
#include "base/problem.h"
#include "facts/selector.h"

#include <strings.h>

#define APPROVAL_TRAILER "Approval"
/* Fewer digits could be of any commit. */
#define ID_LEAST 7
#define ID_SHOWN 9

struct collecting {
	struct approvals_given *given;
	struct arena *arena;
	const struct approval_facts *facts;
};

/* Whether the text is a commit's id or a beginning of it. */
static bool is_commit(struct str text, struct str id)
{
	return text.len >= ID_LEAST && text.len <= id.len
	       && strncasecmp(text.p, id.p, text.len) == 0;
}

static bool is_range(struct str text, const struct change *change)
{
	size_t dots = 0;
	while (dots < text.len && !str_starts(str_from(text, dots), STR(".."))) {
		dots++;
	}
	return dots < text.len && is_commit(str_slice(text, 0, dots), change->base)
	       && is_commit(str_from(text, dots + 2), change->head);
}

/* Whether an approval of `text` is one of this change. */
static bool is_this_change(const struct gate_change *change, struct str text)
{
	if (change->release.len > 0 && str_eq(text, change->release)) {
		return true;
	}
	return change->change
	       && (str_eq(text, change->change->range) || is_commit(text, change->change->head)
			       || is_range(text, change->change));
}

static struct str day_text(struct arena *arena, const char *what, date_day day)
{
	char text[DATE_DAY_SIZE];
	date_write_day(day, text);
	return str_fmt(arena, "%s %s", what, text);
}

/* Why a record does not count for the change; empty if it does. */
static struct str record_refused(
		const struct collecting *collecting, const struct register_entry *entry)
{
	const struct gate_change *change = collecting->facts->change;
	date_day today = date_day_of(collecting->facts->as_of / MOMENT_SECOND);
	struct str text = register_text(entry, STR("change"));
	date_day given;
	date_day expires;

	if (!is_this_change(change, text)) {
		return str_fmt(collecting->arena, "is for " STR_FMT, STR_ARG(text));
	}
	if (!register_day(entry, STR("on"), &given)) {
		return STR("does not say when it was given");
	}
	if (given > today) {
		return day_text(collecting->arena, "is dated in the future,", given);
	}
	if (!register_day(entry, STR("expires"), &expires)) {
		return STR("does not say until when it counts");
	}
	return expires < today ? day_text(collecting->arena, "expired on", expires) : STR("");
}

/* The modules of `of`; NULL for all, and `*refused` where it names what is not there. */
static const uint8_t *covers_find(const struct collecting *collecting,
		const struct register_entry *entry, struct str *refused)
{
	const struct register_field *of = register_field(entry, STR("of"));
	const struct code *code = collecting->facts->code;
	struct problems problems;
	uint32_t *modules;

	if (!of || of->len == 0) {
		return NULL;
	}
	struct text *items = arena_new_array(collecting->arena, struct text, of->len);
	for (size_t i = 0; i < of->len; i++) {
		items[i] = (struct text){ .s = of->values[i].text, .place = of->values[i].place };
	}
	problems_init(&problems, collecting->arena);
	const struct selector *selector = selector_compile(
			collecting->arena, items, of->len, FORMS_OF_MODULES, code, &problems);
	if (!selector) {
		*refused = STR("is of something that is not there");
		return NULL;
	}
	uint8_t *covers = arena_new_array(collecting->arena, uint8_t, code->module_count + 1);
	size_t count = selector_modules(selector, code, collecting->arena, &modules);
	for (size_t i = 0; i < count; i++) {
		covers[modules[i]] = 1;
	}
	return covers;
}

static void record_add(const struct collecting *collecting, const struct register_entry *entry)
{
	struct approval_given given = {
		.label = register_label(entry, collecting->arena),
		.place = entry->place,
		.role = register_text(entry, STR("role")),
		.by = register_text(entry, STR("by")),
		.refused = record_refused(collecting, entry),
	};
	given.covers = covers_find(collecting, entry, &given.refused);
	*vec_add(&collecting->given->list, collecting->arena) = given;
}

/* "architect — A. Meyer": the role is the first word. */
static void trailer_add(const struct collecting *collecting, const struct commit *commit,
		const struct commit_trailer *trailer, bool is_last)
{
	size_t end = 0;
	struct str value = trailer->value;
	while (end < value.len && value.p[end] != ' ' && value.p[end] != '\t') {
		end++;
	}
	struct str rest = str_trim(str_from(value, end));
	while (rest.len > 0
			&& (rest.p[0] == '-' || str_starts(rest, STR("\xe2\x80\x94"))
					|| str_starts(rest, STR("\xe2\x80\x93")))) {
		rest = str_trim(str_from(rest, rest.p[0] == '-' ? 1 : 3));
	}
	*vec_add(&collecting->given->list, collecting->arena) = (struct approval_given){
		.label = str_fmt(collecting->arena, "the trailer of commit " STR_FMT,
				STR_ARG(str_slice(commit->id, 0, ID_SHOWN))),
		.place = collecting->facts->gate->config
					 ? collecting->facts->gate->config->name.place
					 : (struct place){ .path = collecting->facts->config->path,
							   .line = 1 },
		.role = str_slice(value, 0, end),
		.by = rest,
		.refused = trailer->is_own ? STR("is by the one who made the commit")
			   : is_last       ? STR("")
				     : STR("is not on the last commit, which has more than it saw"),
	};
}

static void commit_add(
		const struct collecting *collecting, const struct commit *commit, bool is_last)
{
	const struct str key = STR(APPROVAL_TRAILER);
	vec_each (const struct commit_trailer, trailer, &commit->trailers) {
		if (trailer->key.len == key.len
				&& strncasecmp(trailer->key.p, key.p, key.len) == 0) {
			trailer_add(collecting, commit, trailer, is_last);
		}
	}
}

void approvals_collect(struct approvals_given *given, struct arena *arena,
		const struct approval_facts *facts)
{
	const struct collecting collecting = { given, arena, facts };
	const struct change *change = facts->change->change;

	*given = (struct approvals_given){ 0 };
	if (facts->registers) {
		struct register_range records = register_of_kind(facts->registers, STR("approval"));
		for (size_t i = 0; i < records.len; i++) {
			record_add(&collecting, &records.p[i]);
		}
	}
	for (size_t i = 0; change && i < change->commits.len; i++) {
		commit_add(&collecting, &change->commits.p[i],
				str_eq(change->commits.p[i].id, change->head));
	}
}
