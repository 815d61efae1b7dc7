#pragma once

#include "core/order.h"

enum payment_result {
	PAYMENT_DONE,
	PAYMENT_REFUSED,
	PAYMENT_UNKNOWN,
};

/* Takes the money once, however often it is asked with the same order. */
enum payment_result payment_take(const struct order *order);
