/* SPDX-License-Identifier: MIT */
#include "unit/sources/telemetry/reading.h"

#define reads(text, expected) assert_found(*state, otlp_read, text, expected)
#define refuses(text, expected) assert_refused(*state, otlp_read, text, expected)

/* A line with one metric. */
#define LINE(metric) "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[" metric "]}]}]}\n"
/* 2026-11-21T07:00:00Z and each minute after it. */
#define T0 "\"timeUnixNano\":\"1795244400000000000\""
#define T1 "\"timeUnixNano\":\"1795244460000000000\""
#define T2 "\"timeUnixNano\":\"1795244520000000000\""
#define S0 "\"startTimeUnixNano\":\"1795244400000000000\""
#define S1 "\"startTimeUnixNano\":\"1795244460000000000\""

static void numbers_are_read(void **state)
{
	reads(LINE("{\"name\":\"queue\",\"unit\":\"{job}\",\"gauge\":{\"dataPoints\":["
		   "{\"asInt\":\"-7\"," T0 "},{\"asDouble\":2.5," T1 "},{\"asInt\":3,"
		   "\"timeUnixNano\":1795244520000000000}]}}"),
			"gauge queue ({job}) 1795244400000=-7 1795244460000=2.5 1795244520000=3\n");
	reads(LINE("{\"name\":\"a\",\"gauge\":{\"dataPoints\":[{\"asDouble\":\"NaN\"," T0
		   "},{\"asDouble\":\"Infinity\"," T1 "},{\"asDouble\":\"-Infinity\"," T2 "}]}}"),
			"gauge a 1795244400000=NaN 1795244460000=+Inf 1795244520000=-Inf\n");
}

static void sums_are_counters_deltas_or_gauges(void **state)
{
#define SUM(name, rest) \
	LINE("{\"name\":\"" name "\",\"sum\":{" rest ",\"dataPoints\":[{\"asInt\":\"4\"," T0 "}]}}")
	reads(SUM("c", "\"aggregationTemporality\":2,\"isMonotonic\":true"),
			"counter c 1795244400000=4\n");
	reads(SUM("g", "\"aggregationTemporality\":2"), "gauge g 1795244400000=4\n");
	reads(SUM("d", "\"aggregationTemporality\":1,\"isMonotonic\":true"),
			"delta d 1795244400000=4\n");
	reads(SUM("u", "\"isMonotonic\":true"),
			"fault schema 1 u: its points are left out: without aggregationTemporality "
			"nobody knows what they count\n");
	reads(SUM("u", "\"aggregationTemporality\":3"),
			"fault schema 1 u: its points are left out: without aggregationTemporality "
			"nobody knows what they count\n");
	refuses(SUM("n", "\"aggregationTemporality\":\"AGGREGATION_TEMPORALITY_DELTA\""),
			"1:94: 'aggregationTemporality' must be a number");
}

static void labels_come_from_resource_scope_and_point(void **state)
{
	reads("{\"resourceMetrics\":[{\"resource\":{\"attributes\":["
	      "{\"key\":\"service.name\",\"value\":{\"stringValue\":\"web\"}},"
	      "{\"key\":\"zone\",\"value\":{\"stringValue\":\"a\"}}]},"
	      "\"scopeMetrics\":[{\"scope\":{\"name\":\"http\"},\"metrics\":[{\"name\":\"m\","
	      "\"gauge\":{\"dataPoints\":[{\"asInt\":1," T0 ",\"attributes\":["
	      "{\"key\":\"zone\",\"value\":{\"stringValue\":\"b\"}},"
	      "{\"key\":\"code\",\"value\":{\"intValue\":\"500\"}},"
	      "{\"key\":\"ok\",\"value\":{\"boolValue\":true}},"
	      "{\"key\":\"part\",\"value\":{\"doubleValue\":0.5}},"
	      "{\"key\":\"none\",\"value\":{}}]}]}}]}],\"schemaUrl\":\"x\"}],\"new\":{\"field\":1}}\n",
			"gauge m{code=\"500\",ok=\"true\",\"otel.scope.name\"=\"http\",part=\"0.5\","
			"\"service.name\"=\"web\",zone=\"b\"} 1795244400000=1\n");
	reads(LINE("{\"name\":\"m\",\"gauge\":{\"dataPoints\":[{\"asInt\":1," T0 ",\"attributes\":["
		   "{\"key\":\"a\",\"value\":{\"arrayValue\":{\"values\":[]}}}]}]}}"),
			"gauge m 1795244400000=1\n"
			"note label 1 a: this attribute is a list or a map, and so no label\n");
	refuses(LINE("{\"name\":\"m\",\"gauge\":{\"dataPoints\":[{\"asInt\":1," T0
		     ",\"attributes\":[{\"key\":\"a\"},{\"key\":\"a\"}]}]}}"),
			"1:85: attribute 'a' twice");
}

static void a_point_may_say_that_there_is_no_value(void **state)
{
	reads(LINE("{\"name\":\"m\",\"gauge\":{\"dataPoints\":[{\"asInt\":1," T0
		   "},{\"flags\":1," T1 "}]}}"),
			"gauge m 1795244400000=1 gaps 1\n");
	reads(LINE("{\"name\":\"m\",\"gauge\":{\"dataPoints\":[{" T0 "}]}}"),
			"gauge m 1795244400000=NaN\n"
			"fault schema 1 m: a point without a value counts as unknown\n");
	reads(LINE("{\"name\":\"m\",\"gauge\":{\"dataPoints\":[{\"asInt\":1},"
		   "{\"asInt\":2,\"timeUnixNano\":\"0\"}]}}"),
			"fault schema 1 m: a point without a time is left out\n"
			"fault schema 1 m: a point without a time is left out\n");
}

static void counters_that_begin_anew_are_noticed(void **state)
{
#define COUNTER(points) \
	LINE("{\"name\":\"c\",\"sum\":{\"aggregationTemporality\":2,\"isMonotonic\":true," \
	     "\"dataPoints\":[" points "]}}")
	reads(COUNTER("{\"asInt\":5," S0 "," T1 "},{\"asInt\":6," S1 "," T2 "}"),
			"counter c 1795244460000=5 1795244520000=6\n"
			"note reset 1 c: it began anew and is not smaller than before, so its "
			"increase is larger than it looks\n");
	reads(COUNTER("{\"asInt\":5," S0 "," T1 "},{\"asInt\":4," S1 "," T2 "}"),
			"counter c 1795244460000=5 1795244520000=4\n");
	reads(COUNTER("{\"asInt\":-5," T1 "}"),
			"counter c 1795244460000=NaN\nfault schema 1 c: a counter is negative or NaN\n");
}

#define HISTOGRAM(temporality, points) \
	LINE("{\"name\":\"w\",\"unit\":\"s\",\"histogram\":{\"aggregationTemporality\":" temporality \
	     ",\"dataPoints\":[" points "]}}")

static void buckets_are_summed_up(void **state)
{
	reads(HISTOGRAM("2", "{\"count\":\"6\",\"sum\":4.5,\"bucketCounts\":[\"1\",\"2\",3],"
			     "\"explicitBounds\":[0.1,1]," T0 "}"),
			"histogram w (s) 1795244400000=6 [0.1:1 1:3 +Inf:6] sum 4.5\n");
	reads(HISTOGRAM("2", "{\"count\":\"6\"," T0 "}"),
			"histogram w (s) 1795244400000=6 [+Inf:6]\n");
}

static void intervals_are_summed_up_in_the_order_of_time(void **state)
{
	reads(HISTOGRAM("1", "{\"count\":2,\"sum\":2,\"bucketCounts\":[1,1],\"explicitBounds\":[1]," S1
			     "," T2 "}") HISTOGRAM("1",
			      "{\"count\":3,\"sum\":1,\"bucketCounts\":[3,0],\"explicitBounds\":[1]," S0
			      "," T1 "}"),
			"histogram w (s) 1795244400001=0 [1:0 +Inf:0] sum 0 1795244460000=3 [1:3 "
			"+Inf:3] sum 1 1795244520000=5 [1:4 +Inf:5] sum 3\n");
	reads(HISTOGRAM("1", "{\"count\":1,\"bucketCounts\":[1],\"explicitBounds\":[]," T0 "},"
			     "{\"count\":1,\"bucketCounts\":[1],\"explicitBounds\":[]," S1 "," T2
			     "}"),
			"histogram w (s) 1795244400000=1 [+Inf:1] 1795244520000=2 [+Inf:2]\n"
			"fault gap 0 w: 1 is missing between the intervals that were counted\n");
}

static void histograms_that_make_no_sense_are_gaps(void **state)
{
#define WRONG "fault schema 1 w: this histogram cannot be used: "
	reads(HISTOGRAM("2", "{\"count\":2,\"bucketCounts\":[1,1],\"explicitBounds\":[]," T0 "}"),
			"histogram w (s) gaps 1\n" WRONG "it has not one count more than bounds\n");
	reads(HISTOGRAM("2", "{\"count\":3,\"bucketCounts\":[1,1],\"explicitBounds\":[1]," T0 "}"),
			"histogram w (s) gaps 1\n" WRONG "its buckets and its count differ\n");
	reads(HISTOGRAM("2", "{\"count\":3,\"bucketCounts\":[1,1,1],\"explicitBounds\":[1,1]," T0
			     "}"),
			"histogram w (s) gaps 1\n" WRONG "its bounds do not ascend\n");
	reads(HISTOGRAM("2", "{\"count\":0,\"bucketCounts\":[1,-1],\"explicitBounds\":[1]," T0 "}"),
			"histogram w (s) gaps 1\n" WRONG "a count is negative or NaN\n");
	reads(HISTOGRAM("2", "{\"flags\":1," T0 "}"), "histogram w (s) gaps 1\n");
}

#define EXPONENTIAL(temporality, points) \
	LINE("{\"name\":\"e\",\"exponentialHistogram\":{\"aggregationTemporality\":" temporality \
	     ",\"dataPoints\":[" points "]}}")

static void exponential_buckets_get_bounds(void **state)
{
	/* Base 2: (1,2] has 1, (2,4] has 2, [-2,-1) has 3, 4 are around 0. */
	reads(EXPONENTIAL("2", "{\"count\":10,\"sum\":1,\"scale\":0,\"zeroCount\":4,"
			       "\"positive\":{\"offset\":0,\"bucketCounts\":[1,2]},"
			       "\"negative\":{\"bucketCounts\":[\"3\"]}," T0 "}"),
			"histogram e 1795244400000=10 [-1:3 0:7 2:8 4:10 +Inf:10] sum 1\n");
	reads(EXPONENTIAL("2", "{\"count\":0," T0 "}"),
			"histogram e 1795244400000=0 [0:0 +Inf:0]\n");
}

static void exponential_buckets_of_all_points_share_their_bounds(void **state)
{
	/* Scale 1 has the base 2^0.5: its numbers 2 and 3 are (2,4] of scale 0. */
	reads(EXPONENTIAL("2", "{\"count\":3,\"scale\":1,"
			       "\"positive\":{\"offset\":2,\"bucketCounts\":[1,2]}," T0 "},"
			       "{\"count\":5,\"scale\":0,\"zeroCount\":1,\"zeroThreshold\":0.25,"
			       "\"positive\":{\"offset\":1,\"bucketCounts\":[3,1]}," T1 "}"),
			"histogram e 1795244400000=3 [0.25:0 4:3 8:3 +Inf:3] 1795244460000=5 [0.25:1 "
			"4:4 8:5 +Inf:5]\n");
	reads(EXPONENTIAL("1",
			      "{\"count\":1,\"sum\":3,\"positive\":{\"offset\":1,\"bucketCounts\":[1]}," S1
			      "," T2 "},"
			      "{\"count\":1,\"sum\":3,\"positive\":{\"offset\":1,\"bucketCounts\":[1]}," S0
			      "," T1 "}"),
			"histogram e 1795244400001=0 [0:0 4:0 +Inf:0] sum 0 1795244460000=1 [0:0 4:1 "
			"+Inf:1] sum 3 1795244520000=2 [0:0 4:2 +Inf:2] sum 6\n");
}

/* A range that no number of bounds covers is made coarser until one does. */
static void exponential_buckets_have_limits(void **state)
{
	struct str found = reading_str(*state, otlp_read,
			STR(EXPONENTIAL("2",
					"{\"count\":2,\"scale\":20,"
					"\"positive\":{\"offset\":-2000000000,\"bucketCounts\":[1]}," T0
					"},{\"count\":2,\"scale\":20,\"positive\":{\"offset\":2000000000,"
					"\"bucketCounts\":[1,1]}," T1 "}")));
	assert_true(str_contains(found, STR("fault schema 1 e: this histogram cannot be used: its "
					    "buckets and its count differ\n")));
	assert_true(str_contains(found, STR(" 1795244460000=2 [")));
	reads(EXPONENTIAL("2", "{\"count\":1,\"scale\":21,\"zeroCount\":1," T0 "}"),
			"histogram e gaps 1\nfault schema 1 e: this histogram cannot be used: its "
			"scale is not from -10 to 20\n");
	reads(EXPONENTIAL("2", "{\"count\":1,\"zeroThreshold\":-1,\"zeroCount\":1," T0 "}"),
			"histogram e gaps 1\nfault schema 1 e: this histogram cannot be used: its "
			"zero threshold is no bound\n");
	refuses(EXPONENTIAL("2", "{\"count\":1,\"scale\":0.5," T0 "}"),
			"1:146: 'scale' must be a whole number");
}

static void one_series_has_one_kind(void **state)
{
	reads(HISTOGRAM("1", "{\"count\":1,\"bucketCounts\":[1],\"explicitBounds\":[]," T0 "}") LINE(
			      "{\"name\":\"w\",\"unit\":\"s\",\"exponentialHistogram\":{"
			      "\"aggregationTemporality\":1,\"dataPoints\":[{\"count\":1,\"zeroCount\":1," T1
			      "}]}}"),
			"histogram w (s) 1795244400000=1 [+Inf:1] gaps 1\n"
			"fault schema 0 w: 1 point is of another kind than those before\n");
}

static void summaries_are_quantiles(void **state)
{
	reads(LINE("{\"name\":\"s\",\"summary\":{\"dataPoints\":[{\"count\":\"3\",\"sum\":1.5," T0
		   ",\"quantileValues\":[{\"quantile\":0.5,\"value\":0.4},{\"quantile\":0.99,"
		   "\"value\":\"NaN\"}]}]}}"),
			"quantile s{quantile=\"0.5\"} 1795244400000=0.4\n"
			"quantile s{quantile=\"0.99\"} 1795244400000=NaN\n"
			"counter s_count 1795244400000=3\n"
			"counter s_sum 1795244400000=1.5\n");
}

static void lines_are_messages(void **state)
{
	reads("", "");
	reads("\n{}\n  \n{\"resourceMetrics\":null}", "");
	refuses("[]\n", "1:1: this line is no OTLP message of metrics");
	refuses("{\"resourceSpans\":[]}\n", "1:1: this line is no OTLP message of metrics");
	refuses("{\n\"resourceMetrics\":[]}\n",
			"1:2: the line ends within its message | a message is one line");
	refuses("{}\n{\"resourceMetrics\":[{\"scopeMetr",
			"2:22: the file ends within a message: this string has no end | it was cut off");
	refuses("{\"resourceMetrics\":{}}\n", "1:20: 'resourceMetrics' must be a list, not a map");
	refuses("{\"resourceMetrics\":[1]}\n", "1:21: 'resourceMetrics' must be a list of maps");
	refuses(LINE("{\"gauge\":{}}"), "1:50: a metric without a name");
	refuses(LINE("{\"name\":5}"), "1:58: 'name' must be text, not");
	refuses(LINE("{\"name\":\"a\",\"gauge\":[]}"), "1:70: 'gauge' must be a map, not a list");
	refuses(LINE("{\"name\":\"a\",\"gauge\":{\"dataPoints\":[{\"timeUnixNano\":\"x\"}]}}"),
			"1:101: 'timeUnixNano' must be a whole number, 0 or more");
	refuses(LINE("{\"name\":\"a\",\"gauge\":{\"dataPoints\":[{\"asDouble\":\"1,5\"}]}}"),
			"1:97: 'asDouble' must be a number");
	refuses(LINE("{\"name\":\"a\",\"gauge\":{\"dataPoints\":[{\"asDouble\":1,\"asDouble\":2}]}}"),
			"1:99:");
	reads(LINE("{\"name\":\"a\",\"later\":{}}"),
			"fault schema 1 a: it has no data of a kind that is known\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(numbers_are_read),
		claim(sums_are_counters_deltas_or_gauges),
		claim(labels_come_from_resource_scope_and_point),
		claim(a_point_may_say_that_there_is_no_value),
		claim(counters_that_begin_anew_are_noticed),
		claim(buckets_are_summed_up),
		claim(intervals_are_summed_up_in_the_order_of_time),
		claim(histograms_that_make_no_sense_are_gaps),
		claim(exponential_buckets_get_bounds),
		claim(exponential_buckets_of_all_points_share_their_bounds),
		claim(exponential_buckets_have_limits),
		claim(one_series_has_one_kind),
		claim(summaries_are_quantiles),
		claim(lines_are_messages),
	};
	return claims_run("sources/telemetry/otlp", tests);
}
