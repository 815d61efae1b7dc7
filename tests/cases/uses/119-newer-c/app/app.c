#include "net/net.h"

enum way { UP, DOWN };
static_assert(sizeof(step) == 1 && STEPS == 4);

[[nodiscard]] static int run([[maybe_unused]] step s, struct part)
{
	return 1;
}

int app_run(void)
{
	struct part p = {};
	typeof(p.weight) w = net_total;

	return run(w, p) + UP;
}
