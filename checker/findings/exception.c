/* SPDX-License-Identifier: MIT */
#include "findings/exception.h"

#include "base/arena.h"

#define TEXT(key, is_needed, text, sample) \
	{ .name = #key, \
		.type = FIELD_TEXT, \
		.offset = offsetof(struct exception, key), \
		.is_required = (is_needed), \
		.help = (text), \
		.example = (sample) }

static const struct field fields[] = {
	TEXT(id, true, "What it is called in reports.", "EX-1"),
	TEXT(rule, true, "The id of the rule that it excepts from.", "layering"),
	TEXT(scope, true,
			"What it covers: an exact use (`SOURCE -> TARGET`, the target a symbol or a "
			"path), a path pattern, or a fingerprint (8 digits or more).",
			"src/net/conn.c -> app_notify"),
	TEXT(owner, true, "Who answers for it.", "team-net"),
	TEXT(reason, true, "Why the rule cannot hold here yet.",
			"the callback port is not released"),
	TEXT(risk, true, "What may happen meanwhile.", "net cannot be built without app"),
	TEXT(controls, true, "What keeps the risk small meanwhile.",
			"a test builds the gateway alone"),
	TEXT(created, true, "The day it was agreed on.", "2026-10-01"),
	TEXT(expires, false,
			"Its last valid day (UTC), at most 180 days after `created`; needed unless "
			"`permanent`.",
			"2027-01-31"),
	TEXT(adr, false, "The decision behind it; needed if `permanent`.", "ADR-0012"),
	TEXT(renews, false, "The id of the exception that it follows.", "EX-0"),
	{
			.name = "permanent",
			.type = FIELD_BOOL,
			.offset = offsetof(struct exception, permanent),
			.help = "It never expires; an accepted decision must say why (default false).",
			.example = "true",
	},
};

const struct table exception_table = {
	.name = "exception",
	.help = "A finding, or several, that somebody answers for until a day.",
	.fields = fields,
	.len = COUNT_OF(fields),
	.size = sizeof(struct exception),
};

static void item_read(struct exceptions *exceptions, struct arena *arena, const struct node *item)
{
	struct exception *exception = vec_add(&exceptions->list, arena);
	struct problems faults;
	problems_init(&faults, arena);
	*exception = (struct exception){ 0 };
	/* Wrong fields void this exception; they do not stop the run. */
	exception->is_void = !table_decode(&exception_table, NULL, item, exception, arena, &faults);
	exception->place = item->place;
	vec_each (const struct problem, fault, &faults.list) {
		if (!fault->is_warning) {
			*vec_add(&exception->faults, arena) = *fault;
		}
	}
}

bool exceptions_read(struct exceptions *exceptions, struct arena *arena, const struct node *root,
		struct problems *problems)
{
	bool is_sound = true;
	if (root->kind == NODE_NULL) {
		return true;
	}
	if (root->kind != NODE_LIST) {
		return problem_add(problems, root->place,
				STR("begin the file with a list: - id: EX-1"),
				"a file of exceptions is a list, but this is %s",
				node_kind_name(root));
	}
	for (size_t i = 0; i < root->len; i++) {
		const struct node *item = &root->items[i];
		if (item->kind == NODE_MAP) {
			item_read(exceptions, arena, item);
			continue;
		}
		is_sound = problem_add(problems, item->place,
				STR("write id, rule, scope, owner, reason, risk, controls, created, "
				    "expires"),
				"an exception is a map, but this is %s", node_kind_name(item));
	}
	return is_sound;
}
