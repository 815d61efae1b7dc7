#pragma once
#include "core/list.h"
struct conn {
	int fd;
	struct list link;
};
