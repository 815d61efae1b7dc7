#define NET_LEVEL 1
