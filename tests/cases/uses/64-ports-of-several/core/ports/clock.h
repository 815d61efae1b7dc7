#pragma once
long clock_now(void);
extern const int clock_rate;
