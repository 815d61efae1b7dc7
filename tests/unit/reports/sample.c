/* SPDX-License-Identifier: MIT */
/*
 * Writes one report of a run made by hand to standard output, for
 * tests/reports.py to read as a consumer would:
 *
 *	sample plain|hostile|empty|many REPORT [mark|rich|all]
 */
#include "unit/reports/sample.h"

/* All that anybody could put into a name to get out of where it stands. */
static const char hostile[] = "::error::x\n##vso[y]##teamcity[z]]]><script>&\"'|`](h)@a"
			      "\x1b[2J\x01\x7f\xc2\x9b\xe2\x80\xae\xff\xc3 %0A,: \\ -->";

static void make_hostile(struct report_sample *sample)
{
	/* The one that stands at a whole file. */
	sample_finding(sample, "lintel/unit", SEVERITY_ERROR, "", 0);
	struct str text = str_of(hostile);
	for (size_t i = 0; i < COUNT_OF(sample->rules); i++) {
		struct rule *rule = &sample->rules[i];
		rule->reason = rule->adr = rule->docs = rule->action = text;
	}
	sample->rules[2].not_judged = text;
	vec_each (struct finding, finding, &sample->findings.list) {
		finding->message = finding->label = finding->reason = text;
		finding->adr = finding->docs = finding->action = finding->remedy = text;
		finding->also = finding->note = finding->line_text = finding->line_before = text;
		finding->place.path = finding->source = finding->target = text;
		finding->exception = text;
	}
	sample->findings.list.p[2].rule = text;
}

static void make_many(struct report_sample *sample)
{
	struct arena *arena = sample->findings.arena;
	for (uint32_t i = 0; i < 26000; i++) {
		struct str path = str_fmt(arena, "src/net/many_%u.c", i / 3);
		sample_finding(sample, "no-old-api", i % 2 ? SEVERITY_WARNING : SEVERITY_ERROR,
				path.p, i + 1);
	}
}

static void make_empty(struct report_sample *sample)
{
	sample->findings.list.len = 0;
	sample->rules[0].docs = STR("docs/layers.md");
	sample->facts.rule_count = 1;
}

int main(int argc, char **argv)
{
	if (argc < 3 || !report_find(str_of(argv[2]))) {
		return 2;
	}
	struct arena *arena = arena_create();
	struct report_sample *sample = sample_begin(arena);
	if (strcmp(argv[1], "hostile") == 0) {
		make_hostile(sample);
	} else if (strcmp(argv[1], "many") == 0) {
		make_many(sample);
	} else if (strcmp(argv[1], "empty") == 0) {
		make_empty(sample);
	}
	for (int i = 3; i < argc; i++) {
		sample->style.marks_suppressed |= strcmp(argv[i], "mark") == 0;
		sample->style.is_rich |= strcmp(argv[i], "rich") == 0;
		sample->style.shows_all |= strcmp(argv[i], "all") == 0;
	}
	struct str text = sample_end(sample, argv[2]);
	bool is_written = fwrite(text.p, 1, text.len, stdout) == text.len;
	arena_destroy(arena);
	return is_written ? 0 : 1;
}
