#include "net/net.h"

static int total(int n, int rows[n][net_width], int m)
{
	int sum = 0;

	for (int i = 0; i < n * m; i++)
		sum += rows[i / m][i % m];
	return sum;
}

int app_run(int n)
{
	int rows[n][net_width];
	int sizes[net_size()];
	cell cells[n];

	rows[0][0] = sizes[0] = cells[0] = n;
	return total(n, rows, net_width);
}
