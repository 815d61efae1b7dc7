#include "net/net.h"

const int net_port = 80;
