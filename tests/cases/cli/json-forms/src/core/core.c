#include "app/app.h"
#include "core/core.h"

int core_now(void)
{
	return APP_EPOCH;
}
