/* SPDX-License-Identifier: MIT */
#include "unit/sources/telemetry/reading.h"

#define reads(text, expected) assert_found(*state, openmetrics_read, text, expected)
#define refuses(text, expected) assert_refused(*state, openmetrics_read, text, expected)

static void families_have_type_unit_and_suffixes(void **state)
{
	reads("# TYPE orders counter\n"
	      "# HELP orders Orders taken.\n"
	      "orders_total{shop=\"a\"} 4 1795234800.25\n"
	      "orders_created{shop=\"a\"} 1795200000 1795234800.25\n"
	      "# TYPE room_celsius gauge\n"
	      "# UNIT room_celsius celsius\n"
	      "room_celsius 21.5 1795234800\n"
	      "loose 1 1.7952348e9\n"
	      "# EOF\n",
			"untyped loose 1795234800000=1\n"
			"gauge orders_created{shop=\"a\"} 1795234800250=1795200000\n"
			"counter orders_total{shop=\"a\"} 1795234800250=4\n"
			"gauge room_celsius (celsius) 1795234800000=21.5\n");
}

static void a_file_without_its_end_was_cut_off(void **state)
{
	refuses("", "1:1: no '# EOF' at the end: the file was cut off");
	refuses("a 1\n", "2:1: no '# EOF' at the end: the file was cut off");
	refuses("a 1\n# EO", "2:1: a line that is neither TYPE, UNIT, HELP nor EOF");
	refuses("a 1\n# EOFF\n", "2:1: a line that is neither TYPE, UNIT, HELP nor EOF");
	refuses("a 1\n# EOF\na 2\n", "3:1: more text after '# EOF'");
	refuses("a 1\n# EOF\n\n", "3:1: more text after '# EOF'");
	refuses("a 1\n# EOF \n", "2:6: more text than a line has");
	reads("a 1\n# EOF", "untyped a 1=1\n");
	reads("# EOF\n", "");
}

static void counters_are_called_total(void **state)
{
	refuses("# TYPE a counter\na 1\n# EOF\n",
			"2:1: family 'a' has no samples of just its name");
	refuses("# TYPE a_total counter\na_total 1\n# EOF\n",
			"2:1: family 'a_total' has no samples of just its name");
	refuses("# TYPE a histogram\na 1\n# EOF\n",
			"2:1: family 'a' has no samples of just its name");
	reads("# TYPE a unknown\na 1\n# TYPE b gauge\nb_total 1\n# EOF\n",
			"untyped a 1=1\nuntyped b_total 1=1\n");
}

static void descriptions_come_once_and_first(void **state)
{
	refuses("# TYPE a gauge\n# TYPE a gauge\n# EOF\n", "2:1: TYPE of 'a' twice");
	refuses("# HELP a x\n# HELP a x\n# EOF\n", "2:1: HELP of 'a' twice");
	refuses("# UNIT a_s s\n# UNIT a_s s\n# EOF\n", "2:1: UNIT of 'a_s' twice");
	refuses("a 1\n# TYPE a gauge\n# EOF\n", "2:1: TYPE of 'a' after its samples");
	refuses("# TYPE a foo\n# EOF\n", "1:10: unknown type 'foo'");
	refuses("# TYPE a untyped\n# EOF\n", "1:10: unknown type 'untyped'");
}

static void a_unit_ends_the_name(void **state)
{
	refuses("# UNIT a seconds\n# EOF\n", "1:10: the name of 'a' does not end in its unit");
	refuses("# UNIT aseconds seconds\n# EOF\n", "1:17: the name of 'aseconds' does not end");
	refuses("# UNIT seconds seconds\n# EOF\n", "1:16: the name of 'seconds' does not end");
	refuses("# TYPE a_s info\n# UNIT a_s s\n# EOF\n",
			"2:1: 'a_s' is of a type that has no unit");
	refuses("# UNIT a_s s\n# TYPE a_s stateset\n# EOF\n",
			"2:1: 'a_s' is of a type that has no");
	reads("# UNIT a \na 1\n# EOF\n", "untyped a 1=1\n");
}

static void families_stay_together(void **state)
{
	refuses("a 1\nb 1\na 2\n# EOF\n", "3:1: the lines of family 'a' are apart");
	refuses("# TYPE a counter\n# TYPE b counter\na_total 1\n# EOF\n",
			"3:1: the lines of family 'a' are apart");
	refuses("a 1\nb 1\n# HELP a x\n# EOF\n", "3:8: the lines of family 'a' are apart");
}

static void blanks_are_single(void **state)
{
	refuses("a  1\n# EOF\n", "1:3: OpenMetrics has one blank between two words");
	refuses("a\t1\n# EOF\n", "1:2: a blank is due between two words");
	refuses(" a 1\n# EOF\n", "1:1: the name of a metric is due here");
	refuses("a 1 \n# EOF\n", "1:5: this is no time");
	refuses("a{x=\"1\" } 1\n# EOF\n", "1:8: no ',' between labels");
	refuses("a{x=\"1\",} 1\n# EOF\n", "1:8: a ',' without a label after it");
	refuses("a{x=\"1\"}1\n# EOF\n", "1:9: a blank is due between two words");
	refuses("\na 1\n# EOF\n", "1:1: an empty line");
	refuses("# a remark\n# EOF\n", "1:1: a line that is neither TYPE");
	refuses("#\n# EOF\n", "1:2: a blank is due between two words");
	refuses("a 1\r\n# EOF\r\n", "1:4: a carriage return");
	refuses("# HELP a x\r\n# EOF\n", "1:11: a carriage return");
	refuses("\xef\xbb\xbf# EOF\n", "1:1: a byte order mark");
}

static void times_are_seconds(void **state)
{
	reads("a 1 1795234800.0005\n# EOF\n", "untyped a 1795234800001=1\n");
	reads("a 1 1795234800000\na 2 1795234860\n# EOF\n",
			"untyped a 1795234860000=2\n"
			"fault timestamp 1 snapshot: 1 sample is left out: taken as seconds, the first is "
			"of a day that no calendar has\n");
	reads("a 1 4102444800\n# EOF\n",
			"untyped a\nfault timestamp 1 snapshot: 1 sample is left out: taken as seconds, "
			"the first is of 2100-01-01\n");
	refuses("a 1 NaN\n# EOF\n", "1:5: this is no time");
	refuses("a 1 1e15\n# EOF\n", "1:5: this is no time");
	refuses("a 1 2026-11-21\n# EOF\n", "1:5: this is no time");
	refuses("a 1 1795234800 7\n# EOF\n", "1:15: more text than a line has");
}

static void exemplars_are_read_over(void **state)
{
	reads("# TYPE a counter\n"
	      "a_total 1 # {trace=\"7\"} 0.5\n"
	      "# TYPE b counter\n"
	      "b_total 1 1795234800 # {} 0.5 1795234799.5\n"
	      "# TYPE w histogram\n"
	      "w_bucket{le=\"+Inf\"} 1 # {trace=\"8\"} 0.5\n"
	      "# EOF\n",
			"counter a_total 1=1\n"
			"counter b_total 1795234800000=1\n"
			"histogram w 1=1 [+Inf:1]\n"
			"counter w_bucket{le=\"+Inf\"} 1=1\n");
	refuses("a 1 # {} 1\n# EOF\n", "1:4: only counters and buckets have exemplars");
	refuses("# TYPE a counter\na_total 1 # 1\n# EOF\n",
			"2:13: an exemplar begins with its labels");
	refuses("# TYPE a counter\na_total 1 # {} x\n# EOF\n", "2:16: 'x' is no number");
	refuses("# TYPE a counter\na_total 1 # {} 1 x\n# EOF\n", "2:18: this is no time");
	refuses("# TYPE a counter\na_total 1 # {t=\"0123456789012345678901234567890123456789"
		"0123456789012345678901234567890123456789012345678901234567890123456789"
		"0123456789012345678\"} 1\n# EOF\n",
			"2:13: the labels of an exemplar have more than 128 characters");
}

static void a_backslash_may_stand_for_itself(void **state)
{
	reads("a{x=\"c:\\dir\\\\n\\\"\"} 1\n# EOF\n", "untyped a{x=\"c:\\\\dir\\\\n\\\"\"} 1=1\n");
}

static void names_may_be_quoted(void **state)
{
	reads("# TYPE \"http.requests\" counter\n{\"http.requests_total\",\"a.b\"=\"c\"} 1\n# EOF\n",
			"counter {\"http.requests_total\",\"a.b\"=\"c\"} 1=1\n");
}

static void every_type_has_its_samples(void **state)
{
	reads("# TYPE s summary\ns{quantile=\"0.9\"} 1\ns_count 2\ns_sum 3\ns_created 4\n"
	      "# TYPE g gaugehistogram\ng_bucket{le=\"+Inf\"} 1\ng_gcount 1\ng_gsum -2\n"
	      "# TYPE build info\nbuild_info{v=\"1\"} 1\n"
	      "# TYPE mode stateset\nmode{mode=\"on\"} 1\nmode{mode=\"off\"} 0\n"
	      "# EOF\n",
			"gauge build_info{v=\"1\"} 1=1\n"
			"gauge g_bucket{le=\"+Inf\"} 1=1\n"
			"gauge g_gcount 1=1\n"
			"gauge g_gsum 1=-2\n"
			"gauge mode{mode=\"off\"} 1=0\n"
			"gauge mode{mode=\"on\"} 1=1\n"
			"quantile s{quantile=\"0.9\"} 1=1\n"
			"counter s_count 1=2\n"
			"gauge s_created 1=4\n"
			"counter s_sum 1=3\n");
	refuses("# TYPE s summary\ns 1\n# EOF\n",
			"2:1: a sample of summary 's' without a quantile");
	refuses("# TYPE s summary\ns{quantile=\"2\"} 1\n# EOF\n", "2:1: a sample of summary 's'");
	refuses("# TYPE m stateset\nm 1\n# EOF\n",
			"2:1: a state of 'm' without a label of that name");
}

static void values_that_cannot_be_are_unknown(void **state)
{
	reads("# TYPE a counter\na_total NaN\n"
	      "# TYPE b info\nb_info 2\n"
	      "# TYPE m stateset\nm{m=\"x\"} 0.5\n"
	      "# TYPE w histogram\nw_bucket{le=\"+Inf\"} 1\nw_sum -1\nw_count 1\n"
	      "# EOF\n",
			"counter a_total 1=NaN\n"
			"gauge b_info 1=NaN\n"
			"gauge m{m=\"x\"} 1=NaN\n"
			"histogram w 1=1 [+Inf:1] sum -1\n"
			"counter w_bucket{le=\"+Inf\"} 1=1\n"
			"counter w_count 1=1\n"
			"counter w_sum 1=NaN\n"
			"fault schema 2 a_total: a counter is NaN\n"
			"fault schema 4 b_info: the value of an info metric is not 1\n"
			"fault schema 6 m{m=\"x\"}: a state is neither 0 nor 1\n"
			"fault schema 9 w_sum: a counter is negative\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(families_have_type_unit_and_suffixes),
		claim(a_file_without_its_end_was_cut_off),
		claim(counters_are_called_total),
		claim(descriptions_come_once_and_first),
		claim(a_unit_ends_the_name),
		claim(families_stay_together),
		claim(blanks_are_single),
		claim(times_are_seconds),
		claim(exemplars_are_read_over),
		claim(a_backslash_may_stand_for_itself),
		claim(names_may_be_quoted),
		claim(every_type_has_its_samples),
		claim(values_that_cannot_be_are_unknown),
	};
	return claims_run("sources/telemetry/openmetrics", tests);
}
