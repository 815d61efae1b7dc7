#include "core/core.h"

int core_count;
