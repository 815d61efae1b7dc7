#include "net/log.h"
void log_line(void)
{
}
void net_note(void)
{
	log_line();
}
