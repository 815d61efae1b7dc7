#include "core/cache.h"

int rate(int id)
{
	return cache_get(id);
}
