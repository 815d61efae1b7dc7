#pragma once
int net_open(void);
