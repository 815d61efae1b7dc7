/* SPDX-License-Identifier: MIT */
#include "gates/service_report.h"

#include "base/arena.h"
#include "gates/burn_text.h"

#include <math.h>

struct service_report {
	struct findings *findings;
	const struct own_settings *settings;
	moment as_of;
	const struct service_level *level;
};

/* A finding at `place`, of which the message is `text` behind the level's name. */
static struct finding *say(const struct service_report *report, enum own_id id,
		enum finding_class class, struct place place, struct buf *text)
{
	struct arena *arena = report->findings->arena;
	const struct register_entry *entry = report->level->entry;
	struct str label = register_label(entry, arena);
	struct finding *finding = own_finding(report->findings, report->settings, id,
			STR("service-level"), entry->place.path, entry->id, place);
	if (finding) {
		finding->class = class;
		finding->message = str_fmt(arena, STR_FMT ": " STR_FMT, STR_ARG(label),
				STR_ARG(buf_str(text)));
	}
	buf_finish(text);
	return finding;
}

static void reason(struct finding *finding, struct str text)
{
	finding->reason = finding->reason.len ? finding->reason : text;
}

static struct str details_of(const struct service_report *report)
{
	return str_fmt(report->findings->arena,
			"'lintel budget " STR_FMT "' shows every window of it",
			STR_ARG(report->level->entry->id));
}

/* The newest sample, which everything ends with. */
static void sample_show(const struct service_report *report, struct finding *finding)
{
	struct arena *arena = report->findings->arena;
	if (report->level->source.path.len == 0 || report->level->upto == MOMENT_EVER) {
		return;
	}
	finding->evidence = arena_new(arena, struct evidence);
	finding->evidence_len = 1;
	*finding->evidence = (struct evidence){
		.place = report->level->source,
		.text = STR("is the newest sample"),
	};
}

/* "7 d", until the budget is used up. */
static bool left_write(const struct service_level *level, moment as_of, struct buf *out)
{
	bool will_be = level->exhausted_at != MOMENT_NEVER && level->exhausted_at != MOMENT_EVER
		       && level->exhausted_at > as_of;
	if (will_be) {
		age_write(level->exhausted_at - as_of, out);
	}
	return will_be;
}

/* ---- burning ---- */

static bool is_adjusted(const struct service_report *report, enum own_id id)
{
	const struct config_rule *entry = report->settings->entry[id];
	return entry && entry->severity.is_set;
}

static struct str burning_reason(const struct service_report *report, const struct burn_pair *pair)
{
	struct buf out = { 0 };
	buf_add_cstr(&out, "within ");
	duration_write(pair->longer.window, &out);
	buf_add_cstr(&out, " it spent ");
	share_write(pair->longer.rate * (double)duration_ms(pair->longer.window)
					/ (double)duration_ms(report->level->period),
			&out);
	buf_add_cstr(&out, " of the budget of ");
	duration_write(report->level->period, &out);
	struct buf left = { 0 };
	if (left_write(report->level, report->as_of, &left)) {
		buf_fmt(&out, "; at this rate the rest is used up in %s", left.p);
	}
	buf_finish(&left);
	struct str text = str_dup(report->findings->arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

static void burning_report(const struct service_report *report)
{
	const struct service_level *level = report->level;
	struct buf text = { 0 };

	if (level->verdict != BURN_QUICK && level->verdict != BURN_SLOW) {
		return;
	}
	buf_add(&text, level->summary);
	struct finding *finding = say(
			report, OWN_SERVICE_LEVEL_BURNING, CLASS_DATA, level->entry->place, &text);
	if (!finding) {
		return;
	}
	bool is_softer = level->verdict == BURN_SLOW && finding->severity > SEVERITY_WARNING
			 && !is_adjusted(report, OWN_SERVICE_LEVEL_BURNING);
	finding->severity = is_softer ? SEVERITY_WARNING : finding->severity;
	reason(finding, burning_reason(report, level->deciding));
	finding->remedy = str_fmt(report->findings->arena,
			"reliability comes before features now; " STR_FMT,
			STR_ARG(details_of(report)));
	sample_show(report, finding);
}

/* ---- what is left ---- */

/* "9,000 of 6,720,000 were bad in 28d, 6,720 were allowed" */
static void spending_write(const struct service_report *report, struct buf *out)
{
	const struct burn *whole = &report->level->whole;
	count_write(whole->bad, out);
	buf_add_cstr(out, " of ");
	count_write(whole->all, out);
	buf_add_cstr(out, " were bad in ");
	duration_write(whole->window, out);
	buf_add_cstr(out, ", ");
	count_write(floor(whole->all * report->level->budget), out);
	buf_add_cstr(out, " were allowed");
}

static void remaining_report(
		const struct service_report *report, const struct budget_policy *policy)
{
	const struct service_level *level = report->level;
	enum budget_state state = budget_state_of(level, policy);
	bool is_low = state == BUDGET_LOW;
	struct buf text = { 0 };
	struct buf left = { 0 };

	if (!is_low && state != BUDGET_EXHAUSTED) {
		return;
	}
	share_write(is_low ? level->remaining : -level->remaining, &text);
	buf_add_cstr(&text, is_low ? " of the error budget is left: "
				   : " more than the error budget is spent: ");
	spending_write(report, &text);
	if (is_low && left_write(level, report->as_of, &left)) {
		buf_fmt(&text, "; at the present rate it lasts %s", left.p);
	}
	buf_finish(&left);
	struct finding *finding =
			say(report, is_low ? OWN_SERVICE_LEVEL_LOW : OWN_SERVICE_LEVEL_EXHAUSTED,
					CLASS_DATA, level->entry->place, &text);
	if (finding) {
		reason(finding, is_low ? STR("what is left must last until older failures no longer "
					     "count")
				       : STR("the promise is broken until older failures no longer "
					     "count"));
		finding->remedy =
				is_low ? STR("let only fixes and reliability work out, or change "
					     "the objective by a decision")
				       : STR("let only what makes it more reliable out, or change "
					     "the objective by a decision");
		sample_show(report, finding);
	}
}

/* ---- what cannot be told ---- */

/* Of a metric as a whole, that nothing can be counted. */
static struct str source_remedy(enum reason reason)
{
	switch (reason) {
	case REASON_UNDEFINED:
		return STR("declare what counts events, with `type: counter` or `delta`, or a histogram");
	case REASON_INCOMPLETE:
		return STR("collect both at the same moments, into the same snapshot");
	default:
		break;
	}
	return STR("'lintel telemetry check' says what is wrong with its metrics");
}

static struct str unknown_remedy(const struct service_level *level, bool is_open)
{
	const struct burn *open =
			is_open && level->deciding ? level->deciding->open : &level->whole;

	if (level->upto == MOMENT_EVER) {
		return level->is_sound ? source_remedy(level->reason) : STR("mend the record");
	}
	if (open->bad_most > open->bad) {
		return STR("export a bucket that ends at the threshold, or choose one that a bucket "
			   "ends at");
	}
	if (open->is_known || open->all > 0) {
		return STR("write `windows` long enough for so little traffic, or an objective that "
			   "it can show");
	}
	return open->reason == REASON_UNDEFINED
			       ? STR("name metrics of which one counts part of what the other counts")
			       : STR("collect samples near enough to each other and far enough back, or "
				     "write `windows` that they fill");
}

static void unknown_report(const struct service_report *report)
{
	const struct service_level *level = report->level;
	const struct burn *whole = &level->whole;
	bool is_open = level->verdict == BURN_UNKNOWN;
	struct buf text = { 0 };

	if (level->is_refused || (!is_open && level->is_remaining_known)) {
		return;
	}
	if (is_open) {
		buf_add(&text, level->summary);
	} else {
		buf_fmt(&text, "how much of the error budget is left is unknown (%s): ",
				reason_words[whole->reason]);
		buf_add(&text, whole->reason_text);
	}
	struct finding *finding = say(
			report, OWN_SERVICE_LEVEL_UNKNOWN, CLASS_DATA, level->entry->place, &text);
	if (!finding) {
		return;
	}
	finding->is_unknown = true;
	reason(finding, STR("what is not known is not fine"));
	finding->remedy = unknown_remedy(level, is_open);
	if (is_open && level->deciding && !level->is_remaining_known) {
		finding->also = str_fmt(report->findings->arena,
				"how much is left is unknown too (%s): " STR_FMT,
				reason_words[whole->reason], STR_ARG(whole->reason_text));
	}
	sample_show(report, finding);
}

/* ---- what can never burn ---- */

static void unreachable_report(const struct service_report *report, const struct burn_pair *pair)
{
	const struct service_level *level = report->level;
	struct buf text = { 0 };
	struct buf most = { 0 };

	if (!pair->is_unreachable) {
		return;
	}
	buf_add_cstr(&text, "a burn of ");
	factor_write(pair->factor, &text);
	buf_add_cstr(&text, " over ");
	duration_write(pair->longer.window, &text);
	buf_add_cstr(&text, " can never be: with every event bad it is ");
	rate_write(1 / level->budget, &text);
	/* The objective from which on it could be: 1 - B > 1 - 1 / factor. */
	share_write(1 - 1 / pair->factor, &most);
	struct finding *finding = say(
			report, OWN_SERVICE_LEVEL_UNREACHABLE, CLASS_CHANGE, pair->place, &text);
	if (finding) {
		/* Several pairs of one level are told apart. */
		struct buf target = { 0 };
		buf_add(&target, level->entry->id);
		buf_add_char(&target, ' ');
		duration_write(pair->longer.window, &target);
		finding->target = str_dup(report->findings->arena, buf_str(&target));
		finding->fingerprint = finding_fingerprint(
				finding->rule, finding->kind, finding->source, finding->target);
		buf_finish(&target);
		reason(finding, STR("an alert that cannot come is taken for good news"));
		finding->remedy = str_fmt(report->findings->arena,
				"choose an objective above %s, or write `windows` with smaller factors",
				most.p);
	}
	buf_finish(&most);
}

void service_levels_report(const struct service_levels *levels, const struct budget_policy *policy,
		struct findings *findings, const struct own_settings *settings, moment as_of)
{
	vec_each (const struct service_level, level, &levels->list) {
		const struct service_report report = {
			.findings = findings,
			.settings = settings,
			.as_of = as_of,
			.level = level,
		};
		burning_report(&report);
		remaining_report(&report, policy);
		unknown_report(&report);
		vec_each (const struct burn_pair, pair, &level->pairs) {
			unreachable_report(&report, pair);
		}
	}
}
