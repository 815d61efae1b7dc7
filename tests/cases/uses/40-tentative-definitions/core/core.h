#pragma once
extern int core_level;
int core_shared;
