#ifndef CORE_POOL_H
#define CORE_POOL_H

#include "core/buffer.h"

struct buffer;

/* Where a buffer stands among those that are not in use. */
struct pool_link {
	struct buffer *next;
};

/* Memory for half a dozen of them. */
struct pool {
	struct pool_link free;
	unsigned char memory[6 * BUFFER_SIZE];
};

#endif
