#include "app/app.h"

int app_id(void)
{
	return 1;
}
