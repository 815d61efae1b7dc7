#pragma once
#include "core/core.h"
#define NET_TRACE(n) CORE_TRACE("net", n)
#define NET_STAMP() CORE_STAMP()
extern int net_clock;
