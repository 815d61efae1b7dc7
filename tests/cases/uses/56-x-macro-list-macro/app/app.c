#include "core/colours.h"

#define AS_TEXT(name, value) case name: return #name;
#define AS_SUM(name, value) + name

const char *app_colour(enum colour c)
{
	switch (c) {
		COLOURS(AS_TEXT)
	}
	return 0;
}

int app_sum(void)
{
	return 0 COLOURS(AS_SUM);
}
