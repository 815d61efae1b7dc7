#include "checkout/checkout.h"

#include "notify/notify.h"
#include "payment/payment.h"
#include "pricing/pricing.h"
#include "stock/stock.h"

enum checkout_result checkout_place(struct order *order)
{
	order->total = pricing_total(order);
	if (!stock_reserve(order)) {
		return CHECKOUT_SOLD_OUT;
	}
	switch (payment_take(order)) {
	case PAYMENT_DONE:
		notify_confirmed(order);
		return CHECKOUT_ACCEPTED;
	case PAYMENT_REFUSED:
		stock_release(order);
		return CHECKOUT_REFUSED;
	case PAYMENT_UNKNOWN:
		break;
	}
	return CHECKOUT_TRY_LATER;
}
