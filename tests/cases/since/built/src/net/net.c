#include "app/app.h"
int net_send(void)
{
#ifdef HAS_APP
	return APP_NAME();
#else
	return 0;
#endif
}
