#include <math.h>
#include <string.h>
#include "net/net.h"

extern int zip_open(const char *name);
extern int zip_level;

double app_run(void)
{
	zip_level = (int)strlen("zip");
	return pow(2.0, zip_open("a")) + zip_own();
}
