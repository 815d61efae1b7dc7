#include "net/net.h"
int net_count;
int net_size;
