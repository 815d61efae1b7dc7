#include "net/net.h"
int net_count;
int net_limit = 8;
