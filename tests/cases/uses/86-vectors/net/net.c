#include "net/net.h"
quad net_quad;
