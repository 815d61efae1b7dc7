#ifndef DRV_CAN_H
#define DRV_CAN_H

/* The part of the bus's time that CAN takes. */
#define CAN_SHARE 2

int can_open(int bus);

#endif
