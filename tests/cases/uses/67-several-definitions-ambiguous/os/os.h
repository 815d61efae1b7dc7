#pragma once
extern int os_level;
int os_open(void);
int os_close(void);
