/* SPDX-License-Identifier: MIT */
#include "sources/c/compile_db.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/glob.h"
#include "base/map.h"
#include "base/path.h"
#include "sources/c/flags.h"
#include "sources/c/kept.h"

#include <unistd.h>

/* A database is written by a build system and can be large. */
#define DB_BYTES_MAX ((size_t)512 * 1024 * 1024)
/* Of one entry. */
#define DB_NODES_MAX ((size_t)1000 * 1000)
#define DB_DEPTH_MAX 8

/* Reading one database. */
struct reading {
	struct compile_db *db;
	/* Of the entry at hand alone. */
	struct arena *arena;
	/* What outlives it. */
	struct kept kept;
	const struct root *root;
	const struct records *compilers;
	uint32_t configuration;
	/* The folder of the database, absolute: relative directories start there. */
	struct str folder;
	struct map *drops;
	struct map *searches;
	struct problems *problems;
};

/* One entry on its way from words to flags. */
struct entry_words {
	struct str source;
	struct command_words flags;
	struct compile_search search;
	struct str language;
	/* -isystem and -idirafter: searched after every -I. */
	struct command_words system;
	struct command_words after;
};

static void drop(struct reading *reading, struct str flag)
{
	/* "-o x" and "-Wall" differ in nothing that matters here: the name is enough. */
	map_put(reading->drops, str_slice(flag, 0, 80), NULL)->num++;
}

static void flag_add(struct reading *reading, struct entry_words *words, struct str flag)
{
	*vec_add(&words->flags.list, reading->arena) = flag;
}

/* Relative to the root when below it. */
static struct str path_shown(const struct reading *reading, struct str absolute)
{
	struct str relative;
	return path_below(reading->root->path, absolute, &relative) ? relative : absolute;
}

static bool file_is_there(const struct reading *reading, struct str folder, struct str name,
		const char *suffix)
{
	struct str path = path_join(reading->arena, folder, name);
	return access(str_fmt(reading->arena, STR_FMT "%s", STR_ARG(path), suffix).p, R_OK) == 0;
}

/*
 * gcc takes "x.h.gch" for "-include x.h" even where no x.h is.  Clang cannot
 * read it, and the header itself cannot be found from here, so such a flag is
 * dropped: the sources of such projects include the header as well.
 */
static bool is_only_precompiled(const struct reading *reading, const struct entry_words *words,
		struct str directory, struct str name)
{
	bool precompiled = file_is_there(reading, directory, name, ".gch");
	if (file_is_there(reading, directory, name, "")) {
		return false;
	}
	vec_each (const struct str, folder, &words->search.angled) {
		struct str at = path_join(reading->arena, reading->root->path, *folder);
		if (file_is_there(reading, at, name, "")) {
			return false;
		}
		precompiled = precompiled || file_is_there(reading, at, name, ".gch");
	}
	return precompiled;
}

static void header_add(struct reading *reading, struct entry_words *words, const struct flag *flag,
		struct str directory, struct str value)
{
	struct str relative;
	bool is_outside = path_is_absolute(value)
			  && !path_below(reading->root->path, path_clean(reading->arena, value),
					  &relative);
	if (is_outside) {
		drop(reading, flag->name);
		return;
	}
	if (is_only_precompiled(reading, words, directory, value)) {
		drop(reading, STR("-include (only a .gch is there)"));
		return;
	}
	flag_add(reading, words, flag->name);
	flag_add(reading, words, value);
	*vec_add(&words->search.forced, reading->arena) = value;
}

static void path_add(struct reading *reading, struct entry_words *words, const struct flag *flag,
		struct str directory, struct str value)
{
	struct arena *arena = reading->arena;
	struct str absolute = path_join(arena, directory, value);
	struct str shown = path_shown(reading, absolute);
	if (str_eq(flag->name, STR("-I"))) {
		*vec_add(&words->search.angled, arena) = shown;
	} else if (str_eq(flag->name, STR("-iquote"))) {
		*vec_add(&words->search.quote, arena) = shown;
	} else if (str_eq(flag->name, STR("-isystem"))) {
		*vec_add(&words->system.list, arena) = shown;
	} else if (str_eq(flag->name, STR("-idirafter"))) {
		*vec_add(&words->after.list, arena) = shown;
	}
	bool is_joined = str_ends(flag->name, STR("="));
	flag_add(reading, words,
			is_joined ? str_fmt(arena, STR_FMT STR_FMT, STR_ARG(flag->name),
						    STR_ARG(absolute))
				  : flag->name);
	if (!is_joined) {
		flag_add(reading, words, absolute);
	}
}

static void preprocessor_add(struct reading *reading, struct entry_words *words, struct str value)
{
	struct str part;
	while (str_split(&value, ',', &part)) {
		if (part.len > 2 && (str_starts(part, STR("-D")) || str_starts(part, STR("-U")))) {
			flag_add(reading, words, part);
		} else {
			drop(reading, str_fmt(reading->arena, "-Wp," STR_FMT, STR_ARG(part)));
		}
	}
}

/* Takes one flag with its value; false if the entry must be refused. */
static bool flag_take(struct reading *reading, struct entry_words *words, const struct flag *flag,
		struct str value, struct compile_entry *entry)
{
	struct arena *arena = reading->arena;
	switch (flag->class) {
	case FLAG_PASS:
		flag_add(reading, words, flag->name);
		return true;
	case FLAG_VALUE:
		/* Joined, whatever the form: "-D" alone would swallow a neighbour. */
		if (str_eq(flag->name, STR("-target"))) {
			flag_add(reading, words, flag->name);
			flag_add(reading, words, value);
			return true;
		}
		flag_add(reading, words,
				str_fmt(arena, STR_FMT STR_FMT, STR_ARG(flag->name),
						STR_ARG(value)));
		return true;
	case FLAG_PATH:
		path_add(reading, words, flag, entry->directory, value);
		return true;
	case FLAG_HEADER:
		header_add(reading, words, flag, entry->directory, value);
		return true;
	case FLAG_LANGUAGE:
		words->language = value;
		return true;
	case FLAG_PREPROCESSOR:
		preprocessor_add(reading, words, value);
		return true;
	case FLAG_RESPONSE:
		entry->problem = STR("its command names a response file, which is not read");
		return false;
	case FLAG_INPUT:
		return true;
	case FLAG_DROP:
	case FLAG_DROP_PAIR:
		drop(reading, flag->name);
		return true;
	}
	return true;
}

static bool compiler_is_wrapper(struct str name)
{
	return str_eq(name, STR("ccache")) || str_eq(name, STR("sccache"))
	       || str_eq(name, STR("distcc")) || str_eq(name, STR("icecc"));
}

/* What the configuration says about this compiler, or NULL. */
static const struct config_compiler *compiler_find(const struct reading *reading, struct str name)
{
	const struct config_compiler *all = reading->compilers ? reading->compilers->p : NULL;
	for (size_t i = 0; all && i < reading->compilers->len; i++) {
		if (glob_match(all[i].name.s, name)) {
			return &all[i];
		}
	}
	return NULL;
}

static void compiler_apply(struct reading *reading, struct entry_words *words,
		const struct config_compiler *compiler)
{
	struct arena *arena = reading->arena;
	if (compiler->target.s.len) {
		flag_add(reading, words,
				str_fmt(arena, "--target=" STR_FMT, STR_ARG(compiler->target.s)));
	}
	if (compiler->sysroot.s.len) {
		struct flag flag = { .name = STR("--sysroot=") };
		path_add(reading, words, &flag, reading->root->path, compiler->sysroot.s);
	}
	for (size_t i = 0; i < compiler->includes.len; i++) {
		struct flag flag = { .name = STR("-isystem") };
		path_add(reading, words, &flag, reading->root->path, compiler->includes.p[i].s);
	}
	for (size_t i = 0; i < compiler->defines.len; i++) {
		flag_add(reading, words,
				str_fmt(arena, "-D" STR_FMT, STR_ARG(compiler->defines.p[i].s)));
	}
}

/* Goes through the words of a command; false if the entry is refused. */
static bool words_take(struct reading *reading, const struct command_words *command,
		struct entry_words *words, struct compile_entry *entry)
{
	size_t i = 0;
	while (i < command->list.len && compiler_is_wrapper(path_name(command->list.p[i]))) {
		i++;
	}
	if (i == command->list.len) {
		entry->problem = STR("its command is empty");
		return false;
	}
	struct str program = path_name(command->list.p[i]);
	for (i++; i < command->list.len; i++) {
		struct flag flag = flag_of(command->list.p[i]);
		struct str value = flag.value;
		if (flag.takes_next) {
			if (i + 1 == command->list.len) {
				drop(reading, flag.name);
				break;
			}
			value = command->list.p[++i];
		}
		if (!flag_take(reading, words, &flag, value, entry)) {
			return false;
		}
	}
	const struct config_compiler *compiler = compiler_find(reading, program);
	if (compiler) {
		compiler_apply(reading, words, compiler);
	}
	return true;
}

static bool is_c(struct str path, struct str language)
{
	if (language.len && !str_eq(language, STR("none"))) {
		return str_eq(language, STR("c")) || str_eq(language, STR("c-header"));
	}
	struct str extension = path_extension(path);
	return str_eq(extension, STR(".c")) || str_eq(extension, STR(".h"))
	       || str_eq(extension, STR(".i"));
}

/* The number of an equal set of search paths, or of this new one. */
static uint32_t search_number(struct reading *reading, struct entry_words *words)
{
	struct compile_search *search = &words->search;
	struct buf key;
	vec_each (const struct str, folder, &words->system.list) {
		*vec_add(&search->angled, reading->arena) = *folder;
	}
	vec_each (const struct str, folder, &words->after.list) {
		*vec_add(&search->angled, reading->arena) = *folder;
	}
	buf_init(&key);
	vec_each (const struct str, folder, &search->quote) {
		buf_fmt(&key, "q" STR_FMT "\n", STR_ARG(*folder));
	}
	vec_each (const struct str, folder, &search->angled) {
		buf_fmt(&key, "a" STR_FMT "\n", STR_ARG(*folder));
	}
	vec_each (const struct str, name, &search->forced) {
		buf_fmt(&key, "f" STR_FMT "\n", STR_ARG(*name));
	}
	bool is_new;
	struct map_entry *entry = map_put(reading->searches, buf_str(&key), &is_new);
	buf_finish(&key);
	if (is_new) {
		entry->num = reading->db->searches.len;
		search->quote.p = kept_list(&reading->kept, search->quote.p, search->quote.len);
		search->angled.p = kept_list(&reading->kept, search->angled.p, search->angled.len);
		search->forced.p = kept_list(&reading->kept, search->forced.p, search->forced.len);
		search->quote.cap = search->quote.len;
		search->angled.cap = search->angled.len;
		search->forced.cap = search->forced.len;
		*vec_add(&reading->db->searches, reading->kept.arena) = *search;
	}
	return (uint32_t)entry->num;
}

/* The text of a member that must be text; an absent one is empty. */
static struct str member_text(struct reading *reading, const struct node *node, struct str key)
{
	const struct node *member = node_find(node, key);
	if (member && member->kind != NODE_SCALAR) {
		problem_add(reading->problems, member->place, STR("write a text"),
				"'" STR_FMT "' of a compile command is %s", STR_ARG(key),
				node_kind_name(member));
		return STR("");
	}
	return member ? member->text : STR("");
}

static void entry_problem(struct reading *reading, struct compile_entry *entry, const char *text)
{
	if (entry->problem.len == 0) {
		entry->problem = kept_text(&reading->kept, str_of(text));
	}
}

/* The words of "arguments" or "command"; false with the entry's problem set. */
static bool command_read(struct reading *reading, const struct node *node,
		struct command_words *command, struct compile_entry *entry)
{
	const struct node *arguments = node_find(node, STR("arguments"));
	if (arguments && arguments->kind == NODE_LIST) {
		for (size_t i = 0; i < arguments->len; i++) {
			if (arguments->items[i].kind != NODE_SCALAR) {
				entry_problem(reading, entry, "an argument is not text");
				return false;
			}
			*vec_add(&command->list, reading->arena) = arguments->items[i].text;
		}
		return true;
	}
	struct str text = member_text(reading, node, STR("command"));
	if (text.len == 0) {
		entry_problem(reading, entry, "it has neither 'arguments' nor 'command'");
		return false;
	}
	if (!command_split(command, reading->arena, text)) {
		entry_problem(reading, entry, "a quote in its command is not closed");
		return false;
	}
	return true;
}

/* Where the file really is, links followed; the cleaned path where nothing is. */
static struct str path_real(struct arena *arena, struct str path)
{
	char *real = realpath(path.p, NULL);
	struct str result = real ? str_dup(arena, str_of(real)) : path;
	free(real);
	return result;
}

/* `text` with the root's path replaced, so that a clone elsewhere has the same keys. */
static struct str without_root(const struct reading *reading, struct str text)
{
	struct str root = reading->root->path;
	const char *at = text.len >= root.len && root.len > 1
					 ? memmem(text.p, text.len, root.p, root.len)
					 : NULL;
	if (!at) {
		return text;
	}
	size_t before = (size_t)(at - text.p);
	struct str after = str_from(text, before + root.len);
	return str_fmt(reading->arena, STR_FMT "<root>" STR_FMT,
			STR_ARG(str_slice(text, 0, before)), STR_ARG(after));
}

static void keys_set(struct reading *reading, struct compile_entry *entry)
{
	struct str *flags = arena_new_array(reading->arena, struct str, entry->flag_count);
	for (size_t i = 0; i < entry->flag_count; i++) {
		flags[i] = without_root(reading, entry->flags[i]);
	}
	entry->key_flags = kept_list(&reading->kept, flags, entry->flag_count);
	entry->key_directory = kept_text(&reading->kept, without_root(reading, entry->directory));
}

static void entry_read(struct reading *reading, const struct node *node)
{
	struct arena *arena = reading->arena;
	struct compile_entry entry = { .configuration = reading->configuration,
		.place = node->place };
	struct entry_words words = { 0 };
	struct command_words command = { 0 };
	struct str relative;

	if (node->kind != NODE_MAP) {
		problem_add(reading->problems, node->place,
				STR("each entry is an object with 'directory', 'file' and "
				    "'arguments' or 'command'"),
				"an entry of the compile database is %s", node_kind_name(node));
		return;
	}
	struct str directory = member_text(reading, node, STR("directory"));
	struct str file = member_text(reading, node, STR("file"));
	entry.directory = kept_folder(&reading->kept, path_join(arena, reading->folder, directory));
	struct str absolute = path_real(arena, path_join(arena, entry.directory, file));
	if (file.len == 0) {
		entry_problem(reading, &entry, "it names no 'file'");
	} else if (!path_below(reading->root->path, absolute, &relative)) {
		entry_problem(reading, &entry, "the file lies outside the tree");
		relative = absolute;
	} else if (access(entry.directory.p, X_OK) != 0) {
		entry_problem(reading, &entry, "its directory does not exist");
	} else if (access(absolute.p, R_OK) != 0) {
		entry.is_absent = true;
		entry_problem(reading, &entry, COMPILE_ABSENT);
	}
	entry.path = file.len ? kept_text(&reading->kept, relative) : STR("");

	if (command_read(reading, node, &command, &entry)
			&& words_take(reading, &command, &words, &entry)
			&& !is_c(absolute, words.language)) {
		entry.is_other_language = true;
		entry_problem(reading, &entry, "it is not C");
	}
	flag_add(reading, &words, STR("-x"));
	flag_add(reading, &words,
			str_eq(words.language, STR("c-header")) ? STR("c-header") : STR("c"));
	entry.search = search_number(reading, &words);
	entry.flags = kept_list(&reading->kept, words.flags.list.p, words.flags.list.len);
	entry.flag_count = words.flags.list.len;
	keys_set(reading, &entry);
	*vec_add(&reading->db->entries, reading->kept.arena) = entry;
}

static bool item_read(const struct node *node, void *ctx)
{
	struct reading *reading = ctx;
	entry_read(reading, node);
	arena_reset(reading->arena);
	return true;
}

static bool text_read(struct reading *reading, struct arena *scratch, struct str path,
		bool is_inside, struct str *text)
{
	struct err err;
	bool ok = is_inside ? root_read_text(reading->root, scratch, path, DB_BYTES_MAX, text, &err)
			    : file_read(scratch, path, DB_BYTES_MAX, text, &err);
	if (!ok) {
		problem_add(reading->problems, (struct place){ .path = path },
				STR("build the project first, or name another file with "
				    "--compile-commands or sources.compile_commands"),
				"%s", err.text);
	}
	return ok;
}

bool compile_db_read(struct compile_db *db, struct arena *arena, const struct root *root,
		struct str path, bool is_inside, const struct records *compilers,
		struct problems *problems)
{
	struct arena *scratch = arena_create();
	struct reading reading = {
		.db = db,
		.arena = arena_create(),
		.root = root,
		.compilers = compilers,
		.configuration = (uint32_t)db->paths.len,
		.problems = problems,
		.drops = map_create(scratch),
		.searches = map_create(scratch),
	};
	struct node_limits limits = {
		.max_bytes = DB_BYTES_MAX,
		.max_depth = DB_DEPTH_MAX,
		.max_nodes = DB_NODES_MAX,
		.option = "",
	};
	struct str text;
	size_t errors = problems->errors;

	kept_init(&reading.kept, arena, scratch);
	path = str_dup(arena, path);
	bool ok = text_read(&reading, scratch, path, is_inside, &text);
	if (ok) {
		struct str at = is_inside ? path_join(arena, root->path, path)
					  : path_real(arena, path);
		reading.folder = path_folder(at);
		*vec_add(&db->paths, arena) = path;
		ok = node_each_json(path, text, &limits, item_read, &reading, problems);
	}
	for (size_t i = 0; i < reading.drops->len; i++) {
		const struct map_entry *dropped = &reading.drops->entries[i];
		*vec_add(&db->drops, arena) =
				(struct compile_drop){ str_dup(arena, dropped->key), dropped->num };
	}
	arena_destroy(reading.arena);
	arena_destroy(scratch);
	return ok && problems->errors == errors;
}

static int flags_cmp(const struct compile_entry *a, const struct compile_entry *b)
{
	for (size_t i = 0; i < a->flag_count && i < b->flag_count; i++) {
		int order = str_cmp(a->flags[i], b->flags[i]);
		if (order) {
			return order;
		}
	}
	return (a->flag_count > b->flag_count) - (a->flag_count < b->flag_count);
}

static int entry_order(const void *x, const void *y)
{
	const struct compile_entry *a = x;
	const struct compile_entry *b = y;
	int order = str_cmp(a->path, b->path);
	if (!order && a->configuration != b->configuration) {
		order = a->configuration < b->configuration ? -1 : 1;
	}
	if (!order) {
		order = flags_cmp(a, b);
	}
	if (!order) {
		order = str_cmp(a->problem, b->problem);
	}
	return order ? order : str_cmp(a->directory, b->directory);
}

static int drop_order(const void *a, const void *b)
{
	return str_cmp(((const struct compile_drop *)a)->flag,
			((const struct compile_drop *)b)->flag);
}

/* Numbers the search paths by the sorted entries, so that the file's order leaves no trace. */
static void searches_renumber(struct compile_db *db, struct arena *arena)
{
	size_t count = db->searches.len;
	struct compile_search *ordered = arena_new_array(arena, struct compile_search, count);
	uint32_t *number = arena_new_array(arena, uint32_t, count);
	uint32_t next = 0;
	for (size_t i = 0; i < count; i++) {
		number[i] = NONE;
	}
	vec_each (struct compile_entry, entry, &db->entries) {
		if (number[entry->search] == NONE) {
			ordered[next] = db->searches.p[entry->search];
			number[entry->search] = next++;
		}
		entry->search = number[entry->search];
	}
	db->searches.p = ordered;
	db->searches.len = next;
}

void compile_db_finish(struct compile_db *db, struct arena *arena)
{
	vec_sort(&db->entries, entry_order);
	size_t kept = 0;
	for (size_t i = 0; i < db->entries.len; i++) {
		if (kept && entry_order(&db->entries.p[i], &db->entries.p[kept - 1]) == 0) {
			continue;
		}
		db->entries.p[kept++] = db->entries.p[i];
	}
	db->entries.len = kept;
	searches_renumber(db, arena);

	vec_sort(&db->drops, drop_order);
	kept = 0;
	for (size_t i = 0; i < db->drops.len; i++) {
		if (kept && str_eq(db->drops.p[i].flag, db->drops.p[kept - 1].flag)) {
			db->drops.p[kept - 1].count += db->drops.p[i].count;
			continue;
		}
		db->drops.p[kept++] = db->drops.p[i];
	}
	db->drops.len = kept;
}
