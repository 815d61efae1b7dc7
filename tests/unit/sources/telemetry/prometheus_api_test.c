/* SPDX-License-Identifier: MIT */
#include "unit/sources/telemetry/reading.h"

#define reads(text, expected) assert_found(*state, prometheus_api_read, text, expected)
#define refuses(text, expected) assert_refused(*state, prometheus_api_read, text, expected)

#define ANSWER(type, result) \
	"{\"status\":\"success\",\"data\":{\"resultType\":\"" type "\",\"result\":" result "}}\n"

static void a_vector_has_one_sample_for_each_series(void **state)
{
	reads(ANSWER("vector",
			      "[{\"metric\":{\"__name__\":\"up\",\"job\":\"a\"},"
			      "\"value\":[1795234800.123,\"1\"]},"
			      "{\"metric\":{\"job\":\"\\u00e4\\n\"},\"value\":[1795234800,\"0.25\"]}]"),
			"untyped {job=\"ä\\n\"} 1795234800000=0.25\n"
			"untyped up{job=\"a\"} 1795234800123=1\n");
}

static void a_matrix_has_many(void **state)
{
	reads(ANSWER("matrix",
			      "[{\"metric\":{},\"values\":[[1795234740,\"0.0004\"],"
			      "[1795234800,\"NaN\"],[1795234860,\"+Inf\"],[1795234920.5,\"-1e-7\"]]}]"),
			"untyped {} 1795234740000=0.0004 1795234800000=NaN 1795234860000=+Inf "
			"1795234920500=-1e-7\n");
}

static void a_scalar_has_no_labels(void **state)
{
	reads(ANSWER("scalar", "[1795234800,\"42\"]"), "untyped {} 1795234800000=42\n");
	refuses(ANSWER("string", "[1795234800,\"yes\"]"), "1:51: the result is a text");
	refuses(ANSWER("streams", "[]"), "1:52: the result has a type that is unknown");
}

static void nothing_is_not_zero(void **state)
{
	reads(ANSWER("vector", "[]"), "");
	reads(ANSWER("matrix", "[{\"metric\":{\"a\":\"b\"},\"values\":[]}]"),
			"untyped {a=\"b\"}\n");
}

static void members_come_in_any_order(void **state)
{
	reads("{\"data\":{\"result\":[{\"values\":[[1795234800,\"1\"]],\"more\":{\"a\":[{}]},"
	      "\"histograms\":[],\"metric\":{\"a\":\"b\"}},"
	      "{\"metric\":{\"a\":\"c\"},\"values\":[[1795234800,\"2\"]]}],"
	      "\"stats\":[1,2],\"resultType\":\"matrix\"},\"status\":\"success\"}",
			"untyped {a=\"b\"} 1795234800000=1\nuntyped {a=\"c\"} 1795234800000=2\n");
}

static void warnings_mean_a_part(void **state)
{
	reads("{\"status\":\"success\",\"warnings\":[\"store 2 is away\",\"slow\"],\n"
	      "\"infos\":[\"not a counter\"],\"data\":{\"resultType\":\"vector\",\"result\":"
	      "[{\"metric\":{\"a\":\"b\"},\"value\":[1795234800,\"1\"]}]}}",
			"untyped {a=\"b\"} 1795234800000=1 partial\n"
			"fault partial 1 snapshot: Prometheus warns that data are missing: store 2 "
			"is away\n"
			"note query 2 snapshot: Prometheus remarks: not a counter\n");
}

static void an_error_may_have_data(void **state)
{
	refuses("{\"status\":\"error\",\"errorType\":\"timeout\",\"error\":\"too slow\"}",
			"1:1: Prometheus answered with an error: timeout: too slow");
	refuses("{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"x\",\"data\":null}",
			"1:1: Prometheus answered with an error: bad_data: x");
	reads("{\"status\":\"error\",\"errorType\":\"timeout\",\"error\":\"too slow\","
	      "\"data\":{\"resultType\":\"vector\",\"result\":"
	      "[{\"metric\":{\"a\":\"b\"},\"value\":[1795234800,\"1\"]}]}}",
			"untyped {a=\"b\"} 1795234800000=1 partial\n"
			"fault partial 1 snapshot: Prometheus answered with an error and a part of "
			"the data: timeout: too slow\n");
}

static void native_histograms_are_gaps(void **state)
{
	reads(ANSWER("matrix", "[{\"metric\":{\"a\":\"b\"},\"values\":[[1795234800,\"1\"]],"
			       "\"histograms\":[[1795234860,{\"count\":\"2\",\"sum\":\"3\","
			       "\"buckets\":[[0,\"1\",\"2\",\"2\"]]}]]}]"),
			"untyped {a=\"b\"} 1795234800000=1 gaps 1\n"
			"fault schema 1 snapshot: 1 point is one of the native histograms, which "
			"are not read: their series have gaps\n");
	reads(ANSWER("vector", "[{\"histogram\":[1795234860,{\"count\":\"2\"}],\"metric\":{}}]"),
			"untyped {} gaps 1\n"
			"fault schema 1 snapshot: 1 point is one of the native histograms, which "
			"are not read: their series have gaps\n");
}

static void values_are_texts_and_times_are_numbers(void **state)
{
#define VECTOR(value) ANSWER("vector", "[{\"metric\":{},\"value\":" value "}]")
	refuses(VECTOR("[1795234800,1]"), "1:94: the value of a sample is due here");
	refuses(VECTOR("[1795234800,\"1,5\"]"), "1:94: the value of a sample is due here");
	refuses(VECTOR("[\"1795234800\",\"1\"]"), "1:83: the time of a sample is due here");
	refuses(VECTOR("[1e300,\"1\"]"), "1:83: the time of a sample is due here");
	refuses(VECTOR("[1795234800]"), "1:93: the value of a sample is due here");
	refuses(VECTOR("[1795234800,\"1\",2]"), "1:98: a sample has two parts");
	refuses(VECTOR("1"), "1:82: a sample is due here");
}

static void an_answer_has_its_form(void **state)
{
	refuses("", "1:1: the file ends where a value is due");
	refuses("[]", "1:1: this is no answer of the Prometheus API");
	refuses("{}", "1:1: this is no answer of the Prometheus API");
	refuses("{\"status\":\"success\"}", "1:1: the answer has no 'data.result'");
	refuses("{\"status\":\"success\"}{}", "1:21: more text after the end");
	refuses("{\"status\":1}", "1:11: text is due here");
	refuses(ANSWER("vector", "{}"), "1:60: a list of series is due here");
	refuses(ANSWER("vector", "[1]"), "1:61: a series is due here");
	refuses(ANSWER("vector", "[{\"value\":[1795234800,\"1\"]}]"),
			"1:86: a series without 'metric'");
	refuses(ANSWER("vector", "[{\"metric\":[]}]"), "1:71: labels are due here");
	refuses(ANSWER("vector", "[{\"metric\":{\"a\":1}}]"), "1:76: text is due here");
	refuses(ANSWER("vector", "[{\"metric\":{\"a\":\"1\",\"a\":\"2\"}}]"),
			"1:87: a label twice");
	refuses(ANSWER("matrix", "[{\"metric\":{},\"values\":{}}]"),
			"1:83: a list of samples is due");
	refuses(ANSWER("matrix", "[{\"metric\":{},\"values\":[1]}]"), "1:84: a sample is due here");
	refuses(ANSWER("matrix", "[\xff]"), "1:61: a byte that is no UTF-8");
}

static void a_file_that_was_cut_off_is_refused(void **state)
{
	const char *whole = ANSWER(
			"vector", "[{\"metric\":{\"a\":\"b\"},\"value\":[1795234800,\"1\"]}]");
	struct arena *arena = *state;
	/* Without its last bracket and its line's end. */
	for (size_t len = strlen(whole) - 2; len > 0; len--) {
		struct str found = reading_str(
				arena, prometheus_api_read, str_slice(str_of(whole), 0, len));
		assert_true(str_starts(found, STR("refused 1:")));
	}
	refuses("{\"status\":\"success\",", "1:21: no key here | it was cut off");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_vector_has_one_sample_for_each_series),
		claim(a_matrix_has_many),
		claim(a_scalar_has_no_labels),
		claim(nothing_is_not_zero),
		claim(members_come_in_any_order),
		claim(warnings_mean_a_part),
		claim(an_error_may_have_data),
		claim(native_histograms_are_gaps),
		claim(values_are_texts_and_times_are_numbers),
		claim(an_answer_has_its_form),
		claim(a_file_that_was_cut_off_is_refused),
	};
	return claims_run("sources/telemetry/prometheus_api", tests);
}
