/* SPDX-License-Identifier: MIT */
#include "formats/xml_writer.h"

#include "unit/unit.h"

#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

static void elements_are_indented_and_text_is_not(void **state)
{
	(void)state;
	struct xml_writer xml;
	struct buf out = { 0 };
	xml_begin(&xml, &out);
	xml_element(&xml, "suite");
	xml_attribute_num(&xml, "tests", 2);
	xml_element(&xml, "case");
	xml_attribute(&xml, "name", STR("a"));
	xml_end(&xml);
	xml_element(&xml, "case");
	xml_text(&xml, STR("two\nlines"));
	xml_end(&xml);
	xml_end(&xml);
	xml_finish(&xml);
	assert_str(buf_str(&out), DECLARATION "<suite tests=\"2\">\n  <case name=\"a\"/>\n"
					      "  <case>two\nlines</case>\n</suite>\n");
	buf_finish(&out);
}

static void hostile_text_stays_text(void **state)
{
	(void)state;
	struct xml_writer xml;
	struct buf out = { 0 };
	xml_begin(&xml, &out);
	xml_element(&xml, "a");
	xml_attribute(&xml, "b", STR("\"<&>\n\t\x01\xff"));
	xml_text(&xml, STR("]]> <b>\x1b\xc2\x9b\r\xef\xbf\xbf"));
	xml_end(&xml);
	xml_finish(&xml);
	assert_str(buf_str(&out),
			DECLARATION "<a b=\"&quot;&lt;&amp;&gt;&#10;&#9;\xef\xbf\xbd\xef\xbf\xbd\">"
				    "]]&gt; &lt;b&gt;\xef\xbf\xbd&#155;&#13;\xef\xbf\xbd</a>\n");
	buf_finish(&out);
}

static void what_turns_text_and_what_pipelines_obey_is_an_entity(void **state)
{
	(void)state;
	struct xml_writer xml;
	struct buf out = { 0 };
	xml_begin(&xml, &out);
	xml_element(&xml, "a");
	xml_text(&xml, STR("##vso[\xe2\x80\xaex]"));
	xml_end(&xml);
	xml_finish(&xml);
	assert_str(buf_str(&out), DECLARATION "<a>#&#35;vso[&#8238;x]</a>\n");
	buf_finish(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(elements_are_indented_and_text_is_not),
		claim(hostile_text_stays_text),
		claim(what_turns_text_and_what_pipelines_obey_is_an_entity),
	};
	return claims_run("formats/xml_writer", tests);
}
