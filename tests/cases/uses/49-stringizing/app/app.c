#include "core/core.h"
#include "net/net.h"

#define NAMED(f) { #f, f }

static const struct {
	const char *name;
	int (*call)(void);
} table[] = {
	NAMED(net_open),
	{ CORE_TEXT(net_close), 0 },
	{ "net_close", 0 },
};

int app_run(int i)
{
	return table[i].call();
}
