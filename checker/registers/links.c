/* SPDX-License-Identifier: MIT */
#include "registers/links.h"

#include "base/arena.h"

struct links links_of(struct arena *arena, const struct registers *registers,
		const struct register_kind *kind, struct str along)
{
	struct register_range range = register_of_kind(registers, kind->name);
	const struct field_kind *field = register_kind_field(kind, along);
	struct links links = {
		.first = range.len ? (uint32_t)(range.p - registers->entries.p) : 0,
		.count = (uint32_t)range.len,
		.field = (size_t)(field - kind->fields),
	};
	VEC(struct graph_edge) edges = { 0 };

	for (uint32_t i = 0; i < links.count; i++) {
		const struct register_field *values = &range.p[i].fields[links.field];
		for (size_t v = 0; v < values->len; v++) {
			uint32_t to = values->values[v].reference - links.first;
			if (to < links.count) {
				*vec_add(&edges, arena) = (struct graph_edge){
					.from = i,
					.to = to,
					.weight = 1,
					.label = (uint32_t)v,
				};
			}
		}
	}
	links.graph = graph_create(arena, links.count, edges.p, edges.len);
	links.components = graph_components(arena, &links.graph);
	return links;
}
