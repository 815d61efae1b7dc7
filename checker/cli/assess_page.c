/* SPDX-License-Identifier: MIT */
#include "cli/assess_page.h"

#include "base/embedded.h"
#include "cli/show.h"
#include "formats/json_writer.h"

/* reports/assess/, put together by ci/page.py. */
extern const struct embedded cli_pages[];

/* No answer is from before 1900. */
#define DAY_LEAST (-25567)

/* Where the data go; the page has it once. */
#define DATA_MARK "@DATA@"

static void criteria_write(const struct pack_item *item, struct json_writer *json)
{
	json_key(json, "criteria");
	json_array(json);
	for (size_t i = 0; i < item->criterion_count; i++) {
		json_object(json);
		json_member_str(json, "id", item->criteria[i].id);
		json_member_str(json, "text", item->criteria[i].text);
		json_end(json);
	}
	json_end(json);
}

static void choices_write(const struct pack_item *item, struct json_writer *json)
{
	json_key(json, "choices");
	json_array(json);
	for (size_t i = 0; i < item->choice_count; i++) {
		const struct choice_kind *choice = &item->choices[i];
		json_object(json);
		json_member_str(json, "id", choice->id);
		json_member_str(json, "text", choice->text);
		json_key(json, "score");
		json_real(json, choice->score);
		json_member_bool(json, "needs_criteria", choice->needs_criteria);
		json_end(json);
	}
	json_end(json);
}

/* Operands before what joins them; a criterion is { "ticked": id }. */
static void rules_write(const struct pack_item *item, struct json_writer *json)
{
	static const char *const ops[] = {
		[RISK_NOT] = "not",
		[RISK_AND] = "and",
		[RISK_OR] = "or",
	};

	json_key(json, "rules");
	json_array(json);
	for (size_t i = 0; i < item->rule_count; i++) {
		const struct risk_rule *rule = &item->rules[i];
		json_object(json);
		json_key(json, "score");
		json_real(json, rule->score);
		json_key(json, "steps");
		json_array(json);
		for (size_t k = 0; k < rule->step_count; k++) {
			const struct risk_step *step = &rule->steps[k];
			json_object(json);
			if (step->op == RISK_TICKED) {
				json_member_str(json, "ticked", item->criteria[step->criterion].id);
			} else {
				json_member_str(json, "op", str_of(ops[step->op]));
			}
			json_end(json);
		}
		json_end(json);
		json_end(json);
	}
	json_end(json);
}

static void references_write(const struct pack_item *item, struct json_writer *json)
{
	json_key(json, "references");
	json_array(json);
	for (size_t i = 0; i < item->reference_count; i++) {
		json_str(json, item->references[i]);
	}
	json_end(json);
}

/* What the page computes with; see reports/assess/interval.js. */
static void evidence_write(const struct pack_item *item, const struct item_result *result,
		struct json_writer *json)
{
	static const char *const states[] = {
		[MEASUREMENT_NONE] = "none",
		[MEASUREMENT_FRESH] = "fresh",
		[MEASUREMENT_STALE] = "stale",
		[MEASUREMENT_MISSING] = "missing",
	};

	json_key(json, "evidence");
	json_array(json);
	for (size_t i = 0; i < item->scoring_count; i++) {
		const struct verification *one = &result->verifications[i];
		json_object(json);
		json_member_str(json, "state", str_of(states[one->state]));
		json_key(json, "score");
		json_real(json, one->score);
		json_member_str(json, "fact", one->fact);
		json_member_str(json, "source", one->evidence);
		json_end(json);
	}
	json_end(json);
}

static void item_write(const struct pack_item *item, const struct item_result *result,
		struct json_writer *json)
{
	bool is_out = result->state == ITEM_NOT_APPLICABLE;

	json_object(json);
	json_member_str(json, "id", item->id);
	json_member_num(json, "pillar", item->pillar);
	json_member_bool(json, "is_question", item->kind == ITEM_QUESTION);
	json_member_str(json, "ask", item->ask);
	json_member_str(json, "help", item->help);
	choices_write(item, json);
	criteria_write(item, json);
	rules_write(item, json);
	json_member_str(json, "mode",
			item->mode == VERIFY_CONSERVATIVE ? STR("conservative") : STR("measured"));
	json_member_num(json, "weight", item->weight);
	json_key(json, "cap");
	json_real(json, result->standing.cap);
	json_member_bool(json, "is_must", item->is_must);
	json_member_bool(json, "is_exempt", result->state == ITEM_EXEMPT);
	json_member_str(json, "applies",
			is_out ? STR("no")
			       : (result->is_applying_unknown ? STR("unknown") : STR("yes")));
	json_member_bool(json, "is_evidenced", result->grade >= GRADE_WEAK);
	evidence_write(item, result, json);
	json_member_str(json, "remedy", item->remedy);
	json_member_str(json, "hint", item->evidence_hint);
	references_write(item, json);
	json_end(json);
}

static void pack_write(const struct assess_page *page, struct json_writer *json)
{
	const struct pack *pack = page->pack;

	json_key(json, "pack");
	json_object(json);
	json_member_str(json, "name", pack->name);
	json_member_str(json, "version", pack->version);
	json_member_str(json, "title", pack->title);
	json_key(json, "pillars");
	json_array(json);
	for (size_t i = 0; i < pack->pillar_count; i++) {
		const struct pack_pillar *pillar = &pack->pillars[i];
		json_object(json);
		json_member_str(json, "id", pillar->id);
		json_member_str(json, "title", pillar->title);
		json_member_str(json, "property", pillar->property);
		json_member_str(json, "question", pillar->question);
		json_end(json);
	}
	json_end(json);
	json_key(json, "items");
	json_array(json);
	for (size_t i = 0; i < pack->item_count; i++) {
		item_write(&pack->items[i], &page->assessment->items[i], json);
	}
	json_end(json);
	json_end(json);
}

static void answer_json(
		const struct pack_item *item, const struct answer *answer, struct json_writer *json)
{
	char day[DATE_DAY_SIZE];
	bool has_choice = answer->choice < item->choice_count;

	date_write_day(answer->day, day);
	json_object(json);
	json_member_str(json, "item", item->id);
	json_member_str(json, "choice",
			answer->is_not_applicable ? STR(ANSWER_NOT_APPLICABLE)
						  : (has_choice ? item->choices[answer->choice].id
								: STR("")));
	json_key(json, "ticked");
	json_array(json);
	for (size_t i = 0; i < item->criterion_count; i++) {
		if (answer->ticked >> i & 1) {
			json_str(json, item->criteria[i].id);
		}
	}
	json_end(json);
	json_member_str(json, "note", answer->note);
	json_member_str(json, "evidence", answer->evidence);
	json_member_str(json, "on", str_of(day));
	json_member_str(json, "by", answer->by);
	json_end(json);
}

/* The first day whose answers count: a page can load what lintel has not seen. */
static date_day day_counting(const struct assessment *assessment)
{
	date_day old = DAY_LEAST;
	date_day young = date_day_of(assessment->as_of / MOMENT_SECOND) + 1;

	while (young - old > 1) {
		const struct answer answer = { .has_day = true, .day = old + (young - old) / 2 };
		if (answer_is_old(&answer, assessment->input->config, assessment->as_of)) {
			old = answer.day;
		} else {
			young = answer.day;
		}
	}
	return young;
}

static void data_write(const struct assess_page *page, struct buf *out)
{
	const struct pack *pack = page->pack;
	char day[DATE_DAY_SIZE];
	char hash[HASH_HEX_SIZE];
	struct json_writer json;

	date_write_day(date_day_of(page->assessment->as_of / MOMENT_SECOND), day);
	hash_hex(pack->hash, hash);
	json_begin(&json, out, JSON_IN_HTML);
	json_object(&json);
	pack_write(page, &json);
	json_key(&json, "answers");
	json_array(&json);
	for (uint32_t i = 0; i < pack->item_count; i++) {
		const struct answer *answer = answers_find(page->answers, i);
		if (answer) {
			answer_json(&pack->items[i], answer, &json);
		}
	}
	json_end(&json);
	json_member_num(&json, "left_out", (int64_t)page->answers->faults.len);
	json_member_str(&json, "path", page->path);
	json_member_str(&json, "by", page->by);
	json_member_str(&json, "as_of", str_of(day));
	date_write_day(day_counting(page->assessment), day);
	json_member_str(&json, "counts_from", str_of(day));
	/* Tells the drafts of two packs of one name apart. */
	json_member_str(&json, "hash", str_of(hash));
	json_end(&json);
	json_finish(&json);
}

void assess_page_write(const struct assess_page *page, struct buf *out)
{
	struct str text = cli_pages[0].text;
	size_t mark = 0;

	while (!str_starts(str_from(text, mark), STR(DATA_MARK))) {
		mark++;
	}
	buf_add(out, str_slice(text, 0, mark));
	data_write(page, out);
	buf_add(out, str_from(text, mark + STR(DATA_MARK).len));
}
