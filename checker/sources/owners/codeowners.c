/* SPDX-License-Identifier: MIT */
#include "sources/owners/codeowners.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "facts/owner_name.h"

#define OWNER_NAME_MAX 255

const struct str codeowners_places[] = {
	STR_INIT(".github/CODEOWNERS"),
	STR_INIT("CODEOWNERS"),
	STR_INIT("docs/CODEOWNERS"),
	STR_INIT(".gitlab/CODEOWNERS"),
	STR_INIT(""),
};

struct codeowners_reading {
	struct arena *arena;
	struct code_owners *owners;
	/* Names and sections to their numbers. */
	struct map *names;
	struct map *sections;
	uint32_t section;
	/* Owners of the section for lines that name none, in owners->named. */
	uint32_t first_default;
	uint32_t default_count;
	struct str line;
	uint32_t number;
};

/* A part of the line at hand. */
static struct place place_of(const struct codeowners_reading *reading, struct str part)
{
	return (struct place){
		.path = reading->owners->path,
		.line = reading->number,
		.column = (uint32_t)(part.p - reading->line.p) + 1,
		.width = (uint32_t)part.len,
	};
}

static void fault_add(struct codeowners_reading *reading, struct str part, struct str text,
		const char *remedy)
{
	struct code_owners *owners = reading->owners;

	owners->fault_count++;
	if (owners->faults.len < CODE_OWNERS_FAULTS) {
		*vec_add(&owners->faults, reading->arena) = (struct code_owners_fault){
			.place = place_of(reading, part),
			.text = text,
			.remedy = str_of(remedy),
		};
	}
}

/* ---- words ---- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

/* Takes the next word off the line: up to a blank without a '\' in front of it. */
static bool word_take(struct str *rest, struct str *word)
{
	size_t end = 0;

	while (rest->len > 0 && is_blank(rest->p[0])) {
		*rest = str_from(*rest, 1);
	}
	while (end < rest->len && !is_blank(rest->p[end])) {
		end += rest->p[end] == '\\' && end + 1 < rest->len ? 2 : 1;
	}
	*word = str_slice(*rest, 0, end);
	*rest = str_from(*rest, end);
	/* Behind an owner, a comment goes to the end. */
	return word->len > 0 && word->p[0] != '#';
}

/* "@somebody", "@org/team", "@@maintainer", "somebody@example.com". */
static bool is_owner(struct str word, enum owner_syntax syntax)
{
	size_t at = str_find(word, '@');
	bool is_role = str_starts(word, STR("@@"));
	size_t begin = is_role ? 2 : at + 1;

	return at < word.len && word.len > begin && word.len <= OWNER_NAME_MAX
	       && (!is_role || syntax == OWNER_SYNTAX_GITLAB)
	       && str_find(str_from(word, begin), '@') == word.len - begin
	       && (at > 0 || (word.p[begin] != '/' && !str_ends(word, STR("/"))));
}

static uint32_t name_put(struct codeowners_reading *reading, struct str name)
{
	struct code_owners *owners = reading->owners;
	bool is_new;
	struct map_entry *entry =
			map_put(reading->names, owner_name_fold(reading->arena, name), &is_new);

	if (is_new) {
		entry->num = owners->names.len;
		*vec_add(&owners->names, reading->arena) = name;
	}
	return (uint32_t)entry->num;
}

/*
 * Adds the owners that `rest` names to `named`.  GitHub skips a line with a
 * name that is none, GitLab the name: false says that the line does not count.
 */
static bool owners_take(struct codeowners_reading *reading, struct str rest)
{
	struct code_owners *owners = reading->owners;
	size_t first = owners->named.len;
	struct str word;

	while (word_take(&rest, &word)) {
		if (is_owner(word, owners->syntax)) {
			*vec_add(&owners->named, reading->arena) = name_put(reading, word);
			continue;
		}
		bool is_github = owners->syntax == OWNER_SYNTAX_GITHUB;
		fault_add(reading, word,
				str_fmt(reading->arena, "'" STR_FMT "' is no owner%s",
						STR_ARG(str_slice(word, 0, OWNER_NAME_MAX)),
						is_github ? ", and GitHub skips the line" : ""),
				"write @user, @organisation/team or an address");
		if (is_github) {
			owners->named.len = first;
			return false;
		}
	}
	return true;
}

/* ---- sections ---- */

static void section_enter(struct codeowners_reading *reading, struct str name, bool is_optional,
		uint32_t approvals)
{
	struct code_owners *owners = reading->owners;
	bool is_new;
	struct map_entry *entry =
			map_put(reading->sections, owner_name_fold(reading->arena, name), &is_new);

	if (is_new) {
		entry->num = owners->sections.len;
		*vec_add(&owners->sections, reading->arena) = (struct code_owners_section){
			.name = name,
			.is_optional = is_optional,
			.approvals = approvals,
		};
	}
	reading->section = (uint32_t)entry->num;
}

/* "[2]" in front of `rest`: how many must approve, 1 without it. */
static uint32_t approvals_take(struct codeowners_reading *reading, struct str *rest)
{
	uint64_t count = 1;

	if (rest->len == 0 || rest->p[0] != '[') {
		return 1;
	}
	size_t end = str_find(*rest, ']');
	struct str digits = str_slice(*rest, 1, end);
	if (end == rest->len || !str_to_u64(digits, &count) || count == 0 || count > UINT16_MAX) {
		fault_add(reading, str_slice(*rest, 0, end + 1),
				STR("this says how many must approve, and is no number above 0"),
				"write [2], or nothing for 1");
		count = 1;
	}
	*rest = str_from(*rest, end + 1);
	return (uint32_t)count;
}

/* "^[Name][2] @default"; false if the line is none of these. */
static bool section_take(struct codeowners_reading *reading, struct str line)
{
	bool is_optional = str_starts(line, STR("^["));
	struct str rest = str_from(line, is_optional);
	size_t end = str_find(rest, ']');

	if (!str_starts(rest, STR("[")) || end == rest.len) {
		return false;
	}
	struct str name = str_trim(str_slice(rest, 1, end));
	rest = str_from(rest, end + 1);
	uint32_t approvals = approvals_take(reading, &rest);
	if (name.len == 0) {
		fault_add(reading, line, STR("a section without a name"), "write [Name]");
	}
	section_enter(reading, name, is_optional, approvals);
	reading->first_default = (uint32_t)reading->owners->named.len;
	(void)owners_take(reading, rest);
	reading->default_count = (uint32_t)reading->owners->named.len - reading->first_default;
	return true;
}

/* ---- lines ---- */

static void entry_take(struct codeowners_reading *reading, struct str line)
{
	struct code_owners *owners = reading->owners;
	struct code_owners_entry entry = { .section = reading->section };
	struct err err;
	struct str rest = line;
	struct str written;

	(void)word_take(&rest, &written);
	entry.pattern = written;
	entry.place = place_of(reading, written);
	entry.excludes = owners->syntax == OWNER_SYNTAX_GITLAB && str_starts(written, STR("!"));
	entry.first_name = (uint32_t)owners->named.len;
	if (!owners_take(reading, rest)) {
		return;
	}
	entry.name_count = (uint32_t)owners->named.len - entry.first_name;
	if (entry.name_count == 0) {
		entry.first_name = reading->first_default;
		entry.name_count = reading->default_count;
	}
	/* What excludes stands beside what includes, never in its place. */
	uint32_t group = entry.section * 2 + entry.excludes;
	if (!owner_patterns_add(owners->patterns, str_from(written, entry.excludes), group,
			    (uint32_t)owners->entries.len, &err)) {
		fault_add(reading, str_slice(written, 0, OWNER_PATTERN_MAX),
				str_dup(reading->arena, str_of(err.text)),
				"the line does not count; write a path or a simpler pattern");
		return;
	}
	*vec_add(&owners->entries, reading->arena) = entry;
}

static void line_take(struct codeowners_reading *reading, struct str line)
{
	line = str_trim(line);
	if (line.len == 0 || line.p[0] == '#') {
		return;
	}
	bool is_section = reading->owners->syntax == OWNER_SYNTAX_GITLAB
			  && section_take(reading, line);
	if (!is_section) {
		entry_take(reading, line);
	}
}

static bool text_check(struct code_owners *owners, struct str text)
{
	bool is_utf16 = str_starts(text, STR("\xff\xfe")) || str_starts(text, STR("\xfe\xff"));

	if (text.len > CODEOWNERS_SIZE_MAX) {
		owners->problem = STR("it is larger than 3 MB, and GitHub reads no such file");
		owners->remedy = STR("let one pattern stand for many lines");
	} else if (is_utf16 || memchr(text.p, '\0', text.len)) {
		owners->problem = is_utf16 ? STR("it is UTF-16") : STR("it is no text");
		owners->remedy = STR("write it in UTF-8");
	}
	return owners->problem.len == 0;
}

enum owner_syntax codeowners_syntax(struct str path, struct str text, bool has_gitlab_pipeline)
{
	struct str line;

	if (str_starts(path, STR(".github/"))) {
		return OWNER_SYNTAX_GITHUB;
	}
	if (str_starts(path, STR(".gitlab/")) || has_gitlab_pipeline) {
		return OWNER_SYNTAX_GITLAB;
	}
	while (str_split(&text, '\n', &line)) {
		line = str_trim(line);
		if (str_starts(line, STR("[")) || str_starts(line, STR("^["))) {
			return OWNER_SYNTAX_GITLAB;
		}
	}
	return OWNER_SYNTAX_GITHUB;
}

struct code_owners *codeowners_read(
		struct arena *arena, struct str path, struct str text, enum owner_syntax syntax)
{
	struct code_owners *owners = arena_new(arena, struct code_owners);
	struct codeowners_reading reading = {
		.arena = arena,
		.owners = owners,
		.names = map_create(arena),
		.sections = map_create(arena),
	};

	owners->path = path;
	owners->syntax = syntax;
	owners->patterns = owner_patterns_create(arena, syntax);
	section_enter(&reading, STR(""), false, 1);
	if (text.len == 0 || !text_check(owners, text)) {
		return owners;
	}
	bool has_mark = str_starts(text, STR("\xef\xbb\xbf"));
	text = str_from(text, has_mark ? 3 : 0);
	while (str_split(&text, '\n', &reading.line)) {
		reading.number++;
		line_take(&reading, reading.line);
	}
	return owners;
}
