#include "core/core.h"

handle app_open(struct handle_ *h)
{
	union either_ *e = core_either(h);

	return e ? h : 0;
}
