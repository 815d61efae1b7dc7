#include "../app/app.c"
#include "../net/net.c"
