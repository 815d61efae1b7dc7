#pragma once
int plain_open(void);
