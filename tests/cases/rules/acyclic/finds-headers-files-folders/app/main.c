#include "app/a.h"

int main(void)
{
	return 0;
}
