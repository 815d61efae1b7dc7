#pragma once
#define CORE_COUNT(a) ((int)(sizeof(a) / sizeof((a)[0])))
#define CORE_SIZE(t) ((int)sizeof(t))
#define CORE_TYPE(e) __typeof__(e)
#define CORE_BOTH(e) ((int)sizeof(e) + (e))
