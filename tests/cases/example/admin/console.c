#include "admin/console.h"

#include "core/events.h"
#include "net/net.h"

#include <stdio.h>

static int alarms;

void console_open(void)
{
	alarms = 0;
}

void console_close(void)
{
	if (alarms > 0) {
		net_close();
	}
}

void admin_alarm(const char *text)
{
	alarms++;
	fprintf(stderr, "alarm %d: %s\n", alarms, text);
}
