/* SPDX-License-Identifier: MIT */
/*
 * Records of registers as plain data: contracts, risks, incidents, approvals,
 * fragments of the roadmap, and whatever kinds a repository declares itself.
 *
 * A kind says which fields its records have and what must hold of them; it is
 * data (rules/registers/, or a file of the repository).  registers/ reads both,
 * resolves references and computes what is derived; then nothing changes any
 * more, and conditions, pillars, gates and the roadmap read.
 */
#ifndef LINTEL_FACTS_REGISTER_H
#define LINTEL_FACTS_REGISTER_H

#include "base/calendar.h"
#include "base/date.h"
#include "base/map.h"
#include "base/place.h"
#include "base/quantity.h"
#include "base/vec.h"

struct arena;

enum value_kind {
	VALUE_TEXT,
	/* YYYY-MM-DD, or a moment of RFC 3339. */
	VALUE_DATE,
	VALUE_DURATION,
	/* A number with a unit that converts to the field's; or bare, where it has none. */
	VALUE_QUANTITY,
	VALUE_YES_NO,
	/* One of the field's words. */
	VALUE_ONE_OF,
	/* The name of something that must be there. */
	VALUE_RECORD,
	VALUE_MODULE,
	VALUE_DECISION,
	VALUE_METRIC,
	/* Who answers: the owner of a module, or a record of kind `role`. */
	VALUE_OWNER,
	/* A file or folder of the repository. */
	VALUE_PATH,
	/* Selectors of code, as rules have them. */
	VALUE_SELECTOR,
	/* A condition; what its field says about it is judged. */
	VALUE_CONDITION,
	/* Fields of its own, one level deep. */
	VALUE_GROUP,
};

/* "text", "date", …, NULL: indexed by enum value_kind. */
extern const char *const value_kind_words[];

/* What must be so of a VALUE_CONDITION. */
enum value_judged {
	JUDGED_NOT,
	/* It states what must hold: false is a finding. */
	JUDGED_OBJECTIVE,
	/* It states what must not be: true is a finding. */
	JUDGED_BREACH,
};

struct register_kind;

/* A field as a kind declares it. */
struct field_kind {
	struct str name;
	enum value_kind value;
	bool is_list;
	/* `id`, `title` and `note`: every kind has them, behind its own. */
	bool is_common;
	bool is_required;
	/* A condition over the record under which it is required; empty if there is none. */
	struct str required_when;
	struct place required_when_place;
	/* What is missing where it is not there: shown with the finding. */
	struct str why;
	struct str help;
	/* As one would write it in YAML. */
	struct str example;
	/* Of a list: its first item. */
	struct str item_example;
	/* VALUE_QUANTITY: in its unit, or with any unit of whatever it is. */
	bool has_least;
	bool has_most;
	double least;
	double most;
	/* VALUE_QUANTITY, VALUE_DURATION */
	struct unit unit;
	/* `unit: any`: each value has the unit that it is written with. */
	bool is_any_unit;
	/* VALUE_ONE_OF */
	struct str *words;
	size_t word_count;
	/* VALUE_RECORD: the kinds it may name. */
	struct str *kinds;
	/* Where each is named. */
	struct place *kind_places;
	size_t kind_count;
	/* No record may lead back to itself along it. */
	bool is_acyclic;
	enum value_judged judged;
	/* A condition over the record under which it is judged; empty = always. */
	struct str judged_when;
	struct place judged_when_place;
	/* VALUE_GROUP: which cannot hold groups again. */
	struct field_kind *fields;
	size_t field_count;
};

enum derivation {
	/* `of`: a quantity over the record's own fields. */
	DERIVED_OF,
	/* Its own and, along references, the largest of theirs, or all of theirs. */
	DERIVED_LONGEST,
	DERIVED_TOTAL,
	/* The smallest or largest of its own and of all it reaches. */
	DERIVED_LEAST,
	DERIVED_MOST,
};

/* A value that is computed for each record. */
struct field_derived {
	struct str name;
	enum derivation derivation;
	/* DERIVED_OF: a quantity; else the name of the field or derived value that is joined. */
	struct str of;
	struct place place;
	/* The reference that is followed; empty for DERIVED_OF. */
	struct str along;
	/* Without one that is known, DERIVED_OF has the unit that comes out. */
	bool has_unit;
	struct unit unit;
	struct str help;
};

/* Something that must hold of each record. */
struct register_rule {
	/* Its finding is lintel/register/KIND/ID. */
	struct str id;
	struct place place;
	/* Conditions over the record; an empty `when` is always. */
	struct str when;
	struct place when_place;
	struct str holds;
	struct place holds_place;
	/* "{field}" stands for a value. */
	struct str message;
	struct str why;
	struct str remedy;
	/* An enum severity, enum finding_class. */
	unsigned severity;
	unsigned class;
};

struct register_kind {
	/* "call-policy" */
	struct str name;
	/* "Call policy" */
	struct str title;
	/* Why one keeps such records: one sentence. */
	struct str purpose;
	/* Where it is declared: "registers/call-policy.yaml" of the program, or a file. */
	struct place place;
	bool is_shipped;
	struct field_kind *fields;
	size_t field_count;
	struct field_derived *derived;
	size_t derived_count;
	struct register_rule *rules;
	size_t rule_count;
	/* The date field that ends it; empty if it never ends. */
	struct str expires;
	struct str expires_why;
	int32_t warn_days;
	int32_t grace_days;
	/* Lists of fields that together name one record only. */
	struct str **unique;
	size_t *unique_len;
	size_t unique_count;
};

struct register_value {
	/* As written. */
	struct str text;
	struct place place;
	/* It is what its kind asks for; what is not is told, and then not among the values. */
	bool is_valid;
	/* VALUE_QUANTITY in the field's unit, VALUE_DURATION in seconds, VALUE_YES_NO 1 or 0. */
	struct quantity quantity;
	/* VALUE_DATE: its day, and the moment it is over. */
	date_day day;
	moment at;
	/* VALUE_DURATION */
	struct duration duration;
	/* VALUE_RECORD: in registers.entries; _MODULE, _DECISION, _METRIC: its number; else NONE.
	 */
	uint32_t reference;
	/* VALUE_CONDITION: its number among those that registers/ has parsed. */
	uint32_t condition;
	/* VALUE_GROUP: by field of the group. */
	struct register_field *fields;
};

struct register_field {
	/* It has a value that is valid. */
	bool is_there;
	/* Somebody wrote it, be it valid or not; `place` says where. */
	bool is_written;
	/* How many values were written that are not valid. */
	uint32_t refused;
	struct place place;
	/* Those that are valid. */
	struct register_value *values;
	size_t len;
};

/* What a derived value came to. */
struct derived_value {
	bool is_known;
	struct quantity quantity;
	/* Why it is not known, or the way it came: "checkout 200 ms + stock 150 ms". */
	struct str evidence;
};

struct register_entry {
	const struct register_kind *kind;
	struct str id;
	struct place place;
	/* By number of the field in the kind. */
	struct register_field *fields;
	struct derived_value *derived;
	/* Fields that it must have, and has: its completeness. */
	uint32_t required;
	uint32_t complete;
	/* Its expiry day is over. */
	bool is_expired;
	/* Some value of it is still what a template left there. */
	bool is_draft;
};

struct registers {
	struct arena *arena;
	/* Sorted by name. */
	VEC(const struct register_kind *) kinds;
	/* Sorted by kind, then id. */
	VEC(struct register_entry) entries;
	/* Opaque: "kind/id" to number. */
	struct map *by_name;
	/* Files read. */
	size_t files;
};

/* Some entries that stand together. */
struct register_range {
	const struct register_entry *p;
	size_t len;
};

void registers_init(struct registers *registers, struct arena *arena);
/* Sorts the kinds and entries and makes them findable. */
void registers_freeze(struct registers *registers);

const struct register_kind *register_kind_find(const struct registers *registers, struct str name);
/* All entries of a kind; none if nobody keeps it. */
struct register_range register_of_kind(const struct registers *registers, struct str kind);
/* By kind and id, or NULL. */
const struct register_entry *register_find(
		const struct registers *registers, struct str kind, struct str id);

/* The declared field of this name, or NULL; of a group "group.field". */
const struct field_kind *register_kind_field(const struct register_kind *kind, struct str name);
/* The derived value of this name, or NULL. */
const struct field_derived *register_kind_derived(
		const struct register_kind *kind, struct str name);
/* The field of an entry with its valid values, or NULL if it is not there. */
const struct register_field *register_field(const struct register_entry *entry, struct str name);
/* The same of a field of a group, in one value of the group. */
const struct register_field *register_group_field(const struct field_kind *group,
		const struct register_value *value, struct str name);
/* What the derived value of this name came to, or NULL if the kind has none of this name. */
const struct derived_value *register_derived(const struct register_entry *entry, struct str name);
/* Its first value, or an empty text, false, or NONE where there is none. */
struct str register_text(const struct register_entry *entry, struct str name);
bool register_quantity(
		const struct register_entry *entry, struct str name, struct quantity *quantity);
bool register_day(const struct register_entry *entry, struct str name, date_day *day);
bool register_moment(const struct register_entry *entry, struct str name, moment *at);
uint32_t register_reference(const struct register_entry *entry, struct str name);
/* Whether one of its values is this text. */
bool register_has(const struct register_entry *entry, struct str name, struct str text);
/* "contract orders-v2" */
struct str register_label(const struct register_entry *entry, struct arena *arena);

#endif
