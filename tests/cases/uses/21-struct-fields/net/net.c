#include "net/net.h"
struct net net_first;
