#include "app/app.h"

int app_limits[] = {
#include "net/limits.inc"
};

int app_run(struct app *a)
{
#include "net/body.inc"
	return a->from_net + a->own;
}
