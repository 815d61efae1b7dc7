#pragma once

#include "core/money.h"

/* The port: each provider of payments implements it. */
int provider_charge(const char *key, const struct money *amount, unsigned timeout_ms);
