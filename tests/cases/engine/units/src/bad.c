#include "generated.h"
int bad(void)
{
	return GENERATED;
}
