#include "../net/net.h"
