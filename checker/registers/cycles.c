/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "registers/derive.h"
#include "registers/fault.h"
#include "registers/links.h"

/* Steps of a circle that are shown. */
#define STEPS_SHOWN 20

static void cycle_report(struct register_book *book, const struct links *links,
		const struct field_kind *field, const uint32_t *cycle, size_t len)
{
	const struct register_entry *entries = &book->registers.entries.p[links->first];
	const struct register_entry *first = &entries[links->graph.edges[cycle[0]].from];
	size_t shown = len < STEPS_SHOWN ? len : STEPS_SHOWN;
	struct evidence *steps = arena_new_array(book->arena, struct evidence, shown + 1);

	for (size_t i = 0; i < shown; i++) {
		const struct graph_edge *edge = &links->graph.edges[cycle[i]];
		const struct register_value *value =
				&entries[edge->from].fields[links->field].values[edge->label];
		steps[i] = (struct evidence){
			.place = value->place,
			.text = str_fmt(book->arena, STR_FMT " names " STR_FMT,
					STR_ARG(entries[edge->from].id),
					STR_ARG(entries[edge->to].id)),
		};
	}
	struct register_fault *fault = fault_add(book, OWN_REGISTER_CYCLE, first, field->name,
			steps[0].place, " leads back to itself along " STR_FMT " in %zu steps",
			STR_ARG(field->name), len);
	fault->evidence = steps;
	fault->evidence_len = shown;
	fault->why = field->why.len ? field->why
				    : STR("what goes round in a circle has no end and no sum");
	fault->remedy = STR("take one of these references out");
	if (len > shown) {
		steps[fault->evidence_len++] = (struct evidence){
			.place = steps[shown - 1].place,
			.text = str_fmt(book->arena, "and %zu more, which lead back", len - shown),
		};
	}
}

static void field_find_cycles(struct register_book *book, const struct register_kind *kind,
		const struct field_kind *field)
{
	struct arena *scratch = arena_create();
	struct links links = links_of(scratch, &book->registers, kind, field->name);

	for (uint32_t c = 0; c < links.components.count; c++) {
		uint32_t *cycle;
		size_t len = component_is_cycle(&links.graph, &links.components, c)
					     ? graph_cycle(scratch, &links.graph, &links.components,
							       c, &cycle)
					     : 0;
		if (len > 0) {
			cycle_report(book, &links, field, cycle, len);
		}
	}
	arena_destroy(scratch);
}

static bool is_added_up(const struct register_kind *kind, const struct field_kind *field)
{
	for (size_t i = 0; i < kind->derived_count; i++) {
		if (str_eq(kind->derived[i].along, field->name)) {
			return true;
		}
	}
	return false;
}

void book_find_cycles(struct register_book *book)
{
	for (size_t i = 0; i < book->registers.kinds.len; i++) {
		const struct register_kind *kind = book->registers.kinds.p[i];
		for (size_t k = 0; k < kind->field_count; k++) {
			const struct field_kind *field = &kind->fields[k];
			if (field->value == VALUE_RECORD
					&& (field->is_acyclic || is_added_up(kind, field))) {
				field_find_cycles(book, kind, field);
			}
		}
	}
}
