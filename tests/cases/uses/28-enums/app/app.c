#include "net/net.h"

static int seen[SPEED_MAX];
static const char *const names[] = {
	[FAST] = "fast",
	[SLOW] = "slow",
};
enum { APP_LIMIT = LIMIT * 2, APP_FAST = FAST };

const char *app_name(enum speed s)
{
	enum speed other = s == FAST ? SLOW : FAST;

	switch (s) {
	case FAST:
		return names[other];
	case SLOW ... SPEED_MAX:
		break;
	}
	seen[s] = APP_LIMIT;
	return 0;
}
