/* SPDX-License-Identifier: MIT */
#include "cli/command.h"

#include "base/arena.h"
#include "base/suggest.h"

#define COMMAND(name) &command_##name,
const struct command *const commands[] = {
#include "cli/commands.def"
};
#undef COMMAND

const size_t command_count = COUNT_OF(commands);

const struct command *command_find(struct str name)
{
	for (size_t i = 0; i < command_count; i++) {
		if (str_eq(str_of(commands[i]->name), name)) {
			return commands[i];
		}
	}
	return NULL;
}

static bool is_of_group(const struct command *command, struct str group)
{
	struct str name = str_of(command->name);
	return name.len > group.len && str_starts(name, group) && name.p[group.len] == ' ';
}

bool command_is_group(struct str word)
{
	for (size_t i = 0; i < command_count; i++) {
		if (is_of_group(commands[i], word)) {
			return true;
		}
	}
	return false;
}

struct str command_suggest(struct str name, struct arena *arena)
{
	struct str *names = arena_new_array(arena, struct str, command_count);
	for (size_t i = 0; i < command_count; i++) {
		names[i] = str_of(commands[i]->name);
	}
	return suggest(name, names, command_count);
}
