/* SPDX-License-Identifier: MIT */
#include "facts/delivery.h"

#include "base/buf.h"
#include "base/err.h"
#include "unit/unit.h"

#include <ctype.h>
#include <math.h>

#define DAY MOMENT_DAY
#define MOST 64

/* A commit for each letter, oldest first: "a@1 b@2<a c@3<ab;r=b", day and parents. */
struct world {
	struct arena *arena;
	struct history history;
	struct deployments deployments;
	struct delivery_facts facts;
	struct delivery delivery;
};

static void assert_near(double value, double expected)
{
	assert_true(fabs(value - expected) < 1e-6);
}

static uint32_t number_of(const struct history *history, char letter)
{
	for (uint32_t i = 0; i < history->commit_count; i++) {
		if (history->commits[i].id[0] == (uint8_t)letter) {
			return i;
		}
	}
	fail_msg("no commit '%c'", letter);
	return NONE;
}

static void commit_add(struct world *world, uint32_t number, struct str word)
{
	struct history *history = &world->history;
	struct history_commit *commit = &history->commits[number];
	size_t at = 2;
	int64_t day = 0;

	memset(commit->id, word.p[0], HISTORY_ID_SIZE);
	while (at < word.len && isdigit(word.p[at])) {
		day = 10 * day + (word.p[at++] - '0');
	}
	commit->at = day * DAY;
	commit->written = day * DAY - DAY;
	commit->first_parent = (uint32_t)history->parent_count;
	commit->reverts = NONE;
	commit->picked = NONE;
	commit->first_change = number;
	commit->change_count = 1;
	/* Small letters change the path 0, large ones the path 1. */
	history->changes[number] =
			(struct history_change){ .path = isupper(word.p[0]) ? 1 : 0, .from = NONE };
	for (; at < word.len; at++) {
		char c = word.p[at];
		if (c == '!' || c == '=') {
			uint32_t other = number_of(history, word.p[++at]);
			*(c == '!' ? &commit->reverts : &commit->picked) = other;
		} else if (c != '<') {
			history->parents[history->parent_count++] = number_of(history, c);
			commit->parent_count++;
		}
	}
}

/* "x!y" undoes y, "x=y" is a copy of it. */
static void history_take(struct world *world, const char *text)
{
	struct history *history = &world->history;
	struct str rest = str_of(text);
	struct str word;

	*history = (struct history){ .head = 0, .path_count = 2 };
	history->commits = arena_new_array(world->arena, struct history_commit, MOST);
	history->parents = arena_new_array(world->arena, uint32_t, 4 * MOST);
	history->changes = arena_new_array(world->arena, struct history_change, MOST);
	history->paths = arena_new_array(world->arena, struct str, 2);
	history->paths[0] = STR("lib/a.c");
	history->paths[1] = STR("src/b.c");
	for (struct str words = rest; str_split(&words, ' ', &word);) {
		history->commit_count++;
	}
	for (uint32_t i = (uint32_t)history->commit_count; str_split(&rest, ' ', &word);) {
		commit_add(world, --i, word);
	}
}

/* "v1@9=a": the release v1 on day 9 of commit a; "?" is one that nobody knows. */
static void deployments_take(struct world *world, const char *text)
{
	struct str rest = str_of(text);
	struct str word;

	world->deployments = (struct deployments){ 0 };
	while (str_split(&rest, ' ', &word)) {
		size_t at = str_find(word, '@');
		size_t equals = str_find(word, '=');
		uint64_t minutes = 0;
		struct str day = str_slice(word, at + 1, equals);
		size_t plus = str_find(day, '+');
		uint64_t days;
		assert_true(str_to_u64(str_slice(day, 0, plus), &days));
		assert_true(plus == day.len || str_to_u64(str_from(day, plus + 1), &minutes));
		struct deployment row = {
			.id = str_slice(word, 0, at),
			.at = (moment)days * DAY + (moment)minutes * 60 * MOMENT_SECOND,
		};
		struct str what = str_from(word, equals + 1);
		char hex[HISTORY_ID_HEX + 1];
		for (size_t i = 0; i < HISTORY_ID_HEX; i += 2) {
			snprintf(hex + i, 3, "%02x", what.len ? (unsigned)what.p[0] : 0U);
		}
		row.commit = what.len ? str_dup(world->arena, str_of(hex)) : STR("");
		for (size_t i = 1; i < what.len; i++) {
			row.has_failed = row.has_failed || what.p[i] == 'x';
			row.is_undated = row.is_undated || what.p[i] == 'u';
			row.class = what.p[i] == 'b' ? STR("rollback") : row.class;
			row.kind = what.p[i] == 'f' ? STR("incident_fix") : row.kind;
			row.service = what.p[i] == 's' ? STR("src") : row.service;
		}
		*vec_add(&world->deployments.list, world->arena) = row;
	}
}

static struct world *made(struct arena *arena, const char *history, const char *deployments)
{
	static const struct str paths[] = { STR_INIT("src/**") };
	struct world *world = arena_new(arena, struct world);
	struct delivery_service *src = arena_new(arena, struct delivery_service);
	struct err err;

	*src = (struct delivery_service){ STR("src"), paths, 1 };
	world->arena = arena;
	history_take(world, history);
	deployments_take(world, deployments);
	world->facts = (struct delivery_facts){
		.deployments = &world->deployments,
		.source = DEPLOYED_LOG,
		.history = &world->history,
		.services = src,
		.service_count = 1,
		.least = 2,
		.as_of = 100 * DAY,
	};
	assert_true(duration_read(&world->facts.dedupe, STR("10min")));
	assert_true(duration_read(&world->facts.hotfix_within, STR("7d")));
	assert_true(delivery_make(&world->delivery, arena, &world->facts, &err));
	return world;
}

/* "v1 first ab; v2 c reverted": what each brought, and what became of it. */
static void brings(struct arena *arena, const char *history, const char *deployments,
		const char *expected)
{
	static const char *const kinds[] = { "", " first", " unrelated", " unknown", " back",
		" failed" };
	static const char *const flags[] = { " reverted", "", " hotfixed", " broke", " mends",
		" undated" };
	const struct world *world = made(arena, history, deployments);
	const struct delivery *delivery = &world->delivery;
	struct buf seen = { 0 };

	vec_each (const struct delivery_event, event, &delivery->events) {
		struct str id = world->deployments.list.p[event->deployment].id;
		buf_fmt(&seen, "%s" STR_FMT "%s ", seen.len ? "; " : "", STR_ARG(id),
				kinds[event->kind]);
		for (uint32_t i = event->count; i-- > 0;) {
			uint32_t commit = delivery->shipped.p[event->first + i];
			buf_add_char(&seen, (char)world->history.commits[commit].id[0]);
		}
		for (size_t i = 0; i < sizeof(flags) / sizeof(*flags); i++) {
			buf_add_cstr(&seen, event->flags & 1U << i ? flags[i] : "");
		}
	}
	assert_str(buf_str(&seen), expected);
	buf_finish(&seen);
}

static void a_deployment_brings_what_none_before_it_had(void **state)
{
	brings(*state, "a@1 b@2<a c@3<b d@4<c", "one@5=b two@6=d", "one first ab; two cd");
	/* A merge is no change itself. */
	brings(*state, "a@1 b@2<a c@2<a m@3<bc", "one@4=a two@5=m", "one first a; two bc");
}

static void a_hotfix_that_is_no_ancestor_is_not_brought_twice(void **state)
{
	/* h is deployed from a branch of its own, and merged into main later. */
	brings(*state, "a@1 b@2<a h@3<a c@4<b m@5<ch d@6<m", "one@2=a hot@3=h two@5=c three@7=d",
			"one first a; hot h; two bc; three d");
}

static void going_back_is_no_deployment_of_changes(void **state)
{
	brings(*state, "a@1 b@2<a c@3<b", "one@1=a two@2=b back@3=a three@4=c",
			"one first a; two b; back back ; three c");
	/* The log may say so where the commit is not known, or brings something. */
	brings(*state, "a@1 b@2<a c@3<b", "one@1=a two@2=bb", "one first a; two back b");
}

static void what_follows_at_once_or_repeats_is_the_same(void **state)
{
	brings(*state, "a@1 b@2<a c@3<b", "one@2=a two@3=b again@3+5=c far@9=c",
			"one first a; again bc");
	brings(*state, "a@1 b@2<a c@3<b", "one@2=a two@3=b late@3+11=c",
			"one first a; two b; late c");
	/* From the first of them on: a busy day is not one deployment. */
	brings(*state, "a@1 b@2<a c@2<b d@2<c", "one@2=a two@3=b x@3+9=c y@3+18=d",
			"one first a; x bc; y d");
	/* A step back at once stays one. */
	brings(*state, "a@1 b@2<a c@3<b", "one@2=a two@3=b back@3+5=a",
			"one first a; two b; back back ");
}

static void behind_a_commit_that_is_not_known_nothing_is(void **state)
{
	brings(*state, "a@1 b@2<a c@3<b d@4<c", "one@1=a what@2=? two@3=c three@4=d",
			"one first a; what unknown ; two unknown bc; three d");
	brings(*state, "a@1", "one@1= two@2=", "one unknown ; two unknown ");
}

static void another_history_is_told_apart(void **state)
{
	brings(*state, "a@1 o@1 b@2<a p@2<o", "one@2=a other@3=p two@4=b",
			"one first a; other unrelated op; two b");
}

static void attempts_that_failed_ship_nothing(void **state)
{
	brings(*state, "a@1 b@2<a", "one@1=a two@2=bx two@3=b", "one first a; two failed ; two b");
}

static void services_have_their_own_order_and_paths(void **state)
{
	brings(*state, "a@1 B@2<a c@3<B D@4<c", "one@1=a s1@1=as two@4=D s2@4=Ds",
			"one first a; two BcD; s1 first ; s2 BD");
}

static void what_is_undone_later_was_reverted(void **state)
{
	brings(*state, "a@1 b@2<a r@4<b!b", "one@1=a two@3=b three@5=r",
			"one first a; two b reverted; three r");
	/* Before anybody had it, nothing failed. */
	brings(*state, "a@1 b@2<a r@3<b!b", "one@1=a two@4=r", "one first a; two br");
	/* A revert that was undone with it undoes nothing. */
	brings(*state, "a@1 b@2<a r@4<b!b s@5<r!r", "one@1=a two@3=b three@6=s",
			"one first a; two b; three rs");
	/* To bring back what was reverted is no failure of the revert. */
	brings(*state, "a@1 b@2<a r@4<b!b s@6<r!r", "one@1=a two@3=b three@5=r four@7=s",
			"one first a; two b reverted; three r; four s");
	/* What the first one brought is not known to be its own. */
	brings(*state, "a@1 b@2<a r@4<b!b", "one@3=b two@5=r", "one first ab; two r");
}

static void what_is_undone_elsewhere_is_not_of_the_service(void **state)
{
	/* Of the service src are the large letters. */
	brings(*state, "A@1 b@2<A C@2<b r@4<C!b", "one@1=As two@3=Cs three@5=rs",
			"one first A; two C; three ");
	brings(*state, "A@1 B@2<A R@4<B!B", "one@1=As two@3=Bs three@5=Rs",
			"one first A; two B reverted; three R");
}

static void a_patch_of_the_same_line_soon_is_a_hotfix(void **state)
{
	brings(*state, "a@1 b@2<a c@3<b", "v1.2@1=a v1.2.1@3=b v1.3@30=c",
			"v1.2 first a hotfixed; v1.2.1 b; v1.3 c");
	brings(*state, "a@1 b@2<a", "v1.2.0@1=a v1.2.1@30=b", "v1.2.0 first a; v1.2.1 b");
	brings(*state, "a@1 b@2<a", "lib-8_1_0@1=a lib-8_1_1@3=b",
			"lib-8_1_0 first a hotfixed; "
			"lib-8_1_1 b");
	/* Two lines that are patched together, as one release. */
	brings(*state, "a@1 b@1<a c@3<a d@3<b", "v1.1.0@1=a v1.2.0@2=b v1.1.1@3=c v1.2.1@3+1=d",
			"v1.1.0 first a hotfixed; v1.2.0 b hotfixed; v1.2.1 cd");
	/* Of a date the third number need be no patch. */
	brings(*state, "a@1 b@2<a", "2026.11.1@1=a 2026.11.2@3=b",
			"2026.11.1 first a; 2026.11.2 b");
	brings(*state, "a@1 b@2<a", "2026.46@1=a 2026.46.1@3=b",
			"2026.46 first a hotfixed; 2026.46.1 b");
	brings(*state, "a@1 b@2<a", "v1.2-rc1@1=a v1.2.1@3=b", "v1.2-rc1 first a; v1.2.1 b");
}

static void figures_of(const struct world *world, struct delivery_figures *figures)
{
	struct delivery_span span = { 0, 100 * DAY + 1 };
	delivery_figures(figures, &world->delivery, DELIVERY_ALL, span, world->arena);
}

static void lead_times_are_those_of_commits(void **state)
{
	const struct world *world =
			made(*state, "a@1 b@2<a c@3<b d@4<c e@9<d", "one@2=a two@5=d three@8=e");
	struct delivery_figures figures;
	figures_of(world, &figures);
	const struct delivery_lead *lead = &figures.lead[SINCE_COMMITTED];

	/* b, c, d waited for 3, 2, 1 days; e is a day younger than its deployment. */
	assert_int_equal(lead->commits.reason, REASON_NONE);
	assert_int_equal(lead->commits.n, 4);
	assert_near(lead->commits.median, 1.5 * 86400);
	assert_near(lead->commits.p90, 3.0 * 86400);
	assert_false(lead->commits.has_interval);
	assert_int_equal(lead->negative, 1);
	assert_int_equal(lead->deployments.n, 2);
	assert_near(lead->deployments.median, 0.5 * 86400);
	assert_near(figures.lead[SINCE_WRITTEN].commits.median, 2.5 * 86400);
}

static void a_commit_dated_as_its_deployment_waited_for_nothing_known(void **state)
{
	const struct world *world =
			made(*state, "a@1 b@2<a c@5<b d@6<c", "one@2=a two@5=cu three@6=du");
	struct delivery_figures figures;
	figures_of(world, &figures);

	assert_int_equal(figures.tips, 2);
	assert_int_equal(figures.undated, 2);
	assert_int_equal(figures.lead[SINCE_COMMITTED].commits.n, 1);
	assert_near(figures.lead[SINCE_COMMITTED].commits.median, 3.0 * 86400);
}

static void too_few_say_nothing(void **state)
{
	const struct world *world = made(*state, "a@1 b@2<a", "one@1=a two@3=b");
	struct delivery_figures figures;
	figures_of(world, &figures);

	assert_int_equal(figures.deployments, 2);
	assert_int_equal(figures.frequency_reason, REASON_NONE);
	/* Only one of them has a predecessor. */
	assert_int_equal(figures.lead[SINCE_COMMITTED].commits.reason, REASON_SPARSE);
	assert_int_equal(figures.reverted.reason, REASON_SPARSE);
	assert_int_equal(figures.rework.reason, REASON_NO_RECORD);
	assert_int_equal(figures.broke.reason, REASON_NO_RECORD);
}

static void what_brings_nothing_cannot_be_undone(void **state)
{
	const struct world *world = made(*state, "A@1 B@2<A c@3<B d@4<c R@5<d!B",
			"one@1=As two@2=Bs three@3=cs four@4=ds five@6=Rs");
	struct delivery_figures figures;
	figures_of(world, &figures);

	assert_int_equal(figures.reverted.n, 2);
	assert_int_equal(figures.reverted.hits, 1);
}

static void lead_times_of_too_few_that_brought_commits_are_sparse(void **state)
{
	/* Three of src are known, and one of them brought anything. */
	const struct world *world = made(
			*state, "A@1 B@2<A c@3<B d@4<c", "one@1=As two@3=Bs three@4=cs four@5=ds");
	struct delivery_figures figures;
	figures_of(world, &figures);

	assert_int_equal(figures.deployments, 4);
	assert_int_equal(figures.lead[SINCE_COMMITTED].commits.reason, REASON_SPARSE);
	assert_int_equal(figures.lead[SINCE_COMMITTED].deployments.reason, REASON_SPARSE);
}

static void weeks_without_any_count_as_well(void **state)
{
	/* 1970-01-01 was a Thursday: weeks begin on day 4, 11, 18, … */
	const struct world *world = made(*state, "a@1 b@2<a c@3<b d@3<c e@3<d",
			"one@4=a two@5=b three@5+60=c four@40=d five@41=e");
	struct delivery_figures figures;
	figures_of(world, &figures);

	assert_int_equal(figures.weeks, 13);
	assert_near(figures.days_a_week, 0);
	assert_int_equal(figures.deployments, 5);
	assert_near(figures.a_day, 5 / 96.0);
}

static void incidents_belong_to_the_release_that_they_name(void **state)
{
	struct arena *arena = *state;
	const struct delivery_incident incidents[] = {
		{ .release = STR("two"), .began = 5 * DAY, .restored = 6 * DAY },
		{ .release = STR("two"), .began = 7 * DAY, .restored = 10 * DAY },
		{ .release = STR("nobody"), .began = 7 * DAY, .restored = 8 * DAY },
		{ .commit = STR("6363636363"), .began = 7 * DAY, .restored = MOMENT_NEVER },
	};
	struct world *world =
			made(arena, "a@1 b@2<a c@3<b d@4<c", "one@1=a two@3=b three@5=cf four@9=d");
	struct delivery_figures figures;
	struct err err;
	world->facts.has_incidents = true;
	world->facts.incidents = incidents;
	world->facts.incident_count = 4;
	assert_true(delivery_make(&world->delivery, arena, &world->facts, &err));
	figures_of(world, &figures);

	/* Two incidents of one deployment make it no two. */
	assert_int_equal(figures.broke.reason, REASON_NONE);
	assert_int_equal(figures.broke.hits, 2);
	assert_int_equal(figures.broke.n, 4);
	assert_int_equal(figures.restored.n, 2);
	assert_near(figures.restored.median, 2.0 * 86400);
	assert_int_equal(figures.open_incidents, 1);
	assert_int_equal(figures.rework.hits, 1);
}

static void a_median_has_an_interval_from_six_on(void **state)
{
	struct world *world = made(*state, "a@1 b@2<a c@3<b d@4<c e@5<d f@6<e g@7<f h@8<g",
			"one@1=a two@10=c three@12=h");
	struct delivery_figures figures;
	figures_of(world, &figures);
	const struct delivery_times *times = &figures.lead[SINCE_COMMITTED].commits;

	/* 8, 7 and 8, 7, 6, 5, 4 days: of seven the least and the largest. */
	assert_int_equal(times->n, 7);
	assert_true(times->has_interval);
	assert_near(times->low, 4.0 * 86400);
	assert_near(times->high, 8.0 * 86400);
}

static void bands_are_those_of_the_quick_check(void **state)
{
	(void)state;
	assert_string_equal(delivery_time_band(3599), "less than an hour");
	assert_string_equal(delivery_time_band(3600), "less than a day");
	assert_string_equal(delivery_time_band(8 * 86400.0), "a week to a month");
	assert_string_equal(delivery_time_band(400 * 86400.0), "more than six months");
	assert_string_equal(delivery_rate_band(3), "once a day or more, or on demand");
	assert_string_equal(delivery_rate_band(0.2), "once a day to once a week");
	assert_string_equal(delivery_rate_band(0.001), "less than once in six months");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_deployment_brings_what_none_before_it_had),
		claim(a_hotfix_that_is_no_ancestor_is_not_brought_twice),
		claim(going_back_is_no_deployment_of_changes),
		claim(what_follows_at_once_or_repeats_is_the_same),
		claim(behind_a_commit_that_is_not_known_nothing_is),
		claim(another_history_is_told_apart),
		claim(attempts_that_failed_ship_nothing),
		claim(services_have_their_own_order_and_paths),
		claim(what_is_undone_later_was_reverted),
		claim(what_is_undone_elsewhere_is_not_of_the_service),
		claim(what_brings_nothing_cannot_be_undone),
		claim(lead_times_of_too_few_that_brought_commits_are_sparse),
		claim(a_patch_of_the_same_line_soon_is_a_hotfix),
		claim(lead_times_are_those_of_commits),
		claim(a_commit_dated_as_its_deployment_waited_for_nothing_known),
		claim(too_few_say_nothing),
		claim(weeks_without_any_count_as_well),
		claim(incidents_belong_to_the_release_that_they_name),
		claim(a_median_has_an_interval_from_six_on),
		claim(bands_are_those_of_the_quick_check),
	};
	return claims_run("facts/delivery", tests);
}
