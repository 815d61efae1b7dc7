/* SPDX-License-Identifier: MIT */
#include "sources/decisions/words.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/embedded.h"
#include "base/problem.h"
#include "base/suggest.h"
#include "base/utf8.h"
#include "formats/node.h"

/* Made of rules/decisions/words.yaml. */
extern const struct embedded decision_words_file[];

#define GROUP_WORDS_MAX 64

/* A key of the file, and where what stands below it goes. */
struct group {
	const char *name;
	/* The words that its own keys may be, in the order of an enum; NULL = a plain list. */
	const char *const *meanings;
};

static const char *const section_words[] = {
	[SECTION_CONTEXT] = "context",
	[SECTION_DECISION] = "decision",
	[SECTION_ALTERNATIVES] = "alternatives",
	[SECTION_CONSEQUENCES] = "consequences",
	[SECTION_TRIGGER] = "review-trigger",
	[SECTION_STATUS] = "status",
	[SECTION_DATE] = "date",
	[SECTION_METADATA] = "metadata",
	[SECTION_LINKS] = "links",
	[SECTION_REVIEWS] = "reviews",
	[SECTION_AMENDMENTS] = "amendments",
	[SECTION_OTHER] = NULL,
};

static const char *const key_words[] = {
	[KEY_STATUS] = "status",
	[KEY_DATE] = "date",
	[KEY_ACCEPTED] = "accepted",
	[KEY_REVIEWED] = "reviewed",
	[KEY_REVIEW_BY] = "review-by",
	[KEY_REVIEW_IN] = "review-in",
	[KEY_TRIGGERS] = "review-triggers",
	[KEY_SUPERSEDES] = "supersedes",
	[KEY_SUPERSEDED_BY] = "superseded-by",
	[KEY_AMENDS] = "amends",
	[KEY_AMENDED_BY] = "amended-by",
	[KEY_RELATES] = "relates",
	[KEY_CHECKS] = "checks",
	[KEY_AFFECTS] = "affects",
	[KEY_OWNER] = "owner",
	[KEY_SCOPE] = "scope",
	[KEY_REVERSIBILITY] = "reversibility",
	[KEY_TITLE] = "title",
	[KEY_ID] = "id",
	[KEY_BY] = "by",
	[KEY_OUTCOME] = "outcome",
	[KEY_EVIDENCE] = "evidence",
	[KEY_NEXT] = "next",
	[KEY_NOTE] = "note",
	[KEYS] = NULL,
};

static const char *const month_words[] = { "january", "february", "march", "april", "may", "june",
	"july", "august", "september", "october", "november", "december", NULL };

static const char *const link_words[] = {
	[LINK_SUPERSEDES] = "supersedes",
	[LINK_SUPERSEDED_BY] = "superseded-by",
	[LINK_AMENDS] = "amends",
	[LINK_AMENDED_BY] = "amended-by",
	[LINK_RELATES] = "relates",
	NULL,
};

enum group_number {
	GROUP_STATUSES,
	GROUP_SECTIONS,
	GROUP_KEYS,
	GROUP_MONTHS,
	GROUP_LINKS,
	GROUP_STATEMENT,
	/* One for each word_set follows. */
	GROUP_SETS,
};

#define GROUPS (GROUP_SETS + WORD_SETS)

static const struct group groups[GROUPS] = {
	[GROUP_STATUSES] = { "statuses", decision_status_words },
	[GROUP_SECTIONS] = { "sections", section_words },
	[GROUP_KEYS] = { "keys", key_words },
	[GROUP_MONTHS] = { "months", month_words },
	[GROUP_LINKS] = { "links", link_words },
	[GROUP_STATEMENT] = { "statement", decision_part_words },
	[GROUP_SETS + SET_PLACEHOLDERS] = { "placeholders", NULL },
	[GROUP_SETS + SET_NOTHING] = { "nothing", NULL },
	[GROUP_SETS + SET_INDEXES] = { "indexes", NULL },
	[GROUP_SETS + SET_TEMPLATES] = { "templates", NULL },
	[GROUP_SETS + SET_PREFIXES] = { "prefixes", NULL },
	[GROUP_SETS + SET_DRAFTS] = { "drafts", NULL },
	[GROUP_SETS + SET_REASONS] = { "reasons", NULL },
	[GROUP_SETS + SET_CHOICES] = { "choices", NULL },
	[GROUP_SETS + SET_PARTLY] = { "partly", NULL },
	[GROUP_SETS + SET_NEGATIONS] = { "negations", NULL },
	[GROUP_SETS + SET_SUBJECTS] = { "subjects", NULL },
	[GROUP_SETS + SET_OUTCOMES] = { "outcomes", NULL },
	[GROUP_SETS + SET_DATED] = { "dated", NULL },
};

/* Of the letters that European languages use. */
static uint32_t letter_lower(uint32_t code)
{
	if ((code >= 'A' && code <= 'Z') || (code >= 0xc0 && code <= 0xde && code != 0xd7)) {
		return code + 0x20;
	}
	bool is_odd_lower = (code >= 0x100 && code <= 0x137) || (code >= 0x14a && code <= 0x177);
	bool is_even_lower = (code >= 0x139 && code <= 0x148) || (code >= 0x179 && code <= 0x17e);
	if ((is_odd_lower && code % 2 == 0) || (is_even_lower && code % 2 == 1)) {
		return code + 1;
	}
	return code;
}

static bool is_space(uint32_t code)
{
	return code == ' ' || (code >= '\t' && code <= '\r') || code == 0xa0;
}

struct str words_fold(struct arena *arena, struct str text)
{
	struct buf out;
	bool has_gap = false;
	buf_init(&out);
	for (size_t at = 0; at < text.len;) {
		uint32_t code = utf8_next(text, &at);
		if (is_space(code)) {
			has_gap = out.len > 0;
			continue;
		}
		if (has_gap) {
			buf_add_char(&out, ' ');
			has_gap = false;
		}
		utf8_add(&out, letter_lower(code));
	}
	struct str folded = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return folded;
}

struct str words_compact(struct arena *arena, struct str text)
{
	struct str folded = words_fold(arena, text);
	char *p = arena_alloc(arena, folded.len + 1);
	size_t len = 0;
	for (size_t i = 0; i < folded.len; i++) {
		if (folded.p[i] != ' ' && folded.p[i] != '-' && folded.p[i] != '_') {
			p[len++] = folded.p[i];
		}
	}
	return (struct str){ p, len };
}

bool words_equal(struct arena *arena, struct str a, struct str b)
{
	return str_eq(words_fold(arena, a), words_fold(arena, b));
}

static bool is_word_end(struct str s, size_t at)
{
	if (at >= s.len) {
		return true;
	}
	unsigned char c = (unsigned char)s.p[at];
	return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0xc3);
}

size_t words_begin(const struct map *map, struct str folded, unsigned *meaning)
{
	size_t longest = 0;
	for (size_t i = 0; i < map->len; i++) {
		struct str key = map->entries[i].key;
		if (key.len > longest && str_starts(folded, key) && is_word_end(folded, key.len)) {
			longest = key.len;
			*meaning = (unsigned)map->entries[i].num;
		}
	}
	return longest;
}

enum key_kind words_key(const struct words *words, struct arena *arena, struct str key)
{
	struct map_entry *entry = map_find(words->keys, words_compact(arena, key));
	return entry ? (enum key_kind)entry->num : KEY_OTHER;
}

bool words_has(const struct words *words, enum word_set set, struct str folded)
{
	return map_find(words->sets[set], folded) != NULL;
}

static void word_add(struct words *words, size_t group, unsigned meaning, struct str word)
{
	struct str folded = words_fold(words->arena, word);
	switch (group) {
	case GROUP_STATUSES:
		map_put(words->statuses, folded, NULL)->num = meaning;
		return;
	case GROUP_SECTIONS:
		map_put(words->sections, folded, NULL)->num = meaning;
		return;
	case GROUP_KEYS:
		map_put(words->keys, words_compact(words->arena, word), NULL)->num = meaning;
		return;
	case GROUP_MONTHS:
		map_put(words->months, folded, NULL)->num = meaning + 1;
		return;
	case GROUP_LINKS:
		*vec_add(&words->links, words->arena) = (struct phrase){ folded, meaning };
		return;
	case GROUP_STATEMENT:
		*vec_add(&words->statement, words->arena) = (struct phrase){ folded, meaning };
		return;
	default:
		map_put(words->sets[group - GROUP_SETS], folded, NULL)->num = 1;
	}
}

/* Adds a word, a list of words, or a list of such lists, which long lists are written as. */
static bool words_add(struct words *words, size_t group, unsigned meaning, const struct node *node,
		struct problems *problems)
{
	bool is_good = true;
	size_t lines = node->kind == NODE_LIST ? node->len : 1;
	for (size_t i = 0; i < lines; i++) {
		const struct node *line = node->kind == NODE_LIST ? &node->items[i] : node;
		size_t count = line->kind == NODE_LIST ? line->len : 1;
		for (size_t k = 0; k < count; k++) {
			const struct node *word = line->kind == NODE_LIST ? &line->items[k] : line;
			if (word->kind == NODE_SCALAR && word->text.len) {
				word_add(words, group, meaning, word->text);
			} else {
				is_good = problem_add(problems, word->place,
						STR("write a list of words"),
						"a word is wanted here, and not %s",
						node_kind_name(word));
			}
		}
	}
	return is_good;
}

static bool key_unknown(const struct node *item, const char *what, const char *const *known,
		struct problems *problems)
{
	struct str names[GROUP_WORDS_MAX];
	size_t count = 0;
	for (; known[count] && count < GROUP_WORDS_MAX; count++) {
		names[count] = str_of(known[count]);
	}
	struct str nearest = suggest(item->key, names, count);
	struct str remedy = nearest.len ? str_fmt(problems->arena, "did you mean '" STR_FMT "'?",
							  STR_ARG(nearest))
					: STR("rules/decisions/words.yaml shows them all");
	return problem_add(problems, item->key_place, remedy, "unknown %s '" STR_FMT "'", what,
			STR_ARG(item->key));
}

static bool group_read(struct words *words, size_t number, const struct node *node,
		struct problems *problems)
{
	const struct group *group = &groups[number];
	bool is_good = true;
	if (!group->meanings) {
		return words_add(words, number, 0, node, problems);
	}
	if (node->kind != NODE_MAP) {
		return problem_add(problems, node->place, STR("write a map from meanings to words"),
				"'%s' is %s", group->name, node_kind_name(node));
	}
	for (size_t i = 0; i < node->len; i++) {
		const struct node *item = &node->items[i];
		unsigned meaning = 0;
		while (group->meanings[meaning]
				&& !str_eq(item->key, str_of(group->meanings[meaning]))) {
			meaning++;
		}
		is_good = (group->meanings[meaning] ? words_add(words, number, meaning, item,
								      problems)
						    : key_unknown(item, "meaning", group->meanings,
								      problems))
			  && is_good;
	}
	return is_good;
}

static bool file_read_words(struct words *words, const struct node *node, struct problems *problems)
{
	const char *names[GROUPS + 1] = { 0 };
	bool is_good = true;
	if (node->kind != NODE_MAP) {
		return problem_add(problems, node->place, STR("write a map"), "'words' is %s",
				node_kind_name(node));
	}
	for (size_t i = 0; i < GROUPS; i++) {
		names[i] = groups[i].name;
	}
	for (size_t i = 0; i < node->len; i++) {
		const struct node *item = &node->items[i];
		size_t number = 0;
		while (number < GROUPS && !str_eq(item->key, str_of(groups[number].name))) {
			number++;
		}
		is_good = (number < GROUPS ? group_read(words, number, item, problems)
					   : key_unknown(item, "key", names, problems))
			  && is_good;
	}
	return is_good;
}

/* The longest first, so that "superseded by" is found before "superseded". */
static int phrase_order(const void *a, const void *b)
{
	const struct phrase *x = a;
	const struct phrase *y = b;
	return x->text.len != y->text.len
			       ? (x->text.len < y->text.len) - (x->text.len > y->text.len)
			       : str_cmp(x->text, y->text);
}

static void begins_fill(struct words *words)
{
	const struct map *subjects = words->sets[SET_SUBJECTS];
	vec_each (const struct phrase, phrase, &words->links) {
		words->begins[(unsigned char)phrase->text.p[0]] = true;
	}
	for (size_t i = 0; i < subjects->len; i++) {
		words->begins[(unsigned char)subjects->entries[i].key.p[0]] = true;
	}
}

bool words_read(struct words *words, struct arena *arena, const struct node *more,
		struct problems *problems)
{
	struct node node;
	*words = (struct words){
		.arena = arena,
		.statuses = map_create(arena),
		.sections = map_create(arena),
		.keys = map_create(arena),
		.months = map_create(arena),
	};
	for (size_t i = 0; i < WORD_SETS; i++) {
		words->sets[i] = map_create(arena);
	}
	bool is_good = node_read_yaml(&node, arena, STR("rules/decisions/words.yaml"),
				       decision_words_file[0].text, NULL, problems)
		       && file_read_words(words, &node, problems);
	is_good = (!more || file_read_words(words, more, problems)) && is_good;
	vec_sort(&words->links, phrase_order);
	vec_sort(&words->statement, phrase_order);
	begins_fill(words);
	return is_good;
}
