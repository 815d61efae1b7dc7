#include "../net/net.h"
int app(void) { return 1; }
