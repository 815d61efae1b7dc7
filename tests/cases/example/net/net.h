#ifndef NET_NET_H
#define NET_NET_H

struct buffer;

/* Fills `buffer` with the next message; 0 when there will be none. */
int net_receive(struct buffer *buffer);
void net_close(void);

#endif
