/* SPDX-License-Identifier: MIT */
#include "config/schema.h"

#include "config/config.h"

#include "unit/problem_text.h"
#include "unit/unit.h"

struct layers_keys {
	const struct node *order;
};

static const struct field layers_fields[] = {
	{
			.name = "order",
			.type = FIELD_NODE,
			.offset = offsetof(struct layers_keys, order),
			.is_required = true,
			.help = "The layers | top first.",
			.example = "[app, core]",
	},
};

static const struct table layers_table = {
	.name = "layers",
	.fields = layers_fields,
	.len = COUNT_OF(layers_fields),
	.size = sizeof(struct layers_keys),
};

static const struct schema_kind kinds[] = {
	{ "layers", "Modules in an order.", &layers_table, SEVERITY_ERROR },
	{ "public-only", "Only what is public.", NULL, SEVERITY_ERROR },
};

/* Follows `path`, keys and numbers of items separated by '/'. */
static const struct node *at(const struct node *node, const char *path)
{
	struct str rest = str_of(path);
	struct str part;
	while (str_split(&rest, '/', &part)) {
		uint64_t number;
		if (node->kind == NODE_LIST && str_to_u64(part, &number)) {
			assert_true(number < node->len);
			node = &node->items[number];
		} else {
			node = node_find(node, part);
		}
		if (!node) {
			fail_msg("no '" STR_FMT "' of '%s'", STR_ARG(part), path);
		}
	}
	return node;
}

static void the_schema_follows_the_tables(void **state)
{
	struct arena *arena = *state;
	struct problems problems;
	struct node root;
	struct buf out = { 0 };
	problems_init(&problems, arena);
	schema_write(&config_table, kinds, COUNT_OF(kinds), &out);
	assert_true(node_read_json(&root, arena, STR("schema"), buf_str(&out), NULL, &problems));
	assert_str(at(&root, "required/0")->text, "version");
	assert_str(at(&root, "additionalProperties")->text, "false");
	assert_str(at(&root, "properties/unassigned/enum/2")->text, "error");
	const struct node *module = at(&root, "properties/modules/additionalProperties");
	assert_null(node_find(at(module, "properties"), STR("name")));
	assert_str(at(module, "properties/uses/anyOf/1/items/anyOf/1/required/0")->text, "to");
	const struct node *rule = at(&root, "properties/rules/items");
	assert_null(node_find(rule, STR("additionalProperties")));
	assert_int_equal(at(rule, "allOf/0/properties/kind/enum")->len, 2);
	assert_str(at(rule, "allOf/1/if/properties/kind/const")->text, "layers");
	assert_str(at(rule, "allOf/1/then/required/0")->text, "order");
	const struct node *names = at(rule, "allOf/1/then/propertyNames/enum");
	assert_str(names->items[names->len - 1].text, "order");
	buf_finish(&out);
}

static void the_reference_has_each_key_in_a_row(void **state)
{
	(void)state;
	struct buf out = { 0 };
	reference_write(&config_table, kinds, COUNT_OF(kinds), &out);
	assert_true(str_contains(buf_str(&out), STR("| `version` (required) | whole number | ")));
	assert_true(str_contains(buf_str(&out), STR("\n## `modules.NAME.uses[]`\n")));
	assert_true(str_contains(buf_str(&out), STR("\n### `layers`\n\nModules in an order.\n")));
	assert_true(str_contains(
			buf_str(&out), STR("| The layers \\| top first. | `[app, core]` |\n")));
	buf_finish(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(the_schema_follows_the_tables),
		claim(the_reference_has_each_key_in_a_row),
	};
	return claims_run("config/schema", tests);
}
