#include "level.h"
#include <level.h>
#include <only.h>

int app_level = NET_LEVEL + SYS_LEVEL;
