#pragma once
extern int core_version;
int core_start(void);
int core_stop(void);
