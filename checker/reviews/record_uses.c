/* SPDX-License-Identifier: MIT */
/*
 * Records and all else: the rules that check them, the paths that they affect,
 * and whatever names a record: rules, module uses, exceptions, comments.
 */
#include "base/arena.h"
#include "base/err.h"
#include "base/glob.h"
#include "base/map.h"
#include "reviews/record_check.h"

#include <stdlib.h>

/* ---- what names a record ---- */

struct naming {
	/* "rule 'layering'", "a comment". */
	struct str who;
	/* What tells it apart in a baseline, and where it stands. */
	struct str source;
	struct place place;
	enum own_id unknown;
	enum own_id retired;
};

static void name_unknown(struct record_check *check, const struct naming *naming, struct str name)
{
	struct finding *finding = own_finding(check->findings, &check->settings, naming->unknown,
			STR("record"), naming->source, name, naming->place);
	if (finding) {
		finding->message = str_fmt(check->arena,
				STR_FMT " names " STR_FMT ", and there is no such record",
				STR_ARG(naming->who), STR_ARG(name));
		finding->remedy = str_fmt(check->arena, "name a record that is there" STR_FMT,
				STR_ARG(records_suggest(check, name, check->ids, check->id_count)));
	}
}

static void name_retired(struct record_check *check, const struct naming *naming, struct str name,
		const struct decision *decision)
{
	const struct decision *next = records_successor(check, decision);
	struct finding *finding = own_finding(check->findings, &check->settings, naming->retired,
			STR("record"), naming->source, name, naming->place);
	if (finding) {
		finding->message = str_fmt(check->arena, STR_FMT " names " STR_FMT ", which is %s",
				STR_ARG(naming->who), STR_ARG(records_label(check, decision)),
				decision_status_words[decision->status]);
		finding->remedy =
				next ? str_fmt(check->arena,
						       "look at " STR_FMT ", which took its place",
						       STR_ARG(records_label(check, next)))
				     : STR("look whether it still stands without that decision");
	}
}

/* "adr/0012" of a comment is the path without what tells the record to people. */
static const struct decision *find_named(const struct record_check *check, struct str name)
{
	const struct decision *decision = decision_find(check->facts->decisions, name);
	size_t slash = str_find_last(name, '/');
	return decision || slash == name.len
			       ? decision
			       : decision_find(check->facts->decisions, str_from(name, slash + 1));
}

static void check_name(struct record_check *check, const struct naming *naming, struct str name)
{
	const struct decision *decision = find_named(check, name);
	if (!decision) {
		name_unknown(check, naming, name);
	} else if (decision_is_retired(decision)) {
		name_retired(check, naming, name, decision);
	}
}

/* "ADR-0001, ADR-0002": each of them; a page elsewhere is not ours to look for. */
static void check_names(struct record_check *check, const struct naming *naming, struct str text)
{
	struct str part;
	if (str_contains(text, STR("://")) || find_named(check, text)) {
		if (!str_contains(text, STR("://"))) {
			check_name(check, naming, text);
		}
		return;
	}
	while (str_split(&text, ',', &part)) {
		part = str_trim(part);
		if (part.len > 0) {
			check_name(check, naming, part);
		}
	}
}

static struct naming naming_at(const struct record_check *check, struct place place,
		const char *what, struct str name)
{
	return (struct naming){
		.who = str_fmt(check->arena, "%s '" STR_FMT "'", what, STR_ARG(name)),
		.source = str_fmt(check->arena, "%s " STR_FMT, what, STR_ARG(name)),
		.place = place,
		.unknown = OWN_RECORD_UNKNOWN,
		.retired = OWN_RECORD_RETIRED,
	};
}

/* What a pack says of records is about those of whoever wrote it. */
static bool is_ours(const struct text *text)
{
	return text->s.len > 0 && !str_starts(text->place.path, STR("pack:"));
}

static void check_configuration(struct record_check *check)
{
	const struct config *config = check->facts->config;
	for (size_t i = 0; i < config->rule_count; i++) {
		const struct config_rule *rule = &config->rules[i];
		if (is_ours(&rule->adr)) {
			struct naming naming =
					naming_at(check, rule->adr.place, "rule", rule->id.s);
			check_names(check, &naming, rule->adr.s);
		}
	}
	const struct config_module *modules = config->modules.p;
	for (size_t i = 0; i < config->modules.len; i++) {
		const struct config_use *uses = modules[i].uses.p;
		for (size_t k = 0; k < modules[i].uses.len; k++) {
			if (is_ours(&uses[k].adr)) {
				struct naming naming = naming_at(check, uses[k].adr.place,
						"a use of module", modules[i].name.s);
				check_names(check, &naming, uses[k].adr.s);
			}
		}
	}
}

static void check_exceptions(struct record_check *check)
{
	const struct exceptions *exceptions = check->facts->exceptions;
	if (!exceptions) {
		return;
	}
	vec_each (const struct exception, exception, &exceptions->list) {
		if (exception->adr.s.len > 0) {
			struct naming naming = naming_at(
					check, exception->adr.place, "exception", exception->id.s);
			check_names(check, &naming, exception->adr.s);
		}
	}
}

static void check_mentions(struct record_check *check)
{
	const struct code *code = check->facts->code;
	for (size_t i = 0; code && i < code->mention_count; i++) {
		const struct code_mention *mention = &code->mentions[i];
		struct str path = code->files[mention->file].path;
		struct naming naming = {
			.who = STR("a comment"),
			.source = path,
			.place = { .path = path,
					.line = mention->line,
					.column = mention->column,
					.width = (uint32_t)mention->text.len },
			.unknown = OWN_RECORD_MENTION,
			.retired = OWN_RECORD_MENTION_RETIRED,
		};
		check_name(check, &naming, mention->text);
	}
}

/* ---- paths ---- */

enum match {
	MATCH_NONE,
	MATCH_SOME,
	/* Not looked for: out of budget, or not ours to judge. */
	MATCH_UNKNOWN,
};

/* The first path that is not before `text`. */
static size_t lower_bound(const struct record_facts *facts, struct str text)
{
	size_t low = 0;
	size_t high = facts->path_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (str_cmp(facts->paths[middle], text) < 0) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}

static enum match match_paths(struct record_check *check, struct str pattern)
{
	const struct record_facts *facts = check->facts;
	struct err err;
	while (str_starts(pattern, STR("./"))) {
		pattern = str_from(pattern, 2);
	}
	while (pattern.len > 1 && pattern.p[pattern.len - 1] == '/') {
		pattern.len--;
	}
	if (pattern.len == 0 || str_eq(pattern, STR("."))) {
		return MATCH_SOME;
	}
	if (!glob_check(pattern, &err)) {
		return MATCH_NONE;
	}
	struct str literal = str_slice(pattern, 0, glob_literal(pattern));
	for (size_t i = lower_bound(facts, literal); i < facts->path_count; i++) {
		if (!str_starts(facts->paths[i], literal)) {
			break;
		}
		if (check->matches == 0) {
			return MATCH_UNKNOWN;
		}
		check->matches--;
		if (glob_match(pattern, facts->paths[i])) {
			return MATCH_SOME;
		}
	}
	return MATCH_NONE;
}

/* ---- checks ---- */

/* An item with blanks is a sentence: what people check, and no tool. */
static bool is_sentence(struct str item)
{
	return str_find(item, ' ') < item.len || str_find(item, '\t') < item.len;
}

static bool has_match(
		struct record_check *check, const struct str *ids, size_t count, struct str pattern)
{
	struct err err;
	if (!glob_check(pattern, &err)) {
		return false;
	}
	for (size_t i = 0; i < count; i++) {
		/* Out of patience: what is not known to be wrong is not called so. */
		if (check->matches == 0 || (check->matches--, glob_match(pattern, ids[i]))) {
			return true;
		}
	}
	return false;
}

struct rule_ids {
	struct map *known;
	const struct str *list;
	size_t count;
};

static bool is_there(struct record_check *check, struct str path)
{
	return check->facts->path_count > 0 && match_paths(check, path) == MATCH_SOME;
}

/* What is left to do after the record was corrected: it may not change without that. */
static struct str relock_words(const struct record_check *check, const struct decision *decision)
{
	unsigned policy = check->facts->config->decisions.immutable.value;
	const struct lock *lock = check->facts->lock;
	const struct lock_row *row =
			lock && policy != IMMUTABLE_NONE
					? lock_find(lock, decision, check->facts->decisions)
					: NULL;
	if (!row || (policy == IMMUTABLE_UNTIL_IMPLEMENTED && row->status != STATUS_IMPLEMENTED)) {
		return STR("");
	}
	return str_fmt(check->arena,
			"; the record is locked: then take its line out of " STR_FMT
			" and run: lintel adr accept --lock " STR_FMT,
			STR_ARG(lock->path), STR_ARG(records_name(decision)));
}

static void check_item(struct record_check *check, const struct rule_ids *ids,
		const struct decision *decision, struct str item)
{
	if (item.len == 0 || is_sentence(item) || map_find(ids->known, item) || own_rule_find(item)
			|| is_there(check, item)
			|| (glob_is_pattern(item)
					&& has_match(check, ids->list, ids->count, item))) {
		return;
	}
	struct finding *finding = records_finding(
			check, OWN_RECORD_CHECK, decision, item, decision->checks_place);
	if (finding) {
		finding->message = str_fmt(check->arena,
				STR_FMT " is checked by '" STR_FMT
					"', which is neither a rule nor a file",
				STR_ARG(records_label(check, decision)), STR_ARG(item));
		finding->remedy = str_fmt(check->arena,
				"name a rule of lintel.yaml or the path of a test" STR_FMT STR_FMT,
				STR_ARG(records_suggest(check, item, ids->list, ids->count)),
				STR_ARG(relock_words(check, decision)));
	}
}

static void check_unchecked(struct record_check *check, const struct decision *decision)
{
	if (!decision_is_in_force(decision) || decision->checks.len > 0
			|| decision->no_checks.len > 0) {
		return;
	}
	struct finding *finding = records_finding(
			check, OWN_RECORD_UNCHECKED, decision, STR(""), records_place(decision));
	if (finding) {
		finding->message = str_fmt(check->arena, "nothing checks " STR_FMT,
				STR_ARG(records_label(check, decision)));
		finding->remedy = STR("add to its head: - Checks: RULE, or - Checks: none: why");
	}
}

static void check_rules(struct record_check *check)
{
	const struct record_facts *facts = check->facts;
	for (size_t i = 0; i < facts->config->rule_count; i++) {
		const struct config_rule *rule = &facts->config->rules[i];
		if (rule->adr.s.len > 0 || str_starts(rule->id.s, STR("lintel/"))) {
			continue;
		}
		struct finding *finding =
				own_finding(check->findings, &check->settings, OWN_RECORD_UNCHECKED,
						STR("rule"), rule->id.s, STR(""), rule->place);
		if (finding) {
			finding->message = str_fmt(check->arena,
					"rule '" STR_FMT "' names no decision",
					STR_ARG(rule->id.s));
			finding->remedy = STR("say which record decided it, for example: adr: "
					      "ADR-0012");
		}
	}
}

static void check_checks(struct record_check *check)
{
	const struct record_facts *facts = check->facts;
	struct rule_ids ids = { .known = map_create(check->scratch), .count = facts->rule_count };
	struct str *list = arena_new_array(check->scratch, struct str, facts->rule_count);
	for (size_t i = 0; i < facts->rule_count; i++) {
		list[i] = facts->rules[i].id;
		map_put(ids.known, list[i], NULL);
	}
	ids.list = list;
	vec_each (const struct decision, decision, &facts->decisions->list) {
		/* What checked a decision that is gone may be gone with it. */
		if (decision_is_retired(decision)) {
			continue;
		}
		vec_each (const struct str, item, &decision->checks) {
			check_item(check, &ids, decision, *item);
		}
		check_unchecked(check, decision);
	}
	check_rules(check);
}

/* ---- what a record affects ---- */

static bool has_tag(const struct code *code, struct str tag)
{
	for (size_t i = 0; i < code->module_count; i++) {
		for (size_t k = 0; k < code->modules[i].tag_count; k++) {
			if (glob_check(tag, &(struct err){ 0 })
							? glob_match(tag, code->modules[i].tags[k])
							: str_eq(tag, code->modules[i].tags[k])) {
				return true;
			}
		}
	}
	return false;
}

static enum match match_item(struct record_check *check, struct str item)
{
	const struct code *code = check->facts->code;
	static const struct str elsewhere[] = { STR_INIT("external:"), STR_INIT("symbol:"),
		STR_INIT("public:"), STR_INIT("private:"), STR_INIT("not:") };
	for (size_t i = 0; i < COUNT_OF(elsewhere); i++) {
		if (str_starts(item, elsewhere[i])) {
			return MATCH_UNKNOWN;
		}
	}
	if (str_starts(item, STR("path:"))) {
		return match_paths(check, str_from(item, 5));
	}
	if (str_starts(item, STR("tag:"))) {
		return !code                              ? MATCH_UNKNOWN
		       : has_tag(code, str_from(item, 4)) ? MATCH_SOME
							  : MATCH_NONE;
	}
	if (is_sentence(item) || str_eq(item, STR("system"))
			|| (code && code_module_find(code, item) != NONE)) {
		return MATCH_SOME;
	}
	return match_paths(check, item);
}

static void check_affects(struct record_check *check)
{
	if (check->facts->path_count == 0) {
		return;
	}
	vec_each (const struct decision, decision, &check->facts->decisions->list) {
		if (decision_is_retired(decision)) {
			continue;
		}
		vec_each (const struct str, item, &decision->affects) {
			struct finding *finding =
					match_item(check, *item) != MATCH_NONE
							? NULL
							: records_finding(check, OWN_RECORD_AFFECTS,
									  decision, *item,
									  decision->affects_place);
			if (finding) {
				finding->message = str_fmt(check->arena,
						STR_FMT " affects '" STR_FMT
							"', and nothing is called so",
						STR_ARG(records_label(check, decision)),
						STR_ARG(*item));
				finding->remedy = STR("write a module, or a path or pattern below "
						      "the root, for example: src/net/**");
			}
		}
	}
}

void record_check_uses(struct record_check *check)
{
	check_configuration(check);
	check_exceptions(check);
	check_mentions(check);
	check_checks(check);
	check_affects(check);
}
