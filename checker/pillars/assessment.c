/* SPDX-License-Identifier: MIT */
/*
 * Read it bottom-up: one item, its grade, one pillar, the whole.
 */
#include "pillars/assessment.h"

#include "base/arena.h"
#include "conditions/evaluate.h"
#include "pillars/exemption.h"
#include "pillars/headline.h"

const char *const grade_words[] = {
	[GRADE_NONE] = "E0",
	[GRADE_DECLARED] = "E1",
	[GRADE_SHOWN] = "E2",
	[GRADE_WEAK] = "E3",
	[GRADE_MEASURED] = "E4",
};

/* What a grade adds to the confidence in a pillar. */
static const double grade_values[] = {
	[GRADE_NONE] = 0,
	[GRADE_DECLARED] = 0.3,
	[GRADE_SHOWN] = 0.5,
	[GRADE_WEAK] = 0.7,
	[GRADE_MEASURED] = 1,
};

/* What a pillar's lower bound must reach to count as a yes in a reading. */
#define READING_LEAST 0.5

/* ---- what was measured ---- */

static void item_measure(struct assessment *assessment, struct arena *arena, uint32_t number)
{
	const struct assessment_input *input = assessment->input;
	const struct pack_item *item = &input->pack->items[number];
	const struct condition *applies = input->conditions->applies[number];
	struct item_result *result = &assessment->items[number];
	struct condition_known known;

	*result = (struct item_result){ 0 };
	result->verifications = arena_new_array(arena, struct verification, item->scoring_count);
	if (applies) {
		condition_observe(&known, arena, applies, input->world);
		bool is_now = known.is_known && !known.is_stale;
		result->is_applying_unknown = !is_now;
		result->state = is_now && known.value.value == 0 ? ITEM_NOT_APPLICABLE
								 : ITEM_SCORED;
	}
	for (size_t i = 0; i < item->scoring_count; i++) {
		verify(&result->verifications[i], arena, &item->scorings[i],
				input->conditions->scorings[number][i], input->world);
	}
}

void assess_measure(struct assessment *assessment, struct arena *arena,
		const struct assessment_input *input)
{
	const struct pack *pack = input->pack;

	*assessment = (struct assessment){
		.input = input,
		.pack = pack,
		.items = arena_new_array(arena, struct item_result, pack->item_count),
		.pillars = arena_new_array(arena, struct pillar_result, pack->pillar_count),
		.reading = UINT32_MAX,
		.deepen = UINT32_MAX,
		.as_of = input->world->as_of,
	};
	for (uint32_t i = 0; i < pack->item_count; i++) {
		item_measure(assessment, arena, i);
	}
}

/* ---- answers ---- */

bool answer_is_later(const struct answer *answer, moment as_of)
{
	return (moment)answer->day * MOMENT_DAY > as_of;
}

bool answer_is_old(const struct answer *answer, const struct config_pillars *config, moment as_of)
{
	struct str written = config->max_answer_age.s;
	struct duration age;

	/* The engine has refused what is no duration. */
	if (!duration_read(&age, written.len ? written : STR(ANSWER_AGE_DEFAULT))) {
		return false;
	}
	return !answer->has_day
	       || moment_after((moment)(answer->day + 1) * MOMENT_DAY, age) <= as_of;
}

static void answer_take(struct assessment *assessment, uint32_t number)
{
	const struct pack_item *item = &assessment->pack->items[number];
	struct item_result *result = &assessment->items[number];
	const struct answer *answer = answers_find(assessment->answers, number);
	struct answer ticked;

	result->answer = NULL;
	result->is_answer_later = answer && answer_is_later(answer, assessment->as_of);
	result->is_answer_old =
			answer && !result->is_answer_later
			&& answer_is_old(answer, assessment->input->config, assessment->as_of);
	result->is_answer_cut = false;
	if (!answer || item->kind != ITEM_QUESTION || result->is_answer_later
			|| result->is_answer_old) {
		return;
	}
	result->answer = answer;
	if (!answer->is_not_applicable) {
		ticked = *answer;
		ticked.ticked = UINT64_MAX;
		result->is_answer_cut = item->rule_count == 0
					&& answer_score(item, &ticked) > answer_score(item, answer);
	}
}

/* A file, or a folder with files in it; a fragment may stand behind it. */
static bool is_path(const struct assessment_input *input, struct str path)
{
	size_t low = 0;
	size_t high = input->path_count;

	path = str_slice(path, 0, str_find(path, '#'));
	path.len -= path.len && path.p[path.len - 1] == '/';
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		bool is_before = str_cmp(input->paths[middle], path) < 0;
		low = is_before ? middle + 1 : low;
		high = is_before ? high : middle;
	}
	/* Between a folder and its files may stand names that begin like it: "a.c" before "a/b". */
	while (path.len && low < input->path_count && str_starts(input->paths[low], path)) {
		struct str rest = str_from(input->paths[low], path.len);
		if (rest.len == 0 || rest.p[0] == '/') {
			return true;
		}
		low++;
	}
	return false;
}

/* A path of the repository, a decision record, or an address. */
static bool is_shown(const struct assessment *assessment, struct str evidence)
{
	const struct assessment_input *input = assessment->input;

	if (str_starts(evidence, STR("https://")) || str_starts(evidence, STR("http://"))) {
		return evidence.len > STR("https://").len;
	}
	if (input->world->decisions && evidence.len
			&& decision_find(input->world->decisions, evidence)) {
		return true;
	}
	return is_path(input, evidence);
}

/* ---- an item ---- */

static enum evidence_grade grade_of(
		const struct assessment *assessment, const struct item_result *result, size_t count)
{
	size_t fresh = 0;
	size_t known = 0;

	for (size_t i = 0; i < count; i++) {
		enum measurement_state state = result->verifications[i].state;
		fresh += state == MEASUREMENT_FRESH;
		known += state == MEASUREMENT_FRESH || state == MEASUREMENT_STALE;
	}
	/* What may not apply is not evidenced: else hiding why would raise the share that is. */
	if (known > 0 && !result->is_applying_unknown) {
		return fresh == count ? GRADE_MEASURED : GRADE_WEAK;
	}
	if (!result->answer || result->answer->is_not_applicable) {
		return GRADE_NONE;
	}
	return is_shown(assessment, result->answer->evidence) ? GRADE_SHOWN : GRADE_DECLARED;
}

static struct standing standing_of(const struct pack_item *item, const struct item_result *result)
{
	struct standing standing = {
		.state = MEASUREMENT_NONE,
		.mode = item->mode,
		.cap = item->severity == ITEM_CRITICAL ? INTERVAL_CAP_CRITICAL : INTERVAL_CAP,
		.is_exempt = result->state == ITEM_EXEMPT,
	};

	if (result->answer && !result->answer->is_not_applicable) {
		standing.has_answer = true;
		standing.answer = answer_score(item, result->answer);
	}
	return standing;
}

static bool is_lower(struct interval a, struct interval b)
{
	return a.lo != b.lo ? a.lo < b.lo : a.hi < b.hi;
}

/* Each piece of evidence alone with the answer; the lowest of them decides. */
static void item_join(const struct pack_item *item, struct item_result *result)
{
	const struct standing bare = standing_of(item, result);
	struct interval lowest = { 0 };

	result->standing = bare;
	result->interval = interval_of(&bare, &result->agreement);
	result->deciding = NULL;
	for (size_t i = 0; i < item->scoring_count; i++) {
		struct verification *verification = &result->verifications[i];
		struct standing standing = bare;
		standing.state = verification->state;
		standing.score = verification->score;
		struct interval interval = interval_of(&standing, &verification->agreement);
		bool is_asked = item->kind == ITEM_QUESTION;
		if (!is_asked && verification->agreement == AGREES_UNANSWERED) {
			verification->agreement = AGREES_NOT_ASKED;
		}
		result->interval = i ? interval_both(result->interval, interval) : interval;
		if (i == 0 || is_lower(interval, lowest)) {
			lowest = interval;
			result->standing = standing;
			result->agreement = verification->agreement;
			result->deciding = verification;
		}
	}
}

/* An over-claim is told whatever else decides. */
static void contradiction_keep(const struct pack_item *item, struct item_result *result)
{
	for (size_t i = 0; i < item->scoring_count; i++) {
		const struct verification *verification = &result->verifications[i];
		bool is_worse = result->agreement != AGREES_OVER_CLAIM
				|| verification->score < result->standing.score;
		if (verification->agreement == AGREES_OVER_CLAIM && is_worse) {
			result->agreement = AGREES_OVER_CLAIM;
			result->standing.state = verification->state;
			result->standing.score = verification->score;
			result->deciding = verification;
		}
	}
}

static void item_score(struct assessment *assessment, uint32_t number)
{
	const struct pack_item *item = &assessment->pack->items[number];
	struct item_result *result = &assessment->items[number];

	answer_take(assessment, number);
	if (result->state != ITEM_NOT_APPLICABLE) {
		result->state = exemption_of(assessment->input->exemptions, number) ? ITEM_EXEMPT
				: result->answer && result->answer->is_not_applicable
						? ITEM_SAID_NOT_APPLICABLE
						: ITEM_SCORED;
	}
	item_join(item, result);
	contradiction_keep(item, result);
	if (result->is_applying_unknown) {
		result->interval = (struct interval){ 0, 1 };
	}
	result->grade = grade_of(assessment, result, item->scoring_count);
	result->reason = result->deciding ? result->deciding->reason : REASON_NONE;
	result->fact = result->deciding ? result->deciding->fact : STR("");
	result->place = result->deciding ? item->scorings[result->deciding - result->verifications]
							   .place
					 : (struct place){ 0 };
}

/* ---- a pillar ---- */

/* Sums over the weights of a pillar's items. */
struct sums {
	double all;
	double applying;
	double excluded;
	double lo;
	double hi;
	double known;
	double known_score;
	double evidenced;
	double confidence;
};

/* What is known of an item when what is unknown is left out: for display only. */
static bool item_known(const struct item_result *result, double *score)
{
	const struct standing *standing = &result->standing;
	bool is_measured = standing->state == MEASUREMENT_FRESH
			   || standing->state == MEASUREMENT_STALE;

	*score = is_measured ? standing->score : standing->answer;
	return is_measured || standing->has_answer;
}

static void item_count(const struct pack_item *item, const struct item_result *result,
		struct pillar_result *pillar, struct sums *sums)
{
	double weight = item->weight;
	double score;

	sums->all += weight;
	sums->excluded += result->state == ITEM_SCORED ? 0 : weight;
	pillar->exempt += result->state == ITEM_EXEMPT;
	pillar->not_applicable += result->state == ITEM_NOT_APPLICABLE
				  || result->state == ITEM_SAID_NOT_APPLICABLE;
	if (result->state == ITEM_NOT_APPLICABLE) {
		return;
	}
	sums->applying += weight;
	sums->lo += weight * result->interval.lo;
	sums->hi += weight * result->interval.hi;
	sums->evidenced += result->grade >= GRADE_WEAK ? weight : 0;
	sums->confidence += weight * grade_values[result->grade];
	if (item_known(result, &score)) {
		sums->known += weight;
		sums->known_score += weight * score;
	}
	pillar->contradictions +=
			result->agreement == AGREES_OVER_CLAIM && result->state == ITEM_SCORED;
	bool is_asked = item->kind == ITEM_QUESTION && result->state != ITEM_EXEMPT;
	pillar->questions += is_asked;
	pillar->unanswered += is_asked && !result->answer;
	pillar->facts += item->scoring_count;
	for (size_t i = 0; i < item->scoring_count; i++) {
		pillar->facts_known += result->verifications[i].state == MEASUREMENT_FRESH;
		pillar->facts_old += result->verifications[i].state == MEASUREMENT_STALE;
	}
}

/* The item whose `must` is not met, and which counts for the band with number `band`. */
static uint32_t must_failed(
		const struct assessment *assessment, const struct pack_pillar *from, uint32_t band)
{
	for (uint32_t i = from->first; i < from->first + from->count; i++) {
		const struct pack_item *item = &assessment->pack->items[i];
		const struct item_result *result = &assessment->items[i];
		if (item->is_must && item->level <= band + 1 && result->state != ITEM_NOT_APPLICABLE
				&& result->interval.lo < MUST_LEAST) {
			return i;
		}
	}
	return UINT32_MAX;
}

/* Every pillar reaches the lowest band. */
static void band_find(const struct assessment *assessment, const struct pack_pillar *from,
		struct pillar_result *result)
{
	const struct pack *pack = assessment->pack;

	result->band = pack->band_count ? 0 : UINT32_MAX;
	result->must = UINT32_MAX;
	for (uint32_t i = 1; i < pack->band_count; i++) {
		const struct pack_band *band = &pack->bands[i];
		if (result->lower < band->lower || result->evidenced < band->evidenced) {
			return;
		}
		result->must = must_failed(assessment, from, i);
		if (result->must != UINT32_MAX) {
			return;
		}
		result->band = i;
	}
}

static void pillar_score(struct assessment *assessment, struct arena *arena, uint32_t number)
{
	const struct pack_pillar *from = &assessment->pack->pillars[number];
	struct pillar_result *result = &assessment->pillars[number];
	struct sums sums = { 0 };

	*result = (struct pillar_result){ .band = UINT32_MAX, .must = UINT32_MAX, .upper = 1 };
	for (uint32_t i = from->first; i < from->first + from->count; i++) {
		item_count(&assessment->pack->items[i], &assessment->items[i], result, &sums);
	}
	result->excluded = sums.all > 0 ? sums.excluded / sums.all : 0;
	result->is_assessed = sums.applying > 0;
	if (!result->is_assessed) {
		result->headline = STR("nothing in it applies here");
		return;
	}
	result->lower = sums.lo / sums.applying;
	result->upper = sums.hi / sums.applying;
	result->known = sums.known > 0 ? sums.known_score / sums.known : 0;
	result->evidenced = sums.evidenced / sums.applying;
	result->confidence = sums.confidence / sums.applying;
	for (uint32_t i = from->first; i < from->first + from->count; i++) {
		struct item_result *item = &assessment->items[i];
		double weight = assessment->pack->items[i].weight;
		item->gain = item->state == ITEM_NOT_APPLICABLE
					     ? 0
					     : weight * (1 - item->interval.lo) / sums.applying;
	}
	band_find(assessment, from, result);
	result->headline = headline_of(assessment, number, arena);
}

/* ---- all of them ---- */

static uint32_t reading_find(const struct assessment *assessment)
{
	const struct pack *pack = assessment->pack;
	size_t assessed = 0;
	size_t good = 0;
	uint32_t found = UINT32_MAX;

	for (size_t i = 0; i < pack->pillar_count; i++) {
		assessed += assessment->pillars[i].is_assessed;
		good += assessment->pillars[i].is_assessed
			&& assessment->pillars[i].lower >= READING_LEAST;
	}
	for (uint32_t i = 0; i < pack->reading_count && assessed; i++) {
		if ((double)good >= pack->readings[i].least * (double)assessed) {
			found = i;
		}
	}
	return found;
}

void assess_score(struct assessment *assessment, struct arena *arena, const struct answers *answers)
{
	const struct pack *pack = assessment->pack;

	assessment->answers = answers;
	for (uint32_t i = 0; i < pack->item_count; i++) {
		item_score(assessment, i);
	}
	for (uint32_t i = 0; i < pack->pillar_count; i++) {
		pillar_score(assessment, arena, i);
	}
	assessment->reading = reading_find(assessment);
	deepen(assessment, arena);
}
