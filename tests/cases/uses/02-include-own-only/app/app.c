#include "app/app.h"
#include "parts.h"

int app_run(void)
{
	return APP_PARTS;
}
