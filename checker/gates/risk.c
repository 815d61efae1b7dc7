/* SPDX-License-Identifier: MIT */
#include "gates/risk.h"

#include "base/arena.h"
#include "base/problem.h"
#include "facts/selector.h"
#include "gates/risk_measure.h"

static const enum config_rank default_ranks[CRITICALITIES][IMPACTS] = {
	[CRITICALITY_LOW] = { RANK_LOW, RANK_LOW, RANK_ELEVATED },
	[CRITICALITY_MEDIUM] = { RANK_LOW, RANK_ELEVATED, RANK_HIGH },
	[CRITICALITY_HIGH] = { RANK_ELEVATED, RANK_HIGH, RANK_HIGH },
};

/* ---- the matrix ---- */

static const struct choice *cell(
		const struct config_matrix *config, size_t criticality, size_t impact)
{
	return &config->by_criticality[criticality].by_impact[impact];
}

/* Where any of it is written; NULL where nothing is. */
static const struct choice *written_cell(const struct config_matrix *config)
{
	for (size_t i = 0; i < (size_t)CRITICALITIES * IMPACTS; i++) {
		if (cell(config, i / IMPACTS, i % IMPACTS)->is_set) {
			return cell(config, i / IMPACTS, i % IMPACTS);
		}
	}
	return NULL;
}

static bool is_whole(const struct config_matrix *config, const struct choice *written,
		struct problems *problems)
{
	bool is_good = true;
	for (size_t c = 0; c < CRITICALITIES; c++) {
		for (size_t i = 0; i < IMPACTS; i++) {
			if (!cell(config, c, i)->is_set) {
				is_good = problem_add(problems, written->place,
						STR("a matrix has all nine ranks; without "
						    "'matrix' the default one is in force"),
						"the matrix has no rank for %s criticality with %s "
						"impact",
						criticality_words[c], impact_words[i]);
			}
		}
	}
	return is_good;
}

static bool not_below(const struct config_matrix *config, size_t c, size_t i, size_t from_c,
		size_t from_i, struct problems *problems)
{
	const struct choice *here = cell(config, c, i);
	const struct choice *before = cell(config, from_c, from_i);
	if (here->value >= before->value) {
		return true;
	}
	return problem_add(problems, here->place, STR("what is worse cannot rank lower"),
			"%s criticality with %s impact ranks %s, below %s with %s, which ranks %s",
			criticality_words[c], impact_words[i], rank_words[here->value],
			criticality_words[from_c], impact_words[from_i], rank_words[before->value]);
}

static bool is_monotone(const struct config_matrix *config, struct problems *problems)
{
	bool is_good = true;
	for (size_t c = 0; c < CRITICALITIES; c++) {
		for (size_t i = 0; i < IMPACTS; i++) {
			is_good = (i == 0 || not_below(config, c, i, c, i - 1, problems))
				  && is_good;
			is_good = (c == 0 || not_below(config, c, i, c - 1, i, problems))
				  && is_good;
		}
	}
	return is_good;
}

bool risk_matrix_read(struct risk_matrix *matrix, const struct config_matrix *config,
		struct problems *problems)
{
	const struct choice *written = written_cell(config);

	*matrix = (struct risk_matrix){ .is_default = !written };
	for (size_t i = 0; i < (size_t)CRITICALITIES * IMPACTS; i++) {
		matrix->ranks[i / IMPACTS][i % IMPACTS] =
				written ? (enum config_rank)cell(config, i / IMPACTS, i % IMPACTS)
								->value
					: default_ranks[i / IMPACTS][i % IMPACTS];
	}
	return !written || (is_whole(config, written, problems) && is_monotone(config, problems));
}

/* ---- what is protected ---- */

struct making {
	struct risks *risks;
	struct arena *arena;
	const struct risk_facts *facts;
	struct problems *problems;
};

static bool protected_add(const struct making *making, const struct config_protected *entry)
{
	const struct code *code = making->facts->code;
	const struct selector *selector = selector_compile(making->arena, entry->of.p,
			entry->of.len, FORMS_OF_MODULES, code, making->problems);
	uint32_t *modules;
	if (!selector) {
		return false;
	}
	size_t count = selector_modules(selector, code, making->arena, &modules);
	for (size_t i = 0; i < count; i++) {
		*vec_add(&making->risks->rows, making->arena) = (struct risk_row){
			.name = code->modules[modules[i]].name,
			.module = modules[i],
			.place = entry->of.len ? entry->of.p[0].place : entry->of.place,
			.reason = entry->reason.s,
			.adr = entry->adr.s,
			.criticality = (enum config_criticality)entry->criticality.value,
			.impact = (enum config_impact)entry->impact.value,
			.is_declared = entry->impact.is_set,
		};
	}
	return true;
}

static void data_item_add(const struct making *making, const struct register_entry *entry)
{
	struct str written = register_text(entry, STR("criticality"));
	enum config_criticality criticality = CRITICALITY_LOW;
	while (criticality < CRITICALITIES
			&& !str_eq(written, str_of(criticality_words[criticality]))) {
		criticality++;
	}
	/* What a record lacks is a finding of registers; unknown counts as the worst. */
	*vec_add(&making->risks->rows, making->arena) = (struct risk_row){
		.name = register_label(entry, making->arena),
		.module = register_reference(entry, STR("source_of_truth")),
		.place = entry->place,
		.criticality = criticality < CRITICALITIES ? criticality : CRITICALITY_HIGH,
		.impact = IMPACT_MINOR,
	};
}

/* ---- ranks ---- */

static enum config_rank one_up(enum config_rank rank)
{
	return rank < RANK_HIGH ? rank + 1 : RANK_HIGH;
}

static void row_rank(struct risks *risks, struct risk_row *row)
{
	const enum config_rank *ranks = risks->matrix.ranks[row->criticality];
	enum config_impact worst = row->is_measured && row->measured > row->impact ? row->measured
										   : row->impact;
	row->impact = row->is_declared ? row->impact : worst;
	row->rank = ranks[row->impact];
	row->proposed = ranks[worst];
	if (row->overdue.len > 0) {
		row->rank = one_up(row->rank);
		row->proposed = one_up(row->proposed);
	}
}

static void modules_rank(const struct making *making)
{
	struct risks *risks = making->risks;
	size_t count = making->facts->code->module_count;

	risks->by_module = arena_new_array(making->arena, uint32_t, count + 1);
	for (size_t i = 0; i < count; i++) {
		risks->by_module[i] = NONE;
	}
	for (uint32_t r = 0; r < risks->rows.len; r++) {
		const struct risk_row *row = &risks->rows.p[r];
		uint32_t *best = row->module < count ? &risks->by_module[row->module] : NULL;
		if (best && (*best == NONE || row->rank > risks->rows.p[*best].rank)) {
			*best = r;
		}
	}
}

static bool settings_read(const struct making *making)
{
	const struct config_risk *config = &making->facts->config->risk;
	struct str window = config->window.s.len ? config->window.s : STR(RISK_WINDOW);
	bool is_good = risk_matrix_read(&making->risks->matrix, &config->matrix, making->problems);

	if (!duration_read(&making->risks->window, window)) {
		is_good = problem_add(making->problems, config->window.place,
				STR("write a duration, for example 180d"),
				"'" STR_FMT "' is no duration", STR_ARG(window));
	}
	making->risks->repeats = config->repeats.is_set ? config->repeats.value : RISK_REPEATS;
	if (making->risks->repeats < 2) {
		is_good = problem_add(making->problems, config->repeats.place,
				STR("write 2 or more"), "one incident is no repetition");
	}
	return is_good;
}

bool risks_make(struct risks *risks, struct arena *arena, const struct risk_facts *facts,
		struct problems *problems)
{
	const struct making making = { risks, arena, facts, problems };
	const struct config_protected *entries = facts->config->risk.protect.p;

	*risks = (struct risks){ .has_incidents = false };
	bool is_good = settings_read(&making);
	for (size_t i = 0; i < facts->config->risk.protect.len; i++) {
		is_good = protected_add(&making, &entries[i]) && is_good;
	}
	if (facts->registers) {
		risks->has_incidents = register_of_kind(facts->registers, STR("incident")).len > 0;
		struct register_range items = register_of_kind(facts->registers, STR("data-item"));
		for (size_t i = 0; i < items.len; i++) {
			data_item_add(&making, &items.p[i]);
		}
	}
	vec_each (struct risk_row, row, &risks->rows) {
		risk_measure(risks, row, arena, facts);
		row_rank(risks, row);
	}
	modules_rank(&making);
	return is_good;
}

const struct risk_row *risk_of_module(const struct risks *risks, uint32_t module)
{
	uint32_t row = risks->by_module[module];
	return row == NONE ? NULL : &risks->rows.p[row];
}
