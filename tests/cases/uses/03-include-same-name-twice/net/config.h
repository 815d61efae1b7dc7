#define NET_SIZE 2
