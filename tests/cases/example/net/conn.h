#ifndef NET_CONN_H
#define NET_CONN_H

/* Of net alone: other modules include net/net.h. */
void net_conn_flush(void);

#endif
