#include "net/net.h"
struct part net_part;
