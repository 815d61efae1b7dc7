#include "net/net.h"
_Thread_local int net_local;
