/* SPDX-License-Identifier: MIT */
#include "unit/sources/telemetry/reading.h"

#define HEAD "timestamp,metric,labels,value,unit\n"
#define T0 "2026-11-21T04:00:00Z"
#define T1 "2026-11-21T05:00:00Z"

#define reads(text, expected) assert_found(*state, csv_read, text, expected)
#define refuses(text, expected) assert_refused(*state, csv_read, text, expected)

static void a_row_is_a_sample(void **state)
{
	reads(HEAD T0 ",p99,service=web;zone=eu,0.412,s\n" T1 ",p99,service=web;zone=eu,0.5,s\n" T0
		      ",cost,,0.0000021,USD\n",
			"untyped cost (USD) 1795233600000=0.0000021\n"
			"untyped p99{service=\"web\",zone=\"eu\"} (s) 1795233600000=0.412 "
			"1795237200000=0.5\n");
}

static void columns_come_in_any_order_and_others_are_labels(void **state)
{
	reads("value,zone,metric,timestamp,events,type\n"
	      "3,eu,m," T0 ",12,gauge\n"
	      "4,,m," T0 ",,\n",
			"untyped m 1795233600000=4\n"
			"gauge m{zone=\"eu\"} 1795233600000=3 of 12\n");
}

static void quotes_hold_commas_quotes_and_lines(void **state)
{
	reads("timestamp,metric,value,note\n" T0 ",m,1,\"a, \"\"b\"\"\nc\"\n\"" T1
	      "\",\"m\",\"2\",x\n",
			"untyped m{note=\"a, \\\"b\\\"\\nc\"} 1795233600000=1\n"
			"untyped m{note=\"x\"} 1795237200000=2\n");
}

static void byte_order_mark_crlf_and_a_missing_last_line_end_are_fine(void **state)
{
	reads("\xef\xbb\xbftimestamp,metric,value\r\n" T0 ",m,1\r\n\r\n" T1 ",m,2",
			"untyped m 1795233600000=1 1795237200000=2\n");
}

static void an_empty_cell_is_missing_and_not_zero(void **state)
{
	reads(HEAD T0 ",m,,,\n" T1 ",m,,\"\",\n", "untyped m gaps 2\n");
	reads(HEAD ",m,,7,\n", "untyped m 1=7\n");
}

static void a_decimal_comma_is_an_error(void **state)
{
	refuses(HEAD T0 ",m,,\"0,412\",s\n",
			"2:25: '\"0,412\"' is no number | the decimal point is a point: 0.412");
	refuses(HEAD T0 ",m,,0,412,s\n", "2:1: 6 cells where the header has 5 | ");
	refuses("timestamp;metric;value\n",
			"1:1: there is no column 'timestamp' | cells are separated");
}

static void times_since_1970_say_what_they_count(void **state)
{
	refuses(HEAD "1795233600,m,,1,s\n",
			"2:1: '1795233600' does not say whether it counts seconds or thousandths | "
			"call the column timestamp_s");
	reads("timestamp_s,metric,value\n1795233600,m,1\n1795233600.5,m,2\n",
			"untyped m 1795233600000=1 1795233600500=2\n");
	reads("timestamp_ms,metric,value\n1795233600001,m,1\n", "untyped m 1795233600001=1\n");
	reads("timestamp_ns,metric,value\n1795233600001000000,m,1\n",
			"untyped m 1795233600001=1\n");
	refuses("timestamp_ms,metric,value\n" T0 ",m,1\n",
			"2:1: '2026-11-21T04:00:00Z' is no number");
}

static void times_have_a_zone(void **state)
{
	reads(HEAD "2026-11-21T06:00:00.250+02:00,m,,1,\n", "untyped m 1795233600250=1\n");
	reads(HEAD "2026-11-21,m,,1,\n", "untyped m 1795305599000=1\n");
	refuses(HEAD "2026-11-21T04:00:00,m,,1,\n", "2:1: '2026-11-21T04:00:00' is no time");
	refuses(HEAD "2026-02-30T04:00:00Z,m,,1,\n", "2:1: '2026-02-30T04:00:00Z' is no time");
}

static void not_a_number_and_infinity_are_values(void **state)
{
	reads(HEAD T0 ",m,,NaN,\n" T1 ",m,,+Inf,\n",
			"untyped m 1795233600000=NaN 1795237200000=+Inf\n");
	refuses(HEAD T0 ",m,,n/a,\n",
			"2:25: 'n/a' is no number | a missing value is an empty cell");
	refuses(HEAD T0 ",m,,1e999,\n", "2:25: '1e999' is no number");
}

static void the_header_is_required(void **state)
{
	refuses("", "0:0: the file is empty");
	refuses(T0 ",m,,1,\n", "1:24: a column without a name");
	refuses("time,metric,value\n", "1:1: there is no column 'timestamp'");
	refuses("timestamp,metrics,value\n",
			"1:1: there is no column 'metric' | call 'metrics' metric");
	refuses("timestamp,metric,value,value\n", "1:24: 'value' is there twice");
	refuses("timestamp,timestamp_s,metric,value\n", "1:11: 'timestamp_s' is a second column");
	refuses("\xff\xfet", "1:1: this is UTF-16 | save it as UTF-8");
}

static void comments_are_no_csv(void **state)
{
	refuses("timestamp,metric,value\n# by cron,m,1\n",
			"2:1: '# by cron' is no time | CSV has no comments");
}

static void what_is_torn_is_refused_at_its_line(void **state)
{
	refuses(HEAD T0 ",m,,1,s\n" T1 ",m\n", "3:1: 2 cells where the header has 5");
	refuses(HEAD T0 ",m,,\"1,s\n", "2:1: a quote stands where none can");
	refuses(HEAD T0 ",m\"x,,1,s\n", "2:22: 'm\"' has a quote within");
	refuses(HEAD T0 ",m,,1,s\rx\n", "2:1: a carriage return stands alone");
	refuses(HEAD T0 ",,,1,s\n", "2:1: a row without a metric");
	refuses(HEAD T0 ",m,service,1,s\n", "2:24: 'service' is no list of labels");
	refuses(HEAD T0 ",m,a=1;a=2,1,s\n", "2:24: 'a=1;a=2' repeats a label");
	refuses(HEAD T0 ",m\xff,,1,s\n", "2:1: the row has a byte that is no UTF-8");
	refuses("timestamp,metric,value,type\n" T0 ",m,1,histogram\n",
			"2:26: 'histogram' is no type of a sample");
	refuses("timestamp,metric,value,events\n" T0 ",m,1,-2\n",
			"2:26: '-2' is no number of events");
}

static void a_moment_twice_is_counted(void **state)
{
	reads(HEAD T0 ",m,,1,\n" T0 ",m,,2,\n" T0 ",m,,1,\n",
			"untyped m 1795233600000=1 repeats 2\n");
}

/* Parts begin where a row does, and say their lines as the whole would. */
static void long_files_are_read_in_parts(void **state)
{
	struct buf text;
	struct telemetry_limits limits = { (size_t)1 << 31, 10000000, 10, MOMENT_NEVER };
	const size_t rows = 900000;

	for (unsigned jobs = 1; jobs <= 2; jobs++) {
		struct reading reading = { .limits = &limits, .keep_all = true };
		struct measures measures;
		struct sink sink;
		buf_init(&text);
		buf_add_cstr(&text, "timestamp_s,metric,value,note\n");
		for (size_t i = 0; i < rows; i++) {
			buf_fmt(&text, "%zu,m,%zu,\"a,\n%s\"\n", i + 1700000000, i,
					i % 3 ? "\"\"" : "line");
		}
		measures_init(&measures, *state);
		*vec_add(&measures.snapshots, *state) = (struct snapshot){ .path = STR("x") };
		sink_open(&sink, &reading, STR("x"), FORMAT_CSV, 0);
		sink.jobs = jobs;
		assert_true(csv_read(&sink, buf_str(&text)));
		finds_deliver(&sink.finds, &measures);
		measures_freeze(&measures);
		assert_int_equal(measures.series.len, 2);
		assert_int_equal(measures.sample_count, rows);
		assert_int_equal(measures.series.p[0].newest.line, 2 * rows);
		sink_close(&sink);
		text.len -= 2;
		buf_add_cstr(&text, "x\"\n1,m,x,\n");
		sink_open(&sink, &reading, STR("x"), FORMAT_CSV, 0);
		sink.jobs = jobs;
		assert_false(csv_read(&sink, buf_str(&text)));
		assert_int_equal(sink.place.line, 2 * rows + 2);
		sink_close(&sink);
		buf_finish(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_row_is_a_sample),
		claim(columns_come_in_any_order_and_others_are_labels),
		claim(quotes_hold_commas_quotes_and_lines),
		claim(byte_order_mark_crlf_and_a_missing_last_line_end_are_fine),
		claim(an_empty_cell_is_missing_and_not_zero),
		claim(a_decimal_comma_is_an_error),
		claim(times_since_1970_say_what_they_count),
		claim(times_have_a_zone),
		claim(not_a_number_and_infinity_are_values),
		claim(the_header_is_required),
		claim(comments_are_no_csv),
		claim(what_is_torn_is_refused_at_its_line),
		claim(a_moment_twice_is_counted),
		claim(long_files_are_read_in_parts),
	};
	return claims_run("sources/telemetry/csv", tests);
}
