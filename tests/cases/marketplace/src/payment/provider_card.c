#include "payment/provider.h"

int provider_charge(const char *key, const struct money *amount, unsigned timeout_ms)
{
	return key && amount->cents > 0 && timeout_ms > 0;
}
