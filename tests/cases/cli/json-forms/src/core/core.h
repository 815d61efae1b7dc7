#pragma once

int core_now(void);
