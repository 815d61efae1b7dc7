#include "core/cache.h"

int tax(int id)
{
	return cache_get(id) / 5;
}
