#pragma once

#include "core/order.h"

enum checkout_result {
	CHECKOUT_ACCEPTED,
	CHECKOUT_SOLD_OUT,
	CHECKOUT_REFUSED,
	CHECKOUT_TRY_LATER,
};

enum checkout_result checkout_place(struct order *order);
