#pragma once
#include "core/core.h"
CORE_COUNTER_DECLARE(app_hits);
struct app_node {
	CORE_LINK(struct app_node) link;
};
