#include "app/app.h"
#include <system.h>
int app_run(void)
{
	return SYSTEM;
}
