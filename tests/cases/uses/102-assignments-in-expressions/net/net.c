#include "net/net.h"
int net_a, net_b, net_flag;
struct ops net_ops;
