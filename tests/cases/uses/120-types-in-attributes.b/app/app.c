#include "net/net.h"

static char room[64] __attribute__((aligned(sizeof(struct part))));
static char more[64] __attribute__((aligned(ROOMY)));
typedef int four __attribute__((vector_size(4 * sizeof(step))));

int app_run(four f)
{
	return room[0] + more[0] + f[0];
}
