/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/path.h"
#include "base/problem.h"
#include "formats/json_writer.h"
#include "pillars/results.h"

/* More digits would only show how sums are rounded. */
static double rounded(double share)
{
	return (double)(int64_t)(share * 1e6 + 0.5) / 1e6;
}

static void member_share(struct json_writer *json, const char *key, double share)
{
	json_key(json, key);
	json_real(json, rounded(share));
}

static void member_hash(struct json_writer *json, const char *key, struct hash hash)
{
	char hex[HASH_HEX_SIZE];

	hash_hex(hash, hex);
	json_member_str(json, key, str_of(hex));
}

static void pillar_write(struct json_writer *json, const struct pillar_result *pillar)
{
	if (!pillar->is_assessed) {
		json_null(json);
		return;
	}
	json_object(json);
	member_share(json, "lower", pillar->lower);
	member_share(json, "upper", pillar->upper);
	member_share(json, "evidenced", pillar->evidenced);
	member_share(json, "confidence", pillar->confidence);
	json_end(json);
}

static void answer_members(
		struct json_writer *json, const struct pack_item *item, const struct answer *answer)
{
	char day[DATE_DAY_SIZE];

	if (answer->is_not_applicable) {
		json_member_str(json, "answer", STR(ANSWER_NOT_APPLICABLE));
	} else if (answer->choice < item->choice_count) {
		json_member_str(json, "answer", item->choices[answer->choice].id);
	}
	if (answer->ticked) {
		json_key(json, "ticked");
		json_array(json);
		for (size_t i = 0; i < item->criterion_count; i++) {
			if (answer->ticked >> i & 1) {
				json_str(json, item->criteria[i].id);
			}
		}
		json_end(json);
	}
	date_write_day(answer->day, day);
	json_member_str(json, "on", str_of(day));
}

static void items_write(struct json_writer *json, const struct assessment *assessment)
{
	json_key(json, "items");
	json_object(json);
	for (size_t i = 0; i < assessment->pack->item_count; i++) {
		const struct pack_item *item = &assessment->pack->items[i];
		const struct item_result *result = &assessment->items[i];
		if (result->state == ITEM_NOT_APPLICABLE) {
			continue;
		}
		json_key_str(json, item->id);
		json_object(json);
		member_share(json, "lo", result->interval.lo);
		member_share(json, "hi", result->interval.hi);
		json_member_str(json, "grade", str_of(grade_words[result->grade]));
		if (result->answer) {
			answer_members(json, item, result->answer);
		}
		json_end(json);
	}
	json_end(json);
}

void result_write(const struct assessment *assessment, const struct result_origin *origin,
		struct buf *out)
{
	const struct pack *pack = assessment->pack;
	struct json_writer json;
	char as_of[DATE_MOMENT_SIZE];

	date_write_moment(assessment->as_of / MOMENT_SECOND, as_of);
	json_begin(&json, out, JSON_COMPACT);
	json_object(&json);
	json_member_num(&json, "format", RESULTS_FORMAT);
	json_member_str(&json, "pack", pack->name);
	json_member_str(&json, "pack_version", pack->version);
	member_hash(&json, "pack_hash", pack->hash);
	json_member_str(&json, "lintel", origin->program);
	member_hash(&json, "config_hash", origin->config);
	json_member_str(&json, "as_of", str_of(as_of));
	json_key(&json, "inputs");
	json_object(&json);
	member_hash(&json, "answers", origin->answers);
	member_hash(&json, "telemetry", origin->telemetry);
	json_end(&json);
	json_key(&json, "pillars");
	json_object(&json);
	for (size_t i = 0; i < pack->pillar_count; i++) {
		json_key_str(&json, pack->pillars[i].id);
		pillar_write(&json, &assessment->pillars[i]);
	}
	json_end(&json);
	items_write(&json, assessment);
	json_end(&json);
	json_finish(&json);
	buf_add_char(out, '\n');
}

/* What is there already, if it is sound. */
static bool old_read(struct str root, struct str path, struct arena *arena, struct buf *text,
		struct err *err)
{
	struct root folder;
	struct results results;
	struct problems problems;

	if (!root_open(&folder, arena, root, err)) {
		return false;
	}
	enum file_status status = root_read(&folder, path, RESULTS_BYTES_MAX, text, NULL);
	root_close(&folder);
	if (status != FILE_OK && status != FILE_MISSING) {
		return err_set(err, "cannot read '" STR_FMT "': %s", STR_ARG(path),
				file_status_text(status));
	}
	problems_init(&problems, arena);
	if (!results_read(&results, arena, path, buf_str(text), &problems)) {
		const struct problem *first = problems.list.p;
		return err_set(err, STR_FMT ":%u: " STR_FMT "; " STR_FMT, STR_ARG(path),
				first->place.line, STR_ARG(first->text), STR_ARG(first->remedy));
	}
	if (text->len > 0 && text->p[text->len - 1] != '\n') {
		buf_add_char(text, '\n');
	}
	return true;
}

bool results_append(struct str root, struct str path, struct str line, struct err *err)
{
	struct arena *arena = arena_create();
	struct str file = path_join(arena, root, path);
	struct buf text;

	buf_init(&text);
	bool is_good = old_read(root, path, arena, &text, err);
	if (is_good) {
		buf_add(&text, line);
		is_good = folder_make(path_folder(file), err)
			  && file_write(file, buf_str(&text), err);
	}
	buf_finish(&text);
	arena_destroy(arena);
	return is_good;
}
