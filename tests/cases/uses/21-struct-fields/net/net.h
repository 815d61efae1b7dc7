#pragma once
#include "core/addr.h"
struct net {
	int fd;
	struct net *next;
	struct addr peer;
	union bits bits;
};
