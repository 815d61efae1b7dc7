#include "core/config.h"
int core_debug = DEBUG_LEVEL;
