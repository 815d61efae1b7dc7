#include "base/text.h"
#include <string.h>

void text_copy(char *to, const char *from)
{
	strcpy(to, from);
}
