#include "payment/payment.h"

#include <stdio.h>

#include "ledger/ledger.h"
#include "payment/provider.h"

#define PROVIDER_TIMEOUT_MS 400

enum payment_result payment_take(const struct order *order)
{
	char key[32];

	snprintf(key, sizeof(key), "order-%lu", order->number);
	int answer = provider_charge(key, &order->total, PROVIDER_TIMEOUT_MS);
	if (answer < 0) {
		return PAYMENT_UNKNOWN;
	}
	if (answer == 0) {
		return PAYMENT_REFUSED;
	}
	ledger_post(order->number, &order->total);
	return PAYMENT_DONE;
}
