#pragma once

#include "core/money.h"

/* Private: how the ledger keeps its book. */
struct ledger_book {
	struct money balance;
	unsigned long last_order;
};

extern struct ledger_book ledger_book;
