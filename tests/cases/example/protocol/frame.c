#include "protocol/frame.h"

#include "core/buffer.h"

int frame_read(struct frame *frame, const struct buffer *buffer)
{
	if (buffer->length < 1 || buffer->bytes[0] >= buffer->length) {
		return 0;
	}
	frame->sender.descriptor = -1;
	frame->length = buffer->bytes[0];
	frame->payload = buffer->bytes + 1;
	return 1;
}
