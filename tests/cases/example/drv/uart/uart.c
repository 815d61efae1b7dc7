#include "drv/uart/uart.h"

#include "drv/can/can.h"

static int speed[UART_LINES];

int uart_open(int line)
{
	if (line < 0 || line >= UART_LINES) {
		return -1;
	}
	speed[line] = 115200 / CAN_SHARE;
	return 0;
}
