#include "core/core.h"
int app(void) { return core(); }
