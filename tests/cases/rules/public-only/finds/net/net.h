#include "net/list.h"

struct conn;
struct conn *net_open(void);
void net_raw(int n);
#define NET_SEND(n) net_write(n)
