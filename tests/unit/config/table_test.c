/* SPDX-License-Identifier: MIT */
#include "config/table.h"

#include "unit/problem_text.h"
#include "unit/unit.h"

struct part {
	struct text name;
	struct text to;
	struct number max;
};

struct sample {
	struct text id;
	struct text label;
	struct text_list words;
	struct text_list globs;
	bool flag;
	struct number count;
	struct real ratio;
	struct choice level;
	struct records parts;
	struct records named;
	struct part group;
	const struct node *node;
};

static const char *const level_words[] = { "none", "warning", "error", NULL };

static const struct field part_fields[] = {
	{ .name = "name", .type = FIELD_NAME, .offset = offsetof(struct part, name) },
	{
			.name = "to",
			.type = FIELD_TEXT,
			.offset = offsetof(struct part, to),
			.is_required = true,
			.help = "Where it goes.",
			.example = "core",
	},
	{ .name = "max", .type = FIELD_NUMBER, .offset = offsetof(struct part, max) },
};

static const struct table part_table = {
	.name = "part",
	.fields = part_fields,
	.len = COUNT_OF(part_fields),
	.size = sizeof(struct part),
};

static const struct table group_table = {
	.name = "group",
	.fields = &part_fields[2],
	.len = 1,
	.size = sizeof(struct part),
};

#define FIELD(member, kind) \
	.name = #member, .type = (kind), .offset = offsetof(struct sample, member)

static const struct field sample_fields[] = {
	{ FIELD(id, FIELD_NAME) },
	{ FIELD(label, FIELD_TEXT), .example = "any" },
	{ FIELD(words, FIELD_TEXTS), .example = "[a, b]" },
	{ FIELD(globs, FIELD_GLOBS) },
	{ FIELD(flag, FIELD_BOOL) },
	{ FIELD(count, FIELD_NUMBER) },
	{ FIELD(ratio, FIELD_REAL) },
	{ FIELD(level, FIELD_CHOICE), .words = level_words, .fallback = 1 },
	{ FIELD(parts, FIELD_RECORDS), .item = &part_table, .shorthand = "to" },
	{ FIELD(named, FIELD_NAMED), .item = &part_table },
	{ FIELD(group, FIELD_GROUP), .item = &group_table },
	{ FIELD(node, FIELD_NODE) },
};

static const struct table sample_table = {
	.name = "sample",
	.fields = sample_fields,
	.len = COUNT_OF(sample_fields),
	.size = sizeof(struct sample),
};

/* Decodes `text` and compares what is wrong with it. */
static struct sample decode(struct arena *arena, const char *text, const char *expected)
{
	struct sample sample;
	struct problems problems;
	struct node root;
	problems_init(&problems, arena);
	assert_true(node_read_yaml(&root, arena, STR("a"), str_of(text), NULL, &problems));
	bool ok = table_decode(&sample_table, NULL, &root, &sample, arena, &problems);
	assert_str(problem_text(arena, &problems), expected);
	assert_int_equal(ok, !*expected);
	return sample;
}

static void every_type_is_decoded_with_its_place(void **state)
{
	struct sample sample = decode(*state,
			"id: a/b\nlabel: 12\nwords: one\nglobs: [src/**, '*.c']\nflag: true\ncount: -3\n"
			"ratio: 0.5\nlevel: error\nparts: [core, { to: net, max: 2 }]\n"
			"named: { x: { to: y } }\ngroup: { max: 9 }\nnode: [1]\n",
			"");
	assert_str(sample.id.s, "a/b");
	assert_int_equal(sample.label.place.line, 2);
	assert_int_equal(sample.words.len, 1);
	assert_str(sample.words.p[0].s, "one");
	assert_str(sample.globs.p[1].s, "*.c");
	assert_int_equal(sample.globs.p[1].place.column, 17);
	assert_true(sample.flag);
	assert_int_equal(sample.count.value, -3);
	assert_true(sample.ratio.value == 0.5);
	assert_int_equal(sample.level.value, 2);
	const struct part *parts = sample.parts.p;
	assert_int_equal(sample.parts.len, 2);
	assert_str(parts[0].to.s, "core");
	assert_str(parts[1].to.s, "net");
	assert_int_equal(parts[1].max.value, 2);
	const struct part *named = sample.named.p;
	assert_str(named[0].name.s, "x");
	assert_str(named[0].to.s, "y");
	assert_int_equal(sample.group.max.value, 9);
	assert_int_equal(sample.node->len, 1);
}

static void what_is_absent_is_not_set(void **state)
{
	struct sample sample = decode(*state, "words: []\n", "");
	assert_true(sample.words.is_set);
	assert_false(sample.globs.is_set);
	assert_false(sample.count.is_set);
	assert_false(sample.level.is_set);
	assert_int_equal(sample.level.value, 1);
	assert_int_equal(sample.label.place.path.len, 0);
	assert_null(sample.node);
}

static void all_errors_come_at_once_and_the_rest_is_decoded(void **state)
{
	struct sample sample = decode(*state,
			"id: _\nlabel: [1]\nwrods: [a]\nglobs: ['[', a]\nflag: yes\ncount: '3'\nratio: x\n"
			"level: eror\nparts: [{ max: 1 }]\nnamed: { 'a b': { to: c } }\ngroup: 3\n"
			"words:\n",
			"a:1:5+1: '_' cannot be the 'id' of a sample | a letter or digit, then letters, "
			"digits and . _ / - { }\n"
			"a:2:8+0: 'label' of sample '_' must be text, not a list | for example: label: "
			"any\n"
			"a:3:1+5: unknown key 'wrods' in sample '_' | did you mean 'words'?\n"
			"a:4:9+3: '[' has no ']' in pattern '[' in 'globs' of sample '_'\n"
			"a:5:7+3: 'flag' of sample '_' must be true or false, not 'yes'\n"
			"a:6:8+3: 'count' of sample '_' must be a whole number, not the text '3'\n"
			"a:7:8+1: 'ratio' of sample '_' must be a number, not 'x'\n"
			"a:8:8+4: 'eror' is no value of 'level' of sample '_' | did you mean 'error'?\n"
			"a:9:9+0: part has no 'to' | where it goes; for example: to: core\n"
			"a:10:10+5: 'a b' cannot be the name of a part | a letter or digit, then letters, "
			"digits and . _ / - { }\n"
			"a:11:8+1: 'group' of sample '_' must be a map, not '3'\n"
			"a:12:7+0: 'words' of sample '_' is empty | for example: words: [a, b]\n");
	assert_int_equal(sample.globs.len, 1);
	assert_str(sample.globs.p[0].s, "a");
	assert_int_equal(sample.named.len, 1);
}

static void off_is_told_apart_from_none(void **state)
{
	decode(*state, "level: off\n",
			"a:1:8+3: 'off' is no value of 'level' of sample | write none: YAML reads off and "
			"no as false\n");
	decode(*state, "level: zzzzzz\n",
			"a:1:8+6: 'zzzzzz' is no value of 'level' of sample | one of: none, warning, "
			"error\n");
}

static void a_truth_value_is_no_text(void **state)
{
	decode(*state, "label: true\n",
			"a:1:8+4: 'label' of sample must be text, not the truth value 'true' | quote it "
			"if it is meant as text\n");
	assert_str(decode(*state, "label: 'true'\n", "").label.s, "true");
}

static void keys_known_elsewhere_are_left_alone(void **state)
{
	struct arena *arena = *state;
	struct problems problems;
	struct sample sample;
	struct node root;
	problems_init(&problems, arena);
	assert_true(node_read_yaml(
			&root, arena, STR("a"), STR("to: 1\nid: x\nmx: 1\n"), NULL, &problems));
	assert_false(table_decode(&sample_table, &part_table, &root, &sample, arena, &problems));
	assert_str(problem_text(arena, &problems),
			"a:3:1+2: unknown key 'mx' in part 'x' | did you mean 'max'?\n");
}

static void long_texts_are_cut_in_messages(void **state)
{
	struct arena *arena = *state;
	struct buf text = { 0 };
	struct problems problems;
	struct sample sample;
	struct node root;
	problems_init(&problems, arena);
	buf_add_cstr(&text, "level: ");
	for (unsigned i = 0; i < 10000; i++) {
		buf_add_cstr(&text, "\xe2\x82\xac");
	}
	assert_true(node_read_yaml(&root, arena, STR("a"), buf_str(&text), NULL, &problems));
	assert_false(table_decode(&sample_table, NULL, &root, &sample, arena, &problems));
	assert_true(problems.list.p[0].text.len < 200);
	assert_true(str_contains(problems.list.p[0].text, STR("\xe2\x82\xac' is no value")));
	buf_finish(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(every_type_is_decoded_with_its_place),
		claim(what_is_absent_is_not_set),
		claim(all_errors_come_at_once_and_the_rest_is_decoded),
		claim(off_is_told_apart_from_none),
		claim(a_truth_value_is_no_text),
		claim(keys_known_elsewhere_are_left_alone),
		claim(long_texts_are_cut_in_messages),
	};
	return claims_run("config/table", tests);
}
