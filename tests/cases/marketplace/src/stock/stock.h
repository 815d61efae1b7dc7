#pragma once

#include "core/order.h"

/* Sets the items aside; 0 if there are not enough. */
int stock_reserve(const struct order *order);
void stock_release(const struct order *order);
