#pragma once
#define CORE_LOG(...) core_log(CORE_QUIET, __VA_ARGS__)
enum core_level { CORE_QUIET, CORE_LOUD };
void core_log(enum core_level level, const char *fmt, ...);
