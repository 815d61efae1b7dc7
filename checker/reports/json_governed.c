/* SPDX-License-Identifier: MIT */
#include "reports/json_governed.h"

#include "formats/json_writer.h"
#include "reports/report.h"

static void write_moment(struct json_writer *json, const char *key, moment at)
{
	char text[DATE_MOMENT_SIZE];

	json_key(json, key);
	if (at == MOMENT_EVER || at == MOMENT_NEVER) {
		json_null(json);
		return;
	}
	date_write_moment(at / MOMENT_SECOND, text);
	json_cstr(json, text);
}

static void write_place(struct json_writer *json, const struct place *place)
{
	json_key(json, "place");
	json_object(json);
	json_member_str(json, "path", place->path);
	json_member_num(json, "line", place->line);
	json_member_num(json, "column", place->column);
	json_member_num(json, "width", place->width);
	json_end(json);
}

static void write_decisions(struct json_writer *json, const struct decisions *decisions)
{
	size_t failures = 0;

	if (decisions) {
		vec_each (const struct decision_skipped, skipped, &decisions->skipped) {
			failures += skipped->is_failure;
		}
	}
	json_key(json, "decisions");
	json_object(json);
	json_member_num(json, "seen", decisions ? (int64_t)decisions->seen : 0);
	json_member_num(json, "read", decisions ? (int64_t)decisions->list.len : 0);
	json_member_num(json, "skipped", decisions ? (int64_t)decisions->skipped.len : 0);
	json_member_num(json, "unreadable", (int64_t)failures);
	json_end(json);
}

static void write_trigger(struct json_writer *json, const struct trigger *trigger)
{
	json_object(json);
	json_member_str(json, "decision", trigger->decision->id);
	json_member_str(json, "id", trigger->item->id);
	json_member_str(json, "form", str_of(trigger_form_words[trigger->form]));
	json_member_str(json, "state", str_of(trigger_state_words[trigger->state]));
	write_moment(json, "since", trigger->since);
	write_moment(json, "fired", trigger->fired);
	write_moment(json, "no_longer", trigger->no_longer);
	write_moment(json, "due", trigger->due);
	json_member_str(json, "text", trigger->item->text);
	json_member_str(json, "owner", trigger->item->owner);
	json_member_str(json, "observed", trigger->outcome.summary);
	json_member_str(json, "why", trigger->why);
	write_place(json, &trigger->item->place);
	json_end(json);
}

static void write_metric(struct json_writer *json, const struct metric *metric)
{
	const struct sample *newest = metric->len ? &metric->samples[metric->len - 1] : NULL;

	json_object(json);
	json_member_str(json, "name", metric->name);
	json_member_str(json, "type", str_of(measure_type_words[metric->type]));
	json_member_str(json, "unit", metric->unit.text);
	json_member_num(json, "samples", (int64_t)metric->len);
	write_moment(json, "newest", newest ? newest->at : MOMENT_NEVER);
	json_member_str(json, "unknown", str_of(reason_words[metric->reason]));
	json_member_str(json, "why", metric->reason_text);
	write_place(json, &metric->place);
	json_end(json);
}

void json_governed_write(struct json_writer *json, const struct report_facts *facts)
{
	write_decisions(json, facts->decisions);
	json_key(json, "triggers");
	json_array(json);
	if (facts->triggers) {
		vec_each (const struct trigger, trigger, &facts->triggers->list) {
			write_trigger(json, trigger);
		}
	}
	json_end(json);
	json_key(json, "metrics");
	json_array(json);
	for (size_t i = 0; facts->metrics && i < facts->metrics->len; i++) {
		write_metric(json, &facts->metrics->list[i]);
	}
	json_end(json);
}
