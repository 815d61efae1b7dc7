#include "ledger/ledger.h"

#include "ledger/ledger_book.h"

struct ledger_book ledger_book = { { 0, "USD" }, 0 };

void ledger_post(unsigned long order, const struct money *amount)
{
	ledger_book.balance = money_add(ledger_book.balance, *amount);
	ledger_book.last_order = order;
}

struct money ledger_balance(void)
{
	return ledger_book.balance;
}
