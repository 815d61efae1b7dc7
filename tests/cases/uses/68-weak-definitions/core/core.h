#pragma once
int core_hook(void);
int core_idle(void);
extern int core_rate;
