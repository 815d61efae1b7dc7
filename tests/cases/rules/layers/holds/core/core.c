#include "core/core.h"

int core_count;

void core_halt(int code)
{
	core_count = code;
}
