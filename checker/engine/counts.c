/* SPDX-License-Identifier: MIT */
#include "engine/counts.h"

#include "base/arena.h"
#include "base/map.h"
#include "engine/run.h"

struct counting {
	struct arena *arena;
	/* By what, rule and module: the number of the row. */
	struct map *known;
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

static void finding_count(
		struct counting *counting, const struct run *run, const struct finding *finding)
{
	static const struct str words[] = {
		[FINDING_NEW] = STR_INIT("violations"),
		[FINDING_BASELINED] = STR_INIT("baselined"),
		[FINDING_EXCEPTED] = STR_INIT("excepted"),
	};
	struct str module = module_of(run->code, finding->place.path);

	count_add(counting, words[finding->state], finding->rule, module, finding->adr);
	/* What is in the baseline does not hold either. */
	if (finding->state == FINDING_BASELINED) {
		count_add(counting, words[FINDING_NEW], finding->rule, module, finding->adr);
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

size_t counts_of(const struct run *run, struct count_row **rows)
{
	struct counting counting = { .arena = run->arena, .known = map_create(run->arena) };
	date_day today = date_day_of(run->options.as_of);

	vec_each (const struct finding, finding, &run->findings.list) {
		finding_count(&counting, run, finding);
	}
	vec_each (const struct exception, exception, &run->exceptions.list) {
		if (!exception->is_void) {
			bool has_ended = exception->expires_day < today;
			count_add(&counting,
					has_ended ? STR("exceptions-expired") : STR("exceptions"),
					exception->rule.s, STR(""), adr_of(run, exception));
		}
	}
	*rows = counting.rows.p;
	return counting.rows.len;
}
