#include "net/net.h"
int net_clock;
