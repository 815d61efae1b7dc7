/* SPDX-License-Identifier: MIT */
#include "engine/assessing.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/path.h"
#include "base/suggest.h"
#include "engine/gathering.h"
#include "engine/governing.h"
#include "findings/own.h"
#include "pillars/answers.h"
#include "pillars/pack_read.h"
#include "pillars/pillar_report.h"

#define ANSWERS_PATH "assessment/answers.yaml"
#define RESULTS_PATH "assessment/results.jsonl"
/* The family of what assessments find. */
#define PILLAR_RULES "lintel/pillar/"
#define PACKS_SHOWN 32

static struct assessing *assessing_of(const struct run *run)
{
	return run->governing ? run->governing->assessing : NULL;
}

/* ---- reading ---- */

/* Always false. */
static bool pack_unknown(struct run *run, const struct text *name)
{
	struct str names[PACKS_SHOWN];
	size_t count = pack_shipped_names(names, COUNT_OF(names));
	struct str near = suggest(name->s, names, count);
	struct buf remedy;

	buf_init(&remedy);
	if (near.len) {
		buf_fmt(&remedy, "did you mean '" STR_FMT "'?", STR_ARG(near));
	} else {
		for (size_t i = 0; i < count && i < COUNT_OF(names); i++) {
			buf_fmt(&remedy, "%s" STR_FMT, i ? ", " : "there are: ", STR_ARG(names[i]));
		}
		buf_fmt(&remedy, "%sa file of your own, by its path", count ? "; or " : "");
	}
	problem_add(&run->problems, name->place, buf_str(&remedy), "no pack '" STR_FMT "'",
			STR_ARG(name->s));
	buf_finish(&remedy);
	return false;
}

static bool pack_load(struct run *run, struct assessing *assessing)
{
	const struct text *name = &run->config.pillars.pack;
	struct str text = pack_shipped(name->s);
	struct err err;

	if (text.len) {
		struct str path = str_fmt(run->arena, "pack:" STR_FMT, STR_ARG(name->s));
		bool is_good = pack_read(&assessing->pack, run->arena, path, text, &run->problems);
		assessing->pack.is_shipped = true;
		return is_good;
	}
	if (str_find(name->s, '.') == name->s.len && str_find(name->s, '/') == name->s.len) {
		return pack_unknown(run, name);
	}
	struct str path = path_clean(run->arena, name->s);
	if (!root_read_text(&run->root, run->arena, path, PACK_BYTES_MAX, &text, &err)) {
		return problem_add(&run->problems, name->place,
				STR("a pack of your own is a file below the root"), "%s", err.text);
	}
	return pack_read(&assessing->pack, run->arena, path, text, &run->problems);
}

/* A path of the configuration, or the default. */
static struct str path_of(struct run *run, const struct text *path, struct str otherwise)
{
	return path->s.len ? path_clean(run->arena, path->s) : otherwise;
}

/* A file that need not be there. */
static bool file_load(struct run *run, struct str path, struct place place, size_t max,
		struct str *text, bool *is_there, struct problems *problems)
{
	struct buf bytes;
	bool is_good = true;

	buf_init(&bytes);
	*text = STR("");
	enum file_status status = root_read(&run->root, path, max, &bytes, NULL);
	*is_there = status == FILE_OK;
	if (*is_there) {
		*text = str_dup(run->arena, buf_str(&bytes));
	} else if (status != FILE_MISSING) {
		is_good = problem_add(problems, place, STR("it has to be a readable file"),
				"cannot read '" STR_FMT "': %s", STR_ARG(path),
				file_status_text(status));
	}
	buf_finish(&bytes);
	return is_good;
}

static bool answers_load(struct run *run, struct assessing *assessing, struct err *err)
{
	const struct config_pillars *config = &run->config.pillars;
	struct str given = run->options.answers;
	struct str text;

	assessing->is_answers_given = given.len > 0;
	assessing->answers_path =
			given.len ? given : path_of(run, &config->answers, STR(ANSWERS_PATH));
	if (given.len) {
		assessing->has_answers_file = true;
		if (!file_read(run->arena, given, ANSWERS_BYTES_MAX, &text, err)) {
			return false;
		}
	} else if (!file_load(run, assessing->answers_path, config->pack.place, ANSWERS_BYTES_MAX,
				   &text, &assessing->has_answers_file, &run->problems)) {
		return false;
	}
	assessing->answers_hash = hash_of(text);
	answers_init(&assessing->answers, run->arena, assessing->answers_path);
	return !assessing->has_answers_file
	       || answers_read(&assessing->answers, run->arena, &assessing->pack,
			       assessing->answers_path, text, &run->problems);
}

/* A damaged file stops only what needs earlier results. */
static void results_load(struct run *run, struct assessing *assessing)
{
	struct problems problems;
	struct str text;
	bool is_there;

	assessing->results_path = path_of(run, &run->config.pillars.results, STR(RESULTS_PATH));
	problems_init(&problems, run->arena);
	if (!file_load(run, assessing->results_path, run->config.pillars.pack.place,
			    RESULTS_BYTES_MAX, &text, &is_there, &problems)
			|| !results_read(&assessing->results, run->arena, assessing->results_path,
					text, &problems)) {
		assessing->results = (struct results){ .damage = problems.list.p };
	}
}

static bool age_check(struct run *run)
{
	const struct text *age = &run->config.pillars.max_answer_age;
	struct duration duration;

	return !age->s.len || duration_read(&duration, age->s)
	       || problem_add(&run->problems, age->place, STR("for example: max_answer_age: 180d"),
			       "'" STR_FMT "' is no duration", STR_ARG(age->s));
}

/* Earlier results are what triggers see of pillars; this run's are what gates see. */
static void values_put(struct run *run, const struct assessment *assessment)
{
	struct assessing *assessing = run->governing->assessing;
	struct value_row *rows;
	size_t count = results_rows(&assessing->results, &assessing->pack, assessment,
			run->governing->world.as_of, run->arena, &rows);

	govern_values(run, STR("pillar"), rows, count);
}

bool assessing_read(struct run *run, struct err *err)
{
	struct assessing *assessing;

	if (!run->config.pillars.pack.s.len || run->governing->assessing) {
		return true;
	}
	assessing = arena_new(run->arena, struct assessing);
	if (!pack_load(run, assessing)) {
		return err_set(err, "nothing was checked");
	}
	const struct condition_names names = run_condition_names(run);
	bool is_good = assessment_prepare(&assessing->conditions, run->arena, &assessing->pack,
			&names, &run->problems);
	is_good = age_check(run) && is_good;
	is_good = exemptions_take(&assessing->exemptions, run->arena, &run->config.pillars,
				  &assessing->pack, date_day_of(run->options.as_of), &run->problems)
		  && is_good;
	results_load(run, assessing);
	(void)err_set(err, "nothing was checked");
	is_good = answers_load(run, assessing, err) && is_good;
	run->governing->assessing = assessing;
	values_put(run, NULL);
	return is_good;
}

/* ---- scoring ---- */

void assessing_renew(struct run *run)
{
	struct assessing *assessing = assessing_of(run);
	struct assessment_conditions again;
	struct problems problems;

	if (!assessing) {
		return;
	}
	const struct condition_names names = run_condition_names(run);
	problems_init(&problems, run->arena);
	/* What is wrong was told the first time. */
	if (assessment_prepare(&again, run->arena, &assessing->pack, &names, &problems)) {
		assessing->conditions = again;
	}
}

unsigned assessing_needs(const struct run *run)
{
	const struct assessing *assessing = assessing_of(run);

	return assessing ? assessing->conditions.needs : 0;
}

static void measure(struct run *run)
{
	struct assessing *assessing = run->governing->assessing;

	govern_world(run);
	assessing->input = (struct assessment_input){
		.pack = &assessing->pack,
		.conditions = &assessing->conditions,
		.config = &run->config.pillars,
		.exemptions = &assessing->exemptions,
		.world = &run->governing->world,
	};
	assessing->input.path_count = text_paths(&run->gathering->tree, &assessing->input.paths);
	assess_measure(&assessing->assessment, run->arena, &assessing->input);
	assessing->is_measured = true;
	assess_score(&assessing->assessment, run->arena, &assessing->answers);
	values_put(run, &assessing->assessment);
}

/* A run of some rules or modules does not see what all of it would come to. */
static bool is_asked(const struct run *run)
{
	const struct run_options *options = &run->options;
	bool is_named = options->rules_count == 0;

	for (size_t i = 0; i < options->rules_count; i++) {
		is_named |= str_starts(options->rules[i], STR(PILLAR_RULES));
	}
	return is_named && options->modules_count == 0 && assessing_of(run)
	       && run->governing->is_ready;
}

void assessing_judge(struct run *run)
{
	if (!is_asked(run) || run->governing->assessing->is_measured) {
		return;
	}
	measure(run);
	const struct own_settings settings = own_settings_of(&run->config);
	pillars_report(&run->governing->assessing->assessment, &run->findings, &settings);
	if (run->governing->assessing->results.damage) {
		results_report(run->governing->assessing->results.damage,
				run->governing->assessing->pack.name, &run->findings, &settings);
	}
}

bool run_assess(struct run *run, struct err *err)
{
	/* Evidence may ask how complete records are. */
	if (!run_judge_needs(run, assessing_needs(run), err)) {
		return false;
	}
	assessing_judge(run);
	return true;
}

void run_assess_again(struct run *run)
{
	struct assessing *assessing = run->governing->assessing;

	assess_score(&assessing->assessment, run->arena, &assessing->answers);
}

/* ---- where a result comes from ---- */

static struct hash config_hash(struct run *run)
{
	const struct text_list *files = &run->config.files;
	struct hasher *hasher = hasher_create();
	struct buf text;

	buf_init(&text);
	for (size_t i = 0; i < files->len; i++) {
		struct str path = files->p[i].s;
		hasher_add(hasher, path);
		/* A pack of the program goes by its name. */
		if (root_read(&run->root, path, FILE_SIZE_MAX, &text, NULL) == FILE_OK) {
			hasher_add(hasher, buf_str(&text));
		}
	}
	buf_finish(&text);
	return hasher_finish(hasher);
}

static struct hash telemetry_hash(const struct run *run)
{
	const struct metrics *metrics = &run->governing->metrics;
	struct hasher *hasher = hasher_create();
	char hex[HASH_HEX_SIZE];

	for (size_t i = 0; i < metrics->len; i++) {
		hash_hex(metrics->list[i].content, hex);
		hasher_add(hasher, metrics->list[i].name);
		hasher_add(hasher, str_of(hex));
	}
	return hasher_finish(hasher);
}

struct result_origin assessing_origin(struct run *run, struct str program)
{
	return (struct result_origin){
		.program = program,
		.config = config_hash(run),
		.answers = run->governing->assessing->answers_hash,
		.telemetry = telemetry_hash(run),
	};
}
