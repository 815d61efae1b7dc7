/* SPDX-License-Identifier: MIT */
/*
 * What the rule kind co-change says.  It names commits by id and day, and never
 * who made them or what was written of them.
 */
#include "rules/co_change.h"

#include "base/arena.h"
#include "rules/words.h"

/* Shared commits that are named. */
#define LATEST_MAX 3
#define ID_SHOWN 10

/* "since 2025-11-21", "in all of the history" */
static struct str since_text(const struct co_change *own, struct arena *arena)
{
	char day[DATE_DAY_SIZE];

	if (own->window.since == MOMENT_EVER) {
		return STR("in all of the history");
	}
	date_write_day(date_day_of(own->window.since / MOMENT_SECOND), day);
	return str_fmt(arena, "since %s", day);
}

/* "the latest 1a2b3c4d5e of 2026-11-02, …": never whose, and not what anybody wrote of it. */
static struct str latest_text(const struct co_change *own, const struct cochange_pair *pair)
{
	const struct history *history = own->facts->history;
	struct arena *arena = own->findings->arena;
	uint32_t commits[LATEST_MAX];
	size_t len = cochange_shared(&own->counted, pair, commits, LATEST_MAX);
	struct str text = STR("the latest");

	for (size_t i = 0; i < len; i++) {
		char day[DATE_DAY_SIZE];
		struct str id = history_commit_id(history, commits[i], own->scratch);
		date_write_day(date_day_of(history->commits[commits[i]].at / MOMENT_SECOND), day);
		text = str_fmt(arena, STR_FMT "%s " STR_FMT " of %s", STR_ARG(text), i ? "," : "",
				STR_ARG(str_slice(id, 0, ID_SHOWN)), day);
	}
	return text;
}

/* ", and neither net nor core uses the other" */
static struct str nothing_text(const struct co_change *own, struct str a, struct str b)
{
	struct arena *arena = own->findings->arena;

	switch ((enum co_change_unless)own->keys->unless.value) {
	case UNLESS_MODULE:
		return str_fmt(arena, ", and neither " STR_FMT " nor " STR_FMT " uses the other",
				STR_ARG(a), STR_ARG(b));
	case UNLESS_FILE:
		return STR(", and neither uses the other");
	case UNLESS_NEVER:
		break;
	}
	return STR("");
}

static struct str hint_text(
		const struct co_change *own, uint32_t a, uint32_t b, const struct pair_group *group)
{
	const struct code *code = own->facts->code;
	struct arena *arena = own->findings->arena;
	uint32_t others;
	uint32_t header = coupling_header(&own->coupling, a, b, &others);
	struct str text = STR("");

	if (header != NONE) {
		text = str_fmt(arena, "both use " STR_FMT, STR_ARG(code->files[header].path));
	}
	if (header != NONE && others > 0) {
		text = str_fmt(arena, STR_FMT " and %u other %s", STR_ARG(text), others,
				others == 1 ? "header" : "headers");
	}
	size_t left = group->is_told ? 0 : group->count - group->shown;
	if (left > 0) {
		text = str_fmt(arena, STR_FMT "%s%s of the two modules %s coupled, too",
				STR_ARG(text), text.len ? "; " : "",
				counted(arena, left, "other pair of files", "other pairs of files")
						.p,
				left == 1 ? "is" : "are");
	}
	return text;
}

struct finding_parts {
	const struct cochange_pair *pair;
	/* What the two are called, and their modules. */
	struct str names[2];
	struct str modules[2];
	uint32_t module_numbers[2];
	struct place places[2];
};

/* To list a module where nothing is listed yet would forbid all others. */
static struct str remedy_text(const struct co_change *own, const struct finding_parts *parts)
{
	struct str remedy = STR("find what the two share: give it one home that both may use, or "
				"move them into one module");
	bool is_by_module = own->keys->unless.value == UNLESS_MODULE;

	for (unsigned i = 0; is_by_module && i < 2; i++) {
		if (own->coupling.declarations[parts->module_numbers[i]]) {
			return str_fmt(own->findings->arena,
					STR_FMT "; if it is meant, list " STR_FMT
						" in 'uses' of " STR_FMT,
					STR_ARG(remedy), STR_ARG(parts->modules[!i]),
					STR_ARG(parts->modules[i]));
		}
	}
	return remedy;
}

static struct finding *report(const struct co_change *own, const struct finding_parts *parts)
{
	struct arena *arena = own->findings->arena;
	const struct cochange_pair *pair = parts->pair;
	uint32_t revisions[2] = { own->counted.revisions[pair->a],
		own->counted.revisions[pair->b] };
	/* It stands where there was most to do, which is where people look. */
	unsigned first = revisions[1] > revisions[0];
	struct finding *finding = rule_finding_at(own->rule, STR("co-change"), parts->names[0],
			parts->names[1], parts->places[first], own->findings);

	finding->class = CLASS_DATA;
	finding->message = str_fmt(arena,
			STR_FMT " (%u commits) and " STR_FMT
				" (%u) changed together in %u (%.3g %%) " STR_FMT STR_FMT,
			STR_ARG(parts->names[0]), revisions[0], STR_ARG(parts->names[1]),
			revisions[1], pair->shared, pair->degree, STR_ARG(since_text(own, arena)),
			STR_ARG(nothing_text(own, parts->modules[0], parts->modules[1])));
	finding->label = str_fmt(arena, "changed in %u commits", revisions[first]);
	finding->evidence = arena_new_array(arena, struct evidence, 2);
	finding->evidence_len = 2;
	finding->evidence[0] = (struct evidence){ parts->places[first], finding->label };
	finding->evidence[1] = (struct evidence){
		.place = parts->places[!first],
		.text = str_fmt(arena, "changed in %u, in %u of them with the other: " STR_FMT,
				revisions[!first], pair->shared, STR_ARG(latest_text(own, pair))),
	};
	finding->remedy = remedy_text(own, parts);
	return finding;
}

void co_change_report_files(const struct co_change *own, const struct cochange_pair *pair,
		const struct pair_group *group)
{
	const struct code *code = own->facts->code;
	const uint32_t files[2] = { pair->a, pair->b };
	struct finding_parts parts = { .pair = pair };

	for (size_t i = 0; i < 2; i++) {
		const struct code_file *file = &code->files[files[i]];
		parts.names[i] = file->path;
		parts.modules[i] = code->modules[file->module].name;
		parts.module_numbers[i] = file->module;
		parts.places[i] = (struct place){ .path = file->path, .line = 1, .column = 1 };
	}
	report(own, &parts)->also = hint_text(own, pair->a, pair->b, group);
}

void co_change_report_modules(const struct co_change *own, const struct cochange_pair *pair)
{
	const struct code_module *modules = own->facts->code->modules;
	const struct finding_parts parts = {
		.pair = pair,
		.names = { modules[pair->a].name, modules[pair->b].name },
		.modules = { modules[pair->a].name, modules[pair->b].name },
		.module_numbers = { pair->a, pair->b },
		.places = { modules[pair->a].place, modules[pair->b].place },
	};
	report(own, &parts);
}

void co_change_report_unknown(const struct co_change *own, const char *why)
{
	struct finding *finding = rule_finding_at(own->rule, STR("co-change"), STR(""),
			STR("too many"), own->rule->place, own->findings);

	finding->class = CLASS_DATA;
	finding->is_unknown = true;
	finding->message = str_fmt(
			own->findings->arena, "what changes together was not judged: %s", why);
	finding->label = STR("its thresholds let too many pairs through");
	finding->remedy = STR("raise min_shared or min_degree, or shorten the window");
}
