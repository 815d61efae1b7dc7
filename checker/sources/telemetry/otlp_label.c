/* SPDX-License-Identifier: MIT */
#include "sources/telemetry/otlp.h"

#include "base/arena.h"

/* Writes what an attribute holds; false, with nothing written, for lists and maps. */
static bool value_write(struct otlp *otlp, const struct node *value, struct str *text)
{
	static const char *const scalars[] = { "stringValue", "intValue", "doubleValue",
		"boolValue", "bytesValue" };
	*text = STR("");
	for (size_t i = 0; i < COUNT_OF(scalars); i++) {
		const struct node *member = otlp_member(value, scalars[i]);
		if (member && member->kind == NODE_SCALAR) {
			*text = str_dup(otlp->line.arena, member->text);
			return true;
		}
	}
	return value == NULL || value->len == 0;
}

bool otlp_attributes(struct otlp *otlp, const struct node *map, label_list *labels)
{
	const struct otlp_line *line = &otlp->line;
	const struct node *items;
	size_t len;
	struct str twice;
	if (!otlp_maps(line, map, "attributes", &items, &len)) {
		return false;
	}
	for (size_t i = 0; i < len; i++) {
		struct label label;
		const struct node *value;
		if (!otlp_text(line, &items[i], "key", &label.name)
				|| !otlp_map(line, &items[i], "value", &value)) {
			return false;
		}
		if (label.name.len == 0) {
			return otlp_refuse(line, items[i].place,
					STR("an attribute is {\"key\": …, \"value\": {…}}"),
					"an attribute without a key");
		}
		if (!value_write(otlp, value, &label.value)) {
			otlp->nested_line = otlp->nested++ ? otlp->nested_line : line->number;
			otlp->nested_name = otlp->nested > 1 ? otlp->nested_name
							     : str_dup(sink_scratch(line->sink),
									       label.name);
		}
		*vec_add(labels, line->arena) = label;
	}
	return labels_settle(labels, &twice)
	       || otlp_refuse(line, map->place, STR("each attribute is named once"),
			       "attribute '" STR_FMT "' twice", STR_ARG(twice));
}

/* Both lists are sorted. */
void otlp_labels_merge(struct otlp *otlp)
{
	struct arena *arena = otlp->line.arena;
	size_t at = 0;
	otlp->labels.len = 0;
	vec_each (const struct label, own, &otlp->own) {
		int order = -1;
		while (at < otlp->shared.len
				&& (order = str_cmp(otlp->shared.p[at].name, own->name)) < 0) {
			*vec_add(&otlp->labels, arena) = otlp->shared.p[at++];
		}
		at += at < otlp->shared.len && order == 0 ? 1 : 0;
		*vec_add(&otlp->labels, arena) = *own;
	}
	while (at < otlp->shared.len) {
		*vec_add(&otlp->labels, arena) = otlp->shared.p[at++];
	}
}
