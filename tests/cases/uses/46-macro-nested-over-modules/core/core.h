#pragma once
#define CORE_TRACE(who, n) core_trace(who, n)
#define CORE_STAMP() core_trace("stamp", net_clock)
void core_trace(const char *who, int n);
