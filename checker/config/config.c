/* SPDX-License-Identifier: MIT */
#include "config/config.h"

#include "base/arena.h"
#include "base/calendar.h"
#include "base/embedded.h"
#include "base/err.h"
#include "base/glob.h"
#include "base/map.h"
#include "base/path.h"
#include "base/problem.h"
#include "base/suggest.h"
#include "config/config_file.h"
#include "config/extends.h"

#include <unistd.h>

/* How many errors get a "did you mean", and out of how many words. */
#define SUGGESTIONS_MAX 50
#define SUGGESTED_IDS_MAX 500

/* Made by ci/embed.py from rules/packs/. */
extern const struct embedded config_packs[];

struct str config_pack(struct str name)
{
	for (const struct embedded *pack = config_packs; pack->name.len; pack++) {
		if (str_eq(pack->name, name)) {
			return pack->text;
		}
	}
	return STR("");
}

size_t config_pack_names(struct str *names, size_t max)
{
	size_t count = 0;
	while (config_packs[count].name.len) {
		if (count < max) {
			names[count] = config_packs[count].name;
		}
		count++;
	}
	return count;
}

struct str config_find(struct arena *arena, struct str folder)
{
	char *start = realpath(folder.len ? str_dup(arena, folder).p : ".", NULL);
	struct str path = str_dup(arena, str_of(start));
	free(start);
	while (path.len) {
		struct str file = path_join(arena, path, STR("lintel.yaml"));
		if (access(file.p, F_OK) == 0) {
			return path;
		}
		path = path.len > 1 ? str_dup(arena, path_folder(path)) : STR("");
	}
	return STR("");
}

/* Findings point at files: what a pack says stands where the pack was asked for. */
static struct place place_in_file(const struct config *config, struct place place)
{
	for (size_t i = 0; str_starts(place.path, PACK_PREFIX) && i < config->files.len; i++) {
		if (str_eq(config->files.p[i].s, place.path)) {
			return config->files.p[i].place;
		}
	}
	return place;
}

static struct place begin(struct place place)
{
	place.width = 0;
	return place;
}

static void unassigned_take(struct config *config)
{
	static const enum severity severities[] = {
		[UNASSIGNED_NONE] = SEVERITY_NONE,
		[UNASSIGNED_WARNING] = SEVERITY_WARNING,
		[UNASSIGNED_ERROR] = SEVERITY_ERROR,
	};

	config->unassigned.value = severities[config->unassigned.value];
	config->unassigned_place =
			config->unassigned.is_set
					? place_in_file(config, config->unassigned.place)
					: (struct place){ .path = config->path, .line = 1 };
}

static void rules_take(
		struct config *config, const struct records *records, const struct node *merged)
{
	const struct node *list = node_find(merged, STR("rules"));
	config->rules = records->p;
	config->rule_count = records->len;
	for (size_t i = 0; i < records->len; i++) {
		config->rules[i].node = &list->items[i];
		config->rules[i].place = place_in_file(config, list->items[i].place);
	}
}

/* "did you mean", while there are few enough of both that looking is quick. */
static struct str kind_remedy(const struct config *config, const struct config_rule *rule,
		const struct problems *problems)
{
	struct str ids[SUGGESTED_IDS_MAX];
	size_t count = 0;
	bool is_few = problems->errors < SUGGESTIONS_MAX;
	for (size_t i = 0; is_few && i < config->rule_count && count < SUGGESTED_IDS_MAX; i++) {
		if (config->rules[i].kind.s.len) {
			ids[count++] = config->rules[i].id.s;
		}
	}
	struct str nearest = suggest(rule->id.s, ids, count);
	if (!nearest.len) {
		return STR("say what it checks, for example: kind: layers; only an entry that "
			   "adjusts a rule of what is extended needs none");
	}
	return str_fmt(problems->arena,
			"did you mean to adjust '" STR_FMT "'? otherwise write its kind",
			STR_ARG(nearest));
}

/* Only rules/ knows which rules of lintel's own there are to adjust. */
static bool is_own(const struct config_rule *rule)
{
	return str_starts(rule->id.s, STR("lintel/"));
}

static bool kinds_check(const struct config *config, struct problems *problems)
{
	bool ok = true;
	for (size_t i = 0; i < config->rule_count; i++) {
		const struct config_rule *rule = &config->rules[i];
		if (rule->id.s.len && !is_own(rule) && !node_find(rule->node, STR("kind"))) {
			ok = problem_add(problems, begin(rule->place),
					kind_remedy(config, rule, problems),
					"rule '" STR_FMT "' has no 'kind'", STR_ARG(rule->id.s));
		}
	}
	return ok;
}

/* A {name} of the module must be bound by each of its patterns, or nobody knows whose a file is. */
static bool patterns_check(const struct config_module *module, const struct text_list *patterns,
		struct problems *problems)
{
	struct str variable = glob_variable(module->name.s);
	bool ok = true;
	for (size_t i = 0; i < patterns->len; i++) {
		struct str bound = glob_variable(patterns->p[i].s);
		if (str_eq(variable, bound)) {
			continue;
		}
		struct str missing = bound.len ? bound : variable;
		struct str remedy =
				bound.len ? STR("the name of the module binds it: \"drv/{name}\"")
					  : STR("write it into the pattern: \"src/drv/{name}/**\"");
		ok = problem_add(problems, patterns->p[i].place, remedy,
				"pattern '" STR_FMT "' and module '" STR_FMT "' do not both have "
				"{" STR_FMT "}",
				STR_ARG(patterns->p[i].s), STR_ARG(module->name.s),
				STR_ARG(missing));
	}
	return ok;
}

static bool module_check(const struct config_module *module, struct problems *problems)
{
	struct err err;
	if (!glob_check(module->name.s, &err)) {
		return problem_add(problems, module->name.place, STR("one {name} at most"), "%s",
				err.text);
	}
	bool ok = patterns_check(module, &module->paths, problems);
	ok = patterns_check(module, &module->public_headers, problems) && ok;
	ok = patterns_check(module, &module->ports, problems) && ok;
	if (!module->paths.is_set && !module->public_headers.is_set) {
		ok = problem_add(problems, begin(module->name.place),
				STR("its files, for example: paths: [src/net/**]"),
				"module '" STR_FMT "' has no 'paths'", STR_ARG(module->name.s));
	}
	return ok;
}

static bool parts_check(const struct config *config, struct problems *problems)
{
	const struct config_module *modules = config->modules.p;
	const struct config_external *externals = config->externals.p;
	bool ok = true;
	for (size_t i = 0; i < config->modules.len; i++) {
		ok = module_check(&modules[i], problems) && ok;
	}
	for (size_t i = 0; i < config->externals.len; i++) {
		if (!externals[i].headers.is_set && !externals[i].symbols.is_set) {
			ok = problem_add(problems, begin(externals[i].name.place),
					STR("for example: headers: [openssl/**]"),
					"external '" STR_FMT "' has neither 'headers' nor "
					"'symbols'",
					STR_ARG(externals[i].name.s));
		}
	}
	return ok;
}

static bool addresses_check(const struct text_list *patterns, struct problems *problems)
{
	struct err err;
	bool ok = true;
	vec_each (const struct text, pattern, patterns) {
		if (!glob_check(pattern->s, &err)) {
			ok = problem_add(problems, pattern->place, STR(""), "%s", err.text);
		}
	}
	return ok;
}

static bool history_check(const struct config_history *history, struct problems *problems)
{
	const struct config_team *teams = history->teams.p;
	const struct number *max_set = &history->max_set;
	struct duration window;
	bool ok = true;
	if (history->window.s.len > 0 && !duration_read(&window, history->window.s)) {
		ok = problem_add(problems, history->window.place,
				STR("write a duration, for example 1y or 180d"),
				"'" STR_FMT "' is no duration", STR_ARG(history->window.s));
	}
	if (max_set->is_set && (max_set->value < 2 || max_set->value > HISTORY_MOST_SET)) {
		ok = problem_add(problems, max_set->place,
				STR("two files are the least that can change together"),
				"'max_set' is %lld, which is not from 2 to %d",
				(long long)max_set->value, HISTORY_MOST_SET);
	}
	for (size_t i = 0; i < history->teams.len; i++) {
		ok = addresses_check(&teams[i].people, problems) && ok;
	}
	ok = addresses_check(&history->bots, problems) && ok;
	return ok;
}

/* Leaves out what rules/ could only complain about again. */
static void rules_sift(struct config *config, struct arena *arena)
{
	struct map *ids = map_create(arena);
	size_t kept = 0;
	for (size_t i = 0; i < config->rule_count; i++) {
		const struct config_rule *rule = &config->rules[i];
		bool is_new;
		map_put(ids, rule->id.s, &is_new);
		if (rule->id.s.len && (rule->kind.s.len || is_own(rule)) && is_new) {
			config->rules[kept++] = *rule;
		}
	}
	config->rule_count = kept;
}

static void patterns_sift(const struct config_module *module, struct text_list *patterns)
{
	struct str variable = glob_variable(module->name.s);
	size_t kept = 0;
	for (size_t i = 0; i < patterns->len; i++) {
		if (str_eq(glob_variable(patterns->p[i].s), variable)) {
			patterns->p[kept++] = patterns->p[i];
		}
	}
	patterns->len = kept;
}

/* The same for facts/: what has no sound name, and what its name does not fit. */
static void modules_sift(struct config *config)
{
	struct config_module *modules = config->modules.p;
	size_t kept = 0;
	for (size_t i = 0; i < config->modules.len; i++) {
		struct config_module module = modules[i];
		struct config_use *uses = module.uses.p;
		struct err err;
		size_t use_count = 0;
		for (size_t j = 0; j < module.uses.len; j++) {
			if (uses[j].to.s.len) {
				uses[use_count++] = uses[j];
			}
		}
		module.uses.len = use_count;
		patterns_sift(&module, &module.paths);
		patterns_sift(&module, &module.public_headers);
		patterns_sift(&module, &module.ports);
		if (glob_check(module.name.s, &err)) {
			modules[kept++] = module;
		}
	}
	config->modules.len = kept;
}

static bool read_all(struct config *config, struct arena *arena, const struct root *root,
		struct str path, const struct str *proposed, const struct node_limits *limits,
		struct problems *problems)
{
	struct extends *extends = arena_new(arena, struct extends);
	struct config_file file;
	bool is_read = extends_read(extends, arena, root, path, proposed, limits, problems);
	*config = (struct config){ .path = path };
	/* Without the file itself, or in another version, every further word would be noise. */
	if (!extends->files.len) {
		return false;
	}
	extends->merged.place.path = path;
	bool ok = table_decode(&config_table, NULL, &extends->merged, &file, arena, problems);
	*config = file.config;
	config->path = path;
	config->node = extends->is_whole ? &extends->merged : NULL;
	config->files = (struct text_list){
		.p = extends->files.p,
		.len = extends->files.len,
		.is_set = true,
	};
	unassigned_take(config);
	rules_take(config, &file.rules, &extends->merged);
	/* What a file that could not be read would have said, nobody can miss. */
	ok = (!extends->is_whole || kinds_check(config, problems)) && ok;
	ok = parts_check(config, problems) && ok && is_read;
	ok = history_check(&config->history, problems) && ok;
	if (!ok) {
		rules_sift(config, arena);
		modules_sift(config);
	}
	return ok;
}

bool config_read(struct config *config, struct arena *arena, const struct root *root,
		struct str path, const struct node_limits *limits, struct problems *problems)
{
	return read_all(config, arena, root, path, NULL, limits, problems);
}

bool config_read_proposed(struct config *config, struct arena *arena, const struct root *root,
		struct str path, struct str text, struct problems *problems)
{
	return read_all(config, arena, root, path, &text, NULL, problems);
}
