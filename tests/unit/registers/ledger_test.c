/* SPDX-License-Identifier: MIT */
#include "registers/ledger.h"

#include "unit/registers/built.h"

#include <math.h>

static const struct exceptions no_exceptions = { 0 };
static const struct code no_code = { 0 };

struct kept {
	struct built built;
	struct register_kind *debt;
	struct ledger ledger;
};

static struct kept kept_create(struct arena *arena)
{
	struct kept kept = { .built = built_create(arena) };
	kept.debt = built_kind(&kept.built, "debt", "status interest principal due owner");
	return kept;
}

static struct register_entry *debt_add(
		struct kept *kept, const char *id, const char *interest, const char *principal)
{
	struct register_entry *entry = built_entry(&kept->built, kept->debt, str_of(id));
	built_text(&kept->built, entry, "status", STR("open"));
	built_quantity(&kept->built, entry, "interest", interest);
	built_quantity(&kept->built, entry, "principal", principal);
	return entry;
}

static void read(struct kept *kept)
{
	registers_freeze(&kept->built.registers);
	ledger_read(&kept->ledger, kept->built.arena, &kept->built.registers, &no_exceptions,
			&no_code);
}

static const struct ledger_item *item_of(const struct kept *kept, const char *id)
{
	vec_each (const struct ledger_item, item, &kept->ledger.items) {
		if (str_eq(item->entry->id, str_of(id))) {
			return item;
		}
	}
	return NULL;
}

static bool is_near(double a, double b)
{
	return fabs(a - b) < 0.005;
}

static void prices_come_to_a_month(void **state)
{
	static const struct {
		const char *price;
		const char *of;
		double month;
	} rows[] = {
		{ "1200 EUR/month", "EUR", 1200 },
		/* A month is a twelfth of 365.2425 days. */
		{ "12 USD/year", "USD", 1 },
		{ "100 USD/d", "USD", 3043.69 },
		{ "6 h/week", "h", 26.09 },
		{ "30 min/d", "h", 15.22 },
		{ "2 order/h", "order", 1460.97 },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct kept kept = kept_create(*state);
		debt_add(&kept, "one", rows[i].price, "1 EUR");
		read(&kept);
		const struct ledger_item *item = item_of(&kept, "one");
		assert_true(item->month.is_known);
		assert_str(item->month.of, rows[i].of);
		assert_true(is_near(item->month.value, rows[i].month));
	}
}

static void what_is_no_price_by_time_is_not_added(void **state)
{
	static const char *const rows[] = { "500 EUR", "3", "20 %", "4 h", "2 EUR/order" };
	struct kept kept = kept_create(*state);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		debt_add(&kept, str_fmt(*state, "d%zu", i).p, rows[i], "1 EUR");
	}
	read(&kept);
	assert_int_equal(kept.ledger.unpriced, COUNT_OF(rows));
	assert_int_equal(kept.ledger.sums.len, 0);
}

static void what_pays_back_first_comes_first(void **state)
{
	struct kept kept = kept_create(*state);
	debt_add(&kept, "a", "100 EUR/month", "1000 EUR");
	debt_add(&kept, "b", "100 EUR/month", "200 EUR");
	debt_add(&kept, "c", "2 h/d", "1 d");
	/* Neither another currency nor work pays back money. */
	debt_add(&kept, "d", "1 EUR/month", "1 USD");
	debt_add(&kept, "e", "1 EUR/month", "1 h");
	read(&kept);
	const struct ledger_item *items = kept.ledger.items.p;
	assert_str(items[0].entry->id, "c");
	assert_true(is_near(items[0].payback, 24 / 60.87));
	assert_str(items[1].entry->id, "b");
	assert_str(items[2].entry->id, "a");
	assert_true(is_near(items[2].payback, 10));
	assert_true(items[3].payback < 0 && items[4].payback < 0);
}

static void currencies_are_not_mixed(void **state)
{
	struct kept kept = kept_create(*state);
	debt_add(&kept, "a", "10 EUR/month", "1 EUR");
	debt_add(&kept, "b", "5 EUR/month", "1 EUR");
	debt_add(&kept, "c", "7 USD/month", "1 USD");
	built_text(&kept.built, debt_add(&kept, "d", "9 USD/month", "1 USD"), "owner", STR("x"));
	kept.built.registers.entries.p[3].fields[0].values[0].text = STR("paid");
	read(&kept);
	assert_int_equal(kept.ledger.sums.len, 2);
	assert_true(is_near(kept.ledger.sums.p[0].debts, 15));
	assert_true(is_near(kept.ledger.sums.p[1].debts, 7));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(prices_come_to_a_month),
		claim(what_is_no_price_by_time_is_not_added),
		claim(what_pays_back_first_comes_first),
		claim(currencies_are_not_mixed),
	};
	return claims_run("registers/ledger", tests);
}
