#include "config.h"
#include <config.h>
#include "limits.h"

int app_size = APP_SIZE + NET_SIZE + NET_LIMIT;
