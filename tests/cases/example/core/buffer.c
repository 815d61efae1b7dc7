#include "core/buffer.h"

#include <stdio.h>

void buffer_clear(struct buffer *buffer)
{
	buffer->length = 0;
	buffer->home.next = 0;
}

void buffer_describe(const struct buffer *buffer, char *text)
{
	sprintf(text, "%u bytes", buffer->length);
}
