#include "app/app.h"
int app_use(struct conn *c)
{
	return c != 0;
}
