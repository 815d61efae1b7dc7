#ifndef DRV_UART_H
#define DRV_UART_H

#define UART_LINES 2

int uart_open(int line);

#endif
