#define NET_LIMIT 3
