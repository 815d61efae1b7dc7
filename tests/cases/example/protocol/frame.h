#ifndef PROTOCOL_FRAME_H
#define PROTOCOL_FRAME_H

#include "core/endpoint.h"

struct buffer;

struct frame {
	struct endpoint sender;
	unsigned length;
	const unsigned char *payload;
};

int frame_read(struct frame *frame, const struct buffer *buffer);

#endif
