#include "net/net.h"
struct net *net_main;
int *net_cursor;
