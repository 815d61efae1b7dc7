/* SPDX-License-Identifier: MIT */
#include "cli/command.h"

#define AT(member) offsetof(struct shared_settings, member)

static const char *const color_words[] = { "auto", "always", "never", NULL };

/* clang-format off */
static const struct option shared_list[] = {
	{ .name = "color", .type = OPTION_CHOICE, .offset = AT(color), .metavar = "WHEN",
	  .words = color_words, .help = "colours: on a terminal unless NO_COLOR is set" },
	{ .name = "help", .letter = 'h', .type = OPTION_FLAG, .offset = AT(wants_help),
	  .help = "show this page" },
};
/* clang-format on */

const struct option_table shared_options = { "Everywhere", shared_list, COUNT_OF(shared_list) };
