#pragma once
#include "core/pair.h"
extern pair net_first;
extern typeof(net_first) net_second;
struct net {
	enum { STATE_DOWN, STATE_UP } state;
};
