#include "net/net.h"
struct line net_line;
