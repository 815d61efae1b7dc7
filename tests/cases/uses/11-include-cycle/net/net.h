#ifndef NET_H
#define NET_H
#include "app/app.h"
struct net {
	struct app *app;
};
#endif
