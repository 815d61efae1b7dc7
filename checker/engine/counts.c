/* SPDX-License-Identifier: MIT */
#include "engine/counts.h"

#include "base/arena.h"
#include "base/map.h"
#include "engine/run.h"

struct names {
	struct str *p;
	size_t len;
	size_t cap;
};

struct counting {
	struct arena *arena;
	/* By what, rule and module: the number of the row. */
	struct map *known;
	/* Exceptions with modules that they have findings in; and by exception, all of them. */
	struct map *places;
	struct map *modules;
	VEC(struct count_row) rows;
};

static void count_add(struct counting *counting, struct str what, struct str rule,
		struct str module, struct str adr)
{
	bool is_new;
	struct str key = str_fmt(counting->arena, STR_FMT "\t" STR_FMT "\t" STR_FMT, STR_ARG(what),
			STR_ARG(rule), STR_ARG(module));
	struct map_entry *entry = map_put(counting->known, key, &is_new);
	if (is_new) {
		entry->num = counting->rows.len;
		*vec_add(&counting->rows, counting->arena) = (struct count_row){
			.what = what, .rule = rule, .module = module, .adr = adr
		};
	}
	counting->rows.p[entry->num].count++;
}

static struct str module_of(const struct code *code, struct str path)
{
	uint32_t file = code_file_find(code, path);
	uint32_t module = file == NONE ? NONE : code->files[file].module;
	return module == NONE ? STR("") : code->modules[module].name;
}

/* Notes that an exception has a finding in a module, once for each. */
static void place_add(struct counting *counting, struct str exception, struct str module)
{
	bool is_new;
	struct str key = str_fmt(
			counting->arena, STR_FMT "\t" STR_FMT, STR_ARG(exception), STR_ARG(module));
	map_put(counting->places, key, &is_new);
	if (is_new) {
		struct map_entry *entry = map_put(counting->modules, exception, &is_new);
		struct names *names =
				is_new ? arena_new(counting->arena, struct names) : entry->ptr;
		entry->ptr = names;
		*vec_add(names, counting->arena) = module;
	}
}

static void finding_count(
		struct counting *counting, const struct run *run, const struct finding *finding)
{
	static const struct str words[] = {
		[FINDING_NEW] = STR_INIT("violations"),
		[FINDING_BASELINED] = STR_INIT("baselined"),
		[FINDING_EXCEPTED] = STR_INIT("excepted"),
		/* Conditions speak of the tree as it is, whoever brought it about. */
		[FINDING_LEFT] = STR_INIT("violations"),
	};
	struct str module = module_of(run->code, finding->place.path);

	count_add(counting, words[finding->state], finding->rule, module, finding->adr);
	if (finding->exception.len) {
		place_add(counting, finding->exception, module);
	}
}

/* The decision behind an exception is its own, or that of the rule that it excepts from. */
static struct str adr_of(const struct run *run, const struct exception *exception)
{
	for (size_t i = 0; exception->adr.s.len == 0 && i < run->rule_count; i++) {
		if (str_eq(run->rules[i].id, exception->rule.s)) {
			return run->rules[i].adr;
		}
	}
	return exception->adr.s;
}

static void exception_count(
		struct counting *counting, const struct run *run, const struct exception *exception)
{
	const struct names *names = map_ptr(counting->modules, exception->id.s);
	struct count_row row = {
		.what = exception->expires_day < date_day_of(run->options.as_of)
					? STR("exceptions-expired")
					: STR("exceptions"),
		.rule = exception->rule.s,
		.adr = adr_of(run, exception),
		.count = 1,
		.id = exception->id.s,
	};
	if (exception->is_void) {
		return;
	}
	for (size_t i = 0; names && i < names->len; i++) {
		row.module = names->p[i];
		*vec_add(&counting->rows, counting->arena) = row;
	}
	if (!names) {
		*vec_add(&counting->rows, counting->arena) = row;
	}
}

/* What a rule would find that was not judged, nobody knows. */
static void unjudged_count(struct counting *counting, const struct run *run)
{
	for (size_t i = 0; i < run->rule_count; i++) {
		const struct rule *rule = &run->rules[i];
		if (rule->severity != SEVERITY_NONE && rule->not_judged.len) {
			count_add(counting, STR("not-judged"), rule->id, STR(""), rule->adr);
		}
	}
}

size_t counts_of(const struct run *run, struct count_row **rows)
{
	struct counting counting = {
		.arena = run->arena,
		.known = map_create(run->arena),
		.places = map_create(run->arena),
		.modules = map_create(run->arena),
	};

	vec_each (const struct finding, finding, &run->findings.list) {
		finding_count(&counting, run, finding);
	}
	vec_each (const struct exception, exception, &run->exceptions.list) {
		exception_count(&counting, run, exception);
	}
	unjudged_count(&counting, run);
	*rows = counting.rows.p;
	return counting.rows.len;
}
