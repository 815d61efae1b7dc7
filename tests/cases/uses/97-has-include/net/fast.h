#pragma once
int net_fast(void);
