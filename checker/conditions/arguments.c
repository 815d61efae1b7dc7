/* SPDX-License-Identifier: MIT */
/*
 * What stands in the parentheses behind an atom's word: names, patterns and
 * labels, which are no words of the language.
 */
#include "base/arena.h"
#include "conditions/operand.h"

bool arguments_parse(struct parser *parser, struct arguments *arguments)
{
	size_t bracket = parser->token.at;
	*arguments = (struct arguments){ 0 };
	/* The token is the bracket: what follows is read anew, as arguments. */
	for (;;) {
		struct argument argument;
		enum argument_end end = argument_next(&parser->lexer, &argument);
		size_t stop = parser->lexer.at;
		if (end == ARGUMENT_OPEN || end == ARGUMENT_BROKEN) {
			struct str found = str_slice(parser->lexer.text, stop, stop + 1);
			if (end == ARGUMENT_OPEN) {
				return parser_fail(parser, bracket, bracket + 1,
						STR("write ')' behind the last argument"),
						"this bracket is never closed");
			}
			return parser_fail(parser, stop, stop + 1,
					STR("write ')' behind the last argument"),
					"unexpected '" STR_FMT "' within '" STR_FMT "(…)'",
					STR_ARG(found), STR_ARG(parser->function));
		}
		if (argument.text.len == 0 && (arguments->len > 0 || end == ARGUMENT_MORE)) {
			return parser_fail(parser, stop - 1, stop, STR("remove the comma"),
					"an argument is missing");
		}
		if (argument.text.len) {
			if (arguments->len == ARGUMENTS_MAX) {
				return parser_fail(parser, argument.at, stop - 1, STR("use fewer"),
						"more than %d arguments", ARGUMENTS_MAX);
			}
			arguments->list[arguments->len++] = argument;
		}
		if (end == ARGUMENT_LAST) {
			arguments->end = stop;
			arguments->begin = bracket;
			parser_next(parser);
			return true;
		}
	}
}

bool argument_fail(struct parser *parser, const struct argument *argument, struct str remedy,
		const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	struct str text = str_vfmt(parser->arena, fmt, args);
	va_end(args);
	return parser_fail(parser, argument->at, argument->at + argument->text.len, remedy, STR_FMT,
			STR_ARG(text));
}

bool argument_is_plain(struct parser *parser, const struct argument *argument)
{
	for (size_t i = 0; i < argument->text.len && !argument->is_quoted; i++) {
		if (strchr(" \t\r\n\"'=", argument->text.p[i])) {
			return argument_fail(parser, argument,
					str_fmt(parser->arena,
							"put it in quotes, or a comma between"),
					"'" STR_FMT "' is not one word", STR_ARG(argument->text));
		}
	}
	if (argument->value.len == 0) {
		return argument_fail(parser, argument, STR("write a name"), "an empty argument");
	}
	return true;
}

static size_t label_end(struct str text)
{
	size_t equals = str_find(text, '=');
	struct str name = str_trim(str_slice(text, 0, equals));
	return equals < text.len && word_at(name, 0).len == name.len && name.len ? equals
										 : text.len;
}

bool argument_is_label(const struct argument *argument)
{
	struct str text = argument->text;
	return !argument->is_quoted
	       && ((text.len && text.p[0] == '{') || label_end(text) < text.len);
}

static bool has_any(struct str text, const char *bytes)
{
	for (size_t i = 0; i < text.len; i++) {
		if (strchr(bytes, text.p[i])) {
			return true;
		}
	}
	return false;
}

/* One `name="value"` or `name=value`. */
static bool label_parse(struct parser *parser, const struct argument *argument, struct str text,
		struct label *label)
{
	size_t equals = label_end(text);
	struct str value = str_trim(str_from(text, equals + 1));
	bool is_quoted = value.len > 1 && (value.p[0] == '"' || value.p[0] == '\'')
			 && value.p[value.len - 1] == value.p[0];
	value = is_quoted ? str_slice(value, 1, value.len - 1) : value;
	if (equals == text.len || (!is_quoted && (value.len == 0 || has_any(value, " \t\n\"'{}")))
			|| (is_quoted && has_any(value, "\"") && has_any(value, "'"))) {
		return argument_fail(parser, argument, STR("write name=\"value\""),
				"'" STR_FMT "' is no label", STR_ARG(text));
	}
	label->name = str_trim(str_slice(text, 0, equals));
	label->value = value;
	return true;
}

/* `{a="b", c="d"}` is the same as `a="b", c="d"`. */
bool labels_parse(struct parser *parser, const struct argument *argument, struct term *term)
{
	struct str text = argument->text;
	struct label *labels = arena_new_array(
			parser->arena, struct label, term->label_count + text.len / 2 + 1);
	for (size_t i = 0; i < term->label_count; i++) {
		labels[i] = term->labels[i];
	}
	if (text.p[0] == '{') {
		if (text.p[text.len - 1] != '}') {
			return argument_fail(parser, argument, STR("write {name=\"value\"}"),
					"'" STR_FMT "' is no label", STR_ARG(text));
		}
		text = str_slice(text, 1, text.len - 1);
	}
	while (text.len) {
		size_t end = 0;
		char quote = '\0';
		for (; end < text.len && (quote || text.p[end] != ','); end++) {
			char c = text.p[end];
			quote = quote == c ? '\0' : !quote && (c == '"' || c == '\'') ? c : quote;
		}
		if (!label_parse(parser, argument, str_trim(str_slice(text, 0, end)),
				    &labels[term->label_count])) {
			return false;
		}
		term->label_count++;
		text = str_from(text, end + 1);
	}
	term->labels = labels;
	return true;
}
