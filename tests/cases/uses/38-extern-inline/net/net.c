#include "net/net.h"
extern inline int net_half(int n);
