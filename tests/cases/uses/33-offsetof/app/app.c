#include <stddef.h>
#include "net/net.h"

static const size_t offsets[] = {
	offsetof(struct route, cost),
	offsetof(struct route, to.port),
	__builtin_offsetof(struct route, from),
};

size_t app_offset(int i)
{
	return offsets[i];
}
