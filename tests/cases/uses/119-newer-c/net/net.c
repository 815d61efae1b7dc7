#include "net/net.h"
step net_total;
