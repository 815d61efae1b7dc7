#pragma once
int spi_send(void);
