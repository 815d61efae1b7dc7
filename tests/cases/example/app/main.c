#include "app/gateway.h"
#include "core/clock.h"
#include "drv/can/can.h"
#include "drv/uart/uart.h"

int main(void)
{
	struct gateway gateway;

	if (uart_open(0) != 0 || can_open(0) != 0) {
		return 1;
	}
	gateway_open(&gateway, "gateway.journal");
	while (gateway_step(&gateway)) {
	}
	gateway_close(&gateway);
	return 0;
}
