/* SPDX-License-Identifier: MIT */
#include "registers/fault.h"

#include "base/arena.h"
#include "registers/field_type.h"

#include <stdarg.h>

struct register_fault *fault_add(struct register_book *book, enum own_id rule,
		const struct register_entry *entry, struct str field, struct place place,
		const char *fmt, ...)
{
	struct register_fault *fault = vec_add(&book->faults, book->arena);
	struct str label = register_label(entry, book->arena);
	va_list args;

	va_start(args, fmt);
	struct str text = str_vfmt(book->arena, fmt, args);
	va_end(args);
	*fault = (struct register_fault){
		.rule = rule,
		.place = place,
		.message = str_fmt(book->arena, STR_FMT STR_FMT, STR_ARG(label), STR_ARG(text)),
		.target = str_fmt(book->arena, STR_FMT "%s" STR_FMT, STR_ARG(label),
				field.len ? " " : "", STR_ARG(field)),
	};
	return fault;
}

/* "The day it was given." of a reference, within a sentence: "the day it was given". */
static struct str help_within(struct arena *arena, struct str help)
{
	if (help.len && help.p[help.len - 1] == '.') {
		help.len--;
	}
	bool is_word = help.len > 1 && help.p[0] >= 'A' && help.p[0] <= 'Z'
		       && !(help.p[1] >= 'A' && help.p[1] <= 'Z');
	return is_word ? str_fmt(arena, "%c" STR_FMT, help.p[0] | 0x20, STR_ARG(str_from(help, 1)))
		       : help;
}

/* As the kind shows it, or else by the type of the field. */
static struct str example_of(struct arena *arena, const struct field_kind *field)
{
	struct str example = str_of(field_type_examples[field->value]);

	if (field->example.len) {
		return field->example;
	}
	if (field->value == VALUE_ONE_OF && field->word_count > 0) {
		return field->words[0];
	}
	return field->value == VALUE_QUANTITY && field->unit.text.len
			       ? str_fmt(arena, STR_FMT " " STR_FMT, STR_ARG(example),
						 STR_ARG(field->unit.text))
			       : example;
}

struct str field_remedy(struct arena *arena, const struct field_kind *field)
{
	struct str help = help_within(arena, field->help);
	struct str example = example_of(arena, field);
	struct str name = field->name;
	struct str what = help.len ? str_fmt(arena, "write '" STR_FMT "': " STR_FMT, STR_ARG(name),
						     STR_ARG(help))
				   : str_fmt(arena, "write %s as '" STR_FMT "'",
						     field_type_texts[field->value], STR_ARG(name));
	if (example.len && field->is_list && field->example.len == 0) {
		example = str_fmt(arena, "[" STR_FMT "]", STR_ARG(example));
	}
	return example.len ? str_fmt(arena, STR_FMT "; for example: " STR_FMT ": " STR_FMT,
					     STR_ARG(what), STR_ARG(name), STR_ARG(example))
			   : what;
}
