#include "core/log.h"
void log_flush(void)
{
	log_write("");
	log_level--;
}
