#include "app/app.h"
int app_run(void)
{
	return 1;
}
