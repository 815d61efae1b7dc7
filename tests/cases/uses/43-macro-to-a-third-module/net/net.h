#pragma once
#include "core/core.h"
#define NET_NODE(n) core_find(n)
#define NET_MARK(p) ((p)->mark = MARKED)
#define NET_RESET (core_marks = 0)
#define NET_SIZE(n) ((int)sizeof(struct core_node) * core_marks)
