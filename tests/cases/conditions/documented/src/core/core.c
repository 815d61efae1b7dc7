#include "../net/net.h"

int core;
