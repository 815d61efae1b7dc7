#include "net/log.h"
void core_note(void)
{
	log_line();
}
