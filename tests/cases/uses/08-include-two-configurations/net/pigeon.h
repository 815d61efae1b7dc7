#pragma once
int pigeon_open(void);
