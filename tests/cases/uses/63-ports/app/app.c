#include "core/log.h"
#include "core/core.h"

void app_run(void)
{
	void (*write)(const char *) = log_write;

	log_write("up");
	log_level = 2;
	core_run();
	write("down");
}
