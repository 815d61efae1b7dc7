#include "core/log.h"

void net_notify(void);

void log_line(const char *text)
{
	if (*text == '!') {
		net_notify();
	}
}
