/* SPDX-License-Identifier: MIT */
#include "registers/fault.h"

#include "base/arena.h"

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

struct str field_remedy(struct arena *arena, const struct field_kind *field)
{
	struct str help = field->help;
	if (help.len && help.p[help.len - 1] == '.') {
		help.len--;
	}
	if (field->example.len == 0) {
		return help.len ? str_fmt(arena, "write '" STR_FMT "': " STR_FMT,
						  STR_ARG(field->name), STR_ARG(help))
				: str_fmt(arena, "write '" STR_FMT "'", STR_ARG(field->name));
	}
	return str_fmt(arena, STR_FMT "%sfor example: " STR_FMT ": " STR_FMT, STR_ARG(help),
			help.len ? "; " : "", STR_ARG(field->name), STR_ARG(field->example));
}
