/* SPDX-License-Identifier: MIT */
/*
 * metric: a measure of modules against a limit, or against what it was when
 * the limit came.
 */
#include "facts/metrics.h"

#include "base/arena.h"
#include "base/problem.h"
#include "config/value.h"
#include "facts/selector.h"
#include "rules/kinds.h"
#include "rules/rule.h"

struct metric_keys {
	struct choice metric;
	struct text_list of;
	struct real max;
	struct real min;
	const struct node *baseline;
	const struct selector *modules;
	/* For each module whether `baseline` names it, and with which value. */
	double *known;
	uint8_t *has_known;
};

/* clang-format off */

static const struct field metric_fields[] = {
	{ .name = "metric", .type = FIELD_CHOICE, .offset = offsetof(struct metric_keys, metric),
	  .is_required = true, .words = metric_words,
	  .help = "What is measured of each module; docs/metrics.md has the formulas.",
	  .example = "fan_out" },
	{ .name = "of", .type = FIELD_SELECTORS, .offset = offsetof(struct metric_keys, of),
	  .help = "The modules that are judged; all are counted. Default: all.",
	  .example = "[\"not:app\"]" },
	{ .name = "max", .type = FIELD_REAL, .offset = offsetof(struct metric_keys, max),
	  .help = "No module may have more.",
	  .example = "7" },
	{ .name = "min", .type = FIELD_REAL, .offset = offsetof(struct metric_keys, min),
	  .help = "No module may have less.",
	  .example = "0.2" },
	{ .name = "baseline", .type = FIELD_NODE,
	  .offset = offsetof(struct metric_keys, baseline),
	  .help = "Modules that were beyond the limit when it came, each with its value then: it "
		  "may not get worse.",
	  .example = "{ net: 14, core: 9 }" },
};

/* clang-format on */

static const struct table metric_table = {
	.name = "rule",
	.help = "A measure of modules against a limit.",
	.fields = metric_fields,
	.len = COUNT_OF(metric_fields),
	.size = sizeof(struct metric_keys),
};

static bool known_read(struct metric_keys *keys, const struct node *item, const struct code *code,
		struct problems *problems)
{
	uint32_t module = code_module_find(code, item->key);
	if (module == NONE) {
		return problem_add(problems, item->key_place,
				STR("'baseline' maps names of modules to values"),
				"unknown module '" STR_FMT "' in 'baseline'", STR_ARG(item->key));
	}
	if (!value_read_real(item, &keys->known[module])) {
		return problem_add(problems, item->place, STR("write a number"),
				"'baseline' of module '" STR_FMT "' is no number",
				STR_ARG(item->key));
	}
	keys->has_known[module] = 1;
	return true;
}

static bool metric_prepare(struct rule *rule, const struct code *code, struct arena *arena,
		struct problems *problems)
{
	struct metric_keys *keys = rule->keys;
	bool is_sound = true;
	if (!keys->max.is_set && !keys->min.is_set) {
		is_sound = problem_add(problems, rule->place,
				STR("a metric needs a limit, for example: max: 7"),
				"rule '" STR_FMT "' has neither 'max' nor 'min'",
				STR_ARG(rule->id));
	}
	if (metric_needs_symbols(keys->metric.value)) {
		rule->needs = NEEDS_SYMBOLS;
	}
	if (keys->of.is_set) {
		keys->modules = selector_compile(
				arena, keys->of.p, keys->of.len, FORMS_OF_MODULES, code, problems);
		rule->scope = keys->modules;
		is_sound = is_sound && keys->modules;
	}
	keys->known = arena_new_array(arena, double, code->module_count);
	keys->has_known = arena_new_array(arena, uint8_t, code->module_count);
	if (keys->baseline && keys->baseline->kind != NODE_MAP) {
		return problem_add(problems, keys->baseline->place,
				STR("for example: baseline: { net: 14 }"),
				"'baseline' is %s, not a map from modules to values",
				node_kind_name(keys->baseline));
	}
	for (size_t i = 0; keys->baseline && i < keys->baseline->len; i++) {
		is_sound &= known_read(keys, &keys->baseline->items[i], code, problems);
	}
	return is_sound;
}

/* The limit that the value is beyond, or NULL. */
static const struct real *limit_broken(
		const struct metric_keys *keys, uint32_t module, double value)
{
	/* Shares such as 1/3 are written with a few digits. */
	const double close = 0.0005;
	bool has_known = keys->has_known[module];
	double known = keys->known[module];
	if (keys->max.is_set && value > keys->max.value + close
			&& !(has_known && value <= known + close)) {
		return &keys->max;
	}
	if (keys->min.is_set && value < keys->min.value - close
			&& !(has_known && value >= known - close)) {
		return &keys->min;
	}
	return NULL;
}

static void report(const struct rule *rule, const struct code *code, uint32_t module, double value,
		const struct real *limit, struct findings *findings)
{
	const struct metric_keys *keys = rule->keys;
	struct arena *arena = findings->arena;
	const char *word = metric_words[keys->metric.value];
	bool is_max = limit == &keys->max;
	double allowed = keys->has_known[module] ? keys->known[module] : limit->value;
	struct finding *finding = rule_finding_at(rule, STR("metric"), code->modules[module].name,
			str_of(word), code->modules[module].place, findings);
	finding->message = str_fmt(arena, "%s of " STR_FMT " is %.4g, %s than %.4g", word,
			STR_ARG(code->modules[module].name), value, is_max ? "more" : "less",
			allowed);
	finding->label = keys->has_known[module]
					 ? str_fmt(arena, "it was %.4g when the limit of %.4g came",
							   allowed, limit->value)
					 : str_fmt(arena, "the limit is %.4g", allowed);
	finding->evidence = arena_new_array(arena, struct evidence, 1);
	finding->evidence_len = 1;
	finding->evidence[0] = (struct evidence){
		.place = limit->place,
		.text = str_fmt(arena, "%s %.4g, measured %.4g", is_max ? "max" : "min",
				limit->value, value),
	};
	finding->remedy = str_fmt(arena,
			"see what makes it up with: lintel matrix, lintel graph; "
			"what %s means is in docs/metrics.md",
			word);
}

static void metric_check(
		const struct rule *rule, const struct rule_facts *facts, struct findings *findings)
{
	const struct metric_keys *keys = rule->keys;
	const struct code *code = facts->code;
	struct arena *scratch = arena_create();
	struct code_metrics metrics = code_metrics_create(scratch, code, rule->by);
	for (uint32_t m = 0; m < code->module_count; m++) {
		if (keys->modules && !selector_has_module(keys->modules, m)) {
			continue;
		}
		double value = metrics.modules[m].values[keys->metric.value];
		const struct real *limit = limit_broken(keys, m, value);
		if (limit) {
			report(rule, code, m, value, limit, findings);
		}
	}
	arena_destroy(scratch);
}

const struct rule_kind rule_metric = {
	.name = "metric",
	.summary = "A measure of modules keeps within a limit.",
	.needs = NEEDS_INCLUDES | NEEDS_SYMBOLS,
	.severity = SEVERITY_WARNING,
	.keys = &metric_table,
	.prepare = metric_prepare,
	.check = metric_check,
};
