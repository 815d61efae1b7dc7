/* SPDX-License-Identifier: MIT */
#include "reviews/evidence.h"

#include "base/arena.h"
#include "base/map.h"
#include "reviews/answer.h"
#include "reviews/evaluation.h"

static void hash_item(struct buf *out, const char *key, struct hash hash)
{
	char hex[HASH_HEX_SIZE];
	hash_hex(hash, hex);
	buf_fmt(out, "%s:%.*s; ", key, EVIDENCE_DIGITS, hex);
}

/* "metric(bus.consumers, max) = 2; " for each term that is known now. */
static void write_observations(const struct condition *condition, const struct world *world,
		struct arena *arena, struct buf *out)
{
	struct map *seen = map_create(arena);

	for (uint32_t i = 0; i < condition->term_count; i++) {
		const struct term *term = &condition->terms[i];
		struct condition alone = *condition;
		struct quantity value;
		enum reason reason;
		bool is_new = true;

		alone.root = i;
		alone.term_count = i + 1;
		if (term_is_measured(term)) {
			map_put(seen, term_words(term->text, arena), &is_new);
		}
		if (!term_is_measured(term) || !is_new
				|| !condition_quantity(arena, &alone, world, &value, &reason)) {
			continue;
		}
		buf_add(out, term_words(term->text, arena));
		buf_add_cstr(out, " = ");
		quantity_write(&value, out);
		buf_add_cstr(out, "; ");
	}
}

/* "adr(ADR-0012).status = accepted; ": what `becomes` is compared with. */
static void write_statuses(const struct condition *condition, const struct decisions *decisions,
		struct buf *out)
{
	for (uint32_t i = 0; i < condition->term_count; i++) {
		const struct term *term = &condition->terms[i];
		if (term->kind == TERM_STATUS && term->is_edge && decisions
				&& term->record < decisions->list.len) {
			const struct decision *other = &decisions->list.p[term->record];
			buf_fmt(out, "adr(" STR_FMT ").status = %s; ",
					STR_ARG(other->id.len ? other->id : other->path),
					decision_status_words[other->status]);
		}
	}
}

/* What the condition comes to with the answer that is given now. */
static struct str summary_observed(const struct trigger *trigger, const struct world *world,
		bool is_true, struct arena *arena)
{
	struct triggers faults = { 0 };
	struct outcome outcome;
	struct evaluation evaluation = {
		.arena = arena,
		.world = *world,
		.decisions = world->decisions,
		.answers = arena_new_array(
				arena, struct review_answers, world->decisions->list.len),
	};
	const struct attestation now = { world->as_of, is_true };

	review_answers_read(&evaluation.answers[evaluation_record(&evaluation, trigger)], arena,
			trigger->decision, world->as_of, &faults);
	evaluation.world.subject = subject_of(&evaluation, trigger);
	evaluation.world.subject.attestations = &now;
	evaluation.world.subject.attestation_count = 1;
	condition_evaluate(&outcome, arena, trigger->condition, &evaluation.world, MOMENT_EVER);
	return outcome.summary;
}

void review_evidence_write(const struct trigger *trigger, const struct world *world,
		enum observed observed, struct arena *arena, struct buf *out)
{
	if (trigger->state == TRIGGER_FIRED && trigger->fired != MOMENT_NEVER) {
		char day[DATE_DAY_SIZE];
		/* A trigger that was always true had fired when its record came into force. */
		moment fired = trigger->fired == MOMENT_EVER ? 0 : trigger->fired;
		date_write_day((date_day)(fired / MOMENT_DAY), day);
		buf_fmt(out, "fired:%s; ", day);
	}
	hash_item(out, "trigger", trigger->hash);
	hash_item(out, "record", trigger->decision->settled);
	if (observed != OBSERVED_NOTHING) {
		buf_fmt(out, "manual=%s; ", observed == OBSERVED_YES ? "yes" : "no");
	}
	if (trigger->form == TRIGGER_CONDITION) {
		hash_item(out, "data", trigger->outcome.data);
		struct str summary =
				observed == OBSERVED_NOTHING
						? trigger->outcome.summary
						: summary_observed(trigger, world,
								  observed == OBSERVED_YES, arena);
		if (summary.len) {
			buf_add(out, summary);
			buf_add_cstr(out, "; ");
		}
		write_observations(trigger->condition, world, arena, out);
		write_statuses(trigger->condition, world->decisions, out);
	}
	out->len -= 2;
	out->p[out->len] = '\0';
}
