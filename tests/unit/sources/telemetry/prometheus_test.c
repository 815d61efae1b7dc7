/* SPDX-License-Identifier: MIT */
#include "unit/sources/telemetry/reading.h"

#define reads(text, expected) assert_found(*state, prometheus_read, text, expected)
#define refuses(text, expected) assert_refused(*state, prometheus_read, text, expected)

static void samples_have_the_type_of_their_family(void **state)
{
	reads("# HELP orders_total Orders taken.\n"
	      "# TYPE orders_total counter\n"
	      "orders_total{shop=\"a\",paid=\"no\"} 4 1795234800000\n"
	      "orders_total{shop=\"a\",paid=\"yes\"} 9 1795234800000\n"
	      "\n"
	      "# TYPE queue gauge\n"
	      "queue -2.5 1795234800000\n"
	      "# a remark\n"
	      "#\n"
	      "free 1e3 1795234800000\n",
			"untyped free 1795234800000=1000\n"
			"counter orders_total{paid=\"no\",shop=\"a\"} 1795234800000=4\n"
			"counter orders_total{paid=\"yes\",shop=\"a\"} 1795234800000=9\n"
			"gauge queue 1795234800000=-2.5\n");
}

static void blanks_and_a_last_comma_are_allowed(void **state)
{
	reads("  a\t{ x = \"1\" , y=\"2\", }  7   1795234800000 \n"
	      "b{}5\n"
	      "c{x=\"\"} +1\n",
			"untyped a{x=\"1\",y=\"2\"} 1795234800000=7\n"
			"untyped b 1=5\n"
			"untyped c 1=1\n");
}

static void escapes_and_quoted_names_are_read(void **state)
{
	reads("a{x=\"b\\\\s \\\"q\\\" n\\nl, }{\"} 1\n"
	      "{\"my.metric\",\"a.b\"=\"c\"} 2\n"
	      "{x=\"1\",\"other.metric\"} 3\n",
			"untyped a{x=\"b\\\\s \\\"q\\\" n\\nl, }{\"} 1=1\n"
			"untyped {\"my.metric\",\"a.b\"=\"c\"} 1=2\n"
			"untyped {\"other.metric\",x=\"1\"} 1=3\n");
}

static void lines_in_the_same_order_are_recognised(void **state)
{
	reads("a 1 1795234800000\n"
	      "a{x=\"1\"} 2 1795234800000\n"
	      "a_b 3 1795234800000\n"
	      "a 4 1795234860000\n"
	      "a{x=\"1\"} 5 1795234860000\n"
	      "a_b 6 1795234860000\n"
	      "a {x=\"1\"} 7 1795234920000\n"
	      "a  {x=\"1\"} 8 1795234980000\n"
	      "a 9 1795234980000\n",
			"untyped a 1795234800000=1 1795234860000=4 1795234980000=9\n"
			"untyped a{x=\"1\"} 1795234800000=2 1795234860000=5 1795234920000=7 "
			"1795234980000=8\n"
			"untyped a_b 1795234800000=3 1795234860000=6\n");
}

static void numbers_are_what_prometheus_takes(void **state)
{
	reads("a nan\nb +inf\nc -Infinity\nd .5\ne 5.\nf 1E-3\n",
			"untyped a 1=NaN\nuntyped b 1=+Inf\nuntyped c 1=-Inf\nuntyped d 1=0.5\n"
			"untyped e 1=5\nuntyped f 1=0.001\n");
	refuses("a 0x1p4\n", "1:3: '0x1p4' is no number");
	refuses("a 1_000\n", "1:3: '1_000' is no number");
	refuses("a 1,5\n", "1:3: '1,5' is no number");
	refuses("a +NaN\n", "1:3: '+NaN' is no number");
	refuses("a 1e999\n", "1:3: '1e999' is no number");
	refuses("a \n", "1:3: the value of the sample is missing");
	refuses("a\n", "1:2: the value of the sample is missing");
}

static void times_are_whole_milliseconds(void **state)
{
	refuses("a 1 1795234800.5\n", "1:5: this is no time");
	refuses("a 1 99999999999999999999\n", "1:5: this is no time");
	refuses("a 1 1795234800000 7\n", "1:19: more text than a line has");
	refuses("a 1 1795234800000 # {id=\"1\"} 1\n", "1:19: more text than a line has");
}

static void seconds_for_milliseconds_are_left_out(void **state)
{
	reads("a 1 1795234800\nb 1 1795234800000\na 1 -1\n",
			"untyped a\n"
			"untyped b 1795234800000=1\n"
			"fault timestamp 1 snapshot: 2 samples are left out: taken as milliseconds, the "
			"first is of 1970-01-21\n");
	reads("a 1 9223372036854775807\n",
			"untyped a\n"
			"fault timestamp 1 snapshot: 1 sample is left out: taken as milliseconds, the "
			"first is of a day that no calendar has\n");
}

static void a_comment_tells_when_it_was_collected(void **state)
{
	reads("# lintel collected_at 2026-11-21T04:00:00Z\na 1\nb 2 1795234860000\n",
			"untyped a 1795233600000=1\nuntyped b 1795234860000=2\n");
	refuses("a 1\n# lintel collected_at 2026-11-21T04:00:00Z\n",
			"2:10: 'collected_at' after the first sample");
	refuses("# lintel collected_at yesterday\n", "1:23: this is no time");
	refuses("# lintel collected 2026-11-21\n", "1:10: lintel knows no such comment");
}

static void histograms_are_put_together(void **state)
{
	reads("# TYPE wait histogram\n"
	      "wait_bucket{q=\"x\",le=\"0.1\"} 1\n"
	      "wait_bucket{q=\"x\",le=\"1\"} 3\n"
	      "wait_bucket{q=\"x\",le=\"+Inf\"} 4\n"
	      "wait_sum{q=\"x\"} 2.5\n"
	      "wait_count{q=\"x\"} 4\n",
			"histogram wait{q=\"x\"} 1=4 [0.1:1 1:3 +Inf:4] sum 2.5\n"
			"counter wait_bucket{le=\"+Inf\",q=\"x\"} 1=4\n"
			"counter wait_bucket{le=\"0.1\",q=\"x\"} 1=1\n"
			"counter wait_bucket{le=\"1\",q=\"x\"} 1=3\n"
			"counter wait_count{q=\"x\"} 1=4\n"
			"counter wait_sum{q=\"x\"} 1=2.5\n");
}

static void the_moments_of_a_histogram_are_told_apart(void **state)
{
	struct str found = reading_str(*state, prometheus_read,
			STR("# TYPE w histogram\n"
			    "w_bucket{le=\"1\"} 1 1795234800000\n"
			    "w_bucket{le=\"+Inf\"} 2 1795234800000\n"
			    "w_bucket{le=\"1\"} 3 1795234860000\n"
			    "w_bucket{le=\"+Inf\"} 5 1795234860000\n"
			    "# TYPE v gauge\n"
			    "v 1\n"));
	assert_true(str_starts(
			found, STR("gauge v 1=1\n"
				   "histogram w 1795234800000=2 [1:1 +Inf:2] 1795234860000=5 [1:3 "
				   "+Inf:5]\n")));
}

/* The line that a histogram with these lines gets. */
static void assert_histogram(struct arena *arena, const char *lines, const char *expected)
{
	struct str text = str_fmt(arena, "# TYPE w histogram\n%s", lines);
	struct str found = reading_str(arena, prometheus_read, text);
	struct str line;
	while (str_split(&found, '\n', &line)) {
		if (str_starts(line, STR("fault"))) {
			break;
		}
	}
	assert_str(line, expected);
}

static void histograms_that_make_no_sense_are_gaps(void **state)
{
	struct arena *arena = *state;
	assert_histogram(arena, "w_bucket{le=\"1\"} 1\nw_count 1\n",
			"fault schema 2 w: this histogram cannot be used: it has no bucket "
			"le=\"+Inf\"");
	assert_histogram(arena, "w_count 1\nw_sum 1\n",
			"fault schema 2 w: this histogram cannot be used: it has no bucket "
			"le=\"+Inf\"");
	assert_histogram(arena, "w_bucket{le=\"+Inf\"} 1\nw_count 2\n",
			"fault schema 2 w: this histogram cannot be used: its bucket le=\"+Inf\" "
			"and its _count differ");
	assert_histogram(arena, "w_bucket{le=\"+Inf\"} 1\nw_count NaN\n",
			"fault schema 3 w_count: a counter is NaN");
	assert_histogram(arena, "w_bucket{le=\"1\"} 3\nw_bucket{le=\"+Inf\"} 2\n",
			"fault schema 2 w: this histogram cannot be used: its buckets are not "
			"cumulative: a larger bound counts less");
	assert_histogram(arena,
			"w_bucket{le=\"2\"} 1\nw_bucket{le=\"1\"} 1\nw_bucket{le=\"+Inf\"} 2\n",
			"fault schema 2 w: this histogram cannot be used: its buckets are not in "
			"the order of their bounds");
	assert_histogram(arena,
			"w_bucket{le=\"1\"} 1\nw_bucket{le=\"1.0\"} 1\nw_bucket{le=\"+Inf\"} 2\n",
			"fault schema 2 w: this histogram cannot be used: the same bucket twice");
	reads("# TYPE w histogram\nw_sum 1\n",
			"histogram w gaps 1\ncounter w_sum 1=1\n"
			"fault schema 2 w: this histogram cannot be used: it has no bucket "
			"le=\"+Inf\"\n");
	refuses("# TYPE w histogram\nw_bucket{le=\"x\"} 1\n", "2:1: label 'le' is no number");
	refuses("# TYPE w histogram\nw_bucket 1\n", "2:1: a bucket without its bound");
}

static void summaries_are_quantiles(void **state)
{
	reads("# TYPE rpc summary\n"
	      "rpc{quantile=\"0.99\"} 0.2\n"
	      "rpc{quantile=\"0.5\"} NaN\n"
	      "rpc_sum 17\n"
	      "rpc_count 90\n",
			"quantile rpc{quantile=\"0.5\"} 1=NaN\n"
			"quantile rpc{quantile=\"0.99\"} 1=0.2\n"
			"counter rpc_count 1=90\n"
			"counter rpc_sum 1=17\n");
	refuses("# TYPE rpc summary\nrpc{quantile=\"x\"} 1\n",
			"2:1: label 'quantile' is no number");
}

static void impossible_counters_are_unknown(void **state)
{
	reads("# TYPE c counter\nc 1 1795234800000\nc -1 1795234860000\nc NaN 1795234920000\n",
			"counter c 1795234800000=1 1795234860000=NaN 1795234920000=NaN\n"
			"fault schema 3 c: a counter is negative\n");
}

static void the_same_series_twice_is_noticed(void **state)
{
	reads("a{x=\"1\",y=\"2\"} 1\na{y=\"2\",x=\"1\"} 2\n",
			"untyped a{x=\"1\",y=\"2\"} 1=1 repeats 1\n");
}

static void types_are_told_once_and_first(void **state)
{
	refuses("# TYPE a counter\n# TYPE a gauge\n", "2:8: the type of 'a' is told twice");
	refuses("a 1\n# TYPE a counter\n", "2:8: the type of 'a' is told after its samples");
	refuses("# HELP a x\n# HELP a y\n", "2:8: 'a' is explained twice");
	refuses("# TYPE a sum\n", "1:10: unknown type 'sum'");
	refuses("# TYPE a counter x\n", "1:18: more text than a line has");
	refuses("# TYPE 1a counter\n", "1:8: the name of a metric is due here");
}

static void labels_are_whole(void **state)
{
	refuses("a{x=\"1\",x=\"2\"} 1\n", "1:2: label 'x' twice");
	refuses("a{__name__=\"b\"} 1\n", "1:3: the name of a metric cannot be a label");
	refuses("a{x=\"1\" y=\"2\"} 1\n", "1:9: no ',' between labels");
	refuses("a{,} 1\n", "1:3: the name of a label is due here");
	refuses("a{x=\"1\",,} 1\n", "1:9: the name of a label is due here");
	refuses("a{x:y=\"1\"} 1\n", "1:4: no '=' after the name of a label");
	refuses("a{x=1} 1\n", "1:5: the value of a label stands in quotes");
	refuses("a{x=\"\\q\"} 1\n", "1:6: no such escape");
	refuses("a{x=\"1\n\"} 1\n", "1:5: this text has no end");
	refuses("a{x=\"\xff\"} 1\n", "1:6: a byte that is no UTF-8");
	refuses("{x=\"1\"} 1\n", "1:1: a sample without the name of its metric");
	refuses("a{\"b\"} 1\n", "1:6: no '=' after the name of a label");
	refuses("{\"\"} 1\n", "1:2: an empty name");
	refuses("1a 1\n", "1:1: the name of a metric is due here");
}

static void a_file_that_was_cut_off_is_refused(void **state)
{
	refuses("a 1\nb 12", "2:5: the file ends within a line: it was cut off");
	refuses("a 1\n# TYPE b", "2:9: the file ends within a line: it was cut off");
	refuses("a{x=\"1", "1:5: this text has no end");
	refuses("a{x=\"1\\", "1:5: this text has no end");
	reads("", "");
}

static void lines_end_in_a_line_feed(void **state)
{
	refuses("a 1\r\n", "1:4: a carriage return");
	refuses("# x\r\n", "1:4: a carriage return");
	refuses("\xef\xbb\xbf"
		"a 1\n",
			"1:1: a byte order mark");
	assert_refused(*state, prometheus_read, "# \xff\n", "1:3: a byte that is no UTF-8");
	struct str found = reading_str(*state, prometheus_read, (struct str){ "a\0 1\n", 5 });
	assert_true(str_starts(found, STR("refused 1:2:")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(samples_have_the_type_of_their_family),
		claim(blanks_and_a_last_comma_are_allowed),
		claim(escapes_and_quoted_names_are_read),
		claim(lines_in_the_same_order_are_recognised),
		claim(numbers_are_what_prometheus_takes),
		claim(times_are_whole_milliseconds),
		claim(seconds_for_milliseconds_are_left_out),
		claim(a_comment_tells_when_it_was_collected),
		claim(histograms_are_put_together),
		claim(the_moments_of_a_histogram_are_told_apart),
		claim(histograms_that_make_no_sense_are_gaps),
		claim(summaries_are_quantiles),
		claim(impossible_counters_are_unknown),
		claim(the_same_series_twice_is_noticed),
		claim(types_are_told_once_and_first),
		claim(labels_are_whole),
		claim(a_file_that_was_cut_off_is_refused),
		claim(lines_end_in_a_line_feed),
	};
	return claims_run("sources/telemetry/prometheus", tests);
}
