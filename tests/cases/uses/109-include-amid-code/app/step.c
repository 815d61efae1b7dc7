#include "app/app.h"
int app_step(struct app *a)
{
	return ++a->from_net;
}
