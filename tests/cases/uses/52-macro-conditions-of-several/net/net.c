#include "net/config.h"
int net_debug = DEBUG_LEVEL;
