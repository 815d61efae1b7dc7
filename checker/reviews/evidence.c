/* SPDX-License-Identifier: MIT */
#include "reviews/evidence.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "findings/finding.h"

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str term_words(struct str text, struct arena *arena)
{
	char *words = arena_alloc(arena, text.len + 1);
	size_t len = 0;

	text = str_trim(text);
	for (size_t i = 0; i < text.len; i++) {
		bool is_gap = is_space(text.p[i]);
		if (!is_gap || !is_space(text.p[i - 1])) {
			words[len++] = is_gap ? ' ' : text.p[i];
		}
	}
	return (struct str){ words, len };
}

/* Takes the part before the next semicolon that is in no quotes and no brackets. */
static bool item_take(struct str *rest, struct str *item)
{
	char quote = '\0';
	size_t depth = 0;
	size_t at = 0;

	if (rest->len == 0) {
		return false;
	}
	for (; at < rest->len; at++) {
		char c = rest->p[at];
		if (quote) {
			quote = c == quote ? '\0' : quote;
		} else if (c == '"' || c == '\'') {
			quote = c;
		} else if (c == '(') {
			depth++;
		} else if (c == ')') {
			depth -= depth > 0;
		} else if (c == ';' && depth == 0) {
			break;
		}
	}
	*item = str_trim(str_slice(*rest, 0, at));
	*rest = str_from(*rest, at + 1);
	return true;
}

/* "trigger:9f2c…": what follows the colon. */
static bool key_take(struct str item, struct str key, struct str *value)
{
	if (!str_starts(item, key)) {
		return false;
	}
	*value = str_from(item, key.len);
	return true;
}

/* The number of the " = " in an item, or its length. */
static size_t find_equals(struct str item)
{
	for (size_t i = 0; i + 3 <= item.len; i++) {
		if (str_eq(str_slice(item, i, i + 3), STR(" = "))) {
			return i;
		}
	}
	return item.len;
}

static void observation_read(struct review_evidence *evidence, struct arena *arena, struct str item)
{
	size_t equals = find_equals(item);
	if (equals == item.len) {
		return;
	}
	*vec_add(&evidence->observations, arena) = (struct observation){
		.term = term_words(str_slice(item, 0, equals), arena),
		.value = str_trim(str_from(item, equals + 3)),
	};
}

void review_evidence_read(struct review_evidence *evidence, struct arena *arena, struct str text)
{
	struct str item;

	*evidence = (struct review_evidence){ 0 };
	while (item_take(&text, &item)) {
		struct str value;
		if (key_take(item, STR("trigger:"), &value)) {
			*vec_add(&evidence->triggers, arena) = value;
		} else if (key_take(item, STR("data:"), &value)) {
			evidence->data = value;
		} else if (key_take(item, STR("record:"), &value)) {
			evidence->record = value;
		} else if (key_take(item, STR("fired:"), &value)) {
			evidence->has_fired = date_read_day(value, &evidence->fired);
		} else if (key_take(item, STR("manual="), &value)) {
			evidence->manual = str_eq(value, STR("yes"));
			evidence->has_manual = evidence->manual || str_eq(value, STR("no"));
		} else {
			observation_read(evidence, arena, item);
		}
	}
}

bool review_evidence_binds(struct str digits, struct hash hash)
{
	return fingerprint_is_prefix(digits) && fingerprint_has_prefix(hash, digits);
}

bool term_is_measured(const struct term *term)
{
	return term->kind == TERM_METRIC || term->kind == TERM_FACT;
}

size_t review_evidence_values(const struct review_evidence *evidence, struct arena *arena,
		const struct condition *condition, struct stored_value **values)
{
	struct map *terms = map_create(arena);
	size_t count = 0;

	for (uint32_t i = 0; i < condition->term_count; i++) {
		if (term_is_measured(&condition->terms[i])) {
			struct str words = term_words(condition->terms[i].text, arena);
			map_put(terms, words, NULL)->num = i;
		}
	}
	*values = arena_new_array(arena, struct stored_value, evidence->observations.len);
	vec_each (const struct observation, observation, &evidence->observations) {
		const struct map_entry *entry = map_find(terms, observation->term);
		const struct term *term = entry ? &condition->terms[entry->num] : NULL;
		struct quantity quantity;
		struct err err;
		if (!term || !quantity_read(&quantity, observation->value, &err)
				|| !unit_converts(&quantity.unit, &term->unit)) {
			continue;
		}
		(*values)[count++] = (struct stored_value){
			.term = observation->term,
			.value = unit_convert(quantity.value, &quantity.unit, &term->unit),
		};
	}
	return count;
}
