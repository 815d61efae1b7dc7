/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "cli/operand.h"
#include "cli/record_past.h"
#include "cli/session.h"
#include "cli/show.h"
#include "engine/governing.h"
#include "formats/json_writer.h"
#include "reports/escape.h"

enum show_format {
	SHOW_TEXT,
	SHOW_JSON,
};

struct show_settings {
	struct run_settings run;
	unsigned format;
};

static const char *const show_format_words[] = { "text", "json", NULL };

static const char *const where_words[] = {
	[WHERE_NOWHERE] = "nowhere",
	[WHERE_FRONT_MATTER] = "front matter",
	[WHERE_HEADER] = "the head",
	[WHERE_TABLE] = "a table",
	[WHERE_HEADING] = "a heading",
};

static const char *const link_words[] = {
	[LINK_SUPERSEDES] = "supersedes",
	[LINK_SUPERSEDED_BY] = "superseded by",
	[LINK_AMENDS] = "amends",
	[LINK_AMENDED_BY] = "amended by",
	[LINK_RELATES] = "relates to",
	[LINK_MENTIONS] = "mentions",
	[LINK_FILE] = "links to",
};

/* ---- for people ---- */

/* "  status     accepted" */
static void row_begin(struct buf *out, const char *name)
{
	buf_fmt(out, "  %-13s ", name);
}

static void row_end(struct buf *out, struct place place)
{
	if (place.line > 0) {
		buf_fmt(out, "  (line %u)", place.line);
	}
	buf_add_char(out, '\n');
}

static void row_text(struct buf *out, const char *name, struct str text, struct place place)
{
	if (text.len > 0) {
		row_begin(out, name);
		escape_prose(out, text);
		row_end(out, place);
	}
}

static void text_status(const struct decision *decision, struct buf *out)
{
	row_begin(out, "status");
	buf_add_cstr(out, decision_status_words[decision->status]);
	if (decision->status_reason.len > 0) {
		buf_add_cstr(out, ": ");
		escape_prose(out, decision->status_reason);
	}
	row_end(out, decision->status_place);
	vec_each (const struct decision_statement, statement, &decision->statements) {
		row_begin(out, "");
		buf_fmt(out, "%s says \"", where_words[statement->where]);
		escape_prose(out, statement->raw);
		buf_add_char(out, '"');
		row_end(out, statement->place);
	}
}

static void text_date(const char *name, const struct decision_date *date, struct buf *out)
{
	char day[DATE_DAY_SIZE];
	row_begin(out, name);
	if (date->is_known) {
		date_write_day(date->day, day);
		buf_add_cstr(out, day);
	} else {
		buf_add_cstr(out, "unknown: ");
		escape_prose(out, date->reason);
	}
	row_end(out, date->place);
}

static void text_parts(const struct decision *decision, struct buf *out)
{
	for (size_t i = 0; i < PARTS; i++) {
		const struct decision_part *part = &decision->parts[i];
		row_begin(out, i == 0 ? "parts" : "");
		buf_add_cstr(out, decision_part_words[i]);
		if (!part->is_there) {
			buf_add_cstr(out, ": not there");
		} else if (part->is_empty) {
			buf_add_cstr(out, ": empty");
		} else if (part->first_line > 0) {
			buf_fmt(out, ": lines %u to %u", part->first_line, part->last_line);
		}
		buf_add_char(out, '\n');
	}
}

static void text_links(
		const struct decisions *decisions, const struct decision *decision, struct buf *out)
{
	vec_each (const struct decision_link, link, &decision->links) {
		row_begin(out, link_words[link->kind]);
		escape_prose(out, link->target);
		buf_add_cstr(out, link->is_partial ? ", in part" : "");
		if (link->record != NONE) {
			const struct decision *other = &decisions->list.p[link->record];
			buf_fmt(out, ": %s, ", decision_status_words[other->status]);
			escape_text(out, other->path);
		} else if (!link->exists || link->kind < LINK_MENTIONS) {
			buf_add_cstr(out, ": not there");
		}
		row_end(out, link->place);
	}
}

static void text_triggers(const struct decision *decision, struct buf *out)
{
	size_t number = 0;
	vec_each (const struct decision_trigger, trigger, &decision->triggers) {
		row_begin(out, number++ == 0 ? "triggers" : "");
		escape_prose(out, trigger->id);
		buf_add_cstr(out, ": ");
		escape_prose(out, trigger->text);
		if (trigger->owner.len > 0) {
			buf_add_cstr(out, " \xe2\x80\x94 ");
			escape_prose(out, trigger->owner);
		}
		row_end(out, trigger->place);
	}
	number = 0;
	vec_each (const struct decision_review, review, &decision->reviews) {
		char day[DATE_DAY_SIZE];
		date_write_day(review->day, day);
		row_begin(out, number++ == 0 ? "reviews" : "");
		buf_fmt(out, "%s ", day);
		escape_prose(out, review->trigger);
		buf_add_cstr(out, ": ");
		escape_prose(out, review->outcome);
		buf_add_cstr(out, ", ");
		escape_prose(out, review->by);
		row_end(out, review->place);
	}
}

static void text_uses(const struct decision *decision, struct buf *out)
{
	struct place place = decision->checks_place;
	vec_each (const struct str, check, &decision->checks) {
		row_text(out, "check", *check, place);
	}
	row_text(out, "no checks", decision->no_checks, place);
	vec_each (const struct str, affects, &decision->affects) {
		row_text(out, "affects", *affects, decision->affects_place);
	}
}

static void show_text(const struct run *run, const struct decision *decision,
		const struct decision_past *past, struct buf *out)
{
	const struct decisions *decisions = &run->governing->decisions;
	char hex[HASH_HEX_SIZE];
	escape_text(out, decision->id.len ? decision->id : STR("(no id)"));
	buf_add_cstr(out, ": ");
	escape_prose(out, decision->title);
	buf_add_cstr(out, "\n  ");
	escape_text(out, decision->path);
	buf_fmt(out, ", %u lines\n", decision->lines);
	text_status(decision, out);
	text_date("date", &decision->date, out);
	if (decision->accepted.is_known) {
		text_date("accepted", &decision->accepted, out);
	}
	if (decision->reviewed.is_known) {
		text_date("reviewed", &decision->reviewed, out);
	}
	past_text(run, past, out);
	row_text(out, "owner", decision->owner, (struct place){ 0 });
	row_text(out, "scope", decision->scope, (struct place){ 0 });
	row_text(out, "reversibility", decision->reversibility, (struct place){ 0 });
	text_parts(decision, out);
	text_triggers(decision, out);
	text_links(decisions, decision, out);
	text_uses(decision, out);
	row_text(out, "no reason in", decision->weak, decision->weak_place);
	vec_each (const struct decision_fault, fault, &decision->faults) {
		row_text(out, "fault", fault->text, fault->place);
	}
	hash_hex(decision->settled, hex);
	row_text(out, "hash", str_of(hex), (struct place){ 0 });
}

/* ---- for programs ---- */

static void json_place(struct json_writer *json, const char *key, struct place place)
{
	json_key(json, key);
	if (place.line == 0) {
		json_null(json);
		return;
	}
	json_object(json);
	json_member_num(json, "line", place.line);
	json_member_num(json, "column", place.column);
	json_end(json);
}

static void json_date(struct json_writer *json, const char *key, const struct decision_date *date)
{
	char day[DATE_DAY_SIZE];
	json_key(json, key);
	json_object(json);
	json_key(json, "day");
	if (date->is_known) {
		date_write_day(date->day, day);
		json_cstr(json, day);
	} else {
		json_null(json);
	}
	json_member_str(json, "raw", date->raw);
	json_member_str(json, "reason", date->reason);
	json_place(json, "place", date->place);
	json_end(json);
}

static void json_status(struct json_writer *json, const struct decision *decision)
{
	json_key(json, "status");
	json_object(json);
	json_member_str(json, "word", str_of(decision_status_words[decision->status]));
	json_member_str(json, "raw", decision->status_raw);
	json_member_str(json, "reason", decision->status_reason);
	json_place(json, "place", decision->status_place);
	json_key(json, "statements");
	json_array(json);
	vec_each (const struct decision_statement, statement, &decision->statements) {
		json_object(json);
		json_member_str(json, "word", str_of(decision_status_words[statement->status]));
		json_member_str(json, "raw", statement->raw);
		json_member_str(json, "where", str_of(where_words[statement->where]));
		json_place(json, "place", statement->place);
		json_end(json);
	}
	json_end(json);
	json_end(json);
}

static void json_parts(struct json_writer *json, const struct decision *decision)
{
	json_key(json, "parts");
	json_object(json);
	for (size_t i = 0; i < PARTS; i++) {
		const struct decision_part *part = &decision->parts[i];
		json_key(json, decision_part_words[i]);
		json_object(json);
		json_member_bool(json, "there", part->is_there);
		json_member_bool(json, "empty", part->is_empty);
		json_member_num(json, "first_line", part->first_line);
		json_member_num(json, "last_line", part->last_line);
		json_end(json);
	}
	json_end(json);
}

static void json_links(struct json_writer *json, const struct decisions *decisions,
		const struct decision *decision)
{
	json_key(json, "links");
	json_array(json);
	vec_each (const struct decision_link, link, &decision->links) {
		json_object(json);
		json_member_str(json, "kind", str_of(link_words[link->kind]));
		json_member_str(json, "target", link->target);
		json_key(json, "record");
		if (link->record != NONE) {
			json_str(json, decisions->list.p[link->record].path);
		} else {
			json_null(json);
		}
		json_member_bool(json, "exists", link->record != NONE || link->exists);
		json_member_bool(json, "partial", link->is_partial);
		json_place(json, "place", link->place);
		json_end(json);
	}
	json_end(json);
}

static void json_triggers(struct json_writer *json, const struct decision *decision)
{
	char day[DATE_DAY_SIZE];
	json_key(json, "triggers");
	json_array(json);
	vec_each (const struct decision_trigger, trigger, &decision->triggers) {
		json_object(json);
		json_member_str(json, "id", trigger->id);
		json_member_str(json, "text", trigger->text);
		json_member_str(json, "owner", trigger->owner);
		json_place(json, "place", trigger->place);
		json_end(json);
	}
	json_end(json);
	json_key(json, "reviews");
	json_array(json);
	vec_each (const struct decision_review, review, &decision->reviews) {
		date_write_day(review->day, day);
		json_object(json);
		json_member_str(json, "day", str_of(day));
		json_member_str(json, "by", review->by);
		json_member_str(json, "trigger", review->trigger);
		json_member_str(json, "outcome", review->outcome);
		json_member_str(json, "note", review->note);
		json_member_str(json, "problem", review->problem);
		json_place(json, "place", review->place);
		json_end(json);
	}
	json_end(json);
}

static void json_texts(
		struct json_writer *json, const char *key, const struct str *texts, size_t count)
{
	json_key(json, key);
	json_array(json);
	for (size_t i = 0; i < count; i++) {
		json_str(json, texts[i]);
	}
	json_end(json);
}

static void json_faults(struct json_writer *json, const struct decision *decision)
{
	json_key(json, "faults");
	json_array(json);
	vec_each (const struct decision_fault, fault, &decision->faults) {
		json_object(json);
		json_member_str(json, "kind", fault->kind);
		json_member_str(json, "text", fault->text);
		json_place(json, "place", fault->place);
		json_end(json);
	}
	json_end(json);
}

static void show_json(const struct run *run, const struct decision *decision,
		const struct decision_past *past, struct buf *out)
{
	const struct decisions *decisions = &run->governing->decisions;
	struct json_writer json;
	char hex[HASH_HEX_SIZE];
	hash_hex(decision->settled, hex);
	json_begin(&json, out, JSON_PRETTY);
	json_object(&json);
	json_member_num(&json, "version", 1);
	json_member_str(&json, "id", decision->id);
	json_member_str(&json, "path", decision->path);
	json_member_str(&json, "title", decision->title);
	json_status(&json, decision);
	json_date(&json, "date", &decision->date);
	json_date(&json, "accepted", &decision->accepted);
	json_date(&json, "reviewed", &decision->reviewed);
	past_json(run, past, &json);
	json_member_str(&json, "owner", decision->owner);
	json_member_str(&json, "scope", decision->scope);
	json_member_str(&json, "reversibility", decision->reversibility);
	json_parts(&json, decision);
	json_triggers(&json, decision);
	json_links(&json, decisions, decision);
	json_texts(&json, "checks", decision->checks.p, decision->checks.len);
	json_member_str(&json, "no_checks", decision->no_checks);
	json_texts(&json, "affects", decision->affects.p, decision->affects.len);
	json_member_str(&json, "weak", decision->weak);
	json_faults(&json, decision);
	json_member_num(&json, "lines", decision->lines);
	json_member_str(&json, "hash", str_of(hex));
	json_end(&json);
	json_finish(&json);
}

static enum exit_code show_run(struct cli *cli, const void *target)
{
	const struct show_settings *settings = target;
	struct session session;
	const struct decision_past *pasts = NULL;
	const struct decision *decision = NULL;

	if (session_records(&session, cli, &settings->run) && session_pasts(&session, &pasts)) {
		decision = operand_record(cli, &session.run, cli->operands.p[0]);
	}
	if (decision) {
		const struct decision *first = session.run.governing->decisions.list.p;
		const struct decision_past *past = pasts ? &pasts[decision - first] : NULL;
		struct buf out;
		buf_init(&out);
		if (settings->format == SHOW_JSON) {
			show_json(&session.run, decision, past, &out);
		} else {
			show_text(&session.run, decision, past, &out);
		}
		output_write(&cli->out, buf_str(&out));
		buf_finish(&out);
	}
	session_finish(&session);
	return decision ? EXIT_HOLDS : EXIT_ERROR;
}

#define AT(member) offsetof(struct show_settings, member)

/* clang-format off */
static const struct option show_options[] = {
	{ .name = "format", .letter = 'f', .type = OPTION_CHOICE, .offset = AT(format),
	  .metavar = "FORMAT", .words = show_format_words, .help = "the form; default: text" },
};
/* clang-format on */

static const struct option_table show_table = { "The record", show_options,
	COUNT_OF(show_options) };

const struct command command_adr_show = {
	.name = "adr show",
	.summary = "show what was understood of a decision record, and where it says so",
	.operands = "ID | PATH",
	.about =
			(const char *const[]){
					"Status and every place that states it, date, parts with their lines, triggers, "
					"reviews, links, checks, what the record affects, and what could not be made "
					"sense of. And what the history says: the commits that added and last changed "
					"it, and whether it still says what it said when it was accepted.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel adr show ADR-0007", "by id" },
					{ "lintel adr show adr/0007-event-backbone.md --format json",
							"by path, for a script" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &show_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct show_settings),
	.prepare = run_settings_prepare,
	.operand_kind = OPERAND_FILE,
	.least_operands = 1,
	.most_operands = 1,
	.run = show_run,
};
