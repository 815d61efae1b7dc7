#include "net/net.h"

static _Alignas(struct part) char room[8];
static _Alignas(ROOMY) char more[8];

int app_run(void)
{
	return room[0] + more[0];
}
