#include "app/gateway.h"

#include "admin/console.h"
#include "disk/journal.h"
#include "net/conn.h"
#include "net/net.h"
#include "protocol/frame.h"

void gateway_open(struct gateway *gateway, const char *journal)
{
	buffer_clear(&gateway->in);
	gateway->failures = 0;
	journal_open(journal);
	console_open();
}

int gateway_step(struct gateway *gateway)
{
	struct frame frame;

	if (!net_receive(&gateway->in)) {
		return 0;
	}
	if (!frame_read(&frame, &gateway->in)) {
		gateway->failures++;
		net_conn_flush();
		return 1;
	}
	journal_append(frame.payload, frame.length);
	return 1;
}

void gateway_close(struct gateway *gateway)
{
	buffer_clear(&gateway->in);
	console_close();
	journal_close();
}
