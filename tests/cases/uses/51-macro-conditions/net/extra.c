#include "net/extra.h"
int net_extra = NET_EXTRA;
