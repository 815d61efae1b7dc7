#include "core/core.h"
int core(void) { return 1; }
