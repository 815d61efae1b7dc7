#ifndef CORE_CLOCK_H
#define CORE_CLOCK_H

/* Milliseconds since the gateway was started. */
unsigned long clock_now(void);

#endif
