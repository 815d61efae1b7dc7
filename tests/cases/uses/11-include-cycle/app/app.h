#ifndef APP_H
#define APP_H
#include "net/net.h"
struct app {
	struct net *net;
};
#endif
