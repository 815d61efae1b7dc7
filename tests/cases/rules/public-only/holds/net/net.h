struct conn;
struct conn *net_open(void);
void net_write(int n);
#define NET_SEND(n) net_write(n)
