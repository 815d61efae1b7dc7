#pragma once
int uart_send(void);
