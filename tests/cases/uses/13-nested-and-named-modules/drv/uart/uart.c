#include "drv/uart/uart.h"
#include "drv/spi/spi.h"
#include "net/tls/tls.h"

int uart_send(void)
{
	return spi_send() + tls_send();
}
