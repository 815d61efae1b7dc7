#pragma once

#include "core/order.h"

void notify_confirmed(const struct order *order);
