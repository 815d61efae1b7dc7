/* A bench tool: which gateway answers? */
#include <stdio.h>

int main(void)
{
	puts("no gateway answers");
	return 0;
}
