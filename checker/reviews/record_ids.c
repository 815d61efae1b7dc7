/* SPDX-License-Identifier: MIT */
/*
 * Which record is which: ids that are given twice, and the lock file, which
 * remembers what an accepted record said.
 */
#include "base/arena.h"
#include "base/map.h"
#include "reviews/record_check.h"

/* ---- ids ---- */

/*
 * "adr-12" of "ADR-0012": collections that lie together may be told apart by
 * what stands before the number.
 */
static struct str id_key(const struct record_check *check, const struct decision *decision)
{
	struct str id = decision->id;
	char *key = arena_alloc(check->scratch, id.len + decision->number.len + 1);
	size_t len = 0;
	while (len < id.len && (id.p[len] < '0' || id.p[len] > '9')) {
		bool is_capital = id.p[len] >= 'A' && id.p[len] <= 'Z';
		key[len] = is_capital ? (char)(id.p[len] - 'A' + 'a') : id.p[len];
		len++;
	}
	memcpy(key + len, decision->number.p, decision->number.len);
	return (struct str){ key, len + decision->number.len };
}

void record_check_ids(struct record_check *check)
{
	const struct decisions *decisions = check->facts->decisions;
	struct map *first = map_create(check->scratch);
	for (size_t i = 0; i < decisions->list.len; i++) {
		const struct decision *decision = &decisions->list.p[i];
		bool is_new;
		if (decision->is_unnumbered || decision->number.len == 0) {
			continue;
		}
		struct map_entry *entry = map_put(first, id_key(check, decision), &is_new);
		if (is_new) {
			entry->num = i;
			continue;
		}
		const struct decision *other = &decisions->list.p[entry->num];
		struct finding *finding = records_finding(check, OWN_RECORD_DUPLICATE, decision,
				decision->id, records_place(decision));
		if (finding) {
			finding->message = str_fmt(check->arena,
					"two records are " STR_FMT ": " STR_FMT " and " STR_FMT,
					STR_ARG(records_name(decision)), STR_ARG(decision->path),
					STR_ARG(other->path));
			records_evidence(check, finding, records_place(other),
					STR("has the same number"));
			finding->remedy =
					STR("give the younger one the next free number, and name "
					    "it so where it is referred to; drafts that are called "
					    "XXXX-name.md get theirs from 'lintel adr accept'");
		}
	}
}

/* ---- the lock file ---- */

static struct place row_place(const struct record_check *check, const struct lock_row *row)
{
	return (struct place){ .path = check->facts->lock->path, .line = row->line, .column = 1 };
}

static void changed(struct record_check *check, const struct decision *decision,
		const struct lock_row *row)
{
	struct finding *finding = records_finding(
			check, OWN_RECORD_CHANGED, decision, STR(""), records_place(decision));
	if (!finding) {
		return;
	}
	finding->message = str_fmt(check->arena, STR_FMT " was changed after it was %s",
			STR_ARG(records_label(check, decision)),
			decision_status_words[row->status]);
	finding->label = STR("its text is not what the lock file remembers");
	records_evidence(check, finding, row_place(check, row), STR("what was locked"));
	finding->remedy = str_fmt(check->arena,
			"take the change back; say what is new under \"Amendments\", or write a record "
			"that supersedes this one: lintel adr new TITLE --supersedes " STR_FMT,
			STR_ARG(records_name(decision)));
}

static void unlocked(struct record_check *check, const struct decision *decision)
{
	struct finding *finding = records_finding(
			check, OWN_RECORD_UNLOCKED, decision, STR(""), records_place(decision));
	if (finding) {
		finding->message = str_fmt(check->arena,
				STR_FMT " is %s and not in the lock file: nobody sees it change",
				STR_ARG(records_label(check, decision)),
				decision_status_words[decision->status]);
		finding->remedy = str_fmt(check->arena, "lintel adr accept --lock " STR_FMT,
				STR_ARG(records_name(decision)));
	}
}

/* "commit 3f2c1aa904 of 2026-05-01" */
static struct str commit_text(const struct record_check *check, uint32_t commit)
{
	const struct history *history = check->facts->history;
	char day[DATE_DAY_SIZE];
	date_write_day(date_day_of(history->commits[commit].at / MOMENT_SECOND), day);
	struct str id = history_commit_id(history, commit, check->scratch);
	return str_fmt(check->arena, "commit " STR_FMT " of %s",
			STR_ARG(str_slice(id, 0, HISTORY_ID_SHOWN)), day);
}

/* The history remembers what the lock file does not. */
static void changed_since(struct record_check *check, const struct decision *decision,
		const struct decision_past *past)
{
	struct finding *finding = records_finding(
			check, OWN_RECORD_CHANGED, decision, STR(""), records_place(decision));
	if (!finding) {
		return;
	}
	struct str culprit = past->culprit == NONE
					     ? STR("a merge, or a change that is not committed,")
					     : commit_text(check, past->culprit);
	finding->message = str_fmt(check->arena, STR_FMT " was changed after it was %s",
			STR_ARG(records_label(check, decision)),
			decision_status_words[decision->status]);
	finding->label = str_fmt(check->arena,
			"it has been %s since " STR_FMT "; " STR_FMT " says something else",
			decision_status_words[decision->status],
			STR_ARG(commit_text(check, past->accepted)), STR_ARG(culprit));
	finding->remedy = str_fmt(check->arena,
			"take the change back, or say what is new under \"Amendments\"; if it is meant "
			"to say what it says now: lintel adr accept --lock " STR_FMT,
			STR_ARG(records_name(decision)));
}

/* In force, and not in the lock file. */
static void check_unlocked(struct record_check *check, const struct decision *decision)
{
	const struct decision_past *pasts = check->facts->pasts;
	size_t number = (size_t)(decision - check->facts->decisions->list.p);
	enum past_verdict verdict = pasts ? pasts[number].verdict : PAST_NOT_COMPARED;
	if (verdict == PAST_CHANGED) {
		changed_since(check, decision, &pasts[number]);
	} else if (verdict == PAST_NOT_COMPARED) {
		unlocked(check, decision);
	}
}

static void check_locked(struct record_check *check, const struct decision *decision,
		const struct lock_row *row, unsigned policy)
{
	/* Until it is implemented it may change, and what was locked before does not bind. */
	if (policy == IMMUTABLE_UNTIL_IMPLEMENTED && row->status != STATUS_IMPLEMENTED) {
		if (decision->status == STATUS_IMPLEMENTED) {
			check_unlocked(check, decision);
		}
		return;
	}
	if (!hash_eq(row->settled, decision->settled)) {
		changed(check, decision, row);
	}
}

static void gone(struct record_check *check, const struct lock_row *row)
{
	struct finding *finding = own_finding(check->findings, &check->settings, OWN_RECORD_CHANGED,
			STR("record"), row->path, STR(""), row_place(check, row));
	if (finding) {
		finding->message =
				str_fmt(check->arena, STR_FMT " was %s and is not there any more",
						STR_ARG(row->id.len > 0 ? row->id : row->path),
						decision_status_words[row->status]);
		finding->remedy =
				STR("take the record back from history: what was decided stays on "
				    "record, as superseded or deprecated if it no longer holds");
	}
}

/* One word about all of them that the history does not remember either. */
static void check_no_lock(struct record_check *check)
{
	const struct config_decisions *config = &check->facts->config->decisions;
	const struct decision_past *pasts = check->facts->pasts;
	size_t count = 0;
	for (size_t i = 0; i < check->facts->decisions->list.len; i++) {
		const struct decision *decision = &check->facts->decisions->list.p[i];
		if (pasts && pasts[i].verdict == PAST_CHANGED) {
			changed_since(check, decision, &pasts[i]);
		}
		bool is_remembered = pasts && pasts[i].verdict != PAST_NOT_COMPARED;
		count += decision_is_in_force(decision) && !is_remembered;
	}
	struct finding *finding = count == 0 ? NULL
					     : own_finding(check->findings, &check->settings,
							       OWN_RECORD_UNLOCKED, STR("records"),
							       config->dirs.p[0].s, STR(""),
							       config->dirs.p[0].place);
	if (finding) {
		finding->message = str_fmt(check->arena,
				"there is no lock file: nobody sees %zu record%s in force change",
				count, count == 1 ? "" : "s");
		finding->remedy =
				STR("lintel adr accept --lock writes one, or decisions: immutable: "
				    "none says that they may change");
	}
}

void record_check_lock(struct record_check *check)
{
	unsigned policy = check->facts->config->decisions.immutable.value;
	const struct lock *lock = check->facts->lock;
	if (policy == IMMUTABLE_NONE) {
		return;
	}
	if (!lock) {
		check_no_lock(check);
		return;
	}
	uint8_t *is_met = arena_new_array(check->scratch, uint8_t, lock->rows.len);
	vec_each (const struct decision, decision, &check->facts->decisions->list) {
		const struct lock_row *row = lock_find(lock, decision, check->facts->decisions);
		if (row) {
			is_met[row - lock->rows.p] = 1;
			check_locked(check, decision, row, policy);
		} else if (decision_is_in_force(decision)
				&& (policy == IMMUTABLE_APPEND_ONLY
						|| decision->status == STATUS_IMPLEMENTED)) {
			check_unlocked(check, decision);
		}
	}
	for (size_t i = 0; i < lock->rows.len; i++) {
		if (!is_met[i]) {
			gone(check, &lock->rows.p[i]);
		}
	}
}
