#pragma once
int app_idle(void);
