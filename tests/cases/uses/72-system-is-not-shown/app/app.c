#include <errno.h>
#include <float.h>
#include <limits.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

double app_run(uint32_t n)
{
	size_t size = n;
	int *p = malloc(size);
	div_t d = div(7, 2);

	if (!p || errno == EINVAL) {
		abort();
	}
	free(p);
	return d.quot > INT_MAX - 1 ? 0 : DBL_EPSILON;
}
