#ifdef APP
#include "../app/app.h"
#elif defined(_WIN32)
#include "app/app.h"
#endif
