/* SPDX-License-Identifier: MIT */
#include "cli/shells.h"

#include "base/buf.h"

/* Adds text for the inside of single quotes of the shells, in which "'" ends them. */
static void add_quoted(struct buf *out, struct str text, const char *quote)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.p[i] == '\'') {
			buf_add_cstr(out, quote);
		} else {
			buf_add_char(out, text.p[i]);
		}
	}
}

static bool takes_file(const struct option *option)
{
	return option->metavar && str_ends(str_of(option->metavar), STR("FILE"));
}

static bool takes_folder(const struct option *option)
{
	return option->metavar && str_eq(str_of(option->metavar), STR("DIR"));
}

static void add_words(struct buf *out, const char *const *words)
{
	for (const char *const *word = words; word && *word; word++) {
		buf_fmt(out, "%s%s", word == words ? "" : " ", *word);
	}
}

/* "adr" of "adr due", the whole of other names. */
static struct str first_word(const struct command *command)
{
	struct str name = str_of(command->name);
	return str_slice(name, 0, str_find(name, ' '));
}

static bool has_two_words(const struct command *command)
{
	return first_word(command).len < strlen(command->name);
}

/* The commands of a group stand together: the first one speaks for it. */
static bool is_first_of_group(const struct command *const *list, size_t i)
{
	return i == 0 || !str_eq(first_word(list[i]), first_word(list[i - 1]));
}

static void add_command_names(struct buf *out, const struct command *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (is_first_of_group(list, i)) {
			buf_fmt(out, "%s" STR_FMT, i ? " " : "", STR_ARG(first_word(list[i])));
		}
	}
}

/* The second words of the group that list[i] is the first of. */
static void add_second_words(
		struct buf *out, const struct command *const *list, size_t count, size_t i)
{
	struct str group = first_word(list[i]);
	for (size_t k = i; k < count && str_eq(first_word(list[k]), group); k++) {
		buf_fmt(out, "%s%s", k > i ? " " : "", list[k]->name + group.len + 1);
	}
}

/* Begins `before`, the second words of each group and `after`, below its name. */
static void add_groups(struct buf *out, const struct command *const *list, size_t count,
		const char *before, const char *after)
{
	for (size_t i = 0; i < count; i++) {
		if (has_two_words(list[i]) && is_first_of_group(list, i)) {
			buf_fmt(out, "\t" STR_FMT ")%s", STR_ARG(first_word(list[i])), before);
			add_second_words(out, list, count, i);
			buf_add_cstr(out, after);
		}
	}
}

/* `    check:--format) … ;;` for each option of the command that takes a value. */
static void bash_values(struct buf *out, const struct command *command)
{
	for (const struct option_table *const *t = command->tables; *t; t++) {
		for (size_t i = 0; i < (*t)->len; i++) {
			const struct option *option = &(*t)->options[i];
			if (!option->metavar) {
				continue;
			}
			buf_fmt(out, "\t'%s':--%s", command->name, option->name);
			if (option->letter) {
				buf_fmt(out, "|'%s':-%c", command->name, option->letter);
			}
			if (option->words) {
				buf_add_cstr(out, ") COMPREPLY=($(compgen -W '");
				add_words(out, option->words);
				buf_add_cstr(out, "' -- \"$word\")); return ;;\n");
			} else if (takes_file(option)) {
				buf_add_cstr(out, ") COMPREPLY=($(compgen -f -- \"$word\")); "
						  "return ;;\n");
			} else if (takes_folder(option)) {
				buf_add_cstr(out, ") COMPREPLY=($(compgen -d -- \"$word\")); "
						  "return ;;\n");
			} else {
				buf_add_cstr(out, ") return ;;\n");
			}
		}
	}
}

/* `    check) options='…' operands='…' ;;` */
static void bash_command(struct buf *out, const struct command *command,
		const struct command *const *list, size_t count)
{
	buf_fmt(out, "\t'%s') options='", command->name);
	const char *blank = "";
	for (const struct option_table *const *t = command->tables; *t; t++) {
		for (size_t i = 0; i < (*t)->len; i++) {
			buf_fmt(out, "%s--%s", blank, (*t)->options[i].name);
			blank = " ";
		}
	}
	buf_add_cstr(out, "' operands='");
	if (command->operand_kind == OPERAND_WORD) {
		add_words(out, command->operand_words);
	} else if (command->operand_kind == OPERAND_COMMAND) {
		add_command_names(out, list, count);
	}
	buf_fmt(out, "' files=%s ;;\n", command->operand_kind == OPERAND_FILE ? "yes" : "");
}

void shell_bash(const struct command *const *list, size_t count, struct buf *out)
{
	buf_add_cstr(out,
			"# bash completion for lintel; source it, or put it where your "
			"distribution keeps completions.\n"
			"_lintel()\n{\n"
			"\tlocal word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
			"\tlocal command=${COMP_WORDS[1]} options='' operands='' files=''\n"
			"\tCOMPREPLY=()\n"
			"\tif [ \"$COMP_CWORD\" -eq 1 ]; then\n"
			"\t\tCOMPREPLY=($(compgen -W '--help --version ");
	add_command_names(out, list, count);
	buf_add_cstr(out, "' -- \"$word\"))\n\t\treturn\n\tfi\n"
			  "\t# Names of two words.\n\tlocal second=''\n\tcase $command in\n");
	add_groups(out, list, count, " second='", "' ;;\n");
	buf_add_cstr(out, "\tesac\n"
			  "\tif [ -n \"$second\" ]; then\n"
			  "\t\tif [ \"$COMP_CWORD\" -eq 2 ]; then\n"
			  "\t\t\tCOMPREPLY=($(compgen -W \"--help $second\" -- \"$word\"))\n"
			  "\t\t\treturn\n\t\tfi\n"
			  "\t\tcommand=\"$command ${COMP_WORDS[2]}\"\n\tfi\n"
			  "\t# In `--name=value`, bash makes `=` a word of its own.\n"
			  "\tif [ \"$word\" = '=' ]; then\n\t\tword=''\n"
			  "\telif [ \"$before\" = '=' ]; then\n"
			  "\t\tbefore=${COMP_WORDS[COMP_CWORD-2]}\n\tfi\n"
			  "\tcase $command:$before in\n");
	for (size_t i = 0; i < count; i++) {
		bash_values(out, list[i]);
	}
	buf_add_cstr(out, "\tesac\n\tcase $command in\n");
	for (size_t i = 0; i < count; i++) {
		bash_command(out, list[i], list, count);
	}
	buf_add_cstr(out, "\tesac\n"
			  "\tif [[ $word == -* ]]; then\n"
			  "\t\tCOMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
			  "\telif [ -n \"$operands\" ]; then\n"
			  "\t\tCOMPREPLY=($(compgen -W \"$operands\" -- \"$word\"))\n"
			  "\telif [ -n \"$files\" ]; then\n"
			  "\t\tCOMPREPLY=($(compgen -f -- \"$word\"))\n"
			  "\tfi\n}\n"
			  "complete -o filenames -F _lintel lintel\n");
}

/* Text of an _arguments specification: ':', '[' and ']' have a meaning there. */
static void zsh_text(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.p[i];
		if (c == ':' || c == '[' || c == ']' || c == '\\') {
			buf_add_char(out, '\\');
		}
		add_quoted(out, str_slice(text, i, i + 1), "'\\''");
	}
}

static void zsh_option(struct buf *out, const struct option *option)
{
	buf_add_cstr(out, " \\\n\t\t\t");
	if (option->letter) {
		buf_fmt(out, "'*'{-%c%s,--%s%s}'[", option->letter, option->metavar ? "+" : "",
				option->name, option->metavar ? "=" : "");
	} else {
		buf_fmt(out, "'*--%s%s[", option->name, option->metavar ? "=" : "");
	}
	zsh_text(out, str_of(option->help));
	buf_add_char(out, ']');
	if (option->metavar) {
		buf_add_char(out, ':');
		zsh_text(out, str_of(option->metavar));
		buf_add_char(out, ':');
	}
	if (option->words) {
		buf_add_char(out, '(');
		add_words(out, option->words);
		buf_add_char(out, ')');
	} else if (takes_file(option)) {
		buf_add_cstr(out, "_files");
	} else if (takes_folder(option)) {
		buf_add_cstr(out, "_files -/");
	}
	buf_add_char(out, '\'');
}

static void zsh_operands(struct buf *out, const struct command *command,
		const struct command *const *list, size_t count)
{
	if (command->operand_kind == OPERAND_NONE) {
		return;
	}
	buf_add_cstr(out, " \\\n\t\t\t'*:operand:");
	if (command->operand_kind == OPERAND_FILE) {
		buf_add_cstr(out, "_files'");
		return;
	}
	buf_add_char(out, '(');
	if (command->operand_kind == OPERAND_WORD) {
		add_words(out, command->operand_words);
	} else {
		add_command_names(out, list, count);
	}
	buf_add_cstr(out, ")'");
}

void shell_zsh(const struct command *const *list, size_t count, struct buf *out)
{
	buf_add_cstr(out, "#compdef lintel\n"
			  "# zsh completion for lintel; put it as _lintel in a folder of $fpath.\n"
			  "_lintel()\n{\n"
			  "\tlocal -a names\n\tnames=(\n");
	for (size_t i = 0; i < count; i++) {
		if (is_first_of_group(list, i)) {
			buf_fmt(out, "\t\t'" STR_FMT ":", STR_ARG(first_word(list[i])));
			zsh_text(out, has_two_words(list[i]) ? STR("") : str_of(list[i]->summary));
			buf_add_cstr(out, "'\n");
		}
	}
	buf_add_cstr(out, "\t)\n"
			  "\tif (( CURRENT == 2 )); then\n"
			  "\t\t_describe command names\n\t\treturn\n\tfi\n"
			  "\tlocal command=$words[2] second=''\n"
			  "\tshift words\n\t(( CURRENT-- ))\n"
			  "\tcase $command in\n");
	add_groups(out, list, count, " second='", "' ;;\n");
	buf_add_cstr(out, "\tesac\n"
			  "\tif [[ -n $second ]]; then\n"
			  "\t\tif (( CURRENT == 2 )); then\n"
			  "\t\t\tcompadd -- ${=second}\n\t\t\treturn\n\t\tfi\n"
			  "\t\tcommand=\"$command $words[2]\"\n"
			  "\t\tshift words\n\t\t(( CURRENT-- ))\n\tfi\n"
			  "\tcase $command in\n");
	for (size_t i = 0; i < count; i++) {
		buf_fmt(out, "\t'%s')\n\t\t_arguments -s", list[i]->name);
		for (const struct option_table *const *t = list[i]->tables; *t; t++) {
			for (size_t k = 0; k < (*t)->len; k++) {
				zsh_option(out, &(*t)->options[k]);
			}
		}
		zsh_operands(out, list[i], list, count);
		buf_add_cstr(out, "\n\t\t;;\n");
	}
	buf_add_cstr(out, "\tesac\n}\n_lintel \"$@\"\n");
}

/* "-n 'this command was written'". */
static void fish_seen(struct buf *out, const struct command *command)
{
	struct str first = first_word(command);
	buf_fmt(out, "complete -c lintel -n '__fish_seen_subcommand_from " STR_FMT, STR_ARG(first));
	if (has_two_words(command)) {
		buf_fmt(out, "; and __fish_seen_subcommand_from %s", command->name + first.len + 1);
	}
	buf_add_char(out, '\'');
}

static void fish_option(struct buf *out, const struct command *command, const struct option *option)
{
	fish_seen(out, command);
	if (option->letter) {
		buf_fmt(out, " -s %c", option->letter);
	}
	buf_fmt(out, " -l %s", option->name);
	if (option->words) {
		buf_add_cstr(out, " -x -a '");
		add_words(out, option->words);
		buf_add_char(out, '\'');
	} else if (takes_file(option)) {
		buf_add_cstr(out, " -r -F");
	} else if (takes_folder(option)) {
		buf_add_cstr(out, " -x -a '(__fish_complete_directories)'");
	} else if (option->metavar) {
		buf_add_cstr(out, " -x");
	}
	buf_add_cstr(out, " -d '");
	add_quoted(out, str_of(option->help), "\\'");
	buf_add_cstr(out, "'\n");
}

void shell_fish(const struct command *const *list, size_t count, struct buf *out)
{
	buf_add_cstr(out, "# fish completion for lintel; put it as lintel.fish in "
			  "~/.config/fish/completions.\n"
			  "complete -c lintel -f\n");
	for (size_t i = 0; i < count; i++) {
		if (has_two_words(list[i])) {
			continue;
		}
		buf_fmt(out, "complete -c lintel -n __fish_use_subcommand -a %s -d '",
				list[i]->name);
		add_quoted(out, str_of(list[i]->summary), "\\'");
		buf_add_cstr(out, "'\n");
	}
	for (size_t i = 0; i < count; i++) {
		if (has_two_words(list[i]) && is_first_of_group(list, i)) {
			struct str group = first_word(list[i]);
			buf_fmt(out, "complete -c lintel -n __fish_use_subcommand -a " STR_FMT "\n",
					STR_ARG(group));
			buf_fmt(out,
					"complete -c lintel -n '__fish_seen_subcommand_from " STR_FMT
					"' -a '",
					STR_ARG(group));
			add_second_words(out, list, count, i);
			buf_add_cstr(out, "'\n");
		}
	}
	for (size_t i = 0; i < count; i++) {
		const struct command *command = list[i];
		for (const struct option_table *const *t = command->tables; *t; t++) {
			for (size_t k = 0; k < (*t)->len; k++) {
				fish_option(out, command, &(*t)->options[k]);
			}
		}
		if (command->operand_kind == OPERAND_NONE) {
			continue;
		}
		fish_seen(out, command);
		if (command->operand_kind == OPERAND_FILE) {
			buf_add_cstr(out, " -F\n");
			continue;
		}
		buf_add_cstr(out, " -a '");
		if (command->operand_kind == OPERAND_WORD) {
			add_words(out, command->operand_words);
		} else {
			add_command_names(out, list, count);
		}
		buf_add_cstr(out, "'\n");
	}
}
