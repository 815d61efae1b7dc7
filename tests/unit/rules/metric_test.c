/* SPDX-License-Identifier: MIT */
#include "facts/metrics.h"

#include "unit/rules/world.h"

#define MODULES \
	"modules:\n" \
	"  app: { paths: [app/**] }\n" \
	"  core: { paths: [core/**] }\n" \
	"  net: { paths: [net/**] }\n" \
	"  tool: { paths: [tool/**] }\n"
#define RULE(text) MODULES "rules: [ { id: m, kind: metric, " text " } ]\n"
#define FACTS \
	"app/a.c call net_x net/n.c\n" \
	"app/a.c call net_y net/n.c\n" \
	"app/a.c call core_x core/c.c\n" \
	"net/n.c call core_x core/c.c\n" \
	"define core/c.c core_x function core/c.h\n" \
	"define core/list.h struct:list struct\n" \
	"file tool/t.c\n"

static void each_measure_follows_its_formula(void **state)
{
	struct world *world = world_create(*state, MODULES, FACTS);
	struct code_metrics metrics = code_metrics_create(*state, &world->code, ~0U);
	const double *app = metrics.modules[0].values;
	const double *core = metrics.modules[1].values;
	const double *net = metrics.modules[2].values;
	const double *tool = metrics.modules[3].values;

	assert_float_equal(app[METRIC_FAN_OUT], 2, 0);
	assert_float_equal(app[METRIC_FAN_IN], 0, 0);
	assert_float_equal(app[METRIC_INSTABILITY], 1, 0);
	assert_float_equal(net[METRIC_INSTABILITY], 0.5, 0);
	assert_float_equal(core[METRIC_INSTABILITY], 0, 0);
	assert_float_equal(tool[METRIC_INSTABILITY], 0, 0);
	/* core/c.h declares only, core/list.h gives a layout away. */
	assert_float_equal(core[METRIC_ABSTRACTNESS], 0.5, 0);
	assert_float_equal(core[METRIC_DISTANCE], 0.5, 0);
	assert_float_equal(app[METRIC_DISTANCE], 0, 0);
	assert_float_equal(app[METRIC_DEPTH], 2, 0);
	assert_float_equal(core[METRIC_DEPTH], 0, 0);
	assert_float_equal(app[METRIC_REACH], 3, 0);
	assert_float_equal(app[METRIC_PROPAGATION_COST], 0.75, 0);
	assert_float_equal(net[METRIC_UNSTABLE_USES], 0, 0);
	assert_int_equal(metrics.ccd, 3 + 1 + 2 + 1);
	assert_float_equal(metrics.propagation_cost, 7.0 / 16, 1e-9);
}

static void using_the_less_stable_is_counted(void **state)
{
	struct world *world = world_create(*state, MODULES,
			"app/a.c call core_x core/c.c\n"
			"net/n.c call core_x core/c.c\n"
			"core/c.c call tool_x tool/t.c\n"
			"tool/t.c call app_x app/a.c\n");
	struct code_metrics metrics = code_metrics_create(*state, &world->code, ~0U);
	assert_float_equal(metrics.modules[1].values[METRIC_UNSTABLE_USES], 1, 0);
	assert_float_equal(metrics.modules[0].values[METRIC_UNSTABLE_USES], 0, 0);
}

static void more_than_the_limit_is_found(void **state)
{
	assert_str(world_findings(*state, RULE("metric: fan_out, max: 1"), FACTS),
			"lintel.yaml:3 warning[m]: fan_out of app is 2, more than 1\n");
	assert_str(world_findings(*state, RULE("metric: fan_out, max: 2"), FACTS), "");
	assert_str(world_findings(*state, RULE("metric: fan_out, max: 1, of: [not:app]"), FACTS),
			"");
}

static void less_than_the_limit_is_found(void **state)
{
	assert_str(world_findings(*state, RULE("metric: fan_in, min: 1, of: [app, core]"), FACTS),
			"lintel.yaml:3 warning[m]: fan_in of app is 0, less than 1\n");
}

static void what_was_there_before_may_stay_but_not_grow(void **state)
{
	assert_str(world_findings(*state,
				   RULE("metric: fan_out, max: 0, baseline: { app: 2, net: 1 }"),
				   FACTS),
			"");
	assert_str(world_findings(*state, RULE("metric: fan_out, max: 0, baseline: { app: 1 }"),
				   FACTS),
			"lintel.yaml:3 warning[m]: fan_out of app is 2, more than 1\n"
			"lintel.yaml:5 warning[m]: fan_out of net is 1, more than 0\n");
}

static void a_limit_is_needed_and_names_must_be_known(void **state)
{
	assert_str(world_problems(*state, RULE("metric: fan_out"), FACTS),
			"lintel.yaml:7:10+0: rule 'm' has neither 'max' nor 'min' | a metric needs a "
			"limit, for example: max: 7\n");
	assert_str(world_problems(*state,
				   RULE("metric: depth, max: 1, baseline: { ap: x, net: y }"),
				   FACTS),
			"lintel.yaml:7:68+2: unknown module 'ap' in 'baseline' | 'baseline' maps names "
			"of modules to values\n"
			"lintel.yaml:7:80+1: 'baseline' of module 'net' is no number | write a number\n");
}

static void what_needs_symbols_says_so_without_them(void **state)
{
	struct world *world =
			world_create(*state, RULE("metric: distance, max: 1"), FACTS "text-only\n");
	world_check(world);
	assert_str(world->rules[1].not_judged,
			"it needs the compiler, and no compile database was read");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(each_measure_follows_its_formula),
		claim(using_the_less_stable_is_counted),
		claim(more_than_the_limit_is_found),
		claim(less_than_the_limit_is_found),
		claim(what_was_there_before_may_stay_but_not_grow),
		claim(a_limit_is_needed_and_names_must_be_known),
		claim(what_needs_symbols_says_so_without_them),
	};
	return claims_run("rules/metric", tests);
}
