#pragma once
void core_run(void);
