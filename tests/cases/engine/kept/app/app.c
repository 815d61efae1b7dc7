#include "net/net.h"
#ifdef NO_WAY
int a(void) { return net_open(); }
#if 0
int b(void) { return net_open(); }
#endif
int c(void) { return net_open(); }
#else
int d(void) { return 1; }
#endif
#if 0
int e(void) { return net_open(); }
#endif
