#pragma once
#define CORE_TOP 100
extern int core_calls;
int core_min(int a, int b);
