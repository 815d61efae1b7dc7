#ifndef CORE_BUFFER_H
#define CORE_BUFFER_H

/* Before the include: pool.h needs it. */
#define BUFFER_SIZE 256

#include "core/pool.h"

struct buffer {
	unsigned length;
	unsigned char bytes[BUFFER_SIZE];
	struct pool_link home;
};

void buffer_clear(struct buffer *buffer);
/* Writes "<length> bytes" into `text`, which has room for 32 characters. */
void buffer_describe(const struct buffer *buffer, char *text);

#endif
