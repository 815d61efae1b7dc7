#ifndef CORE_EVENTS_H
#define CORE_EVENTS_H

/* Somebody must look at this. */
void admin_alarm(const char *text);

#endif
