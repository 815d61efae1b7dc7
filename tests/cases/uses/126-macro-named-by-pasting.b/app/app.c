#include "net/net.h"

#define SIZE_OF(what) what##_SIZE

int app_run(void)
{
	return SIZE_OF(NET) + SIZE_OF(PART);
}
