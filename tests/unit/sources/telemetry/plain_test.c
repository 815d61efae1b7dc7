/* SPDX-License-Identifier: MIT */
#include "unit/sources/telemetry/reading.h"

#define yaml(text, expected) assert_found(*state, plain_yaml_read, text, expected)
#define json(text, expected) assert_found(*state, plain_json_read, text, expected)
#define yaml_refused(text, expected) assert_refused(*state, plain_yaml_read, text, expected)
#define json_refused(text, expected) assert_refused(*state, plain_json_read, text, expected)
#define AT \
	"snapshot: { collected_at: 2026-11-21T04:00:00Z, window: 28d, source: \"prometheus eu-1\" }\n"

static void measures_are_of_when_they_were_collected(void **state)
{
	yaml(AT "measures:\n"
		"  - { id: latency.web.p99, value: 412, unit: ms, samples: 999353, type: quantile }\n"
		"  - { id: cost, value: 2.1e-6, unit: USD/request, labels: { zone: eu, a: b } }\n"
		"  - { id: cost, value: 3, at: 2026-11-20T04:00:00Z }\n",
			"untyped cost 1795147200000=3\n"
			"untyped cost{a=\"b\",zone=\"eu\"} (USD/request) 1795233600000=0.0000021\n"
			"quantile {\"latency.web.p99\"} (ms) 1795233600000=412 of 999353\n");
	yaml("measures: [ { id: m, value: 1 } ]\n", "untyped m 1=1\n");
}

static void json_says_the_same(void **state)
{
	json("{\"measures\":[{\"id\":\"m\",\"value\":1.5,\"labels\":{\"x\":\"y\"}},\n"
	     " {\"id\":\"n\",\"value\":\"-Infinity\"},{\"id\":\"o\",\"value\":\"NaN\"}],\n"
	     " \"snapshot\":{\"collected_at\":\"2026-11-21T04:00:00Z\"}}",
			"untyped m{x=\"y\"} 1795233600000=1.5\n"
			"untyped n 1795233600000=-Inf\n"
			"untyped o 1795233600000=NaN\n");
	json("{\"measures\":[]}", "");
}

static void good_and_bad_of_a_total_are_ratios(void **state)
{
	yaml(AT "measures:\n"
		"- { id: a, good: 3, total: 4, unit: request }\n"
		"- { id: b, bad: 1, total: 4 }\n"
		"- { id: c, good: 0, total: 0 }\n",
			"ratio a (ratio) 1795233600000=0.75 of 4\n"
			"ratio b (ratio) 1795233600000=0.75 of 4\n"
			"ratio c (ratio) 1795233600000=NaN of 0\n");
	yaml_refused("measures: [ { id: a, good: 5, total: 4 } ]",
			"1:28: '5' is more than the total");
	yaml_refused("measures: [ { id: a, good: -1, total: 4 } ]", "1:28: a count is 0 or more");
	yaml_refused("measures: [ { id: a, good: 1 } ]",
			"1:13: a measure has one value | write `value`");
	yaml_refused("measures: [ { id: a, value: 1, total: 4 } ]",
			"1:13: a measure has one value");
	yaml_refused("measures: [ { id: a, good: 1, bad: 1, total: 4 } ]",
			"1:13: a measure has one value");
	yaml_refused("measures: [ { id: a } ]", "1:13: a measure has one value");
}

static void numbers_that_are_read_in_two_ways_are_refused(void **state)
{
	yaml("measures: [ { id: a, value: .nan }, { id: b, value: -.inf } ]",
			"untyped a 1=NaN\nuntyped b 1=-Inf\n");
	yaml_refused("measures: [ { id: a, value: 017 } ]", "1:29: '017' is octal to some");
	yaml_refused("measures: [ { id: a, value: 0o17 } ]", "1:29: '0o17' is no number");
	yaml_refused("measures: [ { id: a, value: 1:30 } ]", "1:29: '1:30' is no number");
	yaml_refused("measures: [ { id: a, value: no } ]", "1:29: 'no' is no number");
	yaml_refused("measures:\n- id: a\n  value: 0,412\n",
			"3:10: '0,412' is no number | the decimal point is a point");
	yaml_refused("measures: [ { id: a, value: 0,412 } ]", "1:31: '412' is no key here");
	yaml_refused("measures: [ { id: a, value: [1] } ]", "1:29: a number is due here");
}

static void a_missing_value_is_no_zero(void **state)
{
	yaml("measures: [ { id: a, value: null }, { id: b, value: ~ } ]",
			"untyped a gaps 1\nuntyped b gaps 1\n");
	json("{\"measures\":[{\"id\":\"a\",\"value\":null}]}", "untyped a gaps 1\n");
}

static void one_measure_twice_is_counted(void **state)
{
	yaml(AT "measures: [ { id: a, value: 1 }, { id: a, value: 2 } ]",
			"untyped a 1795233600000=1 repeats 1\n");
}

static void unknown_keys_are_refused_with_the_nearest(void **state)
{
	yaml_refused("measure: []\n", "1:1: this is no snapshot");
	yaml_refused("measures: []\nsnapshots: {}\n",
			"2:1: 'snapshots' is no key here | did you mean 'snapshot'?");
	yaml_refused("measures: [ { id: a, valu: 1 } ]",
			"1:22: 'valu' is no key here | did you mean 'value'?");
	yaml_refused("snapshot: { colected_at: 2026-11-21 }\nmeasures: []\n",
			"1:13: 'colected_at' is no key here | did you mean 'collected_at'?");
	json_refused("{\"snapshot\":{},\n\"mesures\":[]}",
			"2:1: 'mesures' is no key here | did you mean 'measures'?");
}

static void what_is_no_snapshot_is_refused_at_its_place(void **state)
{
	yaml_refused("", "1:1: this is no snapshot");
	yaml_refused("- 1\n", "1:1: this is no snapshot");
	yaml_refused("a: [", "1:5: ");
	yaml_refused("measures: { id: a }\n", "1:11: this is no snapshot");
	yaml_refused("measures: [ 3 ]\n", "1:13: a measure is due here");
	yaml_refused("measures: [ { value: 3 } ]\n", "1:13: a measure without an id");
	yaml_refused("snapshot: { collected_at: yesterday }\nmeasures: []\n",
			"1:27: 'yesterday' is no time");
	yaml_refused("snapshot: { window: long }\nmeasures: []\n", "1:21: 'long' is no duration");
	yaml_refused("measures: [ { id: a, value: 1, type: histogram } ]",
			"1:38: 'histogram' is no type");
	yaml_refused("measures: [ { id: a, value: 1, labels: [x] } ]", "1:40: labels are due here");
	json_refused("", "1:1: ");
	json_refused("[]", "1:1: this is no snapshot");
	json_refused("{}", "1:1: this is no snapshot");
	json_refused("{\"measures\":[{\"id\":\"a\",\"value\":1}", "1:34: ");
	json_refused("{\"measures\":[{\"id\":\"a\",\n \"value\":1},{\"id\":\"b\",\"value\":x}]}",
			"2:31: ");
	json_refused("{\"measures\":[],\"measures\":[]}", "1:16: 'measures' is repeated");
	json_refused("{\"measures\":[]} 1", "1:17: ");
	json_refused("{\"measures\":3}", "1:13: ");
	json_refused("{\"measures\":[{\"id\":\"a\",\"valu\":1}]}", "1:24: 'valu' is no key here");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(measures_are_of_when_they_were_collected),
		claim(json_says_the_same),
		claim(good_and_bad_of_a_total_are_ratios),
		claim(numbers_that_are_read_in_two_ways_are_refused),
		claim(a_missing_value_is_no_zero),
		claim(one_measure_twice_is_counted),
		claim(unknown_keys_are_refused_with_the_nearest),
		claim(what_is_no_snapshot_is_refused_at_its_place),
	};
	return claims_run("sources/telemetry/plain", tests);
}
