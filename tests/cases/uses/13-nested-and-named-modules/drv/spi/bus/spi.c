#include "drv/spi/spi.h"
int spi_send(void)
{
	return 1;
}
