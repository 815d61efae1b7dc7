#pragma once

#include "core/order.h"

/* What the order costs today. */
struct money pricing_total(const struct order *order);
