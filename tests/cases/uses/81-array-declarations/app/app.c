#include "net/net.h"

int app_sum(const struct part parts[]);
typedef struct part (*app_rows)[5];
extern const struct part app_parts[];

int app_sum(const struct part parts[static LEAST])
{
	app_rows rows = 0;

	return parts[0].weight + (rows == 0) + app_parts[1].weight;
}
