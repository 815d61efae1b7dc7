#pragma once
extern int os_level;
int os_open(void);
