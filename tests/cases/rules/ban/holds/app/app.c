#include "base/text.h"
#include <alloca.h>
#include <stdio.h>
#include <string.h>

int main(void)
{
	char *room = alloca(8);
	char *(*copy)(char *, const char *) = strcpy;

	copy(room, "a");
	strcat(room, "b");
	sprintf(room, "%d", 3);
	return OLD_LIMIT;
}
