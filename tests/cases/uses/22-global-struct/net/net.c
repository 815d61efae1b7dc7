#include "net/net.h"
struct state net_state;
struct state net_all[3];
