#include "net/net.h"
pair net_first;
pair net_second;
