#include "net/net.h"
int net_count;
int net_table[4];
