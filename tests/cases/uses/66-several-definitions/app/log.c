#include "app/log.h"
void log_line(void);
void log_line(void)
{
}
void app_note(void)
{
	log_line();
}
