int app_run(void);
#include "config.h"
