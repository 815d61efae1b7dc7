#include "net/conn.h"

#include "core/buffer.h"
#include "core/endpoint.h"
#include "net/net.h"

#include <sys/socket.h>

static struct endpoint peer;

int net_receive(struct buffer *buffer)
{
	ssize_t count = recv(peer.descriptor, buffer->bytes, sizeof(buffer->bytes), 0);
	buffer->length = count > 0 ? (unsigned)count : 0;
	return count > 0;
}

void net_conn_flush(void)
{
	char rest[64];
	while (recv(peer.descriptor, rest, sizeof(rest), MSG_DONTWAIT) > 0) {
	}
}

void net_close(void)
{
	shutdown(peer.descriptor, SHUT_RDWR);
}
