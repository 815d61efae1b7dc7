#include "core/remote.h"

int cache_get(int id);
int cache_fill(struct remote_id id);
