#pragma once
int net_open(void);
int net_close(void);
