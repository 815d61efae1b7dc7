#ifndef APP_GATEWAY_H
#define APP_GATEWAY_H

#include "core/buffer.h"

/* Takes messages from the network and writes each to the journal. */
struct gateway {
	struct buffer in;
	int failures;
};

void gateway_open(struct gateway *gateway, const char *journal);
int gateway_step(struct gateway *gateway);
void gateway_close(struct gateway *gateway);

#endif
