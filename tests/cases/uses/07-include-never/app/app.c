#if 0
#include "net/dead.h"
#endif
#if 0
# ifdef APP_OLD
#  include "net/dead.h"
# endif
#else
# include "net/live.h"
#endif
#if 1
# include "net/sure.h"
#else
# include "net/dead.h"
#endif
int app_live = 1;
