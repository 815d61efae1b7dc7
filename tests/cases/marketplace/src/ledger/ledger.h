#pragma once

#include "core/money.h"

void ledger_post(unsigned long order, const struct money *amount);
struct money ledger_balance(void);
